import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withoutTraces } from "../../../main/interviews/clean-photo.ts";
import { kindOfFile } from "../../../main/interviews/file-kind.ts";
import { inspectInterviews } from "../../../main/interviews/replay.ts";
import { fail } from "../../../shared/result.ts";
import { temporaryDir } from "../vault/small-world.ts";
import { jpeg, png, webp } from "./photos.ts";
import { begin, must, smallDesk } from "./small-desk.ts";

const agreed = { agreed: true } as const;

function chosen(bytes: Buffer | string, name = "صورة.jpg"): string {
  const path = join(temporaryDir(), name);
  writeFileSync(path, bytes);
  return path;
}

function draft() {
  const desk = smallDesk();
  const at = begin(desk);
  at.agree();
  const { interview } = at;
  const add = (bytes: Buffer | string, question: string | null = "m1/paper", name?: string) =>
    desk.slice.attachFile({ interview, question, ...agreed }, chosen(bytes, name));
  const files = (slice = desk.slice) => must(slice.open({ interview })).files;
  return { desk, ...at, add, files, onDisk: desk.onDisk };
}

test("a photo is the answer to its question, without where and when it was taken", async () => {
  const { desk, interview, add, node } = draft();
  const { attachment, files } = must(await add(jpeg()));
  expect(files).toMatchObject([
    { attachment, media: "image/jpeg", number: 1, name: "", question: "m1/paper", seconds: null },
  ]);
  expect(node("m1/paper")).toMatchObject({ state: "answered", value: `${attachment}.jpg` });
  const { piece, next } = must(await desk.slice.readFile({ interview, attachment, piece: 0 }));
  expect(next).toBeNull();
  const kept = Buffer.from(piece, "base64");
  expect(kept).toEqual(withoutTraces("image/jpeg", jpeg()));
  expect(kept.includes("GPS")).toBe(false);
});

test.each([
  ["JPEG", "image/jpeg", jpeg(), jpeg({ bare: true })],
  ["PNG", "image/png", png(), png({ bare: true })],
  ["WebP", "image/webp", webp(), webp({ bare: true })],
] as const)("of a %s only what draws it is kept", (_, media, full, bare) => {
  expect(kindOfFile(full)).toBe(media);
  expect(full.includes("GPS")).toBe(true);
  expect(withoutTraces(media, full)).toEqual(bare);
  expect(withoutTraces(media, bare)).toEqual(bare);
});

test.each([
  ["image/jpeg", jpeg()],
  ["image/png", png()],
  ["image/webp", webp()],
] as const)("a cut %s is not kept, wherever it was cut", (media, full) => {
  const bare = withoutTraces(media, full)?.length ?? 0;
  for (let cut = 4; cut < full.length; cut++) {
    const clean = withoutTraces(media, full.subarray(0, cut));
    // Only what follows the picture may be missing.
    expect(clean === null || clean.length === bare).toBe(true);
  }
});

test("a photo that lies on its side still does", () => {
  const clean = withoutTraces("image/jpeg", jpeg({ turned: 6 }));
  expect(clean).not.toEqual(jpeg({ bare: true }));
  expect(withoutTraces("image/jpeg", clean ?? Buffer.alloc(0))).toEqual(clean);
});

test.each([
  ["%PDF-1.7 …", "application/pdf"],
  ["ما كُتب على الورقة\n", "text/plain"],
  ["OggS\0\x02", "audio/ogg"],
  ["ID3\x04\0", "audio/mpeg"],
  ["\0\0\0\x20ftypM4A \0\0\0\0", "audio/mp4"],
  ["RIFF\0\0\0\0WAVEfmt ", "audio/wav"],
  ["MZ\x90\0\x03", null],
  ["<\0", null],
  ["", null],
  ["\0\0\0\x20ftypmp42", null],
  ["PK\x03\x04", null],
] as const)("what a file is, is what is in it: %j", (text, kind) => {
  expect(kindOfFile(Buffer.from(text, text.includes("ما") ? "utf8" : "latin1"))).toBe(kind);
});

test("what is no file of ours is refused, and nothing is kept of it", async () => {
  const { desk, interview, add, files, onDisk } = draft();
  expect(await add("MZ\x90\0\x03", null)).toEqual(fail({ kind: "attachment-kind-unknown" }));
  expect(await add(jpeg().subarray(0, 60))).toEqual(fail({ kind: "photo-not-cleaned" }));
  const wish = { interview, question: null, ...agreed };
  for (const path of [join(desk.dir, "لا شيء"), desk.dir])
    expect(await desk.slice.attachFile(wish, path)).toEqual(
      fail({ kind: "attachment-unreadable" }),
    );
  expect(await desk.slice.attachFile(wish, undefined)).toEqual(fail({ kind: "cancelled" }));
  desk.disk.free = 1024;
  expect(await add(jpeg())).toEqual(fail({ kind: "disk-full" }));
  expect(files()).toEqual([]);
  expect(onDisk()).toEqual([]);
});

test("a question for a sound takes no picture; the interview as a whole takes both", async () => {
  const { add, node } = draft();
  expect(await add(jpeg(), "m1/voice")).toEqual(fail({ kind: "attachment-of-another-kind" }));
  must(await add(jpeg(), null));
  must(await add(jpeg(), "m1/account"));
  expect(node("m1/account")).toMatchObject({ state: "not-asked", value: "" });
});

test("what is taken away can be put back until the next opening, and is gone after it", async () => {
  const { desk, interview, add, files, node, onDisk } = draft();
  const { attachment } = must(await add(jpeg()));
  const wish = { interview, attachment };
  expect(must(desk.slice.detach(wish)).files).toEqual([]);
  expect(node("m1/paper")).toMatchObject({ state: "not-asked" });
  expect(await desk.slice.readFile({ ...wish, piece: 0 })).toEqual(
    fail({ kind: "attachment-unknown" }),
  );
  expect(must(desk.slice.attachAgain(wish)).files).toMatchObject([{ attachment }]);
  expect(node("m1/paper")).toMatchObject({ value: `${attachment}.jpg` });
  await desk.restarted().tidy();
  expect(files()).toHaveLength(1);

  must(desk.slice.detach(wish));
  const later = desk.restarted();
  await later.tidy();
  expect(onDisk()).toEqual([]);
  expect(later.attachAgain(wish)).toEqual(fail({ kind: "attachment-unknown" }));
});

test("the same content kept twice stays until both are taken away", async () => {
  const { desk, interview, add, onDisk } = draft();
  const first = must(await add(jpeg()));
  const second = must(await add(jpeg(), null));
  expect(onDisk()).toHaveLength(1);
  must(desk.slice.detach({ interview, attachment: first.attachment }));
  await desk.slice.tidy();
  expect(onDisk()).toHaveLength(1);
  must(desk.slice.detach({ interview, attachment: second.attachment }));
  await desk.slice.tidy();
  expect(onDisk()).toEqual([]);
});

test("erasing a section erases what was kept at its questions, and nothing else", async () => {
  const { desk, interview, add, files, onDisk } = draft();
  must(await add(jpeg()));
  must(await add(png(), "m1/account", "ورقة.png"));
  const whole = must(await add("نص على حدة", null, "نص.txt"));
  expect(onDisk()).toHaveLength(3);
  must(desk.slice.eraseSection({ interview, section: "m1" }));
  expect(files()).toMatchObject([{ attachment: whole.attachment }]);
  expect(onDisk()).toHaveLength(1);
  expect(desk.store.read(inspectInterviews)).toEqual([]);
});

test("what a file was called is written nowhere; each has the number of its kind, and keeps it", async () => {
  const { desk, interview, add, files } = draft();
  const first = must(await add(jpeg(), null, "سلمى الخطيب.jpg"));
  must(await add(png(), null, "سلمى.png"));
  must(await add("%PDF-1.7 …", null, "سلمى.pdf"));
  must(desk.slice.detach({ interview, attachment: first.attachment }));
  must(await add(webp(), null, "سلمى.webp"));
  expect(files().map(({ media, number }) => [media, number])).toEqual([
    ["image/png", 2],
    ["application/pdf", 1],
    ["image/webp", 3],
  ]);
  must(desk.slice.attachAgain({ interview, attachment: first.attachment }));
  expect(files()[0]).toMatchObject({ media: "image/jpeg", number: 1, name: "" });
  expect(desk.lines(interview).some(({ line }) => line.includes("سلمى"))).toBe(false);
});
