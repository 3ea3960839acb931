// Days, dates and times as people count them: in the civil calendar of the interview's own zone.

/** A moment split as a wall clock and a calendar show it. */
export interface CivilMoment {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** Milliseconds since midnight. */
  readonly time: number;
  /** Minutes east of UTC, or null when it was not said. */
  readonly offset: number | null;
}

/** What the zone of an interview adds to civil days: where a moment of the world falls in it. */
export interface Calendar {
  /** Minutes east of UTC at that instant. */
  offsetAt(instant: number): number;
}

const dayMs = 86_400_000;
const dateForm = /^(\d{4})-(\d{2})-(\d{2})$/;
const timeForm = /^(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:\d{2})?$/;

/**
 * A calendar for an IANA zone, from the tables of the platform. An unknown zone counts as UTC.
 *
 * Asking the platform is slow, so the last quarter of an hour is remembered; zones change only then.
 */
export function calendarOf(zone: string): Calendar {
  let format: Intl.DateTimeFormat | undefined;
  let known = Number.NaN;
  let offset = 0;
  return {
    offsetAt(instant) {
      const quarter = Math.floor(instant / 900_000);
      if (quarter !== known) {
        format ??= zoneFormat(zone);
        known = quarter;
        offset = askOffset(format, quarter * 900_000);
      }
      return offset;
    },
  };
}

function zoneFormat(zone: string): Intl.DateTimeFormat {
  const fields = {
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
    hourCycle: "h23",
    era: "short",
  } as const;
  try {
    return new Intl.DateTimeFormat("en-u-nu-latn-ca-gregory", { ...fields, timeZone: zone });
  } catch {
    return new Intl.DateTimeFormat("en-u-nu-latn-ca-gregory", { ...fields, timeZone: "UTC" });
  }
}

function askOffset(format: Intl.DateTimeFormat, instant: number): number {
  const part: { [type: string]: string } = {};
  for (const { type, value } of format.formatToParts(instant)) part[type] = value;
  const year = part.era?.startsWith("B") ? 1 - Number(part.year) : Number(part.year);
  const days = daysOf(year, Number(part.month), Number(part.day));
  const time = Number(part.hour) * 3600 + Number(part.minute) * 60 + Number(part.second);
  return Math.round((days * dayMs + time * 1000 - Math.floor(instant / 1000) * 1000) / 60_000);
}

/** Whole days from 1970-01-01 to a date of the proleptic Gregorian calendar. */
export function daysOf(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return Math.floor(date.getTime() / dayMs);
}

/** `2018-11-20` for the days since 1970-01-01; empty outside the years 1 to 9999. */
export function dateText(days: number): string {
  const date = new Date(Math.floor(days) * dayMs);
  const year = date.getUTCFullYear();
  if (!(year >= 1 && year <= 9999)) return "";
  return `${pad(year, 4)}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`;
}

/** Reads `2018-11-20` as days since 1970-01-01; undefined for what is no date of the calendar. */
export function readDate(text: string): number | undefined {
  const found = dateForm.exec(text);
  if (!found) return undefined;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > lastDay(year, month))
    return undefined;
  return daysOf(year, month, day);
}

/** The number of days in a month. */
export function lastDay(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Reads `14:30`, `14:30:00.000` and the same with `Z` or `+03:00`. */
export function readTime(text: string): { time: number; offset: number | null } | undefined {
  const found = timeForm.exec(text);
  if (!found) return undefined;
  const [hour, minute, second] = [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const thousandths = Number((found[4] ?? "").padEnd(3, "0").slice(0, 3));
  const offset = found[5] === undefined ? null : readOffset(found[5]);
  if (offset === undefined) return undefined;
  return { time: (hour * 3600 + minute * 60 + second) * 1000 + thousandths, offset };
}

function readOffset(text: string): number | undefined {
  if (text === "Z") return 0;
  const [hours, minutes] = [Number(text.slice(1, 3)), Number(text.slice(4, 6))];
  if (hours > 14 || minutes > 59) return undefined;
  return (text[0] === "-" ? -1 : 1) * (hours * 60 + minutes);
}

/** Reads a date, or a date and a time joined by `T`. */
export function readMoment(text: string): CivilMoment | undefined {
  const [date = "", clock, ...rest] = text.split("T");
  const days = readDate(date);
  if (days === undefined || rest.length > 0) return undefined;
  const read = clock === undefined ? { time: 0, offset: null } : readTime(clock);
  if (!read) return undefined;
  return { ...dateParts(days), ...read };
}

export function dateParts(days: number): { year: number; month: number; day: number } {
  const date = new Date(days * dayMs);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/**
 * Days since 1970-01-01 with the time as a fraction, as the interview's zone counts them.
 *
 * A moment with an offset is first moved into the zone; one without is taken as it stands.
 */
export function civilDays(moment: CivilMoment, calendar: Calendar): number {
  const local = daysOf(moment.year, moment.month, moment.day) * dayMs + moment.time;
  if (moment.offset === null) return local / dayMs;
  const instant = local - moment.offset * 60_000;
  return (instant + calendar.offsetAt(instant) * 60_000) / dayMs;
}

/** Turns an instant into the wall clock of the zone. */
export function momentAt(instant: number, calendar: Calendar): CivilMoment {
  const offset = calendar.offsetAt(instant);
  const local = instant + offset * 60_000;
  const days = Math.floor(local / dayMs);
  return { ...dateParts(days), time: local - days * dayMs, offset };
}

/** The moment of the zone's wall clock that `days` names; summer time takes the earlier reading. */
export function momentOfDays(days: number, calendar: Calendar): CivilMoment {
  const local = Math.round(days * dayMs);
  const guess = local - calendar.offsetAt(local) * 60_000;
  const offset = calendar.offsetAt(local - calendar.offsetAt(guess) * 60_000);
  const whole = Math.floor(local / dayMs);
  return { ...dateParts(whole), time: local - whole * dayMs, offset };
}

/** `2018-11-20T14:30:00.000+03:00`; without the offset when there is none. */
export function momentText(moment: CivilMoment): string {
  const { year, month, day, time, offset } = moment;
  if (!(year >= 1 && year <= 9999)) return "";
  const date = `${pad(year, 4)}-${pad(month)}-${pad(day)}`;
  return `${date}T${clockText(time)}${offset === null ? "" : offsetText(offset)}`;
}

/** `14:30:00.000` for milliseconds since midnight. */
export function clockText(time: number): string {
  const seconds = Math.floor(time / 1000);
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${clock.map((part) => pad(part)).join(":")}.${pad(time % 1000, 3)}`;
}

function offsetText(offset: number): string {
  const minutes = Math.abs(offset);
  return `${offset < 0 ? "-" : "+"}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

export const pad = (number: number, digits = 2) => String(number).padStart(digits, "0");
