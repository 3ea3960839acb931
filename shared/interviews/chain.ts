/** One event as it is kept: the line, and what was read from it when it was taken in. */
export interface StoredEvent {
  readonly seq: number;
  readonly hash: string;
  readonly prev: string | null;
  readonly line: string;
}

/**
 * Walks the history of one interview and gives the `seq` of the first event that does not fit, or
 * `null` when all do.
 *
 * Takes all its events, in the order of `seq`. Each must hash to its name, say the interview, place
 * and predecessor it is kept under, and have that predecessor. Two versions of one interview are two
 * branches of the same history, and both fit. What the walk cannot see is an end that is missing:
 * only a receipt or another copy knows that there was more.
 */
export function firstMisfit(
  interview: string,
  events: Iterable<StoredEvent>,
  sha256Hex: (line: string) => string,
): number | null {
  let before = new Set<string | null>([null]);
  let here = new Set<string | null>();
  let seq = 1;
  let any = false;
  for (const event of events) {
    any = true;
    if (event.seq === seq + 1 && here.size > 0) {
      [before, here, seq] = [here, new Set(), event.seq];
    }
    if (event.seq !== seq || !before.has(event.prev) || !says(interview, event, sha256Hex))
      return event.seq;
    here.add(event.hash);
  }
  return any ? null : 1;
}

function says(
  interview: string,
  { seq, hash, prev, line }: StoredEvent,
  sha256Hex: (line: string) => string,
): boolean {
  if (sha256Hex(line) !== hash) return false;
  const said = JSON.parse(line) as { interview?: unknown; seq?: unknown; prev?: unknown };
  return said.interview === interview && said.seq === seq && said.prev === prev;
}

/** The ends of a history: more than one means that it exists in several versions. */
export function headsOf(events: readonly StoredEvent[]): readonly StoredEvent[] {
  const followed = new Set(events.map(({ prev }) => prev));
  return events.filter(({ hash }) => !followed.has(hash));
}

/** What all versions of an interview share: everything before the first fork, in order. */
export function commonPart<Event extends StoredEvent>(events: readonly Event[]): readonly Event[] {
  const fork = events.findIndex(({ seq }, i) => events[i + 1]?.seq === seq);
  return fork < 0 ? events : events.slice(0, fork);
}
