import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fail, ok, type Result } from "../../shared/result.ts";
import type { JournalDetails, JournalKind } from "../../shared/vault/journal.ts";
import {
  isAcceptable,
  passphraseStrength,
  plainPassphrase,
} from "../../shared/vault/passphrase.ts";
import { Attachments } from "./attachments.ts";
import { ConnectionRefused, openDatabase } from "./database.ts";
import { forgetTries, noteTry, waitSeconds } from "./delay.ts";
import { type Cost, calibrate, deriveKey } from "./derive.ts";
import { type DiskFault, DiskTrouble, diskFaultOf } from "./disk-fault.ts";
import {
  clearForNew,
  clearHalves,
  databaseName,
  giveDatabaseItsName,
  halfOf,
  keysIn,
  lookInto,
  takeBack,
  withLock,
} from "./folder.ts";
import { writeJournal } from "./journal.ts";
import { formatOf, formatVersion, migrate } from "./migrations.ts";
import { readSheet, type SheetFault, type SheetGroups } from "./recovery-sheet.ts";
import { replaceFile, syncFolder } from "./safe-file.ts";
import {
  type Identities,
  isPracticeNotebook,
  markPractice,
  newSelf,
  readIdentities,
  readSelf,
  type VaultSelf,
  writeSelf,
} from "./self.ts";
import type { SigningDevice } from "./signing.ts";
import {
  databaseKey,
  type Locking,
  type OpenedKeys,
  openKeys,
  readLocking,
  sealKeys,
} from "./slots.ts";
import { Store } from "./store.ts";
import type { World } from "./world.ts";

/** An open vault. Ending the process closes it as well, and loses nothing. */
export interface Vault {
  readonly dir: string;
  readonly self: VaultSelf;
  /** Made for invented people, with a passphrase that anybody may know. */
  readonly isPractice: boolean;
  readonly store: Store;
  readonly device: SigningDevice;
  readonly attachments: Attachments;
  /** The age identities, read when they are needed and kept nowhere else. */
  readonly identities: () => Identities;
  /** One journal entry in a transaction of its own; inside another, use `writeJournal`. */
  readonly note: <Kind extends JournalKind>(
    kind: Kind,
    details: JournalDetails<Kind>,
  ) => Result<void, DiskFault>;
  readonly close: () => void;
}

export interface VaultWish {
  readonly role: VaultSelf["role"];
  readonly name: string;
  readonly passphrase: string;
  /** The proposed sheet, once it is on paper; `null` if it was declined. */
  readonly sheet: SheetGroups | null;
  /** Left out: a real one. Written once and for ever. */
  readonly isPractice?: boolean;
  /** Left out: found by measuring this computer. */
  readonly cost?: Cost;
}

/** What opens a vault: the passphrase as it was typed, or the 16 bytes that `readSheet` gives. */
export type Secret = { readonly passphrase: string } | { readonly sheet: Buffer };

type Damaged = { readonly kind: "vault-damaged" };

export type CreateFault =
  | { readonly kind: "passphrase-weak" | "vault-exists" | "vault-in-use" }
  | SheetFault
  | DiskFault;

export type UnlockFault =
  | { readonly kind: "passphrase-wrong" | "vault-missing" | "vault-newer" | "vault-in-use" }
  | { readonly kind: "passphrase-wait"; readonly details: { readonly seconds: number } }
  | Damaged
  | DiskFault;

/**
 * Says what lies in a folder, without opening it.
 *
 * Fault: `vault-damaged` when a database is there and its slot file is not, or the reverse.
 */
export function vaultStatus(
  world: World,
  dir: string,
): Result<{ exists: boolean; waitSeconds: number }, Damaged | DiskFault> {
  try {
    const found = lookInto(dir);
    if (found === "damaged") return fail({ kind: "vault-damaged" });
    return ok({ exists: found === "whole", waitSeconds: waitSeconds(world, dir) });
  } catch (error) {
    const fault = diskFaultOf(error, dir);
    if (!fault) throw error;
    return fail(fault);
  }
}

/**
 * Makes a vault and opens it.
 *
 * Never over an existing one, whole or damaged. Until the slot file has its name nothing counts, and
 * what a crash leaves before that is cleared away by the next try. Takes two to four seconds, most of
 * them to find out what a guess should cost on this computer.
 */
export async function createVault(
  world: World,
  dir: string,
  wish: VaultWish,
): Promise<Result<Vault, CreateFault>> {
  if (!isAcceptable(passphraseStrength(wish.passphrase))) return fail({ kind: "passphrase-weak" });
  const sheet = wish.sheet && readSheet(wish.sheet);
  if (sheet && !sheet.ok) return sheet;
  const secrets = [
    secretBytes({ passphrase: wish.passphrase }),
    ...(sheet ? [secretBytes({ sheet: sheet.value })] : []),
  ];
  const found = vaultStatus(world, dir);
  if (!found.ok && found.fault.kind !== "vault-damaged") return fail(found.fault);
  if (!found.ok || found.value.exists) return fail({ kind: "vault-exists" });

  return withLock<Vault, CreateFault>(dir, async (release) => {
    if (lookInto(dir) !== "nothing") return fail({ kind: "vault-exists" });
    clearForNew(dir);
    const locking: Locking = { salt: world.random(16), cost: wish.cost ?? (await calibrate()) };
    const slotKeys = await Promise.all(
      secrets.map((secret) => deriveKey(secret, locking.salt, locking.cost)),
    );
    const keys: OpenedKeys = {
      vaultKey: world.random(32),
      epochKey: world.random(32),
      epoch: 1,
      database: databaseName(1),
    };
    try {
      await writeFirstDatabase(world, halfOf(dir, keys.database), keys, wish);
      syncFolder(dir);
      replaceFile(keysIn(dir), sealKeys(world, locking, slotKeys, keys), (written) => {
        for (const slotKey of slotKeys) mustOpen(written, slotKey, keys);
      });
      giveDatabaseItsName(dir, keys.database);
      return ok(await openWith(world, dir, keys, release));
    } catch (error) {
      takeBack(dir, keys.database);
      throw error;
    } finally {
      wipe(...secrets, ...slotKeys, keys.vaultKey, keys.epochKey);
    }
  });
}

/**
 * Opens a vault with its passphrase or its recovery sheet.
 *
 * Every wrong secret gets the same `passphrase-wrong`, after the same time; each makes the next wait
 * longer (`passphrase-wait`, with the seconds) and none destroys anything. A slot file that is
 * missing or was tampered with is `vault-damaged`, and nothing is made in its place.
 */
export async function unlockVault(
  world: World,
  dir: string,
  secret: Secret,
): Promise<Result<Vault, UnlockFault>> {
  const found = vaultStatus(world, dir);
  if (!found.ok) return found;
  if (!found.value.exists) return fail({ kind: "vault-missing" });

  return withLock<Vault, UnlockFault>(dir, async (release) => {
    const seconds = waitSeconds(world, dir);
    if (seconds > 0) return fail({ kind: "passphrase-wait", details: { seconds } });
    const file = readFileSync(keysIn(dir));
    const locking = readLocking(file);
    if (!locking.ok) return locking;

    noteTry(world, dir);
    const bytes = secretBytes(secret);
    const slotKey = await deriveKey(bytes, locking.value.salt, locking.value.cost);
    const opened = openKeys(file, slotKey);
    wipe(bytes, slotKey);
    if (!opened.ok) return opened;
    const keys = opened.value;
    if (!keys) return fail({ kind: "passphrase-wrong" });
    const wrong = forgetTries(dir);
    try {
      giveDatabaseItsName(dir, keys.database);
      const vault = await openWith(world, dir, keys, release);
      // Not looked at: a full disk must not keep its owner from reading what is there.
      vault.note("vault-opened", { wrong });
      return ok(vault);
    } catch (error) {
      if (error instanceof NewerVault) return fail({ kind: "vault-newer" });
      if (isDamage(error)) return fail({ kind: "vault-damaged" });
      throw error;
    } finally {
      wipe(keys.vaultKey, keys.epochKey);
    }
  });
}

class NewerVault extends Error {}

/** Opens the database, brings it up to date, and tidies what an interrupted act left behind. */
async function openWith(
  world: World,
  dir: string,
  keys: OpenedKeys,
  release: () => void,
): Promise<Vault> {
  const key = databaseKey(keys.epochKey);
  const store = new Store(join(dir, keys.database), key);
  wipe(key);
  try {
    if (formatOf(store.connection()) > formatVersion) throw new NewerVault();
    migrate(store.connection());
    const read = await readSelf(store);
    // Without it the file is not a vault, whatever it is.
    if (!read) throw new ConnectionRefused("key");
    const { self, device, attachmentKey } = read;
    const attachments = new Attachments(world, store, dir, attachmentKey);
    clearHalves(dir);
    attachments.sweep();
    store.keepReserve();
    return {
      dir,
      self,
      isPractice: isPracticeNotebook(store),
      store,
      device,
      attachments,
      identities: () => readIdentities(store),
      note: (kind, details) => store.write((db) => writeJournal(db, world, kind, details)),
      close: () => {
        store.close();
        release();
      },
    };
  } catch (error) {
    store.close();
    throw error;
  }
}

/** Everything a new vault has, in one file that nothing names yet. */
async function writeFirstDatabase(
  world: World,
  path: string,
  keys: OpenedKeys,
  wish: VaultWish,
): Promise<void> {
  const made = await newSelf(world);
  const key = databaseKey(keys.epochKey);
  openDatabase(path, key, { create: true }).close();
  const store = new Store(path, key);
  wipe(key);
  try {
    migrate(store.connection());
    const written = store.write((db) => {
      writeSelf(db, wish, made);
      if (wish.isPractice) markPractice(db);
      writeJournal(db, world, "vault-created", {});
    });
    if (!written.ok) throw new DiskTrouble(written.fault);
  } finally {
    store.close();
    wipe(made.seed, made.attachmentKey);
  }
  // Closing has brought everything into the one file that will be renamed, or it has failed.
  if (existsSync(`${path}-wal`)) throw new DiskTrouble({ kind: "disk-failing" });
}

/** A key that was right and a file that does not follow it: the file is not as we wrote it. */
function isDamage(error: unknown): boolean {
  if (error instanceof ConnectionRefused) return ["key", "readable-file"].includes(error.rule);
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" && /^SQLITE_(CORRUPT|NOTADB)/.test(code);
}

function mustOpen(file: Buffer, slotKey: Buffer, keys: OpenedKeys): void {
  const opened = openKeys(file, slotKey);
  const same =
    opened.ok &&
    opened.value?.vaultKey.equals(keys.vaultKey) &&
    opened.value.epochKey.equals(keys.epochKey);
  if (!same) throw new DiskTrouble({ kind: "disk-failing" });
}

/** The two kinds of secret can never be the same bytes. */
function secretBytes(secret: Secret): Buffer {
  return "passphrase" in secret
    ? Buffer.from(`passphrase:${plainPassphrase(secret.passphrase)}`)
    : Buffer.from(`sheet:${secret.sheet.toString("hex")}`);
}

function wipe(...buffers: readonly Buffer[]): void {
  for (const buffer of buffers) buffer.fill(0);
}
