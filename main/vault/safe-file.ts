import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { dirname, resolve } from "node:path";

/**
 * Puts new bytes under a name so that a power cut leaves the old ones or the new ones, whole.
 *
 * Writes `<path>.part`, flushes it, reads it back from the medium and hands it to `verify`, renames
 * it, and flushes the folder. Throws what the disk or `verify` throws; the old file is then still
 * there, and the `.part` is not.
 */
export function replaceFile(path: string, bytes: Buffer, verify: (written: Buffer) => void): void {
  const part = `${path}.part`;
  try {
    writeWhole(part, bytes);
    verify(readFileSync(part));
    renameSync(part, path);
  } catch (error) {
    removeQuietly(part);
    throw error;
  }
  syncFolder(dirname(path));
}

/** Writes a file and flushes it. The name is durable only after `syncFolder`. */
export function writeWhole(path: string, bytes: Buffer): void {
  const file = openSync(path, "w", 0o600);
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes the names in a folder durable. Windows keeps names in its own journal and has no such call. */
export function syncFolder(dir: string): void {
  if (process.platform === "win32") return;
  const folder = openSync(dir, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** Makes a folder, and those above it, that only its owner may look into; durable when it returns. */
export function makeFolder(dir: string): void {
  const first = mkdirSync(dir, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  const above = dirname(resolve(first));
  for (let made = resolve(dir); made !== above; made = dirname(made)) syncFolder(dirname(made));
}

/** Removes what may already be gone, on a disk that may refuse: what is left over is swept later. */
export function removeQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // Nothing depends on it.
  }
}
