import { join } from "node:path";
import type { Definition } from "../../shared/questionnaire/index.ts";
import { ok, type Result } from "../../shared/result.ts";
import type { DiskFault } from "../vault/disk-fault.ts";
import type { Store } from "../vault/store.ts";
import { compileFolder } from "./compile-folder.ts";
import type { QuestionnaireShelf } from "./shelf.ts";

/** The questionnaire every Daftar comes with, in the folder of questionnaires that is handed in. */
export const builtInName = "returnee-interview";

/**
 * Puts the built-in questionnaire on the shelf; once it is there, nothing is written.
 *
 * `folder` holds the questionnaires: that of the sources, or that of the packed application. A
 * built-in questionnaire with an error is a bug of ours, so that throws.
 */
export async function shelveBuiltIn(
  { store, shelf }: { readonly store: Pick<Store, "write">; readonly shelf: QuestionnaireShelf },
  folder: string,
): Promise<Result<Definition, DiskFault>> {
  const { definition, problems } = await compileFolder(join(folder, builtInName));
  if (!definition)
    throw new Error(`the built-in questionnaire has errors: ${problems.map((one) => one.code)}`);
  if (shelf.list().some(({ hash }) => hash === definition.hash)) return ok(definition);
  const kept = store.write((db) => shelf.keep(db, definition));
  return kept.ok ? ok(definition) : kept;
}
