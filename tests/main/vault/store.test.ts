import { existsSync, renameSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { DiskTrouble } from "../../../main/vault/disk-fault.ts";
import { type Database, orDiskFault } from "../../../main/vault/store.ts";
import { fail, ok } from "../../../shared/result.ts";
import { newVault } from "./small-world.ts";

const keep = (word: string) => (db: Database) => {
  db.prepare(
    `INSERT INTO questionnaire (hash, form, version, title, definition, added)
     VALUES (?, 'f', '1', ?, '{}', '')`,
  ).run(word, word.repeat(2000));
};

const kept = (db: Database) =>
  db
    .prepare<{ hash: string }>("SELECT hash FROM questionnaire ORDER BY hash")
    .all()
    .map(({ hash }) => hash);

test("what was written is read back, and nothing of what was undone", async () => {
  const { store } = (await newVault()).vault;
  expect(store.write(keep("درعا"))).toEqual(ok(undefined));
  const undone = () =>
    store.write((db) => {
      keep("نوى")(db);
      throw new RangeError("لا");
    });
  expect(undone).toThrow(RangeError);
  expect(store.read(kept)).toEqual(["درعا"]);
  expect(store.write(keep("نوى"))).toEqual(ok(undefined));
});

test("a transaction inside a transaction is a mistake, and undoes the outer one", async () => {
  const { store } = (await newVault()).vault;
  expect(() =>
    store.write((db) => {
      keep("درعا")(db);
      store.write(keep("نوى"));
    }),
  ).toThrow("a transaction inside a transaction");
  expect(store.read(kept)).toEqual([]);
});

test("a transaction cannot wait for something", async () => {
  const { store } = (await newVault()).vault;
  expect(() => store.write(async (db) => keep("درعا")(db))).toThrow("cannot wait");
  expect(store.read(kept)).toEqual([]);
});

test("one statement can be stepped through while it is asked again", async () => {
  const { store } = (await newVault()).vault;
  store.write((db) => ["ا", "ب", "ت"].map(keep).forEach((put) => void put(db)));
  const sql = "SELECT hash FROM questionnaire ORDER BY hash";
  const pairs = store.read((db) =>
    [...db.prepare<{ hash: string }>(sql).iterate()].flatMap(({ hash }) =>
      db
        .prepare<{ hash: string }>(sql)
        .all()
        .map((other) => `${hash}${other.hash}`),
    ),
  );
  expect(pairs).toHaveLength(9);
});

/** Lets the database grow no further, as a full disk would. */
async function fullDisk() {
  const { vault, dir } = await newVault();
  vault.store.write(keep("درعا"));
  const connection = vault.store.connection();
  const pages = connection.pragma("page_count", { simple: true });
  connection.pragma(`max_page_count = ${pages}`);
  return { ...vault, reserve: join(dir, "reserve") };
}

test("on a full disk nothing is said to be saved, and what was saved is there", async () => {
  const { store } = await fullDisk();
  expect(store.write(keep("نوى"))).toEqual(fail({ kind: "disk-full" }));
  expect(store.read(kept)).toEqual(["درعا"]);
});

test("a full disk frees the reserve, and the answer can be given again", async () => {
  const { store, reserve } = await fullDisk();
  expect(existsSync(reserve)).toBe(true);
  expect(store.write(keep("نوى"))).toEqual(fail({ kind: "disk-full" }));
  expect(existsSync(reserve)).toBe(false);
  // The limit belonged to the connection that was thrown away.
  expect(store.write(keep("نوى"))).toEqual(ok(undefined));
  expect(store.read(kept)).toEqual(["درعا", "نوى"]);
});

test("the reserve is made again when there is room", async () => {
  const { store, reserve } = await fullDisk();
  store.write(keep("نوى"));
  store.keepReserve();
  expect(existsSync(reserve)).toBe(true);
});

test("a disk that fails in reading is a fault at the slice's border", async () => {
  const { store } = (await newVault()).vault;
  const reading = () =>
    orDiskFault(() =>
      ok(
        store.read(() => {
          throw Object.assign(new Error("disk I/O error"), { code: "SQLITE_IOERR_READ" });
        }),
      ),
    );
  expect(reading()).toEqual(fail({ kind: "disk-failing" }));
  expect(() =>
    store.read(() => {
      throw new DiskTrouble({ kind: "disk-read-only" });
    }),
  ).toThrow(DiskTrouble);
  expect(store.read(kept)).toEqual([]);
});

test("a vault whose folder is gone is a failing disk, and nothing is made in its place", async () => {
  const { vault, dir } = await newVault();
  vault.store.refresh();
  renameSync(dir, `${dir}-away`);
  expect(vault.store.write(keep("درعا"))).toEqual(fail({ kind: "disk-failing" }));
  expect(existsSync(dir)).toBe(false);
  renameSync(`${dir}-away`, dir);
  expect(vault.store.write(keep("درعا"))).toEqual(ok(undefined));
});

test("a mistake in reading stays a mistake", async () => {
  const { store } = (await newVault()).vault;
  expect(() => orDiskFault(() => ok(store.read((db) => db.prepare("SELEKT").all())))).toThrow(
    "syntax error",
  );
});

test("after closing there is no way back in", async () => {
  const { vault } = await newVault();
  vault.close();
  expect(() => vault.store.read(kept)).toThrow("closed");
});
