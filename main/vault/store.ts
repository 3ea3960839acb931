import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fail, ok, type Result } from "../../shared/result.ts";
import {
  type Connection,
  ConnectionRefused,
  describeConnection,
  openDatabase,
} from "./database.ts";
import { type DiskFault, DiskTrouble, diskFaultOf } from "./disk-fault.ts";
import { removeQuietly, syncFolder, writeWhole } from "./safe-file.ts";

/** A value as SQL knows it. */
export type SqlValue = string | number | bigint | Buffer | null;

/** A statement, prepared once and kept for the life of the connection. */
export interface Statement<Row> {
  run(...values: readonly SqlValue[]): { readonly changes: number };
  get(...values: readonly SqlValue[]): Row | undefined;
  all(...values: readonly SqlValue[]): Row[];
  iterate(...values: readonly SqlValue[]): IterableIterator<Row>;
}

/** What a slice sees of the database inside `read` or `write`, and must not keep. */
export interface Database {
  prepare<Row = { readonly [column: string]: SqlValue }>(sql: string): Statement<Row>;
}

/** Freed when the disk is full, so that the interview in progress can be brought to its end. */
const reserveBytes = 4 * 1024 * 1024;

/** Enough for everything Daftar says by itself; a bound for whoever builds statements. */
const mostStatements = 400;

/**
 * The one way to the database for everything that is not the vault itself.
 *
 * Holds the key of an open vault until `close`. After any failure of the disk the connection is
 * thrown away: the system may have dropped what it could not write, so only what is read back from
 * the file counts. The next use opens a new one. Nothing is tried twice in silence.
 */
export class Store {
  readonly #path: string;
  readonly #key: Buffer;
  #open: { readonly db: Connection; readonly statements: Map<string, Statement<unknown>> } | null;
  #writing = false;
  #closed = false;

  constructor(path: string, key: Buffer) {
    this.#path = path;
    this.#key = Buffer.from(key);
    this.#open = null;
  }

  /**
   * Reads. What `work` gives back must not be a statement in progress.
   *
   * Throws `DiskTrouble` when the disk fails; see `orDiskFault`.
   */
  read<T>(work: (db: Database) => T): T {
    try {
      return work(this.#database());
    } catch (error) {
      throw this.#abandon(error) ?? error;
    }
  }

  /**
   * Does `work` as one transaction, durable when this returns `ok`.
   *
   * A disk fault means: not promised. It may still have reached the disk, so look, do not repeat.
   * Whatever else `work` throws undoes the transaction and passes through.
   */
  write<T>(work: (db: Database) => T): Result<T, DiskFault> {
    if (this.#writing) throw new Error("a transaction inside a transaction");
    this.#writing = true;
    try {
      return ok(this.#transact(work));
    } catch (error) {
      const trouble = this.#abandon(error);
      if (!trouble) throw error;
      return fail(trouble.fault);
    } finally {
      this.#writing = false;
    }
  }

  /** What the connection says of itself. */
  describe(): ReturnType<typeof describeConnection> {
    return describeConnection(this.connection());
  }

  /** For the vault's own migrations and checks. */
  connection(): Connection {
    this.#database();
    if (!this.#open) throw new Error("not open");
    return this.#open.db;
  }

  /**
   * Writes the file anew, so that no page of it keeps a rest of what was deleted, and empties the
   * journal beside it. Outside of any transaction; what was committed before stays committed.
   */
  scrub(): Result<void, DiskFault> {
    try {
      const db = this.connection();
      db.exec("VACUUM");
      db.pragma("wal_checkpoint(TRUNCATE)");
      this.#drop();
      return ok(undefined);
    } catch (error) {
      const trouble = this.#abandon(error);
      if (!trouble) throw error;
      return fail(trouble.fault);
    }
  }

  /** Brings everything into the one file and forgets what is in memory; the next use reads the disk. */
  refresh(): void {
    try {
      this.#open?.db.pragma("wal_checkpoint(TRUNCATE)");
    } catch {
      // The disk failed; what was promised is in the WAL and is taken up at the next opening.
    }
    this.#drop();
  }

  /** Like `refresh`, and forgets the key. Never throws. */
  close(): void {
    this.refresh();
    this.#key.fill(0);
    this.#closed = true;
  }

  /** Makes the reserve again if it was used and there is room for it now. */
  keepReserve(): void {
    const path = this.#reservePath();
    if (existsSync(path)) return;
    try {
      writeWhole(path, randomBytes(reserveBytes));
      syncFolder(dirname(path));
    } catch {
      removeQuietly(path);
    }
  }

  #transact<T>(work: (db: Database) => T): T {
    const database = this.#database();
    const db = this.connection();
    database.prepare("BEGIN IMMEDIATE").run();
    let value: T;
    try {
      value = work(database);
      if (value instanceof Promise) throw new TypeError("a transaction cannot wait");
      database.prepare("COMMIT").run();
    } catch (error) {
      try {
        // After the gravest errors SQLite has already undone the transaction itself.
        if (db.inTransaction) database.prepare("ROLLBACK").run();
      } catch {
        // A connection that cannot undo is not used again; closing it undoes.
        this.#drop();
      }
      throw error;
    }
    return value;
  }

  #database(): Database {
    if (this.#closed) throw new Error("the vault is closed");
    if (!this.#open) {
      const db = openDatabase(this.#path, this.#key);
      this.#open = { db, statements: new Map() };
    }
    const { db, statements } = this.#open;
    return {
      prepare<Row>(sql: string) {
        const kept = statements.get(sql);
        // One that is being stepped through cannot be used a second time meanwhile.
        if (kept && !(kept as unknown as { readonly busy: boolean }).busy)
          return kept as Statement<Row>;
        const made = db.prepare(sql) as unknown as Statement<unknown>;
        if (!kept && statements.size < mostStatements) statements.set(sql, made);
        return made as Statement<Row>;
      },
    };
  }

  /** After a failure of the disk: the connection is dead, and the reserve is freed if that helps. */
  #abandon(error: unknown): DiskTrouble | null {
    const fault: DiskFault | null =
      error instanceof ConnectionRefused
        ? { kind: "disk-failing" }
        : diskFaultOf(error, dirname(this.#path));
    if (!fault) return null;
    this.#drop();
    if (fault.kind === "disk-full") removeQuietly(this.#reservePath());
    return error instanceof DiskTrouble ? error : new DiskTrouble(fault);
  }

  #drop(): void {
    const open = this.#open;
    this.#open = null;
    try {
      open?.db.close();
    } catch {
      // It is dead already.
    }
  }

  #reservePath(): string {
    return join(dirname(this.#path), "reserve");
  }
}

/** Does what may meet a failing disk while reading, and gives the fault instead of throwing it. */
export function orDiskFault<Outcome extends Result<unknown>>(
  work: () => Outcome,
): Outcome | { readonly ok: false; readonly fault: DiskFault } {
  try {
    return work();
  } catch (error) {
    if (error instanceof DiskTrouble) return fail(error.fault);
    throw error;
  }
}
