import { fail, ok, type Result } from "../../result.ts";
import {
  type Axis,
  axes,
  type Expression,
  largest,
  type Operator,
  type Step,
  type SyntaxFault,
} from "./syntax.ts";
import { type Token, tokensOf } from "./tokens.ts";

/**
 * Reads an expression of a form: XPath 1.0 reduced to what forms use, with `${name}`.
 *
 * Gives a tree of plain data, or the first fault and where it is. What the grammar does not have
 * (variables, exponents, other axes) is a fault, never a guess. Source: XPath 1.0; ODK XForms.
 */
export function parseExpression(text: string): Result<Expression, SyntaxFault> {
  if (text.length > largest.characters)
    return fail({ kind: "expression-too-large", details: { at: largest.characters, found: "" } });
  const tokens = tokensOf(text);
  if (!tokens.ok) return tokens;
  try {
    const reader = { tokens: tokens.value, next: 0, nodes: 0, depth: 0 };
    const expression = readOperation(reader, 0);
    if (peek(reader).kind !== "end") stop(reader);
    return ok(expression);
  } catch (error) {
    if (error instanceof Stop) return fail(error.fault);
    throw error;
  }
}

interface Reader {
  readonly tokens: readonly Token[];
  next: number;
  nodes: number;
  depth: number;
}

/** Leaves a deep descent at once; never seen outside this file. */
class Stop extends Error {
  readonly fault: SyntaxFault;
  constructor(fault: SyntaxFault) {
    super(fault.kind);
    this.fault = fault;
  }
}

/** From weakest to strongest. All of them lean to the left. */
const levels: readonly { readonly [symbol: string]: Operator }[] = [
  { "or ": "or" },
  { "and ": "and" },
  { "=": "=", "!=": "!=" },
  { "<": "<", "<=": "<=", ">": ">", ">=": ">=" },
  { "+": "+", "-": "-" },
  { "* ": "*", "div ": "div", "mod ": "mod" },
];

function readOperation(reader: Reader, level: number): Expression {
  const operators = levels[level];
  if (!operators) return readMinus(reader);
  let left = readOperation(reader, level + 1);
  for (;;) {
    const token = peek(reader);
    const operator = token.kind === "symbol" ? operators[token.text] : undefined;
    if (!operator) return left;
    reader.next++;
    const right = readOperation(reader, level + 1);
    left = made(reader, { kind: "binary", at: token.at, operator, left, right });
  }
}

function readMinus(reader: Reader): Expression {
  const token = peek(reader);
  if (!takes(reader, "-")) return readUnion(reader);
  const of = deeper(reader, () => readMinus(reader));
  return made(reader, { kind: "minus", at: token.at, of });
}

function readUnion(reader: Reader): Expression {
  let left = readPath(reader);
  for (;;) {
    const { at } = peek(reader);
    if (!takes(reader, "|")) return left;
    const right = readPath(reader);
    left = made(reader, { kind: "binary", at, operator: "|", left, right });
  }
}

function readPath(reader: Reader): Expression {
  const { at } = peek(reader);
  if (takes(reader, "//"))
    return made(reader, {
      kind: "path",
      at,
      from: "root",
      steps: [anyBelow(at), ...readSteps(reader)],
    });
  if (takes(reader, "/")) {
    const steps = beginsStep(reader) ? readSteps(reader) : [];
    return made(reader, { kind: "path", at, from: "root", steps });
  }
  if (beginsStep(reader))
    return made(reader, { kind: "path", at, from: "here", steps: readSteps(reader) });
  const from = readFilter(reader);
  if (takes(reader, "//"))
    return made(reader, { kind: "path", at, from, steps: [anyBelow(at), ...readSteps(reader)] });
  if (takes(reader, "/")) return made(reader, { kind: "path", at, from, steps: readSteps(reader) });
  return from;
}

function readSteps(reader: Reader): Step[] {
  const steps = [readStep(reader)];
  for (;;) {
    const { at } = peek(reader);
    if (takes(reader, "//")) steps.push(anyBelow(at), readStep(reader));
    else if (takes(reader, "/")) steps.push(readStep(reader));
    else return steps;
  }
}

function readStep(reader: Reader): Step {
  const { at } = peek(reader);
  count(reader, at);
  if (takes(reader, ".")) return { at, axis: "self", test: "node()", predicates: [] };
  if (takes(reader, "..")) return { at, axis: "parent", test: "node()", predicates: [] };
  if (takes(reader, "@")) {
    const attribute = take(reader);
    if (attribute.kind !== "name") stop(reader, attribute);
    return { at, axis: "attribute", test: attribute.text, predicates: [] };
  }
  const axis = readAxis(reader);
  const test = take(reader);
  if (test.kind !== "name" && test.text !== "*") stop(reader, test);
  if (test.kind === "name" && takes(reader, "(")) {
    if (test.text !== "node" || !takes(reader, ")")) stop(reader, test);
    return { at, axis, test: "node()", predicates: readPredicates(reader) };
  }
  return { at, axis, test: test.text, predicates: readPredicates(reader) };
}

function readAxis(reader: Reader): Axis {
  const token = peek(reader);
  if (token.kind !== "axis") return "child";
  reader.next++;
  const axis = axes.find((known) => known === token.text);
  if (!axis || axis === "attribute")
    throw new Stop({ kind: "unsupported-axis", details: { at: token.at, found: token.text } });
  if (!takes(reader, "::")) stop(reader);
  return axis;
}

function readPredicates(reader: Reader): Expression[] {
  const predicates: Expression[] = [];
  while (takes(reader, "[")) {
    predicates.push(deeper(reader, () => readOperation(reader, 0)));
    if (!takes(reader, "]")) stop(reader);
  }
  return predicates;
}

function readFilter(reader: Reader): Expression {
  const { at } = peek(reader);
  const of = readPrimary(reader);
  const predicates = readPredicates(reader);
  return predicates.length > 0 ? made(reader, { kind: "filter", at, of, predicates }) : of;
}

function readPrimary(reader: Reader): Expression {
  const token = take(reader);
  const { at, text } = token;
  switch (token.kind) {
    case "text":
      return made(reader, { kind: "text", at, value: text });
    case "number":
      return made(reader, { kind: "number", at, value: Number(text) });
    case "reference":
      if (text === "") stop(reader, token);
      return made(reader, { kind: "reference", at, name: text });
    case "name": {
      const given = readGiven(reader).map((part) => (naming.has(text) ? unquoted(part) : part));
      return made(reader, { kind: "call", at, name: text, given });
    }
    case "symbol":
      if (text === "(") {
        const inner = deeper(reader, () => readOperation(reader, 0));
        if (!takes(reader, ")")) stop(reader);
        return inner;
      }
      return stop(reader, token);
    case "axis":
    case "end":
      return stop(reader, token);
  }
}

/**
 * These take the question itself, which forms by habit write in quotes: `jr:choice-name(v, '${q}')`,
 * and what was once an XForm writes as `'/data/group/q'`.
 */
const naming = new Set(["jr:choice-name"]);

function unquoted(part: Expression): Expression {
  const name =
    part.kind === "text" ? /^\s*\$\{\s*([^{}$]+?)\s*\}\s*$/.exec(part.value)?.[1] : undefined;
  if (name !== undefined) return { kind: "reference", at: part.at, name };
  if (part.kind !== "text" || !/^\s*[./]/.test(part.value)) return part;
  const path = parseExpression(part.value);
  return path.ok && path.value.kind === "path" ? { ...path.value, at: part.at } : part;
}

function readGiven(reader: Reader): Expression[] {
  if (!takes(reader, "(")) stop(reader);
  const given: Expression[] = [];
  if (takes(reader, ")")) return given;
  for (;;) {
    given.push(deeper(reader, () => readOperation(reader, 0)));
    if (takes(reader, ")")) return given;
    if (!takes(reader, ",")) stop(reader);
  }
}

/** A name begins a step unless it is called like a function; `node()` is a step all the same. */
function beginsStep(reader: Reader): boolean {
  const token = peek(reader);
  if (token.kind === "axis") return true;
  if (token.kind === "name")
    return reader.tokens[reader.next + 1]?.text !== "(" || token.text === "node";
  return token.kind === "symbol" && [".", "..", "@", "*"].includes(token.text);
}

const anyBelow = (at: number): Step => ({
  at,
  axis: "descendant-or-self",
  test: "node()",
  predicates: [],
});

const peek = (reader: Reader) => reader.tokens[reader.next] as Token;

function take(reader: Reader): Token {
  const token = peek(reader);
  if (token.kind !== "end") reader.next++;
  return token;
}

function takes(reader: Reader, symbol: string): boolean {
  const token = peek(reader);
  if (token.kind !== "symbol" || token.text !== symbol) return false;
  reader.next++;
  return true;
}

function made<E extends Expression>(reader: Reader, expression: E): E {
  count(reader, expression.at);
  return expression;
}

function count(reader: Reader, at: number) {
  if (++reader.nodes > largest.nodes)
    throw new Stop({ kind: "expression-too-large", details: { at, found: "" } });
}

function deeper<T>(reader: Reader, read: () => T): T {
  if (++reader.depth > largest.depth)
    throw new Stop({
      kind: "expression-too-large",
      details: { at: peek(reader).at, found: "" },
    });
  const result = read();
  reader.depth--;
  return result;
}

function stop(reader: Reader, token = peek(reader)): never {
  if (token.kind === "end")
    throw new Stop({ kind: "expression-unfinished", details: { at: token.at, found: "" } });
  throw new Stop({ kind: "bad-expression", details: { at: token.at, found: token.text.trim() } });
}
