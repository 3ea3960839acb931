import { existsSync } from "node:fs";
import { basename, dirname } from "node:path";
import type { QuestionnaireHash } from "../../shared/contract/define.ts";
import {
  compile,
  type Definition,
  type SideFile,
  writeSheets,
} from "../../shared/questionnaire/index.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { type DiskFault, DiskTrouble, diskFaultOf } from "../vault/disk-fault.ts";
import { sha256Hex } from "../vault/hash.ts";
import { replaceFile } from "../vault/safe-file.ts";
import { orDiskFault } from "../vault/store.ts";
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
  const found = orDiskFault(() => ok(shelf.get(hash)));
  if (!found.ok) return found;
  const definition = found.value;
  if (!definition) return fail({ kind: "questionnaire-unknown" });
  const bytes = workbookOf(definition);
  if (!(await comesBack(bytes, definition))) return fail({ kind: "questionnaire-not-writable" });
  const written = writeNew(path, bytes);
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

/** Whole under its name or not there at all, also after a power cut. */
function writeNew(path: string, bytes: Buffer): Result<void, ExportFault> {
  if (existsSync(path)) return fail({ kind: "target-exists" });
  try {
    replaceFile(path, bytes, (written) => {
      if (!written.equals(bytes)) throw new DiskTrouble({ kind: "disk-failing" });
    });
    return ok(undefined);
  } catch (error) {
    const code = (error as { code?: unknown } | null)?.code;
    if (code === "ENOENT" || code === "ENOTDIR") return fail({ kind: "folder-missing" });
    const fault = diskFaultOf(error, dirname(path));
    if (!fault) throw error;
    return fail(fault);
  }
}
