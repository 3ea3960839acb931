import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { questionTypes } from "../../../../shared/questionnaire/definition/types.ts";
import { functionNames } from "../../../../shared/questionnaire/expression/functions/library.ts";
import { parseExpression } from "../../../../shared/questionnaire/expression/parse.ts";
import {
  axes,
  type Expression,
  walkExpression,
} from "../../../../shared/questionnaire/expression/syntax.ts";
import type { Definition } from "../../../../shared/questionnaire/index.ts";
import { fixtureDefinition, forms } from "../fixture-forms.ts";

// What the forms ask for together. A type, a function or a situation that none of them has any more
// fails here, so that the walks cannot quietly come to prove less.

const definitions = forms.map(fixtureDefinition);
const nodes = definitions.flatMap((definition) => definition.nodes);

/** Every part of every expression, and the name of the form's cell it stands in. */
const parts: readonly Expression[] = nodes.flatMap(({ logic, parameters }) => {
  const { default: given, trigger, ...cells } = logic;
  const texts = [
    ...Object.values(cells),
    given?.kind === "expression" ? given.value : null,
    parameters.seed ?? null,
  ];
  return texts.flatMap((text) => (text === null ? [] : partsOf(text)));
});

function partsOf(text: string): readonly Expression[] {
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.fault.kind}`);
  const found: Expression[] = [];
  walkExpression(parsed.value, (part) => {
    found.push(part);
    return true;
  });
  return found;
}

const types = `text integer decimal range date time dateTime select_one select_multiple
  select_one_from_file select_multiple_from_file rank note calculate acknowledge trigger hidden image
  audio video file barcode geopoint start end today deviceid username phonenumber email simserial
  subscriberid csv-external group repeat`.split(/\s+/);

test("the forms together have every type of question", () => {
  expect([...questionTypes.keys()].toSorted()).toEqual(types.toSorted());
  const used = new Set(nodes.map((node) => node.type));
  expect(types.filter((type) => !used.has(type))).toEqual([]);
});

const functions = `selected selected-at count-selected jr:choice-name jr:itext position last count
  count-non-empty indexed-repeat current once number int round floor ceiling abs pow sqrt exp exp10 log
  log10 sin cos tan asin acos atan atan2 pi sum min max string concat join substr substring
  substring-before substring-after contains starts-with ends-with string-length normalize-space translate
  regex base64-decode digest if coalesce boolean not true false boolean-from-string checklist
  weighted-checklist today now date date-time decimal-date-time decimal-time format-date
  format-date-time random uuid randomize pulldata instance version form-id property earliest latest
  precision is-approximate state`.split(/\s+/);

/** ODK's engine has none of these; the tests of the language have them alone. */
const oursAlone = `version form-id property earliest latest precision is-approximate state`.split(
  " ",
);

test("the forms together call every function that both engines have", () => {
  expect(functionNames().toSorted()).toEqual(functions.toSorted());
  const called = new Set(parts.flatMap((part) => (part.kind === "call" ? [part.name] : [])));
  expect(functions.filter((name) => !called.has(name)).toSorted()).toEqual(oursAlone.toSorted());
});

test("every function is in the tests of the language", () => {
  const folder = "tests/shared/questionnaire/expression";
  const source = ["language", "functions", "paths"]
    .map((name) => readFileSync(`${folder}/${name}.test.ts`, "utf8"))
    .join();
  expect(functions.filter((name) => !source.includes(`${name}(`))).toEqual([]);
});

test("the forms together go along every axis and use every operator", () => {
  const used = new Set(
    parts.flatMap((part) => (part.kind === "path" ? part.steps.map((step) => step.axis) : [])),
  );
  expect(axes.filter((axis) => !used.has(axis))).toEqual([]);
  const operators = "or and = != < <= > >= + - * div mod".split(" ");
  const written = new Set(parts.flatMap((part) => (part.kind === "binary" ? [part.operator] : [])));
  expect(operators.filter((operator) => !written.has(operator as never))).toEqual([]);
});

const repeatsAround = ({ nodes: rows }: Definition, at: number): number => {
  const parent = rows[at]?.parent ?? null;
  if (parent === null) return 0;
  return (
    repeatsAround({ nodes: rows } as Definition, parent) + (rows[parent]?.kind === "repeat" ? 1 : 0)
  );
};
const depths = definitions.flatMap((definition) =>
  definition.nodes.map((node, at) => ({ node, depth: repeatsAround(definition, at) })),
);
const inRepeat = depths.filter(({ depth }) => depth > 0).map(({ node }) => node);
const calls = (name: string) =>
  parts.filter(
    (part): part is Expression & { kind: "call" } => part.kind === "call" && part.name === name,
  );
const named = (name: string) => nodes.filter((node) => node.name === name);
const countedBy = nodes.flatMap(
  ({ logic }) => /^\$\{(.*)\}$/.exec(logic.repeatCount ?? "")?.[1] ?? [],
);

test.each([
  [
    "repeats four deep",
    () => depths.some(({ node, depth }) => node.kind === "repeat" && depth === 3),
  ],
  [
    "a repeat counted by a question",
    () => countedBy.some((name) => named(name)[0]?.kind === "question"),
  ],
  [
    "a repeat counted by a calculation",
    () => countedBy.some((name) => named(name)[0]?.type === "calculate"),
  ],
  [
    "a counted repeat in a counted one",
    () => inRepeat.some((node) => node.logic.repeatCount !== null),
  ],
  [
    "relevance on a repeat",
    () => nodes.some((node) => node.kind === "repeat" && node.logic.relevant),
  ],
  [
    "relevance on a group in a repeat",
    () => inRepeat.some((node) => node.kind === "group" && node.logic.relevant),
  ],
  ["choices from a repeat", () => nodes.some((node) => node.choices?.from === "repeat")],
  [
    "choices from a repeat, filtered",
    () => nodes.some((node) => node.choices?.from === "repeat" && node.logic.choiceFilter),
  ],
  [
    "choices from a repeat, in a repeat",
    () => inRepeat.some((node) => node.choices?.from === "repeat"),
  ],
  ["or_other in a repeat", () => inRepeat.some((node) => node.name.endsWith("_other"))],
  [
    "choices from a file in a repeat",
    () => inRepeat.some((node) => node.choices?.from === "table"),
  ],
  [
    "a cascade in a repeat",
    () => inRepeat.some((node) => node.choices?.from === "list" && node.logic.choiceFilter),
  ],
  [
    "a literal default in a repeat",
    () => inRepeat.some((node) => node.logic.default?.kind === "text"),
  ],
  [
    "a computed default in a repeat",
    () => inRepeat.some((node) => node.logic.default?.kind === "expression"),
  ],
  ["a trigger in a repeat", () => inRepeat.some((node) => node.logic.trigger.length > 0)],
  [
    "once() in a repeat",
    () => inRepeat.some((node) => node.logic.calculation?.startsWith("once(")),
  ],
  [
    "a required expression in a repeat",
    () => inRepeat.some((node) => node.logic.required?.includes("${")),
  ],
  [
    "a constraint in a repeat on what is outside it",
    () => inRepeat.some((node) => node.logic.constraint?.includes("${")),
  ],
  [
    "read-only in a repeat by an answer",
    () => inRepeat.some((node) => node.logic.readonly?.includes("${")),
  ],
  [
    "indexed-repeat one deep",
    () => calls("indexed-repeat").some((call) => call.given.length === 3),
  ],
  [
    "indexed-repeat two deep",
    () => calls("indexed-repeat").some((call) => call.given.length === 5),
  ],
  [
    "indexed-repeat three deep",
    () => calls("indexed-repeat").some((call) => call.given.length === 7),
  ],
  ["position() of an entry", () => calls("position").some((call) => call.given.length === 1)],
  ["position() in a predicate", () => calls("position").some((call) => call.given.length === 0)],
  [
    "a predicate on a repeat",
    () => parts.some((part) => part.kind === "filter" && part.of.kind === "reference"),
  ],
  [
    "instance() with a predicate",
    () =>
      parts.some(
        (part) =>
          part.kind === "path" &&
          typeof part.from === "object" &&
          part.from.kind === "call" &&
          part.from.name === "instance" &&
          part.steps.some((step) => step.predicates.length > 0),
      ),
  ],
  ["several triggers", () => nodes.some((node) => node.logic.trigger.length > 1)],
  [
    "a constraint with its own answer",
    () => nodes.some((node) => node.logic.constraint?.includes(".")),
  ],
  [
    "order by chance, from a number",
    () => nodes.some((node) => node.parameters.randomize && node.parameters.seed),
  ],
  ["a field-list", () => nodes.some((node) => node.appearance.includes("field-list"))],
  [
    "read-only on a group",
    () => nodes.some((node) => node.kind === "group" && node.logic.readonly),
  ],
  [
    "a group in a group",
    () => nodes.some((node) => node.kind === "group" && node.path.split("/").length > 1),
  ],
  ["two languages", () => definitions.some((definition) => definition.languages.length > 1)],
  [
    "values in sentences",
    () => nodes.some((node) => Object.values(node.label).some((text) => text.includes("${"))),
  ],
])("the forms together have %s", (_, has) => {
  expect(has()).toBe(true);
});
