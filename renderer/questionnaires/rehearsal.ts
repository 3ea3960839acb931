import type { Definition } from "../../shared/questionnaire/definition/definition.ts";
import { type LiveForm, open } from "../../shared/questionnaire/live/form.ts";
import type { NodeView } from "../../shared/questionnaire/live/view.ts";

/**
 * Begins a form that nobody keeps: it lives in this page and ends with it.
 *
 * What an interview takes from the notebook it does not have: codes of people and devices are empty,
 * and so is what `digest()` gives, because a page cannot compute it at once.
 */
export function rehearse(definition: Definition): LiveForm {
  const random = (count: number) => [...crypto.getRandomValues(new Uint8Array(count))];
  const text = (count: number) =>
    random(count)
      .map((byte) => (byte % 36).toString(36))
      .join("");
  return open(definition, undefined, {
    now: () => new Date(),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    seed: text(16),
    staffCode: "",
    deviceCode: "",
    newKey: () => text(8),
    digest: () => new Uint8Array(),
  });
}

/** A group or repeat at the top, or a run of loose rows; what skip logic has closed is not there. */
export interface Part {
  readonly id: string;
  /** `null` for loose rows. */
  readonly holder: NodeView | null;
  readonly rows: readonly NodeView[];
}

/** The parts of a form in document order, as one walks through them. */
export function partsOf(form: LiveForm): readonly Part[] {
  const parts: { id: string; holder: NodeView | null; rows: NodeView[] }[] = [];
  for (const node of form.nodes()) {
    if (node.parent !== null || node.kind === "hidden" || !node.relevant) continue;
    const last = parts.at(-1);
    if (node.kind === "group" || node.kind === "repeat")
      parts.push({ id: node.ref, holder: node, rows: [] });
    else if (last && last.holder === null) last.rows.push(node);
    else parts.push({ id: node.ref, holder: null, rows: [node] });
  }
  return parts;
}
