import { consentGate, consentMark } from "../../shared/interviews/consent.ts";
import type { LiveForm } from "../../shared/questionnaire/index.ts";
import type { OpenInterview } from "./desk.ts";

/** Where the form asks whether the person takes part; inside a repeat the words mean something else. */
export function gateOf({ definition: { nodes } }: LiveForm): string | null {
  const isInRepeat = (at: number | null): boolean =>
    at !== null && (nodes[at]?.kind === "repeat" || isInRepeat(nodes[at]?.parent ?? null));
  const gate = nodes.find(
    ({ name, kind, parent }) => name === consentGate && kind === "question" && !isInRepeat(parent),
  );
  return gate?.path ?? null;
}

/**
 * Whether a recording, photo or document may be kept at all: where the form asks for consent, after a
 * yes that nobody has taken back. Each of them is asked for besides.
 */
export function mayKeepFiles({ form, so }: Pick<OpenInterview, "form" | "so">): boolean {
  if (gateOf(form) === null) return true;
  return so.consent.consent_participate === "yes" && consentMark(so.consent) !== "refused";
}
