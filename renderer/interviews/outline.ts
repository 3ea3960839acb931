import type { ConsentMark } from "../../shared/contract/interviews.ts";
import { consentGate, waitsForConsent } from "../../shared/interviews/consent.ts";
import { bounds } from "../../shared/questionnaire/expression/partial-date.ts";
import type {
  LiveProblem,
  NodeRef,
  NodeView,
  ShownText,
} from "../../shared/questionnaire/live/view.ts";
import type { MarkedState } from "../ui/StateMark.tsx";
import { asksWhen, toldDate } from "./told-dates.ts";

/** An interview as its researcher walks through it: sections, and what stands in them. */
export interface Outline {
  /** Sections that can be reached now, in document order; those of entries are only in `byId`. */
  readonly sections: readonly Section[];
  readonly byId: ReadonlyMap<string, Section>;
  /** The section in which a question, note or list of entries is drawn. */
  readonly home: ReadonlyMap<NodeRef, string>;
  /** Where the person is asked to take part; null where the questionnaire does not ask. */
  readonly gate: {
    readonly isOpen: boolean;
    /** The section in which it is asked. */
    readonly section: string | null;
  } | null;
  /** Sections that wait for the person's consent. */
  readonly closed: readonly { readonly id: string; readonly label: ShownText }[];
  readonly counts: Counts;
}

/** A group at the top, a run of loose questions, or one entry of a repeat. */
export interface Section {
  readonly id: string;
  /** Null for loose questions, which have no title of their own. */
  readonly label: ShownText | null;
  readonly entry: EntryPlace | null;
  /** What is drawn, from top to bottom. */
  readonly items: readonly Item[];
  /** Sections of the entries listed in it, in order. */
  readonly entries: readonly string[];
  readonly mark: SectionMark;
  /** With everything in its entries. */
  readonly counts: Counts;
}

export interface EntryPlace {
  readonly repeat: NodeRef;
  /** The section that lists it. */
  readonly listedIn: string;
  readonly number: number;
  readonly mayRemove: boolean;
  /** Its own first answers, which tell it from the others. */
  readonly telling: readonly NodeView[];
  /** The first date told in it, as it is stored; empty while none is, null where none is asked for. */
  readonly when: string | null;
}

export type Item =
  /** `number` counts the questions of a section, those that do not apply as well: it never moves. */
  | { readonly kind: "question"; readonly ref: NodeRef; readonly number: number }
  | { readonly kind: "note"; readonly ref: NodeRef }
  | { readonly kind: "entries"; readonly ref: NodeRef }
  | { readonly kind: "heading"; readonly ref: NodeRef; readonly depth: number };

export interface Counts {
  /** Questions that apply now. */
  readonly asked: number;
  /** Those of them that have an answer or another state than "not asked". */
  readonly answered: number;
  /** Answers that the questionnaire contradicts, softly or not. */
  readonly toCheck: number;
}

export type SectionMark = Extract<MarkedState, `section-${string}`>;

/** Where one can stand: a question, a note or a list of entries; `null` for a section without any. */
export interface Stop {
  readonly section: string;
  readonly ref: NodeRef | null;
}

/**
 * Reads the outline off the nodes of an interview, given in document order.
 *
 * Parts of `before` that are as they were stay the very same objects, so that who draws them need
 * not draw them again.
 */
export function outlineOf(
  nodes: readonly NodeView[],
  problems: readonly LiveProblem[],
  consent: ConsentMark,
  before: Outline | null = null,
): Outline {
  const soft = new Set(problems.filter(({ kind }) => kind === "soft").map(({ ref }) => ref));
  const drafts = new Map<NodeRef, Draft>();
  const depths = new Map<NodeRef, number>();
  const top: Draft[] = [];
  let run: Draft | null = null;
  const begin = (id: string, label: ShownText | null, relevant: boolean, entry: Entry | null) => {
    const draft: Draft = {
      id,
      label,
      relevant,
      entry,
      items: [],
      entries: [],
      questions: 0,
      own: [],
    };
    if (!entry) top.push(draft);
    return draft;
  };

  for (const node of nodes) {
    const holder = node.parent === null ? null : (drafts.get(node.parent) ?? null);
    if (node.kind === "hidden") continue;
    if (node.kind === "entry") {
      const entry = { node, listedIn: holder };
      const draft = begin(node.ref, node.label, node.relevant, entry);
      holder?.entries.push(draft);
      drafts.set(node.ref, draft);
      continue;
    }
    if (!holder && (node.kind === "group" || node.kind === "repeat")) {
      run = null;
      const draft = begin(node.ref, node.label, node.relevant, null);
      drafts.set(node.ref, draft);
      if (node.kind === "repeat" && node.relevant)
        draft.items.push({ kind: "entries", ref: node.ref });
      continue;
    }
    if (!holder) run ??= begin(`~${node.ref}`, null, true, null);
    const home = holder ?? run;
    if (!home) continue;
    if (node.kind === "question") {
      home.questions += 1;
      home.own.push(node);
    }
    if (node.kind === "group" || node.kind === "repeat") {
      drafts.set(node.ref, home);
      depths.set(node.ref, (depths.get(node.parent ?? "") ?? 0) + 1);
    }
    if (node.relevant) home.items.push(itemOf(node, home.questions, depths.get(node.ref) ?? 1));
  }

  const byId = new Map<string, Section>();
  const home = new Map<NodeRef, string>();
  const finish = (draft: Draft): Section => {
    const entries = draft.entries.filter(({ relevant }) => relevant).map(finish);
    const own = countsOf(draft.own, soft);
    const counts = entries.reduce((sum, entry) => add(sum, entry.counts), own);
    const items = withoutEmptyHeadings(draft.items, nodes);
    const section = keepEqual(before?.byId.get(draft.id), {
      id: draft.id,
      label: draft.label,
      entry: draft.entry && placeOf(draft.entry, draft.own),
      items,
      entries: entries.map(({ id }) => id),
      mark: markOf(counts, draft.own, soft, entries),
      counts,
    });
    for (const item of items) if (item.kind !== "heading") home.set(item.ref, draft.id);
    byId.set(draft.id, section);
    return section;
  };
  const gate =
    nodes.find(
      ({ name, kind, ref }) => name === consentGate && kind === "question" && !ref.includes("["),
    ) ?? null;
  const answered = { consent_participate: gate?.state === "answered" ? gate.value : null };
  const mayOpen = (id: string) =>
    !waitsForConsent(answered, gate?.ref ?? null, {
      ref: id.replace(/^~/u, ""),
      kind: id[0] === "~" ? "question" : "repeat",
    });
  const reachable = top.filter(
    ({ relevant, items, id }) => relevant && mayOpen(id) && (items.length > 0 || id[0] !== "~"),
  );
  const sections = reachable.map(finish);
  const waits = gate?.relevant && (consent === "not-asked" || consent === "refused");
  return {
    sections,
    byId,
    home,
    gate: gate && {
      isOpen: answered.consent_participate === "yes",
      section: home.get(gate.ref) ?? null,
    },
    closed: waits
      ? top.flatMap(({ id, label, relevant }) =>
          (relevant && mayOpen(id)) || !label ? [] : [{ id, label }],
        )
      : [],
    counts: sections.reduce((sum, section) => add(sum, section.counts), nothing),
  };
}

/**
 * The stop after or before another, across sections. After the last question of an entry comes the
 * list it stands in; after the last of all comes `end`, before the first nothing.
 */
export function stepFrom(
  outline: Outline,
  from: Stop,
  way: "next" | "previous",
): Stop | "end" | null {
  const section = outline.byId.get(from.section);
  if (!section) return firstStop(outline);
  const stops = stopsOf(section);
  const here = from.ref === null ? -1 : stops.indexOf(from.ref);
  const near = way === "next" ? stops[here + 1] : stops[here - 1];
  if (near !== undefined) return { section: section.id, ref: near };
  if (section.entry) return { section: section.entry.listedIn, ref: section.entry.repeat };
  const place = outline.sections.indexOf(section);
  const beside = outline.sections[way === "next" ? place + 1 : place - 1];
  if (!beside) return way === "next" ? "end" : null;
  const [first = null, ...rest] = stopsOf(beside);
  return { section: beside.id, ref: way === "next" ? first : (rest.at(-1) ?? first) };
}

/** Every section that can be reached, each followed by those of its entries. */
export function everySection({ sections, byId }: Outline): readonly Section[] {
  const withEntries = (section: Section): readonly Section[] => [
    section,
    ...section.entries.flatMap((id) => byId.get(id) ?? []).flatMap(withEntries),
  ];
  return sections.flatMap(withEntries);
}

/** Where a question is; where it is no longer, the first place there is. */
export function stopAt(outline: Outline, ref: NodeRef | null): Stop | null {
  const section = ref === null ? undefined : outline.home.get(ref);
  return section === undefined || ref === null ? firstStop(outline) : { section, ref };
}

/** The first place of a section. */
export function sectionStop(outline: Outline, id: string): Stop | null {
  const section = outline.byId.get(id);
  return section ? { section: id, ref: stopsOf(section)[0] ?? null } : firstStop(outline);
}

function firstStop(outline: Outline): Stop | null {
  const first = outline.sections[0];
  return first ? { section: first.id, ref: stopsOf(first)[0] ?? null } : null;
}

export function stopsOf({ items }: Section): readonly NodeRef[] {
  return items.filter(({ kind }) => kind !== "heading").map(({ ref }) => ref);
}

interface Draft {
  readonly id: string;
  readonly label: ShownText | null;
  readonly relevant: boolean;
  readonly entry: Entry | null;
  readonly items: Item[];
  readonly entries: Draft[];
  questions: number;
  readonly own: NodeView[];
}

interface Entry {
  readonly node: NodeView;
  readonly listedIn: Draft | null;
}

function itemOf(node: NodeView, number: number, depth: number): Item {
  if (node.kind === "question") return { kind: "question", ref: node.ref, number };
  if (node.kind === "note") return { kind: "note", ref: node.ref };
  if (node.kind === "repeat") return { kind: "entries", ref: node.ref };
  return { kind: "heading", ref: node.ref, depth };
}

/** A heading is drawn when something under it is, and when its author gave it words. */
function withoutEmptyHeadings(items: readonly Item[], nodes: readonly NodeView[]): readonly Item[] {
  if (!items.some(({ kind }) => kind === "heading")) return items;
  const byRef = new Map(nodes.map((node) => [node.ref, node]));
  const used = new Set<NodeRef>();
  for (const item of items) {
    if (item.kind === "heading") continue;
    for (let up = byRef.get(item.ref)?.parent; up; up = byRef.get(up)?.parent) used.add(up);
  }
  const isNamed = (ref: NodeRef) => {
    const node = byRef.get(ref);
    const [part, ...rest] = node?.label.parts ?? [];
    return rest.length > 0 || !(part?.kind === "text" && part.text === node?.name);
  };
  return items.filter(({ kind, ref }) => kind !== "heading" || (used.has(ref) && isNamed(ref)));
}

function placeOf({ node, listedIn }: Entry, own: readonly NodeView[]): EntryPlace {
  return {
    repeat: node.parent ?? "",
    listedIn: listedIn?.id ?? "",
    number: node.position ?? 0,
    mayRemove: node.mayChange,
    telling: own.filter(tells).slice(0, 2),
    when: firstDate(own),
  };
}

function firstDate(own: readonly NodeView[]): string | null {
  const asked = own.filter((node) => node.relevant && asksWhen(node, true));
  const told = asked.find((node) => toldDate(node) !== null);
  return asked.length === 0 ? null : (told?.value ?? "");
}

/** Entries in order of time, those without a date last; otherwise they stay as they were told. */
export function inOrderOfTime(entries: readonly Section[]): readonly Section[] {
  const dated = entries.map((section) => ({
    section,
    span: bounds(section.entry?.when ?? ""),
  }));
  const placeOf = (span: (typeof dated)[number]["span"]) =>
    span === undefined ? "~" : `${span.earliest} ${span.latest}`;
  return dated
    .toSorted((one, other) => compare(placeOf(one.span), placeOf(other.span)))
    .map(({ section }) => section);
}

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

/** A choice, a date or a few words tell what an entry is about; a number or an account does not. */
function tells({ relevant, state, value, type, appearance }: NodeView): boolean {
  if (!relevant || state !== "answered" || value === "") return false;
  if (type === "select_one" || type === "date") return true;
  if (type !== "text" || appearance.includes("multiline")) return false;
  return appearance.includes("partial-date") || value.length <= 40;
}

function countsOf(own: readonly NodeView[], soft: ReadonlySet<NodeRef>): Counts {
  const asked = own.filter(({ relevant }) => relevant);
  return {
    asked: asked.length,
    answered: asked.filter(({ state }) => state !== "not-asked").length,
    toCheck: asked.filter((node) => isWrong(node) || soft.has(node.ref)).length,
  };
}

/** An answer that is given and does not fit; what is still missing is no mistake. */
export function isWrong({ relevant, violation }: NodeView): boolean {
  return relevant && violation !== null && violation !== "required";
}

function markOf(
  { asked, answered }: Counts,
  own: readonly NodeView[],
  soft: ReadonlySet<NodeRef>,
  entries: readonly Section[],
): SectionMark {
  const has = (mark: SectionMark) => entries.some((entry) => entry.mark === mark);
  if (own.some(isWrong) || has("section-error")) return "section-error";
  if (own.some(({ ref }) => soft.has(ref)) || has("section-warning")) return "section-warning";
  if (answered === 0) return "section-not-started";
  return answered === asked ? "section-complete" : "section-begun";
}

const nothing: Counts = { asked: 0, answered: 0, toCheck: 0 };

const add = (one: Counts, other: Counts): Counts => ({
  asked: one.asked + other.asked,
  answered: one.answered + other.answered,
  toCheck: one.toCheck + other.toCheck,
});

/** The old section where nothing of it has changed, and otherwise its old parts where they have not. */
function keepEqual(old: Section | undefined, made: Section): Section {
  if (!old) return made;
  const items = isSame(old.items, made.items) ? old.items : made.items;
  const entry = isSame(old.entry, made.entry) ? old.entry : made.entry;
  const now = { ...made, items, entry };
  const isOld =
    items === old.items &&
    entry === old.entry &&
    old.label === now.label &&
    old.mark === now.mark &&
    isSame(old.counts, now.counts) &&
    isSame(old.entries, now.entries);
  return isOld ? old : now;
}

/** Plain data of at most three levels; views of nodes are the same only if they are identical. */
function isSame(one: unknown, other: unknown, depth = 0): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || !one || !other || depth > 2)
    return false;
  const [left, right] = [Object.entries(one), Object.entries(other)];
  if (left.length !== right.length) return false;
  return left.every(([key, value]) =>
    isSame(value, (other as { readonly [key: string]: unknown })[key], depth + 1),
  );
}
