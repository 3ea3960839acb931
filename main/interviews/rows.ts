import { consentMark } from "../../shared/interviews/consent.ts";
import { fold } from "../../shared/interviews/fold.ts";
import {
  isLatent,
  type ProjectedAnswer,
  type Projection,
} from "../../shared/interviews/projection.ts";
import type { Database, SqlValue } from "../vault/store.ts";

// Rows are what events come to, kept so that lists and tables need not read histories. Every one of
// them can be thrown away and computed again. A draft has a row in the list and no others: its
// history is all there is of its answers, and an answer given costs as little as it can.

/** The end of an interview's history, as far as its row tells. */
export interface Head {
  /** Hash of the last event that all versions share. */
  readonly hash: string;
  /** Events in all versions. */
  readonly events: number;
  readonly versions: number;
}

type Row = readonly SqlValue[];

const columns = {
  // What an act may change comes first, then the id, then what is fixed for life.
  interview:
    "questionnaire, code, folded, changed, stage, head, seq, events, versions, answered, consent, id, device, zone, seed, opened",
  answer: "interview, question, value, state, reason, cause, stated, latent",
  entry: "interview, repeat, key, place, removed",
  closed: "interview, node",
  orphan: "interview, place, questionnaire, question, value, state, reason, cause",
} as const;

/** The row by which an interview is listed, without its place in the list. */
export function interviewRow(so: Projection, head: Head): Row {
  return [
    so.questionnaire,
    so.code,
    fold(so.code),
    so.changed,
    so.stage,
    head.hash,
    so.seq,
    head.events,
    head.versions,
    so.answered,
    consentMark(so.consent),
    so.interview,
    so.device,
    so.zone,
    so.seed,
    so.opened,
  ];
}

export function answerRow(so: Projection, question: string, answer: ProjectedAnswer): Row {
  const { value, state, reason, cause, stated } = answer;
  return [
    so.interview,
    question,
    value,
    state,
    reason,
    cause,
    stated,
    isLatent(so.closed, question) ? 1 : 0,
  ];
}

/** Rows of one repeat's entries, the removed ones too. */
export function entryRows(so: Projection, repeat: string): readonly Row[] {
  return (so.entries.get(repeat) ?? []).map(({ key, removed }, i) => [
    so.interview,
    repeat,
    key,
    i + 1,
    removed ? 1 : 0,
  ]);
}

export function closedRows(so: Projection): readonly Row[] {
  return [...so.closed].map((node) => [so.interview, node]);
}

/** What moves to other versions of the questionnaire set aside. */
export function orphanRows(so: Projection): readonly Row[] {
  return so.orphans.map(({ questionnaire, question, value, state, reason, cause }, i) => [
    so.interview,
    i + 1,
    questionnaire,
    question,
    value,
    state,
    reason,
    cause,
  ]);
}

/** Every row of an interview. */
export function allRows(so: Projection, head: Head) {
  const isDraft = so.stage === "draft";
  return {
    interview: [interviewRow(so, head)],
    answer: isDraft ? [] : [...so.answers].map(([ref, answer]) => answerRow(so, ref, answer)),
    entry: isDraft ? [] : [...so.entries.keys()].flatMap((repeat) => entryRows(so, repeat)),
    closed: isDraft ? [] : closedRows(so),
    orphan: isDraft ? [] : orphanRows(so),
  } satisfies { readonly [table in keyof typeof columns]: readonly Row[] };
}

/** The rows that are kept of an interview, in the form of `allRows` and in no order. */
export function keptRows(db: Database, interview: string): ReturnType<typeof allRows> {
  const kept = (table: keyof typeof columns, key: string) =>
    db
      .prepare<{ readonly [column: string]: SqlValue }>(
        `SELECT ${columns[table]} FROM ${table} WHERE ${key} = ?`,
      )
      .all(interview)
      .map((row) => Object.values(row));
  return {
    interview: kept("interview", "id"),
    answer: kept("answer", "interview"),
    entry: kept("entry", "interview"),
    closed: kept("closed", "interview"),
    orphan: kept("orphan", "interview"),
  };
}

/**
 * Writes an interview's row, new or changed; it then leads this desk's list.
 *
 * One that leads already keeps its place, so that an answer does not write the index too.
 */
export function writeInterview(db: Database, row: Row): void {
  const untilId = row.slice(0, 12);
  const known = db
    .prepare(
      `UPDATE interview SET questionnaire = ?, code = ?, folded = ?, changed = ?, stage = ?, head = ?, seq = ?,
         events = ?, versions = ?, answered = ?, consent = ? WHERE id = ?`,
    )
    .run(...untilId);
  if (known.changes === 0)
    db.prepare(
      `INSERT INTO interview (${columns.interview}, touched)
       VALUES (${places(16)}, (SELECT coalesce(max(touched), 0) + 1 FROM interview))`,
    ).run(...row);
  else
    db.prepare(
      `UPDATE interview SET touched = (SELECT max(touched) + 1 FROM interview)
       WHERE id = ? AND touched < (SELECT max(touched) FROM interview)`,
    ).run(...untilId.slice(-1));
}

/** Writes rows of answers, new or changed. */
export function writeAnswers(db: Database, rows: readonly Row[]): void {
  const statement = db.prepare(
    `INSERT INTO answer (${columns.answer}) VALUES (${places(8)})
     ON CONFLICT (interview, question) DO UPDATE SET value = excluded.value,
       state = excluded.state, reason = excluded.reason, cause = excluded.cause,
       stated = excluded.stated, latent = excluded.latent`,
  );
  for (const row of rows) statement.run(...row);
}

/** Writes rows of entries, new or changed. */
export function writeEntries(db: Database, rows: readonly Row[]): void {
  const statement = db.prepare(
    `INSERT INTO entry (${columns.entry}) VALUES (${places(5)})
     ON CONFLICT (interview, repeat, key) DO UPDATE SET removed = excluded.removed`,
  );
  for (const row of rows) statement.run(...row);
}

/** Writes what skip logic had closed at the end, in place of what it closed before. */
export function writeClosed(db: Database, interview: string, rows: readonly Row[]): void {
  db.prepare("DELETE FROM closed WHERE interview = ?").run(interview);
  const statement = db.prepare(`INSERT INTO closed (${columns.closed}) VALUES (${places(2)})`);
  for (const row of rows) statement.run(...row);
}

/** Writes what was set aside, in place of what was before. */
export function writeOrphans(db: Database, interview: string, rows: readonly Row[]): void {
  db.prepare("DELETE FROM orphan WHERE interview = ?").run(interview);
  const statement = db.prepare(`INSERT INTO orphan (${columns.orphan}) VALUES (${places(8)})`);
  for (const row of rows) statement.run(...row);
}

/** Removes everything that was computed from an interview's events, but its place in the list. */
export function clearRows(db: Database, interview: string): void {
  for (const table of ["answer", "entry", "closed", "orphan"])
    db.prepare(`DELETE FROM ${table} WHERE interview = ?`).run(interview);
}

function places(count: number): string {
  return Array.from({ length: count }, () => "?").join(", ");
}
