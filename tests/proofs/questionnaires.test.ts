// Forms are changed at random at every layer, from the bytes of the archive to the expressions in
// its cells, and read as forms from anybody are. Whatever comes, reading ends in time and in little
// memory, with a sound questionnaire or with all that is wrong and where.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadSentences, type Sentences } from "../../main/cli/sentences.ts";
import { compileForm } from "../../main/questionnaires/compile-form.ts";
import { readFolder } from "../../main/questionnaires/read-folder.ts";
import { readWorkbook } from "../../main/questionnaires/xlsx/read-workbook.ts";
import { zipLimits } from "../../main/questionnaires/xlsx/read-zip.ts";
import { writeWorkbook } from "../../main/questionnaires/xlsx/write-workbook.ts";
import { sha256Hex } from "../../main/vault/hash.ts";
import {
  admitDefinition,
  type Compiled,
  canonicalDefinition,
  type Problem,
  type Sheets,
} from "../../shared/questionnaire/index.ts";
import { forgeZip } from "../main/questionnaires/forge-workbook.ts";
import { hostileFolders } from "../main/questionnaires/hostile-folders.ts";
import { bomb, hostileWorkbooks } from "../main/questionnaires/hostile-workbooks.ts";
import { watched } from "../main/questionnaires/watched.ts";
import { sheetsOf, type Tables } from "../shared/questionnaire/scenario.ts";
import { mutate, mutateText } from "./mutate.ts";
import { chance } from "./power-cut/disks.ts";
import { report, seed, whole } from "./report.ts";
import { scratch } from "./scratch.ts";

const mutations = whole ? 5_000 : 200;
const mostSeconds = 2;
const mostMegabytes = 100;
const draw = chance(seed);
const pick = <T>(list: readonly T[]): T => list[Math.floor(draw() * list.length)] as T;

/** Twenty sound forms: the built-in one, pieces of it, and forms with logic and repeats. */
async function seeds(): Promise<readonly Sheets[]> {
  const built = (await readFolder("questionnaires/returnee-interview")).sheets;
  const [survey, ...others] = [...built].sort(({ name }) => (name === "survey" ? -1 : 1));
  const [header, ...rows] = survey?.rows ?? [];
  if (!header) throw new Error("no survey");
  const at = (name: string) => header.cells.indexOf(name);
  const alone = rows.filter(
    ({ cells }) =>
      /^(text|integer|select_|date|note)/.test(cells[at("type")] ?? "") &&
      !cells.join().includes("${"),
  );
  const pieces = Array.from({ length: 17 }, (_, part) => {
    const taken = alone.filter((_, place) => place % 17 === part);
    const first = taken[0]?.cells[at("name")];
    const waiting = taken.map(({ row, cells }, place) => ({
      row,
      cells: place === 0 ? cells : cells.with(at("relevant"), `\${${first}} != '' and 2 > 1`),
    }));
    // Settings name the interview by questions that a piece does not have.
    const lists = new Set(taken.map(({ cells }) => cells[at("type")]?.split(" ")[1]));
    const choices = others
      .filter(({ name }) => name === "choices")
      .map(({ name, rows }) => ({
        name,
        rows: rows.filter(({ cells }, place) => place === 0 || lists.has(cells[0])),
      }));
    return [{ name: "survey", rows: [header, ...waiting] }, ...choices];
  });
  const tables = (name: string): Tables =>
    JSON.parse(readFileSync(`tests/fixtures/forms/${name}.json`, "utf8"));
  return [...pieces, built, sheetsOf(tables("logic")), sheetsOf(tables("repeats"))];
}

/** What is changed, from the outside in; what is around it is made again around the change. */
const layers: { readonly [layer: string]: (sheets: Sheets) => Buffer } = {
  container: (sheets) => mutate(writeWorkbook(sheets, true), draw),
  xml: (sheets) => {
    const parts = partsOf(writeWorkbook(sheets, true));
    const changed = pick(parts).name;
    return forgeZip(
      parts.map(({ name, content }) => ({
        name,
        content: name === changed ? mutate(content, draw) : content,
      })),
    );
  },
  sheets: (sheets) =>
    writeWorkbook(
      changeCells(sheets, () => "", "row"),
      true,
    ),
  cells: (sheets) =>
    writeWorkbook(
      changeCells(sheets, (cell) => mutateText(cell, draw)),
      true,
    ),
  expressions: (sheets) => writeWorkbook(changeCells(sheets, disturbed, "row", /[${}()=<>]/), true),
  references: (sheets) =>
    writeWorkbook(
      changeCells(
        sheets,
        (cell) => cell.replace(/\$\{[^}]*\}/, `\${${pick(names)}}`),
        "row",
        /\$\{/,
      ),
      true,
    ),
  languages: (sheets) => writeWorkbook(changeCells(sheets, disturbed, "header", /::/), true),
};

const names = [
  "",
  "__proto__",
  "constructor",
  " m0 ",
  "a b",
  "ا",
  "x".repeat(5000),
  ".",
  "..",
  "*",
];
const pieces = [
  "(",
  ")",
  "''",
  '"',
  " and ",
  " or ",
  "=",
  "//*",
  "[",
  "]",
  "..",
  "-",
  "${",
  "}",
  "::",
];
const disturbed = (cell: string): string => {
  const at = Math.floor(draw() * (cell.length + 1));
  const after = Math.min(cell.length, at + Math.floor(draw() * 3));
  return (
    cell.slice(0, at) + pick(pieces).repeat(1 + Math.floor(draw() ** 8 * 500)) + cell.slice(after)
  );
};

/** Changes some cells of one kind, or leaves out or repeats the rows they are in. */
function changeCells(
  sheets: Sheets,
  change: (cell: string) => string,
  where: "any" | "row" | "header" = "any",
  like = /./,
): Sheets {
  const at = Math.floor(draw() * sheets.length);
  return sheets.map((sheet, place) => {
    const rows = sheet.rows.map(({ row, cells }, index) => {
      const isHeader = index === 0;
      const chosen = place === at && isHeader === (where === "header") && draw() < 0.3;
      const changed = (cell: string) => (like.test(cell) && draw() < 0.5 ? change(cell) : cell);
      return { row, cells: chosen ? cells.map(changed) : cells };
    });
    const left = place === at && where === "row" ? rows.filter(() => draw() > 0.05) : rows;
    return { name: sheet.name, rows: left };
  });
}

/** The parts of a workbook of ours, which is not packed. */
function partsOf(file: Buffer): { readonly name: string; readonly content: Buffer }[] {
  const parts: { name: string; content: Buffer }[] = [];
  for (let at = 0; file.readUInt32LE(at) === 0x04034b50; ) {
    const begins = at + 30 + file.readUInt16LE(at + 26);
    const ends = begins + file.readUInt32LE(at + 18);
    parts.push({
      name: file.toString("latin1", at + 30, begins),
      content: file.subarray(begins, ends),
    });
    at = ends;
  }
  return parts;
}

const csvOf = (sheet: Sheets[number]) =>
  sheet.rows
    .map(({ cells }) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(","))
    .join("\n");

/** Everything that is not as it should be after a form was read. */
function faultsOf({ definition, problems }: Compiled, said: readonly Sentences[]): string[] {
  const faults: string[] = [];
  const errors = problems.filter(({ severity }) => severity === "error");
  if ((definition === null) !== errors.length > 0) faults.push("no form and no error, or both");
  for (const problem of problems) {
    const { sheet, row, column } = problem;
    if (sheet === "" || !Number.isInteger(row) || row < 0 || typeof column !== "string")
      faults.push("a problem without its place");
    for (const language of said)
      if (!isSaid(problem, language)) faults.push(`${problem.code} cannot be said`);
  }
  if (definition) {
    const text = canonicalDefinition(definition);
    if (sha256Hex(text) !== definition.hash) faults.push("another hash");
    if (!admitDefinition(text, definition.hash, new Map()).ok) faults.push("not admitted again");
  }
  return faults;
}

/** Whether a problem has its whole sentence; the author's own words in it could be anything. */
function isSaid(problem: Problem, { problem: say }: Sentences): boolean {
  const details = Object.fromEntries(
    Object.entries(problem.details).map(([name, value]) => [
      name,
      name === "context" || typeof value === "number" ? value : "×",
    ]),
  );
  return !/^problem\.|\{\{|undefined/.test(say({ ...problem, details }));
}

test("whatever a form is, reading it ends in time, with a form or with its faults", {
  timeout: 3_600_000,
}, async () => {
  const { dir, remove } = scratch("questionnaires");
  const said = [await loadSentences("ar"), await loadSentences("en")];
  const forms = await seeds();
  const layerNames = [...Object.keys(layers), "folder"];
  const counts = new Map(layerNames.map((name) => [name, { refused: 0, other: 0, same: 0 }]));
  const codes = new Set<string>();
  const worst = { seconds: 0, slowest: "", megabytes: 0 };
  const read = async (path: string, what: string) => {
    const { result, seconds, megabytes } = await watched(() => compileForm(path));
    if (seconds > worst.seconds) Object.assign(worst, { seconds, slowest: what });
    worst.megabytes = Math.max(worst.megabytes, megabytes);
    expect([what, faultsOf(result, said)]).toEqual([what, []]);
    for (const { code } of result.problems) codes.add(code);
    return result;
  };
  const place = (name: string, content: string | Buffer) => {
    writeFileSync(join(dir, name), content);
    return join(dir, name);
  };
  const folder = (files: { readonly [name: string]: string | Buffer }) => {
    const path = join(dir, "form");
    rmSync(path, { recursive: true, force: true });
    mkdirSync(path);
    for (const [name, content] of Object.entries(files)) writeFileSync(join(path, name), content);
    return path;
  };

  try {
    // Each is sound before it is changed; and the reader is warm before anything is measured.
    const sound = new Map<Sheets, string>();
    for (const sheets of forms) {
      const { definition } = await compileForm(place("sound.xlsx", writeWorkbook(sheets, true)));
      sound.set(sheets, definition?.hash ?? "");
    }
    expect([...sound.values()]).not.toContain("");
    for (let i = 0; i < mutations; i++) {
      const layer = layerNames[i % layerNames.length] ?? "";
      const sheets = pick(forms);
      const path =
        layer === "folder"
          ? folder(
              Object.fromEntries(
                sheets.map((sheet) => [
                  `${sheet.name}.csv`,
                  draw() < 0.5 ? mutate(Buffer.from(csvOf(sheet)), draw) : csvOf(sheet),
                ]),
              ),
            )
          : place("mutated.xlsx", layers[layer]?.(sheets) ?? "");
      const { definition } = await read(path, `${layer} ${i}`);
      const count = counts.get(layer);
      const became = definition?.hash === sound.get(sheets) ? "same" : "other";
      if (count) count[definition ? became : "refused"]++;
    }
    for (const [what, make] of hostileWorkbooks)
      expect((await read(place("hostile.xlsx", make()), what)).definition).toBeNull();
    for (const [what, make] of hostileFolders)
      expect((await read(folder(make()), what)).definition).toBeNull();
    expect([worst.slowest, worst.seconds < mostSeconds]).toEqual([worst.slowest, true]);
    expect(worst.megabytes).toBeLessThan(mostMegabytes);
    // The changes have been met: at every layer forms came to be refused, or to be others.
    for (const [layer, { refused, other }] of counts)
      expect([layer, refused + other > 0]).toEqual([layer, true]);

    // The control: without its limits the reader unpacks the bomb, and that is felt.
    const none = Number.POSITIVE_INFINITY;
    const limitless = { ...zipLimits, unpackedBytes: none, ratio: none, partBytes: none };
    const exploded = await watched(() => readWorkbook(bomb(), limitless));
    expect(exploded.seconds > mostSeconds || exploded.megabytes > mostMegabytes).toBe(true);
    report({
      proof: "questionnaires",
      counts: {
        mutations,
        "made by hand": hostileWorkbooks.length + hostileFolders.length,
        refused: [...counts.values()].reduce((sum, { refused }) => sum + refused, 0),
        "kinds of problems": codes.size,
        "milliseconds at most": Math.round(worst.seconds * 1000),
        "megabytes at most": Math.round(worst.megabytes),
        "megabytes of the control": Math.round(exploded.megabytes),
      },
      seed,
    });
  } finally {
    remove();
  }
});
