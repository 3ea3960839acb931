import type { Json } from "../contract/define.ts";

/** Deeper than this, text is refused before anything is made of it. */
const deepest = 32;

/**
 * Writes a value in the only way it can be written: RFC 8785 (JCS), restricted so that no two
 * writers can disagree.
 *
 * Keys are `[a-z0-9-]+` and sorted; there is no white space; numbers are integers within ±2^53−1,
 * because decimals, dates and times travel as strings; strings are well-formed Unicode without NUL
 * and are never normalised. Throws on anything else: what we write ourselves is never in doubt.
 * Source: RFC 8785; restrictions: docs/parcel-format.md, section 2.
 */
export function canonicalJson(value: Json): string {
  const text = write(value, 0);
  if (text === undefined) throw new TypeError("not canonical JSON");
  return text;
}

/**
 * Reads text only if it is written exactly as `canonicalJson` would write it.
 *
 * Gives `undefined` for everything else, hostile names and depths among it; the caller knows where
 * the text came from and what to call the fault.
 */
export function readCanonicalJson(text: string): Json | undefined {
  if (depth(text) > deepest) return undefined;
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
  return write(value, 0) === text ? value : undefined;
}

/** Gives `undefined` where the value has no canonical form. */
function write(value: Json, level: number): string | undefined {
  if (level > deepest) return undefined;
  switch (typeof value) {
    case "string":
      return value.isWellFormed() && !value.includes("\0") ? JSON.stringify(value) : undefined;
    case "number":
      return Number.isSafeInteger(value) && !Object.is(value, -0) ? String(value) : undefined;
    case "boolean":
      return String(value);
    case "object":
      if (value === null) return "null";
      return Array.isArray(value) ? writeList(value, level) : writeRecord(value, level);
    default:
      return undefined;
  }
}

function writeList(list: readonly Json[], level: number): string | undefined {
  const items: string[] = [];
  for (const item of list) {
    const text = write(item, level + 1);
    if (text === undefined) return undefined;
    items.push(text);
  }
  return `[${items.join(",")}]`;
}

function writeRecord(record: object, level: number): string | undefined {
  const fields: string[] = [];
  for (const key of Object.keys(record).sort()) {
    const text = write((record as { [key: string]: Json })[key] as Json, level + 1);
    if (text === undefined || !/^[a-z0-9-]+$/.test(key)) return undefined;
    fields.push(`"${key}":${text}`);
  }
  return `{${fields.join(",")}}`;
}

/** Counts nesting before parsing, so that a deep text cannot exhaust the parser. */
function depth(text: string): number {
  let level = 0;
  let most = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (inString) {
      if (unit === 0x5c) i++;
      else if (unit === 0x22) inString = false;
    } else if (unit === 0x22) inString = true;
    else if (unit === 0x5b || unit === 0x7b) most = Math.max(most, ++level);
    else if (unit === 0x5d || unit === 0x7d) level--;
  }
  return most;
}
