import { basename, dirname } from "node:path";
import type { Problem, Sheets, SideFile } from "../../shared/questionnaire/index.ts";
import { isSheetFile } from "./read-folder.ts";
import { listFiles, readBounded, readSideFiles, tableName } from "./side-files.ts";
import { idFrom, unreadable, type WrittenForm } from "./written-form.ts";
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

/** Only what some cell speaks of: a workbook often lies among files that are no part of it. */
async function readBeside(
  folder: string,
  sheets: Sheets,
): Promise<{ readonly files: readonly SideFile[]; readonly problems: readonly Problem[] }> {
  const names = (await listFiles(folder)) ?? [];
  const cells = new Set(
    sheets.flatMap(({ rows }) => rows.flatMap((row) => row.cells.map((cell) => cell.trim()))),
  );
  const spoken = [...cells];
  return readSideFiles(folder, names, (name) => {
    const table = tableName(name);
    if (table === undefined) return cells.has(name);
    return !isSheetFile(name) && spoken.some((cell) => cell.includes(table));
  });
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
