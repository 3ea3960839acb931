import {
  commonPart,
  firstMisfit,
  headsOf,
  type StoredEvent,
} from "../../shared/interviews/chain.ts";
import type { InterviewEvent } from "../../shared/interviews/event.ts";
import {
  addToProjection,
  beginProjection,
  type Projection,
} from "../../shared/interviews/projection.ts";
import type { VaultProblem } from "../vault/check.ts";
import { sha256Hex } from "../vault/hash.ts";
import type { Database } from "../vault/store.ts";
import {
  allRows,
  clearRows,
  type Head,
  keptRows,
  writeAnswers,
  writeClosed,
  writeEntries,
  writeInterview,
  writeOrphans,
} from "./rows.ts";

/** An interview as its history tells it. */
export interface Replayed {
  readonly so: Projection;
  readonly head: Head;
  readonly events: readonly StoredEvent[];
}

/** All events of an interview in the order of their chain. */
export function eventsOf(db: Database, interview: string): readonly StoredEvent[] {
  return db
    .prepare<StoredEvent>(
      "SELECT seq, hash, prev, line FROM event WHERE interview = ? ORDER BY seq, hash",
    )
    .all(interview);
}

/**
 * Computes an interview from its events: of several versions, the part they share.
 *
 * `null` when there are no events, or the first is not the opening. Believes the events; whether the
 * chain fits is `firstMisfit`'s question. Whoever has all events of the interview at hand gives them,
 * which spares reading them again.
 */
export function computeInterview(
  db: Database,
  interview: string,
  events: readonly StoredEvent[] = eventsOf(db, interview),
): Replayed | null {
  const shared = commonPart(events);
  const so = replayEvents(shared.map(({ line }) => JSON.parse(line) as InterviewEvent));
  const last = shared.at(-1);
  if (!so || !last) return null;
  const head = { hash: last.hash, events: events.length, versions: headsOf(events).length };
  return { so, head, events };
}

/** Folds the events of one chain, in order. */
export function replayEvents(events: Iterable<InterviewEvent>): Projection | null {
  let so: Projection | null = null;
  for (const event of events) {
    if (so) addToProjection(so, event);
    else so = beginProjection(event);
    if (!so) return null;
  }
  return so;
}

/**
 * Brings the rows of an interview up to date with its events, inside the caller's transaction.
 *
 * For histories that came from elsewhere. The same events give the same rows, in whatever order
 * and however often they came; only the place in this desk's list is new.
 */
export function replay(db: Database, interview: string, events?: readonly StoredEvent[]): void {
  const computed = computeInterview(db, interview, events);
  clearRows(db, interview);
  if (!computed) {
    db.prepare("DELETE FROM interview WHERE id = ?").run(interview);
    return;
  }
  const rows = allRows(computed.so, computed.head);
  for (const row of rows.interview) writeInterview(db, row);
  writeAnswers(db, rows.answer);
  writeEntries(db, rows.entry);
  writeClosed(db, interview, rows.closed);
  writeOrphans(db, interview, rows.orphan);
}

/**
 * Walks every history and compares the rows with what the events say.
 *
 * Gives `chain-broken` for a history that does not fit, and `projection-differs` where a row says
 * something that its events do not.
 */
export function inspectInterviews(db: Database): readonly VaultProblem[] {
  const problems: VaultProblem[] = [];
  const known = db.prepare<{ id: string }>("SELECT id FROM interview ORDER BY id").all();
  for (const { id } of known) {
    const events = eventsOf(db, id);
    if (firstMisfit(id, events, sha256Hex) !== null)
      problems.push({ kind: "chain-broken", subject: id });
    else if (differs(db, id)) problems.push({ kind: "projection-differs", subject: id });
  }
  return problems;
}

function differs(db: Database, interview: string): boolean {
  const computed = computeInterview(db, interview);
  if (!computed) return true;
  const kept = keptRows(db, interview);
  const meant = allRows(computed.so, computed.head);
  const inOneOrder = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).sort();
  return (["interview", "answer", "entry", "closed", "orphan"] as const).some(
    (table) => inOneOrder(kept[table]).join() !== inOneOrder(meant[table]).join(),
  );
}
