// The timeline beside an interview, and the entries in the order of their dates.
import { act } from "react";
import { expect, test } from "vitest";
import type { DisplayLocale } from "../../../renderer/i18n.ts";
import type { InterviewView } from "../../../shared/contract/interviews.ts";
import { click, find, findAll, leave, press, textOf, type, withoutMarks } from "../world.tsx";
import { smallForm } from "./small-keeper.ts";
import { card, here, openRoom, rest } from "./small-room.tsx";

const survey = `
type                   | name      | label::Arabic (ar) | appearance
text                   | left_date | متى تركتم؟         | partial-date
begin_group            | held      | الاحتجاز           |
begin_repeat           | detention | احتجاز             |
select_one place       | det_place | أين؟               |
text                   | det_from  | من متى؟            | partial-date
text                   | det_to    | إلى متى؟           | partial-date
integer                | det_days  | كم يوماً؟          |
end_repeat             |           |                    |
end_group              |           |                    |`;
const choices = `
list_name | name | label::Arabic (ar)
place     | east | الشرقي
place     | west | الغربي`;

type Told = readonly { readonly [question: string]: string }[];

function told(detentions: Told) {
  const form = smallForm(survey, choices);
  for (const [place, answers] of detentions.entries()) {
    if (place > 0) form.addEntry("held/detention");
    const entry = entries(form).at(-1);
    for (const [question, value] of Object.entries(answers))
      form.set(`${entry}/${question}`, value);
  }
  return form;
}

const entries = (form: ReturnType<typeof smallForm>) =>
  form
    .nodes()
    .filter(({ kind }) => kind === "entry")
    .map(({ ref }) => ref);

const three: Told = [
  { det_place: "west", det_from: "2019-03", det_to: "2018-11" },
  { det_place: "east", det_from: "2018-11-04", det_days: "10" },
  { det_place: "west" },
];

async function openTimeline(
  form: ReturnType<typeof smallForm>,
  locale?: DisplayLocale,
  given: Partial<InterviewView> = {},
) {
  const room = await openRoom(form, locale ? { locale, given } : { given });
  press("F3");
  await rest();
  return room;
}

const sentences = () =>
  [...document.querySelectorAll("ol button[data-event]")].map((each) =>
    withoutMarks(each.textContent ?? ""),
  );

test("the list says every dated event in a full sentence, in order of time", async () => {
  const form = told(three);
  form.set("left_date", "2012~");
  await openTimeline(form);
  expect(sentences()).toEqual([
    "متى تركتم؟ 2012 تقريباً (بين 1 كانون الثاني 2012 و31 كانون الأول 2012)",
    "احتجاز: 2 · الشرقي: من 4 تشرين الثاني 2018، مدة 10 أيام",
    "احتجاز: 1 · الغربي: من آذار 2019 إلى تشرين الثاني 2018",
  ]);
});

test("an end nobody knows is said", async () => {
  await openTimeline(told([{ det_from: "2018-11-04" }, { det_to: "2019" }]), "en-GB");
  expect(sentences()).toEqual([
    "احتجاز: 1: from 4 November 2018; the end is not recorded",
    "احتجاز: 2: until 2019; the beginning is not recorded",
  ]);
});

test("arrows move in time, and Enter opens the question", async () => {
  const form = told(three);
  form.set("left_date", "2012");
  await openTimeline(form);
  expect(textOf(document.activeElement ?? undefined)).toBe("الانتقال إلى السؤال");
  press("ArrowDown");
  expect(textOf(document.activeElement ?? undefined)).toContain("متى تركتم");
  press("ArrowDown");
  expect(textOf(document.activeElement ?? undefined)).toContain("الشرقي");
  press("ArrowUp");
  press("ArrowUp");
  expect(textOf(document.activeElement ?? undefined)).toContain("متى تركتم");
  press("ArrowDown");
  click(document.activeElement as HTMLElement);
  await rest();
  expect(here()).toMatch(/det_from$/u);
  expect(findAll("complementary", "الخط الزمني")).toHaveLength(1);
});

test("plus and minus draw months and years", async () => {
  await openTimeline(told(three));
  const chosen = () =>
    find("complementary", "الخط الزمني").querySelector("[role=radio][aria-checked=true]")
      ?.textContent;
  expect(chosen()).toBe("سنوات");
  press("Equal", { key: "+" });
  expect(chosen()).toBe("أشهر");
  press("Minus", { key: "-" });
  expect(chosen()).toBe("سنوات");
});

test("the drawing is for the eye alone, and the lane has its word", async () => {
  await openTimeline(told(three));
  const chart = find("region", "رسم الخط الزمني").querySelector("[aria-hidden=true]");
  expect(chart?.querySelector("a, button, input, [tabindex]")).toBeNull();
  expect(chart?.textContent).toContain("احتجاز");
  expect(chart?.querySelectorAll("[data-event]").length).toBeGreaterThanOrEqual(2);
});

test("what does not fit leads to its question, or is so until the dates change", async () => {
  const room = await openTimeline(told(three));
  expect(textOf(find("region", "يُرجى التحقّق"))).toContain("تاريخ النهاية يسبق تاريخ البداية");
  click(find("button", "الانتقال إلى السؤال"));
  await rest();
  expect(here()).toMatch(/det_from$/u);
  click(find("button", "الأمر كذلك"));
  await rest();
  expect(findAll("dialog")).toHaveLength(1);
  press("Escape");
  await rest();
  expect(findAll("region", "يُرجى التحقّق")).toHaveLength(0);
  expect(room.said()).toEqual([]);
  // It is kept with the interview: whoever opens it again is not asked again.
  await openTimeline(room.form, undefined, { confirmed: room.confirmed() });
  expect(findAll("region", "يُرجى التحقّق")).toHaveLength(0);
});

test("what was said to be so is asked again when a date of it changes", async () => {
  const room = await openTimeline(told(three));
  click(find("button", "الانتقال إلى السؤال"));
  await rest();
  click(find("button", "الأمر كذلك"));
  await rest();
  press("Escape");
  await rest();
  expect(findAll("region", "يُرجى التحقّق")).toHaveLength(0);
  const [entry] = entries(room.form);
  const year = card(`${entry}/det_to`).querySelectorAll<HTMLInputElement>("input[type=text]");
  type([...year].at(-1) as HTMLInputElement, "2017");
  leave();
  await rest();
  expect(findAll("region", "يُرجى التحقّق")).toHaveLength(1);
});

test("nobody says so of an interview that can only be read", async () => {
  await openTimeline(told(three), undefined, { readOnly: "finished" });
  expect(findAll("region", "يُرجى التحقّق")).toHaveLength(1);
  expect(findAll("button", "الأمر كذلك")).toHaveLength(0);
});

test("the review lists what the timeline doubts, until it is said to be so", async () => {
  const form = told(three);
  await openRoom(form);
  press("KeyR", { altKey: true });
  await rest();
  expect(textOf(find("region", "يُرجى التحقّق في الخط الزمني"))).toContain("يسبق تاريخ البداية");
});

test("with fewer than two dates it says what will be here, and lists what has none", async () => {
  await openTimeline(told([{}]));
  expect(textOf(find("complementary", "الخط الزمني"))).toContain("حين يُذكر تاريخان أو أكثر");
  expect(findAll("button", "متى تركتم؟").length).toBeGreaterThan(0);
  expect(document.querySelector("ol [data-event]")).toBeNull();
});

test("F3 puts the focus into it and gives it back to the question", async () => {
  const form = told(three);
  await openRoom(form);
  await rest();
  const before = document.activeElement;
  press("F3");
  await rest();
  expect(before).not.toBe(document.activeElement);
  press("F3");
  await rest();
  expect(document.activeElement).toBe(before);
});

test("an answer given meanwhile is in the timeline at once", async () => {
  const room = await openTimeline(told(three));
  expect(sentences()).toHaveLength(2);
  const cardOf = card("left_date");
  click(cardOf.querySelector("[role=radio]") as HTMLElement);
  type(cardOf.querySelector("input") as HTMLElement, "2012");
  leave();
  await rest();
  expect(room.said()).toEqual([["left_date", "2012"]]);
  expect(sentences()).toHaveLength(3);
});

test("entries are shown as they were told or by their dates, and keep their numbers", async () => {
  const form = told(three);
  const room = await openRoom(form);
  act(() => {
    const row = findAll("row").find((each) => textOf(each).includes("الاحتجاز"));
    row?.click();
  });
  await rest();
  const listed = () =>
    [...card("held/detention").querySelectorAll("[data-entry]")].map((each) =>
      withoutMarks(each.textContent ?? ""),
    );
  const numbers = () => listed().map((text) => /احتجاز: (\d)/u.exec(text)?.[1]);
  expect(numbers()).toEqual(["1", "2", "3"]);
  click(find("radio", "بحسب التاريخ"));
  await rest();
  expect(numbers()).toEqual(["2", "1", "3"]);
  const rows = findAll("row").map((row) => textOf(row));
  const inContents = ["الشرقي", "آذار 2019"].map((words) =>
    rows.findIndex((row) => row.includes(words)),
  );
  expect(inContents[0]).toBeLessThan(inContents[1] ?? 0);
  expect(entries(room.form).map((ref) => form.node(ref)?.position)).toEqual([1, 2, 3]);
  click(find("radio", "كما رُويت"));
  await rest();
  expect(numbers()).toEqual(["1", "2", "3"]);
});

test("a quoted entry begins with a letter of the page’s direction, so that its number stays behind it", async () => {
  for (const [locale, mark] of [
    ["ar-SY-u-nu-latn", "\u200f"],
    ["en-GB", "\u200e"],
  ] as const) {
    const page = await openTimeline(told([{ det_from: "2018" }, { det_from: "2019" }]), locale);
    const raw = [...document.querySelectorAll("ol button[data-event]")].map(
      ({ textContent }) => textContent,
    );
    expect(raw.every((sentence) => sentence?.startsWith(`\u2068${mark}`))).toBe(true);
    page.leave();
  }
});
