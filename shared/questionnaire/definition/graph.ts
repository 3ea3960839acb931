import type { Expression } from "../expression/syntax.ts";
import { type Definition, own } from "./definition.ts";
import { levelsOf, sortVertices } from "./order.ts";
import { type Asker, type Outline, type Read, readsOf, shared } from "./reads.ts";
import { namesOf } from "./texts.ts";

/** The properties of a row that an expression can decide. */
const cellKinds = [
  "count",
  "relevant",
  "choices",
  "calculation",
  "required",
  "readonly",
  "constraint",
  "warning",
  "texts",
] as const;
export type CellKind = (typeof cellKinds)[number];

/** One property of one row, and when its turn comes. */
export interface Cell {
  readonly rank: number;
  readonly node: number;
  readonly kind: CellKind;
  /** Null for `texts`, which are read when somebody looks, and for choices without a filter. */
  readonly expression: Expression | null;
  /** Run by a trigger only, after everything else has settled. */
  readonly triggered: boolean;
}

/** A cell to be asked again, and how many repeats it shares with what has changed. */
export interface Dependent {
  readonly cell: number;
  readonly depth: number;
}

/** What depends on what, and in which order to settle it. */
export interface Graph {
  /** In the order of their rank. */
  readonly cells: readonly Cell[];
  readonly ofNode: readonly { readonly [kind in CellKind]?: number }[];
  /** By row: what looks at its value, its state or whether it stands. */
  readonly onValue: readonly (readonly Dependent[])[];
  /** By repeat: what looks at which entries there are. */
  readonly onEntries: readonly (readonly Dependent[])[];
}

/** Rows whose properties wait for each other for ever, each with the property that waits. */
export type Cycle = readonly { readonly node: number; readonly kind: CellKind }[];

/**
 * Makes the graph of a form whose expressions can all be read.
 *
 * An expression that cannot be read, or a name it does not know, is left out: whoever compiled the
 * form has reported it, and nobody opens such a form.
 */
export function graphOf(outline: Outline): {
  readonly graph: Graph;
  readonly cycles: readonly Cycle[];
} {
  const drafts = draftsOf(outline);
  const vertices = newVertices(outline.definition.nodes.length);
  connect(outline, drafts, vertices);
  const { order, circles } = sortVertices(vertices.out);

  const levels = levelsOf(vertices.out, order);
  const levelOf = ({ kind, node }: Draft) => levels[vertexOf(vertices, kind, node)] ?? 0;
  const kindOf = ({ kind }: Draft) => cellKinds.indexOf(kind);
  const cells = [...drafts]
    .sort(
      (a, b) =>
        Number(a.triggered) - Number(b.triggered) ||
        levelOf(a) - levelOf(b) ||
        kindOf(a) - kindOf(b) ||
        a.node - b.node,
    )
    .map(({ node, kind, expression, triggered }, rank) => ({
      rank,
      node,
      kind,
      expression,
      triggered,
    }));
  return {
    graph: indexed(outline, cells, drafts),
    cycles: circles.map((circle) => cellsOf(vertices, circle)).filter((cycle) => cycle.length > 0),
  };
}

interface Draft {
  readonly node: number;
  readonly kind: CellKind;
  readonly expression: Expression | null;
  readonly triggered: boolean;
  /** What makes it run again. */
  readonly reads: readonly Read[];
}

function draftsOf(outline: Outline): readonly Draft[] {
  const { definition, repeats, byName } = outline;
  const namesOfList = listNames(definition);
  return definition.nodes.flatMap((node, at): readonly Draft[] => {
    const around = repeats[at] ?? [];
    const asker: Asker = { node: at, repeats: around, here: "row" };
    const { logic } = node;
    const drafts: Draft[] = [];
    const add = (kind: CellKind, text: string | null) => {
      if (text === null) return;
      const parsed = outline.parse(text);
      if (!parsed.ok) return;
      const { reads } = readsOf(parsed.value, outline, asker);
      drafts.push({ node: at, kind, expression: parsed.value, triggered: false, reads });
    };
    if (node.kind === "repeat") add("count", logic.repeatCount);
    add("relevant", logic.relevant);
    const choices = choiceDraft(outline, at, asker);
    if (choices) drafts.push(choices);
    if (logic.trigger.length === 0) add("calculation", logic.calculation);
    else {
      const parsed = logic.calculation === null ? undefined : outline.parse(logic.calculation);
      const reads = logic.trigger.flatMap((name) => {
        const row = byName.get(name)?.[0];
        if (row === undefined) return [];
        const depth = shared(repeats[row] ?? [], around);
        return [{ node: row, of: "value" as const, depth }];
      });
      if (parsed?.ok)
        drafts.push({
          node: at,
          kind: "calculation",
          expression: parsed.value,
          triggered: true,
          reads,
        });
    }
    add("required", logic.required);
    add("readonly", logic.readonly);
    add("constraint", logic.constraint);
    add("warning", logic.warning);
    const reads = textReads(outline, at, namesOfList);
    if (reads.length > 0)
      drafts.push({ node: at, kind: "texts", expression: null, triggered: false, reads });
    return drafts;
  });
}

function choiceDraft(outline: Outline, at: number, asker: Asker): Draft | undefined {
  const { definition, byName, repeats } = outline;
  const node = definition.nodes[at];
  const source = node?.choices;
  if (!node || !source) return undefined;
  const reads: Read[] = [];
  let here: Asker["here"] = "choice";
  if (source.from === "repeat") {
    const row = byName.get(source.name)?.[0];
    if (row === undefined) return undefined;
    const around = repeats[row] ?? [];
    const depth = shared(around, asker.repeats);
    const innermost = around.at(-1);
    reads.push({ node: row, of: "value", depth });
    for (const repeat of around.slice(depth)) reads.push({ node: repeat, of: "entries", depth });
    if (innermost !== undefined) here = { entryOf: innermost };
  }
  const filter = node.logic.choiceFilter;
  const shuffled = node.parameters.randomize === "true";
  if (filter === null && source.from !== "repeat" && !shuffled) return undefined;
  const seed = shuffled ? outline.parse(node.parameters.seed ?? "") : undefined;
  if (seed?.ok) reads.push(...readsOf(seed.value, outline, asker).reads);
  const parsed = filter === null ? undefined : outline.parse(filter);
  if (parsed?.ok) reads.push(...readsOf(parsed.value, outline, { ...asker, here }).reads);
  const expression = parsed?.ok ? parsed.value : null;
  return { node: at, kind: "choices", expression, triggered: false, reads };
}

/** What the sentences of a row insert. The label of a repeat is also that of each of its entries. */
function textReads(outline: Outline, at: number, namesOfList: (list: string) => readonly string[]) {
  const { definition, byName, repeats } = outline;
  const node = definition.nodes[at];
  if (!node) return [];
  const names = new Set(
    [
      node.label,
      node.hint,
      node.guidance,
      node.requiredMessage,
      node.constraintMessage,
      node.warningMessage,
    ].flatMap(namesOf),
  );
  if (node.choices?.from === "list")
    for (const name of namesOfList(node.choices.name)) names.add(name);
  const around = [...(repeats[at] ?? []), ...(node.kind === "repeat" ? [at] : [])];
  return [...names].flatMap((name): Read[] => {
    const row = byName.get(name)?.[0];
    if (row === undefined) return [];
    const targets = repeats[row] ?? [];
    const depth = shared(targets, around);
    const entries = targets
      .slice(depth)
      .map((repeat): Read => ({ node: repeat, of: "entries", depth }));
    return [{ node: row, of: "value", depth }, ...entries];
  });
}

/** Names in the labels of each list, looked for once. */
function listNames(definition: Definition) {
  const known = new Map<string, readonly string[]>();
  return (list: string) => {
    const names =
      known.get(list) ??
      (own(definition.lists, list)?.choices ?? []).flatMap((choice) => namesOf(choice.label));
    known.set(list, names);
    return names;
  };
}

function indexed(outline: Outline, cells: readonly Cell[], drafts: readonly Draft[]): Graph {
  const { nodes } = outline.definition;
  const ofNode = nodes.map((): { [kind in CellKind]?: number } => ({}));
  for (const cell of cells) {
    const row = ofNode[cell.node];
    if (row) row[cell.kind] = cell.rank;
  }
  const onValue: Dependent[][] = nodes.map(() => []);
  const onEntries: Dependent[][] = nodes.map(() => []);
  for (const draft of drafts) {
    const cell = ofNode[draft.node]?.[draft.kind];
    if (cell === undefined) continue;
    for (const { node, of, depth } of draft.reads)
      (of === "value" ? onValue : onEntries)[node]?.push({ cell, depth });
  }
  return { cells, ofNode, onValue, onEntries };
}

/** Points of the graph: each cell of each row, whether it stands, what it reads as, its entries. */
const points = [...cellKinds, "stands", "reads", "entries"] as const;

interface Vertices {
  readonly rows: number;
  /** For each vertex those that wait for it, if any do. */
  readonly out: (number[] | undefined)[];
}

const newVertices = (rows: number): Vertices => ({
  rows,
  out: new Array(rows * points.length).fill(undefined),
});

const vertexOf = ({ rows }: Vertices, point: (typeof points)[number], row: number) =>
  points.indexOf(point) * rows + row;

function cellsOf({ rows }: Vertices, circle: readonly number[]): Cycle {
  return circle.flatMap((vertex) => {
    const point = points[Math.floor(vertex / rows)];
    const kind = cellKinds.find((cell) => cell === point);
    return kind ? [{ node: vertex % rows, kind }] : [];
  });
}

function connect(outline: Outline, drafts: readonly Draft[], vertices: Vertices) {
  const { nodes } = outline.definition;
  const vertex = (point: (typeof points)[number], row: number) => vertexOf(vertices, point, row);
  /** `later` waits for `sooner`. */
  const join = (sooner: number, later: number) => {
    const waiting = vertices.out[sooner];
    if (waiting) waiting.push(later);
    else vertices.out[sooner] = [later];
  };
  nodes.forEach((node, at) => {
    const stands = vertex("stands", at);
    const reads = vertex("reads", at);
    join(vertex("relevant", at), stands);
    join(stands, reads);
    join(vertex("choices", at), reads);
    join(vertex("calculation", at), reads);
    if (node.parent !== null) join(vertex("stands", node.parent), stands);
    if (node.kind !== "repeat") return;
    const entries = vertex("entries", at);
    join(stands, entries);
    join(vertex("count", at), entries);
    for (const child of outline.children[at] ?? []) join(entries, vertex("stands", child));
  });
  for (const { node, kind, reads } of drafts)
    for (const read of reads)
      join(vertex(read.of === "value" ? "reads" : "entries", read.node), vertex(kind, node));
}
