import type { InterviewId } from "../../shared/contract/define.ts";
import type { Input, Outcome } from "../../shared/contract/index.ts";
import { largestFile, recordingRoom } from "../../shared/interviews/files.ts";
import { fail, ok } from "../../shared/result.ts";
import type { BegunRecording } from "../vault/attachments.ts";
import { writeJournal } from "../vault/journal.ts";
import { orDiskFault } from "../vault/store.ts";
import { newKey } from "./code.ts";
import type { InterviewsDeps } from "./deps.ts";
import type { Desk } from "./desk.ts";
import { filesOf, numberOfNext, putFile, whyNotHere } from "./files.ts";

const media = "audio/webm";
const megabyte = 1_000_000;

interface Running extends BegunRecording {
  readonly attachment: string;
  readonly interview: InterviewId;
  readonly question: string | null;
}

interface Row {
  readonly attachment: string;
  readonly interview: InterviewId;
  readonly question: string | null;
  readonly file: string;
  readonly key: Buffer;
}

/**
 * Recordings while they are made: one at a time, each piece encrypted and on the disk before it is
 * acknowledged. What a crash ended is found again at the next opening, up to its last whole piece.
 */
export function recordings(deps: InterviewsDeps, desk: Desk) {
  const { store, world, attachments, freeBytes } = deps;
  let running: Running | null = null;
  /** Interviews whose recording has ended and is being put in its place. */
  const ending = new Set<string>();

  const close = () => {
    running?.pieces.close();
    running = null;
  };

  const keep: typeof putInPlace = async (row, end) => {
    ending.add(row.interview);
    try {
      return await putInPlace(row, end);
    } finally {
      ending.delete(row.interview);
    }
  };

  /** Puts what was recorded in its place; what cannot be placed now stays as it is. */
  const putInPlace = async (
    { attachment, interview, question, file, key }: Row,
    end: { readonly seconds: number } | { readonly interrupted: true },
  ): Promise<Outcome<"interviews.endRecording">> => {
    const pieces = attachments.recorded(file, key);
    const first = pieces.next();
    if (!first.done) {
      const placed = await attachments.place(inOrder(first.value, pieces));
      if (!placed.ok) return placed;
      const kept = orDiskFault(() => {
        const taken = desk.take(interview);
        if (!taken.ok) return taken;
        if (taken.value.readOnly) return fail({ kind: "interview-closed" });
        const what = { attachment, media, question, ...end } as const;
        const put = putFile(deps, taken.value, placed.value, what, (db) => {
          attachments.record(db, placed.value, media);
          db.prepare("DELETE FROM recording WHERE attachment = ?").run(attachment);
          if ("interrupted" in end) writeJournal(db, world, "recording-recovered", { interview });
        });
        if (!put.ok) desk.drop(interview);
        return put;
      });
      if (kept.ok) attachments.remove([file]);
      return kept;
    }
    const forgotten = store.write((db) =>
      db.prepare("DELETE FROM recording WHERE attachment = ?").run(attachment),
    );
    if (!forgotten.ok) return forgotten;
    attachments.remove([file]);
    return orDiskFault(() => {
      const taken = desk.take(interview);
      if (!taken.ok) return taken;
      return ok({ attachment: null, files: filesOf(deps, taken.value), saved: null });
    });
  };

  return {
    /**
     * Whether a recording of this interview runs or is being put in its place, and keeps it from being
     * closed or rewritten.
     */
    isRunning: (interview: string) => running?.interview === interview || ending.has(interview),

    begin: async ({
      interview,
      question,
    }: Input<"interviews.beginRecording">): Promise<Outcome<"interviews.beginRecording">> => {
      // A page that asks again has lost sight of the one before; while that is put in its place, it may
      // have asked once more.
      while (running) {
        const before = running;
        close();
        await keep(before, { interrupted: true });
      }
      return orDiskFault(() => {
        const taken = desk.take(interview);
        if (!taken.ok) return taken;
        const why = whyNotHere(taken.value, question, media);
        if (why) return fail(why);
        const free = freeBytes();
        if (free < recordingRoom.toBegin) {
          const megabytes = recordingRoom.toBegin / megabyte;
          return fail({ kind: "recording-no-room", details: { megabytes } });
        }
        const attachment = newKey(world);
        const begun = attachments.beginRecording();
        const written = store.write((db) =>
          db
            .prepare(
              "INSERT INTO recording (attachment, interview, question, file, key) VALUES (?, ?, ?, ?, ?)",
            )
            .run(attachment, interview, question, begun.file, begun.key),
        );
        if (!written.ok) {
          begun.pieces.close();
          attachments.remove([begun.file]);
          return written;
        }
        running = { ...begun, attachment, interview, question };
        const number = numberOfNext(taken.value.so, media);
        return ok({ recording: attachment, number, free, largest: largestFile });
      });
    },

    /** Keeps one piece; `index` counts them, so that none is lost or doubled unseen. */
    piece: ({
      recording,
      index,
      piece,
    }: Input<"interviews.recordPiece">): Outcome<"interviews.recordPiece"> =>
      orDiskFault(() => {
        if (running?.attachment !== recording) return fail({ kind: "recording-unknown" });
        const { pieces } = running;
        if (index !== pieces.pieces) return fail({ kind: "recording-out-of-order" });
        const bytes = Buffer.from(piece, "base64");
        const after = pieces.bytes + bytes.length;
        if (after > largestFile) return fail({ kind: "recording-full" });
        // To be put in its place it needs its own size once more.
        const free = freeBytes();
        if (free - after < recordingRoom.toGoOn) {
          const megabytes = recordingRoom.toGoOn / megabyte;
          return fail({ kind: "recording-no-room", details: { megabytes } });
        }
        pieces.append(bytes);
        return ok({ bytes: pieces.bytes, free });
      }),

    end: async ({
      recording,
      seconds,
    }: Input<"interviews.endRecording">): Promise<Outcome<"interviews.endRecording">> => {
      const ended = running;
      if (ended?.attachment !== recording) return fail({ kind: "recording-unknown" });
      close();
      return keep(ended, { seconds });
    },

    /** Takes up what a crash or a lock ended. What has no place yet waits for the next opening. */
    recover: async (): Promise<void> => {
      const rows = store.read((db) =>
        db.prepare<Row>("SELECT attachment, interview, question, file, key FROM recording").all(),
      );
      for (const row of rows) await keep(row, { interrupted: true });
    },
  };
}

/** One piece, and those that follow it. */
function* inOrder(first: Buffer, others: Iterable<Buffer>): Generator<Buffer> {
  yield first;
  yield* others;
}
