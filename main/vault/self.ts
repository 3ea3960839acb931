import {
  generateHybridIdentity,
  generateX25519Identity,
  identityToRecipient,
} from "age-encryption";
import type { DeviceId } from "../../shared/contract/define.ts";
import { safetyNumber } from "./safety-number.ts";
import { type SigningDevice, signingDevice } from "./signing.ts";
import type { Database, Store } from "./store.ts";
import type { World } from "./world.ts";

/** Whose vault it is, and by what others know its device. Nothing here is secret. */
export interface VaultSelf {
  readonly role: "researcher" | "coordinator";
  readonly name: string;
  readonly device: DeviceId;
  /** The signing key in one line: `ssh-ed25519 AAAA…`. */
  readonly key: string;
  /** age recipients: `age1…` and `age1pq1…`. */
  readonly age: { readonly classic: string; readonly hybrid: string };
  readonly safetyNumber: string;
}

/** age identities: `AGE-SECRET-KEY-1…` and `AGE-SECRET-KEY-PQ-1…`. */
export interface Identities {
  readonly classic: string;
  readonly hybrid: string;
}

/** Everything a device is known by and can do, made once and kept in the database only. */
export interface NewSelf {
  readonly seed: Buffer;
  readonly attachmentKey: Buffer;
  readonly identities: Identities;
}

export async function newSelf(world: World): Promise<NewSelf> {
  return {
    seed: world.random(32),
    attachmentKey: world.random(32),
    identities: { classic: await generateX25519Identity(), hybrid: await generateHybridIdentity() },
  };
}

export function writeSelf(
  db: Database,
  { role, name }: Pick<VaultSelf, "role" | "name">,
  { seed, attachmentKey, identities }: NewSelf,
): void {
  db.prepare(
    `INSERT INTO self (one, role, name, device, signing_seed, age_classic, age_hybrid,
       attachment_key, tick) VALUES (1, ?, ?, ?, ?, ?, ?, ?, 0)`,
  ).run(
    role,
    name,
    signingDevice(seed).id,
    seed,
    identities.classic,
    identities.hybrid,
    attachmentKey,
  );
}

/** Reads who this is; `null` when the database is not a vault's. */
export async function readSelf(
  store: Store,
): Promise<{ self: VaultSelf; device: SigningDevice; attachmentKey: Buffer } | null> {
  const row = store.read((db) =>
    db
      .prepare<{ role: VaultSelf["role"]; name: string; seed: Buffer; attachmentKey: Buffer }>(
        "SELECT role, name, signing_seed AS seed, attachment_key AS attachmentKey FROM self",
      )
      .get(),
  );
  if (!row) return null;
  const { role, name, seed, attachmentKey } = row;
  const device = signingDevice(seed);
  seed.fill(0);
  const { classic, hybrid } = readIdentities(store);
  const age = {
    classic: await identityToRecipient(classic),
    hybrid: await identityToRecipient(hybrid),
  };
  const number = safetyNumber({ role, key: device.line, age });
  const self = { role, name, device: device.id, key: device.line, age, safetyNumber: number };
  return { self, device, attachmentKey };
}

/** Reads what opens the parcels sealed to this vault. The caller keeps it no longer than it reads. */
export function readIdentities(store: Store): Identities {
  const row = store.read((db) =>
    db
      .prepare<{ classic: string; hybrid: string }>(
        "SELECT age_classic AS classic, age_hybrid AS hybrid FROM self",
      )
      .get(),
  );
  if (!row) throw new Error("a vault without a self");
  return row;
}

/** Makes a notebook that is being made one for practice. */
export function markPractice(db: Database): void {
  db.prepare("INSERT INTO practice (one, state) VALUES (1, '')").run();
}

export function isPracticeNotebook(store: Store): boolean {
  return store.read((db) => db.prepare("SELECT one FROM practice").get() !== undefined);
}
