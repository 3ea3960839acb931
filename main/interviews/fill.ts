import { z } from "zod";
import type { InterviewId, QuestionnaireHash } from "../../shared/contract/define.ts";
import type { Outcome } from "../../shared/contract/index.ts";
import type { InterviewView, Saved } from "../../shared/contract/interviews.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import type { Store } from "../vault/store.ts";
import type { Interviews } from "./interviews.ts";
import { eventsOf } from "./replay.ts";

// Types interviews in, one answer after the other in the order of the form, through the very calls
// that the window makes. What the window could not type cannot be filled in either.

const Given = z.union([z.string(), z.int(), z.number(), z.array(z.string())]);

const State = z.strictObject({
  state: z.enum(["dont-know", "prefers-not-to-say", "not-asked", "skipped"]),
  reason: z.string().exactOptional(),
});

/** One interview as somebody wrote it down: see questionnaires/returnee-interview/README.md. */
export const WrittenInterview = z.looseObject({
  answers: z.record(z.string(), Given),
  /** Repeat → its entries. */
  repeats: z.record(z.string(), z.array(z.record(z.string(), Given))).default({}),
  /** Question, or `repeat.index.question` counted from 0 → why there is no answer. */
  states: z.record(z.string(), State).default({}),
});
export type WrittenInterview = z.infer<typeof WrittenInterview>;

export const WrittenInterviews = z.looseObject({
  form_id: z.string().exactOptional(),
  interviews: z.array(WrittenInterview).min(1).max(10_000),
});
export type WrittenInterviews = z.infer<typeof WrittenInterviews>;

/** An interview that was typed in. It is a draft: finishing it is an act of its own. */
export interface Filled {
  readonly id: InterviewId;
  readonly code: string;
  readonly answered: number;
  readonly events: number;
  readonly problems: readonly { readonly question: string; readonly kind: string }[];
}

export type FillFault =
  | {
      readonly kind: "answer-impossible";
      /** Where in the written interview, and why the form refused it. */
      readonly details: { readonly path: string; readonly reason: string };
    }
  | { readonly kind: string; readonly details?: { readonly [name: string]: string | number } };

/** Reads what was written down; `answers-malformed` with the first place that is not as it must be. */
export function readWritten(
  source: unknown,
): Result<
  WrittenInterviews,
  { readonly kind: "answers-malformed"; readonly details: { readonly path: string } }
> {
  const read = WrittenInterviews.safeParse(source);
  if (read.success) return ok(read.data);
  const path = read.error.issues[0]?.path.map(String).join(".") ?? "";
  return fail({ kind: "answers-malformed", details: { path } });
}

/**
 * Types one written interview in and leaves it as a draft.
 *
 * Stops at the first answer that the form refuses, and at the end if something written down was
 * never asked: `answer-impossible` with its path, `interviews.3.repeats.detention.0.det_from`. What
 * was typed before it stays, as it would have in the window.
 */
export function fillInterview(
  slice: Interviews,
  store: Store,
  questionnaire: QuestionnaireHash,
  written: WrittenInterview,
  path: string,
): Result<Filled, FillFault> {
  const started = slice.beginWritten(questionnaire);
  if (!started.ok) return started;
  const page = new Page(started.value);
  const waiting = waitingOf(written, path);

  for (let at: string | undefined; ; ) {
    const next = nextStep(page, at, written, waiting, slice);
    if (!next) break;
    const done = next.act();
    if (!done.ok) return impossible(next.path, done.fault);
    page.take(done.value);
    at = next.ref;
  }
  const [left] = waiting.values();
  if (left) return impossible(left.path, { kind: "not-relevant" });

  const nodes = [...page.nodes.values()];
  const asked = nodes.filter(({ kind, relevant }) => kind === "question" && relevant);
  const { interview } = started.value;
  // The list tells how far an interview is from where somebody was in it last.
  const last = asked.findLast(({ state }) => state !== "not-asked");
  const visited = last ? slice.visit({ interview, question: last.ref }) : ok(null);
  if (!visited.ok) return visited;
  const now = slice.open({ interview });
  if (!now.ok) return now;
  return ok({
    id: interview,
    code: now.value.code,
    answered: asked.filter(({ state }) => state !== "not-asked").length,
    events: store.read((db) => eventsOf(db, interview)).length,
    problems: page.problems.map(({ ref, kind }) => ({ question: ref, kind })),
  });
}

/** What a window knows of an interview: what it was given first, and what each act changed. */
class Page {
  readonly interview: InterviewId;
  readonly nodes: Map<string, InterviewView["nodes"][number]>;
  order: readonly string[];
  problems: InterviewView["problems"];

  constructor(view: InterviewView) {
    this.interview = view.interview;
    this.nodes = new Map(view.nodes.map((node) => [node.ref, node]));
    this.order = view.nodes.map(({ ref }) => ref);
    this.problems = view.problems;
  }

  take(saved: Saved): void {
    for (const ref of saved.removed)
      for (const known of [...this.nodes.keys()])
        if (known === ref || known.startsWith(`${ref}/`)) this.nodes.delete(known);
    for (const node of saved.nodes) this.nodes.set(node.ref, node);
    if (saved.order) this.order = saved.order;
    this.problems = saved.problems;
  }
}

/** Something written down that has not been typed yet. */
interface Waiting {
  readonly path: string;
  readonly value: string | null;
  readonly state: z.infer<typeof State> | null;
}

interface Step {
  readonly ref: string;
  /** Where it is written down. */
  readonly path: string;
  readonly act: () => Outcome<"interviews.answer">;
}

/** The next thing to do in the order of the form, and from its beginning again after its end. */
function nextStep(
  page: Page,
  after: string | undefined,
  written: WrittenInterview,
  waiting: Map<string, Waiting>,
  slice: Interviews,
): Step | null {
  const from = after === undefined ? 0 : page.order.indexOf(after);
  for (const ref of [...page.order.slice(from), ...page.order.slice(0, from)]) {
    const step = stepAt(page, ref, written, waiting, slice);
    if (step) return step;
  }
  return null;
}

/** What a person would do at one place; nothing, if it is as it was written down. */
function stepAt(
  page: Page,
  ref: string,
  written: WrittenInterview,
  waiting: Map<string, Waiting>,
  slice: Interviews,
): Step | null {
  const node = page.nodes.get(ref);
  if (!node?.relevant) return null;
  const { interview } = page;
  if (node.kind === "repeat" && node.position === null) {
    const wanted = written.repeats[node.name]?.length ?? 0;
    const entries = entriesOf(page, ref);
    const last = entries.at(-1);
    const at = `repeats.${node.name}`;
    if (entries.length < wanted)
      return { ref, path: at, act: () => slice.addEntry({ interview, repeat: ref }) };
    if (entries.length > wanted && last !== undefined)
      return { ref, path: at, act: () => slice.removeEntry({ interview, entry: last }) };
    return null;
  }
  const key = keyOf(page, ref);
  const todo = node.kind === "question" ? waiting.get(key) : undefined;
  if (!todo) return null;
  return {
    ref,
    path: todo.path,
    act: () => {
      const { value, state } = todo;
      const done = state
        ? slice.state({ interview, question: ref, reason: state.reason ?? null, ...state })
        : slice.answer({ interview, question: ref, value: value ?? "" });
      if (done.ok) waiting.delete(key);
      return done;
    },
  };
}

/** Everything to be typed, by the key under which states are written down. */
function waitingOf(written: WrittenInterview, path: string): Map<string, Waiting> {
  const waiting = new Map<string, Waiting>();
  const expect = (key: string, value: z.infer<typeof Given> | null, where: string) => {
    const state = written.states[key] ?? null;
    waiting.set(key, { path: `${path}.${where}`, value: lexical(value), state });
  };
  for (const [name, value] of Object.entries(written.answers))
    expect(name, value, `answers.${name}`);
  for (const [repeat, entries] of Object.entries(written.repeats))
    for (const [i, entry] of entries.entries())
      for (const [name, value] of Object.entries(entry))
        expect(`${repeat}.${i}.${name}`, value, `repeats.${repeat}.${i}.${name}`);
  for (const key of Object.keys(written.states))
    if (!waiting.has(key)) expect(key, null, `states.${key}`);
  return waiting;
}

/** `rank`, or `detention.0.det_days` for a question in the first entry of a repeat. */
function keyOf(page: Page, ref: string): string {
  const name = page.nodes.get(ref)?.name ?? "";
  for (let above = page.nodes.get(ref)?.parent; above; above = page.nodes.get(above)?.parent) {
    const holder = page.nodes.get(above);
    if (holder?.kind !== "entry" || holder.parent === null) continue;
    const place = entriesOf(page, holder.parent).indexOf(holder.ref);
    return `${page.nodes.get(holder.parent)?.name ?? ""}.${place}.${name}`;
  }
  return name;
}

function entriesOf(page: Page, repeat: string): readonly string[] {
  return page.order.filter((ref) => {
    const node = page.nodes.get(ref);
    return node?.kind === "entry" && node.parent === repeat;
  });
}

/** Numbers as XForms writes them, several choices with a blank between them. */
function lexical(value: z.infer<typeof Given> | null): string | null {
  if (value === null) return null;
  return Array.isArray(value) ? value.join(" ") : String(value);
}

function impossible(
  path: string,
  fault: { readonly kind: string },
): { readonly ok: false; readonly fault: FillFault } {
  // A disk that fails is not the answer's fault, and the person has to be told so.
  if (/^disk-|^interview-|^chain-|^questionnaire-|^consent-/.test(fault.kind)) return fail(fault);
  return fail({ kind: "answer-impossible", details: { path, reason: fault.kind } });
}
