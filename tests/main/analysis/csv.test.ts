import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { csvLine } from "../../../main/analysis/csv.ts";

test.each([
  "=1+1",
  "+963",
  "-1",
  "@SUM(A1)",
  "\t=1",
  "  =1",
  '"=1',
  "\uFEFF=1",
  "＝1",
  "－1",
  "\r=1",
])("%j is text in a spreadsheet, not a formula", (text) => {
  const [[cell]] = parse(csvLine([{ text }]), { relax_quotes: true }) as [[string]];
  expect(cell).toBe(`'${text}`);
});

test("a number stays a number, below zero too", () => {
  expect(csvLine([{ number: "-5" }, { number: "0.5" }])).toBe("-5,0.5\r\n");
});

test("any other text comes back as it went in", () => {
  const plain = fc
    .string({ unit: "grapheme" })
    .filter((text) => !/[=+\-@\t\r＝＋－＠]/u.test(text));
  fc.assert(
    fc.property(fc.array(plain, { minLength: 1, maxLength: 5 }), (texts) => {
      const line = csvLine([{ text: "دفتر" }, ...texts.map((text) => ({ text }))]);
      expect(parse(line)).toEqual([["دفتر", ...texts]]);
    }),
  );
});
