// Every type of question that a questionnaire of the field may have.
import { act } from "react";
import { afterEach, expect, test } from "vitest";
import { clearToasts } from "../../../renderer/ui/Toast.tsx";
import { click, find, findAll, focus, leave, press, settle, textOf, type } from "../world.tsx";
import { smallForm } from "./small-keeper.ts";
import { card, field, openRoom, pressIn, rest } from "./small-room.tsx";

afterEach(() => act(clearToasts));

const towns = Array.from({ length: 40 }, (_, i) => `town | t${i} | بلدة ${i}`).join("\n");
const choices = `
list_name | name   | label::Arabic (ar)
yes_no    | yes    | نعم
yes_no    | no     | لا
goods     | money  | مال
goods     | papers | أوراق
goods     | phone  | هاتف
goods     | none   | لا شيء
${towns}`;

/** A form of one question, and its name in the keeper. */
async function ask(type: string, cells: { [column: string]: string } = {}) {
  const columns = Object.keys(cells);
  const survey = [
    ["type", "name", "label::Arabic (ar)", ...columns].join(" | "),
    [type, "q", "السؤال", ...Object.values(cells)].join(" | "),
  ].join("\n");
  const room = await openRoom(smallForm(survey, choices));
  return { ...room, value: () => room.form.node("q")?.value };
}

const typeIn = async (text: string, at = 0) => {
  const input = card("q").querySelectorAll<HTMLInputElement>("input, textarea")[at];
  if (!input) throw new Error("no field");
  type(input, text);
  leave();
  await rest();
};

test.each([
  ["text", "كلمات", "كلمات"],
  ["integer", "١٢", "12"],
  ["decimal", "١٫٥", "1.5"],
  ["time", "٩:٣٠", "09:30:00"],
  ["barcode", "SY-77", "SY-77"],
])("%s is typed in any digits and stored in the form's own way", async (kind, typed, stored) => {
  const { value } = await ask(kind);
  await typeIn(typed);
  expect(value()).toBe(stored);
});

test("a short list is rows, a long one is searched, and so is one that asks for it", async () => {
  const short = await ask("select_one goods");
  expect(findAll("radio")).toHaveLength(4);
  short.leave();
  const long = await ask("select_one town");
  expect(findAll("radio")).toHaveLength(0);
  await typeIn("بلده ٧");
  expect(long.value()).toBe("t7");
  long.leave();
  await ask("select_one yes_no", { appearance: "minimal" });
  expect(findAll("combobox")).toHaveLength(1);
});

test("an option that stands alone clears the others, with a way back", async () => {
  const { value } = await ask("select_multiple goods");
  press("Digit1");
  press("Digit2");
  await settle();
  expect(value()).toBe("money papers");
  press("Digit4");
  await settle();
  expect(value()).toBe("none");
  click(find("button", "تراجع"));
  await settle();
  expect(value()).toBe("money papers");
});

const nawa = {
  code: "SY120303",
  names: { ar: "نوى", en: "Nawa" },
  within: [{ ar: "درعا", en: "Dar'a" }],
};
const placeQuestion = () =>
  smallForm(
    "type | name | label::Arabic (ar) | appearance\ntext | q | أين؟ | place\ntext | r | ثم؟ |",
  );

test("a place of the team’s list is stored by its name and code", async () => {
  const { form } = await openRoom(placeQuestion(), { places: [nawa] });
  await typeIn("نو");
  expect(form.node("q")?.value).toBe("");
  expect(textOf(card("q"))).toContain("ليس هذا في القائمة");
  await typeIn("نوى");
  expect(form.node("q")?.value).toBe("نوى (SY120303)");
  expect(card("q").querySelector("input")?.value).toBe("نوى");
  expect(textOf(card("q"))).toContain("درعا SY120303");
});

test("a place that no list knows is stored as it was said, and cleared by a place of the list", async () => {
  const { form } = await openRoom(placeQuestion(), { places: [nawa] });
  await pressIn("q", "غير موجود في القائمة");
  await typeIn("مزرعة عند الجسر", 1);
  expect(form.node("q")?.value).toBe("مزرعة عند الجسر");
  await typeIn("Nawa");
  expect(form.node("q")?.value).toBe("نوى (SY120303)");
});

test("a place that has left the list is still shown as it was given", async () => {
  const form = placeQuestion();
  form.set("q", "تسيل (SY120309)");
  await openRoom(form, { places: [nawa] });
  expect(card("q").querySelector("input")?.value).toBe("تسيل (SY120309)");
  expect(form.node("q")?.value).toBe("تسيل (SY120309)");
});

test("the governorate chosen at one question is the one of the next, until the interview is left", async () => {
  const form = smallForm(
    "type | name | label::Arabic (ar) | appearance\ntext | q | أين؟ | place\ntext | r | ثم أين؟ | place",
  );
  const governorates = [
    { code: "SY12", names: { ar: "درعا", en: "Dar'a" }, within: [] },
    { code: "SY14", names: { ar: "القنيطرة", en: "Quneitra" }, within: [] },
  ];
  const places = [...governorates, nawa];
  const room = await openRoom(form, { places });
  const narrowedTo = (ref: string) => textOf(card(ref).querySelector("button") ?? undefined);
  expect([narrowedTo("q"), narrowedTo("r")]).toEqual(["كل المحافظات", "كل المحافظات"]);
  focus(card("q").querySelector("button") as HTMLElement);
  press("Enter");
  await settle();
  for (const code of ["ArrowDown", "ArrowDown", "Enter"]) press(code);
  await settle();
  expect([narrowedTo("q"), narrowedTo("r")]).toEqual(["القنيطرة", "القنيطرة"]);
  expect(room.asks("questionnaires.findPlaces").at(-1)?.[1]).toMatchObject({ within: "SY14" });
  room.leave();
  await openRoom(form, { places });
  expect(narrowedTo("q")).toBe("كل المحافظات");
});

test("what is not in the list of a question stays one key away while others are sought", async () => {
  const form = smallForm(
    "type | name | label::Arabic (ar) | appearance\nselect_one area | q | الناحية | autocomplete",
    "list_name | name | label::Arabic (ar)\narea | nawa | نوى\narea | other_sy12 | ناحية أخرى",
  );
  await openRoom(form);
  type(card("q").querySelector("input") as HTMLInputElement, "تدمر");
  await settle();
  press("ArrowDown");
  press("Enter");
  await settle();
  expect(form.node("q")?.value).toBe("other_sy12");
});

test("without a list the name of a place is typed as it is said", async () => {
  const { form } = await openRoom(placeQuestion());
  expect(findAll("combobox")).toHaveLength(0);
  await typeIn("نوى");
  expect(form.node("q")?.value).toBe("نوى");
});

test("a date is a whole day, and today is one press away", async () => {
  const { value } = await ask("date");
  expect(findAll("radio")).toHaveLength(0);
  await pressIn("q", "تاريخ اليوم");
  expect(value()).toMatch(/^20\d\d-\d\d-\d\d$/u);
});

test("a date of the person may be a year, and about then", async () => {
  const { value } = await ask("text", { appearance: "partial-date" });
  click(find("radio", "السنة فقط"));
  await typeIn("٢٠١٩");
  click(find("checkbox", "تقريباً"));
  await settle();
  expect(value()).toBe("2019~");
});

test("a moment is a day and a time, and nothing before both are there", async () => {
  const { value, said } = await ask("dateTime");
  await pressIn("q", "تاريخ اليوم");
  expect(said()).toEqual([]);
  await typeIn("14:05", 3);
  expect(value()).toMatch(/^20\d\d-\d\d-\d\dT14:05:00$/u);
});

test("a narrow range is a row of numbers, a wide one is typed between its ends", async () => {
  const narrow = await ask("range", { parameters: "start=0 end=5 step=1" });
  expect(findAll("radio").map((radio) => textOf(radio.closest("label") ?? undefined))).toEqual([
    "0",
    "1",
    "2",
    "3",
    "4",
    "5",
  ]);
  click(find("radio", "3"));
  await settle();
  expect(narrow.value()).toBe("3");
  narrow.leave();
  const wide = await ask("range", { parameters: "start=0 end=100 step=5" });
  expect(textOf(card("q"))).toContain("من 0 إلى 100");
  await typeIn("35");
  expect(wide.value()).toBe("35");
  await typeIn("36");
  expect(textOf(card("q"))).toContain("هذا العدد خارج الحدود الممكنة هنا");
  expect(wide.value()).toBe("35");
});

test("an order is made by pressing one after the other, and is given when it is whole", async () => {
  const { value, said } = await ask("rank goods");
  for (const words of ["هاتف", "مال", "أوراق"]) await pressIn("q", words);
  expect(said()).toEqual([]);
  expect(textOf(card("q"))).toContain("ما يأتي في المرتبة 4 من 4");
  await pressIn("q", "لا شيء");
  expect(value()).toBe("phone money papers none");
  await pressIn("q", "نقل إلى أعلى: مال");
  expect(value()).toBe("money phone papers none");
});

test("an acknowledgement is one box", async () => {
  const { value } = await ask("acknowledge");
  click(find("checkbox", "جرى الاطّلاع"));
  await settle();
  expect(value()).toBe("OK");
});

test("a position is two typed numbers", async () => {
  const { value, said } = await ask("geopoint");
  await typeIn("٣٢٫٦", 0);
  expect(said()).toEqual([]);
  expect(textOf(card("q"))).toContain("ليس هذان الرقمان موقعاً");
  await typeIn("36.1", 1);
  expect(value()).toBe("32.6 36.1 0 0");
});

test.each([
  ["image", "إضافة صورة أو وثيقة"],
  ["audio", "تسجيل الصوت أو اختيار ملف صوتي"],
  ["video", "لا تُحفظ مقاطع الفيديو"],
  ["file", "إضافة صورة أو وثيقة"],
])("%s takes a file or says that it does not, and a state in any case", async (kind, words) => {
  await ask(kind);
  expect(textOf(card("q"))).toContain(words);
  expect(card("q").querySelector("[data-states]")).not.toBeNull();
});

test("a long account and a note of several lines take their room, and their direction from the words", async () => {
  const account = await ask("text", { appearance: "narrative" });
  expect(field("q").tagName).toBe("TEXTAREA");
  expect(field("q").getAttribute("dir")).toBe("auto");
  account.leave();
  await ask("text", { appearance: "multiline" });
  expect(field("q").tagName).toBe("TEXTAREA");
});

test("what the form fixes is shown and cannot be typed", async () => {
  await ask("text", { readonly: "yes", default: "ثابت" });
  expect(card("q").querySelector("input")).toBeNull();
  expect(textOf(card("q"))).toContain("ثابت");
  expect(textOf(card("q"))).toContain("يعطيه الاستبيان");
});

test("the arrow keys choose among options, and only what they rest on is given", async () => {
  const { value, said } = await ask("select_one goods");
  for (let step = 0; step < 3; step += 1) press("ArrowDown");
  expect(said()).toEqual([]);
  leave();
  await settle();
  expect(said()).toHaveLength(1);
  expect(value()).not.toBe("");
});
