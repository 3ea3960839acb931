import { type Choice, type Definition, type FormNode, listOf } from "../definition/definition.ts";
import { graphOf } from "../definition/graph.ts";
import { type Outline, outlineOf } from "../definition/reads.ts";
import { questionTypes } from "../definition/types.ts";
import { type Names, prepare } from "../expression/prepare.ts";
import type { Run } from "../expression/scope.ts";
import { type Expression, walkExpression } from "../expression/syntax.ts";
import type { Plan, RowPlan } from "./plan.ts";
import { reachFor } from "./reach.ts";
import { listTable } from "./tables.ts";

/** Codes by which forms of the field say what our states say. */
const codedStates = [
  ["dont-know", "dk"],
  ["prefers-not-to-say", "pnts"],
] as const;

/** Makes a form ready. The definition must have been compiled without an error. */
export function planOf(definition: Definition): Plan {
  const outline = outlineOf(definition);
  const { graph } = graphOf(outline);
  const names = reachFor(outline);
  const listPlans = new Map<readonly Choice[], ListPlan>();
  const filtered = filteredLists(definition);
  const rows = definition.nodes.map((node, at): RowPlan => {
    const choices = listOf(definition, node);
    let list = listPlans.get(choices);
    if (!list) {
      const { logic, choices: source } = node;
      const isFiltered = logic.choiceFilter !== null || filtered.has(source?.name ?? "");
      list = planList(choices, definition, isFiltered);
      listPlans.set(choices, list);
    }
    return {
      at,
      node,
      value: questionTypes.get(node.type)?.value ?? "text",
      children: outline.children[at] ?? [],
      cells: graph.ofNode[at] ?? {},
      choices,
      ...list,
      source: node.choices?.from === "repeat" ? names.reference(node.choices.name) : null,
      shuffle:
        node.parameters.randomize === "true" ? { seed: planSeed(node, outline, names) } : null,
      dynamicDefault: planDefault(node, outline, names),
      isCounted: node.logic.repeatCount !== null,
      isPartialDate: node.appearance.includes("partial-date"),
    };
  });
  const runs = graph.cells.map(({ expression, kind, node }) => {
    const chosen = kind === "choices" ? repeatChosenFrom(outline, node) : undefined;
    const known = chosen === undefined ? names : reachFor(outline, chosen);
    return expression && prepare(expression, known);
  });
  const datesReadIn = new Set(
    graph.cells.flatMap(({ expression, rank }) =>
      expression && readsDates(expression) ? [rank] : [],
    ),
  );
  return { definition, outline, graph, names, rows, runs, datesReadIn };
}

function readsDates(expression: Expression): boolean {
  let found = false;
  walkExpression(expression, (part) => {
    found ||= part.kind === "call" && (part.name === "date" || part.name === "date-time");
    return !found;
  });
  return found;
}

/** The repeat whose entries are the choices of a question. */
function repeatChosenFrom({ definition, byName, repeats }: Outline, at: number) {
  const source = definition.nodes[at]?.choices;
  const row = source?.from === "repeat" ? byName.get(source.name)?.[0] : undefined;
  return row === undefined ? undefined : repeats[row]?.at(-1);
}

/** Lists that some question of the form filters; others share them and need no rows of a table. */
const filteredLists = ({ nodes }: Definition): ReadonlySet<string> =>
  new Set(
    nodes.flatMap(({ logic, choices }) =>
      logic.choiceFilter === null || !choices ? [] : [choices.name],
    ),
  );

type ListPlan = Pick<RowPlan, "byCode" | "stateCodes" | "whole" | "items">;

function planList(
  choices: readonly Choice[],
  { defaultLanguage }: Definition,
  isFiltered: boolean,
): ListPlan {
  const byCode = new Map<string, Choice>();
  // Where a list repeats a code, the first one gives its label.
  for (const choice of choices) if (!byCode.has(choice.name)) byCode.set(choice.name, choice);
  const stateCodes = Object.fromEntries(codedStates.filter(([, code]) => byCode.has(code)));
  const whole = { choices, codes: new Set(byCode.keys()) };
  const items = isFiltered ? listTable(choices, defaultLanguage).below : [];
  return { byCode, stateCodes, whole, items };
}

function planSeed({ parameters }: FormNode, outline: Outline, names: Names): Run | null {
  const parsed = outline.parse(parameters.seed ?? "");
  return parsed.ok ? prepare(parsed.value, names) : null;
}

function planDefault({ logic }: FormNode, outline: Outline, names: Names): Run | null {
  if (logic.default?.kind !== "expression") return null;
  const parsed = outline.parse(logic.default.value);
  return parsed.ok ? prepare(parsed.value, names) : null;
}
