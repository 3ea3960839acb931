import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { compileFolder } from "../../../main/questionnaires/compile-folder.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "daftar-form-"));
});
afterEach(() => rm(folder, { recursive: true }));

const write = (name: string, content: string | Buffer) => writeFile(join(folder, name), content);
const survey = "type,name,label\ntext,a,أ\n";

const problems = async () =>
  (await compileFolder(folder)).problems.map(({ sheet, row, code, details }) =>
    `${sheet} ${row} ${code} ${details.reason ?? ""}`.trim(),
  );

test("a folder of CSV files is a form, with or without a byte-order mark", async () => {
  await write("survey.csv", `\ufeff${survey}`);
  const { definition } = await compileFolder(folder);
  expect(definition?.nodes.map(({ name }) => name)).toEqual(["a"]);
  expect(definition?.id).toMatch(/^daftar-form-/);
});

test.each([
  [";", "type;name;label\ntext;a;نعم, لا\n"],
  ["\t", "type\tname\tlabel\r\ntext\ta\tنعم, لا\r\n"],
])("cells may be separated as the spreadsheet is used to: %j", async (_, text) => {
  await write("survey.csv", text);
  const { definition } = await compileFolder(folder);
  expect(definition?.nodes[0]?.label).toEqual({ default: "نعم, لا" });
});

test("rows are counted as the spreadsheet shows them, also after cells of several lines", async () => {
  await write("survey.csv", 'type,name,label\ntext,a,"سطر\nوآخر"\n\n,,\ntxt,b,ب\n');
  expect(await problems()).toEqual(["survey 5 type-unknown"]);
});

test.each([
  [
    "a quotation mark that is not closed",
    'type,name,label\ntext,a,أ\ntext,b,"ب\n',
    "survey 3 form-unreadable bad-quote",
  ],
  [
    "letters of another encoding",
    Buffer.from("type,name,label\ntext,a,\xc7\n", "latin1"),
    "survey 0 form-unreadable not-utf8",
  ],
])("%s is told with its row", async (_, content, expected) => {
  await write("survey.csv", content);
  expect(await problems()).toContain(expected);
});

test("a file larger than any form is not read", async () => {
  await write("survey.csv", survey);
  await write("towns.csv", Buffer.alloc(21 * 1024 * 1024, "a"));
  expect(await problems()).toContain("towns 0 file-too-large too-large");
});

test("a folder that is not there, and one without a form, say so", async () => {
  expect((await compileFolder(join(folder, "nowhere"))).problems).toMatchObject([
    { code: "form-unreadable", details: { reason: "no-folder" } },
  ]);
  await mkdir(join(folder, "survey.csv"));
  expect(await problems()).toEqual(["survey 0 sheet-missing"]);
});

test("tables and pictures beside the form belong to it by their content", async () => {
  await write(
    "survey.csv",
    "type,name,label,image\nselect_one_from_file towns.csv,t,بلدة,map.png\n",
  );
  await write("towns.csv", "name,label\nnawa,نوى\n");
  await write("map.png", Buffer.from([137, 80, 78, 71]));
  await write("private.txt", "not part of any form");
  const first = (await compileFolder(folder)).definition;
  expect(first?.tables.towns?.rows).toEqual([["nawa", "نوى"]]);
  expect(Object.keys(first?.media ?? {})).toEqual(["map.png"]);
  await write("map.png", Buffer.from([137, 80, 78, 72]));
  expect((await compileFolder(folder)).definition?.hash).not.toBe(first?.hash);
});
