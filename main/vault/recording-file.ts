import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { DiskTrouble, diskFaultOf } from "./disk-fault.ts";
import { syncFolder } from "./safe-file.ts";
import { AttachmentDamaged, seal, unseal } from "./sealed-chunk.ts";

// A recording while it is being made: pieces as they come, about one a second, each sealed under the
// recording's own key and flushed before it counts. In front of each stands its length. A crash in
// the middle of a piece costs that piece and no other. Nothing of it is ever on the disk in the clear.

const lengthBytes = 4;

/** A recording that is being written. */
export class RecordingFile {
  readonly #dir: string;
  readonly #handle: number;
  readonly #key: Buffer;
  #at = 0;
  #index = 0;
  /** Of the recording itself. */
  bytes = 0;

  /** Makes the file; its name is durable when this returns. Throws `DiskTrouble`. */
  constructor(dir: string, file: string, key: Buffer) {
    this.#dir = dir;
    this.#key = key;
    try {
      this.#handle = openSync(join(dir, file), "wx", 0o600);
      syncFolder(dir);
    } catch (error) {
      throw this.#trouble(error);
    }
  }

  /** How many pieces it has. */
  get pieces(): number {
    return this.#index;
  }

  /** Adds a piece, which is on the disk when this returns. Throws `DiskTrouble`. */
  append(piece: Uint8Array): void {
    const sealed = seal(this.#key, this.#index, false, piece);
    const framed = Buffer.alloc(lengthBytes + sealed.length);
    framed.writeUInt32LE(sealed.length);
    sealed.copy(framed, lengthBytes);
    try {
      for (let done = 0; done < framed.length; )
        done += writeSync(this.#handle, framed, done, framed.length - done, this.#at + done);
      fsyncSync(this.#handle);
    } catch (error) {
      this.#forgetHalf();
      throw this.#trouble(error);
    }
    this.#at += framed.length;
    this.#index++;
    this.bytes += piece.length;
  }

  close(): void {
    closeSync(this.#handle);
  }

  #trouble(error: unknown): unknown {
    const fault = diskFaultOf(error, this.#dir);
    return fault ? new DiskTrouble(fault) : error;
  }

  /** A half at the end would be found as such; a disk that is full is glad of its room. */
  #forgetHalf(): void {
    try {
      ftruncateSync(this.#handle, this.#at);
    } catch {
      // The next piece is written over it.
    }
  }
}

/**
 * The pieces of a recording, up to the first that is not whole; none when the file is gone. One of them
 * is in memory at a time.
 */
export function* piecesOf(path: string, key: Buffer): Generator<Buffer> {
  let handle: number;
  try {
    handle = openSync(path, "r");
  } catch (error) {
    if ((error as { code?: unknown }).code === "ENOENT") return;
    throw error;
  }
  try {
    const { size } = fstatSync(handle);
    const read = (from: number, bytes: number): Buffer => {
      const into = Buffer.alloc(bytes);
      for (let filled = 0; filled < bytes; ) {
        const some = readSync(handle, into, filled, bytes - filled, from + filled);
        if (some === 0) throw new AttachmentDamaged();
        filled += some;
      }
      return into;
    };
    for (let at = 0, index = 0; at + lengthBytes <= size; index++) {
      const from = at + lengthBytes;
      const end = from + read(at, lengthBytes).readUInt32LE();
      if (end > size) return;
      yield unseal(key, index, false, read(from, end - from));
      at = end;
    }
  } catch (error) {
    if (!(error instanceof AttachmentDamaged)) throw error;
  } finally {
    closeSync(handle);
  }
}
