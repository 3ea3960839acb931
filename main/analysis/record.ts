import { type AnswerState, withoutEntries } from "../../shared/questionnaire/live/view.ts";
import type { Database } from "../vault/store.ts";
import type { Column, Shape } from "./columns.ts";

/** An interview that may go into a table. */
export interface InterviewFacts {
  readonly id: string;
  readonly questionnaire: string;
  readonly code: string;
  readonly device: string;
  /** The day it was opened; an hour would say who was where. */
  readonly day: string;
  readonly versions: number;
}

/**
 * One answer as a table shows it. `not-applicable` is what skip logic had closed: nobody could have
 * been asked. It is never the same as `not-asked`.
 */
export interface CellFacts {
  readonly value: string;
  readonly state: AnswerState | "not-applicable";
  readonly reason: string | null;
  /** What was said, where it was a date of the Hijri calendar. */
  readonly stated: string | null;
}

/** One line of one table. */
export interface Line {
  /** Ref of the repeat entry, and of the entry around it; null for the interview itself. */
  readonly entry: string | null;
  readonly parent: string | null;
  /** Running number among the entries that stand, from 1. */
  readonly position: number | null;
  readonly cell: (column: Column) => CellFacts;
}

interface AnswerRow {
  readonly question: string;
  readonly value: string | null;
  readonly state: AnswerState;
  readonly reason: string | null;
  readonly stated: string | null;
  readonly latent: number;
}

/** An answer without a place in the version its interview ended in. */
export interface OrphanFacts {
  /** The version it was given in, and its place there. */
  readonly questionnaire: string;
  readonly question: string;
  readonly value: string;
  readonly state: AnswerState;
  readonly reason: string | null;
}

/** An interview's answers, laid out for the tables of its form. */
export interface Interview {
  readonly orphans: readonly OrphanFacts[];
  readonly lines: (shape: Shape) => readonly Line[];
}

/** Reads one interview from the projection. */
export function readInterview(db: Database, id: string): Interview {
  const answers = new Map(
    db
      .prepare<AnswerRow>(
        "SELECT question, value, state, reason, stated, latent FROM answer WHERE interview = ?",
      )
      .all(id)
      .map((row) => [row.question, row]),
  );
  const closed = new Set(
    db
      .prepare<{ node: string }>("SELECT node FROM closed WHERE interview = ?")
      .all(id)
      .map(({ node }) => node),
  );
  const entries = db
    .prepare<{ repeat: string; key: string }>(
      "SELECT repeat, key FROM entry WHERE interview = ? AND removed = 0 ORDER BY repeat, place",
    )
    .all(id)
    .map(({ repeat, key }) => ({ repeat, ref: `${repeat}[${key}]` }))
    .filter(({ ref }) => !isClosed(closed, ref));

  const orphans = db
    .prepare<Omit<OrphanFacts, "value"> & { readonly value: string | null }>(
      `SELECT questionnaire, question, value, state, reason FROM orphan
       WHERE interview = ? AND (state <> 'not-asked' OR coalesce(value, '') <> '') ORDER BY place`,
    )
    .all(id)
    .map((row) => ({ ...row, value: row.value ?? "" }));

  const cellAt = (ref: string): CellFacts => {
    const row = answers.get(ref);
    if (row ? row.latent === 1 : isClosed(closed, ref)) return notApplicable;
    if (!row) return notAsked;
    const { state, reason, stated } = row;
    return { value: standing(row), state, reason, stated: state === "answered" ? stated : null };
  };
  const lineOf = (entry: string | null, position: number | null): Line => ({
    entry,
    parent: entry === null ? null : entryAround(entry),
    position,
    cell: ({ path }) => cellAt(entry === null ? path : within(entry, path)),
  });

  return {
    orphans,
    lines: ({ repeat }) => {
      if (repeat === null) return [lineOf(null, null)];
      const positions = new Map<string, number>();
      return entries
        .filter((entry) => withoutEntries(entry.repeat) === repeat)
        .map((entry) => {
          const position = (positions.get(entry.repeat) ?? 0) + 1;
          positions.set(entry.repeat, position);
          return lineOf(entry.ref, position);
        });
    },
  };
}

const notApplicable: CellFacts = {
  value: "",
  state: "not-applicable",
  reason: null,
  stated: null,
};
const notAsked: CellFacts = { ...notApplicable, state: "not-asked" };

/** A form's own code for "don't know" is shown with its state; a value set aside is not shown. */
function standing({ value, state }: AnswerRow): string {
  if (state === "answered" || value === "dk" || value === "pnts") return value ?? "";
  return "";
}

/** Whether the ref, or anything that holds it, was closed. */
function isClosed(closed: ReadonlySet<string>, ref: string): boolean {
  for (let at = ref; at !== ""; at = holder(at)) if (closed.has(at)) return true;
  return false;
}

/** `m7/detention[k]/det_from` → `m7/detention[k]` → `m7/detention` → `m7` → nothing. */
function holder(ref: string): string {
  if (ref.endsWith("]")) return ref.slice(0, ref.lastIndexOf("["));
  return ref.slice(0, Math.max(0, ref.lastIndexOf("/")));
}

function entryAround(entry: string): string | null {
  const repeat = entry.slice(0, entry.lastIndexOf("["));
  const end = repeat.lastIndexOf("]");
  return end < 0 ? null : repeat.slice(0, end + 1);
}

/** The ref of a question in one entry: the entry's own path is replaced by its ref. */
function within(entry: string, path: string): string {
  return entry + path.slice(withoutEntries(entry).length);
}
