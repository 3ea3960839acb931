import { open } from "node:fs/promises";
import { basename, dirname } from "node:path";
import type { QuestionnaireHash } from "../../shared/contract/define.ts";
import {
  compile,
  type Definition,
  type SideFile,
  writeSheets,
} from "../../shared/questionnaire/index.ts";
import { type Fault, fail, ok, type Result } from "../../shared/result.ts";
import { type DiskFault, diskFaultOf } from "../vault/disk-fault.ts";
import { sha256Hex } from "../vault/hash.ts";
import { removeQuietly, syncFolder } from "../vault/safe-file.ts";
import type { Vault } from "../vault/vault.ts";
import type { QuestionnaireShelf } from "./shelf.ts";
import { readWorkbook } from "./xlsx/read-workbook.ts";
import { writeWorkbook } from "./xlsx/write-workbook.ts";

export interface ExportDeps {
  readonly vault: Pick<Vault, "note">;
  readonly shelf: Pick<QuestionnaireShelf, "get">;
}

export interface ExportedForm {
  /** The bare name of the file. */
  readonly fileName: string;
  /** Files that must lie beside the workbook, and are not written with it. */
  readonly beside: readonly string[];
}

export type ExportFault =
  | { readonly kind: "questionnaire-unknown" }
  | { readonly kind: "questionnaire-not-writable" }
  | { readonly kind: "target-exists" }
  | { readonly kind: "folder-missing" }
  | DiskFault;

/**
 * Writes a questionnaire of the shelf as a workbook that compiles to the same hash.
 *
 * That is tried before anything is written: the workbook is read back and compiled, with the files
 * it names taken to be beside it. Nothing is ever written over. Faults: `questionnaire-unknown`,
 * `questionnaire-not-writable` when another form came back, `target-exists`, `folder-missing`, and
 * what the disk can do; then no file is left.
 */
export async function exportForm(
  { vault, shelf }: ExportDeps,
  hash: QuestionnaireHash,
  path: string,
): Promise<Result<ExportedForm, ExportFault>> {
  const definition = shelf.get(hash);
  if (!definition) return fail({ kind: "questionnaire-unknown" });
  const bytes = workbookOf(definition);
  if (!(await comesBack(bytes, definition))) return fail({ kind: "questionnaire-not-writable" });
  const written = await writeNew(path, bytes);
  if (!written.ok) return written;
  vault.note("questionnaire-exported", { questionnaire: hash });
  const beside = sideFilesOf(definition).map(({ name }) => name);
  return ok({ fileName: basename(path), beside });
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

async function writeNew(path: string, bytes: Buffer): Promise<Result<void, ExportFault>> {
  let begun = false;
  try {
    const file = await open(path, "wx");
    begun = true;
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    syncFolder(dirname(path));
    return ok(undefined);
  } catch (error) {
    if (begun) removeQuietly(path);
    const fault = faultOf(error, path);
    if (!fault) throw error;
    return fail(fault);
  }
}

function faultOf(error: unknown, path: string): (ExportFault & Fault) | null {
  const code = (error as { code?: unknown } | null)?.code;
  if (code === "EEXIST" || code === "EISDIR") return { kind: "target-exists" };
  if (code === "ENOENT" || code === "ENOTDIR") return { kind: "folder-missing" };
  return diskFaultOf(error, dirname(path));
}
