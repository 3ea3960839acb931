import { hash } from "node:crypto";
import type { InterviewId } from "../../shared/contract/define.ts";
import type { StoredEvent } from "../../shared/interviews/chain.ts";
import { type FileContent, followFile, readEventLine } from "../../shared/parcels/event-line.ts";
import type { ChainPoint } from "../../shared/parcels/manifest.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import type { Database } from "../vault/store.ts";

/** One interview's history, every hash of it checked. */
export interface WalkedChain {
  readonly head: ChainPoint;
  /** The version it was opened with. */
  readonly questionnaire: string;
  /** Versions it moved to, sorted, each once. */
  readonly moved: readonly string[];
  /** Files that it has at its end, sorted by their hash, each once. */
  readonly files: readonly FileContent[];
  /** The lines as they travel, each with its line feed. */
  readonly lines: Buffer;
  readonly events: readonly StoredEvent[];
}

/**
 * Walks an interview's whole chain in the vault, before it leaves.
 *
 * Fault: `chain-broken` if a line, a hash or the order is not what it was when it was written, or if
 * there are two versions. A page put back by somebody else is found here.
 */
export function walkChain(
  db: Database,
  interview: InterviewId,
): Result<WalkedChain, { readonly kind: "chain-broken" }> {
  const broken = fail({ kind: "chain-broken" });
  const rows = db
    .prepare<StoredEvent>(
      "SELECT seq, hash, prev, line FROM event WHERE interview = ? ORDER BY seq, hash",
    )
    .all(interview);
  const lines = Buffer.from(rows.map(({ line }) => `${line}\n`).join(""));
  let questionnaire: string | null = null;
  const moved = new Set<string>();
  const attached = new Map<string, FileContent>();
  let last: string | null = null;
  let start = 0;
  for (const [i, row] of rows.entries()) {
    const event = readEventLine(row.line);
    const end = lines.indexOf(0x0a, start);
    const fits =
      event?.interview === interview &&
      event.seq === i + 1 &&
      event.prev === last &&
      row.seq === event.seq &&
      row.prev === event.prev &&
      row.hash === hash("sha256", lines.subarray(start, end));
    if (!fits) return broken;
    questionnaire ??= event.questionnaire;
    if (event.type === "moved" && event.questionnaire !== null) moved.add(event.questionnaire);
    followFile(attached, event);
    last = row.hash;
    start = end + 1;
  }
  if (last === null || questionnaire === null) return broken;
  const head = { hash: last, seq: rows.length };
  const byHash = new Map([...attached.values()].map((file) => [file.sha256, file]));
  const files = [...byHash.keys()].sort().flatMap((sha256) => byHash.get(sha256) ?? []);
  return ok({ head, questionnaire, moved: [...moved].sort(), files, lines, events: rows });
}
