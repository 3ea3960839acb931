import { type Choice, own, type Texts } from "../definition/definition.ts";
import { type Piece, piecesOf } from "../definition/texts.ts";
import type { Surroundings } from "../expression/scope.ts";
import { toText } from "../expression/value.ts";
import { mostByHand } from "./entries.ts";
import type { RowPlan } from "./plan.ts";
import { type LiveNode, pathOf, type Tree } from "./tree.ts";
import type { ChoiceView, NodeView, ShownText, TextPart, Violation } from "./view.ts";
import { violationOf } from "./violation.ts";

/** How an interview looks in one language. Sentences are cut once and shared by all who show them. */
export interface Looks {
  readonly tree: Tree;
  readonly language: string;
  readonly surroundings: Surroundings;
  readonly cut: WeakMap<Texts, CutText>;
  readonly choices: WeakMap<readonly Choice[], readonly ChoiceView[]>;
}

/** Looks at an interview in a language; nothing of an earlier language is left. */
export const newLooks = (tree: Tree, language: string, surroundings: Surroundings): Looks => ({
  tree,
  language,
  // Sentences only look names up, which costs little; a budget is for what the form computes.
  surroundings: { ...surroundings, spend: () => {} },
  cut: new WeakMap(),
  choices: new WeakMap(),
});

interface CutText {
  readonly pieces: readonly Piece[];
  readonly fallback: string | null;
  /** The whole sentence, when it inserts nothing. */
  readonly fixed: ShownText | null;
}

/** Makes the view of a node as it is now. */
export function lookAt(looks: Looks, node: LiveNode): NodeView {
  const { row, kind } = node;
  const form = row.node;
  const violation = violationOf(node);
  const isList = kind === "repeat";
  return {
    ref: node.ref,
    parent: node.holder?.ref ?? null,
    kind,
    path: pathOf(looks.tree, node),
    name: form.name,
    type: form.type,
    row: form.row,
    relevant: node.standing,
    required: node.required,
    readonly: isReadOnly(node),
    valid: violation === null,
    violation,
    value: isList ? "" : node.value,
    state: isList ? "not-asked" : node.state,
    reason: node.reason,
    setAside: setAside(node),
    choices: form.choices ? choicesOf(looks, node) : null,
    label: textOf(looks, node, form.label) ?? bareName(form.name),
    hint: textOf(looks, node, form.hint),
    guidance: textOf(looks, node, form.guidance),
    message: violation && textOf(looks, node, messageOf(row, violation)),
    appearance: form.appearance,
    parameters: form.parameters,
    sensitive: form.sensitive,
    position:
      kind === "entry" ? node.place : row.isCounted && isList ? Number(node.kept || 0) : null,
    mayChange: mayChange(node),
  };
}

/** Where a form has no sentence at all, its name is better than nothing. */
const bareName = (name: string): ShownText => ({
  parts: [{ kind: "text", text: name, weight: "plain" }],
  fallback: null,
});

/** A note is there to be read. */
export function isReadOnly(node: LiveNode): boolean {
  return node.kind === "note" || node.readOnly || (node.holder !== null && isReadOnly(node.holder));
}

function mayChange(node: LiveNode): boolean {
  if (node.kind === "repeat")
    return node.standing && !node.row.isCounted && node.entries.length < mostByHand;
  return node.kind === "entry" && node.standing && !node.row.isCounted;
}

export function messageOf({ node }: RowPlan, violation: Violation): Texts {
  if (violation === "required") return node.requiredMessage;
  return violation === "constraint" ? node.constraintMessage : {};
}

/** What is kept although it does not count now. A value cleared on purpose is history, not aside. */
function setAside(node: LiveNode): string | null {
  if (node.kept === "" || node.kind === "repeat") return null;
  if (node.state === "answered" && node.standing) return node.aside === "" ? null : node.aside;
  if (node.state === "not-asked") return null;
  const isCode = node.row.stateCodes[node.state] === node.kept;
  return isCode && node.standing ? null : node.kept;
}

/** A text in the language shown, else in the default one, else in any; null when there is none. */
export function textOf(looks: Looks, node: LiveNode, texts: Texts): ShownText | null {
  let cut = looks.cut.get(texts);
  if (!cut) {
    cut = cutText(looks, texts);
    looks.cut.set(texts, cut);
  }
  if (cut.fixed) return cut.fixed;
  if (cut.pieces.length === 0) return null;
  const parts = cut.pieces.map((piece): TextPart => {
    if (piece.kind !== "reference") return piece;
    const items = looks.tree.plan.names.reference(piece.name)({
      here: node,
      position: 1,
      size: 1,
      owner: node,
      form: looks.surroundings,
    });
    return { kind: "value", text: toText(items) };
  });
  return { parts, fallback: cut.fallback };
}

function cutText(looks: Looks, texts: Texts): CutText {
  const { defaultLanguage, languages } = looks.tree.plan.definition;
  const order = [looks.language, defaultLanguage, ...languages.map((language) => language.name)];
  const found = [...order, ...Object.keys(texts)].find((name) => own(texts, name) !== undefined);
  if (found === undefined) return { pieces: [], fallback: null, fixed: null };
  const pieces = piecesOf(own(texts, found) ?? "");
  const fallback = found === looks.language ? null : found;
  const parts = pieces.flatMap((piece): TextPart[] => (piece.kind === "reference" ? [] : [piece]));
  const fixed = parts.length === pieces.length ? { parts, fallback } : null;
  return { pieces, fallback, fixed };
}

function choicesOf(looks: Looks, node: LiveNode): readonly ChoiceView[] {
  const { choices } = node.offered ?? node.row.whole;
  const known = looks.choices.get(choices);
  if (known) return known;
  const views = choices.map((choice) => ({
    name: choice.name,
    label: textOf(looks, node, choice.label) ?? bareName(choice.name),
    state: stateOf(node, choice.name),
  }));
  // Labels that insert values belong to one question at one moment; all others to everybody.
  const inserts = choices.some((choice) =>
    looks.cut.get(choice.label)?.pieces.some((piece) => piece.kind === "reference"),
  );
  if (!inserts) looks.choices.set(choices, views);
  return views;
}

function stateOf(node: LiveNode, code: string): ChoiceView["state"] {
  const { stateCodes } = node.row;
  if (stateCodes["dont-know"] === code) return "dont-know";
  return stateCodes["prefers-not-to-say"] === code ? "prefers-not-to-say" : null;
}

/** The characters of a text; `isolated` wraps each inserted value against the direction around it. */
export function plainText(text: ShownText, isolated = false): string {
  return text.parts
    .map((part) => {
      if (part.kind === "break") return "\n";
      return part.kind === "value" && isolated ? `\u2068${part.text}\u2069` : part.text;
    })
    .join("");
}
