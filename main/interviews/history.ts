import type { Input, Output } from "../../shared/contract/index.ts";
import type { InterviewEvent, Moved } from "../../shared/interviews/event.ts";
import {
  type Definition,
  type LiveForm,
  listOf,
  plainText,
} from "../../shared/questionnaire/index.ts";
import { withoutEntries } from "../../shared/questionnaire/live/view.ts";
import type { InterviewsDeps } from "./deps.ts";
import type { OpenInterview } from "./desk.ts";
import { eventsOf } from "./replay.ts";

type Said = Extract<InterviewEvent, { type: "answered" }>;

/**
 * Everything that was ever said to one question, in order: nothing is overwritten. Where the draft
 * moved to another version, the history goes on at the place the question had before.
 */
export function historyOf(
  { store, deviceName }: InterviewsDeps,
  { form }: OpenInterview,
  { interview, question }: Input<"interviews.history">,
): Output<"interviews.history"> {
  const events = store
    .read((db) => eventsOf(db, interview))
    .map(({ line }) => JSON.parse(line) as InterviewEvent);
  const said: (Said & { readonly correction: string | null })[] = [];
  const correction = correctionsIn(events);
  let here = question;
  for (const event of events.toReversed()) {
    if (event.type === "moved") here = placeBefore(event, here);
    else if (event.type === "answered" && event.question === here) {
      said.unshift({ ...event, correction: correction.get(event.seq) ?? null });
    }
  }
  return {
    entries: said.map(({ at, device, state, value, stated, reason, cause, correction: why }) => ({
      at,
      device,
      deviceName: deviceName(device),
      state,
      value,
      stated: stated ?? null,
      shown: value === null ? null : inWords(form, question, value),
      reason: reason ?? null,
      cause: cause ?? null,
      correction: why,
    })),
  };
}

/** For each event within a correction, by its place in the chain: why the correction was made. */
function correctionsIn(events: readonly InterviewEvent[]): ReadonlyMap<number, string> {
  const reasons = new Map<number, string>();
  let reason: string | null = null;
  for (const event of events) {
    if (event.type === "reopened") ({ reason } = event);
    if (reason !== null) reasons.set(event.seq, reason);
    if (event.type === "finished") reason = null;
  }
  return reasons;
}

/** Where an answer stood before a move, or in the version in which it was set aside. */
function placeBefore({ places, returned }: Moved, question: string): string {
  const before = [...places, ...returned].find(({ to }) => to === question);
  return before?.from ?? question;
}

/** A code, or several, as the form says them in the language shown; `null` for what was typed. */
export function inWords(form: LiveForm, question: string, value: string): string | null {
  const node = nodeOf(form.definition, question);
  const choices = node ? listOf(form.definition, node) : [];
  if (choices.length === 0) return null;
  const labels = new Map(
    choices.map(({ name, label }) => [name, label[form.language] ?? Object.values(label)[0]]),
  );
  const shown = form.node(question)?.choices ?? [];
  for (const { name, label } of shown) labels.set(name, plainText(label));
  return value
    .split(" ")
    .map((code) => labels.get(code) ?? code)
    .join(form.languages.find(({ name }) => name === form.language)?.tag === "ar" ? "، " : ", ");
}

export function nodeOf({ nodes }: Definition, ref: string) {
  const path = withoutEntries(ref);
  return nodes.find((node) => node.path === path);
}
