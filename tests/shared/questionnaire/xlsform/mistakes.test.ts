import { expect, test } from "vitest";
import { compileTables, csvFile, lines, type Tables } from "../scenario.ts";

const problemsOf = (tables: Tables) => lines(compileTables(tables).problems);

test("all mistakes are told at once, each with sheet, row and column", () => {
  const { definition, problems } = compileTables({
    survey: `type | name | label | relevant | constraint | calculation
text | first | الأول | \${fist} = 'x' | |
#
select_one yesno | second | الثاني | | . = 'a' or |
integr | third | الثالث | | |
calculate | fourth | | | | conct('a', 'b')
text | first | مرة أخرى | | |`,
    choices: "list_name | name | label\nyes_no | yes | نعم",
  });
  expect(definition).toBeNull();
  expect(lines(problems)).toEqual([
    "error survey 2 relevant unknown-reference",
    "error survey 4 type missing-list",
    "error survey 4 constraint expression-unfinished",
    "error survey 5 type type-unknown",
    "error survey 6 calculation unknown-function",
    "error survey 7 name duplicate-name",
  ]);
  const near = problems.map(({ details }) => details.nearest).filter(Boolean);
  expect(near).toEqual(["first", "yes_no", "integer", "concat"]);
});

test("circles are told beside all other mistakes", () => {
  const problems = problemsOf({
    survey: `type | name | label | relevant
text | a | أ | \${b} = 'x'
text | b | ب | \${a} = 'x'
text | c | ج | \${nope} = 'x'`,
  });
  expect(problems).toEqual([
    "error survey 2 relevant cycle",
    "error survey 4 relevant unknown-reference",
  ]);
});

test.each([
  ["text", "rows=many", "parameter-value"],
  ["select_one l", "randomize=maybe", "parameter-value"],
  ["select_one l", "seed=3", "seed-without-randomize"],
  ["select_one l", "randomize=true seed=${ nope }", "unknown-reference"],
  ["image", "max-pixels=big", "parameter-value"],
  ["audio", "quality=loud", "parameter-value"],
  ["geopoint", "capture-accuracy=x", "parameter-value"],
  ["range", "start=x", "parameter-value"],
  ["range", "start=3 end=3", "bad-range"],
  ["range", "start=1 end=3 step=0", "bad-range"],
  ["range", "start=1 end=3 tick_interval=9", "parameter-value"],
  ["range", "start=1 end=9 step=2 placeholder=4", "parameter-value"],
  ["range", "start=1 end=9 tick_labelset=many", "missing-list"],
  ["integer", "start=1", "unknown-parameter"],
  ["text", "rows", "bad-parameter"],
])("on %s, the parameter %s is an error in its row", (type, cell, code) => {
  const problems = problemsOf({
    survey: `type | name | label | parameters\n${type} | a | أ | ${cell}`,
    choices: "list_name | name | label\nl | x | س",
  });
  expect(problems).toContain(`error survey 2 parameters ${code}`);
});

test.each([
  ["text", "rows=3"],
  ["select_one l", "randomize=true, seed = ${ a }"],
  ["image", "max-pixels=640"],
  ["audio", "quality=voice-only"],
  ["geopoint", "capture-accuracy=3.5 allow-mock-accuracy=true"],
  ["range", "start=-1 ; end=1 ; step=0.5"],
  ["range", "start=10 end=1 step=3"],
  ["range", "start=1 end=7 step=-2 tick_interval=4 placeholder=3"],
  ["select_one l", "randomize=True"],
])("on %s, the parameter %s is right", (type, cell) => {
  const problems = problemsOf({
    survey: `type | name | label | parameters\ntext | a | أ |\n${type} | b | ب | ${cell}`,
    choices: "list_name | name | label\nl | x | س",
  });
  expect(problems).toEqual([]);
});

test("a row that cannot be asked is wrong once, and whoever refers to it is not", () => {
  const problems = problemsOf({
    survey: `type | name | label | relevant | parameters
integr | a | أ | | rows=3
geotrace | b | ب | |
 | c | ج | |
text | d | د | \${a} = \${b} and \${c} = 'x' |`,
  });
  expect(problems).toEqual([
    "error survey 2 type type-unknown",
    "error survey 3 type unsupported-feature",
    "error survey 4 type type-missing",
  ]);
});

test("a type says no more than it can mean", () => {
  const problems = problemsOf({
    survey: `type | name | label
text l | a | أ
rank l or_other | b | ب
begin loop over l | c | ج
end loop | |`,
    choices: "list_name | name | label\nl | x | س",
  });
  expect(problems).toEqual([
    "error survey 2 type type-unknown",
    "error survey 3 type type-unknown",
    "error survey 4 type unsupported-feature",
    "error survey 5 type unsupported-feature",
  ]);
});

test("another answer that could never be offered, or asked twice, is an error", () => {
  const problems = problemsOf({
    survey: `type | name | label | choice_filter
select_one l or_other | a | أ | odd = '1'
text | a_other | ب |
select_one \${n} or_other | c | ج |
begin_repeat | r | ر |
text | n | ن |
end_repeat | | |`,
    choices: "list_name | name | label | odd\nl | x | س | 1",
  });
  expect(problems).toEqual([
    "error survey 2 choice_filter other-hidden",
    "error survey 2 name duplicate-name",
    "error survey 4 type other-hidden",
  ]);
});

test("choices are told of like rows: labels, lists, files that lead out", () => {
  const problems = problemsOf({
    survey: "type | name | label\nselect_one l | a | أ",
    choices: `list_name | name | label | media::image
l | x | س |
l | y | |
 | | بلا اسم |
l | z | ع | ../z.png`,
  });
  expect(problems).toEqual([
    "warning choices 3 label choice-label-missing",
    "error choices 4 list_name list-missing",
    "error choices 5 media::image unsafe-path",
    "warning choices 5 media::image media-missing",
  ]);
});

test("what a choice says is looked up like what a row says, and empty triggers are none", () => {
  const problems = problemsOf({
    survey: `type | name | label | trigger | calculation
text | a | أ | |
select_one l | b | ب | |
dateTime | c | ج | \${a}, ,\${b}, | now()`,
    choices: `list_name | name | label::English (en) | label::Arabic (ar)
l | x | X \${a} | س
l | y | Y | ص \${nope}`,
  });
  expect(problems.filter((line) => line.startsWith("error"))).toEqual([
    "error choices 3 label::Arabic (ar) unknown-reference",
  ]);
});

test("a file that is not there is told once, and not again by its columns", () => {
  const problems = problemsOf({
    survey: `type | name | label | choice_filter
text | a | أ |
select_one_from_file towns.csv | b | ب | town = \${a}`,
  });
  expect(problems).toEqual(["error survey 3 type table-missing"]);
});

test("a text is found in its own language's column, and a bare name is told from a missing one", () => {
  const problems = problemsOf({
    survey: `type | name | label::English (en) | label::Arabic (ar) | relevant | calculation
text | a | a | أ | |
text | b | b | ب \${nope} | a = 'x' |
text | meta | c | ج | | instance('nope')/root/item[name = 'x']/label`,
  });
  expect(problems).toEqual([
    "error survey 3 relevant name-without-braces",
    "error survey 3 label::Arabic (ar) unknown-reference",
    "error survey 4 name reserved-name",
    "error survey 4 calculation missing-list",
  ]);
});

test("an expression is shown with a mark where it goes wrong, read from left to right", () => {
  const { problems } = compileTables({
    survey: "type | name | label | constraint\ntext | a | أ | regex(., 'x'",
  });
  expect(problems[0]?.details.shown).toBe("\u2066regex(., 'x'‸\u2069");
});

test.each([
  ["no survey", { survey: "" }, "error survey 0  sheet-missing"],
  ["no type column", { survey: "name | label\na | أ" }, "error survey 1 type type-missing"],
  ["a type alone", { survey: "type | name\ntext |" }, "error survey 2 name name-missing"],
  ["a name alone", { survey: "type | name\n | a" }, "error survey 2 type type-missing"],
  [
    "a name with a space",
    { survey: "type | name | label\ntext | my name | أ" },
    "error survey 2 name bad-name",
  ],
  [
    "a name that every object inherits",
    { survey: "type | name | label\ntext | __proto__ | أ" },
    "error survey 2 name bad-name",
  ],
  [
    "a group without an end",
    { survey: "type | name | label\nbegin_group | g | أ\ntext | a | ب" },
    "error survey 2 type unclosed-group",
  ],
  [
    "an end without a beginning",
    { survey: "type | name | label\ntext | a | ب\nend_repeat | |" },
    "error survey 3 type unopened-group",
  ],
  [
    "a calculation without one",
    { survey: "type | name | calculation\ncalculate | a |" },
    "error survey 2 calculation calculation-missing",
  ],
  [
    "a name that two rows have",
    {
      survey:
        "type | name | label | relevant\nbegin_group | g | أ |\ntext | a | ب |\nend_group | | |\ntext | a | ج |\ntext | b | د | ${a} = 1",
    },
    "error survey 6 relevant ambiguous-reference",
  ],
  [
    "a sentence that inserts nobody",
    { survey: "type | name | label\ntext | a | كيف حال ${who}؟" },
    "error survey 2 label unknown-reference",
  ],
  [
    "a picture from elsewhere",
    { survey: "type | name | label | image\ntext | a | أ | https://example.org/x.png" },
    "error survey 2 image unsafe-path",
  ],
  [
    "a degree that is none",
    { survey: "type | name | label | sensitive\ntext | a | أ | secret" },
    "error survey 2 sensitive sensitive-unknown",
  ],
  [
    "a prefix nobody declared",
    { survey: "type | name | label | bind::esri:fieldType\ntext | a | أ | x" },
    "error survey 2 bind::esri:fieldType undeclared-prefix",
  ],
  [
    "a parameter of another type",
    { survey: "type | name | label | parameters\ntext | a | أ | start=1" },
    "error survey 2 parameters unknown-parameter",
  ],
  [
    "a range that goes nowhere",
    { survey: "type | name | label | parameters\nrange | a | أ | start=5 end=5" },
    "error survey 2 parameters bad-range",
  ],
  [
    "too few values for a function",
    { survey: "type | name | label | relevant\ntext | a | أ | selected('x')" },
    "error survey 2 relevant wrong-arguments",
  ],
  [
    "a pattern that cannot be",
    { survey: "type | name | label | constraint\ntext | a | أ | regex(., '^[a$')" },
    "error survey 2 constraint bad-pattern",
  ],
  [
    "a column twice",
    { survey: "type | name | label | caption\ntext | a | أ | ب" },
    "error survey 1 caption column-twice",
  ],
  [
    "a file that is not there",
    { survey: "type | name | label\nselect_one_from_file towns.csv | a | أ" },
    "error survey 2 type table-missing",
  ],
] as const)("%s is a mistake", (_, tables, expected) => {
  expect(problemsOf(tables)).toContain(expected);
});

test.each([
  ["a code twice", "choices", "l | a | أ\nl | a | ب", "3 name duplicate-choice"],
  ["a code with a space", "choices", "l | a b | أ", "2 name choice-with-space"],
  ["a choice of no list", "choices", "| a | أ", "2 list_name list-missing"],
  ["a choice without a code", "choices", "l | | أ", "2 name name-missing"],
  [
    "a namespace without an address",
    "settings",
    "f | daftar | data",
    "2 namespaces bad-namespaces",
  ],
  ["a root that cannot be a name", "settings", "f | | a b", "2 name bad-name"],
] as const)("%s is a mistake in the sheet %s", (_, sheet, rows, expected) => {
  const header = { choices: "list_name | name | label", settings: "form_id | namespaces | name" };
  const tables = {
    survey: "type | name | label\nselect_multiple l | q | سؤال",
    choices: `${header.choices}\nl | a | أ`,
    [sheet]: `${header[sheet]}\n${rows}`,
  };
  expect(problemsOf(tables)).toContain(`error ${sheet} ${expected}`);
});

test("who wait for each other are named, all of them, in one error", () => {
  const { problems } = compileTables({
    survey: `type | name | label | relevant | calculation
calculate | a | | | \${b} + 1
calculate | b | | | \${c}
text | c | ج | \${a} > 0 |
text | d | د | \${d} = 'x' |
begin_group | g | م | \${e} = 1 |
text | e | ه | |
end_group | | | |`,
  });
  expect(lines(problems)).toEqual([
    "error survey 2 calculation cycle",
    "error survey 5 relevant cycle",
    "error survey 6 relevant cycle",
  ]);
  expect(problems[0]?.details.members).toBe(
    ['calculation of "a"', 'calculation of "b"', 'relevant of "c"']
      .map((member, at) => `\u2066survey row ${at + 2} (${member})\u2069`)
      .join(" → "),
  );
});

test("a constraint may look at its own answer, and once() at its own value", () => {
  expect(
    problemsOf({
      survey: `type | name | label | constraint | calculation
integer | a | أ | . > 0 and \${a} < 5 |
calculate | b | | | once(if(. = '', random(), .))`,
    }),
  ).toEqual([]);
});

test.each([
  ["relevant", "${a}", "bare-reference-condition"],
  ["relevant", "${a} and 1 = 1", "bare-reference-condition"],
  ["constraint", "regex(., '[0-9]+')", "regex-not-anchored"],
  ["calculation", "random()", "unstable-random"],
  ["calculation", "concat('${a}', 'x')", "reference-in-quotes"],
  ["relevant", "{a}$ = 'x'", "reference-normalised"],
  ["relevant", "\u200f${a} = 'x'\u200f", "reference-normalised"],
  ["appearance", "multilnie", "unknown-appearance"],
  ["default", "abc", "bad-default"],
] as const)("%s = %s is taken with a warning: %s", (column, text, code) => {
  const { definition, problems } = compileTables({
    survey: `type | name | label | ${column}\ntext | a | أ |\ninteger | b | ب | ${text}`,
  });
  expect(problems.map((problem) => [problem.code, problem.severity])).toEqual([[code, "warning"]]);
  expect(definition).not.toBeNull();
});

test("a pattern in quotes is never taken for a turned reference", () => {
  const { definition, problems } = compileTables({
    survey: "type | name | label | constraint\ntext | a | أ | regex(., '^P-[A-Z0-9]{5,8}$')",
  });
  expect(problems).toEqual([]);
  expect(definition?.nodes[0]?.logic.constraint).toBe("regex(., '^P-[A-Z0-9]{5,8}$')");
});

test.each([
  ["geotrace", "refused"],
  ["audit", "ignored"],
  ["begin loop over x", "refused"],
  ["phonenumber", "ignored"],
] as const)("the type %s is %s and reported", (type, outcome) => {
  const { unsupported, definition } = compileTables({
    survey: `type | name | label\n${type} | a | أ\ntext | b | ب`,
  });
  expect(unsupported).toMatchObject([{ sheet: "survey", row: 2, outcome }]);
  expect(definition === null).toBe(outcome === "refused");
});

test.each([
  ["calculation", "last-saved#x", "last-saved"],
  ["relevant", "distance(${a}) > 1", "distance()"],
  ["appearance", "search('towns')", "search()"],
  ["calculation", "digest('x', 'MD5')", "digest MD5"],
] as const)("%s with %s is refused by name", (column, text, feature) => {
  const written = text === "last-saved#x" ? "${last-saved#x}" : text;
  const { unsupported, definition } = compileTables({
    survey: `type | name | label | ${column}\ntext | a | أ |\ntext | b | ب | ${written}`,
  });
  expect(unsupported).toMatchObject([{ row: 3, feature, outcome: "refused" }]);
  expect(definition).toBeNull();
});

test("settings and sheets of other tools are reported and ignored", () => {
  const { unsupported, definition } = compileTables({
    survey: "type | name | label\ntext | a | أ",
    settings: "form_id | submission_url | public_key\nf | x | y",
    ...{ entities: "list_name | label\nx | y" },
  });
  expect(unsupported.map(({ feature }) => feature)).toEqual([
    "submission_url",
    "public_key",
    "entities",
  ]);
  expect(definition).not.toBeNull();
});

test("a missing translation is a warning, once for each column", () => {
  const { problems } = compileTables({
    survey: `type | name | label::English (en) | label::العربية (ar)
text | a | One | واحد
text | b | Two |
text | c | Three |`,
  });
  expect(lines(problems)).toEqual(["warning survey 3 label::العربية (ar) missing-translation"]);
});

test("a table beside the form must have the columns that are asked of it", () => {
  const { problems } = compileTables(
    {
      survey:
        "type | name | label | calculation\ntext | a | أ |\ncalculate | b | | pulldata('towns', 'peple', 'code', ${a})",
    },
    [csvFile("towns.csv", "code,people\nnawa,59000")],
  );
  expect(lines(problems)).toEqual(["error survey 3 calculation table-column-missing"]);
});

test("a filter may only ask for columns the choices have", () => {
  const { problems } = compileTables({
    survey: `type | name | label | choice_filter
select_one g | gov | م |
select_one s | sub | ن | governrate = \${gov} and ./name != 'x' and count(instance('g')/root/item[anything = 1]) = 0`,
    choices: "list_name | name | label | governorate\ng | a | أ |\ns | x | س | a",
  });
  expect(lines(problems)).toEqual(["error survey 3 choice_filter unknown-filter-column"]);
  expect(problems[0]?.details.nearest).toBe("governorate");
});

test("a partial date used as a number is taken with a warning that says which bound it is", () => {
  const { problems, definition } = compileTables({
    survey: `type | name | label | appearance | relevant
text | when | متى | partial-date |
text | late | متأخر | | \${when} > '2019-02-09'
text | fine | ممتاز | | latest(\${when}) > '2019-02-09'`,
  });
  expect(lines(problems)).toEqual(["warning survey 3 relevant partial-date-bound"]);
  expect(definition).not.toBeNull();
});

test("a turned name in a sentence is put right when there is such a row", () => {
  const { definition, problems } = compileTables({
    survey:
      "type | name | label\ntext | من | من؟\ntext | b | أين كان {من}$؟\ntext | c | الثمن {x}$",
  });
  expect(lines(problems)).toEqual(["warning survey 3 label reference-normalised"]);
  expect(definition?.nodes.map(({ label }) => label.default)).toEqual([
    "من؟",
    "أين كان ${من}؟",
    "الثمن {x}$",
  ]);
});
