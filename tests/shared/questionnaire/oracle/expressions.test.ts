import fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { open } from "../../../../shared/questionnaire/index.ts";
import { definitionOf, testWorld } from "../scenario.ts";
import { lookAtOurs } from "./compare.ts";
import { decided } from "./decided.ts";
import { loadOracle } from "./oracle.ts";
import { stopClock } from "./walks.ts";

// Expressions one by one in both engines, each a calculation beside the same few answers. The XForm
// is written here, as pyxform would write it, because there is a new one for every handful.

const numRuns = Number(process.env.DAFTAR_EXPRESSIONS ?? 6);

beforeAll(() => {
  stopClock();
});
afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

const questions = [
  { name: "n", type: "integer", bind: "int", value: "5" },
  { name: "e", type: "integer", bind: "int", value: "" },
  { name: "x", type: "decimal", bind: "decimal", value: "2.5" },
  { name: "t", type: "text", bind: "string", value: "نوى abc" },
  { name: "b", type: "text", bind: "string", value: "" },
  { name: "day", type: "date", bind: "date", value: "2018-11-20" },
  { name: "clock", type: "time", bind: "time", value: "14:30:00.000" },
  { name: "moment", type: "dateTime", bind: "dateTime", value: "2018-11-20T14:30:00.000+00:00" },
] as const;
const items = ["a", "b", "c"];

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

function xformOf(expressions: readonly string[]): string {
  const names = [...questions.map(({ name }) => name), ...expressions.map((_, at) => `c${at}`)];
  const calculations = expressions.map((expression, at) => {
    const calculate = escaped(expression.replace(/\$\{(\w+)\}/g, " /data/$1 "));
    return `<bind nodeset="/data/c${at}" type="string" calculate="${calculate}"/>`;
  });
  const binds = questions.map(({ name, bind }) => `<bind nodeset="/data/${name}" type="${bind}"/>`);
  const inputs = questions.map(({ name }) => `<input ref="/data/${name}"><label>؟</label></input>`);
  const rows = items.map((item) => `<item><name>${item}</name><label>${item}</label></item>`);
  return `<?xml version="1.0"?><h:html xmlns="http://www.w3.org/2002/xforms"
    xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa">
    <h:head><h:title>data</h:title><model><instance><data id="data">
    ${names.map((name) => `<${name}/>`).join("")}<meta><instanceID/></meta></data></instance>
    <instance id="l"><root>${rows.join("")}</root></instance>${binds.join("")}${calculations.join("")}
    </model></h:head><h:body>${inputs.join("")}</h:body></h:html>`;
}

/** Expressions for which the engines give different answers, each with both. */
async function disagreements(expressions: readonly string[]): Promise<readonly string[]> {
  const rows = questions.map(({ name, type }) => `${type} | ${name} | ؟ |`);
  const calculated = expressions.map(
    (expression, at) => `calculate | c${at} | | ${expression.replaceAll("|", "\\|")}`,
  );
  const survey = ["type | name | label | calculation", ...rows, ...calculated].join("\n");
  const choices = `list_name | name | label\n${items.map((item) => `l | ${item} | ${item}`).join("\n")}`;
  const definition = definitionOf({ survey, choices, settings: "form_id\ndata" });
  const ours = open(definition, undefined, testWorld({ zone: "UTC" }));
  const theirs = (await loadOracle(xformOf(expressions))).open();
  const compare = () => {
    const [mine, other] = [lookAtOurs(ours), theirs.look()];
    return expressions.flatMap((expression, at) => {
      const [a, b] = [mine.get(`/data/c${at}`), other.get(`/data/c${at}`)];
      const view = ours.node(`c${at}`);
      if (!a || !b || !view || a.value === b.value) return [];
      const isDecided = decided.some(({ covers }) => covers(view, "value", a, b));
      return isDecided ? [] : [`${expression}: ${a.value} / ${b.value}`];
    });
  };
  const unanswered = compare();
  for (const { name, value } of questions) {
    if (value === "") continue;
    expect(ours.set(name, value).ok).toBe(true);
    theirs.set(`/data/${name}`, value);
  }
  return [...unanswered, ...compare()];
}

const said = `
\${clock} < '18:00:00.000'
number(\${clock})
\${clock} + 1
number('+5')
number('5.')
number('.5')
number('-.5')
number(' 12 ')
number(true())
string(-0.0)
string(0 div 0)
string(-1 div 0)
0.1 + 0.2
1 div 3
100 div 3
string(1234567.891)
123456789012345678
0.000001
\${n} = '5.0'
'5' = '5.0'
\${n} = \${x}
\${b} = ''
\${b} != ''
\${b} = 0
\${b} < 1
\${t} = \${b}
true() = 'x'
false() = ''
\${b} = false()
\${b} = true()
\${n} = true()
boolean(\${b})
boolean('')
boolean('false')
boolean(0 div 0)
not(\${b})
-7 mod 3
7 mod -3
7.5 mod 2
7 mod 0
round(2.5)
round(-2.5)
round(-0.4)
round(0.5)
round(-0.5)
round(1.25, 1)
round(\${n}, -1)
int(-1.7)
int(1.7)
int('2018-11-20')
int('x')
floor(-1.5)
ceiling(-1.5)
abs('x')
pow(2, -1)
pow(2, 0.5)
sqrt(-1)
log(0)
log10(0)
exp(1)
min(1, 2)
min(1, '')
max(\${n}, \${e})
max(\${n}, \${x})
min(\${e})
sum(\${e})
sum(\${n})
count(\${e})
count-non-empty(\${e})
concat()
concat('a')
concat(1 div 3)
join(', ', 'a', 'b')
join(', ')
substr('abc', 1)
substr('abc', -1)
substr('abc', 0, -1)
substr('abc', 2, 1)
substr('abc', 5)
substr('abc', -5, 2)
substr('abc', 'x')
substr('abc', 0.9)
substr('abc', 0, 10)
substring('12345', 2, 3)
substring('12345', 2)
substring('12345', 1.5, 2.6)
substring('12345', 0, 3)
substring('12345', 0 div 0, 3)
substring('12345', 1, 0 div 0)
substring('12345', -42, 1 div 0)
substring('12345', -1 div 0, 1 div 0)
substring-before('abc', 'c')
substring-before('abc', '')
substring-before('abc', 'z')
substring-after('abc', '')
substring-after('abc', 'z')
substring-after('', '')
contains('abc', '')
starts-with('abc', '')
ends-with('abc', '')
ends-with('', 'a')
string-length(' a ')
normalize-space(' a  b ')
translate('aabbcc', 'ab', 'x')
translate('abc', 'aba', 'xyz')
translate('a.b', '.', '-')
translate('abc', '', 'x')
base64-decode('%%%')
base64-decode('YQ==')
base64-decode('YQ')
digest('abc', 'SHA-256')
digest('', 'SHA-256', 'hex')
if('', 1, 2)
if('false', 1, 2)
if(0, 1, 2)
if(\${b}, 1, 2)
coalesce('', '')
coalesce(\${b}, \${n})
boolean-from-string('TRUE')
boolean-from-string(1)
boolean-from-string('1.0')
checklist(0, 0, true())
checklist(1, 2, 'x', '', 0)
checklist(-1, -1, true())
checklist(2, 3, \${n}, \${b})
weighted-checklist(1, 3, true(), 2, false(), 5)
weighted-checklist(-1, 2, true(), 3)
date('2018-11-20')
date(17855)
date(\${day})
date(\${b})
date('')
date('2018-1-5')
date-time('2018-11-20T14:30:00.000+03:00')
date-time(17855.25)
date-time('')
decimal-date-time('2018-11-20')
decimal-date-time('2018-11-20T12:00:00.000+00:00')
decimal-date-time('x')
decimal-date-time(\${day})
decimal-time('06:00')
decimal-time('06:00:00.000')
decimal-time('25:00')
decimal-time(\${clock})
decimal-time('06:00:00.000+03:00')
format-date(\${day}, '%d/%m/%y')
format-date('2018-11-20T14:30:00.000+00:00', '%Y')
format-date('', '%Y')
format-date('x', '%Y')
format-date(\${day}, '%H:%M')
format-date(\${day}, '%% %Q')
format-date-time(\${moment}, '%H %h %M %S %3')
format-date-time(\${day}, '%H')
today() = date('2026-11-22')
today() > \${day}
today() - \${day}
now() > \${moment}
\${day} = '2018-11-20'
\${day} = 17855
\${day} < '2018-11-21'
\${day} + 1
\${moment} > \${day}
\${moment} - \${day}
'2018-11-20' = '2018-11-20T00:00:00.000+00:00'
selected('a  b', 'b')
selected(' a b ', 'a')
count-selected('  a   b ')
count-selected(\${b})
\${n}*2
\${n}-1
\${n} -1
2*-3
3--2
1=1=1
2>1>0
'a'<'b'
true() > false()
'10' > '9'
pi()
coalesce(\${e}, 0) + 1
\${n} div \${e}
join(' ', randomize(instance('l')/root/item, 3)/name)
join(' ', randomize(instance('l')/root/item, 'abc')/name)
join(' ', randomize(instance('l')/root/item, '')/name)
join(' ', randomize(instance('l')/root/item, -5)/name)
join(' ', randomize(instance('l')/root/item, 2.7)/name)
join(' ', randomize(instance('l')/root/item, '12')/name)
join(' ', randomize(instance('l')/root/item, \${day})/name)
instance('l')/root/item[name='b']/label
count(instance('l')/root/item[name != ''])
instance('l')/root/item/name = 'c'
decimal-time('01:00:00.000+03:00')
(/data/n)[1]
sum(/data/n)
sum(instance('l')/root/item/name)
max('a')
max(instance('l')/root/item/name)
min(3, instance('l')/root/item/name)
round(123.456, 1)
round(-123.456, 1)
round('x')
round(5, 'x')
string(\${n} = 5)
concat(\${n}, \${e}, \${x})
join(',', \${n}, \${e}, \${x})
join(',', instance('l')/root/item/name)
concat(instance('l')/root/item/name)
not(not(\${n}))
number(not(true()))
true() + true()
'5' * '2'
'a' + 1
5 + ''
-'5'
-\${t}
\${n} mod \${x}
if(\${n} > 3 and \${x} > 3, 'both', if(\${n} > 3, 'one', 'none'))
coalesce(\${e}, \${b})
string-length(\${e})
starts-with(\${n}, 5)
substring-before(\${moment}, 'T')
substr(\${day}, 0, 4)
number(substr(\${day}, 0, 4)) + 1
int(number(today() - \${day}) div 365)
date(today() - 30)
date('2018-11-20') + 1
date(date('2018-11-20') + 1)
format-date(date(today() - 30), '%e %b')
today() = '2026-11-22'
now() - now()
int(decimal-date-time(now()))
decimal-date-time('2018-11-20T00:00:00.000+03:00')
date('2018-11-20') > date('2018-11-19')
date('2018-11-20') = \${day}
\${clock} = '14:30:00.000'
'14:30' > '14:00'
\${moment} = '2018-11-20T14:30:00.000+00:00'
\${moment} > '2018-11-20'
boolean(0)
boolean(-1)
boolean(1 div 0)
number('')
1 div 0 > 5
0 div 0 = 0 div 0
0 div 0 != 0 div 0
1 = 1 != 0
exp10(2)
atan2(1, 0)
acos(2)
abs(-0.5)
int(1 div 0)
int(-0.5)
round(1 div 0)
floor('')
1000000 * 1000000
1 div 7
2 div 3 * 3
0.1 * 3
1.10
100.0
translate('ABC', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')
regex('', '')
regex('a.b', 'a\\.b')
digest('نوى', 'SHA-256')
base64-decode('2YbZiNmJ')
base64-decode('')
uuid(0)
string-length(uuid(50))
`
  .trim()
  .split("\n");

test("what an expression says is what it says in ODK's engine", async () => {
  expect(await disagreements(said)).toEqual([]);
});

/** Expressions that give a number, a text, or yes or no. */
const { number, text, truth } = fc.letrec<{ number: string; text: string; truth: string }>(
  (tie) => {
    const numbers = (count: number) =>
      fc.array(tie("number"), { minLength: count, maxLength: count });
    const call = (names: readonly string[], given: fc.Arbitrary<readonly string[]>) =>
      fc.tuple(fc.constantFrom(...names), given).map(([name, all]) => `${name}(${all.join(", ")})`);
    const between = (signs: readonly string[], part: fc.Arbitrary<string>) =>
      fc
        .tuple(part, fc.constantFrom(...signs), part)
        .map(([left, sign, right]) => `(${left} ${sign} ${right})`);
    return {
      number: fc.oneof(
        { depthSize: "small" },
        fc.constantFrom("${n}", "${x}", "${e}", "0", "1", "2.5", "-3", "10", "0.125"),
        between(["+", "-", "*", "div", "mod"], tie("number")),
        call(["int", "floor", "ceiling", "abs", "round", "number"], numbers(1)),
        call(["min", "max"], numbers(2)),
        call(["string-length", "count-selected"], fc.tuple(tie("text"))),
        call(
          ["number"],
          call(["normalize-space"], fc.tuple(tie("text"))).map((given) => [given]),
        ),
        call(["decimal-date-time", "number"], fc.constant(["${day}"])),
        call(["decimal-date-time"], fc.constant(["${moment}"])),
        call(["decimal-time"], fc.constant(["${clock}"])),
      ),
      text: fc.oneof(
        { depthSize: "small" },
        fc.constantFrom("${t}", "${b}", "'درعا البلد'", "'a b'", "''", "'2018-11-20'", "${day}"),
        call(["concat", "coalesce"], fc.tuple(tie("text"), tie("text"))),
        call(["normalize-space", "string"], fc.tuple(tie("text"))),
        call(["string"], numbers(1)),
        call(["substring-before", "substring-after"], fc.tuple(tie("text"), fc.constant("'b'"))),
        call(
          ["substr"],
          fc.tuple(tie("text"), fc.constantFrom("0", "1", "-2"), fc.constantFrom("3", "-1")),
        ),
        call(
          ["substring"],
          fc.tuple(tie("text"), fc.constantFrom("1", "0", "2"), fc.constantFrom("2", "9")),
        ),
        call(["translate"], fc.tuple(tie("text"), fc.constant("'abا'"), fc.constant("'xy'"))),
        call(["selected-at"], fc.tuple(tie("text"), fc.constantFrom("0", "1"))),
        call(["if"], fc.tuple(tie("truth"), tie("text"), tie("text"))),
        call(["format-date"], fc.constant(["${day}", "'%d.%m.%y'"])),
      ),
      truth: fc.oneof(
        { depthSize: "small" },
        fc.constantFrom("true()", "false()"),
        between(["=", "!=", "<", "<=", ">", ">="], tie("number")),
        between(["=", "!="], tie("text")),
        between(["=", "!="], tie("truth")),
        between(["and", "or"], tie("truth")),
        call(["not", "boolean"], fc.tuple(tie("truth"))),
        call(["boolean"], numbers(1)),
        call(
          ["contains", "starts-with", "ends-with"],
          fc.tuple(tie("text"), fc.constantFrom("'a'", "${t}")),
        ),
        call(["selected"], fc.tuple(tie("text"), fc.constantFrom("'a'", "'b'"))),
        call(
          ["checklist"],
          fc.tuple(fc.constant("1"), fc.constant("2"), tie("truth"), tie("truth")),
        ),
      ),
    };
  },
);

test("random expressions say what they say in ODK's engine", async () => {
  let asked = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(number, text, truth), { minLength: 20, maxLength: 40 }),
      async (expressions) => {
        asked += expressions.length;
        expect(await disagreements(expressions)).toEqual([]);
      },
    ),
    { numRuns, seed: 20261122 },
  );
  console.log(`oracle: ${asked} random expressions`);
}, 600_000);

test("a single altered meaning is seen", async () => {
  expect(await disagreements(["concat(${n}, 'a')", "selected(${b}, '')"])).toEqual([
    "selected(${b}, ''): false / true",
    "selected(${b}, ''): false / true",
  ]);
});
