import { readFileSync } from "node:fs";
import { cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { compileFolder } from "../../../main/questionnaires/compile-folder.ts";
import { compileForm } from "../../../main/questionnaires/compile-form.ts";
import { readFolder } from "../../../main/questionnaires/read-folder.ts";
import { readBounded } from "../../../main/questionnaires/side-files.ts";
import { readWorkbook } from "../../../main/questionnaires/xlsx/read-workbook.ts";
import { writeWorkbook } from "../../../main/questionnaires/xlsx/write-workbook.ts";
import { sheetsOf } from "../../shared/questionnaire/scenario.ts";
import { temporaryDir } from "../vault/small-world.ts";
import { type Book, bind, book, forgeZip, partsOf, rowsXml, sheetXml } from "./forge-workbook.ts";

const fixture = (name: string) => `tests/fixtures/forms/${name}`;

/** Rows of the survey sheet, as the engine is given them. */
async function surveyOf(file: Buffer) {
  const { sheets, troubles } = await readWorkbook(file);
  expect(troubles).toEqual([]);
  return sheets[0]?.rows ?? [];
}

/** The cells of a single row below a header of the same width. */
async function cellsOf(row: string, parts: Book = {}) {
  const header = ["a", "b", "c", "d", "e", "f"];
  const rows = await surveyOf(bind({ ...book({ survey: rowsXml([header]) + row }), ...parts }));
  return rows[1]?.cells ?? [];
}

async function written(name: string, content: string | Buffer) {
  const path = join(temporaryDir(), name);
  await writeFile(path, content);
  return path;
}

test.each(["cells-openpyxl.xlsx", "cells-1904.xlsx", "cells-libreoffice.xlsx"])(
  "%s is read as its author sees it",
  async (name) => {
    const { sheets, troubles } = await readWorkbook(readFileSync(fixture(name)));
    expect(troubles).toEqual([]);
    expect(sheets.map((sheet) => sheet.name)).toEqual([
      "Survey",
      "choices",
      "Settings",
      "my notes",
    ]);
    const [survey, choices, settings, notes] = sheets;
    expect(survey?.rows.map(({ row }) => row)).toEqual([1, 2, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(survey?.rows.slice(1).map(({ cells }) => cells[5] ?? "")).toEqual([
      "007",
      "40",
      "0.3",
      "2018-11-20",
      "14:30:00",
      "2018-11-20T14:30:15",
      "",
      "",
      "",
    ]);
    expect(survey?.rows[1]?.cells[4]).toBe("TRUE");
    expect(survey?.rows[7]?.cells.slice(2)).toEqual(["مكان\nفي سطرين", "  Place & <more>  "]);
    expect(choices?.rows.slice(1).map(({ cells }) => [cells[1], cells[4]])).toEqual([
      ["1", "1000000000000"],
      ["02", "0.0000001"],
    ]);
    expect(settings?.rows[1]?.cells[1]).toBe("2026112201");
    expect(notes?.rows).toEqual([]);
  },
);

test("a formula says what was stored of it, and never nothing", async () => {
  const { sheets } = await readWorkbook(readFileSync(fixture("cells-libreoffice.xlsx")));
  expect(sheets[0]?.rows[8]?.cells[6]).toBe("${age} > 3");
  const { problems } = await compileForm(fixture("formula-without-result.xlsx"));
  expect(problems.filter(({ severity }) => severity === "error")).toMatchObject([
    { code: "form-unreadable", sheet: "Survey", row: 10, column: "Relevant" },
  ]);
});

test("a workbook and a folder with the same cells are the same form, by their hash", async () => {
  const folder = join(temporaryDir(), "returnee-interview");
  await cp("questionnaires/returnee-interview", folder, { recursive: true });
  const { sheets } = await readFolder(folder);
  const path = await written("other-name.xlsx", writeWorkbook(sheets, true));
  const compiled = await compileForm(path);
  const fromFolder = await compileForm(folder);
  expect(compiled).toEqual(fromFolder);
  expect(compiled.definition?.hash).toBe((await compileFolder(folder)).definition?.hash);
});

test("cells are read whatever way a program has of writing them", async () => {
  const strings =
    "<sst><si><t>عمر</t></si><si><r><t>ا</t></r><r><rPr><b/></rPr><t>سم</t></r><rPh><t>x</t></rPh></si></sst>";
  const styles =
    '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[$-401]yyyy\\-mm;@"/><numFmt numFmtId="165" formatCode="0.0&quot;days&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="22"/></cellXfs></styleSheet>';
  const more = { "xl/sharedStrings.xml": strings, "xl/styles.xml": styles };
  const cells = await cellsOf(
    '<row r="9"><c r="A9" t="s"><v>1</v></c><c r="C9" s="1"><v>43424</v></c><c t="str"><f>A1</f><v> x </v></c><c r="E9" s="2"><v>7.0</v></c><c r="F9" t="b"><v>0</v></c></row>',
    more,
  );
  expect(cells).toEqual(["اسم", "", "2018-11-20", " x ", "7", "FALSE"]);
  const others = await cellsOf(
    '<row><c s="3"><v>43424.75</v></c><c t="d"><v>2018-11-20T00:00:00</v></c><c><v>1E3</v></c><c><v>-0.5</v></c><c t="inlineStr"><is><r><t>a_x000D_</t></r><r><t>b_x005F_x0041_</t></r></is></c><c t="str"><v><![CDATA[<b>]]></v></c></row>',
    more,
  );
  expect(others).toEqual([
    "2018-11-20T18:00:00",
    "2018-11-20",
    "1000",
    "-0.5",
    "a\rb_x0041_",
    "<b>",
  ]);
});

test("what Excel writes around the cells is passed by, links and validations included", async () => {
  const parts = book();
  const names = [
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"',
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac xr"',
    'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"',
  ].join(" ");
  parts["xl/workbook.xml"] =
    `<workbook ${names}><fileVersion appName="xl"/><workbookPr defaultThemeVersion="166925"/><mc:AlternateContent><mc:Choice Requires="x15"><x15ac:absPath url="C:\\Users\\x\\"/></mc:Choice></mc:AlternateContent><bookViews><workbookView/></bookViews><sheets><sheet name="survey" sheetId="7" state="veryHidden" r:id="s0"/></sheets><definedNames><definedName name="x">survey!$A$1</definedName></definedNames><externalReferences><externalReference r:id="e"/></externalReferences><calcPr calcId="191029"/></workbook>`;
  parts["xl/worksheets/_rels/sheet1.xml.rels"] =
    '<Relationships><Relationship Id="h" Type="http://x/hyperlink" Target="https://example.org/" TargetMode="External"/></Relationships>';
  parts["xl/sharedStrings.xml"] =
    '<sst count="3" uniqueCount="2"><si><t>type</t></si><si><t xml:space="preserve"> text </t><phoneticPr fontId="1"/></si></sst>';
  parts["xl/worksheets/sheet1.xml"] =
    `<worksheet ${names}><sheetPr><tabColor rgb="FFFF0000"/></sheetPr><dimension ref="A1:XFD1048576"/><sheetViews><sheetView workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="15" x14ac:dyDescent="0.25"/><cols><col min="1" max="16384" width="9"/></cols><sheetData><row r="1" spans="1:3" s="1" customFormat="1" x14ac:dyDescent="0.25"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="1"/></row><row r="3" spans="1:3"><c r="A3" s="0" t="s" cm="1"><v>1</v></c></row></sheetData><autoFilter ref="A1:B3"/><conditionalFormatting sqref="A1"><cfRule type="expression"><formula>A1="x"</formula></cfRule></conditionalFormatting><dataValidations count="1"><dataValidation sqref="A2"><formula1>"text,note"</formula1></dataValidation></dataValidations><hyperlinks><hyperlink ref="A3" r:id="h"/></hyperlinks><pageMargins left="0.7"/><extLst><ext uri="{x}"><x14:dataValidations><x14:row r="0"><x14:c><x14:v>1</x14:v></x14:c></x14:row></x14:dataValidations></ext></extLst></worksheet>`;
  expect(await surveyOf(bind(parts))).toEqual([
    { row: 1, cells: ["type"] },
    { row: 3, cells: [" text "] },
  ]);
});

test("a program may have its own prefixes, and leave out what it does not need", async () => {
  const parts = book();
  parts["xl/worksheets/sheet1.xml"] =
    '<x:worksheet xmlns:x="urn:x"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>type</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>';
  expect(await surveyOf(bind(parts))).toEqual([{ row: 1, cells: ["type"] }]);
});

test("what lies beside the header, and rows that are only formatted, are not there", async () => {
  const rows = `${rowsXml([["type", "name"], [], ["", ""]])}<row r="40" s="3"/><row r="50"><c t="inlineStr"><is><t>text</t></is></c><c/><c t="e"><v>#REF!</v></c></row>`;
  expect(await surveyOf(bind(book({ survey: rows })))).toEqual([
    { row: 1, cells: ["type", "name"] },
    { row: 50, cells: ["text"] },
  ]);
});

test("every cell that shows an error is told, with its column, beside the form's other mistakes", async () => {
  const path = await written(
    "form.xlsx",
    bind(
      book({
        Survey: rowsXml([
          ["type", "name", "relevant"],
          ["text", "a", '<c t="e"><v>#REF!</v></c>'],
          ["txt", "b", '<c t="e"><f>B2</f><v>#NAME?</v></c>'],
        ]),
      }),
    ),
  );
  const { problems } = await compileForm(path);
  expect(
    problems
      .filter(({ severity }) => severity === "error")
      .map(({ sheet, row, column, code }) => [sheet, row, column, code].join(" ")),
  ).toEqual([
    "Survey 2 relevant form-unreadable",
    "Survey 3 relevant form-unreadable",
    "Survey 3 type type-unknown",
  ]);
});

test("tables and pictures that the cells name are read, and no other file in the folder", async () => {
  const folder = temporaryDir();
  const sheets = sheetsOf({
    survey:
      "type | name | label | image | calculation\nselect_one_from_file towns.csv | t | بلدة | map.png |\ncalculate | c | | | pulldata('rates', 'b', 'a', 'x')",
  });
  await writeFile(join(folder, "form.xlsx"), writeWorkbook(sheets, false));
  await writeFile(join(folder, "towns.csv"), "name,label\nnawa,نوى\n");
  await writeFile(join(folder, "rates.csv"), "a,b\nx,y\n");
  await writeFile(join(folder, "map.png"), "png");
  await writeFile(join(folder, "private.csv"), Buffer.from([0xff]));
  await mkdir(join(folder, "other.csv"));
  const { definition, problems } = await compileForm(join(folder, "form.xlsx"));
  expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(Object.keys(definition?.tables ?? {}).sort()).toEqual(["rates", "towns"]);
  expect(Object.keys(definition?.media ?? {})).toEqual(["map.png"]);
});

test("a form is also found by its survey sheet, and nothing is found where nothing is", async () => {
  const { definition } = await compileForm("questionnaires/returnee-interview/survey.csv");
  expect(definition?.id).toBe("returnee_interview");
  expect((await compileForm(join(temporaryDir(), "nowhere.xlsx"))).problems).toMatchObject([
    { code: "form-unreadable", details: { reason: "no-folder" } },
  ]);
});

test("a file that has gone, or may not be read, is told as such", async () => {
  const path = join(temporaryDir(), "gone.csv");
  expect(await readBounded(path, "gone")).toMatchObject({
    code: "form-unreadable",
    sheet: "gone",
    details: { reason: "no-file" },
  });
});

test("parts that the form does not need may have names in any script", async () => {
  const parts = partsOf(book());
  const name = Buffer.from("xl/media/صورة.png").toString("latin1");
  const file = forgeZip([...parts, { name, content: "png", says: { flags: 0x800 } }]);
  expect(await surveyOf(file)).toHaveLength(2);
});

test("a sheet that is not the form's may hold anything", async () => {
  const parts = book({ survey: rowsXml([["type"]]), "my notes": "" });
  parts["xl/worksheets/sheet2.xml"] = sheetXml("<row r='0'>");
  expect(await surveyOf(bind(parts))).toHaveLength(1);
});
