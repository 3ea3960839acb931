import { readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { QuestionnaireHash } from "../../shared/contract/define.ts";
import {
  compile,
  type Definition,
  type SideFile,
  writeSheets,
} from "../../shared/questionnaire/index.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { sha256Hex } from "../vault/hash.ts";
import { type NewFileFault, writeNew } from "../vault/new-file.ts";
import { removeQuietly } from "../vault/safe-file.ts";
import { orDiskFault } from "../vault/store.ts";
import type { Vault } from "../vault/vault.ts";
import type { QuestionnaireShelf } from "./shelf.ts";
import { readWorkbook } from "./xlsx/read-workbook.ts";
import { writeWorkbook } from "./xlsx/write-workbook.ts";

export interface ExportDeps {
  readonly vault: Pick<Vault, "note" | "store" | "attachments">;
  readonly shelf: Pick<QuestionnaireShelf, "get">;
}

export interface ExportedForm {
  /** The bare name of the file. */
  readonly fileName: string;
  /** The tables it looks things up in, written beside it. */
  readonly tables: readonly string[];
  /** Pictures and sound that belong beside it; they are not kept, and so not written. */
  readonly beside: readonly string[];
}

export type ExportFault =
  | { readonly kind: "questionnaire-unknown" }
  | { readonly kind: "questionnaire-not-writable" }
  | NewFileFault;

/**
 * Writes a questionnaire of the shelf as a workbook that compiles to the same hash.
 *
 * That is tried before anything is written: the workbook is read back and compiled, with the files
 * it names taken to be beside it. Its tables are written first, beside it; one that is there already,
 * to the byte, is left as it is. Nothing is ever written over. Faults: `questionnaire-unknown`,
 * `questionnaire-not-writable` when another form came back, `target-exists`, `folder-missing`, and
 * what the disk can do; then no file of ours is left.
 */
export async function exportForm(
  { vault, shelf }: ExportDeps,
  hash: QuestionnaireHash,
  path: string,
): Promise<Result<ExportedForm, ExportFault>> {
  const found = orDiskFault(() => ok(shelf.get(hash)));
  if (!found.ok) return found;
  const definition = found.value;
  if (!definition) return fail({ kind: "questionnaire-unknown" });
  const bytes = workbookOf(definition);
  if (!(await comesBack(bytes, definition))) return fail({ kind: "questionnaire-not-writable" });
  const tables = orDiskFault(() => ok(tablesBeside(vault, definition, dirname(path))));
  if (!tables.ok) return tables;
  const written = writeAll([...tables.value, { path, bytes }]);
  if (!written.ok) return written;
  vault.note("questionnaire-exported", { questionnaire: hash });
  return ok({
    fileName: basename(path),
    tables: Object.keys(definition.tables).map((name) => `${name}.csv`),
    beside: Object.keys(definition.media),
  });
}

interface NewFile {
  readonly path: string;
  readonly bytes: Buffer;
}

/** The tables of a questionnaire as its author wrote them, but for those that lie there already. */
function tablesBeside(
  { store, attachments }: ExportDeps["vault"],
  { tables }: Definition,
  folder: string,
): readonly NewFile[] {
  return Object.entries(tables).flatMap(([name, { sha256 }]) => {
    const bytes = store.read((db) => attachments.whole(db, sha256));
    // The shelf has just read the questionnaire with its tables.
    if (!bytes) throw new Error("a table of a kept questionnaire cannot be read");
    const path = join(folder, `${name}.csv`);
    return isThere(path, bytes) ? [] : [{ path, bytes }];
  });
}

function isThere(path: string, bytes: Buffer): boolean {
  try {
    return statSync(path).size === bytes.length && readFileSync(path).equals(bytes);
  } catch {
    return false;
  }
}

/** All of them or none: what was written before a fault is taken away again. */
function writeAll(files: readonly NewFile[]): Result<void, ExportFault> {
  const done: string[] = [];
  for (const { path, bytes } of files) {
    const written = writeNew(path, bytes);
    if (!written.ok) {
      for (const each of done) removeQuietly(each);
      return written;
    }
    done.push(path);
  }
  return ok(undefined);
}

/** Sheets run the way of the form's first language. */
const workbookOf = (definition: Definition) =>
  writeWorkbook(writeSheets(definition), definition.languages[0]?.direction === "rtl");

async function comesBack(bytes: Buffer, definition: Definition): Promise<boolean> {
  const { sheets, troubles } = await readWorkbook(bytes);
  const tools = { sha256: sha256Hex, fallbackId: "", orOther: {} };
  const compiled = compile(sheets, sideFilesOf(definition), tools);
  return troubles.length === 0 && compiled.definition?.hash === definition.hash;
}

/** The files a form was compiled with, as far as it speaks of them. */
const sideFilesOf = ({ tables, media }: Definition): readonly SideFile[] => [
  ...Object.entries(tables).map(([name, { sha256, columns, rows }]) => ({
    name: `${name}.csv`,
    sha256,
    table: [columns, ...rows],
  })),
  ...Object.entries(media).map(([name, sha256]) => ({ name, sha256, table: null })),
];
