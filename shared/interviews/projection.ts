import type { AnswerState, NodeRef } from "../questionnaire/live/view.ts";
import { type ConsentAnswers, isConsentQuestion } from "./consent.ts";
import type { InterviewEvent, Moved } from "./event.ts";
import type { MediaType } from "./files.ts";

/** What is kept of one question: the last of what its events say. */
export interface ProjectedAnswer {
  /** The value last given, also when another state has set it aside; `null` if there never was one. */
  readonly value: string | null;
  readonly state: AnswerState;
  readonly reason: string | null;
  /** What in the form moved it; `null` when a person did. */
  readonly cause: string | null;
  /** How the value was said, where it is a date of the Hijri calendar. */
  readonly stated: string | null;
}

/** One entry of a repeat. The removed ones keep their place, so that a removal can be undone. */
export interface ProjectedEntry {
  readonly key: string;
  readonly removed: boolean;
}

/** An answer without a place in the version the interview is in now; kept as it was given. */
export interface ProjectedOrphan extends ProjectedAnswer {
  /** The version it was given in, and its place there. */
  readonly questionnaire: string;
  readonly question: NodeRef;
}

/** Entries of a repeat that the version the interview is in now does not have. */
export interface OrphanedEntries {
  readonly questionnaire: string;
  readonly repeat: NodeRef;
  readonly entries: readonly ProjectedEntry[];
}

/** What the researcher wrote beside a question. */
export interface ProjectedNote {
  readonly mark: "note" | "flag" | "unflag" | "confirmed";
  readonly text: string;
  readonly at: string;
}

/** Notes on a question that the version the interview is in now does not have. */
export interface OrphanedNotes {
  readonly questionnaire: string;
  readonly question: NodeRef;
  readonly notes: readonly ProjectedNote[];
}

/** A recording, photo or document of an interview. */
export interface ProjectedFile {
  readonly attachment: string;
  /** SHA-256 of its content. */
  readonly file: string;
  readonly bytes: number;
  readonly media: MediaType;
  readonly name: string;
  /** `null`: it belongs to the interview as a whole, or stands `aside`. */
  readonly question: NodeRef | null;
  /** Where it belongs in a version that the interview was in before, when this one has no such place. */
  readonly aside: { readonly questionnaire: string; readonly question: NodeRef } | null;
  readonly seconds: number | null;
  readonly interrupted: boolean;
  readonly at: string;
  /** Place in the chain of the event that attached it last. */
  readonly seq: number;
  /** Taken away again; kept here so that it can be put back. */
  readonly removed: boolean;
}

/** Where an answer stood in an earlier version, and how it was written there. */
export interface FormerPlace {
  readonly questionnaire: string;
  readonly question: NodeRef;
  readonly value: string | null;
}

/** A correction after finishing. */
export interface ProjectedRevision {
  readonly reason: string;
  readonly at: string;
  /** When it was finished again; `null` while it is being made. */
  readonly finished: string | null;
}

/** Everything an interview is, computed from its events and from nothing else. */
export interface Projection {
  readonly interview: string;
  /** The version it is in now. */
  questionnaire: string;
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
  /** What moves to other versions set aside, in the order in which they did. */
  readonly orphans: ProjectedOrphan[];
  readonly orphanEntries: OrphanedEntries[];
  /** Question → what was written beside it, the oldest first. */
  readonly notes: Map<NodeRef, readonly ProjectedNote[]>;
  readonly orphanNotes: OrphanedNotes[];
  /** Checks of which somebody said that it is so, as the `confirmed` notes name them. */
  readonly confirmed: Set<string>;
  /** By their key, in the order in which they came; the removed ones too. */
  readonly files: Map<string, ProjectedFile>;
  /** Where answers that nobody has touched since stood before moves; the oldest place first. */
  readonly former: Map<NodeRef, readonly FormerPlace[]>;
  /** Sections in which everything was erased, and when. */
  readonly erased: { readonly section: NodeRef; readonly at: string }[];
  /** The oldest first. */
  readonly revisions: ProjectedRevision[];
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
    orphans: [],
    orphanEntries: [],
    notes: new Map(),
    orphanNotes: [],
    confirmed: new Set(),
    files: new Map(),
    former: new Map(),
    erased: [],
    revisions: [],
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
    case "noted": {
      const { mark, text, at } = event;
      so.notes.set(event.question, [...(so.notes.get(event.question) ?? []), { mark, text, at }]);
      if (mark === "confirmed") so.confirmed.add(text);
      return null;
    }
    case "attached": {
      const { attachment, file, bytes, media, name, question, at, seq } = event;
      const { seconds = null, interrupted = false } = event;
      so.files.set(attachment, {
        ...{ attachment, file, bytes, media, name, question, seconds, interrupted, at, seq },
        aside: null,
        removed: false,
      });
      return null;
    }
    case "detached": {
      const kept = so.files.get(event.attachment);
      if (kept) so.files.set(event.attachment, { ...kept, removed: true });
      return null;
    }
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
    case "moved":
      move(so, event);
      return null;
    case "erased":
      so.erased.push({ section: event.section, at: event.at });
      return null;
    case "reopened":
      so.stage = "draft";
      so.closed = new Set();
      so.revisions.push({ reason: event.reason, at: event.at, finished: null });
      return null;
    case "finished":
      if (so.stage === "draft") endRevision(so, event.at);
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

function endRevision(so: Projection, at: string): void {
  const last = so.revisions.pop();
  if (last) so.revisions.push({ ...last, finished: at });
}

function answer(
  so: Projection,
  event: Extract<InterviewEvent, { type: "answered" }>,
): ProjectedAnswer {
  const before = so.answers.get(event.question);
  // A state that sets a value aside leaves it, and how it was said; "not asked" leaves nothing.
  const isEmptied = event.value === null && event.state === "not-asked";
  const after: ProjectedAnswer = {
    value: event.value ?? (isEmptied ? null : (before?.value ?? null)),
    state: event.state,
    reason: event.reason ?? null,
    cause: event.cause ?? null,
    stated: event.stated ?? (event.value === null && !isEmptied ? (before?.stated ?? null) : null),
  };
  so.answers.set(event.question, after);
  so.former.delete(event.question);
  for (const check of so.confirmed)
    if (check.split(" ").includes(event.question)) so.confirmed.delete(check);
  so.answered += countsAsAnswered(after) - countsAsAnswered(before);
  keepCode(so, event.question, after);
  keepConsent(so, event.question, after);
  return after;
}

/** Brings an interview into another version. What has no place is set aside, never forgotten. */
function move(so: Projection, event: Moved): void {
  const isOrphan = new Set(event.orphans);
  const places = new Map(event.places.map((place) => [place.from, place]));
  const back = event.returned.map((place) => ({ place, ...takeBack(so, place) }));
  const answers = [...so.answers];
  const entries = [...so.entries];
  const former = new Map(so.former);
  const noted = [...so.notes];
  so.answers.clear();
  so.entries.clear();
  so.former.clear();
  so.notes.clear();
  const { questionnaire } = so;
  for (const [question, answer] of answers) {
    if (isOrphan.has(question)) {
      so.orphans.push({ questionnaire, question, ...answer });
      continue;
    }
    const place = places.get(question);
    const to = place?.to ?? question;
    const here = { questionnaire, question, value: answer.value };
    so.answers.set(to, writtenAs(answer, place));
    so.former.set(to, [...(former.get(question) ?? []), here]);
  }
  for (const [repeat, made] of entries) {
    if (isOrphan.has(repeat)) so.orphanEntries.push({ questionnaire, repeat, entries: made });
    else so.entries.set(places.get(repeat)?.to ?? repeat, made);
  }
  for (const [question, notes] of noted) {
    if (isOrphan.has(question)) so.orphanNotes.push({ questionnaire, question, notes });
    else putNotes(so, places.get(question)?.to ?? question, notes);
  }
  for (const { place, answer, made, notes } of back) {
    putNotes(so, place.to, notes);
    if (answer) so.answers.set(place.to, writtenAs(answer, place));
    if (made) entriesOf(so, place.to).push(...made);
  }
  for (const kept of so.files.values())
    so.files.set(kept.attachment, { ...kept, ...placeOfFile(kept, event, so.questionnaire) });
  so.questionnaire = event.questionnaire;
  so.answered = [...so.answers.values()].reduce((sum, one) => sum + countsAsAnswered(one), 0);
  keepCodeInMove(so, event, isOrphan);
  keepConsentInMove(so, event);
}

/** An answer at its place in another version: what is written otherwise there was not said so. */
function writtenAs(
  answer: ProjectedAnswer,
  place: { readonly value?: string } | undefined,
): ProjectedAnswer {
  return place?.value === undefined ? answer : { ...answer, value: place.value, stated: null };
}

/** Takes an answer, or entries, from what was set aside: of several at one place the last. */
function takeBack(so: Projection, { from, questionnaire }: Moved["returned"][number]) {
  const orphanAt = so.orphans.findLastIndex(
    (one) => one.questionnaire === questionnaire && one.question === from,
  );
  const entriesAt = so.orphanEntries.findLastIndex(
    (one) => one.questionnaire === questionnaire && one.repeat === from,
  );
  const orphan = orphanAt < 0 ? undefined : so.orphans.splice(orphanAt, 1)[0];
  const made = entriesAt < 0 ? undefined : so.orphanEntries.splice(entriesAt, 1)[0]?.entries;
  const notesAt = so.orphanNotes.findLastIndex(
    (one) => one.questionnaire === questionnaire && one.question === from,
  );
  const notes = notesAt < 0 ? [] : (so.orphanNotes.splice(notesAt, 1)[0]?.notes ?? []);
  if (!orphan) return { answer: null, made, notes };
  const { value, state, reason, cause, stated } = orphan;
  return { answer: { value, state, reason, cause, stated }, made, notes };
}

/** A file stays with the interview, whatever becomes of its question. */
function placeOfFile(
  { question, aside }: ProjectedFile,
  { places, orphans, returned }: Moved,
  questionnaire: string,
): Pick<ProjectedFile, "question" | "aside"> {
  if (question === null) {
    const back = returned.find(
      (one) => one.questionnaire === aside?.questionnaire && one.from === aside.question,
    );
    return back ? { question: back.to, aside: null } : { question, aside };
  }
  if (orphans.includes(question)) return { question: null, aside: { questionnaire, question } };
  const to = places.find(({ from }) => from === question)?.to;
  return { question: to ?? question, aside: null };
}

/** Two places may become one: notes are then told in the order in which they were written. */
function putNotes(so: Projection, question: NodeRef, notes: readonly ProjectedNote[]): void {
  const here = so.notes.get(question) ?? [];
  if (notes.length > 0) so.notes.set(question, [...notes, ...here]);
}

function keepCodeInMove(so: Projection, event: Moved, isOrphan: ReadonlySet<NodeRef>): void {
  const question = so.codeQuestion;
  if (question !== null && isOrphan.has(question)) so.codeQuestion = null;
  else if (question !== null)
    so.codeQuestion = event.places.find(({ from }) => from === question)?.to ?? question;
  if (so.codeQuestion !== null) return;
  const back = event.returned.find(({ to }) => so.answers.get(to)?.value === so.code);
  so.codeQuestion = back?.to ?? null;
}

/**
 * What a person allowed or refused outlives every version: it stays as it was said last, also where
 * the new one does not ask. Only an answer that comes under one of these names is new to them.
 */
function keepConsentInMove(so: Projection, event: Moved): void {
  for (const { from, to } of event.places) {
    const answer = so.answers.get(to);
    if (answer && nameOf(from) !== nameOf(to)) keepConsent(so, to, answer);
  }
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
  const name = nameOf(question);
  if (isConsentQuestion(name)) so.consent[name] = state === "answered" ? value : null;
}

const nameOf = (question: NodeRef) => question.slice(question.lastIndexOf("/") + 1);

function entriesOf(so: Projection, repeat: NodeRef): ProjectedEntry[] {
  const known = so.entries.get(repeat);
  if (known) return known;
  const made: ProjectedEntry[] = [];
  so.entries.set(repeat, made);
  return made;
}
