import { stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import {
  type Compiled,
  compile,
  type Named,
  type OtherWords,
} from "../../shared/questionnaire/index.ts";
import { sha256Hex } from "../vault/hash.ts";
import { readFolder } from "./read-folder.ts";
import { readXlsx } from "./read-xlsx.ts";
import { unreadable, type WrittenForm } from "./written-form.ts";

/** A compiled form, and the bytes of the tables it looks things up in, by their SHA-256. */
export interface CompiledForm extends Compiled {
  readonly tables: ReadonlyMap<string, Buffer>;
}

/**
 * Compiles the form that lies at a path: a workbook, a folder of CSV files, or a file `survey.csv`,
 * which stands for its folder because a dialog for files cannot choose one.
 *
 * What could not be read and what could not be compiled come together, so that an author can mend
 * all of it at once. `orOther` are the words that `or_other` adds, by language tag.
 */
export async function compileForm(
  path: string,
  orOther: Named<OtherWords> = {},
): Promise<CompiledForm> {
  return compileWritten(await readForm(path), orOther);
}

async function readForm(path: string): Promise<WrittenForm> {
  const found = await stat(path).catch(() => null);
  if (found?.isFile())
    return /^survey\.csv$/i.test(basename(path)) ? readFolder(dirname(path)) : readXlsx(path);
  if (found?.isDirectory()) return readFolder(path);
  const problems = [unreadable("survey", 0, "no-folder")];
  return { sheets: [], files: [], problems, fallbackId: "" };
}

/** Compiles what was read of a form. */
export function compileWritten(form: WrittenForm, orOther: Named<OtherWords>): CompiledForm {
  const { sheets, files, problems, fallbackId } = form;
  if (sheets.length === 0 && problems.length > 0)
    return { definition: null, problems, unsupported: [], tables: new Map() };
  const compiled = compile(sheets, files, { sha256: sha256Hex, fallbackId, orOther });
  const definition = problems.length > 0 ? null : compiled.definition;
  const used = new Set(Object.values(definition?.tables ?? {}).map(({ sha256 }) => sha256));
  const tables = files.flatMap(({ sha256, bytes }) =>
    bytes && used.has(sha256) ? [[sha256, bytes] as const] : [],
  );
  return {
    definition,
    problems: [...problems, ...compiled.problems],
    unsupported: compiled.unsupported,
    tables: new Map(tables),
  };
}
