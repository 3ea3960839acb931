import { rootNamed } from "./parts.ts";
import { readXml } from "./read-xml.ts";

// Numbers as a form means them. A spreadsheet knows dates only by the format in which a number is
// shown. Source: ECMA-376 part 1, 18.8.30 (formats) and 18.17.4 (dates).

/** What a number in a cell stands for, by the format of the cell. */
export type Meaning = "number" | "date" | "time" | "moment";

/** By the number of a cell's style. */
export type Meanings = readonly Meaning[];

/** Reads what each style of the workbook makes of a number. */
export async function readMeanings(pieces: AsyncIterable<Uint8Array>): Promise<Meanings> {
  const formats = new Map<number, string>();
  const styles: number[] = [];
  let within = "";
  await readXml(pieces, {
    open: (name, attribute, depth) => {
      rootNamed("styleSheet", name, depth);
      if (depth === 2) within = name;
      if (depth !== 3) return;
      const format = Number(attribute("numFmtId") ?? 0);
      if (within === "numFmts" && name === "numFmt")
        formats.set(format, attribute("formatCode") ?? "");
      if (within === "cellXfs" && name === "xf") styles.push(format);
    },
  });
  return styles.map((format) => meaningOf(format, formats.get(format)));
}

/** What a format makes of a number: those of every spreadsheet by number, others by their code. */
function meaningOf(format: number, code: string | undefined): Meaning {
  if (code !== undefined) return meaningOfCode(code);
  if ((format >= 14 && format <= 17) || (format >= 27 && format <= 31)) return "date";
  if (format === 36 || (format >= 50 && format <= 58)) return "date";
  if (format === 22) return "moment";
  const time = (format >= 18 && format <= 21) || (format >= 32 && format <= 35);
  return time || (format >= 45 && format <= 47) ? "time" : "number";
}

/** `yyyy\-mm\-dd`: letters in quotes, after strokes and in brackets are not part of a date. */
function meaningOfCode(code: string): Meaning {
  const [first = ""] = code
    .slice(0, 1000)
    .replace(/"[^"]*"|\\.|_.|\*./g, "")
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "")
    .split(";");
  const letters = first.toLowerCase().replace(/general|am\/pm|a\/p/g, "");
  const time = /[hs]/.test(letters) || /\[m+\]/.test(letters);
  const date = /[yd]/.test(letters) || (!time && /m/.test(letters));
  if (date) return time ? "moment" : "date";
  return time ? "time" : "number";
}

const dayMilliseconds = 86_400_000;
/** 31 December 9999, the last day a spreadsheet has. */
const lastDay = 2_958_465;

/**
 * The text of a number: `7`, `0.5`, `2018-11-20`, `14:30:00`, `2018-11-20T14:30:00`.
 *
 * Fifteen digits, as spreadsheets show them, and no exponent. What cannot be a date stays a number.
 * Undefined when it is no number at all.
 */
export function textOfNumber(
  written: string,
  meaning: Meaning,
  from1904: boolean,
): string | undefined {
  const number = Number(written);
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(written) || !Number.isFinite(number))
    return undefined;
  const dated = meaning === "number" ? undefined : dateText(number, meaning, from1904);
  return dated ?? plainNumber(number);
}

function dateText(serial: number, meaning: Meaning, from1904: boolean): string | undefined {
  if (serial < 0 || serial >= lastDay + 1) return undefined;
  const total = Math.round(serial * dayMilliseconds);
  const day = Math.floor(total / dayMilliseconds);
  const clock = new Date(total % dayMilliseconds).toISOString().slice(11, 23).replace(".000", "");
  if (meaning === "time") return day === 0 ? clock : undefined;
  if (meaning === "moment" && day === 0) return clock;
  const date = dateOf(day, from1904);
  return date === undefined || meaning === "date" ? date : `${date}T${clock}`;
}

/**
 * The calendar's day. The count from 1900 has a 29 February 1900 that never was, as Lotus 1-2-3 had
 * it; that day, and the one before the first, are none.
 */
function dateOf(day: number, from1904: boolean): string | undefined {
  const iso = (start: number) => new Date(start + day * dayMilliseconds).toISOString().slice(0, 10);
  if (from1904) return iso(Date.UTC(1904, 0, 1));
  if (day === 0 || day === 60) return undefined;
  return iso(Date.UTC(1899, 11, day < 60 ? 31 : 30));
}

function plainNumber(number: number): string {
  const short = Number.isSafeInteger(number) ? number : Number(number.toPrecision(15));
  const text = String(short);
  if (!text.includes("e")) return text;
  if (Number.isInteger(short)) return BigInt(short).toString();
  return short.toFixed(20).replace(/\.?0+$/, "");
}

/** A date that is written as such, `t="d"`: without a midnight that nobody typed. */
export const textOfDate = (written: string) =>
  written.replace(/T00:00(:00(\.0+)?)?Z?$/, "").replace(/\.0+(?=Z?$)/, "");
