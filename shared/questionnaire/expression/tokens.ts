import { fail, ok, type Result } from "../../result.ts";
import type { SyntaxFault } from "./syntax.ts";

export interface Token {
  readonly kind: "text" | "number" | "reference" | "name" | "axis" | "symbol" | "end";
  /** The value of a text, the name in `${…}`, otherwise the characters themselves. */
  readonly text: string;
  readonly at: number;
}

/** Names may be in any script, as XML has it: `الاسم`, `det_no`, `count-selected`, `jr:choice-name`. */
const name = /[\p{L}_][\p{L}\p{M}\p{N}_.·-]*/uy;
const number = /\d+(?:\.\d*)?|\.\d+/y;
const reference = /\$\{\s*([^{}$]*?)\s*\}/y;
const symbol = /\/\/|\.\.|::|!=|<=|>=|[-+*/|=<>()[\],.@]/y;
const space = /\s+/y;

/** After these, `*` and `and or div mod` are names; after anything else they are operators. */
const expectsOperand = new Set(
  ["", "(", "[", ",", "/", "//", "|", "::", "@", "=", "!=", "<", "<=", ">", ">=", "+", "-"].concat([
    "* ",
    "and ",
    "or ",
    "div ",
    "mod ",
  ]),
);

/** Cuts an expression into its words. An operator that could be a name is given as a symbol with a space. */
export function tokensOf(text: string): Result<readonly Token[], SyntaxFault> {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };
  while (at < text.length) {
    const blank = take(space);
    if (blank) {
      at += blank[0].length;
      continue;
    }
    const before = tokens.at(-1);
    const operand =
      before === undefined || (before.kind === "symbol" && expectsOperand.has(before.text));
    const quote = text[at];
    let token: Token | undefined;
    let length = 0;
    if (quote === "'" || quote === '"') {
      const close = text.indexOf(quote, at + 1);
      if (close < 0) return fail({ kind: "unclosed-quote", details: { at, found: quote } });
      token = { kind: "text", text: text.slice(at + 1, close), at };
      length = close + 1 - at;
    } else {
      const found =
        match("reference", take(reference)) ??
        match("number", take(number)) ??
        match("name", take(name)) ??
        match("symbol", take(symbol));
      if (found) {
        length = found.length;
        token = { kind: found.kind, text: found.text, at };
        if (found.kind === "name") {
          const qualified = qualify(text, at + length);
          if (!operand && /^(?:and|or|div|mod)$/.test(found.text))
            token = { kind: "symbol", text: `${found.text} `, at };
          else if (/^\s*::/.test(text.slice(at + length)))
            token = { kind: "axis", text: found.text, at };
          else if (qualified) {
            length += qualified.length;
            token = { kind: "name", text: found.text + qualified, at };
          }
        } else if (found.text === "*" && !operand) token = { kind: "symbol", text: "* ", at };
      }
    }
    if (!token)
      return fail({ kind: "bad-expression", details: { at, found: firstCharacter(text, at) } });
    tokens.push(token);
    at += length;
  }
  return ok([...tokens, { kind: "end", text: "", at: text.length }]);
}

function match(kind: Token["kind"], found: RegExpExecArray | null) {
  return found ? { kind, text: found[1] ?? found[0], length: found[0].length } : undefined;
}

/** The `:choice-name` of `jr:choice-name`; nothing before `::`. */
function qualify(text: string, at: number): string {
  if (text[at] !== ":" || text[at + 1] === ":") return "";
  name.lastIndex = at + 1;
  const local = name.exec(text);
  return local ? `:${local[0]}` : "";
}

const firstCharacter = (text: string, at: number) =>
  String.fromCodePoint(text.codePointAt(at) ?? 32);
