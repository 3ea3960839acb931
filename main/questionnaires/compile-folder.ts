import type { Named, OtherWords } from "../../shared/questionnaire/index.ts";
import { type CompiledForm, compileWritten } from "./compile-form.ts";
import { readFolder } from "./read-folder.ts";

/** Compiles a form of which it is known that it is a folder of CSV files; see `compileForm`. */
export async function compileFolder(
  folder: string,
  orOther: Named<OtherWords> = {},
): Promise<CompiledForm> {
  return compileWritten(await readFolder(folder), orOther);
}
