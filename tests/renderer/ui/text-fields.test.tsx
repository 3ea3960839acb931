import type { ReactNode } from "react";
import { expect, test } from "vitest";
import { ComboBox } from "../../../renderer/ui/ComboBox.tsx";
import { DigitsField } from "../../../renderer/ui/DigitsField.tsx";
import type { Give } from "../../../renderer/ui/held.ts";
import { LongText } from "../../../renderer/ui/LongText.tsx";
import { PartialDate } from "../../../renderer/ui/PartialDate.tsx";
import { TextAnswer } from "../../../renderer/ui/TextAnswer.tsx";
import { TextLine } from "../../../renderer/ui/TextLine.tsx";
import { draw, find, leave, type, withoutMarks } from "../world.tsx";

const keep = async () => true;

const fields: readonly (readonly [string, ReactNode])[] = [
  ["a line", <TextLine key="1" label="نص" value="" onChange={() => {}} />],
  ["a passphrase", <TextLine key="2" label="نص" value="" isSecret onChange={() => {}} />],
  ["a short answer", <TextAnswer key="3" label="نص" value="" onAnswer={keep} />],
  ["a long answer", <LongText key="4" label="نص" value="" onAnswer={keep} limit={100} />],
  ["a number", <DigitsField key="5" label="عدد" value="" onAnswer={keep} />],
  ["a searched list", <ComboBox key="6" label="مكان" value="" onAnswer={keep} options={[]} />],
  ["a partial date", <PartialDate key="7" label="تاريخ" value="" onAnswer={keep} />],
];

test.each(fields)("the browser remembers, corrects and learns nothing of %s", async (_, field) => {
  const { page } = await draw(field);
  const typed = [...page.querySelectorAll("input:not([type=checkbox]), textarea")];
  expect(typed.length).toBeGreaterThan(0);
  for (const element of typed) {
    expect(element.getAttribute("autocomplete")).toBe("off");
    expect(element.getAttribute("spellcheck")).toBe("false");
  }
});

test.each([
  ["a line", <TextLine key="1" label="نص" value="x" onChange={() => {}} />],
  ["a short answer", <TextAnswer key="2" label="نص" value="x" onAnswer={keep} />],
  ["a long answer", <LongText key="3" label="نص" value="x" onAnswer={keep} limit={100} />],
])("the direction stands on the element itself: %s", async (_, field) => {
  await draw(field);
  expect(find("textbox", "نص").getAttribute("dir")).toBe("auto");
});

test("a hidden passphrase does not show in which script it is", async () => {
  await draw(<TextLine label="عبارة المرور" value="سرّ" isSecret onChange={() => {}} />);
  const field = document.querySelector("input");
  expect(field?.type).toBe("password");
  expect(field?.hasAttribute("dir")).toBe(false);
});

test("a number reads left to right in an Arabic page", async () => {
  await draw(<DigitsField label="عدد" value="12" onAnswer={keep} />);
  expect(find("textbox", "عدد").getAttribute("dir")).toBe("ltr");
});

test("long text is counted only near its end, and nothing is cut", async () => {
  const given: string[] = [];
  const give = async (text: string) => given.push(text) > 0;
  const { page } = await draw(<LongText label="نص" value="" onAnswer={give} limit={100} />);
  const field = find("textbox", "نص") as HTMLTextAreaElement;
  type(field, "أ".repeat(90));
  expect(page.textContent).not.toContain("محرف");
  type(field, "أ".repeat(97));
  expect(withoutMarks(page.querySelector("p:not([role])")?.textContent ?? "")).toBe("بقيت 3 محارف");
  type(field, "أ".repeat(111));
  expect(withoutMarks(page.querySelector("p:not([role])")?.textContent ?? "")).toContain(
    "بـ 11 محرفاً",
  );
  expect(field.value).toHaveLength(111);
  expect(field.getAttribute("aria-invalid")).toBe("true");
});

test("text that is too long is not handed over, and is as soon as it fits", async () => {
  const given: string[] = [];
  const give = async (text: string) => given.push(text) > 0;
  await draw(<LongText label="نص" value="" onAnswer={give} limit={5} />);
  const field = find("textbox", "نص");
  type(field, "أكثر من خمسة");
  leave();
  expect(given).toEqual([]);
  type(field, "خمسة");
  leave();
  expect(given).toEqual(["خمسة"]);
});

test.each([
  ["short", (give: Give) => <TextAnswer label="نص" value="" onAnswer={give} />],
  ["long", (give: Give) => <LongText label="نص" value="" onAnswer={give} limit={100} />],
])(
  "signs that no answer can carry are taken out of a %s one, and that is said",
  async (_, field) => {
    const given: string[] = [];
    const { page } = await draw(field(async (text) => given.push(text) > 0));
    const notice = () => withoutMarks(page.querySelector("[role=status]")?.textContent ?? "");
    type(find("textbox", "نص"), "در\u0007عا\u0000");
    expect(notice()).toContain("حُذفت علامتان");
    leave();
    expect(given).toEqual(["درعا"]);
    type(find("textbox", "نص"), "درعا البلد");
    expect(notice()).toBe("");
  },
);

test("a testimony counts its words", async () => {
  const { page } = await draw(
    <LongText label="نص" value="قال لي إنه رأى" size="account" onAnswer={keep} limit={100} />,
  );
  expect(withoutMarks(page.querySelector("p")?.textContent ?? "")).toBe("4 كلمات");
});
