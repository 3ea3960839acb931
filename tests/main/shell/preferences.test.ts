import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { preferencesIn } from "../../../main/shell/preferences.ts";
import { fail, ok } from "../../../shared/result.ts";

const untouched = {
  language: null,
  theme: "system",
  digits: "latn",
  textSize: 100,
  questions: "section",
  breakMinutes: 45,
};
const wished = {
  language: "ar",
  theme: "dark",
  digits: "arab",
  textSize: 150,
  questions: "one",
  breakMinutes: 0,
} as const;
let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "daftar-preferences-"));
});

afterEach(() => rmSync(dir, { recursive: true }));

test("nothing is chosen until somebody chooses", () => {
  expect(preferencesIn(dir).read()).toEqual(untouched);
});

test("what was chosen is there the next time, and one file holds it", () => {
  expect(preferencesIn(dir).write(wished)).toEqual(ok(wished));
  expect(preferencesIn(dir).read()).toEqual(wished);
  expect(readdirSync(dir)).toEqual(["preferences.json"]);
});

test("what an older Daftar wrote still counts, and what it did not know is as at the beginning", () => {
  const { language, theme, digits, textSize } = wished;
  writeFileSync(
    join(dir, "preferences.json"),
    JSON.stringify({ language, theme, digits, textSize }),
  );
  expect(preferencesIn(dir).read()).toEqual({ ...untouched, language, theme, digits, textSize });
});

test.each([
  ["half a file", '{"language":"ar"'],
  ["a size beyond reading", JSON.stringify({ ...wished, textSize: 900 })],
  ["a break nobody offers", JSON.stringify({ ...wished, breakMinutes: 1 })],
  ["something nobody asked for", JSON.stringify({ ...wished, vault: "/home/salma" })],
])("%s counts as nothing chosen", (_, text) => {
  writeFileSync(join(dir, "preferences.json"), text);
  expect(preferencesIn(dir).read()).toEqual(untouched);
});

test("a choice that cannot be kept says so, and the earlier one stands", () => {
  const preferences = preferencesIn(dir);
  preferences.write(wished);
  mkdirSync(join(dir, "preferences.json.part")); // in the way of the new file
  expect(preferences.write({ ...wished, theme: "light" })).toEqual(
    fail({ kind: "preferences-not-kept" }),
  );
  expect(preferences.read()).toEqual(wished);
  expect(preferencesIn(dir).read()).toEqual(wished);
});
