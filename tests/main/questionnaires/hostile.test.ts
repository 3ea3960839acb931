// Forms made to hurt. Each is refused or bounded within two seconds and a hundred megabytes.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadSentences } from "../../../main/cli/sentences.ts";
import { compileForm } from "../../../main/questionnaires/compile-form.ts";
import type { Problem } from "../../../shared/questionnaire/index.ts";
import { temporaryDir } from "../vault/small-world.ts";
import { bind, book, forgeZip, partsOf, rowsXml } from "./forge-workbook.ts";
import { type Folder, hostileFolders } from "./hostile-folders.ts";
import { hostileWorkbooks } from "./hostile-workbooks.ts";
import { watched } from "./watched.ts";

/** Reads the form at a path and says what its author is told, in time and in little memory. */
async function read(path: string) {
  const { result, seconds, megabytes } = await watched(() => compileForm(path));
  expect(seconds).toBeLessThan(2);
  expect(megabytes).toBeLessThan(100);
  const told = result.problems
    .filter(({ severity }) => severity === "error")
    .map(({ sheet, row, column, code, details }) =>
      `${sheet} ${row} ${column} ${code} ${details.context ?? ""}`.replace(/ +/g, " ").trim(),
    );
  return { ...result, told };
}

function readWorkbook(file: Buffer) {
  const path = join(temporaryDir(), "form.xlsx");
  writeFileSync(path, file);
  return read(path);
}

function readFolder(folder: Folder) {
  const dir = temporaryDir();
  for (const [name, content] of Object.entries(folder)) writeFileSync(join(dir, name), content);
  return read(dir);
}

async function expectSentences(problems: readonly Problem[]) {
  for (const language of ["ar", "en"] as const) {
    const { problem } = await loadSentences(language);
    for (const one of problems) expect(problem(one)).not.toMatch(/\{\{|^problem\.|undefined/);
  }
}

test.each(hostileWorkbooks)("%s is refused, and told", async (_, file, expected) => {
  const { definition, told, problems } = await readWorkbook(file());
  expect(told).toEqual(expected);
  expect(definition).toBeNull();
  await expectSentences(problems);
});

test.each(hostileFolders)("in a folder, %s is refused, and told", async (_, folder, expected) => {
  const { definition, told, problems } = await readFolder(folder());
  expect(told.slice(0, 3)).toEqual(expected);
  expect(definition).toBeNull();
  await expectSentences(problems);
});

test("an honest workbook of the same making is read", async () => {
  expect((await readWorkbook(bind(book()))).definition?.nodes.map(({ name }) => name)).toEqual([
    "a",
  ]);
});

test("macros, pictures and links to other files are there and never looked at", async () => {
  const plain = await readWorkbook(bind(book()));
  const parts = book();
  // Unpacking any of these would fail: what they say of themselves is not true.
  const says = { crc: 1 };
  const file = forgeZip([
    ...partsOf(parts),
    { name: "xl/vbaProject.bin", content: "macros", says },
    { name: "xl/externalLinks/externalLink1.xml", content: "<externalLink/>", says },
    { name: "xl/media/image1.png", content: "png", says },
  ]);
  expect((await readWorkbook(file)).definition?.hash).toBe(plain.definition?.hash);
});

test("names that every object has are names like others", async () => {
  const { definition, told } = await readWorkbook(
    bind(
      book({
        survey: rowsXml([
          ["type", "name", "label", "__proto__"],
          ["select_one constructor", "toString", "x", "polluted"],
        ]),
        choices: rowsXml([
          ["list_name", "name", "label", "__proto__"],
          ["constructor", "hasOwnProperty", "y", "polluted"],
        ]),
      }),
    ),
  );
  expect(told).toEqual([]);
  expect(definition?.nodes[0]?.name).toBe("toString");
  expect(({} as { polluted?: string }).polluted).toBeUndefined();
  expect(Object.prototype).not.toHaveProperty("polluted");
});

test("a form of the largest kind is read in time, and one row more is told", async () => {
  const rows = (count: number) =>
    rowsXml([
      ["type", "name", "label"],
      ...Array.from({ length: count }, (_, at) => ["text", `q${at}`, `سؤال ${at}`]),
    ]);
  expect((await readWorkbook(bind(book({ survey: rows(4999) })))).told).toEqual([]);
  expect((await readWorkbook(bind(book({ survey: rows(9000) })))).told).toContain(
    "survey 0 form-too-large rows",
  );
});
