import { act } from "react";
import { afterEach, expect, test } from "vitest";
import { Referrals } from "../../../renderer/people/Referrals.tsx";
import { settlePending } from "../../../renderer/ui/pending.ts";
import { clearToasts, Toasts } from "../../../renderer/ui/Toast.tsx";
import type { Json } from "../../../shared/contract/define.ts";
import type { Referral, ReferralDraft, ReferralWords } from "../../../shared/contract/people.ts";
import { drawOpen, fail, ok } from "../open-notebook.tsx";
import { click, find, findAll, pretendKeeper, settle, textOf, type } from "../world.tsx";

afterEach(() => act(clearToasts));

const clinic: ReferralWords = {
  service: "عيادة",
  purpose: "ضيق شديد",
  area: "درعا",
  contact: "كل صباح",
  note: "",
};

/** A keeper with a list, which takes what is written down. */
function listOf(...before: readonly ReferralWords[]) {
  let next = 0;
  const id = () => String(next++).padStart(32, "0");
  let draft: ReferralDraft | null = null;
  let referrals: readonly Referral[] = before.map((words) => ({
    id: id(),
    fromTeam: false,
    ...words,
  }));
  return pretendKeeper({
    "people.referrals": () => ok({ referrals, draft }),
    "people.draftReferral": (input: Json) => {
      draft = (input as unknown as { words: ReferralDraft }).words;
      return ok({});
    },
    "people.writeReferral": (input: Json) => {
      const { referral, words } = input as unknown as {
        referral: string | null;
        words: ReferralWords;
      };
      const others = referrals.filter((one) => one.id !== referral);
      referrals = [...others, { id: referral ?? id(), fromTeam: false, ...words }];
      return ok({ referrals });
    },
    "people.removeReferral": (input: Json) => {
      referrals = referrals.filter((one) => one.id !== (input as { referral: string }).referral);
      return ok({ referrals });
    },
  });
}

const draw = () =>
  drawOpen(
    <>
      <Referrals />
      <Toasts />
    </>,
    { role: "researcher" },
  );

test("an empty list says what will be in it, and takes the first entry", async () => {
  const { asked } = listOf();
  await draw();
  expect(textOf()).toContain("لم تُكتب أي جهة بعد");
  const write = find("button", "إضافة إلى القائمة");
  expect(write.getAttribute("aria-disabled")).toBe("true");
  type(find("textbox", "الجهة أو الخدمة"), " عيادة ");
  type(find("textbox", "طريقة التواصل"), "كل صباح");
  click(find("button", "إضافة إلى القائمة"));
  await settle();
  expect(asked.find(([name]) => name === "people.writeReferral")?.[1]).toMatchObject({
    referral: null,
    words: { contact: "كل صباح", purpose: "" },
  });
  expect(textOf(find("region", "الجهات"))).toContain("عيادة");
  expect(find("textbox", "الجهة أو الخدمة")).toHaveProperty("value", "");
});

test("the list is printed in either language, and nobody has to confirm that it holds answers", async () => {
  const { asked } = listOf(clinic);
  await draw();
  click(find("button", "طباعة القائمة"));
  await settle();
  expect(textOf(find("dialog"))).toContain("قد يُسأل حامل الورقة من أين جاء بها");
  click(find("radio", "English"));
  click(find("button", "حفظ بصيغة PDF"));
  await settle();
  expect(asked.filter(([name]) => name === "paper.save").map(([, wish]) => wish)).toEqual([
    { kind: "referrals", language: "en", digits: "latn" },
  ]);
});

test("what is half written is kept when the notebook is locked, and no longer once it is written", async () => {
  const { asked } = listOf();
  const drafts = () =>
    asked.flatMap(([name, input]) =>
      name === "people.draftReferral" ? [(input as unknown as { words: ReferralDraft }).words] : [],
    );
  await draw();
  type(find("textbox", "الجهة أو الخدمة"), "عيادة ");
  expect(drafts()).toEqual([]);
  await act(settlePending);
  expect(drafts()).toMatchObject([{ service: "عيادة ", contact: "" }]);
  type(find("textbox", "طريقة التواصل"), "كل صباح");
  click(find("button", "إضافة إلى القائمة"));
  await settle();
  expect(drafts().at(-1)).toMatchObject({ service: "", contact: "" });
});

test("what was half written before the notebook was locked stands in the form", async () => {
  const draft = { ...clinic, contact: "" };
  pretendKeeper({ "people.referrals": () => ok({ referrals: [], draft }) });
  await draw();
  expect(find("textbox", "الجهة أو الخدمة")).toHaveProperty("value", "عيادة");
  expect(textOf()).toContain("لم تُكتب أي جهة بعد");
});

test("an entry is changed with what was written before at hand", async () => {
  const { asked } = listOf(clinic);
  await draw();
  click(find("button", "تعديل عيادة"));
  await settle();
  const dialog = find("dialog");
  const contact = [...dialog.querySelectorAll("input")].find(({ value }) => value === "كل صباح");
  if (!contact) throw new Error("what was written is not there");
  type(contact, "بموعد");
  click(
    findAll("button", "إضافة إلى القائمة").find((one) => dialog.contains(one)) ?? document.body,
  );
  await settle();
  expect(asked.find(([name]) => name === "people.writeReferral")?.[1]).toEqual({
    referral: "0".repeat(32),
    words: { ...clinic, contact: "بموعد" },
  });
  expect(findAll("dialog")).toEqual([]);
  expect(textOf()).toContain("بموعد");
});

test("an entry goes at once, and comes back in passing", async () => {
  listOf(clinic);
  await draw();
  click(find("button", "إزالة عيادة"));
  await settle();
  expect(findAll("button", "إزالة عيادة")).toEqual([]);
  click(find("button", "تراجع"));
  await settle();
  expect(textOf(find("region", "الجهات"))).toContain("كل صباح");
});

test("a service of the team is shown, and only its lead can change it", async () => {
  const own = { ...clinic, service: "الطبيبة في القرية" };
  pretendKeeper({
    "people.referrals": () =>
      ok({
        referrals: [
          { id: "a".repeat(32), fromTeam: true, ...clinic },
          { id: "b".repeat(32), fromTeam: false, ...own },
        ],
      }),
  });
  await draw();
  expect(textOf(find("region", "الجهات"))).toContain("من ملف الفريق.");
  expect(findAll("button", "تعديل عيادة")).toEqual([]);
  expect(findAll("button", "إزالة عيادة")).toEqual([]);
  find("button", "تعديل الطبيبة في القرية");
});

test("what was not kept stays on the screen, with the reason", async () => {
  pretendKeeper({
    "people.referrals": () => ok({ referrals: [], draft: null }),
    "people.draftReferral": () => ok({}),
    "people.writeReferral": () => fail("referrals-full"),
  });
  await draw();
  type(find("textbox", "الجهة أو الخدمة"), "عيادة");
  type(find("textbox", "طريقة التواصل"), "كل صباح");
  click(find("button", "إضافة إلى القائمة"));
  await settle();
  expect(textOf(findAll("alert").find((one) => textOf(one) !== ""))).toContain("أقصى طولها");
  expect(find("textbox", "الجهة أو الخدمة")).toHaveProperty("value", "عيادة");
});

test("a list that could not be read is asked for again", async () => {
  let answer: unknown = fail("disk-failing");
  pretendKeeper({ "people.referrals": () => answer });
  await drawOpen(<Referrals />, { role: "researcher", locale: "en-GB" });
  expect(textOf()).toContain("disk-failing");
  answer = ok({ referrals: [{ id: "0".repeat(32), ...clinic }] });
  click(find("button", "Try again"));
  await settle();
  expect(textOf()).not.toContain("disk-failing");
  expect(textOf()).toContain(clinic.service);
});
