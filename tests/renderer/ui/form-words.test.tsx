import { expect, test } from "vitest";
import { useAnswerWords } from "../../../renderer/ui/answer-words.ts";
import { readTime, showTime } from "../../../renderer/ui/clock-time.ts";
import { numbersIn } from "../../../renderer/ui/digits.ts";
import { FormText, wordsOf } from "../../../renderer/ui/FormText.tsx";
import { FormTitle, titleIn } from "../../../renderer/ui/FormTitle.tsx";
import type { ShownText } from "../../../shared/questionnaire/live/view.ts";
import { draw, textOf } from "../world.tsx";

const said = (text: string): ShownText => ({
  parts: [{ kind: "text", text, weight: "plain" }],
  fallback: null,
});

test("an inserted value is a piece of its own, and stays as it was given", async () => {
  const text: ShownText = {
    parts: [
      { kind: "text", text: "متى وصلتم إلى ", weight: "plain" },
      { kind: "value", text: "Camp 4" },
      { kind: "text", text: "؟", weight: "emphasis" },
      { kind: "break" },
      { kind: "text", text: "عام 2018", weight: "plain" },
    ],
    fallback: null,
  };
  const { page } = await draw(<FormText text={text} />, "ar-SY");
  expect(page.querySelector("bdi")?.textContent).toBe("Camp 4");
  expect(page.querySelector("strong")?.textContent).toBe("؟");
  expect(page.querySelector("br")).not.toBeNull();
  expect(textOf(page)).toContain("عام ٢٠١٨");
  expect(wordsOf(text, "ar-SY")).toBe("متى وصلتم إلى \u2068Camp 4\u2069؟ عام ٢٠١٨");
});

test("a missing translation names the language that stands in for it", async () => {
  const { page } = await draw(<FormText text={{ ...said("Where?"), fallback: "English (en)" }} />);
  expect(textOf(page)).toBe("Where? English (en)");
});

test.each([
  ["بين 0 و5000 يوم", "بين ٠ و٥٠٠٠ يوم"],
  ["مثلاً P-4TK9Q أو O-1", "مثلاً P-4TK9Q أو O-1"],
  ["القرار 18/2018", "القرار ١٨/٢٠١٨"],
  ["5-10 أيام", "٥-١٠ أيام"],
  ["Between 0 and 5", "Between 0 and 5"],
])("numbers in a sentence follow the page: %s", (sentence, shown) => {
  expect(numbersIn(sentence, "ar-SY")).toBe(shown);
  expect(numbersIn(sentence, "ar-SY-u-nu-latn")).toBe(sentence);
});

test("of a title in two languages the half of the page is shown, and any other whole", async () => {
  const both = "مقابلة العائدين – الاحتجاز | Returnee interview";
  expect(titleIn("ar-SY", both)).toBe("مقابلة العائدين – الاحتجاز");
  expect(titleIn("en-GB", both)).toBe("Returnee interview");
  expect(titleIn("en-GB", "Intake | follow-up")).toBe("Intake | follow-up");
  expect(titleIn("en-GB", "مقابلة")).toBe("مقابلة");
  const { page } = await draw(<FormTitle title={both} />);
  expect(textOf(page)).toBe("مقابلة العائدين – الاحتجاز");
});

test.each([
  ["9:30", "09:30:00"],
  ["٠٩٣٠", "09:30:00"],
  ["23.59", "23:59:00"],
  ["7:05:09", "07:05:09"],
  ["24:00", null],
  ["9:60", null],
  ["صباحاً", null],
  ["930", "09:30:00"],
])("a time of the day is read as typed: %s", (typed, stored) => {
  expect(readTime(typed)).toBe(stored);
});

test("a stored time is shown without the seconds nobody gave", () => {
  expect(showTime("09:30:00", "en-GB")).toBe("09:30");
  expect(showTime("09:30:05", "ar-SY")).toBe("٠٩:٣٠:٠٥");
  expect(showTime("morning", "ar-SY")).toBe("morning");
});

test("answers are said in words: choices, dates, numbers; what cannot be read stays as it is", async () => {
  const choices = [
    { name: "money", label: said("مال"), state: null },
    { name: "phone", label: said("هاتف"), state: null },
  ];
  const plain = { type: "text", appearance: [], choices: null };
  function Words() {
    const say = useAnswerWords();
    const lines = [
      say({ ...plain, type: "select_multiple", choices }, "money phone gone"),
      say({ ...plain, appearance: ["partial-date"] }, "2018-11~"),
      say({ ...plain, type: "date" }, "2018-11-20"),
      say({ ...plain, type: "integer" }, "12"),
      say({ ...plain, type: "acknowledge" }, "OK"),
      say(plain, "كما قيل 12"),
      say(plain, ""),
    ];
    return <p>{lines.join("\n")}</p>;
  }
  const { page } = await draw(<Words />, "ar-SY");
  expect(page.textContent?.replace(/[\u2068\u2069]/gu, "").split("\n")).toEqual([
    "مال، هاتف، gone",
    "تشرين الثاني ٢٠١٨ تقريباً",
    "٢٠ تشرين الثاني ٢٠١٨",
    "١٢",
    "جرى الاطّلاع",
    "كما قيل 12",
    "",
  ]);
});
