import type { Json } from "./define.ts";
import type { Announcement } from "./events.ts";
import type { CallName, Outcome } from "./index.ts";

/** All that a page can reach: one question at a time, and what it is told unasked. */
export interface Bridge {
  readonly ask: (name: CallName, input: Json) => Promise<Outcome<CallName>>;
  /** Gives back the way to stop listening. */
  readonly hear: (listener: (announcement: Announcement) => void) => () => void;
}

/** Channel names between the preload and the shell. */
export const channels = { ask: "ask", hear: "hear" } as const;
