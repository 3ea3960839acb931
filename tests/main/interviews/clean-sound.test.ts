import { expect, test } from "vitest";
import { type ChosenFile, NotTaken } from "../../../main/interviews/chosen-file.ts";
import { type Sound, withoutNames } from "../../../main/interviews/clean-sound.ts";
import { kindOfFile } from "../../../main/interviews/file-kind.ts";
import { m4a, maker, mp3, ogg, sumOf, wave } from "./sounds.ts";

/** A file in memory, read as one on a stick is. */
function inMemory(bytes: Buffer): ChosenFile {
  const read = async (at: number, length: number) =>
    Buffer.from(bytes.subarray(at, Math.max(at, at + length)));
  return {
    bytes: bytes.length,
    read,
    // Of an odd size, so that nothing can rely on where a piece ends.
    pieces: async function* (from, to) {
      for (let at = from; at < to; at += 13) yield await read(at, Math.min(13, to - at));
    },
  };
}

async function cleaned(media: Sound, bytes: Buffer): Promise<Buffer | NotTaken["kind"]> {
  const pieces: Buffer[] = [];
  try {
    for await (const piece of withoutNames(media, inMemory(bytes))) pieces.push(Buffer.from(piece));
  } catch (error) {
    if (error instanceof NotTaken) return error.kind;
    throw error;
  }
  return Buffer.concat(pieces);
}

const sounds = [
  ["MP3", "audio/mpeg", mp3(), mp3({ bare: true })],
  ["WAV", "audio/wav", wave(), wave({ bare: true })],
  ["M4A", "audio/mp4", m4a(), m4a({ bare: true })],
  ["Ogg with Opus", "audio/ogg", ogg("opus"), ogg("opus", { bare: true })],
  ["Ogg with Vorbis", "audio/ogg", ogg("vorbis"), ogg("vorbis", { bare: true })],
] as const;

test.each(sounds)(
  "of an %s what sounds is kept, and nothing of its maker",
  async (_, media, full, bare) => {
    expect(kindOfFile(full)).toBe(media);
    expect(full.includes(maker)).toBe(true);
    expect(bare.includes(maker)).toBe(false);
    expect(await cleaned(media, full)).toEqual(bare);
    expect(await cleaned(media, bare)).toEqual(bare);
  },
);

test.each(sounds)("a cut %s gives its maker away nowhere", async (_, media, full) => {
  // A tag behind the frames of an MP3 is known by its end alone.
  const last = media === "audio/mpeg" ? full.indexOf("APETAGEX") : full.length;
  for (let cut = 1; cut < last; cut++) {
    const clean = await cleaned(media, full.subarray(0, cut));
    if (Buffer.isBuffer(clean)) expect([cut, clean.includes(maker)]).toEqual([cut, false]);
    else expect(clean).toBe("sound-not-cleaned");
  }
});

test("the sum of a page is that of the format", () => {
  // The check value of this polynomial without a final inversion.
  expect(sumOf(Buffer.from("123456789"))).toBe(0x89a1_897f);
});

test.each([
  ["tags and no sound", "audio/mpeg", mp3().subarray(0, 620)],
  [
    "a tag before what is no sound of this kind",
    "audio/mpeg",
    Buffer.concat([mp3().subarray(0, 310), Buffer.from("fLaC")]),
  ],
  [
    "a chunk larger than its file",
    "audio/wav",
    Buffer.from("RIFF\x30\0\0\0WAVELIST\xff\0\0\0INFO", "latin1"),
  ],
  [
    "a track of something else",
    "audio/mp4",
    Buffer.from(m4a().toString("latin1").replace("soun", "text"), "latin1"),
  ],
  ["a box smaller than its head", "audio/mp4", Buffer.from("\0\0\0\x03moov", "latin1")],
  [
    "another codec in an Ogg",
    "audio/ogg",
    Buffer.from(ogg("opus").toString("latin1").replace("OpusHead", "Speex   "), "latin1"),
  ],
  [
    "pages of a stream that never began",
    "audio/ogg",
    ogg("opus").subarray(ogg("opus").indexOf("OggS", 4)),
  ],
] as const)("%s is not kept", async (_, media, bytes) => {
  expect(await cleaned(media, bytes)).toBe("sound-not-cleaned");
});

test("a recorder that lost its power has not written its sizes, and what sounds is kept", async () => {
  const head = Buffer.from(
    "RIFF\0\0\0\0WAVEfmt \x02\0\0\0\x01\0data\xff\xff\xff\xffsound",
    "latin1",
  );
  expect(await cleaned("audio/wav", head)).toEqual(head);
});
