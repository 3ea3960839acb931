import { type Item, toText } from "../expression/value.ts";
import { attempt, evaluate, keep, settleStanding } from "./keep.ts";
import { markAll, markEntryLookers, type Round } from "./round.ts";
import { everyNode, growEntry, itemsOf, type LiveNode } from "./tree.ts";
import { fitting } from "./values.ts";

/** The form itself makes at most so many entries of a repeat; a person may make more. */
export const mostCounted = 200;
export const mostByHand = 1_000;
/** All nodes of an interview together. */
export const mostNodes = 20_000;

/** Makes one more entry at the end, with its defaults; the repeats in it start empty. */
export function makeEntry(round: Round, repeat: LiveNode): LiveNode {
  const { triggers } = round;
  round.triggers = false;
  const entry = newEntry(round, repeat);
  giveDefaults(round, [...everyNode([entry])]);
  round.triggers = triggers;
  return entry;
}

/**
 * Makes the first entry of a repeat, and of the repeats in it, when an interview opens: somebody
 * has to be asked first. Defaults come later, for the whole form in the order of the survey.
 */
export function makeFirst(round: Round, repeat: LiveNode) {
  const entry = newEntry(round, repeat);
  // The nodes as they are before any entry is made among them, which makes the first of its own.
  for (const node of [...everyNode(entry.children)])
    if (node.kind === "repeat" && !node.row.isCounted) makeFirst(round, node);
}

function newEntry(round: Round, repeat: LiveNode): LiveNode {
  let key = round.newKey();
  while (round.tree.byRef.has(`${repeat.ref}[${key}]`)) key = round.newKey();
  const entry = growEntry(round.tree, repeat, key);
  round.added.push(entry.ref);
  arrange(round, repeat);
  begin(round, entry, round.calculates);
  return entry;
}

/** Takes an entry away. It is kept, so that it can come back as it was. */
export function takeEntry(round: Round, entry: LiveNode) {
  entry.removed = true;
  round.removed.push(entry.ref);
  if (entry.holder) arrange(round, entry.holder);
}

/** Brings back an entry that was taken away, in its old place. */
export function returnEntry(round: Round, entry: LiveNode) {
  entry.removed = false;
  round.added.push(entry.ref);
  if (entry.holder) arrange(round, entry.holder);
}

/**
 * Lets a counted repeat have as many entries as the form says: missing ones are made, those too
 * many are closed from the end, and come back when the number does.
 */
export function matchCount(round: Round, repeat: LiveNode) {
  const wanted = Math.min(Number(repeat.kept || 0), mostCounted);
  while (
    repeat.entries.filter((entry) => !entry.removed).length < wanted &&
    round.tree.byRef.size < mostNodes
  )
    makeEntry(round, repeat);
  arrange(round, repeat);
}

/**
 * Puts the entries of a repeat in order: which are there, the number of each, and what expressions
 * see. Whatever has come is asked everything, whatever has gone is asked no more.
 */
export function arrange(round: Round, repeat: LiveNode) {
  const most = repeat.row.isCounted
    ? Math.min(Number(repeat.kept || 0), mostCounted)
    : Number.POSITIVE_INFINITY;
  const come: LiveNode[] = [];
  let place = 0;
  for (const entry of repeat.entries) {
    const visible = !entry.removed && place < most;
    if (visible) place++;
    if (visible !== entry.visible) {
      entry.visible = visible;
      round.rearranged = true;
      if (visible) come.push(entry);
      else leave(round, entry);
    }
    if (visible && entry.place !== place) {
      entry.place = place;
      for (const node of everyNode([entry])) round.touched.add(node);
    }
  }
  const parent = (repeat.holder ?? round.tree.root) as { below: readonly Item[] };
  parent.below = itemsOf(childrenOf(round, repeat));
  round.touched.add(repeat);
  markEntryLookers(round, repeat);
  // Nobody answers anything when an entry goes or comes back, so nothing in it is triggered.
  const { triggers } = round;
  round.triggers = false;
  for (const entry of repeat.entries)
    if (!entry.visible && entry.standing) settleStanding(round, entry);
  for (const entry of come) begin(round, entry, false);
  round.triggers = triggers;
}

/** What has gone has no looks; if it comes back, it is new to whoever looks. */
function leave(round: Round, entry: LiveNode) {
  for (const node of everyNode([entry])) node.view = null;
  if (!round.opening) round.gone.push(entry.ref);
}

const childrenOf = (round: Round, repeat: LiveNode) =>
  repeat.holder ? repeat.holder.children : round.tree.children;

/** Asks everything of an entry that has come; one that comes back keeps what was calculated. */
function begin(round: Round, entry: LiveNode, calculates: boolean) {
  round.rearranged = true;
  for (const node of everyNode([entry])) {
    round.touched.add(node);
    markAll(round, node, calculates);
  }
  settleStanding(round, entry, calculates);
}

/**
 * Gives new nodes the values they begin with: first what the form states, then, in the order of
 * the survey, what it computes, once.
 */
export function giveDefaults(round: Round, nodes: readonly LiveNode[]) {
  const fields = nodes.filter((node) => node.kind === "question" || node.kind === "hidden");
  for (const node of fields) {
    const given = node.row.node.logic.default;
    if (given?.kind === "text") keepDefault(round, node, given.value);
  }
  round.settle();
  for (const node of fields) {
    const { dynamicDefault } = node.row;
    if (!dynamicDefault) continue;
    attempt(round, node, () =>
      keepDefault(round, node, toText(evaluate(round, dynamicDefault, node))),
    );
    round.settle();
  }
}

function keepDefault(round: Round, node: LiveNode, value: string) {
  keep(round, node, fitting(node, value), "default");
}
