import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  archiveBytes,
  type NewEntry,
  paddedBytes,
  type ReadableArchive,
  readArchive,
  writeArchive,
  writeSums,
} from "../../../main/parcels/ustar.ts";
import { sha256Hex } from "../../../main/vault/hash.ts";
import { temporaryDir } from "../vault/small-world.ts";
import { collect } from "./forge.ts";

const one = sha256Hex("1");
const files: { readonly [name: string]: string } = {
  "manifest.json": "{}\n",
  "interviews.ndjson.gz": "درعا".repeat(200),
  [`attachments/${one}`]: "x".repeat(512),
  SHA256SUMS: "",
  "SHA256SUMS.sig": "y",
};

const entriesOf = (content: { readonly [name: string]: string }): NewEntry[] =>
  Object.entries(content).map(([name, text]) => {
    const bytes = Buffer.from(text);
    return { name, bytes: bytes.length, content: [bytes] };
  });

const archive = (content: { readonly [name: string]: string }) =>
  collect(writeArchive(entriesOf(content)));

function readable(bytes: Buffer): ReadableArchive {
  const read = (offset: number, length: number) => bytes.subarray(offset, offset + length);
  return { bytes: bytes.length, read, pieces: (offset, length) => [read(offset, length)] };
}

test("an archive gives back the names, places and sums of what was put in", async () => {
  const bytes = await archive(files);
  const found = readArchive(readable(bytes));
  if (!found.ok) throw new Error(found.fault.kind);
  expect(found.value.map(({ name }) => name)).toEqual(Object.keys(files));
  for (const { name, offset, bytes: length, sha256 } of found.value) {
    const content = bytes.subarray(offset, offset + length);
    expect(content.toString()).toBe(files[name]);
    expect(sha256).toBe(sha256Hex(content));
  }
  expect(bytes.length).toBe(65_536);
});

test("GNU tar unpacks an archive, and packs the very same bytes", async () => {
  const dir = temporaryDir();
  const names = Object.keys(files);
  const bytes = await archive(files);
  writeFileSync(join(dir, "ours.tar"), bytes);
  mkdirSync(join(dir, "out"));
  execFileSync("tar", ["-xf", join(dir, "ours.tar"), "-C", join(dir, "out")]);
  for (const name of names) expect(readFileSync(join(dir, "out", name), "utf8")).toBe(files[name]);

  const manner = [
    "--format=ustar",
    "--mtime=@0",
    "--mode=0644",
    "--owner=0",
    "--group=0",
    "--numeric-owner",
  ];
  execFileSync("tar", [
    ...manner,
    "-b1",
    "-cf",
    join(dir, "theirs.tar"),
    "-C",
    join(dir, "out"),
    ...names,
  ]);
  const theirs = readFileSync(join(dir, "theirs.tar"));
  expect(bytes.subarray(0, theirs.length).equals(theirs)).toBe(true);
});

test("the size of an archive is known before it is written", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(70_000), { minLength: 1, maxLength: 5 }), async (sizes) => {
      const entries = sizes.map((bytes, i) => ({
        name: `file-${i}`,
        bytes,
        content: [Buffer.alloc(bytes)],
      }));
      expect((await collect(writeArchive(entries))).length).toBe(archiveBytes(sizes));
    }),
    { numRuns: 30 },
  );
});

test("a padded size is never smaller, at most an eighth larger, and padded once for all", () => {
  fc.assert(
    fc.property(fc.integer({ min: 65_536, max: 2 ** 31 }), (bytes) => {
      const padded = paddedBytes(bytes);
      expect(padded).toBeGreaterThanOrEqual(bytes);
      expect(padded).toBeLessThanOrEqual(bytes * 1.125);
      expect(paddedBytes(padded)).toBe(padded);
      expect(padded % 512).toBe(0);
    }),
  );
});

test("an entry that is not as long as it said is our own mistake", async () => {
  const short = [{ name: "manifest.json", bytes: 5, content: [Buffer.from("1234")] }];
  await expect(collect(writeArchive(short))).rejects.toThrow();
});

test("no archive survives the change of a byte outside its contents", async () => {
  const bytes = await archive(files);
  const found = readArchive(readable(bytes));
  if (!found.ok) throw new Error(found.fault.kind);
  const inContent = (at: number) =>
    found.value.some(({ offset, bytes: length }) => at >= offset && at < offset + length);
  for (let at = 0; at < bytes.length; at += at < 6000 ? 1 : 997) {
    if (inContent(at)) continue;
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    const read = readArchive(readable(changed));
    expect(read.ok, `byte ${at}`).toBe(false);
  }
});

test("sums are written as sha256sum reads them, sorted by name", () => {
  const sums = writeSums([
    { name: "manifest.json", sha256: "b".repeat(64) },
    { name: "attachments/a", sha256: "a".repeat(64) },
  ]);
  expect(sums).toBe(`${"a".repeat(64)}  attachments/a\n${"b".repeat(64)}  manifest.json\n`);
});
