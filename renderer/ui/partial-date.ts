import { readNumber } from "./digits.ts";
import { perLocale } from "./per-locale.ts";

export type Precision = "year" | "month" | "day";

/**
 * A date as far as it is known: `2018`, `2018-11`, `2018-11-20`, each with `~` when it is about then.
 *
 * What is not known is null and stays so; nobody guesses a day.
 */
export interface PartialDateValue {
  readonly year: number;
  readonly month: number | null;
  readonly day: number | null;
  readonly about: boolean;
}

/** The fields as they were typed, before they mean anything. */
export interface TypedDate {
  readonly precision: Precision;
  readonly year: string;
  /** `1` to `12`, or empty. */
  readonly month: string;
  readonly day: string;
  readonly about: boolean;
}

/** What stands in the way of a date, from the person's side. */
export type DateGap = "empty" | "incomplete" | "no-year" | "no-day" | "no-such-day";

/** Reads a stored value; null when it is empty or was not written by us. */
export function readPartialDate(text: string): PartialDateValue | null {
  const found = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(~?)$/u.exec(text);
  if (!found) return null;
  const [, year, month, day, about] = found;
  const value = {
    year: Number(year),
    month: month === undefined ? null : Number(month),
    day: day === undefined ? null : Number(day),
    about: about === "~",
  };
  return exists(value) ? value : null;
}

export function writePartialDate(value: PartialDateValue): string {
  const parts = [String(value.year).padStart(4, "0")];
  if (value.month !== null) parts.push(String(value.month).padStart(2, "0"));
  if (value.month !== null && value.day !== null) parts.push(String(value.day).padStart(2, "0"));
  return parts.join("-") + (value.about ? "~" : "");
}

export function precisionOf(value: PartialDateValue): Precision {
  if (value.month === null) return "year";
  return value.day === null ? "month" : "day";
}

/** Makes a date of what was typed, at the precision that was chosen, or says what is missing. */
export function readTypedDate(typed: TypedDate): PartialDateValue | DateGap {
  const needed = [typed.year];
  if (typed.precision !== "year") needed.push(typed.month);
  if (typed.precision === "day") needed.push(typed.day);
  if (needed.every((part) => part.trim() === "")) return "empty";

  const year = wholeNumber(typed.year);
  if (typed.year.trim() !== "" && (year === null || year < 1000 || year > 9999)) return "no-year";
  const day = typed.precision === "day" ? wholeNumber(typed.day) : null;
  if (typed.precision === "day" && typed.day.trim() !== "" && (day === null || day < 1 || day > 31))
    return "no-day";
  if (needed.some((part) => part.trim() === "") || year === null) return "incomplete";

  const month = typed.precision === "year" ? null : Number(typed.month);
  const value = { year, month, day, about: typed.about };
  return exists(value) ? value : "no-such-day";
}

/** Says a partial date in words of a display locale, without the word for "about". */
export function sayPartialDate(value: PartialDateValue, locale: string): string {
  const moment = new Date(0);
  moment.setUTCFullYear(value.year, (value.month ?? 1) - 1, value.day ?? 1);
  return new Intl.DateTimeFormat(locale, {
    timeZone: "UTC",
    calendar: "gregory",
    year: "numeric",
    ...(value.month === null ? {} : { month: "long" }),
    ...(value.day === null ? {} : { day: "numeric" }),
  }).format(moment);
}

/** The twelve months by their names in a display locale; in Arabic the Levantine ones. */
export const monthNames = perLocale((locale): readonly string[] => {
  const named = new Intl.DateTimeFormat(locale, { timeZone: "UTC", month: "long" });
  return Array.from({ length: 12 }, (_, month) => named.format(new Date(Date.UTC(2018, month, 1))));
});

function exists({ year, month, day }: PartialDateValue): boolean {
  if (year < 1000) return false;
  if (month === null) return day === null;
  if (month < 1 || month > 12) return false;
  return day === null || (day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate());
}

/** A whole number in any digits; null for everything else. */
export function wholeNumber(text: string): number | null {
  const ascii = readNumber(text);
  return ascii !== null && /^\d+$/u.test(ascii) ? Number(ascii) : null;
}
