import { QuestionnaireHash } from "../../shared/contract/define.ts";
import type { InterviewView } from "../../shared/contract/interviews.ts";
import { consentMark } from "../../shared/interviews/consent.ts";
import type { Projection } from "../../shared/interviews/projection.ts";
import {
  type Definition,
  holdsTheEnd,
  type LiveForm,
  type NodeView,
  titleOf,
} from "../../shared/questionnaire/index.ts";
import type { Database } from "../vault/store.ts";
import type { OpenInterview } from "./desk.ts";
import { stageOf } from "./list.ts";

/** Everything a page needs to show an interview. */
export function viewOf(
  db: Database,
  opened: OpenInterview,
  beside: Pick<InterviewView, "orphans" | "notes" | "files" | "erased" | "revisions">,
): InterviewView {
  const { form, so } = opened;
  const nodes = form.nodes();
  return {
    interview: so.interview as InterviewView["interview"],
    code: so.code,
    stage: stageOf(db, so.interview),
    readOnly: opened.readOnly,
    form: formOf(form.definition),
    languages: [...form.languages],
    language: form.language,
    at: resumeAt(nodes, opened.at),
    nodes: forPage(nodes),
    problems: problemsOf(form),
    stated: statedAt(so, [...so.answers.keys()]),
    ...beside,
    confirmed: [...so.confirmed],
    consent: consentMark(so.consent),
    saved: so.changed,
  };
}

/** Writes where this desk is in an interview, and how far that is. */
export function writeBookmark(db: Database, opened: OpenInterview): void {
  const { form, so, at } = opened;
  const asked = form.nodes().filter(isAsked);
  db.prepare(
    `INSERT INTO bookmark (interview, question, language, relevant, answered, problems)
     VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (interview) DO UPDATE SET question = excluded.question,
       language = excluded.language, relevant = excluded.relevant, answered = excluded.answered,
       problems = excluded.problems`,
  ).run(
    so.interview,
    at,
    form.language,
    asked.length,
    asked.filter(({ state }) => state !== "not-asked").length,
    blocking(form).length,
  );
}

/** The same views: what crosses is a copy, so the page cannot change them. */
export function forPage(nodes: readonly NodeView[]): InterviewView["nodes"] {
  return nodes as InterviewView["nodes"];
}

/** What was said of the dates at these places, where it was in the Hijri calendar. */
export function statedAt({ answers }: Projection, places: readonly string[]) {
  return Object.fromEntries(
    places.flatMap((place) => {
      const stated = answers.get(place)?.stated ?? null;
      return stated === null ? [] : [[place, stated]];
    }),
  );
}

export function problemsOf(form: LiveForm): InterviewView["problems"] {
  return form.problems() as InterviewView["problems"];
}

/** What stands between an interview and its end; soft checks do not. */
export function blocking(form: LiveForm) {
  return form.problems().filter(holdsTheEnd);
}

function isAsked({ kind, relevant }: NodeView): boolean {
  return kind === "question" && relevant;
}

/** The question last visited, if it is still asked; otherwise the first that waits for an answer. */
function resumeAt(nodes: readonly NodeView[], at: string | null): string | null {
  const asked = nodes.filter(isAsked);
  const there = asked.find(({ ref }) => ref === at);
  const waiting = asked.find(({ state }) => state === "not-asked");
  return (there ?? waiting ?? asked[0])?.ref ?? null;
}

/** What people call a version of a questionnaire. */
export function formOf(definition: Definition): InterviewView["form"] {
  const { hash, version } = definition;
  return { hash: QuestionnaireHash.parse(hash), title: titleOf(definition), version };
}
