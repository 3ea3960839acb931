import type { AnswerState, NodeRef } from "../questionnaire/live/view.ts";
import { type ConsentAnswers, isConsentQuestion } from "./consent.ts";
import type { InterviewEvent } from "./event.ts";

/** What is kept of one question: the last of what its events say. */
export interface ProjectedAnswer {
  /** The value last given, also when another state has set it aside; `null` if there never was one. */
  readonly value: string | null;
  readonly state: AnswerState;
  readonly reason: string | null;
  /** What in the form moved it; `null` when a person did. */
  readonly cause: string | null;
}

/** One entry of a repeat. The removed ones keep their place, so that a removal can be undone. */
export interface ProjectedEntry {
  readonly key: string;
  readonly removed: boolean;
}

/** Everything an interview is, computed from its events and from nothing else. */
export interface Projection {
  readonly interview: string;
  readonly questionnaire: string;
  /** The device that opened it. */
  readonly device: string;
  readonly zone: string;
  readonly seed: string;
  readonly opened: string;
  /** Clock of the last event. */
  changed: string;
  code: string;
  stage: "draft" | "finished";
  seq: number;
  readonly answers: Map<NodeRef, ProjectedAnswer>;
  /** Repeat → entries in the order in which they were made. */
  readonly entries: Map<NodeRef, ProjectedEntry[]>;
  /** Topmost nodes that skip logic had closed when the interview was finished. */
  closed: ReadonlySet<NodeRef>;
  /** Answers a person gave, in any state but "not asked". */
  answered: number;
  /** The question that holds the code. */
  codeQuestion: NodeRef | null;
  readonly firstCode: string;
  readonly consent: { -readonly [Name in keyof ConsentAnswers]: ConsentAnswers[Name] };
}

/** The beginning of every interview; `null` when the first event is another. */
export function beginProjection(event: InterviewEvent): Projection | null {
  if (event.type !== "opened") return null;
  return {
    interview: event.interview,
    questionnaire: event.questionnaire,
    device: event.device,
    zone: event.zone,
    seed: event.seed,
    opened: event.at,
    changed: event.at,
    code: event.code,
    stage: "draft",
    seq: event.seq,
    answers: new Map(),
    entries: new Map(),
    closed: new Set(),
    answered: 0,
    codeQuestion: null,
    firstCode: event.code,
    consent: {
      consent_participate: null,
      consent_uses: null,
      consent_confirmed: null,
      consent_uses_final: null,
      end_state: null,
    },
  };
}

/**
 * Adds one event to what is known, in place.
 *
 * Gives the answer that changed, if it was an answer. Events come in the order of their chain and
 * are believed: who wrote them and whether they fit was looked at before.
 */
export function addToProjection(so: Projection, event: InterviewEvent): ProjectedAnswer | null {
  so.changed = event.at;
  so.seq = event.seq;
  switch (event.type) {
    case "opened":
      return null;
    case "answered":
      return answer(so, event);
    case "entry-added":
      entriesOf(so, event.repeat).push({ key: event.entry, removed: false });
      return null;
    case "entry-removed":
    case "entry-restored": {
      const entries = entriesOf(so, event.repeat);
      const at = entries.findIndex(({ key }) => key === event.entry);
      if (at >= 0) entries[at] = { key: event.entry, removed: event.type === "entry-removed" };
      return null;
    }
    case "finished":
      so.stage = "finished";
      so.closed = new Set(event.closed);
      return null;
  }
}

/** Whether a kept answer does not stand, because skip logic had closed its place at the end. */
export function isLatent(closed: ReadonlySet<NodeRef>, ref: NodeRef): boolean {
  if (closed.size === 0) return false;
  if (closed.has(ref)) return true;
  for (let at = ref.length - 1; at > 0; at--) {
    const letter = ref[at];
    if ((letter === "/" || letter === "[") && closed.has(ref.slice(0, at))) return true;
  }
  return false;
}

function answer(
  so: Projection,
  event: Extract<InterviewEvent, { type: "answered" }>,
): ProjectedAnswer {
  const before = so.answers.get(event.question);
  const after: ProjectedAnswer = {
    value: event.value ?? (event.state === "not-asked" ? null : (before?.value ?? null)),
    state: event.state,
    reason: event.reason ?? null,
    cause: event.cause ?? null,
  };
  so.answers.set(event.question, after);
  so.answered += countsAsAnswered(after) - countsAsAnswered(before);
  keepCode(so, event.question, after);
  keepConsent(so, event.question, after);
  return after;
}

function countsAsAnswered(answer: ProjectedAnswer | undefined): 0 | 1 {
  return answer && answer.cause === null && answer.state !== "not-asked" ? 1 : 0;
}

/**
 * An interview's code is what the question that was first given it holds now, so that a code
 * corrected by its interviewer is the one that everybody sees.
 */
function keepCode(so: Projection, question: NodeRef, { value, state }: ProjectedAnswer): void {
  if (so.codeQuestion === null && value === so.firstCode) so.codeQuestion = question;
  if (so.codeQuestion === question) so.code = state === "answered" && value ? value : so.firstCode;
}

function keepConsent(so: Projection, question: NodeRef, { value, state }: ProjectedAnswer): void {
  // Inside a repeat the words mean something else.
  if (question.includes("[")) return;
  const name = question.slice(question.lastIndexOf("/") + 1);
  if (isConsentQuestion(name)) so.consent[name] = state === "answered" ? value : null;
}

function entriesOf(so: Projection, repeat: NodeRef): ProjectedEntry[] {
  const known = so.entries.get(repeat);
  if (known) return known;
  const made: ProjectedEntry[] = [];
  so.entries.set(repeat, made);
  return made;
}
