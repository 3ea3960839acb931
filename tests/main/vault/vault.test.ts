import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkVault } from "../../../main/vault/check.ts";
import { vaultInfo } from "../../../main/vault/info.ts";
import { verifyJournal } from "../../../main/vault/journal.ts";
import { proposeSheet, readSheet } from "../../../main/vault/recovery-sheet.ts";
import { createVault, unlockVault, vaultStatus } from "../../../main/vault/vault.ts";
import { fail, ok } from "../../../shared/result.ts";
import { cheap, newVault, passphrase, smallWorld, temporaryDir } from "./small-world.ts";

const wish = { role: "researcher", name: "ندى", passphrase, sheet: null, cost: cheap } as const;

/** A vault that was made and closed again. */
async function closedVault(change: Partial<Parameters<typeof createVault>[2]> = {}) {
  const { vault, dir, world } = await newVault(change, smallWorld());
  const { self } = vault;
  vault.close();
  return { dir, world: world as ReturnType<typeof smallWorld>, self };
}

async function opens(dir: string, typed = passphrase) {
  const opened = await unlockVault(smallWorld(), dir, { passphrase: typed });
  if (opened.ok) opened.value.close();
  return opened.ok ? ok(opened.value.self.name) : opened;
}

test("a new vault is its owner's, has a device of its own and no testimony", async () => {
  const { vault } = await newVault({ role: "coordinator", name: "سلمى" });
  expect(vault.self).toMatchObject({ role: "coordinator", name: "سلمى" });
  expect(vault.self.device).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
  expect(vault.self.age.classic).toMatch(/^age1[0-9a-z]{58}$/);
  expect(vault.self.age.hybrid).toMatch(/^age1pq1/);
  expect(vaultInfo(vault)).toMatchObject({
    counts: { interviews: 0, events: 0, attachments: 0, parcelsMade: 0, parcelsRead: 0 },
    formatVersion: 10,
    connection: { cipher: "sqlcipher", synchronous: "FULL", temp_store: "MEMORY" },
  });
});

test("the passphrase opens the vault again, and it is the same person and device", async () => {
  const { dir, world, self } = await closedVault();
  const opened = await unlockVault(world, dir, { passphrase });
  expect(opened.ok && opened.value.self).toEqual(self);
  if (opened.ok) opened.value.close();
});

test("the recovery sheet opens it as well", async () => {
  const sheet = proposeSheet(smallWorld());
  const { dir, world, self } = await closedVault({ sheet });
  const bits = readSheet(sheet);
  const opened = await unlockVault(world, dir, { sheet: bits.ok ? bits.value : Buffer.alloc(0) });
  expect(opened.ok && opened.value.self).toEqual(self);
  if (opened.ok) opened.value.close();
});

test("a passphrase that is too weak, or a sheet with an error, makes no vault", async () => {
  const dir = temporaryDir();
  expect(await createVault(smallWorld(), dir, { ...wish, passphrase: "قصيرة" })).toEqual(
    fail({ kind: "passphrase-weak" }),
  );
  const sheet = proposeSheet(smallWorld()).with(4, "000001");
  expect(await createVault(smallWorld(), dir, { ...wish, sheet })).toEqual(
    fail({ kind: "sheet-wrong", details: { group: 5 } }),
  );
  expect(readdirSync(dir)).toEqual([]);
});

test("a vault is never made over another, open, closed or damaged", async () => {
  const { vault, dir } = await newVault();
  const again = () => createVault(smallWorld("أخرى"), dir, wish);
  expect(await again()).toEqual(fail({ kind: "vault-exists" }));
  vault.close();
  expect(await again()).toEqual(fail({ kind: "vault-exists" }));
  renameSync(join(dir, "keys"), join(dir, "keys.lost"));
  expect(await again()).toEqual(fail({ kind: "vault-exists" }));
  renameSync(join(dir, "keys.lost"), join(dir, "keys"));
  expect(await opens(dir)).toEqual(ok("ندى"));
});

test("where there is no vault, that is said", async () => {
  const dir = join(temporaryDir(), "nowhere");
  expect(vaultStatus(smallWorld(), dir)).toEqual(ok({ exists: false, waitSeconds: 0 }));
  expect(await opens(dir)).toEqual(fail({ kind: "vault-missing" }));
  expect(existsSync(dir)).toBe(false);
});

test("a vault that one keeper has open is closed to another", async () => {
  const { dir } = await newVault();
  expect(await opens(dir)).toEqual(fail({ kind: "vault-in-use" }));
});

test("a wrong passphrase says only that it was wrong, then makes the next one wait", async () => {
  const { dir, world } = await closedVault();
  const guess = (typed: string) => unlockVault(world, dir, { passphrase: typed });
  expect(await guess("x")).toEqual(fail({ kind: "passphrase-wrong" }));
  expect(await guess(passphrase.slice(0, -1))).toEqual(fail({ kind: "passphrase-wrong" }));
  const wait = fail({ kind: "passphrase-wait", details: { seconds: 2 } });
  expect(await guess(passphrase)).toEqual(wait);
  expect(vaultStatus(world, dir)).toEqual(ok({ exists: true, waitSeconds: 2 }));
  world.later(2);
  const opened = await guess(passphrase);
  expect(opened.ok).toBe(true);
  if (opened.ok) opened.value.close();
  expect(vaultStatus(world, dir)).toEqual(ok({ exists: true, waitSeconds: 0 }));
});

test("a lost slot file is damage, and nothing is made in its place", async () => {
  const { dir, world } = await closedVault();
  rmSync(join(dir, "keys"));
  expect(vaultStatus(world, dir)).toEqual(fail({ kind: "vault-damaged" }));
  expect(await opens(dir)).toEqual(fail({ kind: "vault-damaged" }));
  expect(existsSync(join(dir, "vault-1.db"))).toBe(true);
  expect(existsSync(join(dir, "keys"))).toBe(false);
});

test.each([
  ["no database", (dir: string) => rmSync(join(dir, "vault-1.db"))],
  ["an empty database", (dir: string) => writeFileSync(join(dir, "vault-1.db"), "")],
  ["a readable database", (dir: string) => writeFileSync(join(dir, "vault-1.db"), readable)],
  ["a first page that was changed", (dir: string) => flip(join(dir, "vault-1.db"), 100)],
  ["a later page that was changed", (dir: string) => flipAll(join(dir, "vault-1.db"))],
  ["a slot file cut short", (dir: string) => writeFileSync(join(dir, "keys"), "{}")],
])("%s beside the rest is damage", async (_, harm) => {
  const { dir } = await closedVault();
  harm(dir);
  expect(await opens(dir)).toEqual(fail({ kind: "vault-damaged" }));
});

const readable = Buffer.concat([Buffer.from("SQLite format 3\0"), Buffer.alloc(4080)]);

function flip(path: string, at: number) {
  const bytes = readFileSync(path);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  writeFileSync(path, bytes);
}

function flipAll(path: string) {
  const bytes = readFileSync(path);
  for (let page = 4096; page < bytes.length; page += 4096) bytes.fill(0x5a, page + 50, page + 60);
  writeFileSync(path, bytes);
}

test("a vault of a later Daftar is refused politely and left as it is", async () => {
  const { dir, world } = await closedVault();
  const opened = await unlockVault(world, dir, { passphrase });
  if (!opened.ok) throw new Error(opened.fault.kind);
  opened.value.store.connection().pragma("user_version = 99");
  opened.value.close();
  expect(await opens(dir)).toEqual(fail({ kind: "vault-newer" }));
});

test("halves that a crash left before the vault counted do not stand in the way", async () => {
  const dir = temporaryDir();
  writeFileSync(join(dir, "vault-1.part"), "half");
  writeFileSync(join(dir, "vault-1.part-wal"), "half");
  writeFileSync(join(dir, "keys.part"), "half");
  expect(vaultStatus(smallWorld(), dir)).toEqual(ok({ exists: false, waitSeconds: 0 }));
  const made = await createVault(smallWorld(), dir, wish);
  expect(made.ok).toBe(true);
  if (made.ok) made.value.close();
  expect(readdirSync(dir).toSorted()).toEqual(["keys", "reserve", "vault-1.db"]);
});

test("a crash between the slot file and the database's name loses nothing", async () => {
  const { dir } = await closedVault();
  renameSync(join(dir, "vault-1.db"), join(dir, "vault-1.part"));
  expect(vaultStatus(smallWorld(), dir)).toEqual(ok({ exists: true, waitSeconds: 0 }));
  expect(await createVault(smallWorld(), dir, wish)).toEqual(fail({ kind: "vault-exists" }));
  expect(await opens(dir)).toEqual(ok("ندى"));
});

test("a folder that is not a vault is left alone", async () => {
  const dir = temporaryDir();
  mkdirSync(join(dir, "صور"));
  writeFileSync(join(dir, "قائمة.txt"), "سطر");
  const made = await createVault(smallWorld(), dir, wish);
  if (made.ok) made.value.close();
  expect(readdirSync(dir)).toEqual(expect.arrayContaining(["صور", "قائمة.txt"]));
});

test("checking an untouched vault finds nothing and is written down", async () => {
  const { vault, world } = await newVault();
  expect(await checkVault(vault, world, [])).toEqual(
    ok({ ok: true, interviews: 0, events: 0, attachments: 0, problems: [] }),
  );
  expect(vault.store.read(verifyJournal).entries).toBe(2);
});

test("checking finds a page that was changed on the disk while the vault was open", async () => {
  const { vault, world, dir } = await newVault();
  vault.store.refresh();
  flipAll(join(dir, "vault-1.db"));
  expect(await checkVault(vault, world, [])).toMatchObject({
    value: { ok: false, problems: [{ kind: "page-damaged", subject: null }] },
  });
});

test("checking finds a changed journal and a damaged attachment, and what the slices find", async () => {
  const { vault, world, dir } = await newVault();
  const placed = await vault.attachments.place([Buffer.from("صوت")]);
  if (!placed.ok) throw new Error(placed.fault.kind);
  vault.store.write((db) => vault.attachments.record(db, placed.value, "audio/ogg"));
  flip(join(dir, "attachments", placed.value.file), 3);
  vault.store.write((db) => db.prepare("UPDATE journal SET hash = 'x' WHERE entry = 1").run());
  const found = await checkVault(vault, world, [() => [{ kind: "chain-broken", subject: "i" }]]);
  expect(found).toMatchObject({
    value: {
      ok: false,
      attachments: 1,
      problems: [
        { kind: "journal-broken", subject: "1" },
        { kind: "chain-broken", subject: "i" },
        { kind: "attachment-damaged", subject: placed.value.sha256 },
      ],
    },
  });
});
