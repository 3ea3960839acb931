import { createCipheriv, createDecipheriv, hkdfSync } from "node:crypto";
import { z } from "zod";
import { canonicalJson, readCanonicalJson } from "../../shared/parcels/canonical-json.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { Cost } from "./derive.ts";
import type { World } from "./world.ts";

// The slot file `keys`, 64 KiB whatever it holds:
//
//      0   4 KiB  header: one line of canonical JSON, filled up with spaces, then a line feed
//   4096  48 KiB  eight slots of 6 KiB: the vault key under one secret, or random bytes
//  53248  12 KiB  the epoch key under the vault key, then random bytes
//
// A wrapped key is a nonce of 12 bytes, the key of 32, a tag of 16: AES-256-GCM. What fills the rest
// is random too, so that neither the number nor the kind of the slots can be seen. A slot is found
// by trying it.

const fileBytes = 64 * 1024;
const headerBytes = 4 * 1024;
const slotBytes = 6 * 1024;
const slotCount = 8;
const epochAt = headerBytes + slotCount * slotBytes;
const nonceBytes = 12;
const keyBytes = 32;
const tagBytes = 16;
const wrappedBytes = nonceBytes + keyBytes + tagBytes;

/** What a stranger may read of a vault: how it is locked, and which file is locked. */
const Header = z.strictObject({
  argon2id: z.strictObject({
    lanes: Cost.shape.lanes,
    "memory-kib": Cost.shape.memory,
    passes: Cost.shape.passes,
    salt: z.string().regex(/^[0-9a-f]{32}$/),
  }),
  cipher: z.strictObject({ legacy: z.literal(4), name: z.literal("sqlcipher") }),
  database: z.string().regex(/^vault-[1-9]\d{0,9}\.db$/),
  epoch: z.int().min(1),
  format: z.literal("daftar-keys"),
  version: z.literal(1),
});
type Header = z.infer<typeof Header>;

/** How a secret becomes a slot's key; see `deriveKey`. */
export interface Locking {
  readonly salt: Buffer;
  readonly cost: Cost;
}

/** What an opened slot file gives. Keys are wiped by whoever asked for them. */
export interface OpenedKeys {
  readonly vaultKey: Buffer;
  readonly epochKey: Buffer;
  readonly epoch: number;
  /** Bare name of the database file. */
  readonly database: string;
}

export type SlotFault = { readonly kind: "vault-damaged" | "vault-newer" };

/**
 * Makes the slot file of a new vault, with one slot for each key that secrets were turned into.
 *
 * The slots lie in random places. At least one key, at most eight; the keys stay the caller's.
 */
export function sealKeys(
  world: World,
  locking: Locking,
  slotKeys: readonly Buffer[],
  keys: OpenedKeys,
): Buffer {
  if (slotKeys.length < 1 || slotKeys.length > slotCount) throw new RangeError("slots");
  const header: Header = {
    argon2id: {
      lanes: locking.cost.lanes,
      "memory-kib": locking.cost.memory,
      passes: locking.cost.passes,
      salt: locking.salt.toString("hex"),
    },
    cipher: { legacy: 4, name: "sqlcipher" },
    database: keys.database,
    epoch: keys.epoch,
    format: "daftar-keys",
    version: 1,
  };
  const file = world.random(fileBytes);
  writeHeader(header).copy(file);
  const places = shuffled(world, slotCount);
  for (const [i, slotKey] of slotKeys.entries())
    wrap(world, slotKey, keys.vaultKey, lockOf(header)).copy(file, slotAt(places[i] as number));
  wrap(world, keys.vaultKey, keys.epochKey, wholeOf(header)).copy(file, epochAt);
  return file;
}

/**
 * Reads how a slot file is locked, before any secret is tried.
 *
 * Faults: `vault-newer` for a later format, `vault-damaged` for anything that we did not write, a
 * cost outside our bounds among it.
 */
export function readLocking(file: Buffer): Result<Locking, SlotFault> {
  const header = readHeader(file);
  if (!header.ok) return header;
  const { salt, "memory-kib": memory, passes, lanes } = header.value.argon2id;
  return ok({ salt: Buffer.from(salt, "hex"), cost: { memory, passes, lanes } });
}

/**
 * Tries a key on every slot, and opens the file with the vault key that it gives.
 *
 * `null` when no slot opens: the secret was wrong, and nothing tells more. `vault-damaged` when a
 * slot opens and the epoch key does not fit to it.
 */
export function openKeys(file: Buffer, slotKey: Buffer): Result<OpenedKeys | null, SlotFault> {
  const read = readHeader(file);
  if (!read.ok) return read;
  const header = read.value;
  let vaultKey: Buffer | null = null;
  // All eight are tried whatever happens, so that the time does not tell which one opened.
  for (let slot = 0; slot < slotCount; slot++)
    vaultKey = unwrap(file.subarray(slotAt(slot)), slotKey, lockOf(header)) ?? vaultKey;
  if (!vaultKey) return ok(null);
  const epochKey = unwrap(file.subarray(epochAt), vaultKey, wholeOf(header));
  if (!epochKey) {
    vaultKey.fill(0);
    return fail({ kind: "vault-damaged" });
  }
  return ok({ vaultKey, epochKey, epoch: header.epoch, database: header.database });
}

/** The raw key of the database that belongs to an epoch key. */
export function databaseKey(epochKey: Buffer): Buffer {
  return Buffer.from(hkdfSync("sha256", epochKey, Buffer.alloc(0), "daftar/database/1", keyBytes));
}

function writeHeader(header: Header): Buffer {
  const line = Buffer.from(canonicalJson(header));
  const bytes = Buffer.alloc(headerBytes, " ");
  line.copy(bytes);
  bytes[headerBytes - 1] = 0x0a;
  return bytes;
}

function readHeader(file: Buffer): Result<Header, SlotFault> {
  if (file.length !== fileBytes) return fail({ kind: "vault-damaged" });
  const json = readCanonicalJson(file.toString("utf8", 0, headerBytes).trimEnd());
  const format = z.looseObject({ format: z.literal("daftar-keys"), version: z.int() });
  const any = format.safeParse(json);
  if (any.success && any.data.version > 1) return fail({ kind: "vault-newer" });
  const header = Header.safeParse(json);
  if (!header.success || !writeHeader(header.data).equals(file.subarray(0, headerBytes)))
    return fail({ kind: "vault-damaged" });
  return ok(header.data);
}

/**
 * What a slot is bound to: the way it is locked, and not the epoch, because the recovery sheet lies
 * in a drawer while epochs come and go. The epoch key is bound to the whole header.
 */
function lockOf({ argon2id, cipher, format, version }: Header): Buffer {
  return Buffer.from(canonicalJson({ argon2id, cipher, format, version }));
}

function wholeOf(header: Header): Buffer {
  return Buffer.from(canonicalJson(header));
}

function wrap(world: World, under: Buffer, key: Buffer, bound: Buffer): Buffer {
  const nonce = world.random(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", under, nonce).setAAD(bound);
  return Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
}

function unwrap(wrapped: Buffer, under: Buffer, bound: Buffer): Buffer | null {
  const nonce = wrapped.subarray(0, nonceBytes);
  const tag = wrapped.subarray(wrappedBytes - tagBytes, wrappedBytes);
  const decipher = createDecipheriv("aes-256-gcm", under, nonce, { authTagLength: tagBytes })
    .setAAD(bound)
    .setAuthTag(tag);
  const key = decipher.update(wrapped.subarray(nonceBytes, nonceBytes + keyBytes));
  try {
    decipher.final();
    return key;
  } catch {
    key.fill(0);
    return null;
  }
}

const slotAt = (slot: number) => headerBytes + slot * slotBytes;

/** The numbers below `count` in a random order. */
function shuffled(world: World, count: number): readonly number[] {
  const weights = world.random(count * 4);
  return Array.from({ length: count }, (_, i) => ({ i, weight: weights.readUInt32LE(i * 4) }))
    .sort((a, b) => a.weight - b.weight)
    .map(({ i }) => i);
}
