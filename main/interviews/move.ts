import {
  type DeviceId,
  type InterviewId,
  QuestionnaireHash,
} from "../../shared/contract/define.ts";
import type { MoveAnswer, MovePreview, OrphanedAnswer } from "../../shared/contract/interviews.ts";
import type { InterviewEvent } from "../../shared/interviews/event.ts";
import {
  addToProjection,
  type OrphanedNotes,
  type ProjectedAnswer,
  type Projection,
} from "../../shared/interviews/projection.ts";
import { canonicalJson } from "../../shared/parcels/canonical-json.ts";
import { limits } from "../../shared/parcels/limits.ts";
import {
  type Definition,
  isComputed,
  labelIn,
  type MovePlan,
  type NodeRef,
  type PlannedAnswer,
  planMove,
  valueIn,
} from "../../shared/questionnaire/index.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import type { DiskFault } from "../vault/disk-fault.ts";
import { writeJournal } from "../vault/journal.ts";
import { happenings, writeDown } from "./act.ts";
import type { Happened } from "./append.ts";
import type { InterviewsDeps } from "./deps.ts";
import { type Desk, type OpenInterview, storedAnswers } from "./desk.ts";
import { nodeOf } from "./history.ts";
import { eventsOf, replayEvents } from "./replay.ts";
import { formOf, writeBookmark } from "./view.ts";

export type MoveFault = {
  readonly kind:
    | "interview-closed"
    | "questionnaire-unknown"
    | "questionnaire-other"
    | "questionnaire-same";
};

/**
 * Says what becomes of every answer of a draft in another version of its questionnaire; changes
 * nothing.
 *
 * Faults: `questionnaire-unknown`; `questionnaire-same` for the version it is in; `questionnaire-other`
 * for a form of another id, because a draft of one is never a draft of another; `interview-closed`.
 */
export function previewMove(
  deps: InterviewsDeps,
  opened: OpenInterview,
  to: QuestionnaireHash,
): Result<MovePreview, MoveFault> {
  const planned = planOfMove(deps, opened, to);
  if (!planned.ok) return planned;
  const { target, plan } = planned.value;
  const { definition, language } = opened.form;
  const row = (answer: PlannedAnswer): MoveAnswer => ({
    ...orphanedIn(deps, answer, language),
    question: answer.from,
    to: answer.to,
    why: answer.why,
    returned: answer.returned,
  });
  return ok({
    from: formOf(definition),
    to: formOf(target),
    kept: plan.kept.map(row),
    moved: plan.moved.map(row),
    orphaned: plan.orphaned.map(row),
  });
}

/**
 * Moves a draft to another version of its questionnaire, by one event that says where everything
 * went; what the new version computes differently follows it, as after any act. One transaction.
 *
 * Faults: those of `previewMove`; `move-too-large` when the event would not fit into a parcel's line.
 * The caller takes the interview up again.
 */
export function moveInterview(
  deps: InterviewsDeps,
  desk: Desk,
  opened: OpenInterview,
  to: QuestionnaireHash,
): Result<void, MoveFault | { readonly kind: "move-too-large" } | DiskFault> {
  const planned = planOfMove(deps, opened, to);
  if (!planned.ok) return planned;
  const { target, plan } = planned.value;
  const moved: Happened & { type: "moved" } = {
    type: "moved",
    questionnaire: to,
    places: [...plan.places],
    orphans: [...plan.orphans],
    returned: plan.returned.map((one) => ({
      ...one,
      questionnaire: QuestionnaireHash.parse(one.questionnaire),
    })),
  };
  if (isTooLong(moved)) return fail({ kind: "move-too-large" });
  const { interview } = opened.so;
  const so = deps.store.read((db) =>
    replayEvents(eventsOf(db, interview).map(({ line }) => JSON.parse(line) as InterviewEvent)),
  );
  if (!so) throw new Error("an open interview has a history");
  // Only to see what follows from it; its place in the chain it gets when it is written.
  const { changed: at, seq } = so;
  addToProjection(so, { ...moved, at, seq, ...unchained(so) });
  const form = desk.openForm(target, so, storedAnswers(so, opened.form.language));
  const byPerson = (ref: string) => {
    const answer = so.answers.get(ref);
    return answer !== undefined && answer.cause === null && answer.state !== "not-asked";
  };
  const change = form.recalculate(plan.recalculated, byPerson);
  const happened = [moved, ...happenings(so, change)];
  return writeDown(deps, opened, happened, (db) => {
    writeBookmark(db, { ...opened, form, at: placeIn(plan, opened.at) });
    writeJournal(db, deps.world, "interview-moved", {
      interview,
      questionnaire: to,
      orphaned: plan.orphaned.length,
    });
  });
}

/** What earlier moves set aside, in the words of the versions in which it was said. */
export function orphansOf(
  deps: Pick<InterviewsDeps, "form">,
  so: Projection,
  language: string,
): OrphanedAnswer[] {
  return so.orphans
    .filter(({ cause }) => !isComputed(cause))
    .filter(({ state, value }) => state !== "not-asked" || (value ?? "") !== "")
    .map((orphan) => {
      const form = deps.form(orphan.questionnaire);
      const node = (form && nodeOf(form, orphan.question)) ?? null;
      return { ...orphanedIn(deps, { ...orphan, node }, language), question: orphan.question };
    });
}

function planOfMove(
  deps: InterviewsDeps,
  { form, so, readOnly }: OpenInterview,
  to: QuestionnaireHash,
): Result<{ readonly target: Definition; readonly plan: MovePlan }, MoveFault> {
  // One that is being corrected was finished in the words of its form, and stays in them.
  if (readOnly || so.revisions.length > 0) return fail({ kind: "interview-closed" });
  const from = form.definition;
  if (to === from.hash) return fail({ kind: "questionnaire-same" });
  const target = deps.form(to);
  if (!target) return fail({ kind: "questionnaire-unknown" });
  if (target.id !== from.id) return fail({ kind: "questionnaire-other" });
  return ok({ target, plan: planMove(from, target, withNoted(so), deps.form) });
}

/** A question with nothing but a note or a file has a place to be found, like one that was answered. */
function withNoted({ answers, orphans, notes, orphanNotes, files, ...so }: Projection) {
  const silent = {
    value: null,
    state: "not-asked",
    reason: null,
    cause: null,
    stated: null,
  } as const;
  const isOrphan = ({ questionnaire, question }: Aside) =>
    orphans.some((one) => one.questionnaire === questionnaire && one.question === question);
  const kept = [...files.values()];
  const besides = [...notes.keys(), ...kept.flatMap(({ question }) => question ?? [])];
  const unanswered = besides.filter((question) => !answers.has(question));
  const aside = new Map(
    [...orphanNotes, ...kept.flatMap((one) => one.aside ?? [])]
      .filter((one) => !isOrphan(one))
      .map((one) => [`${one.questionnaire} ${one.question}`, one]),
  );
  return {
    ...so,
    answers: new Map<NodeRef, ProjectedAnswer>([
      ...answers,
      ...unanswered.map((question) => [question, silent] as const),
    ]),
    orphans: [
      ...orphans,
      ...[...aside.values()].map(({ questionnaire, question }) => ({
        questionnaire,
        question,
        ...silent,
      })),
    ],
  };
}

type Aside = Pick<OrphanedNotes, "questionnaire" | "question">;

function orphanedIn(
  { form }: Pick<InterviewsDeps, "form">,
  { questionnaire, node, value, state }: Omit<PlannedAnswer, "from" | "to" | "why" | "returned">,
  language: string,
): Omit<OrphanedAnswer, "question"> {
  const definition = form(questionnaire);
  const known = definition && node ? { definition, node } : null;
  return {
    label: known ? labelIn(known.definition, known.node, language) : "",
    value,
    shown: known && value !== null ? valueIn(known.definition, known.node, value, language) : null,
    state,
    version: definition?.version ?? "",
  };
}

/** Where the desk was, in the new version. */
function placeIn({ places, orphans }: MovePlan, at: string | null): string | null {
  if (at === null || orphans.includes(at)) return null;
  return places.find(({ from }) => from === at)?.to ?? at;
}

const unchained = ({ interview, device }: Projection) => ({
  interview: interview as InterviewId,
  device: device as DeviceId,
  prev: null,
  tick: 0,
});

const mostPlaces = 20_000;

/** Longer than a parcel may carry; what every event has besides takes less than a kibibyte. */
const isTooLong = (moved: Happened & { type: "moved" }) =>
  [moved.places, moved.orphans, moved.returned].some(({ length }) => length > mostPlaces) ||
  Buffer.byteLength(canonicalJson(moved)) > limits.lineBytes - 1024;
