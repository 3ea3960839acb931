import { isUtf8 } from "node:buffer";
import type { MediaType } from "../../shared/interviews/files.ts";

/**
 * Says what a file is, by what is in it: whatever it is called, only these kinds are taken.
 *
 * `null` for everything else, an empty file among them.
 */
export function kindOfFile(bytes: Buffer): MediaType | null {
  const starts = (...signs: readonly (readonly [at: number, sign: string])[]) =>
    signs.every(([at, sign]) => bytes.toString("latin1", at, at + sign.length) === sign);
  if (starts([0, "\xff\xd8\xff"])) return "image/jpeg";
  if (starts([0, "\x89PNG\r\n\x1a\n"])) return "image/png";
  if (starts([0, "RIFF"], [8, "WEBP"])) return "image/webp";
  if (starts([0, "RIFF"], [8, "WAVE"])) return "audio/wav";
  if (starts([0, "%PDF-"])) return "application/pdf";
  if (starts([0, "OggS"])) return "audio/ogg";
  if (starts([4, "ftypM4A "])) return "audio/mp4";
  if (starts([0, "ID3"]) || isMpegAudio(bytes)) return "audio/mpeg";
  return isPlainText(bytes) ? "text/plain" : null;
}

/** The head of a frame of layer III, with a bit rate and a sample rate that exist. */
function isMpegAudio(bytes: Buffer): boolean {
  const [sync = 0, kind = 0, rate = 0] = bytes;
  return sync === 0xff && (kind & 0xe6) === 0xe2 && rate >> 4 !== 0xf && (rate & 0x0c) !== 0x0c;
}

/** Text in UTF-8, without what no text has. */
function isPlainText(bytes: Buffer): boolean {
  const control = (byte: number) => byte < 9 || (byte > 13 && byte < 32) || byte === 127;
  return bytes.length > 0 && isUtf8(bytes) && !bytes.some(control);
}
