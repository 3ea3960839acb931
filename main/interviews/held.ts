import type { StoredEvent } from "../../shared/interviews/chain.ts";
import { whyHeld } from "../../shared/interviews/consent.ts";
import type { Database } from "../vault/store.ts";
import { computeInterview } from "./replay.ts";

/**
 * Why an interview must not leave this computer in a parcel; `null` when it may.
 *
 * Asked of its history and not of its rows, because a person's safety hangs on it. Whoever has all
 * its events at hand gives them.
 */
export function whyInterviewIsHeld(
  db: Database,
  device: string,
  interview: string,
  events?: readonly StoredEvent[],
): "draft" | "consent-not-confirmed" | "ended-for-safety" | "other-device" | null {
  const computed = computeInterview(db, interview, events);
  if (!computed) return "draft";
  const { so } = computed;
  if (so.device !== device) return "other-device";
  return so.stage === "draft" ? "draft" : whyHeld(so.consent);
}
