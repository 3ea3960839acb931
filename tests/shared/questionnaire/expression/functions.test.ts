import { expect, test } from "vitest";
import { compileTables, lines, scenario, sha256 } from "../scenario.ts";

// What the tables of language.test.ts leave open: limits, what is empty, and who asks.

/** Computes one expression beside `n` (5), `x` (2.5), `e` and `b` (empty), a day and a moment. */
function compute(expression: string, zone = "Asia/Damascus"): string {
  const s = scenario(
    {
      survey: `type | name | label | calculation
integer | n | عدد |
integer | e | فارغ |
decimal | x | كسر |
text | b | فراغ |
date | day | يوم |
dateTime | moment | لحظة |
select_multiple l | many | عدة |
calculate | out | | ${expression.replaceAll("|", "\\|")}`,
      choices: "list_name | name | label\nl | a | أ\nl | b | ب\nl | c | ج",
      settings: "form_id | version\nabc | 7",
    },
    { zone },
  );
  s.set("n", "5");
  s.set("x", "2.5");
  s.set("day", "2018-11-20");
  s.set("moment", "2018-11-20T23:30:00.000+00:00");
  s.set("many", "c a");
  return s.value("out");
}

test.each([
  ["selected('a b', ' a ')", "true"],
  ["selected('a', 'b')", "false"],
  ["selected('ab', 'a')", "false"],
  ["selected('', '')", "false"],
  ["selected('a', '')", "false"],
  ["selected-at('', 0)", ""],
  ["selected-at('a b', -1)", ""],
  ["selected-at('a b', 2)", ""],
  ["selected-at('a b', 'x')", ""],
  ["count-selected('  a   b ')", "2"],
  ["selected-at(${many}, 0)", "a"],
  ["jr:itext('l-1')", "ب"],
  ["jr:itext('/data/n:label')", "عدد"],
  ["jr:itext('nothing')", ""],
])("%s is %s", (expression, expected) => {
  expect(compute(expression)).toBe(expected);
});

test.each([
  ["number()", ""],
  ["number(true())", "1"],
  ["number('x')", ""],
  ["number(' ')", ""],
  ["number('0x10')", ""],
  ["number('.5')", "0.5"],
  ["number('-5.')", "-5"],
  ["number('2018-11-20')", "17855"],
  ["number('2018-11-20T12:00:00.000+02:00')", "17855.5"],
  ["number('12:00')", ""],
  ["int(1.9)", "1"],
  ["int(-0.5)", "0"],
  ["int(1 div 0)", "Infinity"],
  ["int('')", ""],
  ["round(0.5)", "1"],
  ["round(-0.5)", "-1"],
  ["round(-1.25, 1)", "-1.3"],
  ["round(15, -1)", "20"],
  ["round('')", ""],
  ["round(1, '')", ""],
  ["round(1 div 0)", "Infinity"],
  ["floor('')", ""],
  ["floor(-0.5)", "-1"],
  ["ceiling(-0.5)", "0"],
  ["abs('')", ""],
  ["pow(2, -1)", "0.5"],
  ["pow(${e}, 2)", ""],
  ["sqrt(-1)", ""],
  ["exp(0)", "1"],
  ["exp10(-2)", "0.01"],
  ["log(1)", "0"],
  ["log(0)", "-Infinity"],
  ["log10(100)", "2"],
  ["sin(0) + cos(0) + tan(0)", "1"],
  ["round(asin(1) * 2, 4)", "3.1416"],
  ["acos(1)", "0"],
  ["acos(2)", ""],
  ["round(atan(1) * 4, 4)", "3.1416"],
  ["round(atan2(1, 0) * 2, 4)", "3.1416"],
  ["sum(${e})", ""],
  ["min(1, ${e})", ""],
  ["max(${e})", ""],
  ["min('a')", ""],
  ["max(2, 10)", "10"],
  ["7 mod -3", "1"],
  ["-7 mod -3", "-1"],
  ["7.5 mod 2", "1.5"],
  ["0 div 0", ""],
  ["-1 div 0", "-Infinity"],
  ["1 mod 0", ""],
  ["1 + ''", ""],
  ["-${e}", ""],
])("%s is %s", (expression, expected) => {
  expect(compute(expression)).toBe(expected);
});

test.each([
  ["0.1 * 3", "0.30000000000000004"],
  ["1 div 3", "0.3333333333333333"],
  ["100 div 3", "33.333333333333336"],
  ["9007199254740991 + 0", "9007199254740991"],
  ["1000000000000 * 1000000000000", "1000000000000000000000000"],
  ["-1 div 100000000", "-0.00000001"],
  ["0 * -1", "0"],
  ["1.50 + 0", "1.5"],
])("%s is written as %s: up to 17 digits, and never with an exponent", (expression, expected) => {
  expect(compute(expression)).toBe(expected);
});

test.each([
  ["string(${e})", ""],
  ["string()", ""],
  ["concat()", ""],
  ["concat('a', ${e}, true())", "atrue"],
  ["join('-')", ""],
  ["join('-', ${e}, 'a', ${b})", "-a-"],
  ["substr('abcdef', 2)", "cdef"],
  ["substr('abcdef', -3, -1)", "de"],
  ["substr('abcdef', 0, -4)", "ab"],
  ["substr('abcdef', 4, 2)", ""],
  ["substr('abcdef', -9, 2)", "ab"],
  ["substr('abcdef', 9)", ""],
  ["substr('abcdef', 'x')", ""],
  ["substring('12345', 2)", "2345"],
  ["substring('12345', 1.5, 2.6)", "234"],
  ["substring('12345', 0, 3)", "12"],
  ["substring('12345', 0 div 0, 3)", ""],
  ["substring('12345', 1, 0 div 0)", ""],
  ["substring('12345', -42, 1 div 0)", "12345"],
  ["substring('12345', -1 div 0, 1 div 0)", ""],
  ["substring-before('abc', '')", ""],
  ["substring-before('abc', 'z')", ""],
  ["substring-after('abc', '')", "abc"],
  ["substring-after('abc', 'z')", ""],
  ["contains('abc', '')", "true"],
  ["contains('', 'a')", "false"],
  ["starts-with('abc', 'bc')", "false"],
  ["ends-with('abc', '')", "true"],
  ["string-length('')", "0"],
  ["normalize-space('')", ""],
  ["translate('aab', 'aa', 'xy')", "xxb"],
  ["translate('abc', 'abc', '')", ""],
  ["translate('𞸀', '𞸀', 'ب')", "ب"],
  ["regex('2018', '[0-9]{4}')", "true"],
  ["regex('في 2018', '[0-9]{4}')", "false"],
  ["regex('نوى', '[\\u0600-\\u06FF]+')", "true"],
  ["regex('', '')", "true"],
  ["base64-decode('YQ')", "a"],
  ["base64-decode('%%')", ""],
  ["base64-decode('')", ""],
  ["digest('abc', 'sha-256', 'hex')", sha256("abc")],
  ["digest('', 'SHA-256', 'hex')", sha256("")],
  ["digest('abc', 'SHA-256', 'base64')", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="],
])("%s is %s", (expression, expected) => {
  expect(compute(expression)).toBe(expected);
});

test.each([
  ["if('', 1, 2)", "2"],
  ["if('false', 1, 2)", "1"],
  ["if(0, 1, 2)", "2"],
  ["coalesce('', '')", ""],
  ["coalesce(0, 1)", "0"],
  ["boolean(${b})", "true"],
  ["boolean(0 div 0)", "false"],
  ["boolean(-1)", "true"],
  ["not('')", "true"],
  ["false() = ''", "true"],
  ["true() and false()", "false"],
  ["boolean-from-string('true')", "true"],
  ["boolean-from-string('TRUE')", "false"],
  ["boolean-from-string(1)", "true"],
  ["boolean-from-string('')", "false"],
  ["checklist(-1, -1, 1 = 2)", "true"],
  ["checklist(1, -1, 1 = 2)", "false"],
  ["checklist(0, 0, 1 = 1)", "false"],
  ["weighted-checklist(-1, 2, 1 = 1, 3)", "false"],
  ["weighted-checklist(3, -1, 1 = 1, 3)", "true"],
  ["weighted-checklist(1, 2, 1 = 2, 1)", "false"],
  ["${n} = ''", "false"],
  ["${b} != ${b}", "false"],
  ["${b} = false()", "false"],
  ["2 > '1'", "true"],
  ["'10' > '9'", "true"],
  ["'' > -1", "false"],
  ["0 div 0 = 0 div 0", "false"],
  ["0 div 0 != 0 div 0", "true"],
  ["true() > false()", "true"],
  ["1 = 1 = 1", "true"],
])("%s is %s", (expression, expected) => {
  expect(compute(expression)).toBe(expected);
});

test.each([
  ["date('2018-11-20T14:30:00.000+03:00')", "2018-11-20"],
  ["date('2018-11-20T23:30:00.000+00:00')", "2018-11-21"],
  ["date(${moment})", "2018-11-21"],
  ["date(17855.9)", "2018-11-20"],
  ["date('')", ""],
  ["date('2018-13-01')", ""],
  ["date(true())", ""],
  ["date-time('2018-11-20')", "2018-11-20T00:00:00.000+02:00"],
  ["date-time('2018-07-20')", "2018-07-20T00:00:00.000+03:00"],
  ["date-time('2018-11-20T14:30:00.000+00:00')", "2018-11-20T16:30:00.000+02:00"],
  ["date-time('')", ""],
  ["date-time('x')", ""],
  ["decimal-date-time('2018-11-20')", "17855"],
  ["decimal-date-time('x')", ""],
  ["decimal-time('14:30')", "0.6041666666666666"],
  ["decimal-time('06:00:00.000+00:00')", "0.375"],
  ["decimal-time('23:00:00.000+00:00')", "0.08333333333333333"],
  ["decimal-time('25:00')", ""],
  ["format-date(${day} + 30, '%d.%m.%Y')", "20.12.2018"],
  ["format-date(${moment}, '%d %H:%M')", "21 01:30"],
  ["format-date('', '%Y')", ""],
  ["format-date('x', '%Y')", ""],
  ["format-date('2018-11-25', '%a %A %b %B')", "Sun Sunday Nov November"],
  ["format-date('2018-11-05', '%e %d %n %m %y %Y')", "5 05 11 11 18 2018"],
  ["format-date-time('2018-11-05T04:05:06.007+02:00', '%H %h %M %S %3')", "04 4 05 06 007"],
  ["format-date('2018-11-05', '%% %Q %')", "%% %Q %"],
  ["${day} = '2018-11-20'", "true"],
  ["${day} = 17855", "true"],
  ["${day} < '2018-11-21'", "true"],
  ["${moment} > ${day}", "true"],
  ["int(now()) = today()", "true"],
])("%s is %s: in civil days of the interview's zone", (expression, expected) => {
  expect(compute(expression)).toBe(expected);
});

test.each([
  ["version()", "7"],
  ["form-id()", "abc"],
  ["property('deviceid')", "DEV-1"],
  ["property('username')", "INT-07"],
  ["state(${n})", "answered"],
  ["state(${b})", "not-asked"],
  ["uuid(0)", ""],
  ["string-length(uuid(8))", "8"],
  ["string-length(uuid(50))", "50"],
  ["string-length(uuid())", "36"],
  ["uuid('x')", ""],
  ["random() >= 0 and random() < 1", "true"],
  ["random() = random()", "false"],
  ["count(randomize(instance('l')/root/item))", "3"],
  ["join('', randomize(instance('l')/root/item, 3)/name)", "cab"],
  ["position()", "1"],
  ["last()", "1"],
])("%s is %s", (expression, expected) => {
  expect(compute(expression)).toBe(expected);
});

test("once() is what it was, and indexed-repeat() of no entry is nothing", () => {
  const s = scenario({
    survey: `type | name | label | calculation
text | t | نص |
begin_repeat | r | بند |
text | k | رمز |
end_repeat | | |
calculate | first | | once(\${t})
calculate | second | | indexed-repeat(\${k}, \${r}, 2)
calculate | zeroth | | indexed-repeat(\${k}, \${r}, 0)`,
  });
  expect(s.value("first")).toBe("");
  s.set("t", "أول");
  s.set("t", "ثان");
  expect(s.value("first")).toBe("أول");
  s.set("r[k001]/k", "أ");
  expect([s.value("second"), s.value("zeroth")]).toEqual(["", ""]);
  s.set(`${s.add("r")}/k`, "ب");
  expect(s.value("second")).toBe("ب");
});

const any = Number.POSITIVE_INFINITY;
test.each([
  [0, 0, "last current pi true false today now random version form-id"],
  [0, 1, "position number string string-length normalize-space uuid"],
  [1, 1, "count-selected jr:itext count count-non-empty once int floor ceiling abs sqrt exp exp10"],
  [1, 1, "log log10 sin cos tan asin acos atan sum base64-decode boolean not boolean-from-string"],
  [1, 1, "date date-time decimal-date-time decimal-time instance property state"],
  [1, 1, "earliest latest precision is-approximate"],
  [1, 2, "round randomize"],
  [2, 2, "selected selected-at jr:choice-name pow atan2 substring-before substring-after contains"],
  [2, 2, "starts-with ends-with regex coalesce format-date format-date-time"],
  [2, 3, "substr substring digest"],
  [3, 3, "if translate"],
  [4, 4, "pulldata"],
  [3, 7, "indexed-repeat"],
  [0, any, "concat"],
  [1, any, "min max join"],
  [3, any, "checklist"],
  [4, any, "weighted-checklist"],
])("%i to %i is what these take: %s", (least, most, names) => {
  const complains = (name: string, count: number) => {
    const given = Array(count).fill("${n}").join(", ");
    const survey = `type | name | label | calculation\ninteger | n | عدد |\ncalculate | out | | ${name}(${given})`;
    return lines(compileTables({ survey }).problems).includes(
      "error survey 3 calculation wrong-arguments",
    );
  };
  for (const name of names.split(" ")) {
    const few = [name, least, complains(name, least), least > 0 && !complains(name, least - 1)];
    expect(few).toEqual([name, least, false, false]);
    if (most !== any) expect([name, complains(name, most + 1)]).toEqual([name, true]);
    else expect([name, complains(name, least + 4)]).toEqual([name, false]);
  }
});

test.each([
  ["indexed-repeat(${n}, ${n}, 1, ${n})", "wrong-arguments"],
  ["weighted-checklist(1, 2, 1 = 1, 3, 1 = 1)", "wrong-arguments"],
  ["digest('a', 'MD5')", "unsupported-feature"],
  ["digest('a', 'SHA-1', 'hex')", "unsupported-feature"],
  ["digest('a', 'SHA-256', 'octal')", "unsupported-feature"],
  ["property('email')", "unsupported-feature"],
  ["area(${n})", "unsupported-feature"],
  ["distance(${n})", "unsupported-feature"],
  ["geofence(${n}, ${n})", "unsupported-feature"],
  ["jr:choice-name('a', 'n')", "unknown-reference"],
  ["jr:choice-name('a', '${nope}')", "unknown-reference"],
  ["preceding::n", "unsupported-axis"],
  ["following::n", "unsupported-axis"],
  ["namespace::n", "unsupported-axis"],
  ["attribute::n", "unsupported-axis"],
  ["concatt('a')", "unknown-function"],
  ["$n + 1", "bad-expression"],
  ["1e3 + 1", "bad-expression"],
])("%s is refused with its row and column: %s", (expression, code) => {
  const survey = `type | name | label | calculation\ninteger | n | عدد |\ncalculate | out | | ${expression}`;
  const { definition, problems } = compileTables({ survey });
  expect(definition).toBeNull();
  expect(lines(problems)).toContain(`error survey 3 calculation ${code}`);
});

test("a name nearly right is told with the name it may have been", () => {
  const survey =
    "type | name | label | calculation\ninteger | n | عدد |\ncalculate | out | | count-selectd(${n})";
  expect(compileTables({ survey }).problems[0]?.details.nearest).toBe("count-selected");
});
