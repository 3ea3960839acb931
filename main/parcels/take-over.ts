import { hash as digest } from "node:crypto";
import type { InterviewId } from "../../shared/contract/define.ts";
import type { FileResult } from "../../shared/contract/parcels.ts";
import type { StoredEvent } from "../../shared/interviews/chain.ts";
import { limits } from "../../shared/parcels/limits.ts";
import { type ChainPoint, listNames, type Manifest } from "../../shared/parcels/manifest.ts";
import { writeJournal } from "../vault/journal.ts";
import type { Database } from "../vault/store.ts";
import { momentOf } from "../vault/world.ts";
import type { ParcelDeps } from "./deps.ts";
import { Lines } from "./lines.ts";
import { type Content, changesOf, type PlacedNewFile } from "./read-content.ts";
import type { ReadChain, ReadEvents } from "./read-events.ts";
import type { Unpacked } from "./unpack.ts";

/** A parcel of which everything has been checked. */
export interface CheckedParcel {
  readonly manifest: Manifest;
  readonly manifestText: string;
  readonly unpacked: Pick<Unpacked, "sums" | "sumsText" | "signature">;
  readonly content: Content;
  /** In their place, and without a row. */
  readonly files: readonly PlacedNewFile[];
}

/** How many interviews of a parcel were what. */
export type Counts = FileResult["interviews"];

/** What came of a parcel; `lists` is null where nothing was taken of any. */
export type TakenOver = Pick<FileResult, "interviews" | "lists">;

/**
 * Takes over a parcel, inside one transaction: all of it, or, if this throws, nothing.
 *
 * A vault holds a set of events, and taking over is the union of sets: it minds neither order nor
 * repetition. A chain whose beginning is not here is parked, neither shown nor lost, and joins when
 * the beginning comes. Throws `ForeignBeginning` for an interview that begins with another event
 * than ours: interviews have one, so one of the two was made up.
 */
export function takeOver(deps: ParcelDeps, db: Database, checked: CheckedParcel): TakenOver {
  const { manifest, content } = checked;
  for (const file of checked.files) deps.vault.attachments.record(db, file, file.media);
  for (const { hash, text } of content.questionnaires) deps.questionnaires.keep(db, hash, text);
  const outcomes = new Map<InterviewId, Outcome>();
  const changed = new Set<InterviewId>();
  for (const chain of content.events?.chains ?? []) {
    const { id } = chain.carried;
    const taken = takeChain(db, manifest.parcel, content.events as ReadEvents, chain);
    if (taken.outcome === "new") deps.replay(db, id, taken.events);
    if (taken.outcome === "updated") changed.add(id);
    outcomes.set(id, weightier(outcomes.get(id), taken.outcome));
  }
  for (const interview of changed) deps.replay(db, interview);
  const counts = { new: 0, updated: 0, same: 0, conflict: 0, waiting: 0 };
  for (const [interview, outcome] of outcomes)
    counts[isChange(outcome) && versionsOf(db, interview) > 1 ? "conflict" : outcome]++;
  const isNewer =
    manifest.kind === "team" && deps.judgeRoster(manifest.roster, manifest.device) === "newer";
  if (isNewer) {
    deps.keepRoster(db, manifest.roster);
    for (const name of listNames) content.lists[name]?.keep(db);
  }
  recordRead(deps, db, checked);
  return { interviews: counts, lists: isNewer ? changesOf(content.lists) : null };
}

type Outcome = Exclude<keyof Counts, "conflict">;

/** Another first event under the same interview. */
export class ForeignBeginning extends Error {
  readonly interview: string;
  constructor(interview: string) {
    super("another beginning");
    this.interview = interview;
  }
}

/** Keeps for ever what proves that this parcel was read: its manifest, its sums, its signature. */
export function recordRead(
  { world }: ParcelDeps,
  db: Database,
  { manifest, manifestText, unpacked }: CheckedParcel,
): void {
  const { parcel, kind, device, number, made } = manifest;
  const interviews = manifest.kind === "interviews" ? manifest.interviews.length : 0;
  db.prepare(
    `INSERT INTO parcel_read (parcel, kind, device, number, sums, sums_text, signature, manifest,
       made, read) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    parcel,
    kind,
    device,
    number,
    unpacked.sums,
    unpacked.sumsText,
    unpacked.signature,
    manifestText,
    made,
    momentOf(world),
  );
  writeJournal(db, world, "parcel-read", { parcel, number, interviews });
}

/** An interview that is in a parcel twice counts once, by the more telling of its chains. */
const weights: readonly Outcome[] = ["same", "updated", "new", "waiting"];

function weightier(one: Outcome | undefined, other: Outcome): Outcome {
  return one && weights.indexOf(one) > weights.indexOf(other) ? one : other;
}

function isChange(outcome: Outcome): boolean {
  return outcome === "new" || outcome === "updated";
}

/** What became of a chain, and, where these are all events of its interview, the events. */
function takeChain(
  db: Database,
  parcel: string,
  { lines }: ReadEvents,
  { carried, offset, bytes }: ReadChain,
): { readonly outcome: Outcome; readonly events?: readonly StoredEvent[] } {
  const { id, from, to } = carried;
  // A hash stands for all that came before it: with the head, the whole chain is here.
  if (isHere(db, id, to)) return { outcome: "same" };
  const known = firstHash(db, id);
  const anchored = from === null || isHere(db, id, from);
  const insert = db.prepare(anchored ? insertEvent : insertParked);

  const events: StoredEvent[] = [];
  let { seq, hash: prev } = from ?? { seq: 0, hash: null };
  let added = 0;
  const cutter = new Lines(limits.lineBytes);
  for (const piece of lines.pieces(offset, bytes))
    for (const line of cutter.push(piece)) {
      const hash = sha256(line);
      seq++;
      if (seq === 1 && known !== null && known !== hash) throw new ForeignBeginning(id);
      added += insert.run(id, seq, hash, prev, line, parcel).changes;
      if (known === null) events.push({ seq, hash, prev, line: line.toString("utf8") });
      prev = hash;
    }
  if (!anchored) return { outcome: added > 0 ? "waiting" : "same" };
  const joined = joinParked(db, id);
  if (known !== null) return { outcome: "updated" };
  return joined === 0 ? { outcome: "new", events } : { outcome: "new" };
}

/** Not kept from the first reading: a list of millions would take more than it saves. */
const sha256 = (line: Uint8Array) => digest("sha256", line);

/** The line is bound as the bytes it was read as, which spares two translations of every word. */
const columns =
  "(interview, seq, hash, prev, line, parcel) VALUES (?, ?, ?, ?, CAST(? AS TEXT), ?)";
const insertEvent = `INSERT INTO event ${columns} ON CONFLICT DO NOTHING`;
const insertParked = `INSERT INTO parked ${columns} ON CONFLICT DO NOTHING`;

function isHere(db: Database, interview: string, { seq, hash }: ChainPoint): boolean {
  return Boolean(
    db
      .prepare("SELECT 1 FROM event WHERE interview = ? AND seq = ? AND hash = ?")
      .get(interview, seq, hash),
  );
}

function firstHash(db: Database, interview: string): string | null {
  const first = db
    .prepare<{ hash: string }>("SELECT hash FROM event WHERE interview = ? AND seq = 1")
    .get(interview);
  return first?.hash ?? null;
}

/** Moves every parked event whose beginning is here now, parents before children; gives how many. */
function joinParked(db: Database, interview: string): number {
  const parked = db
    .prepare<StoredEvent & { readonly parcel: string }>(
      "SELECT seq, hash, prev, line, parcel FROM parked WHERE interview = ? ORDER BY seq",
    )
    .all(interview);
  const insert = db.prepare(insertEvent);
  const remove = db.prepare("DELETE FROM parked WHERE interview = ? AND seq = ? AND hash = ?");
  let joined = 0;
  for (const { seq, hash, prev, line, parcel } of parked) {
    if (prev === null || !isHere(db, interview, { seq: seq - 1, hash: prev })) continue;
    insert.run(interview, seq, hash, prev, line, parcel);
    remove.run(interview, seq, hash);
    joined++;
  }
  return joined;
}

function versionsOf(db: Database, interview: string): number {
  const row = db
    .prepare<{ versions: number }>("SELECT versions FROM interview WHERE id = ?")
    .get(interview);
  return row?.versions ?? 0;
}
