import { z } from "zod";
import type { Announcement } from "../../shared/contract/events.ts";
import type { Input, Outcome } from "../../shared/contract/index.ts";
import {
  isStepDone,
  type PracticeProgress,
  type PracticeStep,
  practiceStepNames,
  practiceSteps,
  seenParts,
} from "../../shared/practice/steps.ts";
import type { Definition } from "../../shared/questionnaire/index.ts";
import type { Database, Store } from "../vault/store.ts";
import { doneParts, type Moment, momentNow } from "./done.ts";

/** What the practice needs from the rest of the keeper. */
export interface PracticeDeps {
  readonly store: Store;
  readonly announce: (announcement: Announcement) => void;
  readonly definition: (hash: string) => Definition | undefined;
}

/** The eight steps, in an open practice notebook. */
export interface Practice {
  /** What was done up to now was done by nobody who learns: the steps begin here. */
  readonly startHere: () => Outcome<"practice.progress">;
  readonly progress: () => Outcome<"practice.progress">;
  readonly go: (wish: Input<"practice.go">) => Outcome<"practice.go">;
  readonly saw: (wish: Input<"practice.saw">) => Outcome<"practice.saw">;
  /** Announces what has come to be done since it was last said. */
  readonly look: () => void;
}

/** Where the learner is, and from when on an act counts for each step. */
const State = z.strictObject({
  step: z.enum(practiceStepNames as [PracticeStep, ...PracticeStep[]]),
  /** It was done already when the learner came to it. */
  stays: z.boolean(),
  since: z.record(z.string(), z.strictObject({ tick: z.int(), entry: z.int() })),
  /** What the page told, and the journal's last entry when it did. */
  saw: z.partialRecord(z.enum(seenParts), z.int()),
});
type State = z.infer<typeof State>;

/** Opens the slice on an open practice notebook. */
export function practice({ store, announce, definition }: PracticeDeps): Practice {
  let said = "";

  const doneIn = (db: Database, { since, saw }: State) =>
    doneParts(db, definition, (step) => since[step] ?? theBeginning, saw);
  const progressIn = (db: Database, state: State): PracticeProgress => {
    const done = doneIn(db, state);
    return { step: onward(state, done).step, done };
  };
  const change = (how: (db: Database, before: State) => State): Outcome<"practice.progress"> => {
    const written = store.write((db) => {
      const wished = how(db, readState(db));
      const done = doneIn(db, wished);
      const state = onward(wished, done);
      db.prepare("UPDATE practice SET state = ?").run(JSON.stringify(state));
      return { step: state.step, done: [...done] };
    });
    return written;
  };
  // The page that asked has the answer and need not be told it again.
  const answered = (outcome: Outcome<"practice.progress">) => {
    if (outcome.ok) said = JSON.stringify(outcome.value);
    return outcome;
  };

  return {
    startHere: () => change((db) => newState(momentNow(db))),
    progress: () => answered(change((_, state) => state)),
    go: ({ step, again }) =>
      answered(
        change((db, before) => {
          const stays = !again && isStepDone(step, doneIn(db, before));
          if (!again) return { ...before, step, stays };
          const parts: readonly string[] = practiceSteps[step];
          const saw = Object.fromEntries(
            Object.entries(before.saw).filter(([part]) => !parts.includes(part)),
          );
          return { step, stays, since: { ...before.since, [step]: momentNow(db) }, saw };
        }),
      ),
    saw: ({ part }) =>
      change((db, before) => ({
        ...before,
        saw: { ...before.saw, [part]: momentNow(db).entry },
      })),
    look: () => {
      const now = JSON.stringify(store.read((db) => progressIn(db, readState(db))));
      if (now === said) return;
      const changed = answered(change((_, state) => state));
      if (changed.ok) announce({ event: "practised", progress: changed.value });
    },
  };
}

/** A step that was just done leads to the next that was not; one gone back to is stayed at. */
function onward(state: State, done: PracticeProgress["done"]): State {
  if (state.stays || !isStepDone(state.step, done)) return state;
  const at = practiceStepNames.indexOf(state.step);
  const others = [...practiceStepNames.slice(at + 1), ...practiceStepNames.slice(0, at)];
  const step = others.find((one) => !isStepDone(one, done));
  return step ? { ...state, step } : state;
}

const theBeginning: Moment = { tick: 0, entry: 0 };

function newState(at: Moment): State {
  const since = Object.fromEntries(practiceStepNames.map((step) => [step, at]));
  return { step: "begin", stays: false, since, saw: {} };
}

function readState(db: Database): State {
  const row = db.prepare<{ state: string }>("SELECT state FROM practice").get();
  return row?.state ? State.parse(JSON.parse(row.state)) : newState(theBeginning);
}
