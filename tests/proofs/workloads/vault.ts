import { createHash, randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { deriveKey } from "../../../main/vault/derive.ts";
import { giveDatabaseItsName } from "../../../main/vault/folder.ts";
import { databaseKey, openKeys, readLocking } from "../../../main/vault/slots.ts";
import { Store } from "../../../main/vault/store.ts";
import { unlockVault, type Vault } from "../../../main/vault/vault.ts";
import type { World } from "../../../main/vault/world.ts";

export const passphrase = "زيتون قديم عند باب الدار الغربي";
/** The groups of sixteen zero bytes, with their check. */
export const sheet = [
  ...Array.from({ length: 8 }, () => "000000"),
  String(zeroCheck() * 11).padStart(6, "0"),
];
export const vaultWish = {
  role: "researcher",
  name: "ندى",
  cost: { memory: 64 * 1024, passes: 1, lanes: 1 },
} as const;

export const world: World = {
  now: () => new Date(),
  random: (bytes) => randomBytes(bytes),
  zone: "Asia/Damascus",
};

function zeroCheck(): number {
  return createHash("sha256").update(Buffer.alloc(16)).digest().readUInt16BE();
}

/** Opens the vault on a disk as its owner would. */
export async function openAsOwner(dir: string): Promise<Vault> {
  const opened = await unlockVault(world, dir, { passphrase });
  if (!opened.ok) throw new Error(opened.fault.kind);
  return opened.value;
}

/**
 * Opens the database of the vault on a disk, by the same steps, without the second that a passphrase
 * costs: the thousand disks of one recording share their salt, so it is spent once.
 */
export async function openQuickly(dir: string): Promise<Store> {
  if (!existsSync(join(dir, "keys"))) throw new Error("no slot file");
  const file = readFileSync(join(dir, "keys"));
  const locking = readLocking(file);
  if (!locking.ok) throw new Error(locking.fault.kind);
  const { salt, cost } = locking.value;
  const name = salt.toString("hex");
  const secret = () => deriveKey(Buffer.from(`passphrase:${passphrase}`), salt, cost);
  const slotKey = slotKeys.get(name) ?? (await secret());
  slotKeys.set(name, slotKey);
  const keys = openKeys(file, slotKey);
  if (!keys.ok || !keys.value) throw new Error("the slot file does not open");
  giveDatabaseItsName(dir, keys.value.database);
  return new Store(join(dir, keys.value.database), databaseKey(keys.value.epochKey));
}

const slotKeys = new Map<string, Buffer>();
