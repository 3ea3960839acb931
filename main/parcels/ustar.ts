import { createHash, type Hash } from "node:crypto";
import { limits } from "../../shared/parcels/limits.ts";
import { fail, ok, type Result } from "../../shared/result.ts";

// The archive within a parcel: POSIX ustar, of which we write and read exactly one form. Regular
// files, mode 0644, no owner, no time; two closing blocks of zeros, then zeros up to a size that
// tells little. A header is read by writing it again from its name and size and comparing all bytes.
// Source: POSIX.1-1988, ustar; Nikitin and others, "Padmé", PETS 2019.

const blockBytes = 512;
const closingBytes = 2 * blockBytes;
/** Up to this size all parcels look alike. */
const smallest = 65_536;
const zeros = Buffer.alloc(smallest);

export const manifestName = "manifest.json";
export const eventsName = "interviews.ndjson.gz";
export const sumsName = "SHA256SUMS";
export const signatureName = "SHA256SUMS.sig";
export const attachmentName = (sha256: string) => `attachments/${sha256}`;

/** A file to be put into an archive. Its size is known before its content. */
export interface NewEntry {
  readonly name: string;
  readonly bytes: number;
  readonly content: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/** A file found in an archive: where its content lies, and the SHA-256 of that content. */
export interface FoundEntry {
  readonly name: string;
  readonly offset: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** An archive that can be read anywhere. */
export interface ReadableArchive {
  readonly bytes: number;
  read(offset: number, bytes: number): Buffer;
  pieces(offset: number, bytes: number): Iterable<Buffer>;
}

/**
 * Writes an archive, piece by piece.
 *
 * Entries are asked for one after the other, when the one before has been written. Throws if an
 * entry has more or fewer bytes than it said.
 */
export async function* writeArchive(
  entries: Iterable<NewEntry> | AsyncIterable<NewEntry>,
): AsyncGenerator<Uint8Array> {
  let written = 0;
  for await (const { name, bytes, content } of entries) {
    yield header(name, bytes);
    let given = 0;
    for await (const piece of content) {
      given += piece.length;
      yield piece;
    }
    if (given !== bytes) throw new RangeError("an entry is not as long as it said");
    const rest = -bytes & (blockBytes - 1);
    if (rest > 0) yield zeros.subarray(0, rest);
    written += blockBytes + bytes + rest;
  }
  const size = paddedBytes(written + closingBytes);
  for (let left = size - written; left > 0; left -= zeros.length) yield zeros.subarray(0, left);
}

/** How large an archive with these sizes of files will be, padding included. */
export function archiveBytes(sizes: readonly number[]): number {
  const blocks = sizes.reduce((sum, bytes) => sum + 1 + Math.ceil(bytes / blockBytes), 0);
  return paddedBytes(blocks * blockBytes + closingBytes);
}

/** The next size up that hides all but the first few bits of it; Padmé. */
export function paddedBytes(bytes: number): number {
  if (bytes <= smallest) return smallest;
  const exponent = Math.floor(Math.log2(bytes));
  const step = 2 ** (exponent - (Math.floor(Math.log2(exponent)) + 1));
  return Math.ceil(bytes / step) * step;
}

/** The list that is signed: every file before it, as `sha256sum` reads it, sorted by name. */
export function writeSums(entries: readonly Pick<FoundEntry, "name" | "sha256">[]): string {
  const sorted = [...entries].sort((a, b) => (a.name < b.name ? -1 : 1));
  return sorted.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join("");
}

type ArchiveFault =
  | { readonly kind: "not-a-parcel" }
  | { readonly kind: "parcel-damaged" }
  | { readonly kind: "parcel-too-large" }
  | { readonly kind: "parcel-unsigned" };

/**
 * Walks an archive and hashes every file in it.
 *
 * Gives the entries in their order: manifest, events if there are any, attachments sorted by name,
 * sums, signature. Names serve only to find content; none is ever used as a path. Faults:
 * `not-a-parcel` when it does not begin with a manifest; `parcel-too-large`, from declared sizes;
 * `parcel-unsigned` when only the signature is missing; `parcel-damaged` for everything else.
 */
export function readArchive(archive: ReadableArchive): Result<FoundEntry[], ArchiveFault> {
  const entries: FoundEntry[] = [];
  let offset = 0;
  for (;;) {
    if (offset + closingBytes > archive.bytes)
      return fail({ kind: entries.length === 0 ? "not-a-parcel" : "parcel-damaged" });
    const block = archive.read(offset, blockBytes);
    if (isZero(block) && entries.length > 0) break;
    const found = readHeader(block);
    const last = entries.at(-1)?.name;
    if (last === undefined && found?.name !== manifestName) return fail({ kind: "not-a-parcel" });
    if (!found || !mayFollow(last, found.name)) return fail({ kind: "parcel-damaged" });
    if (found.bytes > largest(found.name) || entries.length > limits.attachments + 4)
      return fail({ kind: "parcel-too-large" });

    const start = offset + blockBytes;
    const end = start + found.bytes;
    offset = end + (-found.bytes & (blockBytes - 1));
    if (offset > archive.bytes) return fail({ kind: "parcel-damaged" });
    if (!isZero(archive.read(end, offset - end))) return fail({ kind: "parcel-damaged" });
    entries.push({ ...found, offset: start, sha256: hashOf(archive.pieces(start, found.bytes)) });
  }
  const ended = offset + closingBytes;
  if (archive.bytes !== paddedBytes(ended)) return fail({ kind: "parcel-damaged" });
  for (const piece of archive.pieces(offset, archive.bytes - offset))
    if (!isZero(piece)) return fail({ kind: "parcel-damaged" });
  const last = entries.at(-1)?.name;
  if (last === sumsName) return fail({ kind: "parcel-unsigned" });
  return last === signatureName ? ok(entries) : fail({ kind: "parcel-damaged" });
}

/** What may come after what: this is the whole grammar of an archive. */
function mayFollow(last: string | undefined, name: string): boolean {
  switch (name) {
    case manifestName:
      return last === undefined;
    case eventsName:
      return last === manifestName;
    case sumsName:
      return last !== sumsName && last !== signatureName;
    case signatureName:
      return last === sumsName;
    default:
      return (
        /^attachments\/[0-9a-f]{64}$/.test(name) &&
        last !== undefined &&
        (last === manifestName || last === eventsName || isBefore(last, name))
      );
  }
}

function isBefore(last: string, name: string): boolean {
  return last.startsWith("attachments/") && last < name;
}

function largest(name: string): number {
  switch (name) {
    case manifestName:
      return limits.manifestBytes;
    case eventsName:
      return limits.eventsBytes;
    case sumsName:
      return limits.sumsBytes;
    case signatureName:
      return limits.signatureBytes;
    default:
      return limits.attachmentBytes;
  }
}

function header(name: string, bytes: number): Buffer {
  const block = Buffer.alloc(blockBytes);
  const put = (text: string, at: number) => block.write(text, at, "latin1");
  put(name, 0);
  put("0000644", 100);
  put("0000000", 108);
  put("0000000", 116);
  put(bytes.toString(8).padStart(11, "0"), 124);
  put("00000000000", 136);
  put("        ", 148);
  put("0", 156);
  put("ustar", 257);
  put("00", 263);
  put("0000000", 329);
  put("0000000", 337);
  const sum = block.reduce((total, byte) => total + byte, 0);
  // Six digits, NUL, and the blank that is there already.
  put(`${sum.toString(8).padStart(6, "0")}\x00`, 148);
  return block;
}

/** Gives `null` unless the block is, to the byte, the header that we would write. */
function readHeader(block: Buffer): { readonly name: string; readonly bytes: number } | null {
  const nameEnd = block.indexOf(0);
  const size = block.toString("latin1", 124, 135);
  if (nameEnd < 1 || nameEnd > 100 || !/^[0-7]{11}$/.test(size)) return null;
  const name = block.toString("latin1", 0, nameEnd);
  const bytes = Number.parseInt(size, 8);
  return header(name, bytes).equals(block) ? { name, bytes } : null;
}

function isZero(bytes: Buffer): boolean {
  return bytes.length <= zeros.length
    ? bytes.equals(zeros.subarray(0, bytes.length))
    : bytes.every((byte) => byte === 0);
}

function hashOf(pieces: Iterable<Uint8Array>): string {
  const hash: Hash = createHash("sha256");
  for (const piece of pieces) hash.update(piece);
  return hash.digest("hex");
}
