import type { Compiled, Named, OtherWords } from "../../shared/questionnaire/index.ts";
import { compileWritten } from "./compile-form.ts";
import { readFolder } from "./read-folder.ts";

/** Compiles a form of which it is known that it is a folder of CSV files; see `compileForm`. */
export async function compileFolder(
  folder: string,
  orOther: Named<OtherWords> = {},
): Promise<Compiled> {
  return compileWritten(await readFolder(folder), orOther);
}
