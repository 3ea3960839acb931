import type { MediaType } from "../../shared/interviews/files.ts";

// A photo says where and when it was taken, by whose telephone, and often carries a small copy of
// itself before it was cropped. Any of it can lead somebody to a door. So only what is needed to draw
// the picture is kept, by a list of what may stay; whatever else there is goes.

/**
 * Gives a picture without anything that is not needed to draw it; `null` when it cannot be read so
 * far, and then it must not be kept. Whatever is no picture is given back as it is.
 */
export function withoutTraces(media: MediaType, bytes: Buffer): Buffer | null {
  try {
    if (media === "image/jpeg") return cleanJpeg(bytes);
    if (media === "image/png") return cleanPng(bytes);
    if (media === "image/webp") return cleanWebp(bytes);
    return bytes;
  } catch (error) {
    // Read past its end: it was cut off.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/**
 * Segments that draw: tables, frames, scans, restart interval, and Adobe's one that says how colours
 * are meant. Of Exif only which way is up comes back, written anew. What follows the end goes.
 */
function cleanJpeg(bytes: Buffer): Buffer | null {
  const kept: Buffer[] = [];
  let turned = 1;
  for (let at = 2; ; ) {
    if (bytes.readUInt8(at) !== 0xff) return null;
    const marker = bytes.readUInt8(at + 1);
    // Any number of these may stand before a marker.
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === 0xd9) {
      const start = [bytes.subarray(0, 2), ...(turned > 1 ? [orientation(turned)] : [])];
      return Buffer.concat([...start, ...kept, Buffer.from([0xff, 0xd9])]);
    }
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (end > bytes.length || end < at + 4) return null;
    const isDrawn = marker >= 0xc0 && marker <= 0xdf && marker !== 0xc8;
    if (marker === 0xe1) turned = orientationIn(bytes.subarray(at + 4, end)) ?? turned;
    const next = marker === 0xda ? endOfScan(bytes, end) : end;
    if (isDrawn || marker === 0xee) kept.push(bytes.subarray(at, next));
    at = next;
  }
}

/** Where the next marker stands: in a scan, a zero or a restart after 0xff is no marker. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = from; ; at++) {
    if (bytes.readUInt8(at) !== 0xff) continue;
    const next = bytes.readUInt8(at + 1);
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
}

/** Which way is up, 1 to 8, as Exif writes it; `null` when it does not say. */
function orientationIn(segment: Buffer): number | null {
  if (segment.toString("latin1", 0, 6) !== "Exif\0\0") return null;
  const tiff = segment.subarray(6);
  const little = tiff.toString("latin1", 0, 2) === "II";
  const short = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const first = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  for (let i = 0; i < short(first); i++) {
    const at = first + 2 + 12 * i;
    if (short(at) !== 0x0112) continue;
    const turned = short(at + 8);
    return turned >= 1 && turned <= 8 ? turned : null;
  }
  return null;
}

/** An Exif segment that says which way is up, and nothing else. */
function orientation(turned: number): Buffer {
  const tiff = Buffer.from(
    "MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0?\0\0\0\0\0\0",
    "latin1",
  );
  tiff.writeUInt8(turned, tiff.indexOf("?"));
  const body = Buffer.concat([Buffer.from("Exif\0\0"), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

/** Chunks that draw; the order and the sums of those that stay are as they were. */
const pngChunks = ["IHDR", "PLTE", "tRNS", "gAMA", "cHRM", "sRGB", "sBIT", "IDAT", "IEND"];

function cleanPng(bytes: Buffer): Buffer | null {
  const kept = [bytes.subarray(0, 8)];
  for (let at = 8; ; ) {
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length) return null;
    const name = bytes.toString("latin1", at + 4, at + 8);
    if (pngChunks.includes(name)) kept.push(bytes.subarray(at, end));
    if (name === "IEND") return Buffer.concat(kept);
    at = end;
  }
}

const webpChunks = ["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF"];

function cleanWebp(bytes: Buffer): Buffer | null {
  const whole = 8 + bytes.readUInt32LE(4);
  if (whole > bytes.length) return null;
  const kept: Buffer[] = [];
  for (let at = 12; at < whole; ) {
    const length = bytes.readUInt32LE(at + 4);
    // A chunk of odd length has a byte behind it that counts for nothing.
    const end = at + 8 + length + (length % 2);
    if (end > whole) return null;
    const name = bytes.toString("latin1", at, at + 4);
    if (webpChunks.includes(name)) kept.push(Buffer.from(bytes.subarray(at, end)));
    at = end;
  }
  // What this chunk announces besides pictures is not there any more: profile, Exif, XMP.
  for (const chunk of kept)
    if (chunk.toString("latin1", 0, 4) === "VP8X") chunk[8] = (chunk[8] ?? 0) & ~0x2c;
  const body = Buffer.concat([Buffer.from("WEBP"), ...kept]);
  const head = Buffer.from("RIFF\0\0\0\0");
  head.writeUInt32LE(body.length, 4);
  return kept.length > 0 ? Buffer.concat([head, body]) : null;
}
