import { oldSpellings, questionTypes, unsupportedTypes } from "../definition/types.ts";
import { cleanWord } from "./sheets.ts";

/** What the type cell of a row says. */
export type TypeCell =
  | { readonly kind: "open" | "close"; readonly what: "group" | "repeat" }
  | { readonly kind: "unsupported"; readonly type: string; readonly outcome: "refused" | "ignored" }
  | { readonly kind: "unknown"; readonly type: string }
  | {
      readonly kind: "row";
      readonly type: string;
      /** What follows the type: a list, a file, or nothing. */
      readonly rest: string;
      readonly orOther: boolean;
      /** The older word it was written with; empty when it is today's. */
      readonly oldSpelling: string;
    };

const brackets = /^(begin|end)[ _-](group|repeat)$/;
const byLowerCase = new Map([...questionTypes.keys()].map((type) => [type.toLowerCase(), type]));
const oldest = [...oldSpellings.keys()].sort((a, b) => b.length - a.length);

/** Reads the type of a row, in today's or an older spelling. */
export function readTypeCell(cell: string): TypeCell {
  const words = cleanWord(cell).split(/\s+/);
  const text = words.join(" ");
  const lower = text.toLowerCase();
  const bracket = brackets.exec(lower);
  if (bracket)
    return {
      kind: bracket[1] === "begin" ? "open" : "close",
      what: bracket[2] === "group" ? "group" : "repeat",
    };
  const old = oldest.find((spelling) => lower === spelling || lower.startsWith(`${spelling} `));
  const first = words[0] ?? "";
  const today = old === undefined ? byLowerCase.get(first.toLowerCase()) : oldSpellings.get(old);
  const type = today === "group" || today === "repeat" ? undefined : today;
  if (type === undefined) {
    const word = first.toLowerCase().replace("begin-loop", "begin_loop");
    const outcome = unsupportedTypes.get(lower.startsWith("begin loop") ? "begin_loop" : word);
    return outcome
      ? { kind: "unsupported", type: first, outcome }
      : { kind: "unknown", type: text };
  }
  const spelled = old ?? first;
  const rest = text.slice(spelled.length).trim();
  const other = /\s+or[_ ]other$|\s+or specify other$/i.exec(rest);
  return {
    kind: "row",
    type,
    rest: other ? rest.slice(0, other.index).trim() : rest,
    orOther: other !== null,
    oldSpelling: old === undefined ? "" : text.slice(0, old.length),
  };
}
