import { existsSync, readdirSync, renameSync } from "node:fs";
import { join, resolve } from "node:path";
import { fail, type Result } from "../../shared/result.ts";
import { type DiskFault, diskFaultOf } from "./disk-fault.ts";
import { takeLock } from "./lock-file.ts";
import { makeFolder, removeQuietly, syncFolder } from "./safe-file.ts";

// A vault's folder:
//
//   keys           how it is locked (slots.ts)
//   vault-1.db     the database of epoch 1, with -wal and -shm while it is open
//   vault-1.part   the same, until the slot file that names it is in place
//   attachments/   files under keys of their own
//   reserve        room to finish an interview on a full disk
//   tries          wrong passphrases in a row, if any
//   lock           which process has it open
//   passphrase     in a practice notebook only, as is stick/ with its parcels
//   *.part         halves that never counted

export const keysIn = (dir: string) => join(dir, "keys");
export const databaseName = (epoch: number) => `vault-${epoch}.db`;

/** What the names in a folder say: no vault, a vault, or parts of one. Throws what the disk throws. */
export function lookInto(dir: string): "nothing" | "whole" | "damaged" {
  let names: readonly string[];
  try {
    names = readdirSync(dir);
  } catch (error) {
    if ((error as { code?: unknown }).code === "ENOENT") return "nothing";
    throw error;
  }
  const keys = names.includes("keys");
  const database = names.some((name) => /^vault-\d+\.db$/.test(name));
  const half = names.some((name) => /^vault-\d+\.part$/.test(name));
  if (keys) return database || half ? "whole" : "damaged";
  return database ? "damaged" : "nothing";
}

/** The name a database has until the slot file knows it. */
export function halfOf(dir: string, database: string): string {
  return join(dir, database.replace(/\.db$/, ".part"));
}

/** The slot file is the commit; a crash right after it has left only this renaming undone. */
export function giveDatabaseItsName(dir: string, database: string): void {
  const path = join(dir, database);
  if (existsSync(path) || !existsSync(halfOf(dir, database))) return;
  renameSync(halfOf(dir, database), path);
  syncFolder(dir);
}

/** Removes halves of what never counted. Only under the lock: there they are nobody's work. */
export function clearHalves(dir: string): void {
  clear(dir, /\.part(-wal|-shm|-journal)?$/);
}

/**
 * Takes back a vault that was being made when the disk failed: nobody was told of it, and nothing was
 * said in it. Every step leaves either a vault that opens or none, and a disk that refuses this too
 * leaves the vault, which its maker can open.
 */
export function takeBack(dir: string, database: string): void {
  try {
    const path = join(dir, database);
    if (existsSync(path)) renameSync(path, halfOf(dir, database));
    clear(dir, /^keys$/);
    syncFolder(dir);
    clearForNew(dir);
  } catch {
    // See above.
  }
}

/**
 * Makes room for a new vault where there is none. Also what SQLite may have left beside a database
 * that is gone: it would be taken for the new one's.
 */
export function clearForNew(dir: string): void {
  clearHalves(dir);
  clear(dir, /^vault-\d+\.db-(wal|shm|journal)$/);
}

function clear(dir: string, pattern: RegExp): void {
  for (const name of readdirSync(dir)) if (pattern.test(name)) removeQuietly(join(dir, name));
}

/**
 * Does what only one process may do in a folder, which is made if it is missing.
 *
 * The lock is released when `work` fails or throws; when it succeeds, `release` is its own to call.
 * Faults: `vault-in-use`, and whatever the disk does.
 */
export async function withLock<T, F extends { readonly kind: string }>(
  dir: string,
  work: (release: () => void) => Promise<Result<T, F>>,
): Promise<Result<T, F | DiskFault | { readonly kind: "vault-in-use" }>> {
  let release: (() => void) | null = null;
  try {
    makeFolder(dir);
    release = takeLock(resolve(dir));
    if (!release) return fail({ kind: "vault-in-use" });
    const done = await work(release);
    if (!done.ok) release();
    return done;
  } catch (error) {
    release?.();
    const fault = diskFaultOf(error, dir);
    if (!fault) throw error;
    return fail(fault);
  }
}
