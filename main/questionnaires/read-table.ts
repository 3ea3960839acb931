import { CsvError, parse } from "csv-parse/sync";
import { limits } from "../../shared/questionnaire/index.ts";

/** What all cells of a file may be; a form of the largest kind has a third of it. */
export const mostCells = 3_000_000;

/** Enough of a header to see how its cells are separated. */
const mostOfHeader = 64 * 1024;

export interface TableRow {
  readonly row: number;
  readonly cells: readonly string[];
}

/**
 * Reads a CSV file: UTF-8, with or without a byte-order mark, cells separated by the sign that the
 * header uses most, comma, semicolon or tab.
 *
 * Null after `complain` was told the row and why: `not-utf8`, `too-many-cells`, `bad-quote`,
 * `bad-row`.
 */
export function readTable(
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
  const delimiter = delimiterOf(text);
  if (!fewerThan(mostCells, text, [delimiter, "\n"])) {
    complain(0, "too-many-cells");
    return null;
  }
  try {
    const rows = parse(text, {
      delimiter,
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

/**
 * Whether a text has fewer of these signs than so many; they are counted before anything is made.
 */
function fewerThan(most: number, text: string, signs: readonly string[]): boolean {
  let count = 0;
  for (const sign of signs)
    for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1))
      if (++count >= most) return false;
  return true;
}

/** The sign between cells, by the first line: spreadsheets write what their country is used to. */
function delimiterOf(text: string): string {
  const header = /^[^\r\n]*/.exec(text.slice(0, mostOfHeader))?.[0] ?? "";
  const counted = [",", ";", "\t"].map((sign) => ({ sign, count: header.split(sign).length }));
  return counted.reduce((best, each) => (each.count > best.count ? each : best)).sign;
}
