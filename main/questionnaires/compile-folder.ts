import {
  type Compiled,
  compile,
  type Named,
  type OtherWords,
} from "../../shared/questionnaire/index.ts";
import { sha256Hex } from "../vault/hash.ts";
import { readFolder } from "./read-folder.ts";

/**
 * Compiles a form written as a folder of CSV files.
 *
 * What could not be read and what could not be compiled come together, so that an author can mend
 * all of it at once. `orOther` are the words that `or_other` adds, by language tag.
 */
export async function compileFolder(
  folder: string,
  orOther: Named<OtherWords> = {},
): Promise<Compiled> {
  const { sheets, files, problems, fallbackId } = await readFolder(folder);
  if (sheets.length === 0 && problems.length > 0)
    return { definition: null, problems, unsupported: [] };
  const compiled = compile(sheets, files, { sha256: sha256Hex, fallbackId, orOther });
  const failed = problems.length > 0;
  return {
    definition: failed ? null : compiled.definition,
    problems: [...problems, ...compiled.problems],
    unsupported: compiled.unsupported,
  };
}
