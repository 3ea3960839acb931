import type { Choice } from "../definition/definition.ts";
import { Overrun } from "../expression/scope.ts";
import { toBoolean, toNumber, toText, type Value } from "../expression/value.ts";
import { offerOf } from "./choices.ts";
import { matchCount } from "./entries.ts";
import { attempt, evaluate, keep, settleStanding, settleValue, store } from "./keep.ts";
import { mark, type Round } from "./round.ts";
import { type LiveNode, partsOf } from "./tree.ts";
import { fitting, longest } from "./values.ts";

/**
 * Asks everything that waits, and whatever that makes wait, until the form is at rest.
 *
 * When the budget runs out it stops, and what waits goes on waiting for the next round: nothing is
 * ever taken for settled that is not.
 */
export function settle(round: Round) {
  while (round.lowest < round.waiting.length) {
    const rank = round.lowest;
    const nodes = round.waiting[rank];
    const next = nodes?.values().next();
    if (!nodes || next?.done !== false) {
      round.lowest = rank + 1;
      continue;
    }
    const node = next.value;
    nodes.delete(node);
    const done = attempt(round, node, () => {
      round.surroundings.spend(1);
      ask(round, rank, node);
    });
    if (done) continue;
    mark(round, rank, node);
    return;
  }
}

function ask(round: Round, rank: number, node: LiveNode) {
  const cell = round.plan.graph.cells[rank];
  if (!cell) return;
  const value = () => evaluate(round, round.plan.runs[rank], node);
  switch (cell.kind) {
    case "count":
      return settleCount(round, node, value());
    case "relevant":
      node.relevant = toBoolean(value());
      return settleStanding(round, node);
    case "choices": {
      const offered = offerOf(node, round.plan.runs[rank] ?? null, round.surroundings);
      if (sameOffer(node.offered, offered)) return;
      node.offered = offered;
      round.touched.add(node);
      return settleValue(round, node);
    }
    case "calculation":
      return calculate(round, node, cell.triggered, value);
    case "required":
      return settleFlag(round, node, "required", toBoolean(value()));
    case "readonly":
      return settleFlag(round, node, "readOnly", toBoolean(value()));
    case "constraint":
      return settleFlag(round, node, "constraintMet", node.value === "" || toBoolean(value()));
    case "warning":
      return settleFlag(round, node, "warned", node.value !== "" && !toBoolean(value()));
    case "texts":
      round.touched.add(node);
  }
}

function calculate(round: Round, node: LiveNode, triggered: boolean, value: () => Value) {
  if (!node.standing) {
    // What a trigger asks of a closed question is done now, and again when the question opens.
    node.waiting = triggered;
    if (!triggered) return;
  } else node.waiting = node.stale = false;
  const text = toText(value());
  // No line of an interview's history holds more, so the form stops here and says where.
  if (text.length > longest) throw new Overrun();
  keep(round, node, fitting(node, text), triggered ? "trigger" : "calculation");
}

function settleCount(round: Round, repeat: LiveNode, value: Value) {
  if (!repeat.standing) return;
  const wanted = Math.trunc(toNumber(value, round.surroundings.calendar));
  if (Number.isNaN(wanted)) return;
  const count = Math.max(0, wanted);
  if (repeat.kept !== String(count)) {
    repeat.kept = String(count);
    repeat.state = "answered";
    store(round, repeat, "count");
  }
  matchCount(round, repeat);
}

type Flag = "required" | "readOnly" | "constraintMet" | "warned";

function settleFlag(round: Round, node: LiveNode, flag: Flag, holds: boolean) {
  if (node[flag] === holds) return;
  node[flag] = holds;
  if (flag === "readOnly") touchBelow(round, node);
  else round.touched.add(node);
}

function touchBelow(round: Round, node: LiveNode) {
  round.touched.add(node);
  for (const part of partsOf(node)) touchBelow(round, part);
}

function sameOffer(a: LiveNode["offered"], b: LiveNode["offered"]): boolean {
  if (!a || !b || a.choices.length !== b.choices.length) return a === b;
  return a.choices.every((choice, at) => {
    const other = b.choices[at];
    return choice === other || (choice.name === other?.name && isUnlabelled(choice));
  });
}

/** Choices made of entries have no sentence but their own value. */
const isUnlabelled = (choice: Choice) => Object.keys(choice.label).length === 0;
