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
    const moment = momentOf(given, scope);
    return moment ? momentText({ ...moment, offset: null }).slice(0, 10) : "";
  }),
  "date-time": made(1, 1, (given, scope) => {
    const moment = momentOf(given, scope);
    if (!moment) return "";
    if (moment.offset !== null) return momentText(moment);
    return momentText(momentOfDays(civilDays(moment, scope.form.calendar), scope.form.calendar));
  }),
  "decimal-date-time": made(1, 1, (given, scope) => {
    const moment = momentOf(given, scope);
    return moment ? civilDays(moment, scope.form.calendar) : Number.NaN;
  }),
  "decimal-time": made(1, 1, (given, scope) => {
    const read = readTime(text(given, 0, scope));
    return read ? read.time / 86_400_000 : Number.NaN;
  }),
  "format-date": made(2, 2, (given, scope) => format(given, scope, dateMarks)),
  "format-date-time": made(2, 2, (given, scope) => format(given, scope, allMarks)),
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

const dateMarks: { readonly [mark: string]: Mark } = {
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
};

const allMarks: { readonly [mark: string]: Mark } = {
  ...dateMarks,
  H: ({ time }) => clockText(time).slice(0, 2),
  h: ({ time }) => String(Math.floor(time / 3_600_000)),
  M: ({ time }) => clockText(time).slice(3, 5),
  S: ({ time }) => clockText(time).slice(6, 8),
  "3": ({ time }) => clockText(time).slice(9),
};

function format(
  given: readonly Run[],
  scope: Scope,
  marks: { readonly [mark: string]: Mark },
): string {
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
