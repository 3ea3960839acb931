import { createHash } from "node:crypto";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { Attachments } from "../../../main/vault/attachments.ts";
import { openDatabase } from "../../../main/vault/database.ts";
import type { Cost } from "../../../main/vault/derive.ts";
import { migrate } from "../../../main/vault/migrations.ts";
import { writeSelf } from "../../../main/vault/self.ts";
import { signingDevice } from "../../../main/vault/signing.ts";
import { Store } from "../../../main/vault/store.ts";
import { createVault, type Vault, type VaultWish } from "../../../main/vault/vault.ts";
import type { World } from "../../../main/vault/world.ts";

/** The least that a slot file may ask for: a tenth of a second instead of a second and a half. */
export const cheap: Cost = { memory: 64 * 1024, passes: 1, lanes: 1 };

export const passphrase = "زيتون قديم عند باب الدار الغربي";

/** A clock that a test moves, and bytes that look random and are the same in every run. */
export interface SmallWorld extends World {
  readonly later: (seconds: number) => void;
}

export function smallWorld(seed = "حبر على ورق"): SmallWorld {
  let now = Date.UTC(2026, 10, 22, 11, 3, 11);
  let drawn = 0;
  return {
    now: () => new Date(now),
    later: (seconds) => {
      now += seconds * 1000;
    },
    random: (bytes) => {
      const blocks: Buffer[] = [];
      for (let at = 0; at < bytes; at += 32)
        blocks.push(createHash("sha256").update(`${seed} ${drawn++}`).digest());
      return Buffer.concat(blocks).subarray(0, bytes);
    },
    zone: "Asia/Damascus",
  };
}

/** A folder that is gone after the test. */
export function temporaryDir(): string {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), "daftar-test-")));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** A new vault of its own for one test, open until the test ends. */
export async function newVault(wish: Partial<VaultWish> = {}, world: World = smallWorld()) {
  const dir = join(temporaryDir(), "vault");
  const made = await createVault(world, dir, {
    role: "researcher",
    name: "ندى",
    passphrase,
    sheet: null,
    cost: cheap,
    ...wish,
  });
  if (!made.ok) throw new Error(made.fault.kind);
  const vault: Vault = made.value;
  onTestFinished(() => vault.close());
  return { world, dir, vault };
}

/**
 * The database of a vault without its locks, for what never asks how it was opened: no second is
 * spent on a passphrase. Everything else about it is real.
 */
export function newStore(world: World = smallWorld()) {
  const dir = temporaryDir();
  const key = world.random(32);
  const seed = world.random(32);
  const path = join(dir, "vault-1.db");
  openDatabase(path, key, { create: true }).close();
  const store = new Store(path, key);
  migrate(store.connection());
  const self = { role: "researcher", name: "ندى", device: signingDevice(seed).id } as const;
  const identities = { classic: "AGE-SECRET-KEY-1", hybrid: "AGE-SECRET-KEY-PQ-1" };
  store.write((db) => writeSelf(db, self, { seed, attachmentKey: world.random(32), identities }));
  store.keepReserve();
  onTestFinished(() => store.close());
  const attachments = new Attachments(world, store, dir, world.random(32));
  return { store, dir, path, key, self, attachments };
}
