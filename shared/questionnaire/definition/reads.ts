import { parseExpression } from "../expression/parse.ts";
import type { Expression, Step } from "../expression/syntax.ts";
import type { Definition } from "./definition.ts";

/** The same names in every room: which rows there are, and which repeats hold them. */
export interface Outline {
  readonly definition: Definition;
  /** Rows by name; more than one means that the name alone says too little. */
  readonly byName: ReadonlyMap<string, readonly number[]>;
  /** For each row: the repeats around it, outermost first; itself not among them. */
  readonly repeats: readonly (readonly number[])[];
  readonly children: readonly (readonly number[])[];
  readonly top: readonly number[];
  /** Reads an expression; forms say the same in many rows, so each text is read once. */
  readonly parse: (text: string) => ReturnType<typeof parseExpression>;
  /** Places that may still be looked at in all expressions together, so that no form can hang us. */
  readonly budget: { left: number };
}

export function outlineOf(definition: Definition): Outline {
  const byName = new Map<string, number[]>();
  const repeats: (readonly number[])[] = [];
  const children: number[][] = definition.nodes.map(() => []);
  const top: number[] = [];
  definition.nodes.forEach((node, at) => {
    // A table beside the form is nothing that an interview holds.
    if (node.type === "csv-external") {
      repeats.push([]);
      return;
    }
    const named = byName.get(node.name);
    if (named) named.push(at);
    else byName.set(node.name, [at]);
    const parent = node.parent === null ? undefined : definition.nodes[node.parent];
    if (node.parent === null || !parent) {
      repeats.push([]);
      top.push(at);
      return;
    }
    const around = repeats[node.parent] ?? [];
    repeats.push(parent.kind === "repeat" ? [...around, node.parent] : around);
    children[node.parent]?.push(at);
  });
  const parsed = new Map<string, ReturnType<typeof parseExpression>>();
  const parse = (text: string) => {
    const known = parsed.get(text) ?? parseExpression(text);
    parsed.set(text, known);
    return known;
  };
  return { definition, byName, repeats, children, top, parse, budget: { left: 1_500_000 } };
}

/** How many of the repeats around two rows are the same. */
export function shared(a: readonly number[], b: readonly number[]): number {
  let depth = 0;
  while (depth < a.length && a[depth] === b[depth]) depth++;
  return depth;
}

/**
 * One thing an expression looks at. `depth` says how many repeats the looker shares with it: a
 * change reaches only lookers in the same entry of those.
 */
export interface Read {
  readonly node: number;
  readonly of: "value" | "entries";
  readonly depth: number;
}

/** What is looked at, and the names that mean nothing or too much. */
export interface Reads {
  readonly reads: readonly Read[];
  readonly unknown: readonly { readonly name: string; readonly at: number }[];
  readonly ambiguous: readonly { readonly name: string; readonly at: number }[];
}

/** Who asks: a row, and the repeats whose entry it is in. */
export interface Asker {
  readonly node: number;
  readonly repeats: readonly number[];
  /** What `.` is at first: the row itself, a row of a list or table, or an entry of a repeat. */
  readonly here: "row" | "choice" | { readonly entryOf: number };
}

/** A node a path has come to: a row, the root element, the node above it, or a row of a table. */
type Where =
  | { readonly row: number; readonly depth: number }
  | { readonly row: "root" | "document" | "elsewhere"; readonly depth: number };

/** Says all that an expression can look at, without asking it. */
export function readsOf(expression: Expression, outline: Outline, asker: Asker): Reads {
  const reads: Read[] = [];
  const unknown: { name: string; at: number }[] = [];
  const ambiguous: { name: string; at: number }[] = [];
  const { repeats, children, top, definition } = outline;
  const isRepeat = (row: number) => definition.nodes[row]?.kind === "repeat";

  const visit = (part: Expression, here: readonly Where[]): readonly Where[] => {
    switch (part.kind) {
      case "text":
      case "number":
        return [];
      case "reference":
        return visitReference(part.name, part.at, undefined);
      case "minus":
        read(visit(part.of, here));
        return [];
      case "binary": {
        const places = [...visit(part.left, here), ...visit(part.right, here)];
        if (part.operator === "|") return places;
        read(places);
        return [];
      }
      case "filter": {
        const places = visit(part.of, here);
        for (const predicate of part.predicates) read(visit(predicate, places));
        return places;
      }
      case "call":
        return visitCall(part, here);
      case "path": {
        let places: readonly Where[];
        if (part.from === "root") places = [{ row: "document", depth: 0 }];
        else if (part.from === "here") places = here;
        else places = visit(part.from, here);
        for (const step of part.steps) places = visitStep(step, places);
        return places;
      }
    }
  };

  const visitCall = (call: Expression & { kind: "call" }, here: readonly Where[]) => {
    if (call.name === "current") return [{ row: asker.node, depth: asker.repeats.length } as const];
    if (call.name === "instance") {
      for (const part of call.given) read(visit(part, here));
      return [{ row: "elsewhere", depth: 0 } as const];
    }
    const before = reads.length;
    const outside = call.name === "indexed-repeat" ? call.given[1] : undefined;
    const results = call.given.map((part, at) =>
      outside?.kind === "reference" && part.kind === "reference" && (at === 0 || at % 2 === 1)
        ? visitReference(part.name, part.at, outside.name)
        : visit(part, here),
    );
    const places = results.flat();
    read(places);
    if (call.name === "once") reads.push(...reads.splice(before).filter(isNotOwn));
    return call.name === "randomize" ? places : [];
  };

  /** Inside `once()` a node may look at its own value: that is no waiting for itself. */
  const isNotOwn = ({ node, depth }: Read) => node !== asker.node || depth !== asker.repeats.length;

  const visitReference = (name: string, at: number, beyond: string | undefined) => {
    const rows = outline.byName.get(name) ?? [];
    const [row] = rows;
    if (row === undefined) {
      unknown.push({ name, at });
      return [];
    }
    if (rows.length > 1) ambiguous.push({ name, at });
    const around = repeats[row] ?? [];
    let depth = shared(around, asker.repeats);
    const limit = beyond === undefined ? undefined : outline.byName.get(beyond)?.[0];
    if (limit !== undefined) depth = Math.min(depth, repeats[limit]?.length ?? 0);
    const { here } = asker;
    if (typeof here === "object" && around.includes(here.entryOf))
      depth = Math.min(depth, repeats[here.entryOf]?.length ?? 0);
    for (const repeat of around.slice(depth)) reads.push({ node: repeat, of: "entries", depth });
    return [{ row, depth }];
  };

  const visitStep = (step: Step, from: readonly Where[]): readonly Where[] => {
    if (outline.budget.left < 0) return [];
    const reached = unique(from.flatMap((where) => along(where, step.axis)));
    outline.budget.left -= reached.length + from.length;
    const places = reached.filter((where) => passes(where, step.test));
    const named = step.axis === "child" && step.test !== "*" && step.test !== "node()";
    if (named && reached.length + from.length > 0 && places.length === 0)
      unknown.push({ name: step.test, at: step.at });
    for (const where of places) readEntries(where);
    for (const predicate of step.predicates) read(visit(predicate, places));
    return places;
  };

  const passes = ({ row }: Where, test: string) => {
    if (test === "*" || test === "node()" || row === "elsewhere") return true;
    if (row === "root") return test === definition.root;
    return typeof row === "number" && definition.nodes[row]?.name === test;
  };

  const along = (where: Where, axis: Step["axis"]): readonly Where[] => {
    if (where.row === "elsewhere") return axis === "attribute" ? [] : [where];
    switch (axis) {
      case "self":
        return [where];
      case "child":
        return below(where);
      case "parent":
        return above(where);
      case "ancestor":
        return upwards(where);
      case "ancestor-or-self":
        return [where, ...upwards(where)];
      case "descendant":
        return downwards(where);
      case "descendant-or-self":
        return [where, ...downwards(where)];
      case "preceding-sibling":
      case "following-sibling":
        return above(where).flatMap(below);
      case "attribute":
        return [];
    }
  };

  const below = ({ row, depth }: Where): readonly Where[] => {
    if (row === "document") return [{ row: "root", depth }];
    const rows = row === "root" ? top : typeof row === "number" ? (children[row] ?? []) : [];
    return rows.map((child) => ({ row: child, depth }));
  };

  /** Stepping out of an entry loses sight of which entry it was. */
  const above = ({ row, depth }: Where): readonly Where[] => {
    if (row === "document" || row === "elsewhere") return [];
    if (row === "root") return [{ row: "document", depth: 0 }];
    const parent = definition.nodes[row]?.parent ?? null;
    const least = Math.min(depth, repeats[row]?.length ?? 0);
    if (parent === null) return [{ row: "root", depth: 0 }];
    return [{ row: parent, depth: Math.min(least, insideOf(parent)) }];
  };

  /** How many repeats a row is in, its own entry counted. */
  const insideOf = (row: number) => (repeats[row]?.length ?? 0) + (isRepeat(row) ? 1 : 0);

  const upwards = (where: Where): readonly Where[] =>
    above(where).flatMap((next) => [next, ...upwards(next)]);
  const downwards = (where: Where): readonly Where[] =>
    below(where).flatMap((next) => [next, ...downwards(next)]);

  const read = (places: readonly Where[]) => {
    for (const where of places) {
      if (typeof where.row === "number")
        reads.push({ node: where.row, of: "value", depth: where.depth });
      readEntries(where);
    }
  };

  /** Entries that come and go move all others of their list, so none of them is out of reach. */
  const readEntries = ({ row, depth }: Where) => {
    if (typeof row === "number" && isRepeat(row))
      reads.push({ node: row, of: "entries", depth: Math.min(depth, repeats[row]?.length ?? 0) });
  };

  read(visit(expression, [firstPlace(outline, asker)]));
  return { reads: uniqueReads(reads), unknown, ambiguous };
}

function firstPlace(outline: Outline, { node, repeats, here }: Asker): Where {
  if (here === "choice") return { row: "elsewhere", depth: 0 };
  if (here === "row") return { row: node, depth: repeats.length };
  const depth = shared(outline.repeats[here.entryOf] ?? [], repeats);
  return { row: here.entryOf, depth };
}

function unique(places: readonly Where[]): readonly Where[] {
  const seen = new Map<string, Where>();
  for (const place of places) seen.set(`${place.row}:${place.depth}`, place);
  return [...seen.values()];
}

function uniqueReads(reads: readonly Read[]): readonly Read[] {
  const seen = new Map<string, Read>();
  for (const read of reads) seen.set(`${read.node}:${read.of}:${read.depth}`, read);
  return [...seen.values()];
}
