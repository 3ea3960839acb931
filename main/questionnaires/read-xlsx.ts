import { basename, dirname } from "node:path";
import { type Problem, type Sheets, wordOf } from "../../shared/questionnaire/index.ts";
import { isSheetFile } from "./read-folder.ts";
import { isSideFile, listFiles, readBounded, readSideFiles, tableName } from "./side-files.ts";
import { type FormFile, idFrom, unreadable, type WrittenForm } from "./written-form.ts";
import { type ReadWorkbook, readWorkbook, sheetLimits } from "./xlsx/read-workbook.ts";

/**
 * Reads a form written as a workbook, and beside it the tables and media that its cells name.
 *
 * Whatever cannot be read is a problem with its sheet, row and column, never a guess and never an
 * exception; `sheets` is then empty unless it is about single cells. Other files in the folder are
 * not opened.
 */
export async function readXlsx(path: string): Promise<WrittenForm> {
  const fallbackId = idFrom(basename(path).replace(/\.xlsx$/i, ""));
  const nothing = { sheets: [], files: [], fallbackId };
  const bytes = await readBounded(path, "survey");
  if (!Buffer.isBuffer(bytes)) return { ...nothing, problems: [bytes] };
  const { sheets, troubles, whole } = await readWorkbook(bytes);
  const problems = troubles.map(problemOf);
  if (!whole) return { ...nothing, problems };
  const beside = await readBeside(dirname(path), sheets);
  return { sheets, files: beside.files, problems: [...problems, ...beside.problems], fallbackId };
}

/**
 * Only what some cell speaks of: a workbook often lies among files that are no part of it. Media
 * are named by a whole cell, tables somewhere in the survey.
 */
async function readBeside(
  folder: string,
  sheets: Sheets,
): Promise<{ readonly files: readonly FormFile[]; readonly problems: readonly Problem[] }> {
  const names = ((await listFiles(folder)) ?? []).filter(isSideFile);
  const tables = names.flatMap((name) => {
    const table = isSheetFile(name) ? undefined : tableName(name);
    return table === undefined ? [] : [{ name, table }];
  });
  const media = new Set(names.filter((name) => tableName(name) === undefined));
  const spoken = new Set<string>();
  for (const { name, rows } of names.length > 0 ? sheets : []) {
    const searched = wordOf(name) === "survey" ? tables : [];
    for (const { cells } of rows)
      for (const cell of cells) {
        if (media.has(cell.trim())) spoken.add(cell.trim());
        for (const each of searched) if (cell.includes(each.table)) spoken.add(each.name);
      }
  }
  return readSideFiles(folder, names, (name) => spoken.has(name));
}

/** Where the whole workbook is meant, its first needed sheet stands for it. */
function problemOf({ sheet, reason, place }: ReadWorkbook["troubles"][number]): Problem {
  const where = { sheet: sheet || "survey", ...place };
  if (typeof reason === "string") return unreadable(where.sheet, place.row, reason, place.column);
  const { tooMuch } = reason;
  const code = tooMuch === "workbook" ? "file-too-large" : "form-too-large";
  const details = { context: tooMuch, most: sheetLimits[tooMuch] };
  return { severity: "error", code, ...where, details };
}
