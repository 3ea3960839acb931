import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import type { ParcelFault } from "../../shared/contract/parcels.ts";
import { DiskTrouble } from "../vault/disk-fault.ts";
import { writeJournal } from "../vault/journal.ts";
import { removeQuietly, syncFolder } from "../vault/safe-file.ts";
import type { Database } from "../vault/store.ts";
import type { Vault } from "../vault/vault.ts";
import { momentOf, type World } from "../vault/world.ts";
import type { Received } from "./receive.ts";

const folder = "quarantine";

/**
 * Parcels that are whole, but that somebody has to think about first: the person is told "held
 * back". All others are of no use here, and only their sender can do something about them.
 */
const heldBack: readonly ParcelFault[] = [
  "device-unknown",
  "device-revoked",
  "parcel-malformed",
  "chain-broken",
  "parcel-number-reused",
  "parcel-kind-later",
];

/** Whether a parcel refused for this reason is kept. */
export function isHeldBack(fault: ParcelFault): boolean {
  return heldBack.includes(fault);
}

/**
 * Keeps a received parcel, sealed as it is, so that it can be looked at without the stick.
 *
 * The file is whole under its name before a row speaks of it. A parcel that was kept before only
 * changes its reason. Throws what the disk throws.
 */
export function setAside(
  world: World,
  { dir, store }: Pick<Vault, "dir" | "store">,
  received: Received,
  fault: ParcelFault,
): void {
  const known = store.read((db) => fileOf(db, received.sha256));
  const file = known ?? `${world.random(8).toString("hex")}.daftar`;
  if (!known) moveInto(join(dir, folder), received.path, file);
  const written = store.write((db) => {
    db.prepare(
      `INSERT INTO set_aside (sha256, file, kind, bytes, at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (sha256) DO UPDATE SET kind = excluded.kind, at = excluded.at`,
    ).run(received.sha256, file, fault, received.bytes, momentOf(world));
    writeJournal(db, world, "parcel-set-aside", { reason: fault });
  });
  if (!written.ok) throw new DiskTrouble(written.fault);
}

/** Forgets a parcel that has been taken over after all; gives the file to remove afterwards. */
export function releaseRow(db: Database, sha256: string): string | null {
  const file = fileOf(db, sha256);
  if (file) db.prepare("DELETE FROM set_aside WHERE sha256 = ?").run(sha256);
  return file;
}

/** Removes the file of a released row; one that stays is swept at the next opening. */
export function removeReleased(vaultDir: string, file: string): void {
  removeQuietly(join(vaultDir, folder, file));
}

/** Removes files that no row speaks of: a crash came between the two. */
export function sweepQuarantine({ dir, store }: Pick<Vault, "dir" | "store">): void {
  mkdirSync(join(dir, folder), { recursive: true, mode: 0o700 });
  const known = store.read((db) =>
    db.prepare<{ file: string }>("SELECT file FROM set_aside").all(),
  );
  const files = new Set(known.map(({ file }) => file));
  for (const name of readdirSync(join(dir, folder)))
    if (!files.has(name)) removeQuietly(join(dir, folder, name));
}

function fileOf(db: Database, sha256: string): string | null {
  const row = db
    .prepare<{ file: string }>("SELECT file FROM set_aside WHERE sha256 = ?")
    .get(sha256);
  return row?.file ?? null;
}

function moveInto(dir: string, from: string, file: string): void {
  const handle = openSync(from, "r+");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(from, join(dir, file));
  syncFolder(dir);
}
