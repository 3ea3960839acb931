import { z } from "zod";

/**
 * What somebody said in the Hijri calendar, kept beside the Gregorian date that was made of it:
 * `umalqura:1440`, `umalqura:1440-02` or `umalqura:1440-02-06`. The tables by which it was counted
 * are named, because others say a day or two more or less.
 */
export const Stated = z.string().regex(/^umalqura:\d{4}(?:-\d{2}(?:-\d{2})?)?$/);

/** A Hijri date as far as it was said: what was not is null. */
export interface StatedDate {
  readonly year: number;
  readonly month: number | null;
  readonly day: number | null;
}

/** A day of the Hijri calendar by the tables of Umm al-Qura, as the platform has them. */
export type HijriDay = { readonly [part in keyof StatedDate]: number };

/** The Gregorian days that a Hijri date may mean, and what is stored for it: always about then. */
export interface Converted {
  /** `2018-10-10`. */
  readonly earliest: string;
  readonly latest: string;
  /** `2018-10-15~`. */
  readonly value: string;
}

/** The years for which there are tables and somebody may remember. */
export const firstHijriYear = 1300;
export const lastHijriYear = 1500;

/** Reads what was said; null for what was not written by us, or is no date. */
export function readStated(text: string): StatedDate | null {
  if (!Stated.safeParse(text).success) return null;
  const [year = 0, month = null, day = null] = text.slice(text.indexOf(":") + 1).split("-");
  const date = {
    year: Number(year),
    month: month === null ? null : Number(month),
    day: day === null ? null : Number(day),
  };
  return convertHijri(date) === null ? null : date;
}

export function writeStated({ year, month, day }: StatedDate): string {
  const parts = [month, day].filter((part) => part !== null);
  const rest = parts.map((part) => `-${String(part).padStart(2, "0")}`).join("");
  return `umalqura:${year}${rest}`;
}

/** Whether a stored date is the one that is made of what was said. */
export function isMadeOf(value: string, stated: string): boolean {
  const date = readStated(stated);
  return date !== null && convertHijri(date)?.value === value;
}

/** The Gregorian date that a Hijri one is about; null when that month or year has no such day. */
export function convertHijri({ year, month, day }: StatedDate): Converted | null {
  if (year < firstHijriYear || year > lastHijriYear) return null;
  const earliest = gregorianDay({ year, month: month ?? 1, day: day ?? 1 });
  const next = month === null ? { year: year + 1, month: 1 } : nextMonth(year, month);
  const after = day === null ? gregorianDay({ ...next, day: 1 }) : null;
  if (earliest === null) return null;
  const latest = after === null ? earliest : isoOf(dayOf(after) - 1);
  // A Hijri month or year lies in two Gregorian ones: it is about the one that has its middle.
  const middle = isoOf(Math.round((dayOf(earliest) + dayOf(latest)) / 2));
  const known = month === null ? 4 : day === null ? 7 : 10;
  return { earliest, latest, value: `${middle.slice(0, known)}~` };
}

/** The day of a Hijri date, `2018-10-15`; null when that month has no such day. */
export function gregorianDay(date: HijriDay): string | null {
  const months = (date.year - 1) * 12 + date.month - 1;
  const near = Math.floor(firstDay + months * meanMonth + date.day - 1);
  for (let day = near - 3; day <= near + 3; day += 1) {
    const found = hijriDay(isoOf(day));
    if (found.year === date.year && found.month === date.month && found.day === date.day)
      return isoOf(day);
  }
  return null;
}

/** The Hijri date of a day, `2018-10-15`. */
export function hijriDay(iso: string): HijriDay {
  const parts = numeric.formatToParts(new Date(`${iso}T00:00:00Z`));
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
  return { year: part("year"), month: part("month"), day: part("day") };
}

/** Says a Hijri date in words of a display locale. */
export function sayHijri({ year, month, day }: StatedDate, locale: string): string {
  const first = gregorianDay({ year, month: month ?? 1, day: day ?? 1 });
  return new Intl.DateTimeFormat(inUmmAlQura(locale), {
    timeZone: "UTC",
    year: "numeric",
    ...(month === null ? {} : { month: "long" }),
    ...(day === null ? {} : { day: "numeric" }),
  }).format(new Date(`${first}T00:00:00Z`));
}

/** The twelve months of the Hijri year by their names. */
export function hijriMonthNames(locale: string): readonly string[] {
  const named = new Intl.DateTimeFormat(inUmmAlQura(locale), { timeZone: "UTC", month: "long" });
  return Array.from({ length: 12 }, (_, month) =>
    named.format(new Date(`${gregorianDay({ year: 1440, month: month + 1, day: 1 })}T00:00:00Z`)),
  );
}

/** 16 July 622, and how long a month is on average. */
const firstDay = -492_149;
const meanMonth = 29.530_588;
const dayMs = 86_400_000;

const numeric = new Intl.DateTimeFormat("en-u-ca-islamic-umalqura-nu-latn", {
  timeZone: "UTC",
  year: "numeric",
  month: "numeric",
  day: "numeric",
});

const nextMonth = (year: number, month: number) =>
  month === 12 ? { year: year + 1, month: 1 } : { year, month: month + 1 };

const inUmmAlQura = (locale: string) => new Intl.Locale(locale, { calendar: "islamic-umalqura" });
const isoOf = (day: number) => new Date(day * dayMs).toISOString().slice(0, 10);
const dayOf = (iso: string) => Date.parse(`${iso}T00:00:00Z`) / dayMs;
