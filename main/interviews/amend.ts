import type { Revision } from "../../shared/contract/interviews.ts";
import type { InterviewEvent } from "../../shared/interviews/event.ts";
import {
  addToProjection,
  type ProjectedAnswer,
  type Projection,
} from "../../shared/interviews/projection.ts";
import { type LiveForm, labelIn } from "../../shared/questionnaire/index.ts";
import { fail, type Result } from "../../shared/result.ts";
import type { DiskFault } from "../vault/disk-fault.ts";
import { writeJournal } from "../vault/journal.ts";
import { writeDown } from "./act.ts";
import type { InterviewsDeps } from "./deps.ts";
import type { OpenInterview } from "./desk.ts";
import { inWords, nodeOf } from "./history.ts";
import { replayEvents } from "./replay.ts";
import { isStorable } from "./storable.ts";

export type AmendFault = {
  readonly kind: "interview-not-finished" | "interview-elsewhere" | "text-not-storable";
};

/**
 * Opens a finished interview for a correction, for a reason that stays with it for ever.
 *
 * Nothing that was said is changed by it, and what left in a parcel stays as it left. Faults:
 * `interview-not-finished`; `interview-elsewhere` when another device opened it, or when it has two
 * versions and nobody has decided. The caller takes it up again.
 */
export function amendInterview(
  deps: InterviewsDeps,
  opened: OpenInterview,
  reason: string,
): Result<void, AmendFault | DiskFault> {
  if (opened.readOnly === "other-device") return fail({ kind: "interview-elsewhere" });
  if (opened.readOnly === null) return fail({ kind: "interview-not-finished" });
  if (!isStorable(reason)) return fail({ kind: "text-not-storable" });
  return writeDown(deps, opened, [{ type: "reopened", reason }], (db) =>
    writeJournal(db, deps.world, "interview-reopened", { interview: opened.so.interview }),
  );
}

/**
 * What each correction changed, given all events of a history: of several answers to one question the
 * last, beside what stood there when the correction began.
 */
export function revisionsOf(events: readonly InterviewEvent[], form: LiveForm): Revision[] {
  const from = events.findIndex(({ type }) => type === "reopened");
  const so = from < 0 ? null : replayEvents(events.slice(0, from));
  if (!so) return [];
  const revisions: Draft[] = [];
  for (const event of events.slice(from)) {
    if (event.type === "reopened")
      revisions.push({ answers: new Map(so.answers), said: new Set(), entries: [] });
    const last = revisions.at(-1);
    if (event.type === "answered" && event.cause === undefined) last?.said.add(event.question);
    if (isEntryEvent(event) && !("cause" in event)) last?.entries.push(event);
    addToProjection(so, event);
    if (last) last.after = new Map([...last.said].map((at) => [at, so.answers.get(at)]));
  }
  return so.revisions.map((revision, i) => toldOf(revision, revisions[i], form));
}

interface Draft {
  /** As they stood when the correction began. */
  readonly answers: ReadonlyMap<string, ProjectedAnswer>;
  readonly said: Set<string>;
  readonly entries: EntryEvent[];
  after?: ReadonlyMap<string, ProjectedAnswer | undefined>;
}

type EntryEvent = Extract<InterviewEvent, { readonly entry: string }>;

const isEntryEvent = (event: InterviewEvent): event is EntryEvent => "entry" in event;

function toldOf(
  revision: Projection["revisions"][number],
  draft: Draft | undefined,
  form: LiveForm,
): Revision {
  const told = (question: string, answer: ProjectedAnswer | undefined) => {
    const state = answer?.state ?? ("not-asked" as const);
    const value = state === "answered" ? (answer?.value ?? null) : null;
    const stated = value === null ? null : (answer?.stated ?? null);
    const shown = value === null ? null : inWords(form, question, value);
    return { state, value, stated, shown };
  };
  const labelOf = (ref: string) => {
    const node = nodeOf(form.definition, ref);
    return node ? labelIn(form.definition, node, form.language) : "";
  };
  const answers = [...(draft?.said ?? [])].map((question) => ({
    question,
    label: labelOf(question),
    before: told(question, draft?.answers.get(question)),
    after: told(question, draft?.after?.get(question)),
  }));
  return {
    ...revision,
    answers: answers.filter(
      ({ before, after }) =>
        before.state !== after.state ||
        before.value !== after.value ||
        before.stated !== after.stated,
    ),
    entries: (draft?.entries ?? []).map(({ type, repeat }) => ({
      repeat,
      label: labelOf(repeat),
      change: changes[type],
    })),
  };
}

const changes = {
  "entry-added": "added",
  "entry-removed": "removed",
  "entry-restored": "restored",
} as const;
