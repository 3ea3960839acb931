import { appendFileSync, readdirSync, readFileSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { largestFile, recordingRoom } from "../../../shared/interviews/files.ts";
import { fail } from "../../../shared/result.ts";
import { begin, must, type SmallDesk, smallDesk } from "./small-desk.ts";

const agreed = { agreed: true } as const;

/** About a second of sound, as a page gives it; every one is another. */
const second = (n: number) => Buffer.from(`صوت ${n} `.repeat(200));
const piece = (n: number) => second(n).toString("base64");

async function recording(desk: SmallDesk, question: string | null = "m1/voice") {
  const at = begin(desk);
  at.agree();
  const { interview } = at;
  const { recording: key } = must(
    await desk.slice.beginRecording({ interview, question, ...agreed }),
  );
  const say = (...numbers: readonly number[]) =>
    numbers.map((n) => desk.slice.recordPiece({ recording: key, index: n, piece: piece(n) }));
  return { ...at, key, say };
}

const filesOf = (desk: SmallDesk, interview: never, slice = desk.slice) =>
  must(slice.open({ interview })).files;

async function played(slice: SmallDesk["slice"], interview: never, attachment: string) {
  const pieces: Buffer[] = [];
  for (let next: number | null = 0; next !== null; ) {
    const read: { piece: string; next: number | null } = must(
      await slice.readFile({ interview, attachment, piece: next }),
    );
    pieces.push(Buffer.from(read.piece, "base64"));
    next = read.next;
  }
  return Buffer.concat(pieces);
}

const said = (...numbers: readonly number[]) => Buffer.concat(numbers.map(second));

test("a recording that was ended is the answer to its question, and can be heard again", async () => {
  const desk = smallDesk();
  const { interview, key, say, node } = await recording(desk);
  say(0, 1, 2).map(must);
  const ended = must(await desk.slice.endRecording({ recording: key, seconds: 3 }));
  expect(ended).toMatchObject({ attachment: key, saved: { nodes: [{ ref: "m1/voice" }] } });
  expect(node("m1/voice")).toMatchObject({ state: "answered", value: `${key}.webm` });

  const later = desk.restarted();
  const [file] = filesOf(desk, interview as never, later);
  expect(file).toMatchObject({
    ...{ attachment: key, media: "audio/webm", name: "", seconds: 3, interrupted: false },
    ...{ question: "m1/voice", removable: true, here: true, bytes: said(0, 1, 2).length },
  });
  expect(await played(later, interview as never, key)).toEqual(said(0, 1, 2));
  expect(desk.lines(interview).filter(({ event }) => event.type === "attached")).toHaveLength(1);
});

test("what was recorded before the program was killed is kept, and named as interrupted", async () => {
  const desk = smallDesk();
  const { interview, key, say } = await recording(desk, null);
  say(0, 1, 2).map(must);
  const later = desk.restarted();
  await later.tidy();
  expect(filesOf(desk, interview as never, later)).toMatchObject([
    { attachment: key, question: null, interrupted: true, seconds: null },
  ]);
  expect(await played(later, interview as never, key)).toEqual(said(0, 1, 2));
  await later.tidy();
  expect(filesOf(desk, interview as never, later)).toHaveLength(1);
  expect(readdirSync(join(desk.dir, "attachments"))).toHaveLength(1);
});

test.each([
  [
    "cut off in its last piece",
    (path: string) => truncateSync(path, readFileSync(path).length - 7),
  ],
  [
    "followed by half a piece",
    (path: string) => appendFileSync(path, Buffer.from([9, 0, 0, 0, 1])),
  ],
  ["followed by a length and nothing", (path: string) => appendFileSync(path, "زز")],
])("a recording %s is kept up to its last whole piece", async (_, spoil) => {
  const desk = smallDesk();
  const { interview, key, say } = await recording(desk);
  say(0, 1, 2).map(must);
  const [name] = readdirSync(join(desk.dir, "attachments"));
  spoil(join(desk.dir, "attachments", name ?? ""));
  const later = desk.restarted();
  await later.tidy();
  const heard = await played(later, interview as never, key);
  expect([said(0, 1).length, said(0, 1, 2).length]).toContain(heard.length);
  expect(said(0, 1, 2).subarray(0, heard.length)).toEqual(heard);
});

test("nothing of a recording is on the disk in the clear, running or ended", async () => {
  const desk = smallDesk();
  const { key, say } = await recording(desk);
  say(0, 1).map(must);
  const onDisk = () =>
    Buffer.concat(
      readdirSync(join(desk.dir, "attachments")).map((name) =>
        readFileSync(join(desk.dir, "attachments", name)),
      ),
    );
  const running = onDisk();
  expect(running.length).toBeGreaterThan(said(0, 1).length);
  expect(running.includes("صوت")).toBe(false);
  must(await desk.slice.endRecording({ recording: key, seconds: 2 }));
  expect(onDisk().length).toBeGreaterThan(said(0, 1).length);
  expect(onDisk().includes("صوت")).toBe(false);
});

test("a piece out of its order is refused, and what came before stays", async () => {
  const desk = smallDesk();
  const { interview, key, say } = await recording(desk);
  must(say(0)[0] as never);
  expect(say(0, 2)).toEqual([
    fail({ kind: "recording-out-of-order" }),
    fail({ kind: "recording-out-of-order" }),
  ]);
  must(say(1)[0] as never);
  must(await desk.slice.endRecording({ recording: key, seconds: 2 }));
  expect(await played(desk.slice, interview as never, key)).toEqual(said(0, 1));
});

test("no recording begins without room for it, and one that runs is stopped in time", async () => {
  const desk = smallDesk();
  const { interview, agree } = begin(desk);
  agree();
  const wish = { interview, question: null, ...agreed };
  desk.disk.free = recordingRoom.toBegin - 1;
  expect(await desk.slice.beginRecording(wish)).toEqual(
    fail({ kind: "recording-no-room", details: { megabytes: 500 } }),
  );
  desk.disk.free = recordingRoom.toBegin;
  const { recording: key, free } = must(await desk.slice.beginRecording(wish));
  expect(free).toBe(recordingRoom.toBegin);
  must(desk.slice.recordPiece({ recording: key, index: 0, piece: piece(0) }));
  desk.disk.free = recordingRoom.toGoOn + said(0, 1).length - 1;
  expect(desk.slice.recordPiece({ recording: key, index: 1, piece: piece(1) })).toEqual(
    fail({ kind: "recording-no-room", details: { megabytes: 100 } }),
  );
  must(await desk.slice.endRecording({ recording: key, seconds: 1 }));
  expect(await played(desk.slice, interview as never, key)).toEqual(said(0));
});

test("a recording is never larger than a file may be", async () => {
  const desk = smallDesk();
  const { interview, key } = await recording(desk);
  const large = Buffer.alloc(32 * 1024 * 1024, 7).toString("base64");
  let index = 0;
  for (; (index + 1) * 32 * 1024 * 1024 <= largestFile; index++)
    must(desk.slice.recordPiece({ recording: key, index, piece: large }));
  expect(desk.slice.recordPiece({ recording: key, index, piece: large })).toEqual(
    fail({ kind: "recording-full" }),
  );
  must(await desk.slice.endRecording({ recording: key, seconds: 9 }));
  expect(filesOf(desk, interview as never)).toMatchObject([{ bytes: index * 32 * 1024 * 1024 }]);
});

test("nothing is recorded before a yes, nor after it was taken back", async () => {
  const desk = smallDesk();
  const { interview, say } = begin(desk);
  const wish = { interview, question: "m1/voice", ...agreed };
  expect(await desk.slice.beginRecording(wish)).toEqual(fail({ kind: "consent-first" }));
  must(say("consent_participate", "yes"));
  must(say("m1/consent_confirmed", "no"));
  expect(await desk.slice.beginRecording(wish)).toEqual(fail({ kind: "consent-first" }));
  must(say("m1/consent_confirmed", "yes"));
  expect((await desk.slice.beginRecording(wish)).ok).toBe(true);
});

test("a question for a picture takes no recording, and a place that is none takes nothing", async () => {
  const desk = smallDesk();
  const { interview, agree } = begin(desk);
  agree();
  const at = (question: string) => desk.slice.beginRecording({ interview, question, ...agreed });
  expect(await at("m1/paper")).toEqual(fail({ kind: "attachment-of-another-kind" }));
  expect(await at("m1")).toEqual(fail({ kind: "not-a-question" }));
  expect(await at("m9/none")).toEqual(fail({ kind: "unknown-path" }));
});

test("while a recording runs, its interview is not finished, moved or erased in", async () => {
  const desk = smallDesk();
  const { interview } = await recording(desk);
  const running = fail({ kind: "recording-running" });
  expect(desk.slice.finish({ interview })).toEqual(running);
  expect(desk.slice.move({ interview, to: desk.questionnaire })).toEqual(running);
  expect(desk.slice.eraseSection({ interview, section: "m1" })).toEqual(running);
});

test("a page that lost sight of its recording begins another, and the first is kept", async () => {
  const desk = smallDesk();
  const { interview, key, say } = await recording(desk, null);
  say(0).map(must);
  const { recording: next } = must(
    await desk.slice.beginRecording({ interview, question: null, ...agreed }),
  );
  expect(desk.slice.recordPiece({ recording: key, index: 1, piece: piece(1) })).toEqual(
    fail({ kind: "recording-unknown" }),
  );
  const empty = must(await desk.slice.endRecording({ recording: next, seconds: 0 }));
  expect(empty).toMatchObject({ attachment: null, saved: null });
  expect(empty.files).toMatchObject([{ attachment: key, interrupted: true }]);
});

test("of recordings that are begun at once the last one runs, and none is lost", async () => {
  const desk = smallDesk();
  const { interview, key, say } = await recording(desk, null);
  say(0).map(must);
  const wish = { interview, question: null, ...agreed };
  const begun = await Promise.all([
    desk.slice.beginRecording(wish),
    desk.slice.beginRecording(wish),
  ]);
  const keys = begun.map((one) => must(one).recording);
  const heard = keys.map((one) =>
    desk.slice.recordPiece({ recording: one, index: 0, piece: piece(1) }),
  );
  expect(heard.filter(({ ok }) => ok)).toHaveLength(1);
  const last = keys[heard.findIndex(({ ok }) => ok)] ?? "";
  must(await desk.slice.endRecording({ recording: last, seconds: 1 }));
  expect(filesOf(desk, interview as never)).toMatchObject([
    { attachment: key, number: 1, interrupted: true },
    { attachment: last, number: 2, interrupted: false },
  ]);
  expect(desk.onDisk()).toHaveLength(2);
});

test("an interview is not finished while its recording is put in its place", async () => {
  const desk = smallDesk();
  const { interview, key, say } = await recording(desk, null);
  say(0, 1).map(must);
  const ended = desk.slice.endRecording({ recording: key, seconds: 2 });
  expect(desk.slice.finish({ interview })).toEqual(fail({ kind: "recording-running" }));
  must(await ended);
  expect(filesOf(desk, interview as never)).toMatchObject([{ attachment: key, seconds: 2 }]);
  expect(desk.slice.finish({ interview })).not.toEqual(fail({ kind: "recording-running" }));
});

test("a recording that found no room for its place waits, and is kept at the next opening", async () => {
  const desk = smallDesk();
  const { interview, key, say } = await recording(desk, null);
  say(0, 1).map(must);
  const place = vi.spyOn(desk.attachments, "place");
  place.mockResolvedValue(fail({ kind: "disk-full" }));
  expect(await desk.slice.endRecording({ recording: key, seconds: 2 })).toEqual(
    fail({ kind: "disk-full" }),
  );
  place.mockRestore();
  expect(filesOf(desk, interview as never)).toEqual([]);
  const later = desk.restarted();
  await later.tidy();
  expect(await played(later, interview as never, key)).toEqual(said(0, 1));
});

test("however long a recording is, one piece of it at a time is put in its place", async () => {
  const desk = smallDesk();
  const { interview, key, say } = await recording(desk, null);
  say(...Array.from({ length: 40 }, (_, n) => n)).map(must);
  const place = desk.attachments.place.bind(desk.attachments);
  const sizes: number[] = [];
  vi.spyOn(desk.attachments, "place").mockImplementation((content) =>
    place(
      (async function* () {
        for await (const one of content) {
          sizes.push(one.length);
          yield one;
        }
      })(),
    ),
  );
  must(await desk.slice.endRecording({ recording: key, seconds: 40 }));
  expect(sizes).toEqual(Array.from({ length: 40 }, (_, n) => second(n).length));
  expect(filesOf(desk, interview as never)).toMatchObject([{ attachment: key }]);
  vi.restoreAllMocks();
});
