import { showNumber } from "./digits.ts";
import {
  type DateGap,
  type PartialDateValue,
  readTypedDate,
  type TypedDate,
  wholeNumber,
} from "./partial-date.ts";
import { perLocale } from "./per-locale.ts";

/**
 * Days of the Hijri calendar by the tables of Umm al-Qura, as the platform has them.
 *
 * Calendars of other places and traditions say a day or two more or less, so what is made of a Hijri
 * date here is always about then.
 */
export interface HijriDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** The fields of a date with both calendars: what is not looked at is kept. */
export interface TypedInCalendar extends TypedDate {
  readonly calendar: "gregorian" | "hijri";
  readonly hijri: Pick<TypedDate, "year" | "month" | "day">;
  /** Whether the Gregorian fields hold what was made of the Hijri ones. */
  readonly isConverted: boolean;
}

/** A Hijri date as far as it was typed, with the Gregorian days it may mean and what is stored for it. */
export interface ConvertedDate {
  readonly hijri: { readonly [part in keyof HijriDate]: number | null };
  /** `2018-10-10`. */
  readonly earliest: string;
  readonly latest: string;
  readonly stored: PartialDateValue;
}

/** What the fields mean now: in Hijri ones that are empty, the Gregorian date still stands. */
export function readInCalendar(typed: TypedInCalendar): PartialDateValue | DateGap {
  if (typed.calendar === "gregorian") return readTypedDate(typed);
  const date = readHijri(typed);
  if (date === "empty") return readTypedDate(typed);
  return typeof date === "string" ? date : date.stored;
}

/** Changes Hijri fields or the precision; the Gregorian ones follow once there is a date. */
export function putHijri(
  typed: TypedInCalendar,
  change: Partial<HijriFields> & Partial<Pick<TypedDate, "precision">>,
  locale: string,
): TypedInCalendar {
  const { precision = typed.precision, ...fields } = change;
  const next = { ...typed, precision, hijri: { ...typed.hijri, ...fields } };
  const date = readHijri(next);
  if (date === "empty" && typed.isConverted)
    return { ...next, year: "", month: "", day: "", about: false, isConverted: false };
  if (typeof date === "string") return next;
  const { year, month, day, about } = date.stored;
  const text = (part: number | null) => (part === null ? "" : showNumber(String(part), locale));
  const fieldsNow = { year: text(year), month: String(month ?? ""), day: text(day), about };
  return { ...next, ...fieldsNow, isConverted: true };
}

/** Makes a date of the Hijri fields, at the precision that was chosen, or says what is missing. */
export function readHijri({ precision, hijri }: TypedInCalendar): ConvertedDate | DateGap {
  const needed = [hijri.year];
  if (precision !== "year") needed.push(hijri.month);
  if (precision === "day") needed.push(hijri.day);
  if (needed.every((part) => part.trim() === "")) return "empty";
  const year = wholeNumber(hijri.year);
  if (hijri.year.trim() !== "" && (year === null || year < firstYear || year > lastYear))
    return "no-year";
  const day = precision === "day" ? wholeNumber(hijri.day) : null;
  if (precision === "day" && hijri.day.trim() !== "" && (day === null || day < 1 || day > 30))
    return "no-day";
  if (needed.some((part) => part.trim() === "") || year === null) return "incomplete";
  const month = precision === "year" ? null : Number(hijri.month);
  return converted({ year, month, day }) ?? "no-such-day";
}

/** The day of a Hijri date, `2018-10-15`; null when that month has no such day. */
export function gregorianDay(date: HijriDate): string | null {
  const months = (date.year - 1) * 12 + date.month - 1;
  const near = Math.floor(firstDay + months * meanMonth + date.day - 1);
  for (let day = near - 3; day <= near + 3; day += 1) {
    const found = hijriDate(isoOf(day));
    if (found.year === date.year && found.month === date.month && found.day === date.day)
      return isoOf(day);
  }
  return null;
}

/** The Hijri date of a day, `2018-10-15`. */
export function hijriDate(iso: string): HijriDate {
  const parts = numeric.formatToParts(new Date(`${iso}T00:00:00Z`));
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
  return { year: part("year"), month: part("month"), day: part("day") };
}

/** Says a Hijri date in words of a display locale. */
export function sayHijriDate({ year, month, day }: ConvertedDate["hijri"], locale: string): string {
  const first = gregorianDay({ year: year ?? firstYear, month: month ?? 1, day: day ?? 1 });
  return new Intl.DateTimeFormat(inUmmAlQura(locale), {
    timeZone: "UTC",
    year: "numeric",
    ...(month === null ? {} : { month: "long" }),
    ...(day === null ? {} : { day: "numeric" }),
  }).format(new Date(`${first}T00:00:00Z`));
}

/** The twelve months of the Hijri year by their names. */
export const hijriMonthNames = perLocale((locale): readonly string[] => {
  const named = new Intl.DateTimeFormat(inUmmAlQura(locale), { timeZone: "UTC", month: "long" });
  return Array.from({ length: 12 }, (_, month) =>
    named.format(new Date(`${gregorianDay({ year: 1440, month: month + 1, day: 1 })}T00:00:00Z`)),
  );
});

type HijriFields = TypedInCalendar["hijri"];

/** The years for which there are tables and somebody may remember. */
const firstYear = 1300;
const lastYear = 1500;
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

function converted(hijri: ConvertedDate["hijri"]): ConvertedDate | null {
  const { year, month, day } = hijri;
  if (year === null) return null;
  const earliest = gregorianDay({ year, month: month ?? 1, day: day ?? 1 });
  const next = month === null ? { year: year + 1, month: 1 } : nextMonth(year, month);
  const after = day === null ? gregorianDay({ ...next, day: 1 }) : null;
  if (earliest === null) return null;
  const latest = after === null ? earliest : isoOf(dayOf(after) - 1);
  // A Hijri month or year lies in two Gregorian ones: it is about the one that has its middle.
  const middle = isoOf(Math.round((dayOf(earliest) + dayOf(latest)) / 2));
  const [middleYear = 0, middleMonth = 0, middleDay = 0] = middle.split("-").map(Number);
  const stored = {
    year: middleYear,
    month: month === null ? null : middleMonth,
    day: day === null ? null : middleDay,
    about: true,
  };
  return { hijri, earliest, latest, stored };
}

const nextMonth = (year: number, month: number) =>
  month === 12 ? { year: year + 1, month: 1 } : { year, month: month + 1 };

const inUmmAlQura = (locale: string) => new Intl.Locale(locale, { calendar: "islamic-umalqura" });
const isoOf = (day: number) => new Date(day * dayMs).toISOString().slice(0, 10);
const dayOf = (iso: string) => Date.parse(`${iso}T00:00:00Z`) / dayMs;
