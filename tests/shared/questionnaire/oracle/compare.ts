import { type LiveForm, type NodeView, plainText } from "../../../../shared/questionnaire/index.ts";
import { decided } from "./decided.ts";
import { plainLabel, type Seen, type SeenNode } from "./oracle.ts";

/** Nodes, as paths without positions, that other chances or another language alone make different. */
export type Volatile = ReadonlySet<string>;

export const template = (path: string) => path.replace(/\[\d+\]/g, "");

/** Our form as the oracle describes its own. */
export function lookAtOurs(form: LiveForm): Seen {
  const seen = new Map<string, SeenNode>();
  for (const node of form.nodes()) if (node.kind !== "repeat") seen.set(node.path, seenNode(node));
  return seen;
}

function seenNode(node: NodeView): SeenNode {
  const { relevant, required, readonly, valid, value, choices, label } = node;
  return {
    relevant,
    required,
    readonly,
    valid,
    value,
    choices: choices?.map((choice) => choice.name) ?? null,
    labels: [label, ...(choices ?? []).map((choice) => choice.label)].map((text) =>
      plainLabel(plainText(text)),
    ),
  };
}

/** Relevance of all nodes; of the relevant ones everything else, but for what is decided. */
export function differences(
  ours: Seen,
  theirs: Seen,
  form: LiveForm,
  volatile: Volatile,
): readonly string[] {
  const what: string[] = [];
  const views = new Map(form.nodes().map((node) => [node.path, node]));
  for (const path of new Set([...ours.keys(), ...theirs.keys()])) {
    const [a, b] = [ours.get(path), theirs.get(path)];
    const view = views.get(path);
    if (!a || !b || !view) what.push(`${path}: only ${a ? "ours" : "theirs"}`);
    else if (a.relevant !== b.relevant) what.push(`${path}: relevant ${a.relevant}/${b.relevant}`);
    else if (a.relevant && !volatile.has(template(path)))
      what.push(...propertiesThatDiffer(path, a, b, view));
  }
  return what;
}

const properties = ["required", "readonly", "valid", "value", "choices", "labels"] as const;

function propertiesThatDiffer(path: string, a: SeenNode, b: SeenNode, view: NodeView): string[] {
  const isGroup = view.kind === "group" || view.kind === "entry";
  return properties
    .filter((property) => JSON.stringify(a[property]) !== JSON.stringify(b[property]))
    .filter((property) => !isGroup || property === "readonly")
    .filter((property) => !(property === "labels" && view.kind === "hidden"))
    .filter((property) => !decided.some(({ covers }) => covers(view, property, a, b)))
    .map((property) => `${path}: ${property} ${whatDiffers(a[property], b[property])}`);
}

function whatDiffers(a: SeenNode[keyof SeenNode], b: SeenNode[keyof SeenNode]): string {
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return `${a} / ${b}`;
  const pairs = a.map((each, at) => [each, b[at]]).filter(([one, other]) => one !== other);
  return pairs.map(([one, other]) => `${one} / ${other}`).join(", ");
}

/**
 * What ODK's engine reads of a submission of ours, where it is not what we had written.
 *
 * It calculates anew on opening, so a person's correction of a calculated question is lost there,
 * and with it what is computed from it: then only what people have answered is compared.
 */
export function restoredDifferently(
  ours: LiveForm,
  restored: Seen,
  volatile: Volatile,
): readonly string[] {
  const differing = ours.nodes().filter((view) => {
    if (view.kind === "repeat" || !view.relevant || volatile.has(template(view.path))) return false;
    const mine = seenNode(view);
    const theirs = restored.get(view.path)?.value;
    if (theirs === view.value) return false;
    const seen = { ...mine, value: theirs ?? "missing" };
    return !decided.some(({ covers }) => covers(view, "value", mine, seen));
  });
  const isComputed = ({ row }: NodeView) =>
    ours.definition.nodes.some((node) => node.row === row && node.logic.calculation !== null);
  const corrected = differing.some((view) => view.kind === "question" && isComputed(view));
  return differing
    .filter((view) => !corrected || !isComputed(view))
    .map((view) => `${view.path}: ${view.value} is restored as ${restored.get(view.path)?.value}`);
}

/** Elements of two submissions that differ, by their order, but for what is decided of their values. */
export function submissionsDiffer(
  ours: string,
  theirs: string,
  form: LiveForm,
  volatile: Volatile,
): readonly string[] {
  const [a, b] = [elementsOf(ours), elementsOf(theirs)];
  if (a.length !== b.length) return [`submission: ${a.length} elements / ${b.length}`];
  const views = form.nodes().filter((node) => node.kind !== "repeat" && node.relevant);
  return a.flatMap(([name, value], at) => {
    const [theirName, theirValue] = b[at] ?? ["", ""];
    const view = views[at];
    if (name !== theirName || !view) return [`submission: ${name} / ${theirName}`];
    if (value === theirValue || volatile.has(template(view.path))) return [];
    const mine = { ...seenNode(view), value };
    const isDecided = decided.some(({ covers }) =>
      covers(view, "value", mine, { ...mine, value: theirValue }),
    );
    return isDecided ? [] : [`submission: ${name}=${value} / ${theirValue}`];
  });
}

/** Elements and their values in order, without what names the instance. */
function elementsOf(xml: string): readonly (readonly [string, string])[] {
  const body = xml.replace(/^<[^>]*>/, "").replace(/<(\w+:)?meta[ >].*$/s, "");
  const found = body.matchAll(/<([^/!?][^>\s/]*)[^>]*?\/?>([^<]*)/g);
  return [...found].map(([, name = "", value = ""]) => [name, value]);
}
