import type { ConsentMark } from "../contract/interviews.ts";

/**
 * The questions that carry consent, by name, in any questionnaire that asks for it. `null`: not
 * answered, closed by skip logic, or not in the form.
 */
export interface ConsentAnswers {
  /** `yes` or `no`. */
  readonly consent_participate: string | null;
  /** Uses allowed at the beginning: codes with a blank between them. */
  readonly consent_uses: string | null;
  /** `yes` or `no`: asked again at the end, when the person knows what was said. */
  readonly consent_confirmed: string | null;
  readonly consent_uses_final: string | null;
  /** `complete`, `partial`, `stopped` or `security`. */
  readonly end_state: string | null;
}

export const consentQuestions = [
  "consent_participate",
  "consent_uses",
  "consent_confirmed",
  "consent_uses_final",
  "end_state",
] as const satisfies readonly (keyof ConsentAnswers)[];

export function isConsentQuestion(name: string): name is keyof ConsentAnswers {
  return (consentQuestions as readonly string[]).includes(name);
}

/**
 * What the person has allowed so far.
 *
 * A no at the end takes back the yes at the beginning. A yes without any use ticked is `hold`: the
 * answers are kept and not used. Where the form does not ask, nothing is known: `not-asked`.
 */
export function consentMark(given: ConsentAnswers): ConsentMark {
  if (given.consent_participate === "no") return "refused";
  if (given.consent_participate !== "yes") return "not-asked";
  if (given.consent_confirmed === "no") return "refused";
  return allowedUses(given).length > 0 ? "given" : "hold";
}

/** Which of the two questions about uses counts now: the one at the end, once that was confirmed. */
export function usesQuestion({
  consent_confirmed,
}: Pick<ConsentAnswers, "consent_confirmed">): "consent_uses" | "consent_uses_final" {
  return consent_confirmed === "yes" ? "consent_uses_final" : "consent_uses";
}

/** The uses that are allowed now, by their codes; none where the person said no. */
export function allowedUses(given: ConsentAnswers): readonly string[] {
  if (given.consent_participate !== "yes" || given.consent_confirmed === "no") return [];
  return given[usesQuestion(given)]?.split(/\s+/u).filter((use) => use !== "") ?? [];
}

/** The question whose yes opens everything else, by name, in any questionnaire that asks it. */
export const consentGate = "consent_participate" satisfies keyof ConsentAnswers;

/**
 * Why a finished interview must not leave in the clear, on paper or as a copy of a file; `null` when it
 * may. Stricter than for a parcel: of a person who allowed no use nothing is printed or copied either.
 */
export function whyNotInClear(given: ConsentAnswers): "without-consent" | "after-danger" | null {
  const held = whyHeld(given);
  if (held === "ended-for-safety") return "after-danger";
  return held !== null || consentMark(given) === "hold" ? "without-consent" : null;
}

/**
 * Whether a place waits for the person's consent: nothing is asked before somebody has agreed, but
 * what belongs to asking them, in the section of the gate itself.
 *
 * `gate` is the path of the gate, or `null` where the form does not ask; then nothing waits.
 */
export function waitsForConsent(
  { consent_participate }: Pick<ConsentAnswers, "consent_participate">,
  gate: string | null,
  place: { readonly ref: string; readonly kind: "question" | "repeat" | "entry" },
): boolean {
  if (gate === null || consent_participate === "yes") return false;
  const asking = gate.includes("/") ? gate.slice(0, gate.indexOf("/")) : null;
  const [first = "", ...below] = place.ref.split("/");
  const isLoose = below.length === 0 && place.kind === "question";
  return asking !== (isLoose ? null : first.replace(/\[.*$/u, ""));
}

/**
 * Whether an interview may be finished as far as consent goes: the person said no at the beginning,
 * or said yes, and yes or no again at the end. "Does not know" is no consent.
 *
 * `asks` says whether the form has a question; what it does not ask cannot be missing.
 */
export function isConsentSettled(
  given: ConsentAnswers,
  asks: (question: keyof ConsentAnswers) => boolean,
): boolean {
  const isSaid = (name: "consent_participate" | "consent_confirmed") =>
    !asks(name) || given[name] === "yes" || given[name] === "no";
  if (given.consent_participate === "no") return true;
  return isSaid("consent_participate") && isSaid("consent_confirmed");
}

/**
 * Why a finished interview must not leave this computer; `null` when it may.
 *
 * One of a form that never asks for consent may: its team has decided so by choosing the form.
 */
export function whyHeld(
  given: ConsentAnswers,
): "consent-not-confirmed" | "ended-for-safety" | null {
  if (given.end_state === "security") return "ended-for-safety";
  const refused = given.consent_participate === "no" || given.consent_confirmed === "no";
  const unconfirmed = given.consent_participate === "yes" && given.consent_confirmed !== "yes";
  return refused || unconfirmed ? "consent-not-confirmed" : null;
}
