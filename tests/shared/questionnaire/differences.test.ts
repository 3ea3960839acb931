import { expect, test } from "vitest";
import { differencesBetween } from "../../../shared/questionnaire/differences.ts";
import { definitionOf } from "./scenario.ts";

const lists = "list_name | name | label::ar | label::en\nl | a | أ | A\nl | b | ب | B";
const header =
  "type | name | label::ar | label::en | relevant | required | appearance | moved_from | constraint";
const form = (rows: string, choices = lists, settings = "form_id | version\nf | 1") =>
  definitionOf({ survey: `${header}\n${rows.trim()}`, choices, settings });

const base = `
begin_group | g | مجموعة | Group
text | name | الاسم | Name
integer | age | العمر | Age
end_group | | |
select_one l | pick | اختيار | Pick`;

/** One line for each change, as a reader would look for it. */
const told = (rows: string, choices = lists) =>
  differencesBetween(form(base), form(rows, choices)).rows.flatMap(({ before, after, changes }) =>
    changes.map((change) =>
      [(after ?? before)?.path, ...Object.values(change)].join(" ").replaceAll(/\s+/g, " ").trim(),
    ),
  );

test("a version that says the same has no differences", () => {
  expect(differencesBetween(form(base), form(base))).toEqual({ form: [], rows: [] });
});

test.each([
  ["a row added", `${base}\ntext | more | أكثر | More`, ["more added"]],
  ["a row removed", base.replace("integer | age | العمر | Age\n", ""), ["g/age removed"]],
  [
    "words changed in one language",
    base.replace("| Age", "| How old?"),
    ["g/age text label en Age How old?"],
  ],
  ["a translation taken away", base.replace("| Age", "|"), ["g/age text label en Age"]],
  ["another type", base.replace("integer", "decimal"), ["g/age type integer decimal"]],
  [
    "skip logic",
    base.replace("| Age", "| Age | ${name} != ''"),
    ["g/age rule relevant ${name} != ''"],
  ],
  [
    "a question that must be answered",
    base.replace("| Age", "| Age | | yes"),
    ["g/age rule required true()"],
  ],
  [
    "how it is drawn",
    base.replace("| Name", "| Name | | | multiline"),
    ["g/name rule appearance multiline"],
  ],
])("%s is told", (_, rows, expected) => {
  expect(told(rows)).toEqual(expected);
});

test("choices are told where they are asked: new, gone, reworded, in another order", () => {
  const other =
    "list_name | name | label::ar | label::en\nl | b | باء | B\nl | a | أ | A\nl | c | ج | C";
  expect(told(base, other)).toEqual([
    "pick choice b ar ب باء",
    "pick choice c ar ج",
    "pick choice c en C",
    "pick choice-order",
  ]);
  expect(told(base, "list_name | name | label::ar | label::en\nl | a | أ | A")).toEqual([
    "pick choice b ar ب",
    "pick choice b en B",
  ]);
});

test("a group that moved is one move, and what moved out of it another", () => {
  const renamed = `
text | name | الاسم | Name
begin_group | h | مجموعة | Group | | | | g
integer | age | العمر | Age
end_group | | |
select_one l | pick | اختيار | Pick`;
  expect(told(renamed)).toEqual(["name moved g/name name", "h moved g h"]);
});

test("of rows in another order, only those are told that explain it", () => {
  const three = "text | a | أ | A\ntext | b | ب | B\ntext | c | ج | C";
  const turned = "text | c | ج | C\ntext | a | أ | A\ntext | b | ب | B";
  const { rows } = differencesBetween(form(three), form(turned));
  expect(rows.map(({ after, changes }) => [after?.path, changes[0]?.what])).toEqual([
    ["c", "moved"],
  ]);
});

test("the title and the languages belong to the form as a whole", () => {
  const titled = form(base, lists, "form_id | version | form_title::ar\nf | 2 | مقابلة");
  expect(differencesBetween(form(base), titled).form).toContainEqual({
    what: "text",
    column: "title",
    language: "ar",
    before: "f",
    after: "مقابلة",
  });
  const arabic = definitionOf({
    survey: "type | name | label::ar\ntext | q | سؤال",
    settings: "form_id\nf",
  });
  const both = definitionOf({
    survey: "type | name | label::ar | label::en\ntext | q | سؤال | Question",
    settings: "form_id\nf",
  });
  expect(differencesBetween(arabic, both).form).toEqual([
    { what: "language-added", language: "en" },
  ]);
  expect(differencesBetween(both, arabic).form).toEqual([
    { what: "language-removed", language: "en" },
  ]);
});
