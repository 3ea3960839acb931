import { Overrun, type Run } from "../expression/scope.ts";
import type { Value } from "../expression/value.ts";
import { mark, markEntryLookers, markLookers, type Round } from "./round.ts";
import { type LiveNode, partsOf } from "./tree.ts";
import { codesIn } from "./values.ts";
import type { Cause } from "./view.ts";

/**
 * Keeps what somebody or the form has given. A value is an answer; a code that says what a state
 * says is that state; nothing at all sets the last value aside.
 */
export function keep(round: Round, node: LiveNode, value: string, cause: Cause) {
  const state = value === "" ? "not-asked" : stateOfCode(node, value);
  const kept = value === "" ? node.kept : value;
  if (node.state === state && node.kept === kept) return;
  node.kept = kept;
  node.state = state;
  node.reason = null;
  store(round, node, cause);
  settleState(round, node);
}

/** Tells everybody who looks that a node's state, and perhaps its value, is another. */
export function settleState(round: Round, node: LiveNode) {
  round.touched.add(node);
  const before = node.value;
  settleValue(round, node);
  if (node.value === before) markLookers(round, node, false);
}

export function store(round: Round, node: LiveNode, cause: Cause) {
  const { ref, kept: value, state, reason } = node;
  round.stored.set(ref, { ref, cause, value, state, reason });
}

/** The state that a value stands for: `dk` alone is "don't know", anything else an answer. */
export function stateOfCode(
  node: LiveNode,
  value: string,
): "answered" | "dont-know" | "prefers-not-to-say" {
  const { stateCodes } = node.row;
  if (stateCodes["dont-know"] === value) return "dont-know";
  return stateCodes["prefers-not-to-say"] === value ? "prefers-not-to-say" : "answered";
}

/**
 * Whether a node stands: its own relevance, and all that is above it. What changes here changes
 * everything below, and what has become relevant is calculated anew.
 */
export function settleStanding(round: Round, node: LiveNode, calculates = round.calculates) {
  const above = node.holder ? node.holder.standing : true;
  const standing = above && node.relevant && node.visible;
  if (standing === node.standing) return;
  node.standing = standing;
  round.touched.add(node);
  const before = node.value;
  node.value = readable(node);
  markLookers(round, node, node.value !== before);
  if (node.kind === "repeat") markEntryLookers(round, node);
  if (standing) {
    const { calculation, constraint, warning, count } = node.row.cells;
    const triggered = calculation !== undefined && round.plan.graph.cells[calculation]?.triggered;
    if (triggered ? node.waiting : calculates || node.stale) mark(round, calculation, node);
    if (node.kind === "repeat" && calculates) mark(round, count, node);
    mark(round, constraint, node);
    mark(round, warning, node);
  }
  for (const part of partsOf(node)) settleStanding(round, part, calculates);
}

/** Brings what is read of a node up to date with what was said and what is offered. */
export function settleValue(round: Round, node: LiveNode) {
  const before = node.value;
  node.aside = asideOf(node);
  node.value = readable(node);
  if (node.value === before) return;
  round.touched.add(node);
  mark(round, node.row.cells.constraint, node);
  mark(round, node.row.cells.warning, node);
  markLookers(round, node, true);
}

/** What is read of a node: empty when closed, unanswered, or no longer offered. */
function readable(node: LiveNode): string {
  if (!node.standing) return "";
  const value = node.state === "answered" ? node.kept : (node.row.stateCodes[node.state] ?? "");
  if (value === "" || node.aside === "") return value;
  const aside = new Set(codesIn(node.row, node.aside));
  return codesIn(node.row, value)
    .filter((code) => !aside.has(code))
    .join(" ");
}

/** The codes of an answer that are the form's own and not offered now. */
function asideOf(node: LiveNode): string {
  if (!node.offered || node.state !== "answered") return "";
  const { codes } = node.offered;
  const fromRepeat = node.row.node.choices?.from === "repeat";
  return codesIn(node.row, node.kept)
    .filter((code) => !codes.has(code) && (fromRepeat || node.row.byCode.has(code)))
    .join(" ");
}

/** Does what may use up the budget of the round; says whether it was done. */
export function attempt(round: Round, node: LiveNode, work: () => void): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (!(error instanceof Overrun)) throw error;
    round.stoppedAt = node;
    return false;
  }
}

/** Asks one expression on behalf of a node. */
export function evaluate(round: Round, run: Run | null | undefined, node: LiveNode): Value {
  if (!run) return "";
  return run({ here: node, position: 1, size: 1, owner: node, form: round.surroundings });
}
