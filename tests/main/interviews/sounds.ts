// Sounds as telephones and recorders write them, with a maker's name in every place there is one for;
// and the same as they may be kept.

export const maker = "سلمى الخطيب";

interface Wish {
  /** As it may be kept. */
  readonly bare?: boolean;
}

const latin = (text: string) => Buffer.from(text, "latin1");
const name = Buffer.from(maker);

function number(bytes: 2 | 4 | 8, value: number, isLittle = false): Buffer {
  const into = Buffer.alloc(8);
  if (isLittle) into.writeBigUInt64LE(BigInt(value));
  else into.writeBigUInt64BE(BigInt(value));
  return isLittle ? into.subarray(0, bytes) : into.subarray(8 - bytes);
}

/** One frame of layer III at 32 kbit/s and 44.1 kHz, which is 104 bytes long. */
const frame = Buffer.concat([Buffer.from([0xff, 0xfb, 0x10, 0xc4]), Buffer.alloc(100, 7)]);

/** ID3v2.4 in front, twice, with room behind it; behind, Lyrics3, APEv2 and ID3v1. */
export function mp3({ bare }: Wish = {}): Buffer {
  const frames = [frame, frame, frame];
  if (bare) return Buffer.concat(frames);
  const text = Buffer.concat([latin("TPE1"), number(4, 1 + name.length), latin("\0\0\x03"), name]);
  const padded = Buffer.concat([text, Buffer.alloc(300 - text.length)]);
  // 300 is 2 times 128 and 44: seven bits in each byte.
  const id3 = Buffer.concat([latin("ID3\x04\0\0\0\0\x02\x2c"), padded]);
  const words = Buffer.concat([latin("LYRICSBEGIN"), latin("EAR00023"), name]);
  const lyrics = Buffer.concat([
    words,
    latin(String(words.length).padStart(6, "0")),
    latin("LYRICS200"),
  ]);
  const item = Buffer.concat([
    number(4, name.length, true),
    Buffer.alloc(4),
    latin("Artist\0"),
    name,
  ]);
  const ape = (flags: number) =>
    Buffer.concat([
      latin("APETAGEX"),
      ...[2000, item.length + 32, 1, flags].map((part) => number(4, part, true)),
      Buffer.alloc(8),
    ]);
  const id3v1 = Buffer.concat([latin("TAG"), name, Buffer.alloc(125)]).subarray(0, 128);
  return Buffer.concat([
    ...[id3, id3, Buffer.alloc(50)],
    ...frames,
    ...[ape(0xa000_0000), item, ape(0x8000_0000), lyrics, id3v1],
  ]);
}

/** A list of names, a broadcaster's chunk, ID3 at the end; and what follows the file's own size. */
export function wave({ bare }: Wish = {}): Buffer {
  const chunk = (sign: string, body: Buffer) =>
    Buffer.concat([latin(sign), number(4, body.length, true), body, Buffer.alloc(body.length % 2)]);
  const hidden = (sign: string, body: Buffer) =>
    bare ? chunk("JUNK", Buffer.alloc(body.length)) : chunk(sign, body);
  const artist = Buffer.concat([latin("INFOIART"), number(4, name.length, true), name]);
  const body = Buffer.concat([
    latin("WAVE"),
    hidden("bext", Buffer.concat([name, latin("2026-11-22")])),
    chunk("fmt ", latin("\x01\0\x01\0\x44\xac\0\0\x88\x58\x01\0\x02\0\x10\0")),
    hidden("LIST", artist),
    chunk("data", latin("odd sound")),
    hidden("id3 ", Buffer.concat([latin("ID3\x04"), name])),
  ]);
  return Buffer.concat([
    ...[latin("RIFF"), number(4, body.length, true), body],
    ...(bare ? [] : [name]),
  ]);
}

/** A voice memo: names in `udta` and `meta`, the hour in three heads, a name of the program. */
export function m4a({ bare }: Wish = {}): Buffer {
  const box = (sign: string, ...inside: readonly Buffer[]) => {
    const body = Buffer.concat(inside);
    return Buffer.concat([number(4, 8 + body.length), latin(sign), body]);
  };
  const hidden = (sign: string, body: Buffer) =>
    bare ? box("free", Buffer.alloc(body.length)) : box(sign, body);
  const clock = number(4, bare ? 0 : 3_870_000_000);
  const named = Buffer.concat([box("\xa9ART", name), box("\xa9xyz", latin("+33.5138+036.2765/"))]);
  const handler = (kind: string) =>
    box(
      "hdlr",
      ...[Buffer.alloc(8), latin(kind), Buffer.alloc(12)],
      bare ? Buffer.alloc(name.length + 1) : Buffer.concat([name, Buffer.alloc(1)]),
    );
  const long = (body: Buffer) =>
    Buffer.concat([number(4, 1), latin("mdat"), number(8, 16 + body.length), body]);
  return Buffer.concat([
    box("ftyp", latin("M4A \0\0\0\0M4A isom")),
    box(
      "moov",
      box("mvhd", Buffer.alloc(4), clock, clock, Buffer.alloc(88, 3)),
      box(
        "trak",
        box(
          "tkhd",
          latin("\x01\0\0\x07"),
          number(8, bare ? 0 : 3_870_000_000),
          Buffer.alloc(8),
          Buffer.alloc(72, 4),
        ),
        hidden("udta", named),
        box(
          "mdia",
          box("mdhd", Buffer.alloc(4), clock, clock, Buffer.alloc(12, 5)),
          handler("soun"),
          box("minf", box("smhd", Buffer.alloc(8)), box("stbl", box("stsd", latin("mp4a")))),
        ),
      ),
      hidden("udta", box("meta", Buffer.alloc(4), named)),
      hidden("uuid", Buffer.concat([latin("sixteen bytes..."), name])),
    ),
    long(latin("sound, and more sound")),
    hidden("free", name),
  ]);
}

/** The sum of an Ogg page, by its polynomial, bit for bit. */
export function sumOf(page: Buffer): number {
  let sum = 0n;
  for (const byte of page)
    for (let bit = 7; bit >= 0; bit--) {
      const top = (sum >> 31n) & 1n;
      sum = ((sum << 1n) & 0xffff_ffffn) ^ (top ^ (BigInt(byte >> bit) & 1n) ? 0x04c1_1db7n : 0n);
    }
  return Number(sum);
}

interface Page {
  readonly flags?: number;
  /** Whether the packet goes on in the next page. */
  readonly isCut?: boolean;
}

/** A page with packets of less than 64 KiB together. */
function page(sequence: number, packets: readonly Buffer[], { flags = 0, isCut }: Page = {}) {
  const lengths = packets.flatMap((packet, at) => [
    ...Array.from({ length: Math.floor(packet.length / 255) }, () => 255),
    ...(isCut && at === packets.length - 1 ? [] : [packet.length % 255]),
  ]);
  const made = Buffer.concat([
    ...[latin("OggS\0"), Buffer.from([flags]), Buffer.alloc(8), number(4, 77, true)],
    ...[
      number(4, sequence, true),
      Buffer.alloc(4),
      Buffer.from([lengths.length]),
      Buffer.from(lengths),
    ],
    ...packets,
  ]);
  made.writeUInt32LE(sumOf(made), 22);
  return made;
}

/** The comments of both codecs are longer than a page, and another packet follows on their last. */
export function ogg(codec: "opus" | "vorbis", { bare }: Wish = {}): Buffer {
  const [head, sign, end] =
    codec === "opus" ? ["OpusHead", "OpusTags", ""] : ["\x01vorbis", "\x03vorbis", "\x01"];
  const comment = Buffer.concat([latin("ARTIST="), name, latin(`;PICTURE=${"x".repeat(900)}`)]);
  const whole = Buffer.concat([
    ...[latin(sign), number(4, name.length, true), name, number(4, 1, true)],
    ...[number(4, comment.length, true), comment, latin(end)],
  ]);
  const empty = Buffer.concat([latin(sign), Buffer.alloc(8), latin(end)]);
  const kept = bare ? Buffer.concat([empty, Buffer.alloc(whole.length - empty.length)]) : whole;
  return Buffer.concat([
    page(0, [latin(`${head} and what it needs`)], { flags: 2 }),
    page(1, [kept.subarray(0, 765)], { isCut: true }),
    page(2, [kept.subarray(765), latin("books for the decoder")], { flags: 1 }),
    page(3, [latin("sound"), latin("more sound")]),
    page(4, [latin("the end")], { flags: 4 }),
  ]);
}
