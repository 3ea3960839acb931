import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { compileForm } from "../../../main/questionnaires/compile-form.ts";
import { readWorkbook } from "../../../main/questionnaires/xlsx/read-workbook.ts";
import { writeWorkbook } from "../../../main/questionnaires/xlsx/write-workbook.ts";
import { compile, type Definition, writeSheets } from "../../../shared/questionnaire/index.ts";
import { builtInForm } from "../../shared/questionnaire/built-in.ts";
import { csvFile, definitionOf, sha256 } from "../../shared/questionnaire/scenario.ts";
import { temporaryDir } from "../vault/small-world.ts";

const tables = (name: string) =>
  JSON.parse(readFileSync(`tests/fixtures/forms/${name}.json`, "utf8"));

/** The form that comes back from a workbook that was written from a form. */
async function again(definition: Definition) {
  const path = join(temporaryDir(), "x.xlsx");
  await writeFile(path, writeWorkbook(writeSheets(definition), true));
  const { definition: back, problems } = await compileForm(path);
  expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  return back;
}

test.each<[string, () => Definition | Promise<Definition>]>([
  ["the built-in questionnaire", builtInForm],
  ["a form with logic of every kind", () => definitionOf(tables("logic"))],
  ["a form with repeats in repeats", () => definitionOf(tables("repeats"))],
  [
    "a form with cells of every kind",
    async () => {
      const { definition } = await compileForm("tests/fixtures/forms/cells-libreoffice.xlsx");
      if (!definition) throw new Error("unreadable");
      return definition;
    },
  ],
])("%s comes back from its own workbook with the same hash", async (_, form) => {
  const definition = await form();
  expect((await again(definition))?.hash).toBe(definition.hash);
});

/** A form that uses every column and every odd thing a definition can keep. */
const everything = {
  survey: [
    "type | name | label::Arabic (ar) | label | hint::English (en) | guidance_hint | image::Arabic (ar) | required | required_message::Arabic (ar) | constraint | constraint_message | bind::daftar:warning | daftar:warning_message | default | trigger | calculation | read_only | choice_filter | parameters | rows | autoplay | appearance | sensitive | moved_from | repeat_count | bind::odk:length | body::x:kind | instance::x:tag | relevant",
    "begin_group | g | مجموعة | | | | | | | | | | | | | | | | | | | field-list | high | | | | | |",
    "text | t | **نص** | =1+1 | h | g | | yes | لازم | . != 'x' | no | . != 'y' | soft | ${t} | | | ${u} = 'a' | | rows=3 | 5 | | multiline | low | old/t | | 20 | k | v | true",
    "select_one l | u | اختر | | | | | | | | | | | | | | | odd = 'a b' | randomize=true seed=3 | | | minimal | | | | | | |",
    "end_group",
    "begin_repeat | r | تكرار | | | | | | | | | | | | | | | | | | | | personal | | 3 | | | |",
    "range | n | مجال | | | | | | | | | | | | | | | | start=1 end=9 step=2 | | | | | | | | | |",
    "end_repeat",
    "select_multiple l or_other | m | _x0041_ | | | | | | | | | | | | | | | | | | yes | | | | | | | |",
    "select_one ${n} | p | من التكرار | | | | | | | | | | | | | | | | | | | | | | | | | |",
    "calculate | c | | | | | | | | | | | | | ${t},${u} | once(random()) | | | | | | | | | | | | |",
  ].join("\n"),
  choices:
    "list_name | name | label::Arabic (ar) | label::French (fr) | odd | 2018 | __proto__\nl | a | أ | A | a b | x | y\nl | a | أ | | | |\nl | b | ب | | | |\nunused | z | ز | | | |",
  settings:
    'form_id | version | form_title::Arabic (ar) | form_title | default_language | instance_name | namespaces | name | style | allow_choice_duplicates\nform | 007 | عنوان | title | English (en) | ${t} | x="urn:x" daftar="urn:daftar" | دفتر | pages | yes',
};

test("whatever a definition can keep comes back", async () => {
  const definition = definitionOf(everything);
  expect(definition.languages.map(({ name }) => name)).toEqual([
    "Arabic (ar)",
    "English (en)",
    "French (fr)",
  ]);
  expect(await again(definition)).toEqual({ ...definition, nodes: expect.anything() });
  // Each part was really in the form, and would be missed.
  for (const column of [3, 5, 8, 11, 18, 22, 25]) {
    const poorer = {
      ...everything,
      survey: everything.survey
        .split("\n")
        .map((line) =>
          line
            .split("|")
            .map((cell, at) => (at === column ? "" : cell))
            .join("|"),
        )
        .join("\n"),
    };
    expect(definitionOf(poorer).hash).not.toBe(definition.hash);
  }
});

test("a form without languages is written without them", async () => {
  const definition = definitionOf({ survey: "type | name | label\ntext | a | أ" });
  const [survey] = writeSheets(definition);
  expect(survey?.rows[0]?.cells).toEqual(["type", "name", "label"]);
  expect((await again(definition))?.hash).toBe(definition.hash);
});

test("a form that looks things up comes back when its tables lie beside it", () => {
  const files = [csvFile("towns.csv", "code,ar\nnawa,نوى"), csvFile("rates.csv", "a,b\n1,2")];
  const definition = definitionOf(
    {
      survey:
        "type | name | label | parameters\nselect_one_from_file towns.csv | t | بلدة | value=code label=ar\ncsv-external | rates | |",
    },
    files,
  );
  const tools = { sha256, fallbackId: "x", orOther: {} };
  expect(compile(writeSheets(definition), files, tools).definition?.hash).toBe(definition.hash);
});

test("nothing in a written workbook runs: every cell is text, and is formatted as text", async () => {
  const label = '=HYPERLINK("http://x")&<b>\u0001_x0041_';
  const sheets = [{ name: "survey", rows: [{ row: 1, cells: [label, "+1", "-2", "@x"] }] }];
  const bytes = writeWorkbook(sheets, true);
  const xml = bytes.toString("utf8");
  expect(xml).not.toMatch(/<f[ >/]/);
  expect(xml).not.toContain("<b>");
  expect(xml.match(/<c r=/g)).toEqual(
    xml.match(/<c r="[A-Z]+\d+" s="[01]" t="inlineStr">/g)?.map(() => "<c r="),
  );
  expect(xml.match(/<xf numFmtId="49"/g)).toHaveLength(2);
  expect((await readWorkbook(bytes)).sheets).toEqual(sheets);
});

test("the same form always gives the same bytes, and sheets run the way of its first language", () => {
  const definition = definitionOf(everything);
  const write = (rightToLeft: boolean) => writeWorkbook(writeSheets(definition), rightToLeft);
  expect(write(true).equals(write(true))).toBe(true);
  expect(sha256(writeWorkbook([{ name: "survey", rows: [{ row: 1, cells: ["أ"] }] }], false))).toBe(
    "f8aa33e19427e2f55a255685a449e09aa10b46db2b61da523d49b289419809a3",
  );
  expect(write(true).toString()).toContain('rightToLeft="1"');
  expect(write(false).toString()).not.toContain("rightToLeft");
});
