import type { Definition, FormNode } from "./definition/definition.ts";
import { graphOf } from "./definition/graph.ts";
import { outlineOf } from "./definition/reads.ts";
import type { RowPlan } from "./live/plan.ts";
import { planOf } from "./live/planning.ts";
import { acceptValue, codesIn } from "./live/values.ts";
import { type AnswerState, type NodeRef, type StoredEntry, withoutEntries } from "./live/view.ts";
import { imagesOf } from "./same-rows.ts";

/** One answer of a draft, as its history has it. */
export interface DraftAnswer {
  readonly value: string | null;
  readonly state: AnswerState;
  /** What in the form moved it; `null` when a person did. */
  readonly cause: string | null;
}

/** All that a draft is, as far as another version of its form has to find a place for it. */
export interface Draft {
  readonly answers: ReadonlyMap<NodeRef, DraftAnswer>;
  readonly entries: ReadonlyMap<NodeRef, readonly StoredEntry[]>;
  /** What earlier moves set aside, with the version it was given in. */
  readonly orphans: readonly (DraftAnswer & {
    readonly questionnaire: string;
    readonly question: NodeRef;
  })[];
  readonly orphanEntries: readonly {
    readonly questionnaire: string;
    readonly repeat: NodeRef;
    readonly entries: readonly StoredEntry[];
  }[];
  /** Where answers that nobody has touched since stood before earlier moves. */
  readonly former: ReadonlyMap<
    NodeRef,
    readonly {
      readonly questionnaire: string;
      readonly question: NodeRef;
      readonly value: string | null;
    }[]
  >;
}

/** Why an answer has no place: nowhere to go, a code that is not offered, a type that takes it not. */
export type WhyOrphaned = "no-place" | "no-code" | "other-type";

/** One answer, and what becomes of it. */
export interface PlannedAnswer {
  readonly from: NodeRef;
  /** `null` when it has no place. */
  readonly to: NodeRef | null;
  readonly why: WhyOrphaned | null;
  /** The version it was given in, and its row there; `null` when that version has no such row. */
  readonly questionnaire: string;
  readonly node: FormNode | null;
  readonly value: string | null;
  readonly state: AnswerState;
  /** Set aside by an earlier move, and has a place again. */
  readonly returned: boolean;
}

export interface MovePlan {
  readonly kept: readonly PlannedAnswer[];
  readonly moved: readonly PlannedAnswer[];
  readonly orphaned: readonly PlannedAnswer[];
  /** What the history has to say of it: see the event `moved`. */
  readonly places: readonly { from: NodeRef; to: NodeRef; value?: string }[];
  readonly orphans: readonly NodeRef[];
  readonly returned: readonly {
    from: NodeRef;
    questionnaire: string;
    to: NodeRef;
    value?: string;
  }[];
  /** Paths of the rows whose calculation or count says something else in the new version. */
  readonly recalculated: ReadonlySet<string>;
}

/**
 * Says what becomes of every answer of a draft in another version of its form. Changes nothing.
 *
 * An answer keeps its place, moves with its question, or is orphaned; none is guessed at, bent or
 * dropped. What an earlier move changed and nobody has touched since goes back exactly to where it
 * was, so a move back undoes a move. `formOf` gives versions that the draft was in before.
 */
export function planMove(
  from: Definition,
  to: Definition,
  draft: Draft,
  formOf: (hash: string) => Definition | null,
): MovePlan {
  const atPath = new Map(to.nodes.map(({ path }, at) => [path, at]));
  const forms: Forms = { to, rows: planOf(to).rows, atPath, ways: new Map(), formOf };
  forms.ways.set(from.hash, wayBetween(from, forms));
  const taken = new Set<NodeRef>();
  const entries = planEntries(from.hash, draft, forms);
  const answers = planAnswers(from.hash, draft, forms, entries.there, taken);
  const back = planOrphans(draft, forms, entries.there, taken);
  const items = [...answers, ...back].flatMap(({ said, item }) => (said ? [item] : []));
  return {
    kept: items.filter((one) => one.to === one.from && !one.returned),
    moved: items.filter((one) => one.to !== null && (one.to !== one.from || one.returned)),
    orphaned: items.filter((one) => one.to === null),
    places: [...entries.places, ...answers.flatMap(placeOf)],
    orphans: [
      ...new Set([
        ...entries.orphans,
        ...answers.flatMap(({ item }) => (item.to === null ? [item.from] : [])),
      ]),
    ],
    returned: [...entries.returned, ...back.flatMap(returnOf)],
    recalculated: recalculatedIn(from, forms, [...answers, ...back]),
  };
}

/** The new version, and the ways into it from the old ones. */
interface Forms {
  readonly to: Definition;
  readonly rows: readonly RowPlan[];
  readonly atPath: ReadonlyMap<string, number>;
  readonly ways: Map<string, Way | null>;
  readonly formOf: (hash: string) => Definition | null;
}

/** How rows of one version are found in the new one. */
interface Way {
  readonly from: Definition;
  readonly atPath: ReadonlyMap<string, number>;
  readonly images: ReadonlyMap<number, number>;
  /** Rows of the old version, made ready. */
  readonly rows: readonly RowPlan[];
}

interface Placed {
  readonly item: PlannedAnswer;
  /** What is written there; `undefined` when it is written as before. */
  readonly respelled: string | undefined;
  /** Whether there is anything in it to show. */
  readonly said: boolean;
  /** The row it goes to, or would have gone to. */
  readonly row: number | undefined;
}

function wayBetween(from: Definition, { to }: Pick<Forms, "to">): Way {
  return {
    from,
    atPath: new Map(from.nodes.map(({ path }, at) => [path, at])),
    images:
      from.hash === to.hash ? new Map(from.nodes.map((_, at) => [at, at])) : imagesOf(from, to),
    rows: planOf(from).rows,
  };
}

function wayFrom(hash: string, forms: Forms): Way | null {
  let way = forms.ways.get(hash);
  if (way === undefined) {
    const form = hash === forms.to.hash ? forms.to : forms.formOf(hash);
    way = form && wayBetween(form, forms);
    forms.ways.set(hash, way);
  }
  return way;
}

/** Entries come first: an answer in an entry has a place only where its entry has one. */
function planEntries(hash: string, draft: Draft, forms: Forms) {
  const places: { from: NodeRef; to: NodeRef }[] = [];
  const orphans: NodeRef[] = [];
  const returned: { from: NodeRef; questionnaire: string; to: NodeRef }[] = [];
  const there = new Set<NodeRef>();
  const settle = (to: NodeRef, made: readonly StoredEntry[]) => {
    for (const { key } of made) there.add(`${to}[${key}]`);
  };
  // Outer repeats before those in them.
  const outerFirst = (a: NodeRef, b: NodeRef) => depthOf(a) - depthOf(b);
  const target = (questionnaire: string, repeat: NodeRef) => {
    const way = wayFrom(questionnaire, forms);
    const found = way && refIn(way, repeat, forms);
    const isThere = found && forms.rows[found.row]?.node.kind === "repeat";
    return isThere && inEntries(found.ref, there) ? found.ref : null;
  };
  for (const repeat of [...draft.entries.keys()].sort(outerFirst)) {
    const to = target(hash, repeat);
    if (to === null) orphans.push(repeat);
    else {
      settle(to, draft.entries.get(repeat) ?? []);
      if (to !== repeat) places.push({ from: repeat, to });
    }
  }
  const aside = [...draft.orphanEntries].sort((a, b) => outerFirst(a.repeat, b.repeat));
  for (const { questionnaire, repeat, entries } of aside) {
    const to = target(questionnaire, repeat);
    if (to === null) continue;
    settle(to, entries);
    returned.push({ from: repeat, questionnaire, to });
  }
  return { places, orphans, returned, there };
}

function planAnswers(
  hash: string,
  draft: Draft,
  forms: Forms,
  there: ReadonlySet<NodeRef>,
  taken: Set<NodeRef>,
): readonly Placed[] {
  const way = wayFrom(hash, forms);
  const placed = new Map<NodeRef, Placed>();
  // What goes exactly back goes first, so that nothing else takes its place.
  for (const [ref, answer] of draft.answers) {
    const former = draft.former.get(ref)?.findLast((one) => one.questionnaire === forms.to.hash);
    if (!former || !inEntries(former.question, there) || taken.has(former.question)) continue;
    taken.add(former.question);
    const row = forms.atPath.get(withoutEntries(former.question));
    const item = { from: ref, to: former.question, why: null, returned: false };
    const same = former.value === answer.value;
    placed.set(ref, {
      ...placedAs({ ...item, questionnaire: hash, node: nodeAt(way, ref) }, answer, row),
      respelled: same ? undefined : (former.value ?? ""),
    });
  }
  for (const [ref, answer] of draft.answers)
    if (!placed.has(ref)) placed.set(ref, place(hash, ref, answer, forms, there, taken));
  return [...draft.answers.keys()].flatMap((ref) => placed.get(ref) ?? []);
}

/** The last set aside comes back first, because it is the last word. */
function planOrphans(
  draft: Draft,
  forms: Forms,
  there: ReadonlySet<NodeRef>,
  taken: Set<NodeRef>,
): readonly Placed[] {
  const back: Placed[] = [];
  for (const { questionnaire, question, ...answer } of draft.orphans.toReversed()) {
    const one = place(questionnaire, question, answer, forms, there, taken);
    if (one.item.to !== null) back.push({ ...one, item: { ...one.item, returned: true } });
  }
  return back;
}

/** Finds the place of one answer by its row. */
function place(
  questionnaire: string,
  ref: NodeRef,
  answer: DraftAnswer,
  forms: Forms,
  there: ReadonlySet<NodeRef>,
  taken: Set<NodeRef>,
): Placed {
  const way = wayFrom(questionnaire, forms);
  const node = nodeAt(way, ref);
  const item = { from: ref, questionnaire, node, returned: false };
  const without = (why: WhyOrphaned, row?: number) =>
    placedAs({ ...item, to: null, why }, answer, row);
  const found = way && refIn(way, ref, forms);
  if (!found || !inEntries(found.ref, there) || taken.has(found.ref)) return without("no-place");
  const source = way.rows[way.atPath.get(withoutEntries(ref)) ?? -1];
  const target = forms.rows[found.row];
  if (!source || !target) return without("no-place");
  const fit =
    questionnaire === forms.to.hash ? { value: answer.value } : fitInto(source, target, answer);
  if (typeof fit === "string") return without(fit, found.row);
  taken.add(found.ref);
  return {
    ...placedAs({ ...item, to: found.ref, why: null }, answer, found.row),
    respelled: fit.value === answer.value ? undefined : (fit.value ?? ""),
  };
}

const placedAs = (
  item: Omit<PlannedAnswer, "value" | "state">,
  { value, state, cause }: DraftAnswer,
  row: number | undefined,
): Placed => ({
  item: { ...item, value, state },
  respelled: undefined,
  // What the form computed is nobody's answer, and an answer taken back is none any more.
  said: !isComputed(cause) && (state !== "not-asked" || (value ?? "") !== ""),
  row,
});

/** Whether the form itself said it, and would say it again. */
export const isComputed = (cause: string | null) =>
  cause === "calculation" || cause === "trigger" || cause === "count";

const placeOf = ({ item: { from, to }, respelled }: Placed) =>
  to === null || (to === from && respelled === undefined) ? [] : [spelled({ from, to }, respelled)];

const returnOf = ({ item: { from, questionnaire, to }, respelled }: Placed) =>
  to === null ? [] : [spelled({ from, questionnaire, to }, respelled)];

const spelled = <T extends object>(place: T, value: string | undefined): T & { value?: string } =>
  value === undefined ? place : { ...place, value };

const nodeAt = (way: Way | null, ref: NodeRef): FormNode | null =>
  way?.from.nodes[way.atPath.get(withoutEntries(ref)) ?? -1] ?? null;

const depthOf = (ref: NodeRef) => ref.split("[").length;

/** Whether every entry around a place is there. */
function inEntries(ref: NodeRef, there: ReadonlySet<NodeRef>): boolean {
  for (let at = ref.indexOf("]"); at >= 0; at = ref.indexOf("]", at + 1))
    if (!there.has(ref.slice(0, at + 1))) return false;
  return true;
}

/** Where a place of the old version is in the new one, each repeat around it with its key. */
function refIn(
  way: Way,
  ref: NodeRef,
  { to }: Forms,
): { readonly row: number; readonly ref: NodeRef } | null {
  const at = way.atPath.get(withoutEntries(ref));
  const row = at === undefined ? undefined : way.images.get(at);
  if (at === undefined || row === undefined) return null;
  const keys = [...ref.matchAll(/\[([^\]]*)\]/g)].map(([, key = ""]) => key);
  const around = repeatsAround(way.from, at);
  const aroundThere = repeatsAround(to, row);
  // A place in one entry is a place in that entry, or none: several answers never become one.
  const same =
    keys.length === around.length &&
    around.length === aroundThere.length &&
    around.every((repeat, i) => way.images.get(repeat) === aroundThere[i]);
  if (!same) return null;
  const keyOf = new Map(aroundThere.map((repeat, i) => [repeat, keys[i] ?? ""]));
  const names: string[] = [];
  for (let here: number | null = row; here !== null; here = to.nodes[here]?.parent ?? null) {
    const key = here === row ? undefined : keyOf.get(here);
    names.unshift((to.nodes[here]?.name ?? "") + (key === undefined ? "" : `[${key}]`));
  }
  return { row, ref: names.join("/") };
}

/** The repeats that hold a row, the outermost first; its own is none of them. */
function repeatsAround({ nodes }: Definition, at: number): readonly number[] {
  const around: number[] = [];
  for (let up = nodes[at]?.parent ?? null; up !== null; up = nodes[up]?.parent ?? null)
    if (nodes[up]?.kind === "repeat") around.unshift(up);
  return around;
}

/** The value as the new row writes it, or why it cannot be there. */
function fitInto(
  source: RowPlan,
  target: RowPlan,
  { value, state }: DraftAnswer,
): { readonly value: string | null } | "no-code" | "other-type" {
  if (source.node.kind === "repeat") return target.isCounted ? { value } : "other-type";
  if (!typeFits(source, target)) return "other-type";
  if (value === null || value === "") return { value };
  // A code that only says the state goes with it, under the code the new list has for it.
  if (state !== "answered" && source.stateCodes[state] === value)
    return { value: target.stateCodes[state] ?? "" };
  const accepted = acceptValue(target, value, target.whole);
  if (accepted.ok) return { value: accepted.value };
  if (target.node.choices) {
    if (target.node.choices.from === "repeat") return { value };
    // An order of all choices may lack a new one: then it is there, and its question says so.
    const known = codesIn(target, value).every((code) => target.byCode.has(code));
    return known ? { value } : "no-code";
  }
  return source.value === target.value && source.isPartialDate === target.isPartialDate
    ? { value }
    : "other-type";
}

/** Types whose values another type takes as they are. */
function typeFits(source: RowPlan, target: RowPlan): boolean {
  if (target.isPartialDate) return source.isPartialDate || source.value === "date";
  if (target.value === "text") return true;
  if (source.value === target.value) return !source.isPartialDate;
  const widened = `${source.value} ${target.value}`;
  return widened === "integer decimal" || widened === "one many";
}

/**
 * What the form computes differently now: rows that are new or say something else, and those that
 * look at a place whose answer went or came.
 */
function recalculatedIn(
  from: Definition,
  { to, ways, rows }: Forms,
  placed: readonly Placed[],
): ReadonlySet<string> {
  const images = ways.get(from.hash)?.images ?? new Map<number, number>();
  const sources = new Map([...images].map(([source, image]) => [image, source]));
  const changed = new Set<number>();
  to.nodes.forEach(({ logic }, at) => {
    const before = from.nodes[sources.get(at) ?? -1]?.logic;
    if (logic.trigger.length > 0) return;
    if (logic.calculation !== null && logic.calculation !== before?.calculation) changed.add(at);
    if (logic.repeatCount !== null && logic.repeatCount !== before?.repeatCount) changed.add(at);
  });
  const { graph } = graphOf(outlineOf(to));
  for (const { item, row } of placed) {
    if (row === undefined || (item.to !== null && !item.returned)) continue;
    for (const { cell } of graph.onValue[row] ?? []) {
      const looking = graph.cells[cell];
      if (looking && !looking.triggered && /^(calculation|count)$/.test(looking.kind))
        changed.add(looking.node);
    }
  }
  return new Set([...changed].flatMap((at) => rows[at]?.node.path ?? []));
}
