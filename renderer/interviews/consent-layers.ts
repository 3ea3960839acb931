import type { NodeView } from "../../shared/questionnaire/live/view.ts";
import type { Item, Outline, Section } from "./outline.ts";

/** What is asked of a person before anything else, one thought at a time. */
export interface Layer {
  readonly kind: LayerKind;
  readonly items: readonly Item[];
  /** Whether it holds nothing that must be answered and is not. */
  readonly isWhole: boolean;
}

export type LayerKind =
  | "place"
  | "privacy"
  | "script"
  | "understood"
  | "age"
  | "participate"
  | "form"
  | "uses"
  | "identity"
  | "recordings"
  | "refused";

/** The questions with which a layer begins, by name, in any questionnaire that asks them. */
const begins: { readonly [name: string]: LayerKind } = {
  interview_privacy: "privacy",
  consent_understood: "understood",
  age_band: "age",
  consent_participate: "participate",
  consent_form: "form",
  consent_uses: "uses",
  consent_identity: "identity",
  consent_recontact: "identity",
  consent_recording: "recordings",
  consent_audio: "recordings",
  consent_photo: "recordings",
  consent_document: "recordings",
  refused_sections: "refused",
};

/**
 * The layers of the section that asks for consent, cut from its own places in their own order; null
 * for every other section, and where a questionnaire does not ask.
 *
 * What has no layer of its own goes with the one before. Nothing is added, left out or moved: what may
 * be answered, and when, is the keeper's to say.
 */
export function layersOf(
  section: Section,
  { gate }: Outline,
  nodeAt: (ref: string) => NodeView | undefined,
): readonly Layer[] | null {
  if (!gate || gate.section !== section.id || section.label === null) return null;
  const layers: { kind: LayerKind; items: Item[] }[] = [];
  let waiting: Item[] = [];
  for (const item of section.items) {
    // A heading belongs to what comes after it.
    waiting.push(item);
    if (item.kind === "heading") continue;
    const before = layers.at(-1);
    const kind = kindOf(item, nodeAt(item.ref)) ?? before?.kind ?? "place";
    if (before?.kind === kind) before.items.push(...waiting);
    else layers.push({ kind, items: waiting });
    waiting = [];
  }
  return layers.map((layer) => ({
    ...layer,
    isWhole: layer.items.every(({ ref }) => {
      const node = nodeAt(ref);
      return !node?.required || node.state !== "not-asked";
    }),
  }));
}

/** The layer in which a place is; the first where it is in none. */
export function layerAt(layers: readonly Layer[], ref: string | null): number {
  const at = layers.findIndex(({ items }) => items.some((item) => item.ref === ref));
  return Math.max(0, at);
}

function kindOf(item: Item, node: NodeView | undefined): LayerKind | undefined {
  // What is for the researcher alone explains the question before it.
  if (item.kind === "note") return node?.appearance.includes("interviewer") ? undefined : "script";
  return node && Object.hasOwn(begins, node.name) ? begins[node.name] : undefined;
}
