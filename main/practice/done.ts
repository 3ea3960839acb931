import { InterviewEvent } from "../../shared/interviews/event.ts";
import {
  type PracticePart,
  type PracticeStep,
  practiceStepNames,
  practiceSteps,
  type SeenPart,
} from "../../shared/practice/steps.ts";
import type { Definition } from "../../shared/questionnaire/index.ts";
import type { Database } from "../vault/store.ts";

/**
 * A moment of a notebook, without a clock: the last event and the last entry of the journal. Acts
 * after it are told from acts before it.
 */
export interface Moment {
  readonly tick: number;
  readonly entry: number;
}

export function momentNow(db: Database): Moment {
  const self = db.prepare<{ tick: number }>("SELECT tick FROM self").get();
  return { tick: self?.tick ?? 0, entry: lastEntry(db) };
}

/** The acts that were done since each step began, by what interviews and journal say. */
export function doneParts(
  db: Database,
  definition: (hash: string) => Definition | undefined,
  since: (step: PracticeStep) => Moment,
  saw: { readonly [part in SeenPart]?: number | undefined },
): readonly PracticePart[] {
  const first = Math.min(...practiceStepNames.map((step) => since(step).tick));
  const events = eventsAfter(db, first);
  const forms = formsOf(db, definition);
  return practiceStepNames.flatMap((step) => {
    const { tick, entry } = since(step);
    const later = events.filter((event) => event.tick > tick);
    return practiceSteps[step].filter((part) => {
      if (part === "timeline" || part === "paused") return saw[part] !== undefined;
      // Opened again after a pause, not merely opened once more.
      if (part === "unlocked")
        return saw.paused !== undefined && hasEntry(db, "vault-opened", saw.paused);
      if (part === "parcel") return hasEntry(db, "parcel-made", entry);
      return later.some((event) => isAct(part, event, forms));
    });
  });
}

type EventPart = Exclude<PracticePart, SeenPart | "unlocked" | "parcel">;

/** Whether an event is the act that belongs to a part. What the form computed was done by nobody. */
function isAct(part: EventPart, event: InterviewEvent, forms: Forms): boolean {
  if (part === "started") return event.type === "opened";
  if (part === "entry") return event.type === "entry-added" && event.cause === undefined;
  if (part === "finished") return event.type === "finished";
  if (event.type !== "answered" || event.cause !== undefined) return false;
  const { state, value, question } = event;
  if (part === "dont-know" || part === "prefers-not-to-say") return state === part;
  if (part === "skipped") return state === part && (event.reason ?? "") !== "";
  if (state !== "answered" || value === null || value === "") return false;
  const asked = forms.get(event.interview)?.get(question.replace(/\[[^\]]*\]/gu, ""));
  const looks = asked?.appearance ?? [];
  switch (part) {
    case "option":
      return asked?.type === "select_one" || asked?.type === "select_multiple";
    case "digits":
      return digitTypes.includes(asked?.type ?? "") || looks.includes("partial-date");
    case "agreed":
      return asked?.name === "consent_participate" && value === "yes";
    case "uses":
      return asked?.name === "consent_uses";
    case "part-date":
      return looks.includes("partial-date") && !/^\d{4}-\d\d-\d\d$/u.test(value);
    case "place":
      return looks.includes("autocomplete") || looks.includes("place");
  }
}

const digitTypes: readonly string[] = ["integer", "decimal", "date"];

type Forms = ReadonlyMap<string, ReadonlyMap<string, Definition["nodes"][number]>>;

/** The questions of each interview, by their path. */
function formsOf(db: Database, definition: (hash: string) => Definition | undefined): Forms {
  const rows = db
    .prepare<{ id: string; questionnaire: string }>("SELECT id, questionnaire FROM interview")
    .all();
  const byHash = new Map(
    [...new Set(rows.map(({ questionnaire }) => questionnaire))].map((hash) => [
      hash,
      new Map((definition(hash)?.nodes ?? []).map((node) => [node.path, node])),
    ]),
  );
  return new Map(rows.map(({ id, questionnaire }) => [id, byHash.get(questionnaire) ?? new Map()]));
}

function eventsAfter(db: Database, tick: number): readonly InterviewEvent[] {
  return db
    .prepare<{ line: string }>("SELECT line FROM event WHERE json_extract(line, '$.tick') > ?")
    .all(tick)
    .map(({ line }) => InterviewEvent.parse(JSON.parse(line)));
}

function lastEntry(db: Database): number {
  return (
    db.prepare<{ entry: number | null }>("SELECT max(entry) AS entry FROM journal").get()?.entry ??
    0
  );
}

function hasEntry(db: Database, kind: string, after: number): boolean {
  const found = db
    .prepare("SELECT entry FROM journal WHERE entry > ? AND json_extract(line, '$.kind') = ?")
    .get(after, kind);
  return found !== undefined;
}
