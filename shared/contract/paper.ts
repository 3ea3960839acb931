import { z } from "zod";
import { type Call, diskFaults, InterviewId, QuestionnaireHash } from "./define.ts";

const printed = {
  /** Tag of the language in which it is printed, of those that the questionnaire has. */
  language: z.string().max(200),
  digits: z.enum(["latn", "arab"]),
};

/** What may be put on paper. */
export const PaperWish = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("blank"),
    questionnaire: QuestionnaireHash,
    ...printed,
    /** How often a part that can come several times is printed. */
    copies: z.int().min(1).max(9),
  }),
  z.strictObject({ kind: z.literal("consent"), interview: InterviewId, ...printed }),
  z.strictObject({
    kind: z.literal("record"),
    interview: InterviewId,
    ...printed,
    /** Also what is for the researcher alone: assessments, what was coded in silence, and notes. */
    researcher: z.boolean(),
  }),
  /** In a language of Daftar. */
  z.strictObject({ kind: z.literal("referrals"), ...printed }),
]);
export type PaperWish = z.infer<typeof PaperWish>;

const drawing = [
  "interview-unknown",
  "questionnaire-unknown",
  "language-unknown",
  "chain-broken",
  /** The form has no question of consent. */
  "consent-not-in-form",
  "record-of-draft",
  /** The person refused, allowed no use, or did not confirm at the end. */
  "record-without-consent",
  "record-after-danger",
  "referrals-empty",
  ...diskFaults,
] as const;

export const paperCalls = {
  /** Lays a paper out: a document without script, and the one style sheet it asks for. */
  "paper.draw": {
    input: PaperWish,
    output: z.strictObject({ html: z.string(), style: z.string() }),
    faults: drawing,
  },
  /** Keeps what the shell has drawn of it, under the name a person chose, and notes that it left. */
  "paper.save": {
    input: PaperWish,
    output: z.strictObject({
      /** Null for a file that is not divided into pages yet. */
      pages: z.int().nullable(),
    }),
    faults: ["cancelled", "target-exists", "folder-missing", ...drawing],
    place: "save-file",
  },
} as const satisfies Record<string, Call>;
