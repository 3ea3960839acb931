import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { largestFile } from "../../shared/interviews/files.ts";

/** A file that a person chose, as it lies on their disk or stick; little of it is in memory at once. */
export interface ChosenFile {
  readonly bytes: number;
  /** As many bytes as there are from a place on, at most `length`. */
  readonly read: (at: number, length: number) => Promise<Buffer>;
  /** What is between two places, in pieces of 64 KiB. */
  readonly pieces: (from: number, to: number) => AsyncGenerator<Buffer>;
}

/** Why a chosen file was not taken. What the medium does is told in one word: it is not our disk. */
export class NotTaken extends Error {
  readonly kind:
    | "attachment-unreadable"
    | "attachment-too-large"
    | "attachment-empty"
    | "attachment-kind-unknown"
    | "photo-too-large"
    | "photo-not-cleaned"
    | "sound-not-cleaned";
  constructor(kind: NotTaken["kind"]) {
    super(kind);
    this.kind = kind;
  }
}

const pieceBytes = 64 * 1024;

/**
 * Opens a chosen file, lets something be done with it, and closes it again.
 *
 * Its size is taken once: what is added meanwhile is left out, and one that became shorter throws
 * `NotTaken`, as does everything that the medium refuses.
 */
export async function withChosen<T>(
  path: string,
  work: (file: ChosenFile) => Promise<T>,
): Promise<T> {
  const handle = await onMedium(() => open(path, readWithoutWaiting));
  try {
    const found = await onMedium(() => handle.stat());
    if (!found.isFile()) throw new NotTaken("attachment-unreadable");
    if (found.size > largestFile) throw new NotTaken("attachment-too-large");
    if (found.size === 0) throw new NotTaken("attachment-empty");
    return await work(chosenFile(handle, found.size));
  } finally {
    await handle.close().catch(() => {
      // It was only read.
    });
  }
}

/** What only looks like a file, a pipe for instance, would otherwise keep whoever opens it waiting. */
const readWithoutWaiting = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

function chosenFile(handle: FileHandle, bytes: number): ChosenFile {
  const read: ChosenFile["read"] = async (at, length) => {
    const wanted = Math.max(0, Math.min(length, bytes - at));
    const into = Buffer.alloc(wanted);
    for (let filled = 0; filled < wanted; ) {
      const some = await onMedium(() =>
        handle.read(into, filled, Math.min(pieceBytes, wanted - filled), at + filled),
      );
      if (some.bytesRead === 0) throw new NotTaken("attachment-unreadable");
      filled += some.bytesRead;
    }
    return into;
  };
  return {
    bytes,
    read,
    pieces: async function* (from, to) {
      for (let at = from; at < to; at += pieceBytes)
        yield await read(at, Math.min(pieceBytes, to - at));
    },
  };
}

async function onMedium<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch {
    throw new NotTaken("attachment-unreadable");
  }
}
