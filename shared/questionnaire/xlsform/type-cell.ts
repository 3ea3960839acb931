import { oldSpellings, questionTypes, unsupportedTypes } from "../definition/types.ts";
import { cleanWord } from "./sheets.ts";

/** What the type cell of a row says. */
export type TypeCell =
  | {
      readonly kind: "open" | "close";
      readonly what: "group" | "repeat";
      readonly old: OldSpelling | null;
    }
  | { readonly kind: "unsupported"; readonly type: string; readonly outcome: "refused" | "ignored" }
  | { readonly kind: "unknown"; readonly type: string }
  | {
      readonly kind: "row";
      readonly type: string;
      /** What follows the type: a list, a file, or nothing. */
      readonly rest: string;
      readonly orOther: boolean;
      readonly old: OldSpelling | null;
    };

/** An older word for a type, and today's. */
export interface OldSpelling {
  readonly written: string;
  readonly today: string;
}

const brackets = /^(begin|end)([ _-])(group|repeat|lgroup|looped group)$/;
const loops = /^(begin|end)[ _-]loop\b/;
const byLowerCase = new Map([...questionTypes.keys()].map((type) => [type.toLowerCase(), type]));
const longestFirst = (words: Iterable<string>) => [...words].sort((a, b) => b.length - a.length);
const oldest = longestFirst(oldSpellings.keys());
const lacked = longestFirst(unsupportedTypes.keys());

/** Reads the type of a row, in today's or an older spelling. */
export function readTypeCell(cell: string): TypeCell {
  const words = cleanWord(cell).split(/\s+/);
  const text = words.join(" ");
  const lower = text.toLowerCase();
  const bracket = brackets.exec(lower);
  if (bracket) {
    const what = bracket[3] === "group" ? "group" : "repeat";
    const today = `${bracket[1]}_${what}`;
    return {
      kind: bracket[1] === "begin" ? "open" : "close",
      what,
      old: lower === today ? null : { written: text, today },
    };
  }
  // Without this, the end of a loop would be the time at which the interview ended.
  const loop = loops.exec(lower);
  if (loop) return { kind: "unsupported", type: `${loop[1]}_loop`, outcome: "refused" };
  const first = words[0] ?? "";
  // `dateTime` is today's word, although `datetime` is an older one.
  const old = questionTypes.has(text)
    ? undefined
    : oldest.find((spelling) => lower === spelling || lower.startsWith(`${spelling} `));
  const today = old === undefined ? byLowerCase.get(first.toLowerCase()) : oldSpellings.get(old);
  const type = today === "group" || today === "repeat" ? undefined : today;
  if (type === undefined) {
    const missing = lacked.find((each) => lower === each || lower.startsWith(`${each} `));
    const outcome = missing && unsupportedTypes.get(missing);
    return missing && outcome
      ? { kind: "unsupported", type: missing, outcome }
      : { kind: "unknown", type: text };
  }
  const spelled = old ?? first;
  const rest = text.slice(spelled.length).trim();
  const other = /\s+or[_ ]other$|\s+or specify other$/i.exec(rest);
  if (rest !== "" && !takesRest(type, other !== null)) return { kind: "unknown", type: text };
  return {
    kind: "row",
    type,
    rest: other ? rest.slice(0, other.index).trim() : rest,
    orOther: other !== null,
    old: old === undefined ? null : { written: text.slice(0, old.length), today: type },
  };
}

/** Only choices are named after a type, and only what is not put in order can be another. */
const takesRest = (type: string, orOther: boolean) =>
  orOther ? /^select_(one|multiple)$/.test(type) : /^(select_|rank$)/.test(type);
