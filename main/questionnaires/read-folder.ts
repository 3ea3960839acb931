import { basename, join } from "node:path";
import type { Problem, Sheet } from "../../shared/questionnaire/index.ts";
import { readTable, type TableRow } from "./read-table.ts";
import { listFiles, readBounded, readSideFiles, tableName } from "./side-files.ts";
import { idFrom, unreadable, type WrittenForm } from "./written-form.ts";

const sheetNames = ["survey", "choices", "settings", "external_choices", "entities"];

/** Whether a file in a folder is a sheet of its form and not a table beside it. */
export const isSheetFile = (name: string) =>
  sheetNames.includes((tableName(name) ?? "").toLowerCase());

/**
 * Reads a form written as a folder of CSV files: `survey.csv`, `choices.csv`, `settings.csv`, and
 * beside them the tables and media it names.
 *
 * Whatever cannot be read is a problem with its sheet and row, never a guess and never an
 * exception. A file may have 20 MiB. Links are not followed.
 */
export async function readFolder(folder: string): Promise<WrittenForm> {
  const problems: Problem[] = [];
  const sheets: Sheet[] = [];
  const fallbackId = idFrom(basename(folder));
  const names = await listFiles(folder);
  if (!names) problems.push(unreadable("survey", 0, "no-folder"));
  for (const name of (names ?? []).filter(isSheetFile)) {
    const sheet = tableName(name) ?? "";
    const bytes = await readBounded(join(folder, name), sheet);
    if (!Buffer.isBuffer(bytes)) {
      problems.push(bytes);
      continue;
    }
    const rows = readTable(bytes, (row, why) => problems.push(unreadable(sheet, row, why)));
    if (rows) sheets.push({ name: sheet, rows: rows.filter(hasContent) });
  }
  const beside = await readSideFiles(folder, names ?? [], (name) => !isSheetFile(name));
  return { sheets, files: beside.files, problems: [...problems, ...beside.problems], fallbackId };
}

const hasContent = ({ cells }: TableRow) => cells.some((cell) => cell.trim() !== "");
