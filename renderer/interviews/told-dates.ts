import { type Bounds, bounds } from "../../shared/questionnaire/expression/partial-date.ts";
import type { NodeView } from "../../shared/questionnaire/live/view.ts";

/**
 * Whether a question asks when something happened. Outside the entries of a repeat that is one which
 * takes a date as far as it is known: a plain date there is about the interview itself, its own day or
 * a time limit.
 */
export function asksWhen({ kind, type, appearance }: NodeView, isInEntry: boolean): boolean {
  if (kind !== "question") return false;
  return appearance.includes("partial-date") || (isInEntry && type === "date");
}

/** When, in days since 1 January 1970. */
export interface ToldDate {
  readonly earliest: number;
  readonly latest: number;
  readonly isAbout: boolean;
  /** As it is stored; null when it was not told but counted from another date. */
  readonly told: string | null;
}

/** The date a question holds; null while it holds none. */
export function toldDate({ state, value }: NodeView): ToldDate | null {
  const found = state === "answered" ? bounds(value) : undefined;
  return found === undefined ? null : fromBounds(found, value);
}

/**
 * The same date, as wide as somebody may have meant it: about a day is some day of its month, about a
 * month one of its year, about a year the year before or after it.
 */
export function asMeant(date: ToldDate): ToldDate {
  if (!date.isAbout || date.told === null) return date;
  const told = date.told.replace("~", "");
  if (told.length > 4) {
    const wider = bounds(told.length > 7 ? told.slice(0, 7) : told.slice(0, 4));
    return wider === undefined ? date : { ...fromBounds(wider, date.told), isAbout: true };
  }
  return { ...date, earliest: date.earliest - 366, latest: date.latest + 366 };
}

export function dayOf(iso: string): number {
  return Date.parse(`${iso}T00:00:00Z`) / dayMs;
}

export function isoOf(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

const dayMs = 86_400_000;

function fromBounds({ earliest, latest, approximate }: Bounds, told: string): ToldDate {
  return { earliest: dayOf(earliest), latest: dayOf(latest), isAbout: approximate, told };
}

/** Earlier first; of two that begin on the same day, the one that is known to end sooner. */
export function byTime(
  one: Pick<ToldDate, "earliest" | "latest">,
  other: Pick<ToldDate, "earliest" | "latest">,
): number {
  return one.earliest - other.earliest || one.latest - other.latest;
}
