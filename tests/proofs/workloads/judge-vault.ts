import { existsSync } from "node:fs";
import { join } from "node:path";
import { lookInto } from "../../../main/vault/folder.ts";
import { listJournal, verifyJournal } from "../../../main/vault/journal.ts";
import type { Store } from "../../../main/vault/store.ts";
import type { Judge, Verdict } from "../power-cut/cut.ts";
import { openQuickly } from "./vault.ts";

/**
 * Looks whether a vault that was promised is there and has every promised entry in its journal. One
 * that was not promised may be missing, and must then be as if nobody had begun to make it.
 */
export const judgeVault: Judge = async (dir, promised) => {
  const place = join(dir, "vault");
  const state = lookInto(place);
  if (state === "damaged") return { lost: promised.length, broken: "a vault in pieces" };
  if (state === "nothing" || !existsSync(join(place, "keys")))
    return { lost: promised.length, broken: null };
  let store: Store;
  try {
    store = await openQuickly(place);
  } catch (error) {
    return { lost: promised.length, broken: `does not open: ${String(error)}` };
  }
  try {
    return judge(store, promised);
  } catch (error) {
    return { lost: promised.length, broken: `cannot be read: ${String(error)}` };
  } finally {
    store.close();
  }
};

function judge(store: Store, promised: readonly string[]): Verdict {
  const self = store.read((db) => db.prepare<{ name: string }>("SELECT name FROM self").get());
  if (self?.name !== "ندى" || !store.read(verifyJournal).ok)
    return { lost: promised.length, broken: "not the vault that was made" };
  const { entries } = store.read((db) => listJournal(db, { before: null, limit: 500 }));
  const notes = new Set(entries.map(({ details }) => String(details.wrong)));
  const lost = promised.filter((line) => line !== "made" && !notes.has(line));
  return { lost: lost.length, broken: null };
}
