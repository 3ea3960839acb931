import type { Item } from "../expression/value.ts";
import type { Offer, Plan, RowPlan } from "./plan.ts";
import type { AnswerState, NodeRef, NodeView } from "./view.ts";

/**
 * One node of an interview: what was said, and what the form makes of it.
 *
 * Only `round.ts`, `entries.ts` and `acts.ts` change it; whoever looks from outside gets a view.
 */
export interface LiveNode extends Item {
  readonly row: RowPlan;
  readonly kind: NodeView["kind"];
  readonly ref: NodeRef;
  /** The frame in which its row is found; an entry's is its own. */
  readonly frame: Frame;
  /** The group, entry or repeat that holds it. */
  readonly holder: LiveNode | null;
  readonly children: LiveNode[];
  below: readonly Item[];
  place: number;
  value: string;
  standing: boolean;

  /** The value last given, also when another state has set it aside. */
  kept: string;
  state: AnswerState;
  reason: string | null;

  /** Its own relevance, without that of what is above. */
  relevant: boolean;
  required: boolean;
  /** Its own, without that of what is above. */
  readOnly: boolean;
  constraintMet: boolean;
  warned: boolean;
  /** Codes offered now; null where the whole list always is. */
  offered: Offer | null;
  /** Codes of the value that the list does not offer now. */
  aside: string;
  /** A trigger called while it was closed. */
  waiting: boolean;
  /** What its calculation uses has changed while its entry was away. */
  stale: boolean;

  /** Entries: the key. Others: empty. */
  readonly key: string;
  /** Entries: taken away by the person, or closed by a lowered count. */
  removed: boolean;
  visible: boolean;
  /** Repeats: all entries ever made, in the order in which they were made. */
  readonly entries: LiveNode[];

  view: NodeView | null;
}

/** The root, or one entry of a repeat: in it, each row that is in no further repeat is there once. */
export interface Frame {
  readonly up: Frame | null;
  readonly depth: number;
  /** The repeats around it, its own the last. */
  readonly repeats: readonly number[];
  /** Row of the first place in `nodes`. */
  readonly first: number;
  readonly nodes: (LiveNode | undefined)[];
}

/** The root element. It asks for the name of the interview, so it has a frame to look in. */
export interface Root extends Item {
  below: readonly Item[];
  readonly frame: Frame;
}

/** An interview's nodes, all of them. */
export interface Tree {
  readonly plan: Plan;
  /** Above the root element. */
  readonly top: Item;
  readonly root: Root;
  readonly children: LiveNode[];
  /** By ref, the removed and closed ones included. */
  readonly byRef: Map<NodeRef, LiveNode>;
}

/** Grows the nodes of a form, without any entries. */
export function growTree(plan: Plan): Tree {
  const nothing = { place: 1, value: "", standing: true, isPartialDate: false };
  const { id, version } = plan.definition;
  const attributes = Object.entries({ id, version }).map(
    ([name, value]): Item => ({ ...nothing, name, value, above: null, below: [] }),
  );
  const under: Item[] = [];
  const top: Item = { name: "", above: null, below: under, ...nothing };
  const frame: Frame = { up: null, depth: 0, repeats: [], first: 0, nodes: [] };
  const root: Root = {
    name: plan.definition.root,
    above: top,
    below: [],
    attributes,
    frame,
    ...nothing,
  };
  under.push(root);
  const tree: Tree = { plan, top, root, children: [], byRef: new Map() };
  for (const at of plan.outline.top) tree.children.push(grow(tree, frame, at, null, root, ""));
  root.below = itemsOf(tree.children);
  return tree;
}

/** Grows one more entry at the end of a repeat; it still has to be told what it is worth. */
export function growEntry(tree: Tree, repeat: LiveNode, key: string): LiveNode {
  const { row, frame: up } = repeat;
  const frame: Frame = {
    up,
    depth: up.depth + 1,
    repeats: [...up.repeats, row.at],
    first: row.at,
    nodes: [],
  };
  const ref = `${repeat.ref}[${key}]`;
  const entry = newNode(row, "entry", ref, frame, repeat, repeat.above, key);
  frame.nodes[0] = entry;
  tree.byRef.set(ref, entry);
  for (const at of row.children)
    entry.children.push(grow(tree, frame, at, entry, entry, `${ref}/`));
  entry.below = itemsOf(entry.children);
  repeat.entries.push(entry);
  return entry;
}

function grow(
  tree: Tree,
  frame: Frame,
  at: number,
  holder: LiveNode | null,
  above: Item,
  prefix: string,
): LiveNode {
  const row = tree.plan.rows[at] as RowPlan;
  const node = newNode(row, row.node.kind, prefix + row.node.name, frame, holder, above, "");
  frame.nodes[at - frame.first] = node;
  tree.byRef.set(node.ref, node);
  if (node.kind === "repeat") return node;
  for (const child of row.children)
    node.children.push(grow(tree, frame, child, node, node, `${node.ref}/`));
  node.below = itemsOf(node.children);
  return node;
}

function newNode(
  row: RowPlan,
  kind: LiveNode["kind"],
  ref: NodeRef,
  frame: Frame,
  holder: LiveNode | null,
  above: Item | null,
  key: string,
): LiveNode {
  return {
    name: row.node.name,
    above,
    below: [],
    place: 1,
    value: "",
    standing: false,
    isPartialDate: row.isPartialDate,
    row,
    kind,
    ref,
    frame,
    holder,
    children: [],
    kept: "",
    state: "not-asked",
    reason: null,
    relevant: true,
    required: false,
    readOnly: false,
    constraintMet: true,
    warned: false,
    offered: null,
    aside: "",
    waiting: false,
    stale: false,
    key,
    removed: false,
    visible: true,
    entries: [],
    view: null,
  };
}

/** Children as expressions see them: a repeat is its entries. */
export function itemsOf(children: readonly LiveNode[]): readonly Item[] {
  if (!children.some((child) => child.kind === "repeat")) return children;
  return children.flatMap((child) => (child.kind === "repeat" ? visibleEntries(child) : [child]));
}

/** The entries that are there: neither removed nor closed by a lowered count. */
export const visibleEntries = (repeat: LiveNode): readonly LiveNode[] =>
  repeat.entries.every((entry) => entry.visible)
    ? repeat.entries
    : repeat.entries.filter((entry) => entry.visible);

/** What a node holds, as people see it: a repeat its entries, others their children. */
export const partsOf = (node: LiveNode): readonly LiveNode[] =>
  node.kind === "repeat" ? visibleEntries(node) : node.children;

/** A node and all below it that is there, in document order. */
export function* everyNode(nodes: readonly LiveNode[]): Generator<LiveNode> {
  for (const node of nodes) {
    yield node;
    yield* everyNode(partsOf(node));
  }
}

/** The XForms path, with a position for every entry. */
export function pathOf(tree: Tree, node: LiveNode): string {
  const above = node.holder ? pathOf(tree, node.holder) : `/${tree.root.name}`;
  return node.kind === "entry" ? `${above}[${node.place}]` : `${above}/${node.name}`;
}
