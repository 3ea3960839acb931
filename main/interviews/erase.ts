import type { Output } from "../../shared/contract/index.ts";
import { isWithin, withoutSection } from "../../shared/interviews/erase.ts";
import type { InterviewEvent } from "../../shared/interviews/event.ts";
import { canonicalJson } from "../../shared/parcels/canonical-json.ts";
import { computedFrom, labelIn } from "../../shared/questionnaire/index.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import type { DiskFault } from "../vault/disk-fault.ts";
import { sha256Hex } from "../vault/hash.ts";
import { writeJournal } from "../vault/journal.ts";
import type { Database } from "../vault/store.ts";
import { momentOf } from "../vault/world.ts";
import { happenings } from "./act.ts";
import { appendEvents, type ChainEnd, type Happened } from "./append.ts";
import type { InterviewsDeps } from "./deps.ts";
import { type Desk, type OpenInterview, storedAnswers } from "./desk.ts";
import { forgetUnnamed } from "./files.ts";
import { nodeOf } from "./history.ts";
import { eventsOf, replay, replayEvents } from "./replay.ts";

export type EraseFault = {
  readonly kind: "interview-closed" | "interview-left" | "section-unknown";
};

/** How much went, and whether the notebook's file could be rewritten without it. */
export type Gone = Pick<Output<"interviews.eraseSection">, "events" | "traces">;

/**
 * Erases what was said in one section, at the person's wish: answers, states, entries, notes, all
 * earlier versions of them, and whatever was computed from them elsewhere.
 *
 * The history is written anew without them and chained anew, because even the hash of a "yes" tells
 * that it was a yes; one event says that this was done. Then the whole file is rewritten, so that no
 * page keeps a rest. Only in an interview that never left this laptop: what others hold cannot be
 * erased from here.
 *
 * Faults: `interview-closed`, also while it is finished and no correction has begun; `interview-left`;
 * `section-unknown`. The caller takes the interview up again.
 */
export function eraseSection(
  deps: InterviewsDeps,
  desk: Desk,
  opened: OpenInterview,
  section: string,
): Result<Gone, EraseFault | DiskFault> {
  const { store, world, self } = deps;
  const { form, so: before, readOnly } = opened;
  const { interview } = before;
  if (readOnly) return fail({ kind: "interview-closed" });
  const node = form.node(section);
  const isSection = node?.parent === null && (node.kind === "group" || node.kind === "repeat");
  if (!isSection) return fail({ kind: "section-unknown" });
  if (store.read((db) => hasLeft(db, interview))) return fail({ kind: "interview-left" });

  const events = store
    .read((db) => eventsOf(db, interview))
    .map(({ line }) => JSON.parse(line) as InterviewEvent);
  const { kept, count } = withoutSection(events, section, (questionnaire, isMeant) => {
    const version = deps.form(questionnaire);
    // Of a version that is not here, whatever it computed may have said it.
    if (!version) return () => true;
    const { all } = computedFrom(version, isMeant);
    return (path) => all.has(path);
  });
  const { settled } = computedFrom(form.definition, (path) => isWithin(path, section));
  const so = replayEvents(kept);
  if (!so) throw new Error("an open interview has a history");
  const changed = desk
    .openForm(form.definition, so, storedAnswers(so, form.language))
    .recalculate(settled, (ref) => so.answers.get(ref)?.cause === null);
  const erased: Happened = { type: "erased", section };
  const at = momentOf(world);
  const written = store.write((db) => {
    db.prepare("DELETE FROM event WHERE interview = ?").run(interview);
    const end = chainAnew(db, interview, kept);
    appendEvents(db, { device: self.device, at }, end, [erased, ...happenings(so, changed)]);
    replay(db, interview);
    forgetPlace(db, interview, section);
    const files = forgetUnnamed(deps, db, hashesIn(events));
    writeJournal(db, world, "section-erased", { interview, events: count });
    return files;
  });
  if (!written.ok) return written;
  deps.attachments.remove(written.value);
  return ok({ events: count, traces: !store.scrub().ok });
}

/** Files that a history speaks of. */
const hashesIn = (events: readonly InterviewEvent[]) => [
  ...new Set(events.flatMap((event) => (event.type === "attached" ? [event.file] : []))),
];

/** Sections that were erased, in words; what was said in them is not known any more. */
export function erasedIn({
  so,
  form: { definition, language },
}: Pick<OpenInterview, "so" | "form">): { section: string; label: string; at: string }[] {
  return so.erased.map(({ section, at }) => {
    const node = nodeOf(definition, section);
    return { section, label: node ? labelIn(definition, node, language) : "", at };
  });
}

/** Whether any part of it was ever sealed into a parcel, or came in one. */
function hasLeft(db: Database, interview: string): boolean {
  const sent = db.prepare("SELECT 1 FROM sent WHERE interview = ?").get(interview);
  const came = db
    .prepare("SELECT 1 FROM event WHERE interview = ? AND parcel IS NOT NULL LIMIT 1")
    .get(interview);
  return sent !== undefined || came !== undefined;
}

/** Writes a history from its beginning: each event keeps its clock and its count, and gets a new place. */
function chainAnew(db: Database, interview: string, events: readonly InterviewEvent[]): ChainEnd {
  const insert = db.prepare(
    "INSERT INTO event (interview, seq, hash, prev, line, parcel) VALUES (?, ?, ?, ?, ?, NULL)",
  );
  let hash: string | null = null;
  for (const [i, event] of events.entries()) {
    const line = canonicalJson({ ...event, prev: hash, seq: i + 1 });
    const name = sha256Hex(line);
    insert.run(interview, i + 1, name, hash, line);
    hash = name;
  }
  return { interview, hash, seq: events.length };
}

function forgetPlace(db: Database, interview: string, section: string): void {
  const bookmark = db
    .prepare<{ question: string | null }>("SELECT question FROM bookmark WHERE interview = ?")
    .get(interview);
  if (!bookmark?.question || !isWithin(bookmark.question, section)) return;
  db.prepare("UPDATE bookmark SET question = NULL WHERE interview = ?").run(interview);
}
