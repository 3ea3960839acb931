import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { parseExpression } from "../../../../shared/questionnaire/expression/parse.ts";
import { scenario, sha256 } from "../scenario.ts";

/** Computes one expression beside the answers `a` (5), `b` (empty), `اسم` (نوى) and `many` (x z). */
function compute(expression: string): string {
  const form = scenario({
    survey: `type | name | label | calculation
integer | a | عدد |
text | b | فراغ |
text | اسم | اسم |
select_multiple l | many | عدة |
date | day | يوم |
calculate | out | | ${expression.replaceAll("|", "｜")}`,
    choices: "list_name | name | label\nl | x | س\nl | y | ص\nl | z | ع",
  });
  form.set("a", "5");
  form.set("اسم", "نوى");
  form.set("many", "x z");
  form.set("day", "2018-11-20");
  return form.value("out");
}

test.each([
  ["1 + 2 * 3", "7"],
  ["(1 + 2) * 3", "9"],
  ["10 - 2 - 3", "5"],
  ["- 2 + 5", "3"],
  ["--3", "3"],
  ["7 div 2", "3.5"],
  ["7 mod 3", "1"],
  ["-7 mod 3", "-1"],
  ["5 mod 0", ""],
  ["1 div 0", "Infinity"],
  ["1 or 0 and 0", "true"],
  ["1 = 1 and 2 > 1", "true"],
  ["3 > 2 > 1", "false"],
  [".5 + 1.", "1.5"],
  ["2 * ${a}", "10"],
  ["${a} * 2", "10"],
  ["${ a } + 1", "6"],
  ["${اسم}", "نوى"],
  ["'it''s'", null],
  ['"it\'s"', "it's"],
])("%s is %s", (expression, expected) => {
  if (expected === null) expect(parseExpression(expression).ok).toBe(false);
  else expect(compute(expression)).toBe(expected);
});

test.each([
  ["3 = '3.0'", "true"],
  ["'3' = '3.0'", "false"],
  ["${b} = ''", "true"],
  ["${b} = 0", "false"],
  ["${b} != 0", "true"],
  ["${b} < 1", "false"],
  ["not(${b} = 0)", "true"],
  ["number('')", ""],
  ["number('abc')", ""],
  ["number(' 12 ')", "12"],
  ["number('1e3')", ""],
  ["boolean('false')", "true"],
  ["boolean('')", "false"],
  ["boolean(0)", "false"],
  ["true() = 'x'", "true"],
  ["string(1 = 1)", "true"],
  ["1 = true()", "true"],
  ["'b' > 'a'", "false"],
  ["string(0.1 + 0.2)", "0.30000000000000004"],
  ["string(1000000 * 1000000 * 1000000 * 1000000)", "1000000000000000000000000"],
  ["string(1 div 10000000)", "0.0000001"],
])("%s is %s: values become each other as XPath says", (expression, expected) => {
  expect(compute(expression)).toBe(expected);
});

test.each([
  ["selected(${many}, 'x')", "true"],
  ["selected(${many}, 'xz')", "false"],
  ["selected(${many}, '')", "false"],
  ["selected-at(${many}, 1)", "z"],
  ["selected-at(${many}, 5)", ""],
  ["count-selected(${many})", "2"],
  ["count-selected('')", "0"],
  ["jr:choice-name('z', '${many}')", "ع"],
  ["jr:choice-name('nothing', '${many}')", ""],
])("%s is %s", (expression, expected) => {
  expect(compute(expression)).toBe(expected);
});

test.each([
  ["int(-1.7)", "-1"],
  ["round(2.5)", "3"],
  ["round(-2.5)", "-3"],
  ["round(1.005, 2)", "1.01"],
  ["round(1234.5, -2)", "1200"],
  ["floor(-1.5)", "-2"],
  ["ceiling(1.2)", "2"],
  ["abs(-3)", "3"],
  ["pow(2, 10)", "1024"],
  ["sqrt(16)", "4"],
  ["exp10(2)", "100"],
  ["log10(1000)", "3"],
  ["round(pi(), 4)", "3.1416"],
  ["round(atan2(1, 1), 4)", "0.7854"],
  ["min(3, 1, 2)", "1"],
  ["max(3, 1, 2)", "3"],
  ["max(3, '', 2)", ""],
  ["sum(${a})", "5"],
  ["sum(${b})", ""],
])("%s is %s", (expression, expected) => {
  expect(compute(expression)).toBe(expected);
});

test.each([
  ["concat('a', 1, 'ب')", "a1ب"],
  ["join('-', 'a', '', 'b')", "a--b"],
  ["substr('abcdef', 1, 3)", "bc"],
  ["substr('abcdef', -2)", "ef"],
  ["substr('درعا', 0, 2)", "در"],
  ["substr('𞸀ب', 0, 1)", "𞸀"],
  ["substring('abcdef', 2, 3)", "bcd"],
  ["substring-before('2018-11', '-')", "2018"],
  ["substring-after('2018-11', '-')", "11"],
  ["substring-after('a--b', '--')", "b"],
  ["contains('درعا البلد', 'البلد')", "true"],
  ["starts-with('نوى', 'ن')", "true"],
  ["ends-with('نوى', 'وى')", "true"],
  ["string-length('نوى')", "3"],
  ["string-length('𞸀')", "1"],
  ["normalize-space('  a   b ')", "a b"],
  ["translate('٢٠١٨', '٠١٢٣٤٥٦٧٨٩', '0123456789')", "2018"],
  ["translate('abc', 'bc', 'x')", "ax"],
  ["base64-decode('2YbZiNmJ')", "نوى"],
  ["coalesce('', 'ب')", "ب"],
  ["coalesce(${b}, ${a})", "5"],
  ["if(${a} > 3, 'نعم', 'لا')", "نعم"],
  ["boolean-from-string('1')", "true"],
  ["boolean-from-string('yes')", "false"],
  ["checklist(2, -1, 1 = 1, 2 = 2, 1 = 2)", "true"],
  ["checklist(-1, 1, 1 = 1, 2 = 2)", "false"],
  ["weighted-checklist(3, 5, 1 = 1, 2, 2 = 2, 2)", "true"],
])("%s is %s", (expression, expected) => {
  expect(compute(expression)).toBe(expected);
});

test.each([
  ["today()", "2026-11-22"],
  ["now()", "2026-11-22T12:00:00.000+03:00"],
  ["date('2018-11-20T23:30:00.000+03:00')", "2018-11-20"],
  ["date('2018-1-5')", "2018-01-05"],
  ["date('x')", ""],
  ["date('2019-02-30')", ""],
  ["date(17855)", "2018-11-20"],
  ["number('2018-11-20')", "17855"],
  ["date(${day} + 30)", "2018-12-20"],
  ["date('2018-11-20') - date('2018-11-01')", "19"],
  ["'2018-11-20' > '2018-11-19'", "true"],
  ["today() - ${day}", "2924"],
  ["decimal-time('06:00:00.000')", "0.25"],
  ["decimal-date-time('1970-01-02T12:00:00.000+02:00')", "1.5"],
  ["date-time(0.5)", "1970-01-01T12:00:00.000+02:00"],
  ["format-date('2018-03-05', '%Y/%n/%e %b %B %a %A %y')", "2018/3/5 Mar March Mon Monday 18"],
  [
    "format-date-time('2018-03-05T04:05:06.007+03:00', '%d.%m. %H %h %M %S %3')",
    "05.03. 03 3 05 06 007",
  ],
  ["earliest('2018')", "2018-01-01"],
  ["latest('2018-02~')", "2018-02-28"],
  ["latest('2020-02')", "2020-02-29"],
  ["precision('2018-11')", "month"],
  ["precision('')", ""],
  ["is-approximate('2018~')", "true"],
  ["is-approximate('2018')", "false"],
])("%s is %s", (expression, expected) => {
  expect(compute(expression)).toBe(expected);
});

test.each([
  ["if(1 = 1, 'a', digest('x', 'SHA-256'))", "a"],
  ["1 = 1 or digest('x', 'SHA-256') = ''", "true"],
  ["1 = 2 and digest('x', 'SHA-256') = ''", "false"],
  ["coalesce('a', digest('x', 'SHA-256'))", "a"],
])("%s computes only what it needs", (expression, expected) => {
  const tables = { survey: `type | name | calculation\ncalculate | out | ${expression}` };
  const never = () => {
    throw new Error("this branch was not taken");
  };
  expect(scenario(tables, { digest: never }).value("out")).toBe(expected);
});

test("a digest is that of the text's UTF-8 bytes", () => {
  expect(compute("digest(${اسم}, 'SHA-256', 'hex')")).toBe(sha256("نوى"));
  expect(compute("digest(${اسم}, 'SHA-512')")).toBe(
    createHash("sha512").update("نوى").digest("base64"),
  );
});

test.each([
  ["1 +", "expression-unfinished"],
  ["concat('a', )", "bad-expression"],
  ["'open", "unclosed-quote"],
  ["$a + 1", "bad-expression"],
  ["1e5", "bad-expression"],
  ["namespace::x", "unsupported-axis"],
  ["preceding::x", "unsupported-axis"],
  ["((((1)", "expression-unfinished"],
  ["a b", "bad-expression"],
  [`${"(".repeat(100)}1${")".repeat(100)}`, "expression-too-large"],
  [Array(2_100).fill("1").join("+"), "expression-too-large"],
  ["1".repeat(10_001), "expression-too-large"],
])("what cannot be read is a fault with its place: %s", (expression, kind) => {
  const parsed = parseExpression(expression);
  expect(parsed.ok ? "read" : parsed.fault.kind).toBe(kind);
});
