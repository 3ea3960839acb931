import { expect, test } from "vitest";
import { Team } from "../../../renderer/people/Team.tsx";
import type { Json } from "../../../shared/contract/define.ts";
import type { Team as Roster } from "../../../shared/contract/people.ts";
import { drawOpen, fail, member, ok, safetyNumber } from "../open-notebook.tsx";
import { click, find, findAll, press, pretendKeeper, settle, textOf, type } from "../world.tsx";

const noLists = { referrals: null, places: null };
const lead = member("منسّقة-L", { role: "coordinator", lead: true, self: true });

function roster(given: Partial<Roster> = {}): Roster {
  return {
    id: "0".repeat(32),
    name: "الجنوب",
    version: 1,
    keys: "hybrid",
    lead: true,
    published: false,
    questionnaires: [],
    members: [lead, member("منسّق-K", { role: "coordinator" }), member("باحثة-R")],
    ...given,
  };
}

/** A keeper with a team, which each act may change. */
function keeperWith(team: Roster | null, answers: Parameters<typeof pretendKeeper>[0] = {}) {
  const now = { team };
  const keeper = pretendKeeper({ "people.team": () => ok({ team: now.team }), ...answers });
  return { ...keeper, now };
}

const callouts = () => findAll("status").concat(findAll("alert")).map(textOf).join(" | ");

test("a coordinator without a team may create one, hybrid unless she says otherwise", async () => {
  const keeper = keeperWith(null, {
    "people.createTeam": (input) => {
      const { name, keys } = input as { name: string; keys: "hybrid" };
      keeper.now.team = roster({ name, keys, members: [lead] });
      return ok(keeper.now.team);
    },
  });
  await drawOpen(<Team />);
  click(find("button", "إنشاء الفريق"));
  expect(textOf()).toContain("أدخلوا اسماً أولاً.");
  expect(keeper.asked.some(([name]) => name === "people.createTeam")).toBe(false);
  type(find("textbox", "اسم الفريق"), "الساحل");
  press("Enter");
  await settle();
  expect(keeper.asked).toContainEqual(["people.createTeam", { name: "الساحل", keys: "hybrid" }]);
  expect(textOf()).toContain("فريق الساحل");
  expect(callouts()).toContain("للفريق منسّق واحد فقط.");
  expect(callouts()).toContain("لا أحد غيركم في الفريق بعد.");
  expect(findAll("button", "نشر ملف الفريق")).toEqual([]);
});

test("a researcher without a team is led to one, and cannot create it", async () => {
  keeperWith(null);
  await drawOpen(<Team />, { role: "researcher", locale: "en-GB" });
  expect(textOf()).toContain("Save the card of this device and give it to your lead coordinator.");
  expect(findAll("button", "Create the team")).toEqual([]);
  find("button", "Read a team file…");
});

test("cards make the team larger, and it is said that nobody knows until it is published", async () => {
  const keeper = keeperWith(roster({ published: true }), {
    "people.addCards": () => {
      const members = [...roster().members, member("باحث-Q")];
      keeper.now.team = roster({ version: 2, members });
      return ok(keeper.now.team);
    },
    "people.publish": () => {
      keeper.now.team = { ...roster({ version: 2 }), published: true };
      return ok({ version: 2, fileName: "k7q2m4xa.daftar" });
    },
  });
  await drawOpen(<Team />);
  expect(callouts()).not.toContain("عُدّل الفريق");
  click(find("button", "إضافة بطاقات"));
  await settle();
  expect(callouts()).toContain("أُضيفت بطاقة واحدة.");
  expect(callouts()).toContain(
    "عُدّل الفريق أو ما يحمله ملفه، ولا يعرف ذلك حتى الآن إلا هذا الدفتر.",
  );
  expect(textOf()).toContain("باحث-Q");
  click(find("button", "نشر ملف الفريق"));
  await settle();
  expect(callouts()).toContain("كُتبت النسخة 2 في الملف k7q2m4xa.daftar.");
  expect(callouts()).not.toContain("عُدّل الفريق");
});

test("a dialog that was closed says nothing, a wrong card says what is wrong", async () => {
  let fault = "cancelled";
  keeperWith(roster(), { "people.addCards": () => fail(fault) });
  await drawOpen(<Team />);
  click(find("button", "إضافة بطاقات"));
  await settle();
  expect(findAll("alert")).toEqual([]);
  fault = "card-wrong";
  click(find("button", "إضافة بطاقات"));
  await settle();
  expect(textOf(find("alert"))).toContain("البطاقة لا تطابق توقيعها. لم يُضف أحد.");
});

test("removing a member asks first, and only the lead can", async () => {
  const keeper = keeperWith(roster(), {
    "people.removeMember": () => {
      keeper.now.team = roster({ version: 2, members: roster().members.slice(0, 2) });
      return ok(keeper.now.team);
    },
  });
  await drawOpen(<Team />, { locale: "en-GB" });
  const row = () => find("rowheader", "باحثة-R");
  click(row());
  expect(textOf(find("dialog", "باحثة-R"))).toContain("22222");
  click(find("button", "Remove from the team"));
  expect(keeper.asked.some(([name]) => name === "people.removeMember")).toBe(false);
  const asking = find("alertdialog", "Remove باحثة-R from the team?");
  expect(textOf(asking)).toContain("is set aside by everybody who has the new team file");
  click(find("button", "Remove from the team"));
  await settle();
  expect(textOf()).toContain("باحثة-R was removed. Publish the team file");
  expect(findAll("rowheader", "باحثة-R")).toEqual([]);
});

test("a member reads numbers, but has no button to change the team", async () => {
  const members = [{ ...lead, self: false }, member("باحثة-R", { self: true })];
  keeperWith(roster({ lead: false, published: true, members }));
  await drawOpen(<Team />, { role: "researcher" });
  expect(findAll("button", "إضافة بطاقات")).toEqual([]);
  click(find("rowheader", "منسّقة-L"));
  expect(findAll("button", "إخراج من الفريق")).toEqual([]);
});

test("nobody joins before the number was said to be the same", async () => {
  const offered = { ...lead, self: false, safetyNumber: safetyNumber("7") };
  const lists = {
    referrals: { entries: 2, added: 2, changed: 0, removed: 0 },
    places: { entries: 340, added: 12, changed: 3, removed: 1 },
  };
  const keeper = keeperWith(null, {
    "people.readTeam": () => ok({ name: "الجنوب", version: 3, lead: offered, lists }),
    "people.join": () => {
      keeper.now.team = roster({ lead: false, published: true });
      return ok(keeper.now.team);
    },
  });
  await drawOpen(<Team />, { role: "researcher" });
  click(find("button", "قراءة ملف فريق"));
  await settle();
  const number = textOf(find("region", "رقم أمان المنسّق الرئيسي"));
  expect(number).toContain("77777");
  expect(number).toContain("٧٧٧٧٧");
  expect(textOf()).toContain("جهتان");
  expect(textOf()).toContain("ما كُتب في هذا الدفتر من جهات يبقى إلى جانب جهات الملف.");
  expect(textOf()).toContain("340 مكاناً");
  expect(textOf()).toContain("الجديدة: 12 · التي تغيّر اسمها: 3 · التي لم تعد فيها: 1.");
  click(find("button", "الانضمام إلى الفريق"));
  await settle();
  expect(keeper.asked.some(([name]) => name === "people.join")).toBe(false);
  click(find("checkbox", "المجموعات الاثنتا عشرة كلها متطابقة"));
  click(find("button", "الانضمام إلى الفريق"));
  await settle();
  expect(keeper.asked.at(-2)).toEqual(["people.join", { safetyNumber: safetyNumber("7") } as Json]);
  expect(callouts()).toContain("تمّ الانضمام إلى الفريق الجنوب.");
});

test("numbers that differ lead away from joining, and say what to do", async () => {
  const keeper = keeperWith(null, {
    "people.readTeam": () =>
      ok({ name: "South", version: 3, lead: { ...lead, self: false }, lists: noLists }),
  });
  await drawOpen(<Team />, { role: "researcher", locale: "en-GB" });
  click(find("button", "Read a team file…"));
  await settle();
  click(find("button", "They differ"));
  expect(callouts()).toContain("You have not joined, and nothing was changed.");
  expect(keeper.asked.some(([name]) => name === "people.join")).toBe(false);
});

test("a newer file of the same lead is taken over without comparing again", async () => {
  const members = [{ ...lead, self: false }, member("باحثة-R", { self: true })];
  const keeper = keeperWith(roster({ lead: false, published: true, members }), {
    "people.readTeam": () => ok({ name: "الجنوب", version: 4, lead: members[0], lists: noLists }),
    "people.join": () => ok(roster({ lead: false, version: 4, members })),
  });
  await drawOpen(<Team />, { role: "researcher" });
  click(find("button", "قراءة ملف فريق أحدث"));
  await settle();
  expect(findAll("checkbox")).toEqual([]);
  click(find("button", "اعتماد الملف"));
  await settle();
  expect(keeper.asked.some(([name]) => name === "people.join")).toBe(true);
  expect(callouts()).toContain("أصبح الفريق كما ورد في النسخة 4.");
});

test("the card is saved where the person says, and a name that is taken is left alone", async () => {
  let answer: unknown = fail("target-exists");
  keeperWith(null, { "people.saveCard": () => answer });
  await drawOpen(<Team />, { locale: "ar-SY" });
  expect(textOf()).toContain("١١١١١");
  click(find("button", "حفظ البطاقة"));
  await settle();
  expect(callouts()).toContain("يوجد هناك ملف بهذا الاسم. لم يُكتب شيء.");
  answer = ok({ device: lead.device, safetyNumber: lead.safetyNumber });
  click(find("button", "حفظ البطاقة"));
  await settle();
  expect(callouts()).toContain("حُفظت البطاقة.");
});

test("a team that could not be read is asked for again", async () => {
  let answer: unknown = fail("disk-failing");
  pretendKeeper({ "people.team": () => answer });
  await drawOpen(<Team />, { locale: "en-GB" });
  expect(textOf(find("alert"))).toContain("disk-failing");
  answer = ok({ team: roster() });
  click(find("button", "Try again"));
  await settle();
  expect(textOf()).not.toContain("disk-failing");
  expect(textOf()).toContain("باحثة-R");
});
