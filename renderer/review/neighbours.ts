import type { InterviewRow } from "../../shared/contract/interviews.ts";
import { ask } from "../bridge.ts";

/** An interview in its list, with those before and after it. */
export interface Neighbours {
  readonly row: InterviewRow;
  readonly previous: InterviewRow["interview"] | null;
  readonly next: InterviewRow["interview"] | null;
}

const page = 500;

/** Finds an interview in the list it was opened from; null when it is not in it any more. */
export async function findNeighbours(
  interview: InterviewRow["interview"],
  search: string,
): Promise<Neighbours | null> {
  let last: InterviewRow | null = null;
  for (let offset = 0; ; ) {
    const list = await ask("interviews.list", { stage: null, search, offset, limit: page });
    if (!list.ok || list.value.rows.length === 0) return null;
    const { rows, total } = list.value;
    const at = rows.findIndex((row) => row.interview === interview);
    const row = rows[at];
    offset += rows.length;
    if (row) {
      const previous = (rows[at - 1] ?? last)?.interview ?? null;
      const after = rows[at + 1] ?? (offset < total ? await rowAt(search, offset) : null);
      return { row, previous, next: after?.interview ?? null };
    }
    last = rows.at(-1) ?? null;
    if (offset >= total) return null;
  }
}

async function rowAt(search: string, offset: number): Promise<InterviewRow | null> {
  const list = await ask("interviews.list", { stage: null, search, offset, limit: 1 });
  return list.ok ? (list.value.rows[0] ?? null) : null;
}
