import { crc32, createInflateRaw } from "node:zlib";
import { WorkbookTrouble } from "./trouble.ts";

// The archive around a workbook, read as if its maker wished us ill: everything it says about
// itself is checked before a byte is unpacked, and again while unpacking. Only what workbooks use
// is known: stored and deflated parts, one volume, no encryption, no Zip64. Source: PKWARE,
// APPNOTE.TXT 6.3.10, sections 4.3 and 4.4; Fifield, "A better zip bomb", 2019.

export const zipLimits = {
  /** Of the file, and of all its parts unpacked. */
  bytes: 20 * 1024 * 1024,
  unpackedBytes: 200 * 1024 * 1024,
  /** How many times larger a part may become; what stays below the grace harms nobody. */
  ratio: 100,
  graceBytes: 1024 * 1024,
  parts: 2_000,
  /** Of one part that is read: a form of the largest kind has a tenth of it. */
  partBytes: 32 * 1024 * 1024,
} as const;
export type ZipLimits = { readonly [name in keyof typeof zipLimits]: number };

/** A part of the archive: where it lies, and what the directory says about it. */
export interface ZipPart {
  readonly name: string;
  /** The same as it is written. */
  readonly nameBytes: Buffer;
  readonly deflated: boolean;
  readonly crc: number;
  readonly packedBytes: number;
  readonly bytes: number;
  /** Where its own header begins. */
  readonly at: number;
}

/** Parts by name in lower case, as no workbook has two that differ only there. */
export type Zip = ReadonlyMap<string, ZipPart>;

const signatures = { directory: 0x02014b50, end: 0x06054b50, part: 0x04034b50 } as const;
const endBytes = 22;
const directoryBytes = 46;
const headerBytes = 30;

/**
 * Reads the directory of an archive, and believes it only as far as it fits the file.
 *
 * Nothing is unpacked. Throws `WorkbookTrouble`: `damaged-workbook` where it is cut off or does not
 * fit together, `locked-workbook`, `unsafe-parts` for names that lead outside or are there twice
 * and for parts that lie upon each other, and `tooMuch` beyond the limits.
 */
export function openZip(file: Buffer, limits: ZipLimits = zipLimits): Zip {
  if (file.length > limits.bytes) throw new WorkbookTrouble({ tooMuch: "workbook" });
  const end = findEnd(file);
  const count = file.readUInt16LE(end + 10);
  const start = file.readUInt32LE(end + 16);
  const oneVolume = file.readUInt32LE(end + 4) === 0 && file.readUInt16LE(end + 8) === count;
  if (!oneVolume || start + file.readUInt32LE(end + 12) !== end) throw damaged();
  if (count > limits.parts) throw new WorkbookTrouble({ tooMuch: "workbook" });
  const parts = new Map<string, ZipPart>();
  let at = start;
  for (let i = 0; i < count; i++) {
    const { part, next } = readEntry(file, at, end);
    const key = part.name.toLowerCase();
    if (parts.has(key) || !isInside(part.name)) throw new WorkbookTrouble("unsafe-parts");
    parts.set(key, part);
    at = next;
  }
  if (at !== end) throw damaged();
  checkSizes([...parts.values()], limits);
  checkPlaces(file, [...parts.values()], start);
  return parts;
}

/**
 * Unpacks one part, piece by piece, and never more of it than the directory has promised.
 *
 * Throws `WorkbookTrouble`: `lying-sizes` as soon as it becomes longer or ends shorter than it
 * said, `damaged-workbook` when it cannot be unpacked or its checksum differs.
 */
export async function* unpackPart(
  file: Buffer,
  part: ZipPart,
  limits: ZipLimits = zipLimits,
): AsyncGenerator<Buffer> {
  if (part.bytes > limits.partBytes) throw new WorkbookTrouble({ tooMuch: "sheet" });
  const packed = packedOf(file, part);
  let bytes = 0;
  let crc = 0;
  for await (const piece of part.deflated ? inflated(packed) : pieces(packed)) {
    bytes += piece.length;
    if (bytes > part.bytes) throw new WorkbookTrouble("lying-sizes");
    crc = crc32(piece, crc);
    yield piece;
  }
  if (bytes !== part.bytes) throw new WorkbookTrouble("lying-sizes");
  if (crc !== part.crc) throw damaged();
}

const damaged = () => new WorkbookTrouble("damaged-workbook");

/** The end of the directory: the last thing in the file but for a remark of known length. */
function findEnd(file: Buffer): number {
  const first = Math.max(0, file.length - endBytes - 0xffff);
  for (let at = file.length - endBytes; at >= first; at--)
    if (
      file.readUInt32LE(at) === signatures.end &&
      file.readUInt16LE(at + 20) === file.length - at - endBytes
    )
      return at;
  throw damaged();
}

function readEntry(file: Buffer, at: number, end: number) {
  if (at + directoryBytes > end || file.readUInt32LE(at) !== signatures.directory) throw damaged();
  const flags = file.readUInt16LE(at + 8);
  const method = file.readUInt16LE(at + 10);
  const nameLength = file.readUInt16LE(at + 28);
  const next =
    at + directoryBytes + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  if (next > end) throw damaged();
  if (flags & 0x41) throw new WorkbookTrouble("locked-workbook");
  if (method !== 0 && method !== 8) throw damaged();
  const nameBytes = file.subarray(at + directoryBytes, at + directoryBytes + nameLength);
  const part: ZipPart = {
    name: nameBytes.toString(flags & 0x800 ? "utf8" : "latin1"),
    nameBytes,
    deflated: method === 8,
    crc: file.readUInt32LE(at + 16),
    packedBytes: file.readUInt32LE(at + 20),
    bytes: file.readUInt32LE(at + 24),
    at: file.readUInt32LE(at + 42),
  };
  if (method === 0 && part.bytes !== part.packedBytes) throw new WorkbookTrouble("lying-sizes");
  return { part, next };
}

/**
 * A path below the archive, of plain names; nothing is ever written to it, but a liar is a liar.
 */
const isInside = (name: string) =>
  name !== "" &&
  !/[\\:]|^\//.test(name) &&
  ![...name].some((sign) => sign < " ") &&
  !name.split("/").some((step) => step === ".." || step === ".");

function checkSizes(parts: readonly ZipPart[], limits: ZipLimits) {
  const all = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  const packed = parts.reduce((sum, { packedBytes }) => sum + packedBytes, 0);
  const explodes = (bytes: number, from: number) =>
    bytes > limits.graceBytes && bytes > from * limits.ratio;
  const one = parts.some(({ bytes, packedBytes }) => explodes(bytes, packedBytes));
  if (all > limits.unpackedBytes || one || explodes(all, packed))
    throw new WorkbookTrouble({ tooMuch: "workbook" });
}

/** Each part has its own bytes, before the directory, under the same name. */
function checkPlaces(file: Buffer, parts: readonly ZipPart[], directory: number) {
  let free = 0;
  for (const part of [...parts].sort((a, b) => a.at - b.at)) {
    const { at, nameBytes } = part;
    if (at + headerBytes > directory || file.readUInt32LE(at) !== signatures.part) throw damaged();
    if (at < free) throw new WorkbookTrouble("unsafe-parts");
    const begins = contentOf(file, part);
    const named = file.subarray(at + headerBytes, at + headerBytes + file.readUInt16LE(at + 26));
    if (!named.equals(nameBytes)) throw new WorkbookTrouble("unsafe-parts");
    free = begins + part.packedBytes;
    if (free > directory) throw damaged();
  }
}

/** Where the content of a part begins, by its own header. */
const contentOf = (file: Buffer, { at }: ZipPart) =>
  at + headerBytes + file.readUInt16LE(at + 26) + file.readUInt16LE(at + 28);

function packedOf(file: Buffer, part: ZipPart): Buffer {
  const begins = contentOf(file, part);
  return file.subarray(begins, begins + part.packedBytes);
}

const pieceBytes = 64 * 1024;

async function* pieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}

async function* inflated(packed: Buffer): AsyncGenerator<Buffer> {
  const stream = createInflateRaw({ chunkSize: pieceBytes });
  stream.end(packed);
  try {
    for await (const piece of stream) yield piece as Buffer;
  } catch (error) {
    if (`${(error as { code?: unknown }).code}`.startsWith("Z_")) throw damaged();
    throw error;
  } finally {
    stream.destroy();
  }
}
