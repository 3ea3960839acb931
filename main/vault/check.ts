import { fail, ok, type Result } from "../../shared/result.ts";
import { ConnectionRefused } from "./database.ts";
import { type DiskFault, DiskTrouble, diskFaultOf } from "./disk-fault.ts";
import { verifyJournal, writeJournal } from "./journal.ts";
import type { Database } from "./store.ts";
import type { Vault } from "./vault.ts";
import type { World } from "./world.ts";

/** Something that is not as it was written. */
export interface VaultProblem {
  readonly kind:
    | "page-damaged"
    | "journal-broken"
    | "attachment-damaged"
    | "chain-broken"
    | "projection-differs"
    | "signature-wrong";
  /** The interview, the attachment or the journal's entry; `null` for the vault as a whole. */
  readonly subject: string | null;
}

/** What a slice knows how to look at. Handed in, because the vault does not know the slices. */
export type Inspection = (db: Database) => readonly VaultProblem[];

export interface VaultVerdict {
  readonly ok: boolean;
  readonly interviews: number;
  readonly events: number;
  readonly attachments: number;
  readonly problems: readonly VaultProblem[];
}

/**
 * Reads everything a vault holds and says what is not as it was written.
 *
 * Pages from the disk and not from memory, the journal, every attachment to its end, and what the
 * slices look at. Changes nothing but the journal, which keeps the number of problems.
 */
export async function checkVault(
  vault: Pick<Vault, "dir" | "store" | "attachments">,
  world: World,
  inspections: readonly Inspection[],
): Promise<Result<VaultVerdict, DiskFault>> {
  const { dir, store, attachments } = vault;
  try {
    store.refresh();
    const pages = checkPages(vault);
    // On damaged pages every other question gets an answer that means nothing.
    if (pages.length > 0)
      return ok({ ok: false, interviews: 0, events: 0, attachments: 0, problems: pages });

    const problems = store.read((db) => [
      ...checkJournal(db),
      ...inspections.flatMap((inspect) => inspect(db)),
    ]);
    const files = store.read((db) =>
      db.prepare<{ sha256: string }>("SELECT sha256 FROM attachment ORDER BY sha256").all(),
    );
    for (const { sha256 } of files)
      if (!(await attachments.isWhole(sha256)))
        problems.push({ kind: "attachment-damaged", subject: sha256 });

    const counts = store.read((db) =>
      db
        .prepare<{ interviews: number; events: number }>(
          "SELECT count(*) AS interviews, coalesce(sum(events), 0) AS events FROM interview",
        )
        .get(),
    );
    store.write((db) => writeJournal(db, world, "vault-checked", { problems: problems.length }));
    return ok({
      ok: problems.length === 0,
      interviews: counts?.interviews ?? 0,
      events: counts?.events ?? 0,
      attachments: files.length,
      problems,
    });
  } catch (error) {
    const fault = error instanceof DiskTrouble ? error.fault : diskFaultOf(error, dir);
    if (!fault) throw error;
    return fail(fault);
  }
}

function checkPages({ store }: Pick<Vault, "store">): readonly VaultProblem[] {
  const damaged: readonly VaultProblem[] = [{ kind: "page-damaged", subject: null }];
  try {
    return store.connection().pragma("integrity_check", { simple: true }) === "ok" ? [] : damaged;
  } catch (error) {
    // A page whose authentication fails is no page: reading it ends in an error.
    if (error instanceof ConnectionRefused) return damaged;
    if (String((error as { code?: unknown }).code).startsWith("SQLITE_")) return damaged;
    throw error;
  }
}

function checkJournal(db: Database): readonly VaultProblem[] {
  const { brokenAt } = verifyJournal(db);
  return brokenAt === null ? [] : [{ kind: "journal-broken", subject: String(brokenAt) }];
}
