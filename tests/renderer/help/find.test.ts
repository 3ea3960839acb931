import { expect, test } from "vitest";
import { findPages, markWords, sentenceWith, wantedWords } from "../../../renderer/help/find.ts";
import { type HelpPage, piecesOf } from "../../../renderer/help/pages.ts";

const page = (name: HelpPage["name"], title: string, ...sentences: string[]): HelpPage => ({
  name,
  title,
  blocks: [],
  sentences,
});

const pages = [
  page("first-steps", "الخطوات الأولى", "اضغطوا للقفل كلما ابتعدتم عن الحاسوب."),
  page("pause", "الاستراحة والقفل", "صفحة فارغة: لا ساعة فيها."),
  page("dates", "التواريخ غير الدقيقة", "السنة وحدها إجابة كاملة."),
];

const namesFor = (typed: string) => findPages(pages, wantedWords(typed)).map(({ name }) => name);

test.each([
  ["إجابة", "اجابه"],
  ["الأولى", "الاولي"],
  ["سَاعَة", "ساعه"],
])("«%s» and «%s» find the same", (one, other) => {
  expect(namesFor(one)).toEqual(namesFor(other));
  expect(namesFor(one)).toHaveLength(1);
});

test("a page with the word in its title comes first", () => {
  expect(namesFor("القفل")).toEqual(["pause"]);
  expect(namesFor("قفل")).toEqual(["pause", "first-steps"]);
});

test("all words must be on the page, in any order and anywhere", () => {
  expect(namesFor("ساعه استراحه")).toEqual(["pause"]);
  expect(namesFor("ساعة سنة")).toEqual([]);
});

test("nothing typed, or only signs, finds every page", () => {
  expect(namesFor("")).toHaveLength(3);
  expect(namesFor("  ،؟ ")).toHaveLength(3);
});

test("the words that were found are marked as they are written, and nothing else changes", () => {
  const text = "الإجابةُ محفوظة، والإجابات أيضاً.";
  const runs = markWords(text, wantedWords("اجاب"));
  expect(runs.map((run) => run.text).join("")).toBe(text);
  expect(runs.filter(({ isFound }) => isFound).map((run) => run.text)).toEqual([
    "الإجابةُ",
    "والإجابات",
  ]);
});

test("a result shows the first sentence with a wanted word, or none when only the title has it", () => {
  expect(sentenceWith(pages[2] as HelpPage, ["سنه"])).toBe("السنة وحدها إجابة كاملة.");
  expect(sentenceWith(pages[2] as HelpPage, ["تواريخ"])).toBeNull();
});

test("a hole in a sentence is a key, or what a button is called", () => {
  expect(piecesOf("Press {{lock}}, or “{{common:lock}}”.", (key) => `<${key}>`)).toEqual([
    { kind: "words", text: "Press " },
    { kind: "key", key: "lock" },
    { kind: "words", text: ", or “" },
    { kind: "words", text: "<common:lock>" },
    { kind: "words", text: "”." },
  ]);
});
