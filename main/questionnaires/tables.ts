import type { Table } from "../../shared/questionnaire/definition/definition.ts";
import { limits } from "../../shared/questionnaire/index.ts";
import { readTable } from "./read-table.ts";
import { mostFileBytes } from "./written-form.ts";

/** The bytes of a table by their SHA-256; `null` when they are not there, or not whole. */
export type TableBytes = (sha256: string) => Buffer | null;

/**
 * Reads the tables that a definition's canonical text names, as far as they are there and are tables.
 *
 * What is missing is left out, and whoever reads the definition finds it missing. The text may come
 * from anywhere: one that is no definition names no tables. `bytesOf` answers for the hashes.
 */
export function tablesOf(text: string, bytesOf: TableBytes): ReadonlyMap<string, Table> {
  const found = new Map<string, Table>();
  for (const sha256 of tablesNamed(text)) {
    const bytes = bytesOf(sha256);
    if (!bytes || bytes.length > mostFileBytes) continue;
    const rows = readTable(bytes, () => {});
    const [columns, ...others] = rows?.map(({ cells }) => cells) ?? [];
    if (columns && others.length <= limits.tableRows)
      found.set(sha256, { sha256, columns, rows: others });
  }
  return found;
}

function tablesNamed(text: string): readonly string[] {
  try {
    const { tables } = JSON.parse(text) as {
      readonly tables?: { readonly [name: string]: { readonly sha256?: unknown } };
    };
    const named = Object.values(tables ?? {}).map((table) => table?.sha256);
    return [...new Set(named)].filter((sha256) => typeof sha256 === "string").sort();
  } catch {
    return [];
  }
}
