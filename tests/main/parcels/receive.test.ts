import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { onSource, receive, SourceTrouble } from "../../../main/parcels/receive.ts";
import { sweepStaging } from "../../../main/parcels/staging.ts";
import { sha256Hex } from "../../../main/vault/hash.ts";
import { smallWorld, temporaryDir } from "../vault/small-world.ts";

function place() {
  const dir = temporaryDir();
  sweepStaging(dir);
  return { dir, stick: temporaryDir(), world: smallWorld() };
}

test("a file is copied whole before anything is looked at", async () => {
  const { dir, stick, world } = place();
  const header = "age-encryption.org/v1\n-> X25519 share\nbody\n--- mac\n";
  const content = Buffer.concat([Buffer.from(header), Buffer.alloc(3_000_000, "حبر")]);
  writeFileSync(join(stick, "one.daftar"), content);
  const received = await receive(world, dir, join(stick, "one.daftar"));
  if (!received.ok) throw new Error(received.fault.kind);
  expect(received.value).toMatchObject({ bytes: content.length, sha256: sha256Hex(content) });
  expect(received.value.header).toMatchObject({ kind: "classic", recipients: 1 });
  expect(readFileSync(received.value.path).equals(content)).toBe(true);
});

test("of a file that is no parcel, nothing is copied", async () => {
  const { dir, stick, world } = place();
  writeFileSync(join(stick, "film.mp4"), Buffer.alloc(3_000_000, "x"));
  const received = await receive(world, dir, join(stick, "film.mp4"));
  expect(received).toEqual({ ok: false, fault: { kind: "not-a-parcel" } });
  expect(readdirSync(join(dir, "staging"))).toEqual([]);
});

test.skipIf(process.platform === "win32")(
  "a pipe, which would never end, is not read",
  async () => {
    const { dir, stick, world } = place();
    execFileSync("mkfifo", [join(stick, "pipe.daftar")]);
    const received = await receive(world, dir, join(stick, "pipe.daftar"));
    expect(received).toEqual({ ok: false, fault: { kind: "parcel-not-readable" } });
    expect(readdirSync(join(dir, "staging"))).toEqual([]);
  },
);

test("a medium that gives nothing for too long is given up, and so is one that fails", async () => {
  await expect(onSource(0.01, () => new Promise(() => {}))).rejects.toThrow(SourceTrouble);
  await expect(onSource(1, () => Promise.reject(new Error("EIO")))).rejects.toThrow(SourceTrouble);
  expect(await onSource(1, async () => 7)).toBe(7);
});
