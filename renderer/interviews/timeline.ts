import type { NodeRef, NodeView, ShownText } from "../../shared/questionnaire/live/view.ts";
import { everySection, type Outline, type Section } from "./outline.ts";
import { asksWhen, asMeant, byTime, isoOf, type ToldDate, toldDate } from "./told-dates.ts";

/** What an interview tells about time, read off its questions: nothing is stored here. */
export interface Timeline {
  readonly lanes: readonly Lane[];
  /** Everything that is dated, in order of time. */
  readonly events: readonly TimelineEvent[];
  /** Entries and questions that ask for a date and have none, in the order of the interview. */
  readonly undated: readonly Undated[];
  readonly checks: readonly TimeCheck[];
}

export interface Lane {
  readonly id: string;
  /** The words of its repeat; null for dates outside of entries. */
  readonly label: ShownText | null;
  readonly look: LaneLook;
}

export const laneLooks = [
  "service",
  "later-service",
  "settlement",
  "detention",
  "treatment",
  "out-of-service",
] as const;
export type LaneLook = (typeof laneLooks)[number];

export interface TimelineEvent {
  readonly id: string;
  readonly lane: string;
  /** Where it stands: the entry whose dates these are, or the section of a single question. */
  readonly section: Section;
  /** The question that tells when. */
  readonly ref: NodeRef;
  /** The questions that tell it: its beginning, its end, how long it lasted. */
  readonly refs: readonly NodeRef[];
  /** An entry with several of them calls each by its question. */
  readonly isNamedByQuestion: boolean;
  readonly kind: "point" | "span";
  /** Null when only the end is known. */
  readonly from: ToldDate | null;
  /** Null when only the beginning is known; of a point it is its beginning. */
  readonly to: ToldDate | null;
  /** How long it was said to last; the end is then counted, not told. */
  readonly days: number | null;
}

export interface Undated {
  readonly id: string;
  readonly section: Section;
  readonly ref: NodeRef;
  readonly isNamedByQuestion: boolean;
}

/** Something that does not fit, or may be missing. It never blocks anything. */
export interface TimeCheck {
  /** Its kind and the questions it compares, as an interview keeps it once it was confirmed. */
  readonly id: string;
  readonly kind: "end-before-start" | "overlap" | "gap";
  readonly event: TimelineEvent;
  /** What it overlaps, or what lies on the other side of the gap. */
  readonly other: TimelineEvent | null;
  /** First and last day of a gap, `2018-11-20`. */
  readonly gap: { readonly from: string; readonly to: string } | null;
}

/**
 * Reads the timeline off an interview.
 *
 * Questions that ask for a date belong together by their names, within one entry or one section:
 * `x_from` or `x_date`, `x_to`, and `x_days`, a whole number, are one episode. Every other date is a
 * point. The lane is the repeat.
 */
export function timelineOf(
  outline: Outline,
  nodeOf: (ref: NodeRef) => NodeView | undefined,
): Timeline {
  const events: TimelineEvent[] = [];
  const undated: Undated[] = [];
  const lanes = new Map<string, ShownText | null>();
  for (const section of everySection(outline)) {
    const repeat = section.entry ? nodeOf(section.entry.repeat) : undefined;
    const lane = repeat?.name ?? loose;
    const found = episodesIn(section, nodeOf);
    const isNamedByQuestion = !repeat || found.length > 1;
    const dated = found.filter(({ from, to }) => from !== null || to !== null);
    for (const episode of dated)
      events.push({ ...episode, id: episode.ref, lane, section, isNamedByQuestion });
    if (dated.length > 0 && !lanes.has(lane)) lanes.set(lane, repeat?.label ?? null);
    // An entry is one thing: what one of its dates tells, the others need not tell again.
    const silent = repeat ? (dated.length > 0 ? [] : found.slice(0, 1)) : found;
    for (const { ref, from, to } of silent)
      if (from === null && to === null)
        undated.push({ id: ref, section, ref, isNamedByQuestion: !repeat });
  }
  // By their beginnings: an end that was told too early puts nothing out of order.
  events.sort((one, other) => byTime(one.from ?? extentOf(one), other.from ?? extentOf(other)));
  return { lanes: withLooks(lanes), events, undated, checks: checksOf(events) };
}

/** Those of which nobody has said yet that it is so. */
export function openChecks({ checks }: Timeline, confirmed: readonly string[]): TimeCheck[] {
  return checks.filter(({ id }) => !confirmed.includes(id));
}

/** The first and the last day an event may have touched, as it was told. */
export function extentOf({ from, to }: TimelineEvent): Pick<ToldDate, "earliest" | "latest"> {
  const dates = [from, to].filter((date) => date !== null);
  return {
    earliest: Math.min(...dates.map(({ earliest }) => earliest)),
    latest: Math.max(...dates.map(({ latest }) => latest)),
  };
}

/** The days of which it is certain that they belong to it; null when no day is. */
export function certainOf({ from, to }: TimelineEvent): readonly [number, number] | null {
  if (from === null || to === null || from.isAbout || to.isAbout) return null;
  return from.latest <= to.earliest ? [from.latest, to.earliest] : null;
}

/** Dates outside of entries share one lane; no repeat has this name. */
const loose = "~";

type Episode = Pick<TimelineEvent, "ref" | "refs" | "kind" | "from" | "to" | "days">;

interface Parts {
  start?: NodeView;
  end?: NodeView;
  length?: NodeView;
}

function episodesIn(
  section: Section,
  nodeOf: (ref: NodeRef) => NodeView | undefined,
): readonly Episode[] {
  const byStem = new Map<string, Parts>();
  const put = (stem: string, part: keyof Parts, node: NodeView) => {
    const parts = byStem.get(stem) ?? {};
    parts[part] ??= node;
    byStem.set(stem, parts);
  };
  for (const { kind, ref } of section.items) {
    const node = kind === "question" ? nodeOf(ref) : undefined;
    if (!node) continue;
    if (asksWhen(node, section.entry !== null)) {
      const isEnd = endName.test(node.name);
      const stem = node.name.replace(isEnd ? endName : startName, "");
      put(stem, isEnd ? "end" : "start", node);
    } else if (node.type === "integer" && lengthName.test(node.name))
      put(node.name.replace(lengthName, ""), "length", node);
  }
  return [...byStem.values()].flatMap(asEpisode);
}

const startName = /(^|_)(from|start|date)$/u;
const endName = /(^|_)(to|until|end)$/u;
const lengthName = /(^|_)days$/u;

function asEpisode({ start, end, length }: Parts): readonly Episode[] {
  const first = start ?? end;
  if (!first) return [];
  const refs = [start, end, length].flatMap((node) => node?.ref ?? []);
  const from = start ? toldDate(start) : null;
  const told = end ? toldDate(end) : null;
  if (!end && !length) return [{ ref: first.ref, refs, kind: "point", from, to: from, days: null }];
  const days = told === null && length ? wholeDays(length) : null;
  const to = told ?? (from && days !== null ? later(from, days) : null);
  // What ended on the day it began is a point, however it was told.
  const kind = days === 0 ? "point" : "span";
  const ref = from === null && told && end ? end.ref : first.ref;
  return [{ ref, refs, kind, from, to, days }];
}

function wholeDays({ state, value }: NodeView): number | null {
  return state === "answered" && /^\d{1,5}$/u.test(value) ? Number(value) : null;
}

function later({ earliest, latest, isAbout }: ToldDate, days: number): ToldDate {
  return { earliest: earliest + days, latest: latest + days, isAbout, told: null };
}

/** Names of the field keep their colours; the other repeats take what is left, in order. */
const known: { readonly [repeat: string]: LaneLook } = {
  detention: "detention",
  incident: "treatment",
  step: "settlement",
  [loose]: "out-of-service",
};

function withLooks(lanes: ReadonlyMap<string, ShownText | null>): readonly Lane[] {
  const taken = new Set([...lanes.keys()].map((id) => known[id]));
  const free = laneLooks.filter((look) => !taken.has(look));
  let next = 0;
  return [...lanes].map(([id, label]) => {
    const look = known[id] ?? free[next++ % Math.max(1, free.length)] ?? "service";
    return { id, label, look };
  });
}

/** Only what no reading of the dates can bring together is worth a question. */
function checksOf(events: readonly TimelineEvent[]): readonly TimeCheck[] {
  const checks: TimeCheck[] = [];
  const backwards = new Set<TimelineEvent>();
  for (const event of events) {
    if (event.kind !== "span" || !event.from || !event.to || event.days !== null) continue;
    if (asMeant(event.to).latest >= asMeant(event.from).earliest) continue;
    backwards.add(event);
    checks.push(check("end-before-start", event, null));
  }
  const lanes = Map.groupBy(
    events.filter((event) => event.lane !== loose && !backwards.has(event)),
    ({ lane }) => lane,
  );
  for (const lane of lanes.values())
    if (lane.some(({ kind }) => kind === "span")) checks.push(...overlaps(lane), ...gaps(lane));
  return checks;
}

function overlaps(lane: readonly TimelineEvent[]): TimeCheck[] {
  const spans = lane.filter(({ kind }) => kind === "span");
  return spans.flatMap((one, place) =>
    spans
      .slice(place + 1)
      .filter((other) => other.section !== one.section && areBothAtOnce(one, other))
      .map((other) => check("overlap", one, other)),
  );
}

function areBothAtOnce(one: TimelineEvent, other: TimelineEvent): boolean {
  const endsAfter = (end: ToldDate | null, start: ToldDate | null) =>
    end !== null && start !== null && asMeant(start).latest < asMeant(end).earliest;
  return endsAfter(endOf(one), other.from) && endsAfter(endOf(other), one.from);
}

/** A counted end is as wide as the beginning it was counted from. */
function endOf({ from, to, days }: TimelineEvent): ToldDate | null {
  return days !== null && from ? later(asMeant(from), days) : to;
}

/** Longer than this without an entry of the same kind, and somebody should be asked. */
const longestGap = 31;

function gaps(lane: readonly TimelineEvent[]): TimeCheck[] {
  const found: TimeCheck[] = [];
  let last: { readonly event: TimelineEvent; readonly until: number } | null = null;
  for (const event of lane) {
    if (!event.from) continue;
    const begins = asMeant(event.from).earliest;
    if (last && begins - last.until > longestGap)
      found.push(
        check("gap", last.event, event, {
          from: isoOf(last.until + 1),
          to: isoOf(begins - 1),
        }),
      );
    const end = endOf(event);
    const until = end === null ? Number.POSITIVE_INFINITY : asMeant(end).latest;
    if (!last || until > last.until) last = { event, until };
  }
  return found;
}

function check(
  kind: TimeCheck["kind"],
  event: TimelineEvent,
  other: TimelineEvent | null,
  gap: TimeCheck["gap"] = null,
): TimeCheck {
  const id = [kind, ...event.refs, ...(other?.refs ?? [])].join(" ");
  return { id, kind, event, other, gap };
}
