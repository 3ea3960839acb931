import { z } from "zod";
import { mediaTypes } from "../interviews/files.ts";
import { Stated } from "../interviews/hijri.ts";
import { longestAnswer, longestFlag, longestNote, longestReason } from "../interviews/limits.ts";
import type { LiveProblem, NodeView, ShownText } from "../questionnaire/live/view.ts";
import {
  type Call,
  DeviceId,
  diskFaults,
  InterviewId,
  Moment,
  NodeRef,
  QuestionnaireHash,
} from "./define.ts";
import { FormLanguage } from "./questionnaires.ts";

const AnswerState = z.enum(["answered", "dont-know", "prefers-not-to-say", "not-asked", "skipped"]);

const Text = z.strictObject({
  parts: z.array(
    z.discriminatedUnion("kind", [
      z.strictObject({
        kind: z.literal("text"),
        text: z.string(),
        weight: z.enum(["plain", "emphasis"]),
      }),
      z.strictObject({ kind: z.literal("value"), text: z.string() }),
      z.strictObject({ kind: z.literal("break") }),
    ]),
  ),
  fallback: z.string().nullable(),
}) satisfies z.ZodType<ShownText>;

const Violation = z.enum(["required", "constraint", "type", "not-in-list"]);

const Node = z.strictObject({
  ref: z.string(),
  parent: z.string().nullable(),
  kind: z.enum(["question", "note", "group", "repeat", "entry", "hidden"]),
  path: z.string(),
  name: z.string(),
  type: z.string(),
  row: z.int(),
  relevant: z.boolean(),
  required: z.boolean(),
  readonly: z.boolean(),
  valid: z.boolean(),
  violation: Violation.nullable(),
  value: z.string(),
  state: AnswerState,
  reason: z.string().nullable(),
  setAside: z.string().nullable(),
  choices: z
    .array(
      z.strictObject({
        name: z.string(),
        label: Text,
        state: z.enum(["dont-know", "prefers-not-to-say"]).nullable(),
      }),
    )
    .nullable(),
  label: Text,
  hint: Text.nullable(),
  guidance: Text.nullable(),
  message: Text.nullable(),
  appearance: z.array(z.string()),
  parameters: z.record(z.string(), z.string()),
  sensitive: z.enum(["low", "personal", "high"]),
  position: z.int().nullable(),
  mayChange: z.boolean(),
}) satisfies z.ZodType<NodeView>;

const Problem = z.strictObject({
  ref: z.string(),
  kind: z.union([Violation, z.enum(["soft", "unread-date", "budget"])]),
  message: Text.nullable(),
}) satisfies z.ZodType<LiveProblem>;

/** Where an interview stands in its life. Later rooms add to it; none takes away. */
export const InterviewStage = z.enum(["draft", "finished", "in-parcel"]);
export type InterviewStage = z.infer<typeof InterviewStage>;

/** What the person allowed, as far as it has been recorded: `hold` is a yes without any use ticked. */
export const ConsentMark = z.enum(["not-asked", "refused", "hold", "given"]);
export type ConsentMark = z.infer<typeof ConsentMark>;

const FormName = z.strictObject({
  hash: QuestionnaireHash,
  title: z.string(),
  version: z.string(),
});

/** An answer without a place in the version of the questionnaire that an interview is in. */
export const OrphanedAnswer = z.strictObject({
  /** Its place in the version it was given in. */
  question: z.string(),
  /** The question's sentence there; empty when that version is not here. */
  label: z.string(),
  value: z.string().nullable(),
  /** The value in the words of the form; null for what was typed. */
  shown: z.string().nullable(),
  state: AnswerState,
  /** The version it was given in, as people call it. */
  version: z.string(),
});
export type OrphanedAnswer = z.infer<typeof OrphanedAnswer>;

/** Words of the researcher beside a question: never a part of the answer. */
export const Note = z.strictObject({
  question: z.string(),
  /**
   * `flag`: come back to it; the last `flag` or `unflag` of a question counts. `confirmed`: what seemed
   * not to fit is so.
   */
  mark: z.enum(["note", "flag", "unflag", "confirmed"]),
  /** Empty for `unflag` and `confirmed`. */
  text: z.string(),
  at: Moment,
  /** Where the version the interview is in does not have the question: what it was in its own. */
  aside: z.strictObject({ label: z.string(), version: z.string() }).nullable(),
});
export type Note = z.infer<typeof Note>;

export const AttachmentKey = z.string().regex(/^[0-9a-z]{4,12}$/);

/** A copy leaves in the clear: only of a finished interview whose person confirmed and allowed a use. */
export const copyFaults = ["copy-of-draft", "copy-without-consent", "copy-after-danger"] as const;

/** What is kept beside the answers, each because the person agreed to this very one. */
export const InterviewFile = z.strictObject({
  attachment: AttachmentKey,
  media: z.enum(mediaTypes),
  /** Which of its kind it is, in the order in which they came, from 1: so it is called. */
  number: z.int(),
  /** What it was called where it came from, if a history of before has kept that; else empty. */
  name: z.string(),
  bytes: z.int(),
  seconds: z.int().nullable(),
  /** A recording that was not ended in order: everything up to its last seconds. */
  interrupted: z.boolean(),
  at: Moment,
  /** Null: the interview as a whole. */
  question: z.string().nullable(),
  label: z.string(),
  /** Where the version the interview is in does not have the question: what it was in its own. */
  aside: z.strictObject({ label: z.string(), version: z.string() }).nullable(),
  /** Whether it may be taken away: the interview is open, and it has not left in a parcel. */
  removable: z.boolean(),
  /** Whether its content is in this notebook. */
  here: z.boolean(),
  /** Why no copy of it may be saved outside the notebook; null when one may. */
  copyHeldBy: z.enum(copyFaults).nullable(),
});
export type InterviewFile = z.infer<typeof InterviewFile>;

/** Dates that were said in the Hijri calendar, by their question: what was said. */
const StatedDates = z.record(z.string(), Stated);

const Told = z.strictObject({
  state: AnswerState,
  value: z.string().nullable(),
  stated: Stated.nullable(),
  /** The value in the words of the form, in the language shown; null for what was typed. */
  shown: z.string().nullable(),
});

/** What a correction after finishing changed, and why it was made. */
export const Revision = z.strictObject({
  reason: z.string(),
  at: Moment,
  /** Null while it is being made. */
  finished: Moment.nullable(),
  answers: z.array(
    z.strictObject({ question: z.string(), label: z.string(), before: Told, after: Told }),
  ),
  entries: z.array(
    z.strictObject({
      repeat: z.string(),
      label: z.string(),
      change: z.enum(["added", "removed", "restored"]),
    }),
  ),
});
export type Revision = z.infer<typeof Revision>;

/** A section in which everything that had been said was erased, at the person's wish. */
export const ErasedSection = z.strictObject({
  section: z.string(),
  label: z.string(),
  at: Moment,
});
export type ErasedSection = z.infer<typeof ErasedSection>;

/** An answer of a draft, and what becomes of it in another version. */
export const MoveAnswer = z.strictObject({
  ...OrphanedAnswer.shape,
  /** Its new place; null when it has none. */
  to: z.string().nullable(),
  why: z.enum(["no-place", "no-code", "other-type"]).nullable(),
  /** Set aside by an earlier move, and has a place again. */
  returned: z.boolean(),
});
export type MoveAnswer = z.infer<typeof MoveAnswer>;

export const MovePreview = z.strictObject({
  from: FormName,
  to: FormName,
  kept: z.array(MoveAnswer),
  moved: z.array(MoveAnswer),
  orphaned: z.array(MoveAnswer),
});
export type MovePreview = z.infer<typeof MovePreview>;

export const InterviewRow = z.strictObject({
  interview: InterviewId,
  code: z.string(),
  stage: InterviewStage,
  form: FormName,
  /** The device that opened it; null when it is this one. */
  device: DeviceId.nullable(),
  /** What the team calls that device. */
  deviceName: z.string().nullable(),
  opened: Moment,
  changed: Moment,
  answered: z.int(),
  /** Questions relevant now; null when the interview came in a parcel and was not opened here. */
  relevant: z.int().nullable(),
  problems: z.int().nullable(),
  consent: ConsentMark,
  /** More than one head: two versions wait for a decision. */
  versions: z.int(),
});
export type InterviewRow = z.infer<typeof InterviewRow>;

export const InterviewView = z.strictObject({
  interview: InterviewId,
  code: z.string(),
  stage: InterviewStage,
  /** Why nothing can be changed; null when it can. */
  readOnly: z.enum(["finished", "other-device"]).nullable(),
  form: FormName,
  languages: z.array(FormLanguage),
  language: z.string(),
  /** The question at which the interview goes on. */
  at: z.string().nullable(),
  /** In document order. */
  nodes: z.array(Node),
  problems: z.array(Problem),
  stated: StatedDates,
  /** What moves to other versions of the questionnaire set aside. */
  orphans: z.array(OrphanedAnswer),
  /** The oldest first. */
  notes: z.array(Note),
  /** Checks of which somebody said that it is so, by their names; gone when an answer changes them. */
  confirmed: z.array(z.string()),
  /** In the order in which they came. */
  files: z.array(InterviewFile),
  erased: z.array(ErasedSection),
  /** The oldest first. */
  revisions: z.array(Revision),
  consent: ConsentMark,
  /** When the last answer was made durable. */
  saved: Moment,
});
export type InterviewView = z.infer<typeof InterviewView>;

/** What one act changed. It is on the disk when this arrives. */
export const Saved = z.strictObject({
  /** Every node whose view is different now; new ones included. */
  nodes: z.array(Node),
  /** Of these nodes. */
  stated: StatedDates,
  removed: z.array(z.string()),
  /** Refs in document order, when nodes came or went; otherwise null. */
  order: z.array(z.string()).nullable(),
  problems: z.array(Problem),
  confirmed: z.array(z.string()),
  consent: ConsentMark,
  saved: Moment,
  /** The entry an act made. */
  entry: z.string().nullable(),
});
export type Saved = z.infer<typeof Saved>;

const given = { interview: InterviewId };
const noting = { ...given, question: NodeRef };
const Words = z.string().regex(/\S/);
/** A kind of check, and the questions it compares. */
const CheckName = z
  .string()
  .max(longestNote)
  .regex(/^[a-z-]+(?: \S+)+$/);
const OneLine = Words.max(longestFlag).regex(/^[^\n\r]*$/);

/** Refusals of the live form; the sentence belongs beside the field. */
const refusals = [
  "unknown-path",
  "not-a-question",
  "not-relevant",
  "read-only",
  "not-a-number",
  "not-an-integer",
  "out-of-range",
  "not-a-date",
  "not-a-time",
  "not-a-place",
  "not-offered",
  "incomplete-rank",
  "text-not-storable",
  "reason-missing",
  "counted-repeat",
  "too-many-entries",
] as const;

/** Why an interview that is there cannot be opened. */
export const opening = ["interview-unknown", "questionnaire-unknown", "chain-broken"] as const;

const moving = [
  ...opening,
  "interview-closed",
  "questionnaire-other",
  "questionnaire-same",
] as const;

const writing = [
  ...opening,
  "interview-closed",
  "consent-first",
  ...refusals,
  ...diskFaults,
] as const;

export const interviewCalls = {
  "interviews.list": {
    input: z.strictObject({
      stage: InterviewStage.nullable(),
      /** Folded text looked for in codes. */
      search: z.string().max(100),
      offset: z.int().nonnegative(),
      limit: z.int().min(1).max(500),
    }),
    output: z.strictObject({ total: z.int(), rows: z.array(InterviewRow) }),
    faults: [...diskFaults],
  },
  /** Waits for an entry in the referral list, or for a researcher who says that there is none. */
  "interviews.start": {
    input: z.strictObject({
      questionnaire: QuestionnaireHash,
      language: z.string().max(200).nullable(),
      /** Said for this one interview: the area has no service to refer to. The journal keeps it. */
      withoutReferral: z.literal(true).exactOptional(),
    }),
    output: InterviewView,
    faults: ["questionnaire-unknown", "referral-missing", ...diskFaults],
  },
  "interviews.open": {
    input: z.strictObject(given),
    output: InterviewView,
    faults: [...opening, ...diskFaults],
  },
  "interviews.answer": {
    input: z.strictObject({
      ...given,
      question: NodeRef,
      /** XForms lexical string; empty clears. */
      value: z.string().max(longestAnswer),
      /** Of a date that was said in the Hijri calendar: what was said, of which the value was made. */
      stated: Stated.exactOptional(),
    }),
    output: Saved,
    faults: writing,
  },
  "interviews.state": {
    input: z.strictObject({
      ...given,
      question: NodeRef,
      state: AnswerState,
      reason: z.string().max(2000).nullable(),
    }),
    output: Saved,
    faults: writing,
  },
  "interviews.addEntry": {
    input: z.strictObject({ ...given, repeat: NodeRef }),
    output: Saved,
    faults: writing,
  },
  "interviews.removeEntry": {
    input: z.strictObject({ ...given, entry: NodeRef }),
    output: Saved,
    faults: writing,
  },
  "interviews.restoreEntry": {
    input: z.strictObject({ ...given, entry: NodeRef }),
    output: Saved,
    faults: writing,
  },
  /** Writes beside a question, for good: a note is added to and never changed. */
  "interviews.note": {
    input: z.discriminatedUnion("mark", [
      z.strictObject({ ...noting, mark: z.literal("note"), text: Words.max(longestNote) }),
      z.strictObject({ ...noting, mark: z.literal("flag"), text: OneLine }),
      z.strictObject({ ...noting, mark: z.literal("unflag"), text: z.string().max(0) }),
      z.strictObject({ ...noting, mark: z.literal("confirmed"), text: CheckName }),
    ]),
    /** Everything beside this question, and the checks confirmed in the whole interview. */
    output: z.strictObject({
      notes: z.array(Note),
      confirmed: z.array(z.string()),
      saved: Moment,
    }),
    faults: [
      ...opening,
      "interview-closed",
      "unknown-path",
      "not-a-question",
      "text-not-storable",
      ...diskFaults,
    ],
  },
  /** Remembers where the researcher is, so that the interview opens there again. */
  "interviews.visit": {
    input: z.strictObject({ ...given, question: NodeRef }),
    output: z.strictObject({}),
    faults: [...opening, ...diskFaults],
  },
  "interviews.language": {
    input: z.strictObject({ ...given, language: z.string().max(200) }),
    output: InterviewView,
    faults: [...opening, "language-unknown", ...diskFaults],
  },
  "interviews.history": {
    input: z.strictObject({ ...given, question: NodeRef }),
    output: z.strictObject({
      entries: z.array(
        z.strictObject({
          at: Moment,
          device: DeviceId,
          deviceName: z.string().nullable(),
          state: AnswerState,
          value: z.string().nullable(),
          stated: Stated.nullable(),
          /** The value in the words of the form, in the language shown. */
          shown: z.string().nullable(),
          reason: z.string().nullable(),
          cause: z.string().nullable(),
          /** Why the finished interview was corrected, if this was said then. */
          correction: z.string().nullable(),
        }),
      ),
    }),
    faults: [...opening, ...diskFaults],
  },
  /** What would become of a draft's answers in another version of its questionnaire. */
  "interviews.planMove": {
    input: z.strictObject({ ...given, to: QuestionnaireHash }),
    output: MovePreview,
    faults: [...moving, ...diskFaults],
  },
  /** Moves a draft to another version; back to the one before, it is as it was. */
  "interviews.move": {
    input: z.strictObject({ ...given, to: QuestionnaireHash }),
    output: InterviewView,
    faults: [...moving, "move-too-large", "recording-running", ...diskFaults],
  },
  /** Erases what was said in a section, for good, in an interview that never left this computer. */
  "interviews.eraseSection": {
    input: z.strictObject({ ...given, section: NodeRef }),
    output: z.strictObject({
      view: InterviewView,
      /** How many entries of its history are gone. */
      events: z.int(),
      /** Gone from the interview, but the file could not be rewritten: a rest may still lie in it. */
      traces: z.boolean(),
    }),
    faults: [
      ...opening,
      "interview-closed",
      "interview-left",
      "section-unknown",
      "recording-running",
      ...diskFaults,
    ],
  },
  /** Opens a finished interview for a correction; finishing it again makes it a revision. */
  "interviews.amend": {
    input: z.strictObject({ ...given, reason: Words.max(longestReason) }),
    output: InterviewView,
    faults: [
      ...opening,
      "interview-not-finished",
      "interview-elsewhere",
      "text-not-storable",
      ...diskFaults,
    ],
  },
  "interviews.finish": {
    input: z.strictObject(given),
    output: InterviewView,
    faults: [
      ...opening,
      "interview-closed",
      "interview-incomplete",
      "consent-missing",
      "recording-running",
      ...diskFaults,
    ],
  },
} as const satisfies Record<string, Call>;
