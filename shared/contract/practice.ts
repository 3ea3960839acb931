import { z } from "zod";
import {
  type PracticePart,
  type PracticeProgress,
  type PracticeStep,
  practiceSteps,
  seenParts,
} from "../practice/steps.ts";
import { type Call, diskFaults } from "./define.ts";
import { ReferralWords } from "./people.ts";
import { Passphrase, Self } from "./vault.ts";

const Step = z.enum(Object.keys(practiceSteps) as [PracticeStep, ...PracticeStep[]]);
const Part = z.enum(Object.values(practiceSteps).flat() as [PracticePart, ...PracticePart[]]);

const Progress = z.strictObject({
  step: Step,
  done: z.array(Part),
}) satisfies z.ZodType<PracticeProgress>;

const Name = z.string().trim().min(1).max(60);

/** Answered at the door of the practice notebook and inside it; at any other they are not understood. */
export const practiceCalls = {
  "practice.door": {
    input: z.strictObject({}),
    output: z.strictObject({
      /** The words that open it, which anybody may know; null while there is none. */
      passphrase: z.string().nullable(),
    }),
    faults: ["vault-damaged", ...diskFaults],
  },
  /**
   * Makes a practice notebook with invented interviews and opens it. One that is open, or that cannot
   * be opened because it is damaged, is thrown away first, and then only when the new one is ready.
   */
  "practice.begin": {
    input: z.strictObject({
      /** In which its questions are read. */
      language: z.enum(["ar", "en"]),
      passphrase: Passphrase,
      /** The learner, the invented team, and its two invented coordinators. */
      name: Name,
      team: Name,
      coordinators: z.array(Name).length(2),
      /** A service that does not exist: without any, no interview begins. */
      service: ReferralWords,
    }),
    output: Self,
    faults: ["passphrase-weak", "vault-exists", "vault-damaged", "vault-in-use", ...diskFaults],
  },
  "practice.progress": { input: z.strictObject({}), output: Progress, faults: [...diskFaults] },
  /** Goes to a step; `again` forgets what was done of it before. */
  "practice.go": {
    input: z.strictObject({ step: Step, again: z.boolean() }),
    output: Progress,
    faults: [...diskFaults],
  },
  "practice.saw": {
    input: z.strictObject({ part: z.enum(seenParts) }),
    output: Progress,
    faults: [...diskFaults],
  },
} as const satisfies Record<string, Call>;
