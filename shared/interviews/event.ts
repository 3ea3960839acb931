import { z } from "zod";
import { DeviceId, InterviewId, Moment, NodeRef, QuestionnaireHash } from "../contract/define.ts";
import { largestFile, longestFileName, longestRecordingSeconds, mediaTypes } from "./files.ts";
import { Stated } from "./hijri.ts";
import { longestAnswer, longestNote, longestReason } from "./limits.ts";

// One line of an interview's history, as it is hashed, stored and carried in a parcel
// (docs/parcel-format.md, section 4). Keys are in the canonical alphabet `[a-z0-9-]`.

const Hash = z.string().regex(/^[0-9a-f]{64}$/);
const EntryKey = z.string().regex(/^[0-9a-z]{4,12}$/);
const Reason = z.string().max(longestReason);

const common = {
  at: Moment,
  device: DeviceId,
  interview: InterviewId,
  /** Hash of the event before it in this interview's chain; null for the first. */
  prev: Hash.nullable(),
  /** Place in the chain, from 1. */
  seq: z.int().min(1),
  /** Counts all events of a device and never goes back, whatever its clock does. */
  tick: z.int().min(1),
};

export const Opened = z.strictObject({
  ...common,
  type: z.literal("opened"),
  questionnaire: QuestionnaireHash,
  code: z.string().max(64),
  /** IANA zone in which the interview counts its days, fixed for its life. */
  zone: z.string().max(64),
  /** Seed of the form's own random numbers. */
  seed: z.string().max(64),
});

/**
 * A value or a state given, corrected, cleared or calculated.
 *
 * `value` is null when only the state changed: what was said before is then set aside, not gone. It
 * is text with every `answered`, and with a state that the form has a code for, `dk`.
 */
export const Answered = z.strictObject({
  ...common,
  type: z.literal("answered"),
  question: NodeRef,
  state: z.enum(["answered", "dont-know", "prefers-not-to-say", "not-asked", "skipped"]),
  value: z.string().max(longestAnswer).nullable(),
  /** Left out when a person gave it; otherwise what in the form moved it. */
  cause: z.enum(["calculation", "trigger", "default", "cascade", "count"]).exactOptional(),
  /** Why a question was skipped, or why an answer was corrected after finishing. */
  reason: Reason.exactOptional(),
  /** Of a date that was said in the Hijri calendar: what was said. The value is what was made of it. */
  stated: Stated.exactOptional(),
});

export const EntryAdded = z.strictObject({
  ...common,
  type: z.literal("entry-added"),
  repeat: NodeRef,
  entry: EntryKey,
  /** Left out when a person added it; otherwise the form did, at its beginning or by a number. */
  cause: z.literal("count").exactOptional(),
});

export const EntryRemoved = z.strictObject({
  ...common,
  type: z.literal("entry-removed"),
  repeat: NodeRef,
  entry: EntryKey,
});

export const EntryRestored = z.strictObject({
  ...common,
  type: z.literal("entry-restored"),
  repeat: NodeRef,
  entry: EntryKey,
});

/**
 * The interview is finished. `closed` names what skip logic had closed at that moment, each group,
 * repeat, entry or question by its topmost ref: a reader without a form engine then knows which
 * kept values do not stand, and tells "not asked" from "does not apply".
 */
export const Finished = z.strictObject({
  ...common,
  type: z.literal("finished"),
  closed: z.array(NodeRef).max(20_000),
});

/**
 * A finished interview is corrected: what is answered from here to the next `finished` is a revision
 * of it, for this reason. What it said before stays in its history.
 */
export const Reopened = z.strictObject({
  ...common,
  type: z.literal("reopened"),
  reason: Reason.min(1),
});

/**
 * What was said in this section was erased, at the person's wish, before the interview left: this
 * history was written anew without it (docs/decisions/0011). Nothing tells what it was.
 */
export const Erased = z.strictObject({
  ...common,
  type: z.literal("erased"),
  section: NodeRef,
});

/** Most places that one move can speak of, of each kind. */
const mostPlaces = 20_000;

const value = z.string().max(longestAnswer);

/**
 * The draft goes on in another version of its questionnaire.
 *
 * Whatever is not named stands where it stood. `places` are answers and entries that stand elsewhere
 * now, or are written otherwise there; `orphans` have no place in this version and are set aside, with
 * the version they were given in; `returned` were set aside by an earlier move and have a place again.
 * A place is that of a question, or of a repeat and then means its entries.
 */
export const Moved = z.strictObject({
  ...common,
  type: z.literal("moved"),
  questionnaire: QuestionnaireHash,
  places: z
    .array(z.strictObject({ from: NodeRef, to: NodeRef, value: value.exactOptional() }))
    .max(mostPlaces),
  orphans: z.array(NodeRef).max(mostPlaces),
  returned: z
    .array(
      z.strictObject({
        from: NodeRef,
        /** The version in which it was given. */
        questionnaire: QuestionnaireHash,
        to: NodeRef,
        value: value.exactOptional(),
      }),
    )
    .max(mostPlaces),
});
export type Moved = z.infer<typeof Moved>;

/**
 * Words of the researcher beside a question: never testimony, never an answer.
 *
 * Notes add up. The last `flag` or `unflag` of a question counts: `flag` says that one must come back
 * to it, and why in one line; `unflag`, whose text is empty, takes it off. `confirmed` says that what
 * seemed not to fit is so. Its text names the check by its kind and by the questions it compares, never
 * by their answers: `gap m7/detention[k3f9]/det_to m7/detention[p0q2]/det_from`. It stands until one of
 * those questions is answered anew.
 */
export const Noted = z.strictObject({
  ...common,
  type: z.literal("noted"),
  question: NodeRef,
  mark: z.enum(["note", "flag", "unflag", "confirmed"]),
  text: z.string().max(longestNote),
});

/**
 * A recording, photo or document, kept because the person agreed to this very one.
 *
 * The file itself lies beside the chain, named by the SHA-256 of its content. The same `attachment`
 * again, after it was taken away, puts it back.
 */
export const Attached = z.strictObject({
  ...common,
  type: z.literal("attached"),
  attachment: EntryKey,
  bytes: z.int().min(1).max(largestFile),
  file: Hash,
  /** Only of a recording that the program did not end itself: what was on the disk by then. */
  interrupted: z.literal(true).exactOptional(),
  media: z.enum(mediaTypes),
  /** Empty. In histories of before: what the file was called where it came from. */
  name: z.string().max(longestFileName),
  /** The question it belongs to; null: the interview as a whole. */
  question: NodeRef.nullable(),
  /** How long was recorded, where that is known. */
  seconds: z.int().min(0).max(longestRecordingSeconds).exactOptional(),
});

/** A file was taken away before it had left. Only its event stays; the file itself goes. */
export const Detached = z.strictObject({
  ...common,
  type: z.literal("detached"),
  attachment: EntryKey,
  question: NodeRef.nullable(),
});

export const InterviewEvent = z.discriminatedUnion("type", [
  Opened,
  Answered,
  Noted,
  Attached,
  Detached,
  Moved,
  EntryAdded,
  EntryRemoved,
  EntryRestored,
  Finished,
  Reopened,
  Erased,
]);
export type InterviewEvent = z.infer<typeof InterviewEvent>;
