import { crc32 } from "node:zlib";

/** A part of an archive that is to be written. */
export interface NewPart {
  readonly name: string;
  readonly content: string;
}

/**
 * Puts parts into an archive, as they are: the same parts give the same bytes on every computer.
 *
 * Nothing is packed, since two versions of the same packer may give different bytes; nothing tells
 * when or where it was made, for all parts are of the first day the format knows. Names are ASCII.
 * Source: PKWARE, APPNOTE.TXT 6.3.10, section 4.3.
 */
export function writeZip(parts: readonly NewPart[]): Buffer {
  const written: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, content } of parts) {
    const bytes = Buffer.from(content, "utf8");
    const common = commonFields(name, bytes);
    const header = Buffer.concat([
      Buffer.from("PK\u0003\u0004", "latin1"),
      common,
      Buffer.from(name),
    ]);
    const entry = Buffer.concat([
      Buffer.from("PK\u0001\u0002\u0014\u0000", "latin1"),
      common,
      Buffer.alloc(10),
      uint32(at),
      Buffer.from(name),
    ]);
    written.push(header, bytes);
    directory.push(entry);
    at += header.length + bytes.length;
  }
  const listed = Buffer.concat(directory);
  const count = uint16(parts.length);
  const end = [Buffer.from("PK\u0005\u0006\u0000\u0000\u0000\u0000", "latin1"), count, count];
  return Buffer.concat([...written, listed, ...end, uint32(listed.length), uint32(at), uint16(0)]);
}

/** 1 January 1980, midnight. */
const firstDay = 0x0021;

/** Version, flags, method, time, day, checksum, both sizes, length of the name, nothing more. */
function commonFields(name: string, bytes: Buffer): Buffer {
  const size = uint32(bytes.length);
  return Buffer.concat([
    ...[20, 0, 0, 0, firstDay].map(uint16),
    uint32(crc32(bytes)),
    size,
    size,
    uint16(name.length),
    uint16(0),
  ]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
