import { expect, test } from "vitest";
import {
  databaseKey,
  type Locking,
  openKeys,
  readLocking,
  sealKeys,
} from "../../../main/vault/slots.ts";
import { fail, ok } from "../../../shared/result.ts";
import { cheap, smallWorld } from "./small-world.ts";

const world = smallWorld();
const passphrase = world.random(32);
const sheet = world.random(32);
const locking: Locking = { salt: world.random(16), cost: cheap };
const keys = {
  vaultKey: world.random(32),
  epochKey: world.random(32),
  epoch: 1,
  database: "vault-1.db",
};
const file = sealKeys(world, locking, [passphrase, sheet], keys);

/** The same file with another header of the same length. */
function withHeader(change: (header: string) => string): Buffer {
  const header = change(file.toString("utf8", 0, 4095).trimEnd());
  const changed = Buffer.from(file);
  changed.fill(" ", 0, 4095);
  changed.write(header);
  return changed;
}

test("each secret opens the file and gives the same keys", () => {
  expect(openKeys(file, passphrase)).toEqual(ok(keys));
  expect(openKeys(file, sheet)).toEqual(ok(keys));
});

test("a wrong secret opens nothing and is not damage", () => {
  expect(openKeys(file, world.random(32))).toEqual(ok(null));
});

test("the file says how it is locked, and nothing of how many can open it", () => {
  expect(readLocking(file)).toEqual(ok(locking));
  const one = sealKeys(world, locking, [passphrase], keys);
  expect(one.length).toBe(file.length);
  expect(one.subarray(0, 4096)).toEqual(file.subarray(0, 4096));
});

test("every byte after the header looks random, used or not", () => {
  const counts = new Array<number>(256).fill(0);
  for (const byte of file.subarray(4096)) counts[byte] = (counts[byte] ?? 0) + 1;
  // 61,440 bytes: 240 of each expected, deviation about 15.
  expect(Math.min(...counts)).toBeGreaterThan(240 - 6 * 15.5);
  expect(Math.max(...counts)).toBeLessThan(240 + 6 * 15.5);
});

test("a slot opens wherever it lies", () => {
  for (let run = 0; run < 40; run++)
    expect(openKeys(sealKeys(world, locking, [sheet], keys), sheet)).toEqual(ok(keys));
});

test("a changed epoch key is damage, though the secret was right", () => {
  const changed = Buffer.from(file);
  changed.writeUInt8(changed.readUInt8(53_248 + 20) ^ 1, 53_248 + 20);
  expect(openKeys(changed, passphrase)).toEqual(fail({ kind: "vault-damaged" }));
});

test("a header that names another epoch does not fit to the epoch key", () => {
  const changed = withHeader((header) =>
    header.replace("vault-1.db", "vault-2.db").replace('"epoch":1', '"epoch":2'),
  );
  expect(openKeys(changed, passphrase)).toEqual(fail({ kind: "vault-damaged" }));
});

test("a planted cost below or above our bounds is damage, not a cheap or an endless guess", () => {
  for (const [cost, planted] of [
    ['"memory-kib":65536', '"memory-kib":1024'],
    ['"memory-kib":65536', '"memory-kib":16777216'],
    ['"passes":1', '"passes":4000'],
    ['"lanes":1', '"lanes":64'],
  ] as const)
    expect(readLocking(withHeader((header) => header.replace(cost, planted)))).toEqual(
      fail({ kind: "vault-damaged" }),
    );
});

test("a planted cost within the bounds does not open the slots", () => {
  const changed = withHeader((header) => header.replace('"passes":1', '"passes":2'));
  expect(openKeys(changed, passphrase)).toEqual(ok(null));
});

test("a later format is named as such", () => {
  const later = withHeader((header) => header.replace('"version":1', '"version":2'));
  expect(readLocking(later)).toEqual(fail({ kind: "vault-newer" }));
});

test.each([
  ["shorter", (whole: Buffer) => whole.subarray(0, -1)],
  ["longer", (whole: Buffer) => Buffer.concat([whole, Buffer.alloc(1)])],
  ["empty", () => Buffer.alloc(0)],
  ["all zero", (whole: Buffer) => Buffer.alloc(whole.length)],
  ["with a second space in its header", () => withHeader((header) => header.replace(",", ", "))],
  ["with a field more", () => withHeader((header) => header.replace("{", '{"a":1,'))],
  [
    "with a path instead of a file",
    () => withHeader((header) => header.replace("vault-1.db", "../vault.db")),
  ],
])("a file that is %s is damage", (_, change) => {
  expect(readLocking(change(file))).toEqual(fail({ kind: "vault-damaged" }));
});

test("another epoch key is another database key", () => {
  expect(databaseKey(keys.epochKey)).toHaveLength(32);
  expect(databaseKey(keys.epochKey)).not.toEqual(databaseKey(world.random(32)));
});
