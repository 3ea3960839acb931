import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { interviewCalls } from "../../../shared/contract/interviews.ts";
import { problemCodes } from "../../../shared/questionnaire/index.ts";

type Sentences = { readonly [key: string]: { readonly [key: string]: string } };
const read = (language: string): Sentences =>
  JSON.parse(readFileSync(`locales/${language}/questionnaires.json`, "utf8"));

test.each(["ar", "en"])("every problem of a form and every refusal can be said: %s", (language) => {
  const { problem = {}, refusal = {} } = read(language);
  const said = new Set(Object.keys(problem).map((key) => key.replace(/_.*$/, "")));
  expect([...said].sort()).toEqual([...problemCodes].sort());
  const refusals = interviewCalls["interviews.answer"].faults.filter((kind) => kind in refusal);
  expect(refusals).toEqual(Object.keys(refusal));
});

test("the contract knows every refusal of the live form", () => {
  const source = readFileSync("shared/questionnaire/live/view.ts", "utf8");
  const kinds = /RefusalKind =([^;]+);/.exec(source)?.[1]?.match(/[a-z-]{4,}/g) ?? [];
  expect(kinds.length).toBeGreaterThan(10);
  expect(interviewCalls["interviews.answer"].faults).toEqual(expect.arrayContaining([...kinds]));
});
