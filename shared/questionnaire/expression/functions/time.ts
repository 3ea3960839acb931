import {
  type CivilMoment,
  civilDays,
  clockText,
  dateParts,
  dateText,
  daysOf,
  momentAt,
  momentOfDays,
  momentText,
  pad,
  readMoment,
  readTime,
} from "../calendar.ts";
import { bounds } from "../partial-date.ts";
import type { FunctionOfForms, Run, Scope } from "../scope.ts";
import { toText } from "../value.ts";
import { made, number, text } from "./given.ts";

export const timeFunctions: { readonly [name: string]: FunctionOfForms } = {
  today: made(0, 0, (_, scope) => momentText(present(scope)).slice(0, 10)),
  now: made(0, 0, (_, scope) => momentText(present(scope))),
  date: made(1, 1, (given, scope) => {
    const moment = momentOrMisread(given, scope);
    return moment ? dateText(civilDays(moment, scope.form.calendar)) : "";
  }),
  "date-time": made(1, 1, (given, scope) => {
    const moment = momentOrMisread(given, scope);
    if (!moment) return "";
    const { calendar } = scope.form;
    if (moment.offset === null)
      return momentText(momentOfDays(civilDays(moment, calendar), calendar));
    const midnight = daysOf(moment.year, moment.month, moment.day) * 86_400_000;
    return momentText(momentAt(midnight + moment.time - moment.offset * 60_000, calendar));
  }),
  "decimal-date-time": made(1, 1, (given, scope) => {
    const moment = momentOf(given, scope);
    return moment ? civilDays(moment, scope.form.calendar) : Number.NaN;
  }),
  "decimal-time": made(1, 1, (given, scope) => {
    const read = readTime(text(given, 0, scope));
    if (!read) return Number.NaN;
    const { calendar, now } = scope.form;
    // The clock of an offset is read on the clock of the interview's zone, as that goes now.
    const moved = read.offset === null ? 0 : calendar.offsetAt(now()) - read.offset;
    const day = 86_400_000;
    return ((read.time + moved * 60_000 + 2 * day) % day) / day;
  }),
  "format-date": made(2, 2, format),
  "format-date-time": made(2, 2, format),
  earliest: made(1, 1, (given, scope) => bounds(text(given, 0, scope))?.earliest ?? ""),
  latest: made(1, 1, (given, scope) => bounds(text(given, 0, scope))?.latest ?? ""),
  precision: made(1, 1, (given, scope) => bounds(text(given, 0, scope))?.precision ?? ""),
  "is-approximate": made(
    1,
    1,
    (given, scope) => bounds(text(given, 0, scope))?.approximate ?? false,
  ),
};

const present = (scope: Scope) => momentAt(scope.form.now(), scope.form.calendar);

/** The same; something that is written and no date is told to whoever wants to know. */
function momentOrMisread(given: readonly Run[], scope: Scope): CivilMoment | undefined {
  const moment = momentOf(given, scope);
  if (!moment && text(given, 0, scope).trim() !== "") scope.form.misread();
  return moment;
}

/** A date, a date and a time, or a number of days; also `2018-1-5`, as spreadsheets write it. */
function momentOf(given: readonly Run[], scope: Scope): CivilMoment | undefined {
  const value = given[0]?.(scope) ?? "";
  if (typeof value === "boolean") return undefined;
  const written = toText(value).trim();
  const padded = written.replace(
    /^(\d{4})-(\d{1,2})-(\d{1,2})(?=$|T)/,
    (_, year: string, month: string, day: string) =>
      `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`,
  );
  const moment = readMoment(padded);
  if (moment) return moment;
  const days = number(given, 0, scope);
  if (!Number.isFinite(days) || dateText(days) === "") return undefined;
  return days % 1 === 0
    ? { ...dateParts(days), time: 0, offset: null }
    : momentOfDays(days, scope.form.calendar);
}

type Mark = (moment: CivilMoment) => string;

const marks: { readonly [mark: string]: Mark } = {
  Y: ({ year }) => pad(year, 4),
  y: ({ year }) => pad(year % 100),
  m: ({ month }) => pad(month),
  n: ({ month }) => String(month),
  b: (moment) => nameOf(moment, { month: "short" }),
  B: (moment) => nameOf(moment, { month: "long" }),
  d: ({ day }) => pad(day),
  e: ({ day }) => String(day),
  a: (moment) => nameOf(moment, { weekday: "short" }),
  A: (moment) => nameOf(moment, { weekday: "long" }),
  H: ({ time }) => clockText(time).slice(0, 2),
  h: ({ time }) => String(Math.floor(time / 3_600_000)),
  M: ({ time }) => clockText(time).slice(3, 5),
  S: ({ time }) => clockText(time).slice(6, 8),
  "3": ({ time }) => clockText(time).slice(9),
};

function format(given: readonly Run[], scope: Scope): string {
  const moment = momentOf(given, scope);
  if (!moment) return "";
  const local =
    moment.offset === null
      ? moment
      : momentOfDays(civilDays(moment, scope.form.calendar), scope.form.calendar);
  return text(given, 1, scope).replace(
    /%(.)/g,
    (whole, mark: string) => marks[mark]?.(local) ?? whole,
  );
}

/** In English: what a form computes is stored, and must not change with the language shown. */
function nameOf(
  { year, month, day }: CivilMoment,
  part: { readonly month?: "short" | "long"; readonly weekday?: "short" | "long" },
): string {
  const instant = daysOf(year, month, day) * 86_400_000;
  return new Intl.DateTimeFormat("en-US", { ...part, timeZone: "UTC" }).format(instant);
}
