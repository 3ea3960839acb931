import { createHash } from "node:crypto";
import { type FileHandle, open, stat } from "node:fs/promises";
import { join } from "node:path";
import { limits } from "../../shared/parcels/limits.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { removeQuietly } from "../vault/safe-file.ts";
import type { World } from "../vault/world.ts";
import { type AgeHeader, type HeaderFault, readAgeHeader } from "./age.ts";
import { stagingFolder } from "./staging.ts";

/** A sealed file as it was on the stick, copied whole into the vault's staging folder. */
export interface Received {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  /** What anybody can read of it. */
  readonly header: AgeHeader;
}

export type ReceiveFault =
  | { readonly kind: "parcel-not-readable" }
  | { readonly kind: "parcel-too-large" }
  | HeaderFault;

const pieceBytes = 1024 * 1024;

/**
 * Copies a file from wherever it is, so that a stick that is pulled out, or a file that is changed
 * meanwhile, cannot confuse what follows.
 *
 * Faults: `parcel-not-readable` when the medium fails, gives nothing for a minute, or holds something
 * that is not a file; `parcel-too-large`, before anything is read; those of the header, before more
 * than the header is copied. What our own disk does is thrown.
 */
export async function receive(
  world: World,
  vaultDir: string,
  path: string,
): Promise<Result<Received, ReceiveFault>> {
  const copy = join(vaultDir, stagingFolder, `${world.random(8).toString("hex")}.part`);
  let source: FileHandle | null = null;
  let target: FileHandle | null = null;
  try {
    const { size } = await onSource(limits.readingSeconds, () => regularFile(path));
    if (size > limits.parcelBytes) return fail({ kind: "parcel-too-large" });
    const medium = await onSource(limits.readingSeconds, () => open(path, "r"));
    source = medium;
    const buffer = Buffer.alloc(pieceBytes);
    let piece = await readPiece(medium, buffer, 0);
    const header = readAgeHeader(piece.subarray(0, limits.headerBytes));
    if (!header.ok) return header;

    target = await open(copy, "wx", 0o600);
    const hash = createHash("sha256");
    let bytes = 0;
    while (piece.length > 0) {
      hash.update(piece);
      await target.writeFile(piece);
      bytes += piece.length;
      // It may have grown since it was measured.
      if (bytes > limits.parcelBytes) throw new SourceTrouble();
      piece = await readPiece(medium, buffer, bytes);
    }
    return ok({ path: copy, sha256: hash.digest("hex"), bytes, header: header.value });
  } catch (error) {
    removeQuietly(copy);
    if (error instanceof SourceTrouble) return fail({ kind: "parcel-not-readable" });
    throw error;
  } finally {
    // A medium that hangs may never let go of its file; nobody waits for that.
    source?.close().catch(() => {});
    await target?.close().catch(() => {});
  }
}

/** The medium, not us. */
export class SourceTrouble extends Error {}

/** Fills the buffer, or as much of it as there still is. */
async function readPiece(medium: FileHandle, into: Buffer, from: number): Promise<Buffer> {
  let at = 0;
  while (at < into.length) {
    const read = () => medium.read(into, at, into.length - at, from + at);
    const { bytesRead } = await onSource(limits.readingSeconds, read);
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  return into.subarray(0, at);
}

/** A pipe or a device would never end, or begin. */
async function regularFile(path: string): Promise<{ readonly size: number }> {
  const found = await stat(path);
  if (!found.isFile()) throw new SourceTrouble();
  return found;
}

/** One step on a medium that may be gone, failing or asleep: throws `SourceTrouble` for all three. */
export async function onSource<T>(waitSeconds: number, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new SourceTrouble()), waitSeconds * 1000);
  });
  try {
    return await Promise.race([work(), tired]);
  } catch {
    throw new SourceTrouble();
  } finally {
    clearTimeout(timer);
  }
}
