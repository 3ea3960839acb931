import { fail, ok, type Result } from "../../result.ts";
import { readDate, readMoment, readTime } from "../expression/calendar.ts";
import { bounds } from "../expression/partial-date.ts";
import type { Offer, RowPlan } from "./plan.ts";
import type { LiveNode } from "./tree.ts";
import type { Refusal, RefusalKind } from "./view.ts";

/** An answer is at most this long, so that a line of an interview's history stays readable. */
export const longest = 200_000;

/** What XML 1.0 cannot carry: most control characters, and halves of pairs. */
const notXml = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** A text without what XML 1.0 cannot carry: what a field keeps of what was typed or pasted. */
export const storableText = (text: string) =>
  notXml.test(text) ? text.replace(new RegExp(notXml, "gu"), "") : text;

/**
 * Takes a value as the type of its question writes it, or says why not. Nothing is bent: `1.5` is
 * no integer, and a date that does not exist is no date.
 *
 * Gives the one lexical form of a number (`+07` becomes `7`, in a decimal `7.0`) and the codes of a selection in the order
 * of the list; all else stays as it was given. White space alone is empty.
 */
export function acceptValue(row: RowPlan, given: string, offer: Offer): Result<string, Refusal> {
  const value = row.value === "text" ? given : given.normalize("NFC");
  if (value.trim() === "") return ok("");
  if (value.length > longest || notXml.test(value)) return refuse("text-not-storable");
  switch (row.value) {
    case "text":
      return row.isPartialDate ? acceptPartialDate(value.trim()) : ok(value);
    case "integer":
      return acceptInteger(value.trim());
    case "decimal":
      return acceptDecimal(value.trim());
    case "range":
      return acceptRange(value.trim(), row);
    case "date":
      if (row.isPartialDate) return acceptPartialDate(value.trim());
      return readDate(value.trim()) === undefined ? refuse("not-a-date") : ok(value.trim());
    case "time":
      return readTime(value.trim()) ? ok(value.trim()) : refuse("not-a-time");
    case "dateTime": {
      const moment = readMoment(value.trim());
      return moment && value.includes("T") ? ok(value.trim()) : refuse("not-a-time");
    }
    case "one":
      return offer.codes.has(value) ? ok(value) : refuse("not-offered");
    case "many":
      return acceptMany(value, offer);
    case "rank":
      return acceptRank(value, offer);
    case "acknowledge":
      return value.trim() === "OK" ? ok("OK") : refuse("not-offered");
    case "file":
      return /[/\\]|^\.\.?$/.test(value) ? refuse("text-not-storable") : ok(value.trim());
    case "geopoint":
      return acceptPlace(value.trim());
    case "none":
      return refuse("not-a-question");
  }
}

/** What the form itself gives a question, in its lexical form if it has one; otherwise as it is. */
export function fitting(node: LiveNode, value: string): string {
  if (node.row.value === "text") return value;
  const accepted = acceptValue(node.row, value, node.offered ?? node.row.whole);
  return accepted.ok ? accepted.value : value;
}

const refuse = (kind: RefusalKind) => fail({ kind });

const acceptPartialDate = (value: string) => (bounds(value) ? ok(value) : refuse("not-a-date"));

const decimalForm = /^([+-]?)(\d*)(?:\.(\d*))?$/;

function acceptInteger(value: string): Result<string, Refusal> {
  const plain = plainNumber(value);
  if (!plain.ok) return plain;
  if (!/^[+-]?\d+$/.test(value)) return refuse("not-an-integer");
  const number = Number(plain.value);
  if (number < -(2 ** 31) || number > 2 ** 31 - 1) return refuse("out-of-range");
  return plain;
}

/** With a point and a digit behind it, as XML Schema writes decimals and all tools of the field. */
function acceptDecimal(value: string): Result<string, Refusal> {
  const plain = plainNumber(value);
  if (!plain.ok || plain.value.includes(".")) return plain;
  return ok(`${plain.value}.0`);
}

/** Digits are kept as they are, however many; only what says nothing is dropped. */
function plainNumber(value: string): Result<string, Refusal> {
  const found = decimalForm.exec(value);
  const [, sign = "", whole = "", fraction = ""] = found ?? [];
  if (!found || whole + fraction === "") return refuse("not-a-number");
  if (value.length > 100) return refuse("out-of-range");
  const digits = whole.replace(/^0+(?=\d)/, "") || "0";
  const rest = fraction.replace(/0+$/, "");
  const text = rest === "" ? digits : `${digits}.${rest}`;
  return ok(sign === "-" && /[1-9]/.test(text) ? `-${text}` : text);
}

/** On a step between start and end, by the digits as written and not by binary fractions. */
function acceptRange(value: string, { node }: RowPlan): Result<string, Refusal> {
  const plain = plainNumber(value);
  if (!plain.ok) return plain;
  const { start = "1", end = "10", step = "1" } = node.parameters;
  const places = Math.max(...[plain.value, start, end, step].map(placesOf));
  const [at, from, to, by] = [plain.value, start, end, step].map((text) => scaled(text, places));
  if (at === undefined || from === undefined || to === undefined || !by)
    return refuse("not-a-number");
  const [least, most] = from <= to ? [from, to] : [to, from];
  if (at < least || at > most || (at - from) % by !== 0n) return refuse("out-of-range");
  const isWhole = [start, end, step].every((text) => placesOf(text) === 0);
  return isWhole ? plain : acceptDecimal(plain.value);
}

const placesOf = (text: string) => text.split(".")[1]?.length ?? 0;

function scaled(text: string, places: number): bigint | undefined {
  const [whole = "", fraction = ""] = text.split(".");
  try {
    return BigInt(`${whole}${fraction.padEnd(places, "0")}`);
  } catch {
    return undefined;
  }
}

function acceptMany(value: string, offer: Offer): Result<string, Refusal> {
  const wanted = new Set(codesOf(value));
  for (const code of wanted) if (!offer.codes.has(code)) return refuse("not-offered");
  const ordered = new Set(
    offer.choices.map((choice) => choice.name).filter((code) => wanted.has(code)),
  );
  return ok([...ordered].join(" "));
}

/** All of them in some order, each once. */
function acceptRank(value: string, offer: Offer): Result<string, Refusal> {
  const order = codesOf(value);
  if (order.some((code) => !offer.codes.has(code))) return refuse("not-offered");
  if (order.length !== offer.codes.size || new Set(order).size !== order.length)
    return refuse("incomplete-rank");
  return ok(order.join(" "));
}

/** `lat lon`, then altitude and accuracy if they are known. */
function acceptPlace(value: string): Result<string, Refusal> {
  const parts = value.split(/\s+/);
  const read = parts.map(plainNumber);
  if (parts.length < 2 || parts.length > 4) return refuse("not-a-place");
  const numbers = read.map((part) => (part.ok ? part.value : ""));
  const [latitude, longitude, , accuracy] = numbers.map(Number);
  if (numbers.includes("") || latitude === undefined || longitude === undefined)
    return refuse("not-a-place");
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180 || (accuracy ?? 0) < 0)
    return refuse("not-a-place");
  return ok([...numbers, "0", "0"].slice(0, 4).join(" "));
}

/** The codes of an answer. A single one may have spaces in it: choices can be people's names. */
export function codesIn(row: RowPlan, value: string): readonly string[] {
  if (row.value === "one") return value === "" ? [] : [value];
  return codesOf(value);
}

const codesOf = (value: string): readonly string[] =>
  value.trim() === "" ? [] : value.trim().split(/\s+/);
