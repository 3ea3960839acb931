import type { Definition } from "./definition/definition.ts";
import { graphOf } from "./definition/graph.ts";
import { outlineOf } from "./definition/reads.ts";
import { namesIn } from "./definition/texts.ts";

/** Rows that are computed, and among them those that can be computed anew at any time. */
export interface Dependents {
  /** Paths of all of them. */
  readonly all: ReadonlySet<string>;
  /** Without those that only a trigger runs. */
  readonly settled: ReadonlySet<string>;
}

/**
 * Every row that is computed among these paths, or elsewhere from them, directly or through others:
 * what is computed there may say what was said here.
 *
 * Counted repeats are among them where they lie at one of the paths themselves.
 */
export function computedFrom(
  definition: Definition,
  isMeant: (path: string) => boolean,
): Dependents {
  const { nodes } = definition;
  const { graph } = graphOf(outlineOf(definition));
  const within = new Set<number>();
  nodes.forEach(({ path }, at) => {
    if (isMeant(path)) within.add(at);
  });
  const reached = new Set(within);
  const waiting = [...within];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const looking = [...(graph.onValue[at] ?? []), ...(graph.onEntries[at] ?? [])]
      .map(({ cell }) => graph.cells[cell])
      .flatMap((cell) => (cell?.kind === "calculation" ? [cell.node] : []));
    // What a trigger runs looks at more than the trigger.
    const name = nodes[at]?.name ?? "";
    const naming = nodes.flatMap(({ logic }, other) =>
      logic.trigger.length > 0 && namesIn(logic.calculation ?? "").includes(name) ? [other] : [],
    );
    for (const next of [...looking, ...naming]) {
      if (reached.has(next)) continue;
      reached.add(next);
      waiting.push(next);
    }
  }
  const computed = [...reached].flatMap((at) => {
    const node = nodes[at];
    if (!node) return [];
    const isCounted = within.has(at) && node.logic.repeatCount !== null;
    return node.logic.calculation !== null || isCounted ? [node] : [];
  });
  const settled = computed.filter(({ logic }) => logic.trigger.length === 0);
  return {
    all: new Set(computed.map(({ path }) => path)),
    settled: new Set(settled.map(({ path }) => path)),
  };
}
