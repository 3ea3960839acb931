import { createHash, createHmac } from "node:crypto";
import { readdirSync, readFileSync, renameSync, statfsSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fail, ok, type Result } from "../../shared/result.ts";
import { type DiskFault, diskFaultOf } from "./disk-fault.ts";
import { piecesOf, RecordingFile } from "./recording-file.ts";
import { makeFolder, removeQuietly, syncFolder } from "./safe-file.ts";
import { AttachmentDamaged, seal, tagBytes, unseal } from "./sealed-chunk.ts";
import type { Database, Store } from "./store.ts";
import type { World } from "./world.ts";

// A file beside the database: chunks of 64 KiB, each with its tag of 16 bytes, under AES-256-GCM and
// a key that no other file has. The nonce is the chunk's index; index and "this is the last" are
// bound to each chunk, so that none can be left out, moved or added. Its name is an HMAC of the
// content's hash under a key in the database: nobody can confirm a recording that he already has.

const chunkBytes = 64 * 1024;

/** A file that is whole on the disk and has no row yet. */
export interface PlacedFile {
  /** SHA-256 of the content, 64 hexadecimal digits. */
  readonly sha256: string;
  readonly bytes: number;
  readonly file: string;
  readonly key: Buffer;
}

/** A recording on its way to the disk; its row and its file are kept together. */
export interface BegunRecording {
  readonly file: string;
  readonly key: Buffer;
  readonly pieces: RecordingFile;
}

/** Chunks in one piece that a page asks for: half a mebibyte. */
const chunksInPiece = 8;

/** The files of an open vault. */
export class Attachments {
  readonly #dir: string;
  readonly #store: Store;
  readonly #world: World;
  readonly #nameKey: Buffer;

  constructor(world: World, store: Store, vaultDir: string, nameKey: Buffer) {
    this.#dir = join(vaultDir, "attachments");
    this.#store = store;
    this.#world = world;
    this.#nameKey = nameKey;
  }

  /**
   * Puts content on the disk, encrypted as it arrives, flushed, under its final name.
   *
   * It counts only once `record` has given it a row, in the transaction of whatever speaks of it;
   * a file without a row is removed at the next opening. Content that is already kept is not
   * written again. Holds one chunk in memory.
   */
  async place(
    content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  ): Promise<Result<PlacedFile, DiskFault>> {
    const part = join(this.#dir, `${this.#world.random(16).toString("hex")}.part`);
    const key = this.#world.random(32);
    try {
      makeFolder(this.#dir);
      const { sha256, bytes } = await writeEncrypted(part, key, content);
      const kept = this.#store.read((db) => find(db, sha256));
      if (kept) {
        removeQuietly(part);
        return ok({ sha256, bytes: kept.bytes, file: kept.file, key: kept.key });
      }
      const file = createHmac("sha256", this.#nameKey).update(sha256).digest("hex");
      renameSync(part, join(this.#dir, file));
      syncFolder(this.#dir);
      return ok({ sha256, bytes, file, key });
    } catch (error) {
      removeQuietly(part);
      const fault = diskFaultOf(error, this.#dir);
      if (!fault) throw error;
      return fail(fault);
    }
  }

  /** Gives a placed file its row, inside the caller's transaction. */
  record(db: Database, placed: PlacedFile, mediaType: string): void {
    db.prepare(
      `INSERT INTO attachment (sha256, file, key, bytes, media_type) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (sha256) DO NOTHING`,
    ).run(placed.sha256, placed.file, placed.key, placed.bytes, mediaType);
  }

  /** Size in bytes of kept content; `null` when there is none of this hash. */
  bytesOf(db: Database, sha256: string): number | null {
    return find(db, sha256)?.bytes ?? null;
  }

  /**
   * Gives content back, chunk by chunk, each verified before it is given.
   *
   * Throws `AttachmentDamaged` at the first chunk that is not as it was written, so nothing may be
   * made final before the end was reached.
   */
  async *content(sha256: string): AsyncGenerator<Buffer> {
    const kept = this.#store.read((db) => find(db, sha256));
    if (!kept) throw new AttachmentDamaged();
    yield* readEncrypted(join(this.#dir, kept.file), kept.key);
  }

  /**
   * Gives one piece of kept content, verified, and where the next one begins: `null` at the end.
   *
   * Throws `AttachmentDamaged` when the piece is not as it was written, or there is none.
   */
  async piece(
    sha256: string,
    index: number,
  ): Promise<{ readonly bytes: Buffer; readonly next: number | null }> {
    const kept = this.#store.read((db) => find(db, sha256));
    if (!kept) throw new AttachmentDamaged();
    const last = Math.max(0, Math.ceil(kept.bytes / chunkBytes) - 1);
    const from = index * chunksInPiece;
    if (from > last) throw new AttachmentDamaged();
    const chunks: Buffer[] = [];
    for await (const chunk of readEncrypted(join(this.#dir, kept.file), kept.key, from)) {
      chunks.push(chunk);
      if (chunks.length === chunksInPiece) break;
    }
    const next = from + chunks.length > last ? null : index + 1;
    return { bytes: Buffer.concat(chunks), next };
  }

  /** Begins a recording; without a row it is swept away. Throws `DiskTrouble`. */
  beginRecording(): BegunRecording {
    makeFolder(this.#dir);
    const file = `${this.#world.random(16).toString("hex")}.recording`;
    const key = this.#world.random(32);
    return { file, key, pieces: new RecordingFile(this.#dir, file, key) };
  }

  /** What there is of a recording, however it ended. */
  recorded(file: string, key: Buffer): Generator<Buffer> {
    return piecesOf(join(this.#dir, file), key);
  }

  /** Takes the row of content nobody wants any more, inside the caller's transaction; gives its file. */
  forget(db: Database, sha256: string): string | null {
    const kept = find(db, sha256);
    db.prepare("DELETE FROM attachment WHERE sha256 = ?").run(sha256);
    return kept?.file ?? null;
  }

  /** Removes files whose rows are gone; what the disk refuses is swept away at the next opening. */
  remove(files: readonly string[]): void {
    for (const file of files) removeQuietly(join(this.#dir, file));
  }

  /** Bytes that are free where the vault lies. */
  freeBytes(): number {
    const { bavail, bsize } = statfsSync(dirname(this.#dir));
    return bavail * bsize;
  }

  /**
   * Gives content back at once and whole, for what is needed in the middle of an act; `null` when
   * there is none of this hash, or it is not as it was written. Only for files that fit into memory.
   */
  whole(db: Database, sha256: string): Buffer | null {
    const kept = find(db, sha256);
    if (!kept) return null;
    const content = openWhole(join(this.#dir, kept.file), kept.key);
    return content && createHash("sha256").update(content).digest("hex") === sha256
      ? content
      : null;
  }

  /** Reads a file to its end and compares it with its row. */
  async isWhole(sha256: string): Promise<boolean> {
    try {
      const hash = createHash("sha256");
      for await (const chunk of this.content(sha256)) hash.update(chunk);
      return hash.digest("hex") === sha256;
    } catch (error) {
      if (error instanceof AttachmentDamaged) return false;
      throw error;
    }
  }

  /** Removes what an interrupted act left behind: halves, and files that never got a row. */
  sweep(): void {
    let names: readonly string[];
    try {
      names = readdirSync(this.#dir);
    } catch {
      return;
    }
    const known = this.#store.read(
      (db) =>
        new Set(
          db
            .prepare<{ file: string }>(
              "SELECT file FROM attachment UNION ALL SELECT file FROM recording",
            )
            .all()
            .map(({ file }) => file),
        ),
    );
    for (const name of names) if (!known.has(name)) removeQuietly(join(this.#dir, name));
  }
}

interface Row {
  readonly file: string;
  readonly key: Buffer;
  readonly bytes: number;
}

function find(db: Database, sha256: string): Row | undefined {
  return db.prepare<Row>("SELECT file, key, bytes FROM attachment WHERE sha256 = ?").get(sha256);
}

async function writeEncrypted(
  path: string,
  key: Buffer,
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash("sha256");
  const chunk = Buffer.alloc(chunkBytes);
  let filled = 0;
  let bytes = 0;
  let index = 0;
  const handle = await open(path, "wx", 0o600);
  try {
    for await (const piece of content) {
      hash.update(piece);
      bytes += piece.length;
      for (let at = 0; at < piece.length; ) {
        // Which chunk is the last is known only at the end, so a full one waits for the next byte.
        if (filled === chunkBytes) {
          await handle.writeFile(seal(key, index++, false, chunk));
          filled = 0;
        }
        const some = piece.subarray(at, at + chunkBytes - filled);
        chunk.set(some, filled);
        filled += some.length;
        at += some.length;
      }
    }
    await handle.writeFile(seal(key, index, true, chunk.subarray(0, filled)));
    await handle.sync();
  } finally {
    chunk.fill(0);
    await handle.close();
  }
  return { sha256: hash.digest("hex"), bytes };
}

async function* readEncrypted(path: string, key: Buffer, from = 0): AsyncGenerator<Buffer> {
  let handle: FileHandle;
  try {
    handle = await open(path, "r");
  } catch (error) {
    if ((error as { code?: unknown }).code === "ENOENT") throw new AttachmentDamaged();
    throw error;
  }
  try {
    const { size } = await handle.stat();
    const last = Math.max(0, Math.ceil(size / (chunkBytes + tagBytes)) - 1);
    for (let index = from; index <= last; index++) {
      const sealed = Buffer.alloc(
        Math.min(chunkBytes + tagBytes, size - index * (chunkBytes + tagBytes)),
      );
      await readWhole(handle, sealed, index * (chunkBytes + tagBytes));
      yield unseal(key, index, index === last, sealed);
    }
  } finally {
    await handle.close();
  }
}

function openWhole(path: string, key: Buffer): Buffer | null {
  try {
    const sealed = readFileSync(path);
    const one = chunkBytes + tagBytes;
    const last = Math.max(0, Math.ceil(sealed.length / one) - 1);
    const plain: Buffer[] = [];
    for (let index = 0; index <= last; index++)
      plain.push(
        unseal(key, index, index === last, sealed.subarray(index * one, (index + 1) * one)),
      );
    return Buffer.concat(plain);
  } catch (error) {
    if (error instanceof AttachmentDamaged) return null;
    if ((error as { code?: unknown }).code === "ENOENT") return null;
    throw error;
  }
}

async function readWhole(handle: FileHandle, into: Buffer, from: number): Promise<void> {
  for (let at = 0; at < into.length; ) {
    const { bytesRead } = await handle.read(into, at, into.length - at, from + at);
    if (bytesRead === 0) throw new AttachmentDamaged();
    at += bytesRead;
  }
}
