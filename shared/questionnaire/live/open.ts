import type { Definition } from "../definition/definition.ts";
import { momentAt, momentText } from "../expression/calendar.ts";
import { arrange, giveDefaults, makeFirst, matchCount } from "./entries.ts";
import { keep, settleStanding, stateOfCode } from "./keep.ts";
import { planOf } from "./planning.ts";
import { markAll, type Round, stepBudget } from "./round.ts";
import { settle } from "./settle.ts";
import { everyNode, growEntry, growTree, type LiveNode, partsOf } from "./tree.ts";
import type { NodeRef, StoredAnswer, StoredAnswers } from "./view.ts";
import { type Meter, surroundingsOf, type World } from "./world.ts";

/** An interview at rest, and what was stored that its form has no place for. */
export interface Opened {
  readonly round: Round;
  readonly meter: Meter;
  readonly orphans: { readonly [ref: NodeRef]: StoredAnswer };
  readonly orphanEntries: StoredAnswers["entries"];
}

/** Begins an interview, or takes up one that was stored: then nothing stored is calculated again. */
export function openRound(
  definition: Definition,
  stored: StoredAnswers | undefined,
  world: World,
): Opened {
  const plan = planOf(definition);
  const tree = growTree(plan);
  const meter = { budget: stepBudget, now: world.now().getTime() };
  const round: Round = {
    plan,
    tree,
    surroundings: surroundingsOf(plan, tree, world, meter),
    waiting: [],
    lowest: 0,
    settle: () => settle(round),
    newKey: world.newKey,
    opening: true,
    calculates: stored === undefined,
    triggers: false,
    stored: new Map(),
    added: [],
    removed: [],
    gone: [],
    rearranged: false,
    touched: new Set(),
    stoppedAt: null,
  };
  const left = stored ? takeUp(round, stored) : begin(round, world);
  round.opening = false;
  round.calculates = true;
  round.triggers = true;
  return { round, meter, ...left };
}

function begin(round: Round, world: World) {
  const { children } = round.tree;
  const all = [...everyNode(children)];
  for (const node of all) {
    const value = metadataOf(node.row.node.type, round, world);
    if (value !== "") keep(round, node, value, "default");
  }
  for (const node of all) markAll(round, node, true);
  for (const child of children) settleStanding(round, child);
  for (const node of all) if (node.kind === "repeat" && !node.row.isCounted) makeFirst(round, node);
  giveDefaults(
    round,
    [...everyNode(children)].filter((node) => !isInCounted(node)),
  );
  return { orphans: {}, orphanEntries: {} };
}

/** Entries that a count has made were given their defaults then. */
const isInCounted = (node: LiveNode): boolean =>
  (node.kind === "entry" && node.row.isCounted) ||
  (node.holder !== null && isInCounted(node.holder));

/** What the application itself fills in when an interview begins. */
function metadataOf(type: string, round: Round, world: World): string {
  const now = momentText(momentAt(round.surroundings.now(), round.surroundings.calendar));
  switch (type) {
    case "start":
      return now;
    case "today":
      return now.slice(0, 10);
    case "deviceid":
      return world.deviceCode;
    case "username":
      return world.staffCode;
    default:
      return "";
  }
}

function takeUp(round: Round, stored: StoredAnswers) {
  const { tree } = round;
  const orphanEntries = growEntries(round, stored.entries);
  const orphans: [NodeRef, StoredAnswer][] = [];
  for (const [ref, answer] of Object.entries(stored.answers)) {
    const node = tree.byRef.get(ref);
    if (node && canHold(node)) restore(node, answer);
    else orphans.push([ref, answer]);
  }
  const repeats = [...tree.byRef.values()].filter((node) => node.kind === "repeat");
  for (const repeat of repeats) {
    if (repeat.row.isCounted) matchCount(round, repeat);
    else arrange(round, repeat);
  }
  for (const node of everyNode(tree.children)) markAll(round, node, false);
  for (const child of tree.children) settleStanding(round, child);
  round.settle();
  return { orphans: Object.fromEntries(orphans), orphanEntries };
}

const canHold = (node: LiveNode) =>
  node.kind === "question" ||
  node.kind === "hidden" ||
  (node.kind === "repeat" && node.row.isCounted);

function restore(node: LiveNode, { value, state, reason }: StoredAnswer) {
  const code = node.row.stateCodes[state];
  node.kept = code ?? value;
  node.state = state === "answered" && value !== "" ? stateOfCode(node, value) : state;
  if (node.state === "answered" && value === "") node.state = "not-asked";
  node.reason = reason;
}

/** Outer entries first, because inner repeats are found by the refs of outer ones. */
function growEntries(round: Round, entries: StoredAnswers["entries"]): StoredAnswers["entries"] {
  const unknown: [NodeRef, StoredAnswers["entries"][string]][] = [];
  const depth = (ref: NodeRef) => ref.split("[").length;
  const refs = Object.keys(entries).sort((a, b) => depth(a) - depth(b));
  for (const ref of refs) {
    const repeat = round.tree.byRef.get(ref);
    const made = entries[ref] ?? [];
    if (repeat?.kind !== "repeat") unknown.push([ref, made]);
    else for (const { key, removed } of made) growEntry(round.tree, repeat, key).removed = removed;
  }
  return Object.fromEntries(unknown);
}

/** All nodes that are there, in document order. */
export const allNodes = ({ tree }: Round) => everyNode(tree.children);

/** Whether a node is there, and not in an entry that was taken away or closed by a count. */
export function isThere(node: LiveNode): boolean {
  return node.visible && (node.holder === null || isThere(node.holder));
}

/** What stands no more: topmost nodes closed by skip logic, and entries a lowered count closed. */
export function closedRefs(nodes: readonly LiveNode[]): NodeRef[] {
  return nodes.flatMap((node) => {
    if (!node.standing) return [node.ref];
    const uncounted = node.entries.filter((entry) => !entry.visible && !entry.removed);
    return [...closedRefs(partsOf(node)), ...uncounted.map((entry) => entry.ref)];
  });
}
