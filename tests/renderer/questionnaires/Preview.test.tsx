import { act } from "react";
import { expect, test } from "vitest";
import { Preview } from "../../../renderer/questionnaires/Preview.tsx";
import { definitionOf } from "../../shared/questionnaire/scenario.ts";
import { smallList } from "../interviews/small-keeper.ts";
import { drawOpen } from "../open-notebook.tsx";
import {
  click,
  find,
  findAll,
  leave,
  press,
  pretendKeeper,
  settle,
  textOf,
  type,
} from "../world.tsx";
import { first, hashOf, second, shelf } from "./small-forms.ts";

const preview = <Preview questionnaire={hashOf(first)} />;

test("a form is walked through by its logic, and the keeper hears nothing of it", async () => {
  const keeper = pretendKeeper(shelf(first));
  await drawOpen(preview);
  expect(textOf()).toContain("لا يُحفظ شيء مما يُكتب هنا.");
  expect(findAll("textbox")).toEqual([]);
  click(find("radio", "نعم"));
  await settle();
  type(find("textbox", "العمر"), "9");
  leave();
  await settle();
  expect(textOf()).toContain("لا توافق هذه الإجابة قواعد الاستبيان. يُرجى التحقّق منها.");
  click(find("button", "القسم التالي"));
  await settle();
  expect(textOf()).toContain("المدخل 1");
  click(find("button", "إضافة مدخل"));
  await settle();
  expect(textOf()).toContain("المدخل 2");
  click(findAll("button", "حذف هذا المدخل")[0] as HTMLElement);
  await settle();
  expect(textOf()).not.toContain("المدخل 2");
  expect(keeper.asked.map(([name]) => name).toSorted()).toEqual([
    "questionnaires.places",
    "questionnaires.read",
  ]);
});

test("it is read in either language, and what was said stays", async () => {
  pretendKeeper(shelf(first));
  await drawOpen(preview);
  click(find("radio", "نعم"));
  await settle();
  click(find("radio", "English (en)"));
  await settle();
  expect(textOf()).toContain("Do you agree?");
  expect(textOf()).toContain("Age");
  expect(find("radio", "Yes")).toHaveProperty("checked", true);
  await act(async () => {});
});

test("it begins in the language of the page", async () => {
  pretendKeeper(shelf(first));
  await drawOpen(preview, { locale: "en-GB" });
  expect(textOf()).toContain("Do you agree?");
  expect(textOf()).toContain("Small interview");
});

test("a questionnaire that is not there is said to be missing", async () => {
  pretendKeeper(shelf(second));
  await drawOpen(preview);
  expect(textOf(find("alert"))).toContain("هذا الاستبيان غير موجود في الدفتر.");
});

const placeForm = definitionOf({
  survey: "type | name | label::Arabic (ar) | appearance\ntext | q | أين؟ | place",
  settings: "form_title | form_id | version | default_language\nصغيرة | small | 1 | Arabic (ar)",
});
const daraa = { ar: "درعا", en: "Dar'a" };

test("a place is found in the team’s list as in an interview, and nothing of it is kept", async () => {
  const keeper = pretendKeeper({
    ...shelf(placeForm),
    ...smallList([
      { code: "SY12", names: daraa, within: [] },
      { code: "SY14", names: { ar: "القنيطرة", en: "Quneitra" }, within: [] },
      { code: "SY120303", names: { ar: "نوى", en: "Nawa" }, within: [daraa] },
    ]),
  });
  await drawOpen(<Preview questionnaire={hashOf(placeForm)} />);
  await settle();
  expect(textOf(find("button", "البحث في محافظة"))).toBe("كل المحافظات");
  const field = find("combobox") as HTMLInputElement;
  type(field, "نو");
  await settle();
  expect(findAll("option").map(textOf).join()).toContain("درعا · Nawa");
  press("ArrowDown");
  press("Enter");
  await settle();
  expect(field.value).toBe("نوى");
  const asked = new Set(keeper.asked.map(([name]) => name));
  expect([...asked].toSorted()).toEqual([
    "questionnaires.findPlaces",
    "questionnaires.places",
    "questionnaires.read",
  ]);
});
