import { z } from "zod";
import type { JournalEntry } from "../../shared/contract/vault.ts";
import { canonicalJson, readCanonicalJson } from "../../shared/parcels/canonical-json.ts";
import type { JournalDetails, JournalKind } from "../../shared/vault/journal.ts";
import { sha256Hex } from "./hash.ts";
import type { Database } from "./store.ts";
import { momentOf, type World } from "./world.ts";

/** One entry as it is hashed: a line of canonical JSON. */
const Line = z.strictObject({
  at: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.int()])),
  entry: z.int().min(1),
  kind: z.string(),
  prev: z.string().nullable(),
});

export interface JournalVerdict {
  readonly ok: boolean;
  readonly entries: number;
  /** Hash of the last entry; whoever has written it down elsewhere can tell whether entries are gone. */
  readonly head: string | null;
  /** Place of the first entry that does not fit, from 1. */
  readonly brokenAt: number | null;
}

/**
 * Writes one entry, inside the transaction of the act that it tells of: both are kept, or neither.
 *
 * The hash of an entry is the SHA-256 of its line; the next one carries it as `prev`.
 */
export function writeJournal<Kind extends JournalKind>(
  db: Database,
  world: World,
  kind: Kind,
  details: JournalDetails<Kind>,
): void {
  const last = db
    .prepare<{ entry: number; hash: string }>(
      "SELECT entry, hash FROM journal ORDER BY entry DESC LIMIT 1",
    )
    .get();
  const entry = (last?.entry ?? 0) + 1;
  const at = momentOf(world);
  const line = canonicalJson({ at, details, entry, kind, prev: last?.hash ?? null });
  db.prepare("INSERT INTO journal (entry, line, hash) VALUES (?, ?, ?)").run(
    entry,
    line,
    sha256Hex(line),
  );
}

/** Entries for people, newest first; `before` continues a list. */
export function listJournal(
  db: Database,
  { before, limit }: { readonly before: number | null; readonly limit: number },
): { entries: JournalEntry[]; total: number } {
  const rows = db
    .prepare<{ line: string }>(
      "SELECT line FROM journal WHERE entry < ? ORDER BY entry DESC LIMIT ?",
    )
    .all(before ?? Number.MAX_SAFE_INTEGER, limit);
  const total = db.prepare<{ total: number }>("SELECT count(*) AS total FROM journal").get()?.total;
  const entries = rows.map(({ line }) => {
    const { entry, at, kind, details } = Line.parse(JSON.parse(line));
    return { entry, at, kind, details };
  });
  return { entries, total: total ?? 0 };
}

/** The lines as they leave the vault: one entry each, oldest first. */
export function* journalLines(db: Database): Generator<string> {
  const rows = db.prepare<{ line: string }>("SELECT line FROM journal ORDER BY entry").iterate();
  for (const { line } of rows) yield line;
}

/** Walks the journal of a vault: every line, and the hash kept beside it. */
export function verifyJournal(db: Database): JournalVerdict {
  const stored = db
    .prepare<{ line: string; hash: string }>("SELECT line, hash FROM journal ORDER BY entry")
    .all();
  const verdict = verifyJournalLines(stored.map(({ line }) => line));
  const differs = stored.findIndex(({ line, hash }) => sha256Hex(line) !== hash) + 1;
  if (differs === 0 || (verdict.brokenAt !== null && verdict.brokenAt <= differs)) return verdict;
  return { ...verdict, ok: false, brokenAt: differs };
}

/** Walks lines that were taken out of a vault, as `sha256sum` would. */
export function verifyJournalLines(lines: Iterable<string>): JournalVerdict {
  let prev: string | null = null;
  let entries = 0;
  let brokenAt: number | null = null;
  for (const text of lines) {
    entries++;
    const line = Line.safeParse(readCanonicalJson(text));
    const fits = line.success && line.data.entry === entries && line.data.prev === prev;
    if (!fits) brokenAt ??= entries;
    prev = sha256Hex(text);
  }
  return { ok: brokenAt === null, entries, head: prev, brokenAt };
}
