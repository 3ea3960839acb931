import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Staging, sweepStaging } from "../../../main/parcels/staging.ts";
import { smallWorld, temporaryDir } from "../vault/small-world.ts";

function place() {
  const dir = temporaryDir();
  sweepStaging(dir);
  return { dir, staging: new Staging(smallWorld(), dir) };
}

test("what is written is read back from anywhere", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 150_000 }), { maxLength: 20 }),
      fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 10 }),
      (sizes, reads) => {
        const dir = join(tmp(), "v");
        sweepStaging(dir);
        const staging = new Staging(smallWorld(), dir);
        const written = sizes.map((bytes, i) => Buffer.alloc(bytes, String(i)));
        for (const piece of written) staging.write(piece);
        staging.end();
        const all = Buffer.concat(written);
        expect(staging.bytes).toBe(all.length);
        for (const [from, length] of reads) {
          const offset = from % (all.length + 1);
          const bytes = length % (all.length - offset + 1);
          expect(staging.read(offset, bytes).equals(all.subarray(offset, offset + bytes))).toBe(
            true,
          );
        }
        staging.discard();
      },
    ),
    { numRuns: 60 },
  );
});

test("nothing readable lies on the disk, and nothing is left afterwards", () => {
  const { dir, staging } = place();
  staging.write(Buffer.from("أُخذ من البيت ليلاً ".repeat(100_000)));
  staging.end();
  const [file] = readdirSync(join(dir, "staging"));
  expect(readFileSync(join(dir, "staging", file ?? "")).includes("ليلاً")).toBe(false);
  staging.discard();
  expect(readdirSync(join(dir, "staging"))).toEqual([]);
});

test("nothing can be read before the end was written, nor outside of it", () => {
  const { staging } = place();
  staging.write(Buffer.from("شهادة"));
  expect(() => staging.read(0, 1)).toThrow();
  staging.end();
  expect(() => staging.read(0, 11)).toThrow(RangeError);
  expect(() => staging.write(Buffer.from("x"))).toThrow();
  staging.discard();
});

test("a file that was changed or cut meanwhile is treated as a failing disk", () => {
  for (const change of [
    (bytes: Buffer) => bytes.fill(1, 100, 101),
    (bytes: Buffer) => bytes.subarray(0, 50),
  ]) {
    const { dir, staging } = place();
    staging.write(Buffer.alloc(1000, "x"));
    staging.end();
    const path = join(dir, "staging", readdirSync(join(dir, "staging"))[0] ?? "");
    writeFileSync(path, change(readFileSync(path)));
    expect(() => staging.read(0, 1000)).toThrow(expect.objectContaining({ code: "EIO" }));
    staging.discard();
  }
});

test("what a crash left behind is removed before anything else is done", () => {
  const dir = temporaryDir();
  mkdirSync(join(dir, "staging"));
  writeFileSync(join(dir, "staging", "old.part"), "x");
  sweepStaging(dir);
  expect(readdirSync(join(dir, "staging"))).toEqual([]);
});

let folder: string | undefined;
function tmp(): string {
  folder ??= temporaryDir();
  return folder;
}
