import {
  type Converted,
  convertHijri,
  firstHijriYear,
  lastHijriYear,
  readStated,
  type StatedDate,
  writeStated,
} from "../../shared/interviews/hijri.ts";
import { showNumber } from "./digits.ts";
import {
  type DateGap,
  type PartialDateValue,
  precisionOf,
  readPartialDate,
  readTypedDate,
  type TypedDate,
  wholeNumber,
  writePartialDate,
} from "./partial-date.ts";

/** The fields of a date with both calendars: what is not looked at is kept. */
export interface TypedInCalendar extends TypedDate {
  readonly calendar: "gregorian" | "hijri";
  readonly hijri: Pick<TypedDate, "year" | "month" | "day">;
  /** Whether the Gregorian fields hold what was made of the Hijri ones. */
  readonly isConverted: boolean;
}

/** A Hijri date as far as it was typed, with what is made of it. */
export interface ReadHijri extends Converted {
  readonly hijri: StatedDate;
  readonly stored: PartialDateValue;
}

/** What the fields mean now: in Hijri ones that are empty, the Gregorian date still stands. */
export function readInCalendar(typed: TypedInCalendar): PartialDateValue | DateGap {
  if (typed.calendar === "gregorian") return readTypedDate(typed);
  const date = readHijri(typed);
  if (date === "empty") return readTypedDate(typed);
  return typeof date === "string" ? date : date.stored;
}

/** What was said in the Hijri calendar, as long as the date that stands is the one made of it. */
export function statedIn(typed: TypedInCalendar): string | undefined {
  const date = readInCalendar(typed);
  const hijri = readHijri(typed);
  if (!typed.isConverted || typeof date === "string" || typeof hijri === "string") return undefined;
  return writePartialDate(date) === hijri.value ? writeStated(hijri.hijri) : undefined;
}

/** The fields for a stored date, in the calendar in which it was said. */
export function asTyped(
  value: string,
  stated: string | undefined,
  otherwise: TypedDate["precision"],
  locale: string,
): TypedInCalendar {
  const date = readPartialDate(value);
  const said = stated === undefined ? null : readStated(stated);
  return {
    precision: date ? precisionOf(date) : otherwise,
    about: date?.about ?? false,
    ...fieldsOf(date, locale),
    calendar: said ? "hijri" : "gregorian",
    hijri: fieldsOf(said, locale),
    isConverted: said !== null,
  };
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
  const { stored } = date;
  return { ...next, ...fieldsOf(stored, locale), about: stored.about, isConverted: true };
}

/** Makes a date of the Hijri fields, at the precision that was chosen, or says what is missing. */
export function readHijri({ precision, hijri }: TypedInCalendar): ReadHijri | DateGap {
  const needed = [hijri.year];
  if (precision !== "year") needed.push(hijri.month);
  if (precision === "day") needed.push(hijri.day);
  if (needed.every((part) => part.trim() === "")) return "empty";
  const year = wholeNumber(hijri.year);
  if (hijri.year.trim() !== "" && (year === null || year < firstHijriYear || year > lastHijriYear))
    return "no-year";
  const day = precision === "day" ? wholeNumber(hijri.day) : null;
  if (precision === "day" && hijri.day.trim() !== "" && (day === null || day < 1 || day > 30))
    return "no-day";
  if (needed.some((part) => part.trim() === "") || year === null) return "incomplete";
  const month = precision === "year" ? null : Number(hijri.month);
  const date = { year, month, day };
  const converted = convertHijri(date);
  const stored = converted && readPartialDate(converted.value);
  return stored ? { hijri: date, stored, ...converted } : "no-such-day";
}

type HijriFields = TypedInCalendar["hijri"];

function fieldsOf(date: StatedDate | null, locale: string): HijriFields {
  if (!date) return { year: "", month: "", day: "" };
  const { year, month, day } = date;
  return {
    year: showNumber(String(year), locale),
    month: month === null ? "" : String(month),
    day: day === null ? "" : showNumber(String(day), locale),
  };
}
