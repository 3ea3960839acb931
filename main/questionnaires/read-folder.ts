import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { CsvError, parse } from "csv-parse/sync";
import {
  limits,
  type Problem,
  type Sheet,
  type Sheets,
  type SideFile,
} from "../../shared/questionnaire/index.ts";
import { sha256Hex } from "../vault/hash.ts";

/** A form as it lies in a folder: its sheets, what lies beside them, and what could not be read. */
export interface FormFolder {
  readonly sheets: Sheets;
  readonly files: readonly SideFile[];
  readonly problems: readonly Problem[];
  /** What a form without a `form_id` is called. */
  readonly fallbackId: string;
}

const sheetNames = ["survey", "choices", "settings", "external_choices", "entities"];
const mostBytes = 20 * 1024 * 1024;
const mostFiles = 1_000;
const mediaNames = /\.(jpe?g|png|gif|svg|webp|mp3|wav|ogg|m4a|mp4|3gp|webm)$/i;

/**
 * Reads a form written as a folder of CSV files: `survey.csv`, `choices.csv`, `settings.csv`, and
 * beside them the tables and media it names.
 *
 * Whatever cannot be read is a problem with its sheet and row, never a guess and never an
 * exception. Files are UTF-8, with or without a byte-order mark, at most 20 MiB each; cells are
 * separated by the sign that the header uses most, comma, semicolon or tab. Links are not followed.
 */
export async function readFolder(folder: string): Promise<FormFolder> {
  const problems: Problem[] = [];
  const complain = (sheet: string, row: number, reason: string) =>
    problems.push({
      severity: "error",
      code: reason === "too-large" ? "file-too-large" : "form-unreadable",
      sheet,
      row,
      column: "",
      details: {
        reason,
        most: mostBytes / 1024 / 1024,
        rows: limits.tableRows,
        ...(reason === "too-large" ? {} : { context: reason }),
      },
    });
  const sheets: Sheet[] = [];
  const files: SideFile[] = [];
  const fallbackId = basename(folder).replace(/[^\p{L}\p{N}_.-]+/gu, "_");
  const names = await listFiles(folder);
  if (!names) complain("survey", 0, "no-folder");
  for (const name of (names ?? []).slice(0, mostFiles)) {
    const stem = name.replace(/\.csv$/i, "");
    const isTable = stem !== name;
    if (!isTable && !mediaNames.test(name)) continue;
    const bytes = await readBounded(join(folder, name));
    if (bytes === null) {
      complain(stem, 0, "too-large");
      continue;
    }
    const table = isTable ? readTable(bytes, (row, reason) => complain(stem, row, reason)) : null;
    if (isTable && sheetNames.includes(stem.toLowerCase())) {
      if (table) sheets.push({ name: stem, rows: table.filter(hasContent) });
    } else if (table && table.length > limits.tableRows + 1) complain(stem, 0, "too-large");
    else if (!isTable || table) {
      const rows = table ? table.map(({ cells }) => cells) : null;
      files.push({ name, sha256: sha256Hex(bytes), table: rows });
    }
  }
  return { sheets, files, problems, fallbackId };
}

/** Plain files only, in the order of their names; null when this is no folder we can read. */
async function listFiles(folder: string): Promise<readonly string[] | null> {
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

async function readBounded(path: string): Promise<Buffer | null> {
  const { size } = await stat(path);
  return size > mostBytes ? null : readFile(path);
}

interface TableRow {
  readonly row: number;
  readonly cells: readonly string[];
}

function readTable(
  bytes: Buffer,
  complain: (row: number, reason: string) => void,
): readonly TableRow[] | null {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    complain(0, "not-utf8");
    return null;
  }
  try {
    const rows = parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      skip_empty_lines: false,
      max_record_size: limits.columns * limits.cell,
    });
    return rows.map((cells, at) => ({ row: at + 1, cells }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const records = (error as unknown as { readonly records?: number }).records ?? 0;
    complain(records + 1, error.code.includes("QUOTE") ? "bad-quote" : "bad-row");
    return null;
  }
}

/** The sign between cells, by the first line: spreadsheets write what their country is used to. */
function delimiterOf(text: string): string {
  const header = /^[^\r\n]*/.exec(text)?.[0] ?? "";
  const counted = [",", ";", "\t"].map((sign) => ({ sign, count: header.split(sign).length }));
  return counted.reduce((best, each) => (each.count > best.count ? each : best)).sign;
}

const hasContent = ({ cells }: TableRow) => cells.some((cell) => cell.trim() !== "");
