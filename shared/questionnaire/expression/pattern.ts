import type { Fault } from "../../result.ts";

/** Whether a character is one of those meant. */
export type Test = (point: number) => boolean;

/** A pattern as it is understood, before anything is made of it. */
export type Pattern =
  | { readonly kind: "one"; readonly test: Test }
  | { readonly kind: "row"; readonly of: readonly Pattern[] }
  | { readonly kind: "choice"; readonly of: readonly Pattern[] }
  | { readonly kind: "times"; readonly of: Pattern; readonly least: number; readonly most: number }
  | { readonly kind: "start" | "finish" };

export interface PatternFault extends Fault {
  readonly kind: "bad-pattern";
  readonly details: { readonly reason: string; readonly at: number };
}

/** Leaves a pattern that cannot be; caught where patterns are compiled. */
export class BadPattern extends Error {
  readonly fault: PatternFault;
  constructor(reason: string, at: number) {
    super(reason);
    this.fault = { kind: "bad-pattern", details: { reason, at } };
  }
}

/** Reads a pattern in the dialect that `compilePattern` describes. Throws `BadPattern`. */
export function readPattern(pattern: string): Pattern {
  const reader = { characters: [...pattern], next: 0, depth: 0 };
  const tree = readChoice(reader);
  if (reader.next < reader.characters.length) throw new BadPattern("unopened-bracket", reader.next);
  return tree;
}

interface Reader {
  readonly characters: readonly string[];
  next: number;
  depth: number;
}

function readChoice(reader: Reader): Pattern {
  if (++reader.depth > 100) throw new BadPattern("too-deep", reader.next);
  const choices = [readRow(reader)];
  while (takes(reader, "|")) choices.push(readRow(reader));
  reader.depth--;
  return choices.length === 1 && choices[0] ? choices[0] : { kind: "choice", of: choices };
}

function readRow(reader: Reader): Pattern {
  const row: Pattern[] = [];
  for (;;) {
    const character = reader.characters[reader.next];
    if (character === undefined || character === "|" || character === ")")
      return { kind: "row", of: row };
    row.push(readRepeated(reader));
  }
}

function readRepeated(reader: Reader): Pattern {
  let of = readOne(reader);
  for (;;) {
    const times = readTimes(reader);
    if (!times) return of;
    if (!takes(reader, "?")) takes(reader, "+");
    of = { kind: "times", of, ...times };
  }
}

function readTimes(reader: Reader): { least: number; most: number } | undefined {
  if (takes(reader, "*")) return { least: 0, most: Number.POSITIVE_INFINITY };
  if (takes(reader, "+")) return { least: 1, most: Number.POSITIVE_INFINITY };
  if (takes(reader, "?")) return { least: 0, most: 1 };
  const rest = reader.characters.slice(reader.next, reader.next + 16).join("");
  const found = /^\{(\d{1,5})(?:(,)(\d{1,5})?)?\}/.exec(rest);
  if (!found) return undefined;
  reader.next += found[0].length;
  const least = Number(found[1]);
  const most = found[2] ? (found[3] ? Number(found[3]) : Number.POSITIVE_INFINITY) : least;
  if (most < least) throw new BadPattern("bad-count", reader.next);
  return { least, most };
}

function readOne(reader: Reader): Pattern {
  const at = reader.next;
  const character = reader.characters[reader.next++] ?? "";
  switch (character) {
    case "(":
      return readGroup(reader, at);
    case "[":
      return { kind: "one", test: readClass(reader, at) };
    case ".":
      return { kind: "one", test: (point) => point !== 10 && point !== 13 };
    case "^":
      return { kind: "start" };
    case "$":
      return { kind: "finish" };
    case "\\":
      return { kind: "one", test: readEscape(reader, at) };
    case "*":
    case "+":
    case "?":
      throw new BadPattern("nothing-to-repeat", at);
    default:
      return { kind: "one", test: exactly(character) };
  }
}

function readGroup(reader: Reader, at: number): Pattern {
  if (takes(reader, "?") && !takes(reader, ":")) throw new BadPattern("look-around", at);
  const inner = readChoice(reader);
  if (!takes(reader, ")")) throw new BadPattern("unclosed-bracket", at);
  return inner;
}

function readClass(reader: Reader, at: number): Test {
  const negated = takes(reader, "^");
  const tests: Test[] = [];
  for (let first = true; ; first = false) {
    const character = reader.characters[reader.next];
    if (character === undefined) throw new BadPattern("unclosed-bracket", at);
    if (character === "]" && !first) break;
    tests.push(readMember(reader));
  }
  reader.next++;
  return (point) => tests.some((test) => test(point)) !== negated;
}

function readMember(reader: Reader): Test {
  const at = reader.next;
  const low = readEdge(reader);
  if (typeof low === "function") return low;
  const next = reader.characters[reader.next + 1];
  if (reader.characters[reader.next] !== "-" || next === "]" || next === undefined)
    return (point) => point === low;
  reader.next++;
  const high = readEdge(reader);
  if (typeof high === "function" || high < low) throw new BadPattern("bad-range", at);
  return (point) => point >= low && point <= high;
}

function readEdge(reader: Reader): number | Test {
  const at = reader.next;
  const character = reader.characters[reader.next++] ?? "";
  if (character !== "\\") return character.codePointAt(0) ?? 0;
  const point = plainEscape(reader);
  return point ?? readEscape(reader, at);
}

const controls: { readonly [letter: string]: number } = { n: 10, r: 13, t: 9, f: 12, v: 11, 0: 0 };

/** The character an escape stands for; undefined when it is a class, and then nothing is read. */
function plainEscape(reader: Reader): number | undefined {
  const letter = reader.characters[reader.next];
  if (letter === undefined) throw new BadPattern("unfinished-escape", reader.next);
  const digits = letter === "u" ? 4 : letter === "x" ? 2 : 0;
  if (digits > 0) {
    const hex = reader.characters.slice(reader.next + 1, reader.next + 1 + digits).join("");
    if (!new RegExp(`^[0-9a-fA-F]{${digits}}$`).test(hex))
      throw new BadPattern("unfinished-escape", reader.next);
    reader.next += 1 + digits;
    return Number.parseInt(hex, 16);
  }
  if (/^[a-zA-Z1-9]$/.test(letter) && controls[letter] === undefined) return undefined;
  reader.next++;
  return controls[letter] ?? letter.codePointAt(0);
}

const isDigit: Test = (point) => point >= 48 && point <= 57;
const isWord: Test = (point) =>
  isDigit(point) || (point >= 65 && point <= 90) || point === 95 || (point >= 97 && point <= 122);
const isSpace: Test = (point) => (point >= 9 && point <= 13) || point === 32;

function readEscape(reader: Reader, at: number): Test {
  const point = plainEscape(reader);
  if (point !== undefined) return (other) => other === point;
  const letter = reader.characters[reader.next++] ?? "";
  switch (letter) {
    case "d":
      return isDigit;
    case "D":
      return (other) => !isDigit(other);
    case "w":
      return isWord;
    case "W":
      return (other) => !isWord(other);
    case "s":
      return isSpace;
    case "S":
      return (other) => !isSpace(other);
    case "p":
    case "P":
      return readProperty(reader, letter === "P", at);
    default:
      throw new BadPattern(/[1-9]/.test(letter) ? "back-reference" : "unknown-escape", at);
  }
}

/** `\p{L}`, `\p{Arabic}`, `\p{IsArabic}`: the platform knows the sets; one character is asked at a time. */
function readProperty(reader: Reader, negated: boolean, at: number): Test {
  const rest = reader.characters.slice(reader.next, reader.next + 40).join("");
  const found = /^\{(?:Is)?([A-Za-z_]{1,30})\}|^([A-Z])/.exec(rest);
  if (!found) throw new BadPattern("unknown-escape", at);
  reader.next += [...found[0]].length;
  const name = found[1] ?? found[2] ?? "";
  const set = propertySet(name) ?? propertySet(`Script=${name}`);
  if (!set) throw new BadPattern("unknown-escape", at);
  return (point) => set.test(String.fromCodePoint(point)) !== negated;
}

function propertySet(name: string): RegExp | undefined {
  try {
    return new RegExp(`^\\p{${name}}$`, "u");
  } catch {
    return undefined;
  }
}

function exactly(character: string): Test {
  const wanted = character.codePointAt(0);
  return (point) => point === wanted;
}

function takes(reader: Reader, character: string): boolean {
  if (reader.characters[reader.next] !== character) return false;
  reader.next++;
  return true;
}
