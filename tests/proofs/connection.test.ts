// Each rule of the connection, taken away in turn: opening is refused. And each check, taken away in
// turn: opening goes through, so the test would see a check that is missing.
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import Sqlite from "better-sqlite3-multiple-ciphers";
import { afterAll, expect, test } from "vitest";
import {
  type Connection,
  ConnectionRefused,
  describeConnection,
  openDatabase,
  type Setting,
  settings,
  type Workbench,
} from "../../main/vault/database.ts";
import { temporaryDir } from "../main/vault/small-world.ts";
import { report } from "./report.ts";

const key = randomBytes(32);
const napi = Number(process.versions.napi);
let refusals = 0;
afterAll(() => report({ proof: "connection", counts: { settings: settings.length, refusals } }));

/** A database with one table, made by the product itself. */
function vaultFile(): string {
  const path = join(temporaryDir(), "vault-1.db");
  const db = openDatabase(path, key, { create: true });
  db.exec("CREATE TABLE said (word TEXT)");
  db.prepare("INSERT INTO said VALUES (?)").run("شهادة".repeat(500));
  db.close();
  return path;
}

/** What opening says: the rule that was not met, or nothing. */
function refusal(path: string, bench: Partial<Workbench>, withKey = key): string | null {
  try {
    openDatabase(path, withKey, {
      create: true,
      bench: { driver: Sqlite, napi, settings, ...bench },
    }).close();
    return null;
  } catch (error) {
    if (!(error instanceof ConnectionRefused)) throw error;
    refusals++;
    return error.rule;
  }
}

/** The real driver, on which one pragma does not do what it is told. */
function deafTo(pragma: string, instead: string): typeof Sqlite {
  return class extends Sqlite {
    override pragma(source: string, options?: { simple?: boolean }): unknown {
      const told = source.startsWith(`${pragma}=`);
      return super.pragma(told && instead === "" ? pragma : told ? instead : source, options);
    }
  } as unknown as typeof Sqlite;
}

/** What each setting would be without our word, or could be made by somebody else's. */
const otherwise: { readonly [pragma: string]: string } = {
  temp_store: "",
  journal_mode: "journal_mode=DELETE",
  synchronous: "synchronous=NORMAL",
  fullfsync: "",
  checkpoint_fullfsync: "",
  secure_delete: "secure_delete=OFF",
  foreign_keys: "foreign_keys=OFF",
  trusted_schema: "trusted_schema=ON",
  cell_size_check: "cell_size_check=OFF",
  mmap_size: "mmap_size=65536",
  journal_size_limit: "",
  busy_timeout: "busy_timeout=0",
};

test("an honest connection opens, and reads back every setting", () => {
  const path = vaultFile();
  expect(refusal(path, {})).toBeNull();
  const db = openDatabase(path, key);
  expect(describeConnection(db)).toEqual({
    cipher: "sqlcipher",
    journal_mode: "wal",
    synchronous: "FULL",
    temp_store: "MEMORY",
    secure_delete: "ON",
    fts_secure_delete: null,
  });
  db.close();
});

test("there is a way to disobey for every setting", () => {
  expect(Object.keys(otherwise)).toEqual(settings.map(({ pragma }) => pragma));
});

test.each(settings)("a connection without $pragma=$value is refused", ({ pragma }) => {
  const driver = deafTo(pragma, otherwise[pragma] as string);
  expect(refusal(vaultFile(), { driver })).toBe(pragma);
});

test.each(settings)(
  "only the check of $pragma stands between it and an open vault",
  ({ pragma }) => {
    const driver = deafTo(pragma, otherwise[pragma] as string);
    const unchecked: Setting[] = settings.filter((setting) => setting.pragma !== pragma);
    expect(refusal(vaultFile(), { driver, settings: unchecked })).toBeNull();
  },
);

test.each([
  ["cipher", "cipher='chacha20'"],
  ["legacy", "legacy=3"],
])("a connection with another %s is refused", (pragma, instead) => {
  expect(refusal(vaultFile(), { driver: deafTo(pragma, instead) })).toBe(pragma);
});

/** Node's own SQLite, which cannot encrypt, in the clothes of our driver. */
class PlainSqlite {
  readonly #db: DatabaseSync;
  constructor(path: string) {
    this.#db = new DatabaseSync(path);
  }
  pragma(source: string, { simple = false } = {}): unknown {
    const rows = this.#db.prepare(`PRAGMA ${source}`).all();
    return simple ? Object.values(rows[0] ?? {})[0] : rows;
  }
  key(bytes: Buffer): void {
    this.pragma(`key="${bytes.toString("latin1")}"`);
  }
  prepare(sql: string) {
    return this.#db.prepare(sql);
  }
  close(): void {
    this.#db.close();
  }
}

test("plain SQLite takes our key without a word and writes everything readable; it is refused", () => {
  const path = join(temporaryDir(), "vault-1.db");
  const driver = PlainSqlite as unknown as typeof Sqlite;
  expect(refusal(path, { driver })).toBe("cipher");
  const plain = new PlainSqlite(path);
  plain.key(Buffer.from(`x'${key.toString("hex")}'`));
  plain.prepare("CREATE TABLE said (word TEXT)").run();
  plain.prepare("INSERT INTO said VALUES (?)").run("شهادة");
  plain.close();
  expect(readFileSync(path).includes("شهادة")).toBe(true);
  expect(refusal(path, {})).toBe("readable-file");
});

test("a build that says it encrypts, and cannot, is refused", () => {
  class Liar extends PlainSqlite {
    override pragma(source: string, options: { simple?: boolean } = {}): unknown {
      if (source === "cipher") return "sqlcipher";
      if (source === "legacy") return "4";
      return super.pragma(source, options);
    }
  }
  const path = join(temporaryDir(), "vault-1.db");
  expect(refusal(path, { driver: Liar as unknown as typeof Sqlite })).toBe("encrypting-build");
});

test("a Node that would crash in the database is refused before it is loaded", () => {
  const driver = class {
    constructor() {
      throw new Error("loaded");
    }
  } as unknown as typeof Sqlite;
  expect(refusal(vaultFile(), { napi: 9, driver })).toBe("node-api");
  expect(refusal(vaultFile(), { napi: Number.NaN, driver })).toBe("node-api");
});

test("a wrong key, a short key and a passphrase are refused", () => {
  const path = vaultFile();
  expect(refusal(path, {}, randomBytes(32))).toBe("key");
  expect(refusal(path, {}, randomBytes(16))).toBe("key");
  expect(refusal(path, {}, Buffer.from("زيتون قديم عند باب الدار"))).toBe("key");
});

test("a full-text index that forgets only on the surface is refused", () => {
  const path = vaultFile();
  let db: Connection = openDatabase(path, key);
  db.exec("CREATE VIRTUAL TABLE found USING fts5(word, content='', contentless_delete=1)");
  db.close();
  expect(refusal(path, {})).toBe("fts-secure-delete");
  db = new Sqlite(path);
  db.pragma("cipher='sqlcipher'");
  db.pragma("legacy=4");
  db.key(Buffer.from(`x'${key.toString("hex")}'`));
  db.exec("INSERT INTO found(found, rank) VALUES ('secure-delete', 1)");
  db.close();
  expect(refusal(path, {})).toBeNull();
});

test("a vault is random from its first byte", () => {
  const bytes = readFileSync(vaultFile());
  expect(bytes.subarray(0, 16).toString("latin1")).not.toContain("SQLite");
  expect(bytes.includes("شهادة")).toBe(false);
  expect(bytes.includes("CREATE")).toBe(false);
});
