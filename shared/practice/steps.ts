/**
 * The eight steps of the practice, each with the acts that belong to it, in the order in which a
 * learner comes to them. An act counts when the notebook says that it was done, never by a button.
 */
export const practiceSteps = {
  begin: ["started"],
  keyboard: ["option", "digits"],
  consent: ["agreed", "uses"],
  silence: ["dont-know", "prefers-not-to-say", "skipped"],
  dates: ["part-date", "place"],
  entries: ["entry", "timeline"],
  pause: ["paused", "unlocked"],
  end: ["finished", "parcel"],
} as const;

export type PracticeStep = keyof typeof practiceSteps;
export type PracticePart = (typeof practiceSteps)[PracticeStep][number];

/** The names of the steps, in their order. */
export const practiceStepNames = Object.keys(practiceSteps) as PracticeStep[];

/** What only a page knows that it was done, and tells the notebook. */
export const seenParts = ["timeline", "paused"] as const satisfies readonly PracticePart[];
export type SeenPart = (typeof seenParts)[number];

/** How far a practice is. */
export interface PracticeProgress {
  /** The step at which the learner is. */
  readonly step: PracticeStep;
  /** The acts that were done, of whichever step. */
  readonly done: readonly PracticePart[];
}

/** Whether every act of a step was done. */
export function isStepDone(step: PracticeStep, done: readonly PracticePart[]): boolean {
  return practiceSteps[step].every((part) => done.includes(part));
}
