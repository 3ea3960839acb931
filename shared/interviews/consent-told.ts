import type { NodeRef, NodeView, ShownText } from "../questionnaire/live/view.ts";
import { allowedUses, type ConsentAnswers, usesQuestion } from "./consent.ts";

/** What a person has allowed, in the words of the questionnaire. */
export interface ConsentTold {
  /** Every use that is asked about, and whether it may be made of what was said. */
  readonly uses: readonly {
    readonly name: string;
    readonly label: ShownText;
    readonly isAllowed: boolean;
  }[];
  /** Where it was said, in the order of the interview. Their history tells when. */
  readonly said: readonly { readonly part: (typeof parts)[number]; readonly ref: NodeRef }[];
  /** Whether the person has said yes or no again at the end; null where that is not asked. */
  readonly isConfirmed: boolean | null;
}

/** Reads it off the nodes of an interview; the same names count that the rules of consent know. */
export function consentTold(nodes: readonly NodeView[]): ConsentTold {
  const asked = new Map<string, NodeView>();
  for (const node of nodes)
    if (node.kind === "question" && !node.ref.includes("[") && !asked.has(node.name))
      asked.set(node.name, node);
  const saidTo = (name: keyof ConsentAnswers) => {
    const node = asked.get(name);
    return node?.relevant && node.state === "answered" ? node.value : null;
  };
  const given: ConsentAnswers = {
    consent_participate: saidTo("consent_participate"),
    consent_uses: saidTo("consent_uses"),
    consent_confirmed: saidTo("consent_confirmed"),
    consent_uses_final: saidTo("consent_uses_final"),
    end_state: null,
  };
  const allowed = new Set(allowedUses(given));
  const offered = asked.get(usesQuestion(given))?.choices ?? [];
  return {
    uses: offered
      .filter(({ state }) => state === null)
      .map(({ name, label }) => ({ name, label, isAllowed: allowed.has(name) })),
    said: parts.flatMap((part) => {
      const node = asked.get(part);
      return node && saidTo(part) !== null ? [{ part, ref: node.ref }] : [];
    }),
    isConfirmed: asked.has("consent_confirmed") ? given.consent_confirmed !== null : null,
  };
}

const parts = [
  "consent_participate",
  "consent_uses",
  "consent_confirmed",
  "consent_uses_final",
] as const;
