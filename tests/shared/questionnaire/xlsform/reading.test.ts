import { expect, test } from "vitest";
import type { Table } from "../../../../shared/questionnaire/definition/definition.ts";
import {
  admitDefinition,
  canonicalDefinition,
  readDefinition,
} from "../../../../shared/questionnaire/index.ts";
import { compileTables, csvFile, definitionOf, lines, sha256 } from "../scenario.ts";

const small = {
  survey: `type | name | label::English (en) | label::العربية (ar) | relevant | required
begin_group | g | Group | مجموعة | |
select_one yn | a | A | أ | | yes
end_group | | | | |
text | b | B | ب | \${a} = 'yes' |`,
  choices:
    "list_name | name | label::English (en) | label::العربية (ar)\nyn | yes | Yes | نعم\nyn | no | No | لا",
  settings: "form_id | version | form_title | default_language\nf | 1 | استمارة | العربية (ar)",
};

test("a form is known by its rows, with their place and the row of their sheet", () => {
  const definition = definitionOf(small);
  expect(definition.nodes.map(({ path, kind, type, row }) => [path, kind, type, row])).toEqual([
    ["g", "group", "group", 2],
    ["g/a", "question", "select_one", 3],
    ["b", "question", "text", 5],
  ]);
  expect(definition).toMatchObject({ id: "f", version: "1", root: "data" });
  expect(definition.title).toEqual({ "العربية (ar)": "استمارة" });
  expect(Object.isFrozen(definition.nodes[1]?.logic)).toBe(true);
});

test("the same form has the same hash, however its sheets are laid out", () => {
  const moved = {
    survey: `relevant | note | type | name | required | label::العربية (ar) | label::English (en)
 | ملاحظة للفريق | begin_group | g | | مجموعة | Group
#
 | | select_one yn | a | yes | أ | A
 | | end_group | | | |
\${a} = 'yes' | | text | b | | ب | B
# | | # | | | |`,
    choices: small.choices,
    settings: small.settings,
  };
  const [a, b] = [definitionOf(small), definitionOf({ ...moved })];
  expect(b.nodes.map(({ row }) => row)).toEqual([2, 4, 6]);
  // The order of the language columns is the order in which languages are offered.
  expect(b.languages.map(({ tag }) => tag)).toEqual(["ar", "en"]);
  const turned = { ...small, survey: small.survey };
  expect(definitionOf(turned).hash).toBe(a.hash);
  const spaced = small.survey.replace("end_group", "#\nend_group");
  expect(definitionOf({ ...small, survey: spaced }).hash).toBe(a.hash);
});

test.each([
  ["a label", "| أ |", "| آ |"],
  ["a condition", "= 'yes'", "= 'no'"],
  ["a name", "text | b", "text | c"],
  ["a required mark", "| yes\nend", "|\nend"],
])("another hash when %s is another", (_, before, after) => {
  const changed = small.survey.replace(before, after);
  expect(changed).not.toBe(small.survey);
  expect(definitionOf({ ...small, survey: changed }).hash).not.toBe(definitionOf(small).hash);
});

test("the order of a list counts where somebody chooses from it, and only there", () => {
  const list = (order: string) =>
    `list_name | name | label\nl | ${order.split("").join(" | x\nl | ")} | x`;
  const hash = (survey: string, order: string) =>
    definitionOf({ survey, choices: list(order) }).hash;
  const asks = "type | name | label\nselect_one l | q | س";
  const without = "type | name | label\ntext | q | س";
  expect(hash(asks, "ab")).not.toBe(hash(asks, "ba"));
  expect(hash(without, "ab")).toBe(hash(without, "ba"));
});

test("a definition is written in one way, whose SHA-256 is its hash, and read back the same", () => {
  const definition = definitionOf(small);
  const text = canonicalDefinition(definition);
  expect(sha256(text)).toBe(definition.hash);
  const read = readDefinition(text, definition.hash, new Map());
  expect(read.ok && read.value).toEqual(definition);
  expect(read.ok && canonicalDefinition(read.value)).toBe(text);
});

test("a form with tables names them by their own hash and needs them back", () => {
  const survey = "type | name | label\nselect_one_from_file towns.csv | t | بلدة";
  const file = csvFile("towns.csv", "name,label\nnawa,نوى");
  const definition = definitionOf({ survey }, [file]);
  const text = canonicalDefinition(definition);
  expect(text).toContain(file.sha256);
  expect(text).not.toContain("نوى");
  expect(readDefinition(text, definition.hash, new Map())).toEqual({
    ok: false,
    fault: { kind: "table-missing", details: { table: "towns" } },
  });
  const table = definition.tables.towns;
  const read = readDefinition(text, definition.hash, new Map(table ? [[file.sha256, table]] : []));
  expect(read.ok && read.value).toEqual(definition);
});

test.each([
  ["no JSON", () => "{"],
  ["another thing", () => "{}"],
  ["a list", () => "[]"],
  ["an unreadable condition", (text: string) => text.replace("${a} = 'yes'", "${a} = ")],
  ["a name nobody has", (text: string) => text.replace("${a} = 'yes'", "${z} = 'yes'")],
  ["a type nobody has", (text: string) => text.replace('"type":"text"', '"type":"trap"')],
  ["a parent that comes later", (text: string) => text.replace('"parent":0', '"parent":2')],
  ["a label that is no text", (text: string) => text.replace('"ب"', '{"x":1}')],
  ["a list that is missing", (text: string) => text.replace('"yn":', '"ny":')],
])("a definition from elsewhere is refused when it is %s", (_, change) => {
  const definition = definitionOf(small);
  const text = change(canonicalDefinition(definition));
  expect(admitDefinition(text, definition.hash, new Map()).ok).toBe(false);
});

test("a definition from elsewhere is taken when it is sound", () => {
  const definition = definitionOf(small);
  const admitted = admitDefinition(canonicalDefinition(definition), definition.hash, new Map());
  expect(admitted.ok && admitted.value).toEqual(definition);
});

test.each(["../towns", "a/b", "..", "a\\b", "c:x", "a\u0000b"])(
  "a definition from elsewhere that names a file %j is not taken",
  (name) => {
    const towns = csvFile("towns.csv", "name,label\nnawa,نوى");
    const definition = definitionOf(
      { survey: "type | name | label\nselect_one_from_file towns.csv | a | أ" },
      [towns],
    );
    const tables = new Map([[towns.sha256, definition.tables.towns as Table]]);
    const text = canonicalDefinition(definition);
    const admits = (one: string) => admitDefinition(one, definition.hash, tables).ok;
    expect(admits(text)).toBe(true);
    const renamed = `${JSON.stringify(name)}:{"sha256"`;
    expect(admits(text.replace('"towns":{"sha256"', renamed))).toBe(false);
    const another = `"tables":{${renamed}:"${towns.sha256}"},`;
    expect(admits(text.replace('"tables":{', another))).toBe(false);
  },
);

test("older spellings and other words for columns are understood, and told once", () => {
  const { definition, problems } = compileTables({
    survey: `Command | Value | Caption | Relevance | readonly
begin group | g | مجموعة | |
select one from l | a | أ | | yes
select all that apply from l | b | ب | |
int | c | ج | \${a} = 'x' |
int | d | د | |
end group | | | |`,
    choices: "List Name | Name | Label\nl | x | س",
  });
  expect(definition?.nodes.map(({ type }) => type)).toEqual([
    "group",
    "select_one",
    "select_multiple",
    "integer",
    "integer",
  ]);
  expect(definition?.nodes[1]?.logic.readonly).toBe("true()");
  expect(lines(problems).map((line) => line.replace(/^warning survey /, ""))).toEqual([
    "2 Command old-spelling",
    "3 Command old-spelling",
    "4 Command old-spelling",
    "5 Command old-spelling",
    "7 Command old-spelling",
  ]);
});

test("a typed row that computes and says nothing is a calculation, and is not asked", () => {
  const { definition, problems } = compileTables({
    survey: `type | name | label | calculation
integer | a | أ |
integer | double | | \${a} * 2
decimal | shown | ضعفه | \${a} * 2`,
  });
  expect(problems).toEqual([]);
  expect(definition?.nodes.map(({ kind }) => kind)).toEqual(["question", "hidden", "question"]);
});

test("today's words are not old ones, and the longest old one is the one that is meant", () => {
  const { definition, problems } = compileTables({
    survey: `type | name | label
dateTime | a | أ
date time | b | ب
Select_One l | c | ج
end time | d |`,
    choices: "list_name | name | label\nl | x | س",
  });
  expect(definition?.nodes.map(({ type }) => type)).toEqual([
    "dateTime",
    "dateTime",
    "select_one",
    "end",
  ]);
  expect(lines(problems)).toEqual([
    "warning survey 3 type old-spelling",
    "warning survey 5 type old-spelling",
  ]);
});

const spokenBy = (columns: string, cells: string, settings?: string) => {
  const { definition } = compileTables({
    survey: `type | name | ${columns}\ntext | a | ${cells}`,
    ...(settings === undefined ? {} : { settings }),
  });
  return [definition?.languages.map(({ name }) => name), definition?.defaultLanguage];
};

test("columns without a language speak the default language, and never hide one that has it", () => {
  const frenchToo = ["label | label::French (fr)", "hello | bonjour"] as const;
  expect(spokenBy(...frenchToo)).toEqual([["default", "French (fr)"], "default"]);
  const german = "default_language\nGerman";
  expect(spokenBy(...frenchToo, german)).toEqual([["German", "French (fr)"], "German"]);
  const both = "label::Arabic (ar) | label::English (en)";
  const two = ["Arabic (ar)", "English (en)"];
  expect(spokenBy(`${both} | constraint_message`, "أ | a | خطأ")).toEqual([two, "Arabic (ar)"]);
  expect(spokenBy(`${both} | hint`, "أ | a | ", "default_language\nEnglish (en)")).toEqual([
    two,
    "English (en)",
  ]);
  expect(spokenBy(`${both} | hint | hint::Arabic (ar)`, "أ | a | h | ه")).toEqual([
    [...two, "default"],
    "default",
  ]);
  expect(spokenBy("label", "hello")).toEqual([["default"], "default"]);
});

test("sensitivity comes down from groups and can be said again on a row", () => {
  const { definition } = compileTables({
    survey: `type | name | label | sensitive
begin_group | g | م | high
text | a | أ |
text | b | ب | low
end_group | | |
text | c | ج |`,
  });
  expect(definition?.nodes.map(({ sensitive }) => sensitive)).toEqual([
    "high",
    "high",
    "low",
    "low",
  ]);
});

test("or_other speaks every language of the form", () => {
  const { definition } = compileTables(
    {
      survey:
        "type | name | label::English (en) | label::العربية (ar)\nselect_one l or_other | q | Q | س",
      choices: "list_name | name | label::English (en) | label::العربية (ar)\nl | a | A | أ",
    },
    [],
    {
      ar: { choice: "غير ذلك", question: "يُرجى التحديد" },
    },
  );
  expect(definition?.lists.l?.choices[1]).toMatchObject({
    name: "other",
    label: { "English (en)": "Other", "العربية (ar)": "غير ذلك" },
  });
  expect(definition?.nodes[1]).toMatchObject({ name: "q_other", type: "text" });
});

test("the direction of a language comes from its code, else from its letters", () => {
  const { definition } = compileTables({
    survey: `type | name | label::Kurdî (ku) | label::سۆرانی (ckb) | label::العربية | label::English
text | a | Nav | ناو | الاسم | Name`,
  });
  expect(definition?.languages.map(({ tag, direction }) => [tag, direction])).toEqual([
    ["ku", "ltr"],
    ["ckb", "rtl"],
    ["العربية", "rtl"],
    ["English", "ltr"],
  ]);
});
