import { existsSync } from "node:fs";
import { join } from "node:path";
import { inspectInterviews } from "../../../main/interviews/replay.ts";
import { verifyJournal } from "../../../main/vault/journal.ts";
import type { Database, Store } from "../../../main/vault/store.ts";
import type { InterviewsManifest } from "../../../shared/parcels/manifest.ts";
import type { Judge } from "../power-cut/cut.ts";
import { openQuickly } from "./vault.ts";

/**
 * Looks whether each promised parcel was taken over, and whether each one was taken over as a whole:
 * the head of every interview it carries is here, or no event of it is.
 */
export const judgeReading: Judge = async (dir, promised) => {
  if (!existsSync(join(dir, "vault/keys"))) return { lost: promised.length, broken: null };
  let store: Store;
  try {
    store = await openQuickly(join(dir, "vault"));
  } catch (error) {
    return { lost: promised.length, broken: `does not open: ${String(error)}` };
  }
  try {
    const read = store.read(parcelsRead);
    const lost = promised.length - Math.min(promised.length, read.length);
    return { lost, broken: whatIsBroken(store, read) };
  } catch (error) {
    return { lost: promised.length, broken: `cannot be read: ${String(error)}` };
  } finally {
    store.close();
  }
};

function parcelsRead(db: Database): InterviewsManifest[] {
  return db
    .prepare<{ manifest: string }>("SELECT manifest FROM parcel_read")
    .all()
    .map(({ manifest }) => JSON.parse(manifest) as InterviewsManifest);
}

function whatIsBroken(store: Store, read: readonly InterviewsManifest[]): string | null {
  if (store.connection().pragma("integrity_check", { simple: true }) !== "ok") return "pages";
  const [problem] = store.read(inspectInterviews);
  if (problem) return problem.kind;
  if (!store.read(verifyJournal).ok) return "journal";
  return store.read((db) => {
    const here = (interview: string, hash: string) =>
      db.prepare("SELECT 1 FROM event WHERE interview = ? AND hash = ?").get(interview, hash);
    const whole = read.every(({ interviews }) =>
      interviews.every(({ id, to }) => here(id, to.hash)),
    );
    if (!whole) return "half a parcel";
    const known = new Set(read.map(({ parcel }): string => parcel));
    const strange = db
      .prepare<{ parcel: string }>("SELECT DISTINCT parcel FROM event")
      .all()
      .some(({ parcel }) => !known.has(parcel));
    return strange ? "events of a parcel that was not taken over" : null;
  });
}
