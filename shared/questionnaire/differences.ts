import {
  type Definition,
  type FormNode,
  listOf,
  type Named,
  own,
  type Texts,
} from "./definition/definition.ts";
import { imagesOf } from "./same-rows.ts";

/** Texts of a row that people read. */
export type TextColumn = (typeof textColumns)[number];

/** Everything of a row that decides what is asked, what is taken, and how it is drawn. */
export type RuleColumn = keyof FormNode["logic"] | (typeof plainColumns)[number];

/** One thing that a version says otherwise. Texts come with the language they are in. */
export type Change =
  | { readonly what: "added" | "removed" }
  /** Another group, repeat or name; or another order under the same one, and then both are equal. */
  | { readonly what: "moved"; readonly before: string; readonly after: string }
  | { readonly what: "type"; readonly before: string; readonly after: string }
  | (Words & { readonly what: "text"; readonly column: TextColumn | "title" })
  | {
      readonly what: "rule";
      readonly column: RuleColumn;
      readonly before: string;
      readonly after: string;
    }
  | (Words & { readonly what: "choice"; readonly name: string })
  | { readonly what: "choice-order" }
  | { readonly what: "language-added" | "language-removed"; readonly language: string };

/** Empty where there is none. */
interface Words {
  readonly language: string;
  readonly before: string;
  readonly after: string;
}

/** What became of one row. */
export interface RowDifference {
  /** `null` when it is new. */
  readonly before: FormNode | null;
  /** `null` when it is gone. */
  readonly after: FormNode | null;
  readonly changes: readonly Change[];
}

export interface Differences {
  /** Of the form as a whole. */
  readonly form: readonly Change[];
  /** Only rows that changed: in the order of the new version, then those that are gone. */
  readonly rows: readonly RowDifference[];
}

const textColumns = [
  "label",
  "hint",
  "guidance",
  "requiredMessage",
  "constraintMessage",
  "warningMessage",
] as const;

const plainColumns = ["appearance", "parameters", "sensitive", "media", "attributes"] as const;

/**
 * Says what a person who knows one version has to know of another: rows added, removed and moved,
 * words changed, choices, types and rules.
 *
 * Rows are the same as in a move of a draft. A row that moved with its group has not moved itself.
 */
export function differencesBetween(from: Definition, to: Definition): Differences {
  const images = imagesOf(from, to);
  const sources = new Map([...images].map(([source, image]) => [image, source]));
  const outOfOrder = reordered(from, to, sources);
  const rows = to.nodes.map((after, at): RowDifference => {
    const source = sources.get(at);
    const before = source === undefined ? undefined : from.nodes[source];
    if (before === undefined) return { before: null, after, changes: [{ what: "added" }] };
    const holder = before.parent === null ? null : images.get(before.parent);
    const isElsewhere = holder !== after.parent || before.name !== after.name;
    const moved: Change = { what: "moved", before: before.path, after: after.path };
    return {
      before,
      after,
      changes: [
        ...(isElsewhere || outOfOrder.has(at) ? [moved] : []),
        ...(before.type === after.type
          ? []
          : [{ what: "type", before: before.type, after: after.type } as const]),
        ...textColumns.flatMap((column) =>
          words(before[column], after[column]).map(
            (one) => ({ what: "text", column, ...one }) as const,
          ),
        ),
        ...choiceChanges(from, before, to, after),
        ...ruleChanges(before, after),
      ],
    };
  });
  const gone = from.nodes
    .filter((_, at) => !images.has(at))
    .map((before): RowDifference => ({ before, after: null, changes: [{ what: "removed" }] }));
  return {
    form: formChanges(from, to),
    rows: [...rows.filter(({ changes }) => changes.length > 0), ...gone],
  };
}

function formChanges(from: Definition, to: Definition): readonly Change[] {
  const names = ({ languages }: Definition) => languages.map(({ name }) => name);
  const only = (these: readonly string[], others: readonly string[]) =>
    these.filter((name) => !others.includes(name));
  return [
    ...words(from.title, to.title).map(
      (one) => ({ what: "text", column: "title", ...one }) as const,
    ),
    ...only(names(to), names(from)).map(
      (language) => ({ what: "language-added", language }) as const,
    ),
    ...only(names(from), names(to)).map(
      (language) => ({ what: "language-removed", language }) as const,
    ),
  ];
}

/** Languages in which a text is another. */
function words(before: Texts, after: Texts): readonly Words[] {
  const languages = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...languages].flatMap((language) => {
    const [old, now] = [own(before, language) ?? "", own(after, language) ?? ""];
    return old === now ? [] : [{ language, before: old, after: now }];
  });
}

function choiceChanges(
  from: Definition,
  before: FormNode,
  to: Definition,
  after: FormNode,
): readonly Change[] {
  const old = listOf(from, before);
  const now = listOf(to, after);
  const labels = (choices: typeof old): Named<Texts> =>
    Object.fromEntries(choices.map(({ name, label }) => [name, label]));
  const [labelsBefore, labelsNow] = [labels(old), labels(now)];
  const names = [...new Set([...now, ...old].map(({ name }) => name))];
  const worded = names.flatMap((name) =>
    words(own(labelsBefore, name) ?? {}, own(labelsNow, name) ?? {}).map(
      (one) => ({ what: "choice", name, ...one }) as const,
    ),
  );
  const order = (choices: typeof old, others: Named<Texts>) =>
    choices
      .filter(({ name }) => Object.hasOwn(others, name))
      .map(({ name }) => name)
      .join(" ");
  const isReordered = order(old, labelsNow) !== order(now, labelsBefore);
  return [...worded, ...(isReordered ? [{ what: "choice-order" } as const] : [])];
}

function ruleChanges(before: FormNode, after: FormNode): readonly Change[] {
  const rule = (column: RuleColumn, old: unknown, now: unknown): readonly Change[] => {
    const [one, other] = [written(old), written(now)];
    return one === other ? [] : [{ what: "rule", column, before: one, after: other }];
  };
  const logic = Object.keys(after.logic) as (keyof FormNode["logic"])[];
  return [
    ...logic.flatMap((column) => rule(column, before.logic[column], after.logic[column])),
    ...plainColumns.flatMap((column) => rule(column, before[column], after[column])),
  ];
}

/** A cell as its author would write it. */
function written(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.join(" ");
  if ("value" in (value as object) && "kind" in (value as object))
    return String((value as { readonly value: unknown }).value);
  return Object.entries(value as object)
    .map(([key, one]) => `${key}=${typeof one === "string" ? one : written(one)}`)
    .sort()
    .join(" ");
}

/** Rows that stand in another order among their neighbours: as few as explain it. */
function reordered(
  from: Definition,
  to: Definition,
  sources: ReadonlyMap<number, number>,
): ReadonlySet<number> {
  const siblings = new Map<number | null, number[]>();
  to.nodes.forEach(({ parent }, at) => {
    const source = sources.get(at);
    const above = source === undefined ? undefined : from.nodes[source]?.parent;
    const isSameHolder = above === null ? parent === null : above === sources.get(parent ?? -1);
    if (isSameHolder) siblings.set(parent, [...(siblings.get(parent) ?? []), at]);
  });
  const moved = new Set<number>();
  for (const rows of siblings.values()) {
    const steady = longestRise(rows.map((at) => sources.get(at) ?? 0));
    rows.forEach((at, place) => {
      if (!steady.has(place)) moved.add(at);
    });
  }
  return moved;
}

/** Places of the longest rising run of numbers, not necessarily side by side. */
function longestRise(numbers: readonly number[]): ReadonlySet<number> {
  const ends: number[] = [];
  const before: (number | undefined)[] = [];
  numbers.forEach((number, place) => {
    const found = ends.findIndex((end) => (numbers[end] ?? 0) >= number);
    const length = found < 0 ? ends.length : found;
    before[place] = ends[length - 1];
    ends[length] = place;
  });
  const rise = new Set<number>();
  for (let at = ends.at(-1); at !== undefined; at = before[at]) rise.add(at);
  return rise;
}
