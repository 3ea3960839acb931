import type { MediaType } from "../../shared/interviews/files.ts";

/** So many bytes at its beginning say what a file is. */
export const headBytes = 64 * 1024;

/**
 * Says what a file is, by how it begins: whatever it is called, only these kinds are taken.
 *
 * `null` for everything else, an empty file among them. Whether a text stays one to its end is to be
 * seen as it is read, by `plainText`.
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
  return bytes.length > 0 && plainText()(bytes) ? "text/plain" : null;
}

/** The head of a frame of layer III, with a bit rate and a sample rate that exist. */
function isMpegAudio(bytes: Buffer): boolean {
  const [sync = 0, kind = 0, rate = 0] = bytes;
  return sync === 0xff && (kind & 0xe6) === 0xe2 && rate >> 4 !== 0xf && (rate & 0x0c) !== 0x0c;
}

/**
 * Listens to a text piece by piece: says of each whether all so far is UTF-8 without what no text has.
 * A letter may be cut between two pieces; `null` stands for the end, where none may.
 */
export function plainText(): (piece: Buffer | null) => boolean {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const control = (byte: number) => byte < 9 || (byte > 13 && byte < 32) || byte === 127;
  return (piece) => {
    try {
      decoder.decode(piece ?? undefined, { stream: piece !== null });
      return !piece?.some(control);
    } catch {
      return false;
    }
  };
}
