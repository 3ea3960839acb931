import { createCipheriv, createDecipheriv } from "node:crypto";
import { closeSync, mkdirSync, openSync, readdirSync, readSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { World } from "../vault/world.ts";

// A file for what must not stay: chunks of 64 KiB, each sealed with AES-256-GCM under a key that is
// only in memory. Whatever a crash leaves of it, nobody can read, we ourselves included. Errors of
// the disk pass through as the system names them.

const chunkBytes = 64 * 1024;
const tagBytes = 16;

/** The folder, in the vault, for what is under way. */
export const stagingFolder = "staging";

/** Removes what an interrupted reading left behind. Called before anything else uses the folder. */
export function sweepStaging(vaultDir: string): void {
  const dir = join(vaultDir, stagingFolder);
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(dir)) rmSync(join(dir, name), { force: true });
}

/** A secret place on the disk: written once from start to end, then read anywhere. */
export class Staging {
  readonly #path: string;
  readonly #key: Buffer;
  readonly #file: number;
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #written = 0;
  #ended = false;
  #last: { readonly index: number; readonly chunk: Buffer } | null = null;

  constructor(world: World, vaultDir: string) {
    this.#path = join(vaultDir, stagingFolder, `${world.random(8).toString("hex")}.part`);
    this.#key = world.random(32);
    this.#file = openSync(this.#path, "wx+", 0o600);
  }

  /** How many bytes it holds. */
  get bytes(): number {
    return this.#written + this.#waitingBytes;
  }

  write(piece: Uint8Array): void {
    if (this.#ended) throw new Error("written after its end");
    this.#waiting.push(piece);
    this.#waitingBytes += piece.length;
    if (this.#waitingBytes >= 16 * chunkBytes) this.#flush(false);
  }

  /** After this it can be read, and not before. */
  end(): void {
    this.#flush(true);
    this.#ended = true;
  }

  /** Reads so many bytes from here; they must be there. */
  read(offset: number, bytes: number): Buffer {
    const parts = [...this.pieces(offset, bytes)];
    return parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
  }

  /** The same, piece by piece. */
  *pieces(offset: number, bytes: number): Generator<Buffer> {
    if (!this.#ended) throw new Error("read before its end");
    if (offset < 0 || bytes < 0 || offset + bytes > this.#written) throw new RangeError("outside");
    const end = offset + bytes;
    for (let at = offset; at < end; ) {
      const start = at % chunkBytes;
      const piece = this.#chunk(Math.floor(at / chunkBytes)).subarray(start, start + end - at);
      yield piece;
      at += piece.length;
    }
  }

  /** Forgets the key and removes the file. Never throws: what is left over is unreadable. */
  discard(): void {
    this.#key.fill(0);
    this.#waiting = [];
    this.#last = null;
    try {
      closeSync(this.#file);
      rmSync(this.#path, { force: true });
    } catch {
      // Swept at the next opening.
    }
  }

  #flush(all: boolean): void {
    const plain = Buffer.concat(this.#waiting);
    const whole = all ? plain.length : plain.length - (plain.length % chunkBytes);
    const sealed: Buffer[] = [];
    for (let at = 0; at < whole; at += chunkBytes) {
      const index = (this.#written + at) / chunkBytes;
      const cipher = createCipheriv("aes-256-gcm", this.#key, nonceOf(index));
      sealed.push(cipher.update(plain.subarray(at, Math.min(at + chunkBytes, whole))));
      sealed.push(cipher.final(), cipher.getAuthTag());
    }
    const bytes = Buffer.concat(sealed);
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#file, bytes, at);
    this.#written += whole;
    this.#waiting = [plain.subarray(whole)];
    this.#waitingBytes = plain.length - whole;
  }

  #chunk(index: number): Buffer {
    if (this.#last?.index === index) return this.#last.chunk;
    const plainBytes = Math.min(chunkBytes, this.#written - index * chunkBytes);
    const sealed = Buffer.alloc(plainBytes + tagBytes);
    const from = index * (chunkBytes + tagBytes);
    for (let at = 0; at < sealed.length; ) {
      const read = readSync(this.#file, sealed, at, sealed.length - at, from + at);
      if (read === 0) throw new StagingChanged();
      at += read;
    }
    const chunk = this.#open(index, sealed);
    this.#last = { index, chunk };
    return chunk;
  }

  #open(index: number, sealed: Buffer): Buffer {
    const decipher = createDecipheriv("aes-256-gcm", this.#key, nonceOf(index), {
      authTagLength: tagBytes,
    });
    decipher.setAuthTag(sealed.subarray(-tagBytes));
    const plain = decipher.update(sealed.subarray(0, -tagBytes));
    try {
      decipher.final();
    } catch {
      throw new StagingChanged();
    }
    return plain;
  }
}

/** Somebody or something changed the file while it was in use. It is treated as a failing disk. */
class StagingChanged extends Error {
  readonly code = "EIO";
  readonly syscall = "read";
}

/** Never used twice: each file has a key of its own, and each chunk is written once. */
function nonceOf(index: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(index, 6, 6);
  return nonce;
}
