import type { Input } from "../../shared/contract/index.ts";
import type { Saved } from "../../shared/contract/interviews.ts";
import { consentMark } from "../../shared/interviews/consent.ts";
import type { Projection } from "../../shared/interviews/projection.ts";
import type { Change, LiveForm, StoredChange } from "../../shared/questionnaire/index.ts";
import { ok, type Result } from "../../shared/result.ts";
import type { DiskFault } from "../vault/disk-fault.ts";
import { writeJournal } from "../vault/journal.ts";
import type { Database } from "../vault/store.ts";
import { momentOf } from "../vault/world.ts";
import { appendEvents, type Happened, keepUp } from "./append.ts";
import type { InterviewsDeps } from "./deps.ts";
import type { OpenInterview } from "./desk.ts";
import { forPage, problemsOf, statedAt } from "./view.ts";

/**
 * Writes down what an act changed; when this gives `ok`, it is on the disk.
 *
 * One transaction holds the events, what they come to, and whatever `also` adds. On a fault the open
 * interview is ahead of the disk, and the caller drops it.
 */
export function writeDown(
  { store, world, self }: Pick<InterviewsDeps, "store" | "world" | "self">,
  opened: OpenInterview,
  happened: readonly Happened[],
  also: (db: Database) => void = () => {},
  at: string = momentOf(world),
): Result<void, DiskFault> {
  // An act that changed nothing has nothing to be made durable.
  if (happened.length === 0) return ok(undefined);
  const backSeconds = (Date.parse(opened.so.changed) - Date.parse(at)) / 1000;
  const written = store.write((db) => {
    const { events, end } = appendEvents(db, { device: self.device, at }, opened.end, happened);
    const head = {
      hash: end.hash ?? "",
      events: opened.head.events + events.length,
      versions: opened.head.versions,
    };
    keepUp(db, opened.so, head, events);
    // A minute may be a correction; more deserves to be known when times are compared.
    if (backSeconds > 60)
      writeJournal(db, world, "clock-went-back", { seconds: Math.round(backSeconds) });
    also(db);
    return { end, head };
  });
  if (!written.ok) return written;
  opened.end = written.value.end;
  opened.head = written.value.head;
  return ok(undefined);
}

/**
 * Says what a change means for the history: what the person said first, then what the form made of
 * it. `made` is the repeat to which the person added an entry; other entries are the form's own.
 */
export function happenings(
  so: Projection,
  change: Pick<Change, "stored" | "added" | "removed">,
  made: string | null = null,
): readonly Happened[] {
  const said = change.stored.filter(({ cause }) => cause === "person");
  const derived = change.stored.filter(({ cause }) => cause !== "person");
  return [
    ...said.map((one) => answered(so, one)),
    ...change.added.map((entry) => added(so, entry, made)),
    ...change.removed.map((entry) => ({ type: "entry-removed" as const, ...entryOf(entry) })),
    ...derived.map((one) => answered(so, one)),
  ];
}

/**
 * Puts beside the answer to one question how its date was said. That the same date was now said
 * otherwise is an answer too.
 */
export function asStated(
  { answers }: Projection,
  happened: readonly Happened[],
  { question, value, stated }: Pick<Input<"interviews.answer">, "question" | "value" | "stated">,
): readonly Happened[] {
  const isAnswer = (one: Happened) =>
    one.type === "answered" && one.question === question && one.cause === undefined;
  const said = stated === undefined ? {} : { stated };
  if (happened.some(isAnswer))
    return happened.map((one) => (isAnswer(one) ? { ...one, ...said } : one));
  if ((answers.get(question)?.stated ?? null) === (stated ?? null)) return happened;
  return [{ type: "answered", question, state: "answered", value, ...said }, ...happened];
}

/** What the page has to know of a change that is on the disk. */
export function savedOf(
  opened: OpenInterview,
  change: Pick<Change, "touched" | "gone" | "rearranged">,
  entry: string | null,
): Saved {
  const { form, so } = opened;
  return {
    nodes: forPage(change.touched.flatMap((ref) => form.node(ref) ?? [])),
    stated: statedAt(so, change.touched),
    removed: [...change.gone],
    order: change.rearranged ? orderOf(form) : null,
    problems: problemsOf(form),
    confirmed: [...so.confirmed],
    consent: consentMark(so.consent),
    saved: so.changed,
    entry,
  };
}

function orderOf(form: LiveForm): string[] {
  return form.nodes().map(({ ref }) => ref);
}

function answered(so: Projection, { ref, cause, value, state, reason }: StoredChange): Happened {
  const before = so.answers.get(ref)?.value ?? "";
  const given = state === "answered" || value !== before;
  return {
    type: "answered",
    question: ref,
    state,
    value: given && value !== "" ? value : null,
    ...(cause === "person" || cause === "relevance" ? {} : { cause }),
    ...(reason === null ? {} : { reason }),
  };
}

function added(so: Projection, ref: string, made: string | null): Happened {
  const { repeat, entry } = entryOf(ref);
  const isKnown = so.entries.get(repeat)?.some(({ key }) => key === entry);
  if (isKnown) return { type: "entry-restored", repeat, entry };
  const byPerson = repeat === made;
  return { type: "entry-added", repeat, entry, ...(byPerson ? {} : { cause: "count" }) };
}

/** `m7/detention[k3f9]` is the entry `k3f9` of the repeat `m7/detention`. */
function entryOf(ref: string): { readonly repeat: string; readonly entry: string } {
  const at = ref.lastIndexOf("[");
  return { repeat: ref.slice(0, at), entry: ref.slice(at + 1, -1) };
}
