import { isConsentSettled } from "../../shared/interviews/consent.ts";
import { fail, type Result } from "../../shared/result.ts";
import type { DiskFault } from "../vault/disk-fault.ts";
import { writeJournal } from "../vault/journal.ts";
import { happenings, writeDown } from "./act.ts";
import type { InterviewsDeps } from "./deps.ts";
import type { OpenInterview } from "./desk.ts";
import { blocking, writeBookmark } from "./view.ts";

export type FinishFault =
  | { readonly kind: "interview-closed" | "consent-missing" }
  | { readonly kind: "interview-incomplete"; readonly details: { readonly count: number } };

/**
 * Closes an interview: its history gets its last event, which names what skip logic had closed.
 *
 * Faults: `interview-incomplete` with the number of places that need an answer or a correction;
 * `consent-missing` when the person has not said yes or no, at the beginning and at the end. Somebody
 * who said no can be finished too: that nothing was asked is worth keeping.
 */
export function finishInterview(
  deps: InterviewsDeps,
  opened: OpenInterview,
): Result<void, FinishFault | DiskFault> {
  const { form, so } = opened;
  if (opened.readOnly) return fail({ kind: "interview-closed" });
  const count = blocking(form).length;
  if (count > 0) return fail({ kind: "interview-incomplete", details: { count } });
  const asks = new Set(form.definition.nodes.map(({ name }) => name));
  if (!isConsentSettled(so.consent, (name) => asks.has(name)))
    return fail({ kind: "consent-missing" });

  const { closed, change } = form.finish();
  const last = { type: "finished" as const, closed: [...closed] };
  return writeDown(deps, opened, [...happenings(so, change), last], (db) => {
    writeBookmark(db, opened);
    const details = { interview: so.interview, events: so.seq };
    writeJournal(db, deps.world, "interview-finished", details);
  });
}
