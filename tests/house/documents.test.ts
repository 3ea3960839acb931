// Prose explains, tests enforce: where a page repeats what the house is, it must repeat it exactly.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import fences from "../../.dependency-cruiser.mjs";
import { literalText, rooms, root, sourcesUnder } from "./sources.ts";

const read = (path: string) => readFileSync(join(root, path), "utf8");

test("ARCHITECTURE.md lists the fences with their sentences, in their order", () => {
  const listed = [...read("ARCHITECTURE.md").matchAll(/^- \*\*([\w-]+)\*\*: (.+)$/gm)];
  expect(listed.map(([, name, comment]) => ({ name, comment }))).toEqual(
    fences.forbidden?.map(({ name, comment }) => ({ name, comment })),
  );
});

test("ARCHITECTURE.md names no room or file that is not there", () => {
  const named = [
    ...read("ARCHITECTURE.md").matchAll(/`((?:main|preload|renderer|shared|tests)\/[\w./-]+)`/g),
  ];
  expect(named.length).toBeGreaterThan(20);
  expect(
    named.map(([, path]) => path as string).filter((path) => !existsSync(join(root, path))),
  ).toEqual([]);
});

/** The sentences of docs/promises.md: list items, apart under a heading that says "not yet". */
function promises(text: string): { kept: string[]; notYet: string[] } {
  const kept: string[] = [];
  const notYet: string[] = [];
  for (const section of text.split(/^## /m)) {
    const list = /^[^\n]*not yet/i.test(section) ? notYet : kept;
    for (const [, sentence] of section.matchAll(/^(?:-|\d+\.) (.+)$/gm))
      list.push(sentence as string);
  }
  return { kept, notYet };
}

/** The names of the tests in a file. */
function testNames(path: string, text: string): string[] {
  const names: string[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isCallExpression(node) && /^test(\.\w+)*$/.test(node.expression.getText())) {
      const name = node.arguments[0] && literalText(node.arguments[0]);
      if (name !== undefined) names.push(name);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  return names;
}

test("every promise has a test with its name, and every test there is a promise", () => {
  const { kept, notYet } = promises(read("docs/promises.md"));
  const names = sourcesUnder(["tests/promises"], ".test.ts").flatMap(({ path, text }) =>
    testNames(path, text),
  );
  const bare = (sentence: string) => sentence.replace(/\.$/, "");
  expect(names.map(bare).sort()).toEqual(kept.map(bare).sort());
  expect(names.map(bare).filter((name) => notYet.map(bare).includes(name))).toEqual([]);
});

test("a promise without a test, and a test without a promise, would be seen", () => {
  const text =
    "# Promises\n\n1. A changed parcel is never accepted.\n\n## Not yet kept\n\n- Later.\n";
  expect(promises(text)).toEqual({
    kept: ["A changed parcel is never accepted."],
    notYet: ["Later."],
  });
  const code =
    'test("A changed parcel is never accepted", () => {});\ntest.skip("One more", () => {});';
  expect(testNames("x.test.ts", code)).toEqual(["A changed parcel is never accepted", "One more"]);
});

test("every decision has a number of its own, and no number is missing", () => {
  const numbers = readdirSync(join(root, "docs/decisions")).map((name) => Number(name.slice(0, 4)));
  expect(numbers.sort((a, b) => a - b)).toEqual(numbers.map((_, at) => at + 1));
  expect(numbers.length).toBeGreaterThan(0);
});

/** Each `biome-ignore` of the house, with what it says. */
function exceptions(path: string, text: string): string[] {
  return [...text.matchAll(/biome-ignore\s+(\S+?):?\s(.*)/g)].map(
    ([, rule, reason]) => `${path}: ${rule}: ${(reason as string).replace(/\*\/\}?$/, "").trim()}`,
  );
}

const house = sourcesUnder([...rooms, "tests", "scripts"], ".ts", ".tsx", ".mjs", ".css");

test("there are few exceptions to the rules, and each says why", () => {
  const own = "tests/house/documents.test.ts";
  const found = house
    .filter(({ path }) => path !== own)
    .flatMap(({ path, text }) => exceptions(path, text));
  expect(found.filter((line) => line.split(": ").slice(2).join(": ").length < 12)).toEqual([]);
  expect(found.length, found.join("\n")).toBeLessThanOrEqual(12);
  expect(exceptions("x.ts", "// biome-ignore lint/x: no\n")).toEqual(["x.ts: lint/x: no"]);
});

test("no file keeps a promise to itself for later", () => {
  const words = [
    ["TO", "DO"],
    ["FIX", "ME"],
    ["XX", "X"],
    ["HA", "CK"],
  ].map((parts) => parts.join(""));
  const later = new RegExp(`\\b(${words.join("|")})\\b`);
  expect(house.filter(({ text }) => later.test(text)).map(({ path }) => path)).toEqual([]);
  for (const word of words) expect(later.test(`// ${word}: mend this`)).toBe(true);
});
