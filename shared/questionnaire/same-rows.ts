import type { Definition, FormNode } from "./definition/definition.ts";

/**
 * Finds the rows of one version of a form in another: place in `nodes` → place in `nodes`.
 *
 * In this order: a row whose `moved_from` names it, in either direction; the child of the same name
 * where what holds it went; the same path; the only other row of the same name. Each row is found at
 * most once, and where two could be meant none is: nothing is guessed.
 */
export function imagesOf(from: Definition, to: Definition): ReadonlyMap<number, number> {
  const images = new Map<number, number>();
  const taken = new Set<number>();
  const pair = (source: number | undefined, image: number | undefined) => {
    if (source === undefined || image === undefined) return;
    if (images.has(source) || taken.has(image)) return;
    if (!sameSort(from.nodes[source], to.nodes[image])) return;
    images.set(source, image);
    taken.add(image);
  };
  const source = indexOf(from);
  const target = indexOf(to);
  // A row that both versions say has moved did so before either of them.
  const movedIn = (node: FormNode, other: Definition, index: Index) =>
    other.nodes[index.byPath.get(node.path) ?? -1]?.movedFrom === node.movedFrom
      ? null
      : node.movedFrom;
  to.nodes.forEach((node, at) => {
    const before = movedIn(node, from, source);
    if (before !== null) pair(named(source, before), at);
  });
  from.nodes.forEach((node, at) => {
    const before = movedIn(node, to, target);
    if (before !== null) pair(at, named(target, before));
  });
  from.nodes.forEach((node, at) => {
    const above = node.parent === null ? null : images.get(node.parent);
    const path = above === null ? node.name : `${to.nodes[above ?? -1]?.path}/${node.name}`;
    if (above !== undefined) pair(at, target.byPath.get(path));
    pair(at, target.byPath.get(node.path));
    pairByName(at);
  });
  return images;

  function pairByName(at: number) {
    const { name } = from.nodes[at] as FormNode;
    const there = (target.byName.get(name) ?? []).filter((one) => !taken.has(one));
    const here = (source.byName.get(name) ?? []).filter((one) => !images.has(one));
    if (there.length === 1 && here.length === 1) pair(here[0], there[0]);
  }
}

interface Index {
  readonly byPath: ReadonlyMap<string, number>;
  readonly byName: ReadonlyMap<string, readonly number[]>;
}

function indexOf({ nodes }: Definition): Index {
  const byName = new Map<string, number[]>();
  nodes.forEach(({ name }, at) => {
    byName.set(name, [...(byName.get(name) ?? []), at]);
  });
  return { byPath: new Map(nodes.map(({ path }, at) => [path, at])), byName };
}

/** A row by its path, or by its name where only one has it. */
function named({ byPath, byName }: Index, word: string): number | undefined {
  const [only, ...more] = byName.get(word) ?? [];
  return byPath.get(word) ?? (more.length === 0 ? only : undefined);
}

/** Groups go where groups are, repeats where repeats are, and answers where there are answers. */
const sameSort = (a: FormNode | undefined, b: FormNode | undefined) =>
  a !== undefined && b !== undefined && sortOf(a) === sortOf(b);

const sortOf = ({ kind }: FormNode) => (kind === "hidden" ? "question" : kind);
