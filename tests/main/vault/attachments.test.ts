import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sha256Hex } from "../../../main/vault/hash.ts";
import { AttachmentDamaged } from "../../../main/vault/sealed-chunk.ts";
import { unlockVault } from "../../../main/vault/vault.ts";
import { newVault, passphrase } from "./small-world.ts";

const chunk = 64 * 1024;

/** Bytes of a given length, in which no two chunks are alike. */
function recording(bytes: number): Buffer {
  const content = Buffer.alloc(bytes);
  for (let at = 0; at + 4 <= bytes; at += 4) content.writeUInt32LE((at * 2_654_435_761) >>> 0, at);
  return content;
}

async function keep({ attachments, store }: Vault, content: Buffer, pieces = 4000) {
  const cut = Array.from({ length: Math.ceil(content.length / pieces) }, (_, i) =>
    content.subarray(i * pieces, (i + 1) * pieces),
  );
  const placed = await attachments.place(cut);
  if (!placed.ok) throw new Error(placed.fault.kind);
  store.write((db) => attachments.record(db, placed.value, "audio/ogg"));
  return placed.value;
}
type Vault = Awaited<ReturnType<typeof newVault>>["vault"];

async function read({ attachments }: Vault, sha256: string): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(attachments.content(sha256)));
}

test.each([0, 1, chunk - 1, chunk, chunk + 1, 2 * chunk, 300_000])(
  "a file of %d bytes comes back as it went in",
  async (bytes) => {
    const { vault } = await newVault();
    const content = recording(bytes);
    const { sha256 } = await keep(vault, content);
    expect(sha256).toBe(sha256Hex(content));
    expect(await read(vault, sha256)).toEqual(content);
    expect(vault.store.read((db) => vault.attachments.bytesOf(db, sha256))).toBe(bytes);
  },
);

test("the size of the pieces in which it arrives does not matter", async () => {
  const { vault } = await newVault();
  const content = recording(200_000);
  const { sha256 } = await keep(vault, content, 200_000);
  expect(await read(vault, sha256)).toEqual(content);
});

test("neither name nor bytes of a file say what is in it, and no two vaults name it alike", async () => {
  const [here, there] = [await newVault(), await newVault()];
  const content = Buffer.from("صوت معروف ".repeat(5000));
  const placed = await keep(here.vault, content);
  const bytes = readFileSync(join(here.dir, "attachments", placed.file));
  expect(placed.file).not.toContain(placed.sha256);
  expect(bytes.includes("معروف")).toBe(false);
  const { vault } = await newVault({}, { ...there.world, random: (n) => Buffer.alloc(n, n) });
  expect((await keep(vault, content)).file).not.toBe(placed.file);
});

test("content that is already kept is kept once", async () => {
  const { vault, dir } = await newVault();
  const first = await keep(vault, recording(100_000));
  const second = await keep(vault, recording(100_000));
  expect(second).toEqual(first);
  expect(readdirSync(join(dir, "attachments"))).toEqual([first.file]);
});

test("every kind of change to a file is found", async () => {
  const { vault, dir } = await newVault();
  const { sha256, file } = await keep(vault, recording(3 * chunk + 500));
  const path = join(dir, "attachments", file);
  const whole = readFileSync(path);
  const sealed = chunk + 16;
  const swapped = Buffer.concat([
    whole.subarray(sealed, 2 * sealed),
    whole.subarray(0, sealed),
    whole.subarray(2 * sealed),
  ]);
  const flipped = (at: number) => {
    const changed = Buffer.from(whole);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    return changed;
  };
  for (const changed of [
    flipped(0),
    flipped(2 * sealed + 7),
    flipped(whole.length - 1),
    whole.subarray(0, -1),
    whole.subarray(0, 3 * sealed),
    whole.subarray(0, sealed),
    Buffer.concat([whole, Buffer.alloc(1)]),
    Buffer.concat([whole, whole.subarray(0, sealed)]),
    swapped,
    Buffer.alloc(0),
  ]) {
    writeFileSync(path, changed);
    await expect(read(vault, sha256)).rejects.toThrow(AttachmentDamaged);
    expect(await vault.attachments.isWhole(sha256)).toBe(false);
  }
  writeFileSync(path, whole);
  expect(await vault.attachments.isWhole(sha256)).toBe(true);
  rmSync(path);
  expect(await vault.attachments.isWhole(sha256)).toBe(false);
});

test("one file put under the name of another is found", async () => {
  const { vault, dir } = await newVault();
  const [first, second] = [await keep(vault, recording(900)), await keep(vault, recording(1800))];
  copyFileSync(join(dir, "attachments", first.file), join(dir, "attachments", second.file));
  expect(await vault.attachments.isWhole(second.sha256)).toBe(false);
});

test("a file that got no row is gone after the next opening, and the others stay", async () => {
  const { vault, dir, world } = await newVault();
  const kept = await keep(vault, recording(700));
  await vault.attachments.place([recording(900)]);
  writeFileSync(join(dir, "attachments", "0011.part"), "half");
  expect(readdirSync(join(dir, "attachments"))).toHaveLength(3);
  vault.close();
  const again = await unlockVault(world, dir, { passphrase });
  expect(readdirSync(join(dir, "attachments"))).toEqual([kept.file]);
  if (again.ok) again.value.close();
});
