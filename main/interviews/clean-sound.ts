import type { MediaType } from "../../shared/interviews/files.ts";
import { type ChosenFile, NotTaken } from "./chosen-file.ts";

// A sound file says who made it, when, where and with what, in fields that no player needs: a telephone
// writes its owner's name for a recording, or the street. What is needed to play it stays, byte for byte;
// everything else is cut off or written over with zeros. A file that cannot be read so far is not kept.

/** A sound that was brought; what is recorded here names nobody. */
export type Sound = Exclude<Extract<MediaType, `audio/${string}`>, "audio/webm">;

type Clean = (file: ChosenFile) => AsyncGenerator<Buffer>;

/**
 * Gives a sound piece by piece without what it says of its maker.
 *
 * Throws `sound-not-cleaned` where it cannot be read so far, and then nothing of it must be kept.
 */
export async function* withoutNames(media: Sound, file: ChosenFile): AsyncGenerator<Buffer> {
  try {
    yield* cleaners[media](file);
  } catch (error) {
    // Read past its end: it was cut off.
    if (error instanceof Unknown || error instanceof RangeError)
      throw new NotTaken("sound-not-cleaned");
    throw error;
  }
}

const cleaners: { readonly [media in Sound]: Clean } = {
  "audio/mpeg": cleanMpeg,
  "audio/wav": cleanWave,
  "audio/mp4": (file) => boxes(file, "", 0, file.bytes),
  "audio/ogg": cleanOgg,
};

/** Built otherwise than is known here. */
class Unknown extends Error {}

const pieceBytes = 64 * 1024;

/**
 * Tags stand before and behind the frames, several at once; what is between them stays. One behind them
 * that was itself cut off is known by nothing, and stays too.
 */
async function* cleanMpeg(file: ChosenFile): AsyncGenerator<Buffer> {
  let from = 0;
  for (;;) {
    const head = await file.read(from, 10);
    if (head.toString("latin1", 0, 3) !== "ID3") break;
    const hasFooter = (head.readUInt8(5) & 0x10) !== 0;
    from += 10 + sevenBits(head, 6) + (hasFooter ? 10 : 0);
  }
  from = await behindZeros(file, from);
  const [sync, kind] = await file.read(from, 2);
  if (sync !== 0xff || ((kind ?? 0) & 0xe0) !== 0xe0) throw new Unknown();
  yield* file.pieces(from, await endOfFrames(file, from));
}

/** Some writers leave room behind a tag. */
async function behindZeros(file: ChosenFile, from: number): Promise<number> {
  for (let at = from; at < file.bytes; at += pieceBytes) {
    const first = (await file.read(at, pieceBytes)).findIndex((byte) => byte !== 0);
    if (first >= 0) return at + first;
  }
  throw new Unknown();
}

async function endOfFrames(file: ChosenFile, from: number): Promise<number> {
  let to = file.bytes;
  for (;;) {
    const before = to;
    const sign = async (back: number, text: string) =>
      to - back >= from && (await file.read(to - back, text.length)).toString("latin1") === text;
    if (await sign(128, "TAG")) to -= 128;
    else if (await sign(227, "TAG+")) to -= 227;
    else if (await sign(10, "3DI")) to -= 20 + sevenBits(await file.read(to - 10, 10), 6);
    else if (await sign(9, "LYRICS200"))
      to -= 15 + Number((await file.read(to - 15, 6)).toString("latin1"));
    else if (await sign(32, "APETAGEX")) {
      const foot = await file.read(to - 32, 32);
      const hasHead = (foot.readUInt32LE(20) & 0x8000_0000) !== 0;
      to -= foot.readUInt32LE(12) + (hasHead ? 32 : 0);
    }
    if (to === before) return to;
    if (!(to > from)) throw new Unknown();
  }
}

/** A size in four bytes of which each has seven bits. */
function sevenBits(bytes: Buffer, at: number): number {
  return [0, 1, 2, 3].reduce((sum, i) => sum * 128 + (bytes.readUInt8(at + i) & 0x7f), 0);
}

/** Chunks that sound; every other keeps its place and its size, and is called filling. */
const waveChunks = ["fmt ", "fact", "data"];

async function* cleanWave(file: ChosenFile): AsyncGenerator<Buffer> {
  const head = await file.read(0, 12);
  const said = 8 + head.readUInt32LE(4);
  // A recorder that lost its power has not come to write down the size.
  const whole = said > 12 && said <= file.bytes ? said : file.bytes;
  yield head;
  for (let at = 12; at + 8 <= whole; ) {
    const chunk = await file.read(at, 8);
    const name = chunk.toString("latin1", 0, 4);
    const length = chunk.readUInt32LE(4);
    const end = at + 8 + length;
    if (name === "data") {
      yield chunk;
      // The same recorder: what there is of the sound.
      yield* file.pieces(at + 8, Math.min(end, whole));
    } else if (end > whole) throw new Unknown();
    else if (waveChunks.includes(name)) {
      yield chunk;
      yield* file.pieces(at + 8, end);
    } else yield* filling("JUNK", chunk, length);
    // A chunk of odd length has a byte behind it that counts for nothing.
    if (length % 2 === 1 && end < whole) yield Buffer.alloc(1);
    at = end + (length % 2);
  }
}

/** Boxes that play, by the box they are in; every other keeps its size, and is called free. */
const mp4Boxes: { readonly [parent: string]: readonly string[] } = {
  "": ["ftyp", "styp", "moov", "moof", "mdat", "sidx", "mfra"],
  moov: ["mvhd", "trak", "mvex"],
  trak: ["tkhd", "edts", "mdia"],
  mdia: ["mdhd", "hdlr", "minf"],
  minf: ["smhd", "nmhd", "dinf", "stbl"],
  moof: ["mfhd", "traf"],
  traf: ["tfhd", "tfdt", "trun", "sbgp", "sgpd", "subs", "saiz", "saio"],
};

async function* boxes(
  file: ChosenFile,
  parent: string,
  from: number,
  to: number,
): AsyncGenerator<Buffer> {
  for (let at = from; at < to; ) {
    const short = await file.read(at, 8);
    const said = short.readUInt32BE(0);
    const head = said === 1 ? await file.read(at, 16) : short;
    const size = said === 1 ? Number(head.readBigUInt64BE(8)) : said === 0 ? to - at : said;
    const end = at + size;
    if (size < head.length || end > to) throw new Unknown();
    const name = head.toString("latin1", 4, 8);
    const inside = [at + head.length, end] as const;
    if (!mp4Boxes[parent]?.includes(name)) {
      const box = Buffer.from(head);
      box.write("free", 4, "latin1");
      yield box;
      yield* zeros(inside[1] - inside[0]);
    } else {
      yield head;
      if (name in mp4Boxes) yield* boxes(file, name, ...inside);
      else if (name in withoutTimes) {
        const box = await file.read(inside[0], Math.min(largestHead, inside[1] - inside[0]));
        if (box.length < inside[1] - inside[0]) throw new Unknown();
        yield withoutTimes[name]?.(box) ?? box;
      } else yield* file.pieces(...inside);
    }
    at = end;
  }
}

const largestHead = 4096;

/** Version 1 counts the seconds in eight bytes. */
const withoutClock = (box: Buffer) => box.fill(0, 4, box.readUInt8(0) === 1 ? 20 : 12);

/** When it was recorded, and a name of the program, in boxes that a player needs otherwise. */
const withoutTimes: { readonly [name: string]: (box: Buffer) => Buffer } = {
  mvhd: withoutClock,
  tkhd: withoutClock,
  mdhd: withoutClock,
  hdlr: (box) => {
    // A track of something else may hold where it was recorded.
    if (box.toString("latin1", 8, 12) !== "soun") throw new Unknown();
    return box.fill(0, 24);
  },
};

/** How the second packet of a stream begins, by how the first does: there stand its comments. */
const oggComments = [
  { head: "OpusHead", comments: "OpusTags", end: "" },
  { head: "\x01vorbis", comments: "\x03vorbis", end: "\x01" },
];

interface OggStream {
  readonly comments: string;
  readonly end: string;
  /** How many bytes of the packet with the comments came so far; null when it is over. */
  at: number | null;
}

/** Every page stays where it is; one that holds comments holds zeros, and gets its sum anew. */
async function* cleanOgg(file: ChosenFile): AsyncGenerator<Buffer> {
  const streams = new Map<number, OggStream>();
  for (let at = 0; at < file.bytes; ) {
    const head = await file.read(at, 27);
    if (head.toString("latin1", 0, 4) !== "OggS") throw new Unknown();
    const lengths = await file.read(at + 27, head.readUInt8(26));
    const bytes = 27 + lengths.length + lengths.reduce((sum, length) => sum + length, 0);
    const page = await file.read(at, bytes);
    if (page.length < bytes) throw new Unknown();
    const body = page.subarray(27 + lengths.length);
    const serial = head.readUInt32LE(14);
    if ((head.readUInt8(5) & 2) !== 0) streams.set(serial, { ...codecOf(body), at: 0 });
    else if (blank(streams.get(serial), lengths, body)) page.writeUInt32LE(oggSum(page), 22);
    yield page;
    at += bytes;
  }
}

function codecOf(body: Buffer): Pick<OggStream, "comments" | "end"> {
  const codec = oggComments.find(({ head }) => body.toString("latin1", 0, head.length) === head);
  if (!codec) throw new Unknown();
  return codec;
}

/** Takes the comments out of a page, if it has any; says whether it did. */
function blank(stream: OggStream | undefined, lengths: Buffer, body: Buffer): boolean {
  if (!stream) throw new Unknown();
  if (stream.at === null) return false;
  const lasts = lengths.findIndex((length) => length < 255);
  const mine = lengths.subarray(0, lasts < 0 ? lengths.length : lasts + 1);
  const part = body.subarray(
    0,
    mine.reduce((sum, length) => sum + length, 0),
  );
  const { comments } = stream;
  if (stream.at === 0 && part.toString("latin1", 0, comments.length) !== comments)
    throw new Unknown();
  // No maker, which is four zeros, and no comments, which is four more; then what ends them.
  const empty = Buffer.from(`${comments}${"\0".repeat(8)}${stream.end}`, "latin1");
  const begun = stream.at;
  for (let i = 0; i < part.length; i++) part[i] = empty[begun + i] ?? 0;
  stream.at = lasts < 0 ? begun + part.length : null;
  return true;
}

/** The sum of a page, over the page with zeros where the sum stands (RFC 3533, section 6). */
function oggSum(page: Buffer): number {
  page.writeUInt32LE(0, 22);
  let sum = 0;
  for (const byte of page) {
    sum ^= byte << 24;
    for (let bit = 0; bit < 8; bit++) sum = (sum << 1) ^ (sum < 0 ? 0x04c1_1db7 : 0);
  }
  return sum >>> 0;
}

async function* filling(name: string, head: Buffer, length: number): AsyncGenerator<Buffer> {
  const renamed = Buffer.from(head);
  renamed.write(name, 0, "latin1");
  yield renamed;
  yield* zeros(length);
}

function* zeros(length: number): Generator<Buffer> {
  const piece = Buffer.alloc(pieceBytes);
  for (let left = length; left > 0; left -= piece.length)
    yield piece.subarray(0, Math.min(left, piece.length));
}
