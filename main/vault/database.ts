import { closeSync, existsSync, openSync, readSync } from "node:fs";
import { resolve } from "node:path";
import Sqlite from "better-sqlite3-multiple-ciphers";

/** An open, encrypted connection, on which every rule of this file holds. Only the vault sees it. */
export type Connection = InstanceType<typeof Sqlite>;

/** A setting that every connection must have: written, then read back. */
export interface Setting {
  readonly pragma: string;
  readonly value: string;
  /** What reading it back must give. */
  readonly reads: string | number;
}

/** The database could not be trusted, and was closed before anything was read from it. */
export class ConnectionRefused extends Error {
  readonly rule: string;
  constructor(rule: string) {
    super(`connection refused: ${rule}`);
    this.rule = rule;
  }
}

/** What opening leans on. Tests hand in a worse world; nobody else does. */
export interface Workbench {
  readonly driver: typeof Sqlite;
  /** The Node-API version of the running program. */
  readonly napi: number;
  readonly settings: readonly Setting[];
}

/**
 * In this order. `temp_store` comes first: without it a sort or a `VACUUM` writes what was said into
 * a readable temporary file. `synchronous=FULL` is what makes "saved" true: this build's own default
 * lost acknowledged answers in four of five simulated power cuts. `fullfsync` makes macOS flush the
 * drive. `secure_delete` overwrites what is deleted. The rest keeps hostile or damaged content an
 * error. Source: measurements of 2026 with this very package, docs/decisions.
 */
export const settings: readonly Setting[] = [
  { pragma: "temp_store", value: "MEMORY", reads: 2 },
  { pragma: "journal_mode", value: "WAL", reads: "wal" },
  { pragma: "synchronous", value: "FULL", reads: 2 },
  { pragma: "fullfsync", value: "ON", reads: 1 },
  { pragma: "checkpoint_fullfsync", value: "ON", reads: 1 },
  { pragma: "secure_delete", value: "ON", reads: 1 },
  { pragma: "foreign_keys", value: "ON", reads: 1 },
  { pragma: "trusted_schema", value: "OFF", reads: 0 },
  { pragma: "cell_size_check", value: "ON", reads: 1 },
  { pragma: "mmap_size", value: "0", reads: 0 },
  { pragma: "journal_size_limit", value: "8388608", reads: 8_388_608 },
  { pragma: "busy_timeout", value: "5000", reads: 5000 },
];

/** SQLCipher 4 by name and number, so that a change of the package's default cannot change our files. */
const cipher: readonly Setting[] = [
  { pragma: "cipher", value: "'sqlcipher'", reads: "sqlcipher" },
  { pragma: "legacy", value: "4", reads: "4" },
];

const today: Workbench = { driver: Sqlite, napi: Number(process.versions.napi), settings };

/**
 * Opens the one kind of connection there is.
 *
 * Takes a raw key of 32 bytes, never a passphrase, and wipes nothing: the key stays the caller's.
 * With `create`, the file may be missing or empty. Throws `ConnectionRefused` with the rule that was
 * not met; `key` is the rule when the key does not open the file, or the file is damaged. Errors of
 * the disk pass through as SQLite names them.
 */
export function openDatabase(
  path: string,
  key: Buffer,
  { create = false, bench = today }: { create?: boolean; bench?: Workbench } = {},
): Connection {
  // Below 10 the native part loads and then ends the whole process without a word.
  if (!(bench.napi >= 10)) throw new ConnectionRefused("node-api");
  if (key.length !== 32) throw new ConnectionRefused("key");
  // The package itself would speak of a missing folder as a mistake of ours; it is a stick that is gone.
  if (!create && !existsSync(path)) throw Object.assign(new Error("no file"), missing);
  refuseReadable(path);
  const db = new bench.driver(resolve(path), { fileMustExist: !create, timeout: 5000 });
  try {
    encrypt(db, key);
    const [first, ...others] = bench.settings;
    if (first) apply(db, first);
    if (!opens(db)) throw new ConnectionRefused("key");
    if (!canEncrypt(db)) throw new ConnectionRefused("encrypting-build");
    for (const setting of others) apply(db, setting);
    for (const setting of bench.settings) check(db, setting);
    refuseForgetfulIndexes(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

const missing = { code: "SQLITE_CANTOPEN" };

/** What the connection itself says it is, in words: read back, never remembered. */
export function describeConnection(db: Connection): {
  readonly cipher: string;
  readonly journal_mode: string;
  readonly synchronous: string;
  readonly temp_store: string;
  readonly secure_delete: string;
  readonly fts_secure_delete: string | null;
} {
  const word = (pragma: string, words: readonly string[]) => words[Number(read(db, pragma))] ?? "?";
  const indexes = fullTextIndexes(db);
  return {
    cipher: String(read(db, "cipher")),
    journal_mode: String(read(db, "journal_mode")),
    synchronous: word("synchronous", ["OFF", "NORMAL", "FULL", "EXTRA"]),
    temp_store: word("temp_store", ["DEFAULT", "FILE", "MEMORY"]),
    secure_delete: word("secure_delete", ["OFF", "ON", "FAST"]),
    fts_secure_delete:
      indexes.length === 0
        ? null
        : indexes.every((name) => deletesSecurely(db, name))
          ? "ON"
          : "OFF",
  };
}

function encrypt(db: Connection, key: Buffer): void {
  for (const setting of cipher) apply(db, setting);
  // In this form SQLCipher takes the bytes as they are instead of deriving a key from them.
  const raw = Buffer.from(`x'${key.toString("hex")}'`);
  db.key(raw);
  raw.fill(0);
  for (const setting of cipher) check(db, setting);
}

/** Plain SQLite takes every pragma about keys without a word, and writes everything readable. */
function canEncrypt(db: Connection): boolean {
  const names = "SELECT 1 FROM pragma_function_list WHERE name = 'sqlite3mc_version'";
  return db.prepare(names).get() !== undefined;
}

function apply(db: Connection, { pragma, value }: Setting): void {
  db.pragma(`${pragma}=${value}`);
}

function check(db: Connection, { pragma, reads }: Setting): void {
  if (read(db, pragma) !== reads) throw new ConnectionRefused(pragma);
}

function read(db: Connection, pragma: string): unknown {
  return db.pragma(pragma, { simple: true });
}

/** Reading the schema is the first thing that needs the right key. */
function opens(db: Connection): boolean {
  try {
    db.prepare("SELECT count(*) FROM sqlite_schema").get();
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code === "SQLITE_NOTADB") return false;
    throw error;
  }
}

/**
 * An encrypted file is random from its first byte; a readable one says what it is.
 *
 * Only before opening: on POSIX, closing any handle of a file drops this process's locks on it.
 */
function refuseReadable(path: string): void {
  if (!existsSync(path)) return;
  const start = Buffer.alloc(15);
  const file = openSync(path, "r");
  try {
    readSync(file, start, 0, start.length, 0);
  } finally {
    closeSync(file);
  }
  if (start.toString("latin1") === "SQLite format 3") throw new ConnectionRefused("readable-file");
}

/** A full-text index has a deletion of its own, which by default leaves the words behind. */
function refuseForgetfulIndexes(db: Connection): void {
  for (const name of fullTextIndexes(db))
    if (!deletesSecurely(db, name)) throw new ConnectionRefused("fts-secure-delete");
}

function fullTextIndexes(db: Connection): readonly string[] {
  return db
    .prepare<[], { name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%fts5%'",
    )
    .all()
    .map(({ name }) => name);
}

function deletesSecurely(db: Connection, index: string): boolean {
  const quoted = `"${`${index}_config`.replaceAll('"', '""')}"`;
  const row = db
    .prepare<[], { v: unknown }>(`SELECT v FROM ${quoted} WHERE k = 'secure-delete'`)
    .get();
  return row?.v === 1;
}
