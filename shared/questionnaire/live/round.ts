import type { Dependent } from "../definition/graph.ts";
import type { Surroundings } from "../expression/scope.ts";
import type { Plan } from "./plan.ts";
import { type LiveNode, type Tree, visibleEntries } from "./tree.ts";
import type { NodeRef, StoredChange } from "./view.ts";

/**
 * One interview while something in it changes: what has to be asked again, and what has come of it.
 *
 * A change marks what looks at it, in the entries it can reach; then everything marked is asked
 * once, in the order in which the form has it, until nothing is left. Nobody sees the form between.
 */
export interface Round {
  readonly plan: Plan;
  readonly tree: Tree;
  readonly surroundings: Surroundings;
  /** Nodes waiting to be asked, by the rank of the cell. */
  readonly waiting: (Set<LiveNode> | undefined)[];
  /** No cell of a lower rank waits. */
  lowest: number;
  /** Brings the form to rest. */
  readonly settle: () => void;
  readonly newKey: () => string;
  opening: boolean;
  /** While an interview opens, calculations that were stored are not run again. */
  calculates: boolean;
  /** Triggers answer to people, not to the opening of a form. */
  triggers: boolean;
  /** What is to be written down, by ref, in the order in which it settled. */
  readonly stored: Map<NodeRef, StoredChange>;
  readonly added: NodeRef[];
  readonly removed: NodeRef[];
  readonly gone: NodeRef[];
  rearranged: boolean;
  readonly touched: Set<LiveNode>;
  /** The node at which the budget ran out; what waited then still waits. Null when all is settled. */
  stoppedAt: LiveNode | null;
}

/** More steps than this in one round is no questionnaire. */
export const stepBudget = 2_000_000;

/** Lets a cell of a node wait for its turn. */
export function mark(round: Round, rank: number | undefined, node: LiveNode) {
  if (rank === undefined) return;
  const nodes = round.waiting[rank];
  if (nodes) nodes.add(node);
  else round.waiting[rank] = new Set([node]);
  if (rank < round.lowest) round.lowest = rank;
}

/** Marks all that the form says about a node, as when it is new. */
export function markAll(round: Round, node: LiveNode, calculates: boolean) {
  const { cells } = node.row;
  for (const [kind, rank] of Object.entries(cells)) {
    // What a repeat says of itself is said of the list; an entry has only its own sentence.
    if (node.kind === "entry" && kind !== "texts") continue;
    const isCalculation = kind === "calculation" || kind === "count";
    if (isCalculation && (!calculates || round.plan.graph.cells[rank]?.triggered)) continue;
    mark(round, rank, node);
  }
}

/** Marks what looks at the value, the state or the standing of a node. */
export function markLookers(round: Round, node: LiveNode, valueChanged: boolean) {
  for (const dependent of round.plan.graph.onValue[node.row.at] ?? [])
    markDependent(round, dependent, node, valueChanged);
}

/** Marks what looks at which entries a repeat has. */
export function markEntryLookers(round: Round, repeat: LiveNode) {
  for (const dependent of round.plan.graph.onEntries[repeat.row.at] ?? [])
    markDependent(round, dependent, repeat, false);
}

function markDependent(
  round: Round,
  { cell, depth }: Dependent,
  from: LiveNode,
  valueChanged: boolean,
) {
  const looking = round.plan.graph.cells[cell];
  if (!looking || (looking.triggered && !(valueChanged && round.triggers))) return;
  if (looking.kind === "calculation" && !looking.triggered && !round.calculates) return;
  let { frame } = from;
  while (frame.up && frame.depth > depth) frame = frame.up;
  const around = round.plan.outline.repeats[looking.node] ?? [];
  const reach = (within: typeof frame, visible: boolean) => {
    const repeat = around[within.depth];
    const node = within.nodes[(repeat ?? looking.node) - within.first];
    if (!node) return;
    if (repeat !== undefined)
      for (const entry of node.entries) reach(entry.frame, visible && entry.visible);
    else if (!visible) node.stale ||= looking.kind === "calculation";
    else if (node.kind === "entry") {
      // The sentence of a repeat is that of this entry, and of the list as a whole.
      mark(round, cell, node);
      if (node.holder) mark(round, cell, node.holder);
    } else {
      mark(round, cell, node);
      if (looking.kind === "texts" && node.kind === "repeat")
        for (const entry of visibleEntries(node)) mark(round, cell, entry);
    }
  };
  reach(frame, true);
}
