import type { Json } from "./define.ts";
import type { Announcement } from "./events.ts";
import type { CallName, Outcome } from "./index.ts";

/** What the shell says to the keeper: one question, or that it is time to close and end. */
export type ToKeeper =
  | {
      readonly id: number;
      readonly name: CallName;
      readonly input: Json;
      /** What a person chose in a dialog, for calls that need a place; otherwise empty. */
      readonly places: readonly string[];
      /** A file that the shell has drawn, in Base64. */
      readonly drawn?: string;
    }
  | { readonly close: true };

/** What the keeper says to the shell: the answer to one question, or something nobody asked. */
export type FromKeeper =
  | { readonly id: number; readonly outcome: Outcome<CallName> }
  | { readonly announcement: Announcement };
