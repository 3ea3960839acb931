import type { DeviceId, InterviewId } from "../../shared/contract/define.ts";
import type { InterviewEvent } from "../../shared/interviews/event.ts";
import { addToProjection, type Projection } from "../../shared/interviews/projection.ts";
import { canonicalJson } from "../../shared/parcels/canonical-json.ts";
import { sha256Hex } from "../vault/hash.ts";
import type { Database } from "../vault/store.ts";
import {
  allRows,
  clearRows,
  type Head,
  writeAnswers,
  writeClosed,
  writeEntries,
  writeInterview,
  writeOrphans,
} from "./rows.ts";

type Chained = "at" | "device" | "interview" | "prev" | "seq" | "tick";

/** What happened, before it has its place in the chain. */
export type Happened = InterviewEvent extends infer Event
  ? Event extends InterviewEvent
    ? Omit<Event, Chained>
    : never
  : never;

/** An interview's end, to which the next event is chained. */
export interface ChainEnd {
  readonly interview: string;
  /** `null` before the first event. */
  readonly hash: string | null;
  readonly seq: number;
}

/**
 * Chains events to the end of an interview and writes them, inside the caller's transaction.
 *
 * Gives the events as they now stand, and the new end. The device's own counter goes up with each,
 * whatever its clock says.
 */
export function appendEvents(
  db: Database,
  from: { readonly device: string; readonly at: string },
  end: ChainEnd,
  happened: readonly Happened[],
): { readonly events: readonly InterviewEvent[]; readonly end: ChainEnd } {
  const last = db
    .prepare<{ tick: number }>("UPDATE self SET tick = tick + ? RETURNING tick")
    .get(happened.length);
  if (!last) throw new Error("a vault without a self");
  let tick = last.tick - happened.length;
  let { hash, seq } = end;
  const insert = db.prepare(
    "INSERT INTO event (interview, seq, hash, prev, line, parcel) VALUES (?, ?, ?, ?, ?, NULL)",
  );
  const events: InterviewEvent[] = [];
  for (const what of happened) {
    const event: InterviewEvent = {
      ...what,
      at: from.at,
      device: from.device as DeviceId,
      interview: end.interview as InterviewId,
      prev: hash,
      seq: ++seq,
      tick: ++tick,
    };
    const line = canonicalJson(event);
    const name = sha256Hex(line);
    insert.run(end.interview, seq, name, hash, line);
    events.push(event);
    hash = name;
  }
  return { events, end: { interview: end.interview, hash, seq } };
}

/**
 * Brings the rows up to date with events that were just appended.
 *
 * `so` is changed in place: when the transaction fails, it is thrown away with it.
 */
export function keepUp(
  db: Database,
  so: Projection,
  head: Head,
  events: readonly InterviewEvent[],
): void {
  for (const event of events) addToProjection(so, event);
  const rows = allRows(so, head);
  for (const row of rows.interview) writeInterview(db, row);
  writeAnswers(db, rows.answer);
  writeEntries(db, rows.entry);
  if (so.stage === "draft") {
    // A draft has no other rows, not even one that was finished before.
    if (events.some(({ type }) => type === "reopened")) clearRows(db, so.interview);
    return;
  }
  writeClosed(db, so.interview, rows.closed);
  writeOrphans(db, so.interview, rows.orphan);
}
