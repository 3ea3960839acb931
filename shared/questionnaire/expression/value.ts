import { type Calendar, civilDays, readMoment } from "./calendar.ts";
import { bounds } from "./partial-date.ts";

/**
 * One node as an expression sees it: a question, group or entry of the interview, or a row of a
 * choice list or table. Plain data, kept up to date by whoever owns it.
 */
export interface Item {
  readonly name: string;
  readonly above: Item | null;
  /** Children in document order, the entries of a repeat in its place. */
  readonly below: readonly Item[];
  /** Only the root element has any: `/data/@id`, `/data/@version`. */
  readonly attributes?: readonly Item[];
  /** One-based number among the siblings of its name. */
  readonly place: number;
  /** What is read: empty when unanswered, set aside or irrelevant. */
  readonly value: string;
  /** Whether it is a partial date, which as a number is its earliest day. */
  readonly isPartialDate: boolean;
  /** Whether it is a member of node-sets: relevant, and with it all that is above it. */
  readonly standing: boolean;
}

export type Value = string | number | boolean | readonly Item[];

export const isItems = (value: Value): value is readonly Item[] => typeof value === "object";

/** Members of a node-set: what skip logic has closed is none. */
export const members = (items: readonly Item[]) => items.filter((item) => item.standing);

export function toText(value: Value): string {
  switch (typeof value) {
    case "string":
      return value;
    case "number":
      return numberText(value);
    case "boolean":
      return String(value);
    default:
      return value[0]?.value ?? "";
  }
}

/** Text that is no number and no date is NaN; so is the empty text, which is never 0. */
export function toNumber(value: Value, calendar: Calendar): number {
  switch (typeof value) {
    case "number":
      return value;
    case "boolean":
      return value ? 1 : 0;
    case "string":
      return textNumber(value, calendar);
    default:
      return itemNumber(value[0], calendar);
  }
}

function itemNumber(item: Item | undefined, calendar: Calendar): number {
  if (!item) return Number.NaN;
  return textNumber(
    item.isPartialDate ? (bounds(item.value)?.earliest ?? "") : item.value,
    calendar,
  );
}

export function toBoolean(value: Value): boolean {
  switch (typeof value) {
    case "boolean":
      return value;
    case "number":
      return value !== 0 && !Number.isNaN(value);
    case "string":
      return value !== "";
    default:
      return value.some((item) => item.standing);
  }
}

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;

function textNumber(text: string, calendar: Calendar): number {
  const trimmed = text.trim();
  if (decimal.test(trimmed)) return Number(trimmed);
  const moment = readMoment(trimmed);
  if (moment) return civilDays(moment, calendar);
  return Number.NaN;
}

/** `1`, `1.5`, never with an exponent; NaN is the empty text. */
export function numberText(number: number): string {
  if (Number.isNaN(number)) return "";
  const text = String(number);
  if (!text.includes("e")) return text === "-0" ? "0" : text;
  const [, sign = "", whole = "", fraction = "", power = ""] =
    /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text) ?? [];
  const shift = Number(power);
  const digits = whole + fraction;
  if (shift < 0) return `${sign}0.${"0".repeat(-shift - 1)}${digits}`;
  return sign + digits.padEnd(shift + 1, "0");
}

/**
 * Compares as XPath does: booleans if one side is boolean, else numbers if one is a number, else
 * text. A node-set is equal when any of its nodes is.
 */
export function equals(left: Value, right: Value, calendar: Calendar): boolean {
  return anyPair(left, right, (a, b) => {
    if (typeof a === "boolean" || typeof b === "boolean") return toBoolean(a) === toBoolean(b);
    if (typeof a === "number" || typeof b === "number")
      return toNumber(a, calendar) === toNumber(b, calendar);
    return toText(a) === toText(b);
  });
}

export function differs(left: Value, right: Value, calendar: Calendar): boolean {
  return anyPair(left, right, (a, b) => !equals(a, b, calendar));
}

/** Order is always by number; NaN has none. */
export function precedes(
  left: Value,
  operator: "<" | "<=" | ">" | ">=",
  right: Value,
  calendar: Calendar,
): boolean {
  return anyPair(left, right, (a, b) => {
    const x = toNumber(a, calendar);
    const y = toNumber(b, calendar);
    switch (operator) {
      case "<":
        return x < y;
      case "<=":
        return x <= y;
      case ">":
        return x > y;
      case ">=":
        return x >= y;
    }
  });
}

/** Whether any node of one side holds with any of the other; a boolean takes a set as a whole. */
function anyPair(left: Value, right: Value, holds: (a: Value, b: Value) => boolean): boolean {
  if (typeof left === "boolean" || typeof right === "boolean") return holds(left, right);
  const others = isItems(right) ? right.map((item) => [item]) : [right];
  if (!isItems(left)) return others.some((other) => holds(left, other));
  return left.some((item) => others.some((other) => holds([item], other)));
}
