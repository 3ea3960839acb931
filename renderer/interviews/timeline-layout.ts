import { certainOf, extentOf, type TimelineEvent } from "./timeline.ts";
import { dayOf, isoOf } from "./told-dates.ts";

export type Zoom = "year" | "month";

/** The piece of time that is drawn: days since 1970, and how wide the whole of it is. */
export interface Scale {
  readonly first: number;
  readonly last: number;
  readonly width: number;
  /** Years or months, each with its place in hundredths of the width. */
  readonly ticks: readonly { readonly day: string; readonly place: number }[];
}

/** Where a bar lies in its row. Places are in hundredths of the width, from where time begins. */
export interface Bar {
  readonly event: TimelineEvent;
  readonly start: number;
  readonly size: number;
  /** The part that is certain, in hundredths of the bar; null when nothing is. */
  readonly certain: { readonly start: number; readonly size: number } | null;
  readonly isOpen: { readonly start: boolean; readonly end: boolean };
  readonly label: "inside" | "after" | "before" | "under";
}

/** Bars that do not touch each other share a row. */
export type Row = readonly Bar[];

const monthWidth = 104;
const narrowestYear = 60;
const thinnestBar = 14;
/** How far a bar goes on when nobody knows how far. */
const fade = 36;
const roomBetween = 8;

/** Whole years that fit the panel, or months as wide as their names, however long that gets. */
export function scaleOf(events: readonly TimelineEvent[], zoom: Zoom, panel: number): Scale {
  const extents = events.map(extentOf);
  const earliest = isoOf(Math.min(...extents.map(({ earliest }) => earliest)));
  const latest = isoOf(Math.max(...extents.map(({ latest }) => latest)));
  const unit = zoom === "year" ? 12 : 1;
  const begin = monthsOf(earliest) - (monthsOf(earliest) % unit);
  const end = monthsOf(latest) - (monthsOf(latest) % unit) + unit;
  const count = (end - begin) / unit;
  const width = zoom === "year" ? panel : Math.max(panel, count * monthWidth);
  const [first, last] = [dayOf(monthDay(begin)), dayOf(monthDay(end))];
  const step = Math.max(1, Math.ceil((count * narrowestYear) / width)) * unit;
  const starts = Array.from({ length: Math.ceil((end - begin) / step) }, (_, at) =>
    monthDay(begin + at * step),
  );
  const ticks = starts.map((day) => ({
    day,
    place: (100 * (dayOf(day) - first)) / (last - first),
  }));
  return { first, last, width, ticks };
}

/** Packs the events of one lane, given in order of time, into as few rows as their labels allow. */
export function rowsOf(
  events: readonly TimelineEvent[],
  scale: Scale,
  widthOf: (event: TimelineEvent) => number,
): readonly Row[] {
  const rows: { bars: Bar[]; end: number }[] = [];
  for (const event of events) {
    const { bar, from, to } = barOf(event, scale, widthOf(event));
    const row = rows.find(({ end }) => end + roomBetween <= from);
    if (row) {
      row.bars.push(bar);
      row.end = to;
    } else rows.push({ bars: [bar], end: to });
  }
  return rows.map(({ bars }) => bars);
}

/** A bar, and what it takes up together with its label, in pixels. */
function barOf(event: TimelineEvent, { first, last, width }: Scale, label: number) {
  const pixelOf = (day: number) => (width * (day - first)) / (last - first);
  const { earliest, latest } = extentOf(event);
  const isOpen = { start: event.from === null, end: event.to === null };
  // A day is as wide as a day; what is thinner than a finger is drawn around its middle.
  const told = [pixelOf(earliest), pixelOf(latest + 1)] as const;
  const lacking = Math.max(0, thinnestBar - (told[1] - told[0])) / 2;
  const start = Math.max(0, told[0] - lacking - (isOpen.start ? fade : 0));
  const end = Math.min(
    width,
    Math.max(told[1] + lacking, start + thinnestBar) + (isOpen.end ? fade : 0),
  );
  const size = end - start;
  const sure = certainOf(event);
  const isThin = lacking > 0 && sure !== null;
  const certain =
    sure === null
      ? null
      : isThin
        ? { start: 0, size: 100 }
        : {
            start: (100 * (pixelOf(sure[0]) - start)) / size,
            size: (100 * (pixelOf(sure[1] + 1) - pixelOf(sure[0]))) / size,
          };
  const beside = label + roomBetween;
  const place: Bar["label"] =
    certain !== null && (certain.size * size) / 100 >= label + 2 * roomBetween
      ? "inside"
      : end + beside <= width
        ? "after"
        : start - beside >= 0
          ? "before"
          : "under";
  const taken = {
    inside: [start, end],
    after: [start, end + beside],
    before: [start - beside, end],
    under: [0, width],
  } as const;
  const [from, to] = taken[place];
  const bar: Bar = {
    event,
    start: (100 * start) / width,
    size: (100 * size) / width,
    certain,
    isOpen,
    label: place,
  };
  return { bar, from, to };
}

/** Months since the year nought. */
function monthsOf(iso: string): number {
  return Number(iso.slice(0, 4)) * 12 + Number(iso.slice(5, 7)) - 1;
}

function monthDay(months: number): string {
  const year = String(Math.floor(months / 12)).padStart(4, "0");
  return `${year}-${String((months % 12) + 1).padStart(2, "0")}-01`;
}
