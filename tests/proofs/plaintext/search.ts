import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync, inflateRawSync, inflateSync } from "node:zlib";

/** A marker that was found: where, which one, and in what clothes. */
export interface Found {
  readonly file: string;
  readonly marker: string;
  readonly encoding: string;
}

/** Every way in which a text could lie on a disk without being encrypted. */
export const encodings: { readonly [name: string]: (text: string) => readonly Buffer[] } = {
  "utf-8": (text) => [Buffer.from(text)],
  "utf-16le": (text) => [Buffer.from(text, "utf16le")],
  "utf-16be": (text) => [Buffer.from(text, "utf16le").swap16()],
  hex: (text) => {
    const hex = Buffer.from(text).toString("hex");
    return [Buffer.from(hex), Buffer.from(hex.toUpperCase())];
  },
  base64: (text) => [0, 1, 2].map((offset) => Buffer.from(base64At(text, offset))),
  base64url: (text) =>
    [0, 1, 2].map((offset) =>
      Buffer.from(base64At(text, offset).replaceAll("+", "-").replaceAll("/", "_")),
    ),
  "json-escaped": (text) => [
    Buffer.from(
      text.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`),
    ),
  ],
  "percent-encoded": (text) => [Buffer.from(encodeURIComponent(text))],
  reversed: (text) => [Buffer.from([...text].reverse().join("")), Buffer.from(text).reverse()],
};

/** The part of a text's Base64 that does not depend on what stands before or after it. */
function base64At(text: string, offset: number): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]);
  const encoded = bytes.toString("base64").replace(/=+$/, "");
  const from = offset === 0 ? 0 : offset + 1;
  return encoded.slice(from, encoded.length - (bytes.length % 3 === 0 ? 0 : 1));
}

/** Looks for every marker in every encoding in one file's bytes, and in what they unpack to. */
export function searchBytes(
  bytes: Buffer,
  markers: readonly string[],
  file: string,
): readonly Found[] {
  const found: Found[] = [];
  const look = (where: Buffer, how: string) => {
    for (const marker of markers)
      for (const [name, encode] of Object.entries(encodings))
        if (encode(marker).some((needle) => where.includes(needle)))
          found.push({ file, marker, encoding: how + name });
  };
  look(bytes, "");
  for (const unpacked of unpack(bytes)) look(unpacked, "packed ");
  return found;
}

/** All files below folders, also those that come and go while they are listed. */
export function searchFolders(
  folders: readonly string[],
  markers: readonly string[],
): { readonly files: number; readonly found: readonly Found[] } {
  let files = 0;
  const found: Found[] = [];
  for (const folder of folders)
    for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
      const path = join(folder, name);
      let bytes: Buffer;
      try {
        if (!statSync(path).isFile()) continue;
        bytes = readFileSync(path);
      } catch {
        continue;
      }
      files++;
      found.push(...searchBytes(bytes, markers, path));
    }
  return { files, found };
}

/** Whatever in these bytes could be a packed stream, wherever it begins. */
function unpack(bytes: Buffer): readonly Buffer[] {
  const streams: Buffer[] = [];
  const attempt = (work: () => Buffer) => {
    try {
      streams.push(work());
    } catch {
      // Not packed in this way.
    }
  };
  const limit = { finishFlush: 2, maxOutputLength: 64 * 1024 * 1024 } as const;
  for (let at = 0; at + 18 < bytes.length; at++) {
    const [first, second] = [bytes[at], bytes[at + 1]];
    // gzip: its name and the only method; a header without extra fields is ten bytes long.
    if (first === 0x1f && second === 0x8b && bytes[at + 2] === 8)
      attempt(() => inflateRawSync(bytes.subarray(at + 10), limit));
    // zip: the name and extra field of an entry come before its stream.
    if (first === 0x50 && second === 0x4b && bytes[at + 2] === 3 && at + 30 < bytes.length) {
      const skip = 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
      attempt(() => inflateRawSync(bytes.subarray(at + skip), limit));
    }
    if (first === 0x78 && (second === 0x01 || second === 0x9c || second === 0xda))
      attempt(() => inflateSync(bytes.subarray(at), limit));
  }
  attempt(() => brotliDecompressSync(bytes, { maxOutputLength: limit.maxOutputLength }));
  return streams;
}
