import { expect, test } from "vitest";
import { Inbox } from "../../../renderer/parcels/Inbox.tsx";
import { device, drawOpen, fail, member, ok } from "../open-notebook.tsx";
import { click, find, findAll, pretendKeeper, settle, textOf } from "../world.tsx";

const nothing = { new: 0, updated: 0, same: 0, conflict: 0, waiting: 0 };
const from = member("باحثة-R");
const moment = "2026-11-20T09:15:00+03:00";

const file = (name: string, given = {}) => ({
  file: name,
  outcome: "imported",
  fault: null,
  from,
  number: 7,
  interviews: nothing,
  lists: null,
  ...given,
});

const read = {
  parcel: "a".repeat(32),
  kind: "interviews",
  device: from.device,
  name: from.name,
  number: 7,
  made: moment,
  read: moment,
  interviews: 3,
};

interface Contents {
  parcels: unknown[];
  gaps: unknown[];
  setAside: unknown[];
}

function keeperWith(inbox: Contents, files: unknown[] = []) {
  const now = { inbox };
  const keeper = pretendKeeper({
    "parcels.inbox": () => ok(now.inbox),
    "parcels.import": () => ok({ files, gaps: [] }),
  });
  return { ...keeper, now };
}

const empty: Contents = { parcels: [], gaps: [], setAside: [] };
const choose = () => click(find("button", /اختيار رزم|Choose parcels/u));
const rowOf = (name: string) =>
  textOf([...document.querySelectorAll("li")].find((row) => textOf(row).includes(name)));

test("an empty inbox says what will be here and how it comes", async () => {
  keeperWith(empty);
  await drawOpen(<Inbox />);
  expect(textOf()).toContain("تظهر هنا الرزم الواردة من الباحثين. أدخلوا ذاكرة USB");
  expect(findAll("button", "اختيار رزم")).toHaveLength(1);
});

test("each file gets its row: outcome, where from, and how many of what", async () => {
  keeperWith(empty, [
    file("k7q2m4xa.daftar", { interviews: { ...nothing, new: 3, updated: 1, conflict: 1 } }),
    file("p2w9c8ry.daftar", { outcome: "already-here" }),
    file("t8r3d1mn.daftar", {
      number: 2,
      lists: { referrals: { entries: 4, added: 3, changed: 1, removed: 0 }, places: null },
    }),
  ]);
  const { went } = await drawOpen(<Inbox />);
  choose();
  await settle();
  const first = rowOf("k7q2m4xa.daftar");
  for (const said of ["استُلمت", "من باحثة-R", "الرزمة 7", "جديدة3", "أُضيف إليها1", "بنسختين1"])
    expect(first).toContain(said);
  expect(first).toContain("حُفظت الاثنتان ولم تحلّ إحداهما محلّ الأخرى.");
  expect(rowOf("p2w9c8ry.daftar")).toContain("سبقت قراءة هذه الرزمة. لم يتغيّر شيء.");
  const team = rowOf("t8r3d1mn.daftar");
  expect(team).toContain("اعتُمد سجلّ الفريق.");
  expect(team).toContain("4 جهات");
  expect(team).not.toContain("قائمة الأماكن");
  click(find("button", "عرض المقابلات"));
  expect(went).toEqual([{ screen: "records", search: "" }]);
});

test.each([
  ["ar-SY-u-nu-latn", "parcel-damaged", "refused", "رُفضت", "تضرّرت الرزمة أو تغيّرت في الطريق."],
  [
    "en-GB",
    "parcel-damaged",
    "refused",
    "Refused",
    "The parcel was damaged or changed on the way.",
  ],
  ["ar-SY-u-nu-latn", "parcel-not-for-you", "refused", "رُفضت", "هذه الرزمة موجّهة إلى غيركم."],
  ["en-GB", "parcel-not-for-you", "refused", "Refused", "This parcel is meant for someone else."],
  ["en-GB", "device-unknown", "quarantined", "Set aside", "This parcel was set aside"],
] as const)(
  "in %s, %s is said with its sentence",
  async (locale, kind, outcome, word, sentence) => {
    const fault = { kind, details: {} };
    keeperWith(empty, [file("x.daftar", { outcome, fault, from: null, number: null })]);
    await drawOpen(<Inbox />, { locale });
    choose();
    await settle();
    expect(rowOf("x.daftar")).toContain(word);
    expect(rowOf("x.daftar")).toContain(sentence);
    expect(rowOf("x.daftar")).toContain(kind);
  },
);

test("missing parcels are named by device and number, in the digits of the page", async () => {
  const gaps = [
    { device: from.device, name: from.name, kind: "interviews", numbers: [5, 6] },
    { device: device("Z"), name: null, kind: "interviews", numbers: [1] },
  ];
  keeperWith({ ...empty, parcels: [read], gaps });
  await drawOpen(<Inbox />, { locale: "ar-SY" });
  expect(textOf()).toContain("ينقص من باحثة-R: ٥ و٦.");
  expect(textOf()).toContain("ينقص من جهاز غير معروف: ١.");
});

test("what was set aside and what was read stay in view", async () => {
  const setAside = [{ at: moment, kind: "device-unknown", bytes: 250_000 }];
  keeperWith({ parcels: [read], gaps: [], setAside });
  await drawOpen(<Inbox />, { locale: "en-GB" });
  const aside = textOf(find("region", "Set aside"));
  expect(aside).toContain("signed by an unknown device");
  expect(aside).toContain("250 kB");
  const history = textOf(find("region", "Read so far"));
  expect(history).toContain("باحثة-R");
  expect(history).toContain("20 November 2026 at 09:15");
});

test("reading tells how far it is, and the inbox is asked anew afterwards", async () => {
  let finish: (outcome: unknown) => void = () => {};
  const keeper = pretendKeeper({
    "parcels.inbox": () => ok(empty),
    "parcels.import": () => new Promise((resolve) => (finish = resolve)),
  });
  await drawOpen(<Inbox />, { locale: "en-GB" });
  choose();
  await settle();
  keeper.announce({ event: "progress", job: "parcels.import", stage: "read", done: 2, total: 5 });
  expect(textOf()).toContain("2 of 5");
  finish(ok({ files: [file("a.daftar", { interviews: { ...nothing, same: 2 } })], gaps: [] }));
  await settle();
  expect(textOf()).not.toContain("2 of 5");
  expect(rowOf("a.daftar")).toContain("Unchanged2");
  expect(keeper.asked.filter(([name]) => name === "parcels.inbox")).toHaveLength(2);
});

test("a closed dialog changes nothing, a failing disk says so", async () => {
  let kind = "cancelled";
  pretendKeeper({ "parcels.inbox": () => ok(empty), "parcels.import": () => fail(kind) });
  await drawOpen(<Inbox />);
  choose();
  await settle();
  expect(findAll("alert")).toEqual([]);
  kind = "disk-full";
  choose();
  await settle();
  expect(textOf(find("alert"))).toContain("القرص ممتلئ");
});
