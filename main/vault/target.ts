import { createHash } from "node:crypto";
import { type FileHandle, lstat, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { readBack } from "./medium.ts";
import { syncFolder } from "./safe-file.ts";

/** What a stick or folder can do to a file that is being written to it. Nothing is left on it then. */
export interface TargetFault {
  readonly kind: "target-full" | "target-read-only" | "target-gone" | "target-not-verified";
}

/** The medium failed, or did not give back what was written. */
export class TargetTrouble extends Error {
  readonly kind: TargetFault["kind"];
  constructor(kind: TargetFault["kind"]) {
    super(kind);
    this.kind = kind;
  }
}

/**
 * A file on a medium that leaves the notebook, from its first byte to its name. Throws `TargetTrouble`
 * for what the medium does; what its content throws passes through.
 */
export class Target {
  readonly #part: string;
  readonly #final: string;
  #sha256 = "";
  #made = false;
  #named = false;
  bytes = 0;

  constructor(part: string, final: string) {
    this.#part = part;
    this.#final = final;
  }

  /** `mode`: who may read it, where the medium knows that. */
  async write(
    content: AsyncIterable<Uint8Array>,
    progress: (done: number) => void,
    mode = 0o666,
  ): Promise<void> {
    const hash = createHash("sha256");
    const handle = await onTarget(() => open(this.#part, "wx", mode));
    this.#made = true;
    try {
      for await (const piece of gathered(content)) {
        hash.update(piece);
        await onTarget(() => writeWhole(handle, piece));
        this.bytes += piece.length;
        progress(this.bytes);
      }
      await onTarget(() => handle.sync());
    } finally {
      await handle.close().catch(() => {
        // What did not reach the medium is found by reading it back.
      });
    }
    this.#sha256 = hash.digest("hex");
  }

  /** Gives the first bytes of what the medium gives back, which is what was sent. */
  async readBack(startBytes: number): Promise<Buffer> {
    const read = await onTarget(() => readBack(this.#part, startBytes), "target-not-verified");
    if (read.bytes !== this.bytes || read.sha256 !== this.#sha256)
      throw new TargetTrouble("target-not-verified");
    return read.start;
  }

  async name(): Promise<void> {
    await onTarget(async () => {
      if (await exists(this.#final)) throw new Error("a name that is taken");
      await rename(this.#part, this.#final);
      this.#named = true;
      syncFolder(dirname(this.#final));
    });
  }

  async remove(): Promise<void> {
    if (!this.#made) return;
    try {
      await rm(this.#named ? this.#final : this.#part, { force: true });
    } catch {
      // The stick is gone or read-only by now. Without its name the half passes for nothing.
    }
  }
}

/** Turns errors of the medium into what a person can do about them; errors of ours pass through. */
async function onTarget<T>(
  work: () => Promise<T>,
  otherwise: TargetFault["kind"] = "target-gone",
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code, syscall } = error as { code?: unknown; syscall?: unknown };
    if (typeof code !== "string" || typeof syscall !== "string") throw error;
    if (/^(ENOSPC|EDQUOT|EFBIG)$/.test(code)) throw new TargetTrouble("target-full");
    if (/^(EROFS|EACCES|EPERM)$/.test(code)) throw new TargetTrouble("target-read-only");
    if (/^(EMFILE|ENFILE|ENOMEM)$/.test(code)) throw error;
    throw new TargetTrouble(otherwise);
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code === "ENOENT") return false;
    throw error;
  }
}

async function writeWhole(handle: FileHandle, piece: Uint8Array): Promise<void> {
  for (let at = 0; at < piece.length; ) {
    const { bytesWritten } = await handle.write(piece, at);
    at += bytesWritten;
  }
}

/** Pieces of about a mebibyte, because a stick takes few large writes better than many small ones. */
async function* gathered(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of content) {
    waiting.push(piece);
    bytes += piece.length;
    if (bytes >= 1024 * 1024) {
      yield Buffer.concat(waiting);
      waiting = [];
      bytes = 0;
    }
  }
  yield Buffer.concat(waiting);
}
