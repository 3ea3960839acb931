import { lastDay, pad, readDate } from "./calendar.ts";

/** What an honest date says: when at the earliest, when at the latest, how exactly, and how surely. */
export interface Bounds {
  readonly earliest: string;
  readonly latest: string;
  readonly precision: "year" | "month" | "day";
  readonly approximate: boolean;
}

/**
 * Reads `2018`, `2018-11` or `2018-11-20`, each with `~` at the end for "about".
 *
 * `~` widens nothing by itself: how much "about" allows is for the form or the reader to say.
 * Gives undefined for what is no date of the calendar.
 */
export function bounds(text: string): Bounds | undefined {
  const found = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(~?)$/.exec(text);
  if (!found) return undefined;
  const [, year = "", month, day] = found;
  const approximate = found[4] === "~";
  if (day !== undefined) {
    const date = `${year}-${month}-${day}`;
    if (readDate(date) === undefined) return undefined;
    return { earliest: date, latest: date, precision: "day", approximate };
  }
  if (Number(year) < 1) return undefined;
  if (month === undefined)
    return {
      earliest: `${year}-01-01`,
      latest: `${year}-12-31`,
      precision: "year",
      approximate,
    };
  if (Number(month) < 1 || Number(month) > 12) return undefined;
  const last = pad(lastDay(Number(year), Number(month)));
  return {
    earliest: `${year}-${month}-01`,
    latest: `${year}-${month}-${last}`,
    precision: "month",
    approximate,
  };
}
