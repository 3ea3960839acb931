import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { limits, type Problem } from "../../shared/questionnaire/index.ts";
import { sha256Hex } from "../vault/hash.ts";
import { readTable } from "./read-table.ts";
import { type FormFile, mostFileBytes, tooLarge, unreadable } from "./written-form.ts";

const mostFiles = 1_000;
const mediaNames = /\.(jpe?g|png|gif|svg|webp|mp3|wav|ogg|m4a|mp4|3gp|webm)$/i;

/** A table's name without `.csv`; undefined for any other file. */
export const tableName = (file: string) => /^(.+)\.csv$/i.exec(file)?.[1];

/** Whether a form could use a file of that name at all. */
export const isSideFile = (file: string) => tableName(file) !== undefined || mediaNames.test(file);

/**
 * Reads the tables and media in a folder, as far as `wants` them by their name.
 *
 * Whatever cannot be read is a problem with its row, never a guess and never an exception. Links
 * are not followed. A file of more than 20 MiB is not read.
 */
export async function readSideFiles(
  folder: string,
  names: readonly string[],
  wants: (name: string) => boolean,
): Promise<{ readonly files: readonly FormFile[]; readonly problems: readonly Problem[] }> {
  const files: FormFile[] = [];
  const problems: Problem[] = [];
  const wanted = names.filter((name) => isSideFile(name) && wants(name));
  for (const name of wanted.slice(0, mostFiles)) {
    const sheet = tableName(name);
    const bytes = await readBounded(join(folder, name), sheet ?? name);
    if (!Buffer.isBuffer(bytes)) {
      problems.push(bytes);
      continue;
    }
    const sha256 = sha256Hex(bytes);
    if (sheet === undefined) {
      files.push({ name, sha256, table: null, bytes: null });
      continue;
    }
    const rows = readTable(bytes, (row, why) => problems.push(unreadable(sheet, row, why)));
    if (rows && rows.length > limits.tableRows + 1) problems.push(tooLarge(sheet));
    else if (rows) files.push({ name, sha256, table: rows.map(({ cells }) => cells), bytes });
  }
  return { files, problems };
}

/** Plain files only, in the order of their names; null when this is no folder we can read. */
export async function listFiles(folder: string): Promise<readonly string[] | null> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => entry.name)
      .sort();
  } catch {
    return null;
  }
}

/** A file of a form, or why not: larger than any, or there is nothing here that may be read. */
export async function readBounded(path: string, sheet: string): Promise<Buffer | Problem> {
  try {
    const { size } = await stat(path);
    return size > mostFileBytes ? tooLarge(sheet) : await readFile(path);
  } catch (error) {
    if (typeof (error as { code?: unknown }).code !== "string") throw error;
    return unreadable(sheet, 0, "no-file");
  }
}
