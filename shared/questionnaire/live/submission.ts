import { own } from "../definition/definition.ts";
import { namesIn } from "../definition/texts.ts";
import { chanceFrom, randomUuid } from "../expression/chance.ts";
import { parseExpression } from "../expression/parse.ts";
import { prepare } from "../expression/prepare.ts";
import { toText } from "../expression/value.ts";
import type { Round } from "./round.ts";
import { type LiveNode, partsOf } from "./tree.ts";
import type { World } from "./world.ts";

/**
 * Writes an interview as an OpenRosa submission, as ODK's tools read it.
 *
 * Relevant nodes only, empty ones as empty elements, repeats as repeated elements, in the order of
 * the survey. A revision is an instance of its own and names the one it takes the place of. Answer
 * states appear only where the form itself has declared `daftar`'s namespace.
 */
export function submissionOf(round: Round, world: World): string {
  const { definition } = round.plan;
  const declared = Object.entries(definition.namespaces).map(
    ([prefix, uri]) => ` xmlns:${prefix}="${escaped(uri)}"`,
  );
  const names = [
    ...declared,
    ` id="${escaped(definition.id)}"`,
    definition.version === "" ? "" : ` version="${escaped(definition.version)}"`,
  ];
  const states = Object.entries(definition.namespaces).find(
    ([, uri]) => uri === "urn:daftar:xforms",
  );
  const body = round.tree.children.map((node) => element(node, states?.[0])).join("");
  const { seed, revision = 0 } = world;
  const meta = [
    leaf("instanceID", instanceId(seed, revision)),
    revision === 0 ? "" : leaf("deprecatedID", instanceId(seed, revision - 1)),
    instanceName(round),
  ].join("");
  return `<${definition.root}${names.join("")}>${body}<meta>${meta}</meta></${definition.root}>`;
}

/** The same interview has the same ids on every computer. */
function instanceId(seed: string, revision: number): string {
  const words = revision === 0 ? `${seed}\ninstanceID` : `${seed}\ninstanceID ${revision}`;
  return `uuid:${randomUuid(chanceFrom(words))}`;
}

function element(node: LiveNode, states: string | undefined): string {
  if (!node.standing) return "";
  if (node.kind === "repeat")
    return partsOf(node)
      .map((entry) => element(entry, states))
      .join("");
  const attributes = ownAttributes(node);
  if (node.kind === "group" || node.kind === "entry") {
    const inner = node.children.map((child) => element(child, states)).join("");
    return wrapped(node.name, inner, attributes);
  }
  const state =
    states !== undefined && node.kind === "question" ? stateAttribute(node, states) : "";
  return leaf(node.name, node.value, attributes + state);
}

/** What the form wants written beside a value: its `instance::…` columns. */
function ownAttributes({ row }: LiveNode): string {
  return Object.entries(row.node.attributes)
    .filter(([key]) => /^instance::[\p{L}_][\p{L}\p{N}_.:-]*$/u.test(key))
    .map(([key, value]) => ` ${key.slice("instance::".length)}="${escaped(value)}"`)
    .join("");
}

function stateAttribute({ state, value }: LiveNode, prefix: string): string {
  const expected = value === "" ? "not-asked" : "answered";
  return state === expected ? "" : ` ${prefix}:state="${state}"`;
}

const leaf = (name: string, value: string, attributes = "") =>
  wrapped(name, escaped(value), attributes);

const wrapped = (name: string, inner: string, attributes: string) =>
  inner === "" ? `<${name}${attributes}/>` : `<${name}${attributes}>${inner}</${name}>`;

/** An expression where it can be read as one, otherwise a text with values in it. */
function instanceName(round: Round): string {
  const { definition, names } = round.plan;
  const text = definition.instanceName;
  if (text === null) return "";
  const { root } = round.tree;
  const scope = { here: root, position: 1, size: 1, owner: root, form: round.surroundings };
  const parsed = parseExpression(text);
  const known = namesIn(text).every((name) => round.plan.outline.byName.has(name));
  if (!known) return "";
  const insert = (_: string, name: string) => toText(names.reference(name)(scope));
  const value = parsed.ok
    ? toText(prepare(parsed.value, names)(scope))
    : text.replace(/\$\{\s*([^{}$]+?)\s*\}/g, insert);
  return leaf("instanceName", value);
}

const signs = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;" } as const;

const escaped = (text: string) => text.replace(/[&<>"\r]/g, (sign) => own(signs, sign) ?? sign);
