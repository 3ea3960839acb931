import { expect, test } from "vitest";
import { csvFile, scenario } from "../scenario.ts";

/** Three entries (أ 1, ب 2, ج empty) and a group of two, with one expression beside them. */
function compute(expression: string): string {
  const s = scenario(
    {
      survey: `type | name | label | calculation
text | t | نص |
begin_group | g | مجموعة |
text | one | واحد |
text | two | اثنان |
end_group | | |
begin_repeat | r | بند |
text | k | رمز |
integer | v | قيمة |
end_repeat | | |
csv-external | prices | |
calculate | out | | ${expression.replaceAll("|", "\\|")}`,
      choices:
        "list_name | name | label | weight\nl | x | باب | 1\nl | y | بيت | 3\nl | z | سور | 5",
      settings: "form_id | version\nforms | 2026-1",
    },
    {},
    [csvFile("prices.csv", "code,cost\nx,3\ny,7\nz,12")],
  );
  s.set("t", "ب");
  s.set("g/one", "و");
  s.set("g/two", "ث");
  const entries = ["r[k001]", s.add("r"), s.add("r")];
  for (const [at, k, v] of [
    [0, "أ", "1"],
    [1, "ب", "2"],
    [2, "ج", ""],
  ] as const) {
    s.set(`${entries[at]}/k`, k);
    s.set(`${entries[at]}/v`, v);
  }
  return s.value("out");
}

test.each([
  ["/data/r[2]/k", "ب"],
  ["/data/r[last()]/k", "ج"],
  ["/data/r[position() = 2]/k", "ب"],
  ["/data/r[k = current()/../t]/v", "2"],
  ["${r}[k = ${t}]/v", "2"],
  ["(/data/r/k)[2]", "ب"],
  ["(/data/r/k)[9]", ""],
  ["string(${k})", "أ"],
  ["count(//r)", "3"],
  ["count(/data/r/v)", "3"],
  ["count-non-empty(/data/r/v)", "2"],
  ["join('', /data/r/k)", "أبج"],
  ["count(/data/r[v > 0][k = 'ب'])", "1"],
])("%s is %s: paths from the root see every entry", (expression, expected) => {
  expect(compute(expression)).toBe(expected);
});

test.each([
  ["../g/one", "و"],
  ["../g/*[2]", "ث"],
  ["../g/node()[2]", "ث"],
  ["../g/child::two", "ث"],
  ["../g/one/following-sibling::two", "ث"],
  ["../g/two/preceding-sibling::*[1]", "و"],
  ["../g/two/parent::g/one", "و"],
  ["../g/two/ancestor::g/one", "و"],
  ["count(../g/two/ancestor::*)", "2"],
  ["count(../g/two/ancestor::node())", "3"],
  ["count(../g/two/ancestor-or-self::*)", "3"],
  ["count(../g/descendant::*)", "2"],
  ["count(../g/descendant-or-self::*)", "3"],
  ["../g/two/self::two", "ث"],
  ["../g/two/self::one", ""],
  ["../g/two/.", "ث"],
  ["../g/two/../one", "و"],
  ["count(/data/r[3]/preceding-sibling::r)", "2"],
  ["/data/r[3]/preceding-sibling::r[1]/k", "ب"],
  ["count(/data/r[1]/following-sibling::r)", "2"],
  ["count(/data/r[not(k = preceding-sibling::r/k)])", "3"],
  ["../g/two/ancestor::*[1]/one", "و"],
])(
  "%s is %s: every axis goes where XPath says, and counts from the node it starts at",
  (expression, expected) => {
    expect(compute(expression)).toBe(expected);
  },
);

test.each([
  ["count(${t} | ../g/one)", "2"],
  ["count(${t} | ${t})", "1"],
  ["join(' ', ../g/two | ../g/one | ${t})", "ب و ث"],
  ["string(../g/two | ../g/one)", "و"],
  ["sum(/data/r[1]/v | /data/r[2]/v)", "3"],
  ["count(/data/r/k | /data/r/v)", "6"],
])("%s is %s: a union has each node once, in document order", (expression, expected) => {
  expect(compute(expression)).toBe(expected);
});

test.each([
  ["instance('l')/root/item[name = 'y']/label", "بيت"],
  ["instance('l')/root/item[2]/weight", "3"],
  ["count(instance('l')/root/item[weight > 1])", "2"],
  ["count(instance('l')/root/item[weight = /data/r/v])", "1"],
  ["instance('prices')/root/item[cost > 5][1]/code", "y"],
  ["sum(instance('prices')/root/item/cost)", "22"],
  ["pulldata('prices', 'cost', 'code', 'z')", "12"],
  ["pulldata('prices', 'cost', 'code', 'q')", ""],
  ["pulldata('prices', 'cost', 'code', '')", ""],
])("%s is %s: lists and tables are documents of their own", (expression, expected) => {
  expect(compute(expression)).toBe(expected);
});

test.each([
  ["/data/@id", "forms"],
  ["/data/@version", "2026-1"],
  ["/data/@other", ""],
  ["/data/g/@id", ""],
])("%s is %s: only the root has attributes", (expression, expected) => {
  expect(compute(expression)).toBe(expected);
});
