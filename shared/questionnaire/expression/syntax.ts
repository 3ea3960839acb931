// What an expression is, once read. Offsets are UTF-16 units in the text as it was cleaned.

export type Expression =
  | { readonly kind: "text"; readonly at: number; readonly value: string }
  | { readonly kind: "number"; readonly at: number; readonly value: number }
  | { readonly kind: "reference"; readonly at: number; readonly name: string }
  | {
      readonly kind: "call";
      readonly at: number;
      readonly name: string;
      readonly given: readonly Expression[];
    }
  | {
      readonly kind: "binary";
      readonly at: number;
      readonly operator: Operator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: "minus"; readonly at: number; readonly of: Expression }
  | {
      readonly kind: "filter";
      readonly at: number;
      readonly of: Expression;
      readonly predicates: readonly Expression[];
    }
  | {
      readonly kind: "path";
      readonly at: number;
      /** `root` for `/a`, `here` for `a`, an expression for `${a}/b`. */
      readonly from: "root" | "here" | Expression;
      readonly steps: readonly Step[];
    };

export interface Step {
  readonly at: number;
  readonly axis: Axis;
  /** A name, `*` for any element, `node()` for any node. */
  readonly test: string;
  readonly predicates: readonly Expression[];
}

export const axes = [
  "child",
  "parent",
  "self",
  "ancestor",
  "ancestor-or-self",
  "descendant",
  "descendant-or-self",
  "preceding-sibling",
  "following-sibling",
  "attribute",
] as const;
export type Axis = (typeof axes)[number];

export type Operator =
  | "or"
  | "and"
  | "="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "+"
  | "-"
  | "*"
  | "div"
  | "mod"
  | "|";

/** What is wrong with an expression, and at which offset. */
export interface SyntaxFault {
  readonly kind:
    | "bad-expression"
    | "expression-unfinished"
    | "unclosed-quote"
    | "unsupported-axis"
    | "expression-too-large";
  readonly details: { readonly at: number; readonly found: string };
}

/** Limits of one expression, so that none can exhaust the reader. */
export const largest = { characters: 10_000, nodes: 2_000, depth: 64 } as const;

/** The parts around a part, innermost first. */
export interface Around {
  readonly part: Expression;
  readonly up: Around | null;
}

/** Visits an expression and everything in it, outermost first; `visit` says false to skip inside. */
export function walkExpression(
  expression: Expression,
  visit: (part: Expression, around: Around | null) => boolean | undefined,
  around: Around | null = null,
): void {
  if (visit(expression, around) === false) return;
  const within = { part: expression, up: around };
  for (const part of partsOf(expression)) walkExpression(part, visit, within);
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "text":
    case "number":
    case "reference":
      return [];
    case "call":
      return expression.given;
    case "binary":
      return [expression.left, expression.right];
    case "minus":
      return [expression.of];
    case "filter":
      return [expression.of, ...expression.predicates];
    case "path": {
      const inside = expression.steps.flatMap((step) => step.predicates);
      return typeof expression.from === "string" ? inside : [expression.from, ...inside];
    }
  }
}
