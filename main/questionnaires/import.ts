import type { FormRow } from "../../shared/contract/questionnaires.ts";
import type {
  Compiled,
  Definition,
  Named,
  OtherWords,
  Problem,
} from "../../shared/questionnaire/index.ts";
import { ok, type Result } from "../../shared/result.ts";
import type { PlacedFile } from "../vault/attachments.ts";
import type { DiskFault } from "../vault/disk-fault.ts";
import { orDiskFault } from "../vault/store.ts";
import type { Vault } from "../vault/vault.ts";
import { compileForm } from "./compile-form.ts";
import type { QuestionnaireShelf } from "./shelf.ts";

export interface ImportDeps {
  readonly vault: Pick<Vault, "store" | "note" | "attachments">;
  readonly shelf: QuestionnaireShelf;
  /** What `or_other` adds, by language tag: the hash of a form depends on it. */
  readonly orOther: Named<OtherWords>;
}

/** What became of a form that was handed in. */
export interface ImportedForm extends Pick<Compiled, "problems" | "unsupported"> {
  readonly outcome: "imported" | "already-here" | "refused";
  /** As it stands on the shelf; null when it was refused. */
  readonly form: FormRow | null;
}

/**
 * Reads the form that lies at a path and puts it on the vault's shelf, if it has no error; and with
 * it the tables it looks things up in, in the same transaction.
 *
 * All that is wrong or doubtful is told, with its sheet, row and column. A form that is already
 * here changes nothing. Pictures and sound beside the form are not kept yet, and that is said.
 */
export async function importForm(
  deps: ImportDeps,
  path: string,
): Promise<Result<ImportedForm, DiskFault>> {
  const { vault, shelf, orOther } = deps;
  const { definition, problems, unsupported, tables } = await compileForm(path, orOther);
  if (!definition) return ok({ outcome: "refused", form: null, problems, unsupported });
  const told = [...problems, ...notKept(definition)];
  const placed: PlacedFile[] = [];
  for (const bytes of tables.values()) {
    const table = await vault.attachments.place([bytes]);
    if (!table.ok) return table;
    placed.push(table.value);
  }

  return orDiskFault((): Result<ImportedForm, DiskFault> => {
    const { hash, id, version, nodes } = definition;
    const before = shelf.list();
    const twin = before.some(
      (form) => form.id === id && form.version === version && form.hash !== hash,
    );
    const isHere = before.some((form) => form.hash === hash);
    const kept = isHere
      ? ok(undefined)
      : vault.store.write((db) => {
          for (const table of placed) vault.attachments.record(db, table, tableMediaType);
          shelf.keep(db, definition);
        });
    if (!kept.ok) return kept;
    if (!isHere) vault.note("questionnaire-imported", { questionnaire: hash, rows: nodes.length });
    return ok({
      outcome: isHere ? "already-here" : "imported",
      form: shelf.list().find((form) => form.hash === hash) ?? null,
      problems: twin ? [...told, reused(id, version)] : told,
      unsupported,
    });
  });
}

const tableMediaType = "text/csv";

/** Files beside the form that the shelf has no place for. */
const notKept = ({ media }: Definition): readonly Problem[] =>
  Object.keys(media).map((file) => {
    const place = { sheet: "survey", row: 0, column: "" };
    return { severity: "warning", code: "media-not-kept", ...place, details: { file } };
  });

const reused = (id: string, version: string): Problem => ({
  severity: "warning",
  code: "version-reused",
  sheet: "settings",
  row: 0,
  column: "version",
  details: { id, version },
});
