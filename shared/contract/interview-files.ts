import { z } from "zod";
import { longestRecordingSeconds, mediaTypes } from "../interviews/files.ts";
import { type Call, diskFaults, InterviewId, NodeRef } from "./define.ts";
import { AttachmentKey, copyFaults, InterviewFile, opening, Saved } from "./interviews.ts";

// Recordings, photos and documents of an interview. Sound and pictures cross in pieces of a bounded
// size; a path never does.

/** About a second of sound is a few kibibytes; a mebibyte is what the keeper takes at once. */
const largestPiece = 1_398_104;
const Piece = z.base64().min(4).max(largestPiece);

/** What became of a file. It is on the disk when this arrives. */
export const Filed = z.strictObject({
  attachment: AttachmentKey,
  /** Everything this interview has. */
  files: z.array(InterviewFile),
  saved: Saved,
});
export type Filed = z.infer<typeof Filed>;

const given = { interview: InterviewId };
const placed = {
  ...given,
  /** Null: the interview as a whole. */
  question: NodeRef.nullable(),
  /** The person was asked about this very one, and said yes. */
  agreed: z.literal(true),
};

const placing = [
  ...opening,
  "interview-closed",
  "consent-first",
  "unknown-path",
  "not-a-question",
  "attachment-of-another-kind",
  ...diskFaults,
] as const;

export const interviewFileCalls = {
  /** Begins a recording. The microphone is given to the page only after this said yes. */
  "interviews.beginRecording": {
    input: z.strictObject(placed),
    output: z.strictObject({
      recording: AttachmentKey,
      /** Which of the recordings it is, from 1. */
      number: z.int(),
      /** Bytes that are free. */
      free: z.int(),
      /** Bytes that it may have at most. */
      largest: z.int(),
    }),
    faults: [...placing, "recording-no-room"],
  },
  /** One piece, encrypted and on the disk when this answers. */
  "interviews.recordPiece": {
    input: z.strictObject({
      recording: AttachmentKey,
      /** Counts the pieces, from 0. */
      index: z.int().min(0).max(1_000_000),
      piece: Piece,
    }),
    output: z.strictObject({ bytes: z.int(), free: z.int() }),
    faults: [
      "recording-unknown",
      "recording-out-of-order",
      "recording-full",
      "recording-no-room",
      ...diskFaults,
    ],
  },
  "interviews.endRecording": {
    input: z.strictObject({
      recording: AttachmentKey,
      seconds: z.int().min(0).max(longestRecordingSeconds),
    }),
    output: z.strictObject({
      /** Null when nothing had been recorded. */
      attachment: AttachmentKey.nullable(),
      files: z.array(InterviewFile),
      saved: Saved.nullable(),
    }),
    faults: [...placing, "recording-unknown"],
  },
  "interviews.attachFile": {
    input: z.strictObject(placed),
    output: Filed,
    faults: [
      ...placing,
      "cancelled",
      "attachment-unreadable",
      "attachment-too-large",
      "attachment-empty",
      "attachment-kind-unknown",
      "photo-too-large",
      "photo-not-cleaned",
      "sound-not-cleaned",
    ],
    place: "open-file",
  },
  "interviews.detach": {
    input: z.strictObject({ ...given, attachment: AttachmentKey }),
    output: Filed,
    faults: [
      ...opening,
      "interview-closed",
      "attachment-unknown",
      "attachment-left",
      ...diskFaults,
    ],
  },
  "interviews.attachAgain": {
    input: z.strictObject({ ...given, attachment: AttachmentKey }),
    output: Filed,
    faults: [...placing, "attachment-unknown"],
  },
  "interviews.readFile": {
    input: z.strictObject({
      ...given,
      attachment: AttachmentKey,
      /** Half a mebibyte each, from 0. */
      piece: z.int().min(0).max(1_000),
    }),
    output: z.strictObject({ piece: z.string(), next: z.int().nullable() }),
    faults: [...opening, "attachment-unknown", "attachment-damaged", ...diskFaults],
  },
  /** Saves a copy outside the notebook, which is not encrypted, and notes that it left. */
  "interviews.saveFile": {
    input: z.strictObject({
      ...given,
      attachment: AttachmentKey,
      /** What it is, for the name that the dialog proposes. */
      media: z.enum(mediaTypes),
    }),
    output: z.strictObject({ bytes: z.int() }),
    faults: [
      ...opening,
      "cancelled",
      "attachment-unknown",
      "attachment-damaged",
      ...copyFaults,
      "target-exists",
      "folder-missing",
      "target-full",
      "target-read-only",
      "target-gone",
      "target-not-verified",
      ...diskFaults,
    ],
    place: "save-file",
  },
} as const satisfies Record<string, Call>;
