import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";

/** What came back from a medium. */
export interface ReadBack {
  readonly sha256: string;
  readonly bytes: number;
  /** The first bytes of the file, as many as were asked for. */
  readonly start: Buffer;
}

/**
 * Reads a file back from the medium itself, past what the system still has in memory.
 *
 * Where the system or the medium cannot do that (macOS, some network and FUSE file systems), it is
 * read the ordinary way: then the system's word is all there is. Throws what the disk throws.
 */
export async function readBack(path: string, startBytes: number): Promise<ReadBack> {
  if (constants.O_DIRECT) {
    try {
      return await readAll(path, constants.O_RDONLY | constants.O_DIRECT, startBytes);
    } catch (error) {
      const code = (error as { code?: unknown }).code;
      if (code !== "EINVAL" && code !== "ENOTSUP" && code !== "EOPNOTSUPP") throw error;
    }
  }
  return await readAll(path, constants.O_RDONLY, startBytes);
}

const pageBytes = 64 * 1024;
const pages = 16;

async function readAll(path: string, flags: number, startBytes: number): Promise<ReadBack> {
  const hash = createHash("sha256");
  const start: Buffer[] = [];
  const piece = alignedBuffer();
  let bytes = 0;
  let handle: FileHandle | null = null;
  try {
    handle = await open(path, flags);
    for (;;) {
      const { bytesRead } = await handle.read(piece, 0, piece.length, bytes);
      if (bytesRead === 0) break;
      const read = piece.subarray(0, bytesRead);
      hash.update(read);
      if (bytes < startBytes) start.push(Buffer.from(read.subarray(0, startBytes - bytes)));
      bytes += bytesRead;
    }
  } finally {
    await handle?.close();
  }
  return { sha256: hash.digest("hex"), bytes, start: Buffer.concat(start) };
}

/** Reading past the system's memory needs memory that begins on a page; only this kind always does. */
function alignedBuffer(): Buffer {
  const { Memory } = (
    globalThis as unknown as {
      readonly WebAssembly: {
        readonly Memory: new (size: {
          readonly initial: number;
        }) => { readonly buffer: ArrayBuffer };
      };
    }
  ).WebAssembly;
  return Buffer.from(new Memory({ initial: pages }).buffer, 0, pages * pageBytes);
}
