import { functionNamed } from "./functions/library.ts";
import type { Run, Scope } from "./scope.ts";
import type { Expression, Operator, Step } from "./syntax.ts";
import {
  differs,
  equals,
  type Item,
  isItems,
  members,
  precedes,
  toBoolean,
  toNumber,
  type Value,
} from "./value.ts";

/** Finds the nodes that a name stands for, from wherever it is asked. */
export type Reach = (scope: Scope) => readonly Item[];

/** What the names of a form stand for. */
export interface Names {
  reference(name: string): Reach;
  /** The same, looking from outside a repeat: all its entries instead of the asker's own. */
  outside(name: string, repeat: string): Reach;
}

/**
 * Makes an expression ready to be asked: names looked up, functions chosen, nothing left to parse.
 *
 * The expression must have been checked; an unknown name or function is then a bug and throws.
 */
export function prepare(expression: Expression, names: Names): Run {
  switch (expression.kind) {
    case "text":
    case "number": {
      const { value } = expression;
      return () => value;
    }
    case "reference":
      return names.reference(expression.name);
    case "call":
      return prepareCall(expression, names);
    case "minus": {
      const of = prepare(expression.of, names);
      return (scope) => -toNumber(of(scope), scope.form.calendar);
    }
    case "binary":
      return prepareOperation(
        expression.operator,
        prepare(expression.left, names),
        prepare(expression.right, names),
      );
    case "filter": {
      const of = prepare(expression.of, names);
      const narrow = expression.predicates.map((predicate) => prepareFilter(predicate, names));
      return (scope) => narrowed(itemsOf(of(scope)), narrow, scope);
    }
    case "path":
      return preparePath(expression, names);
  }
}

function prepareCall(call: Expression & { kind: "call" }, names: Names): Run {
  const called = functionNamed(call.name);
  if (!called) throw new TypeError(`no function ${call.name}`);
  const repeat = call.name === "indexed-repeat" ? call.given[1] : undefined;
  const given = call.given.map((part, at) =>
    repeat?.kind === "reference" && part.kind === "reference" && (at === 0 || at % 2 === 1)
      ? names.outside(part.name, repeat.name)
      : prepare(part, names),
  );
  return (scope) => {
    scope.form.spend(1);
    return called.run(given, scope);
  };
}

function prepareOperation(operator: Operator, left: Run, right: Run): Run {
  switch (operator) {
    case "or":
      return (scope) => toBoolean(left(scope)) || toBoolean(right(scope));
    case "and":
      return (scope) => toBoolean(left(scope)) && toBoolean(right(scope));
    case "=":
      return (scope) => equals(left(scope), right(scope), scope.form.calendar);
    case "!=":
      return (scope) => differs(left(scope), right(scope), scope.form.calendar);
    case "<":
    case "<=":
    case ">":
    case ">=":
      return (scope) => precedes(left(scope), operator, right(scope), scope.form.calendar);
    case "+":
      return arithmetic(left, right, (a, b) => a + b);
    case "-":
      return arithmetic(left, right, (a, b) => a - b);
    case "*":
      return arithmetic(left, right, (a, b) => a * b);
    case "div":
      return arithmetic(left, right, (a, b) => a / b);
    case "mod":
      return arithmetic(left, right, (a, b) => a % b);
    case "|":
      return (scope) => inOrder([...itemsOf(left(scope)), ...itemsOf(right(scope))], scope);
  }
}

function arithmetic(left: Run, right: Run, compute: (a: number, b: number) => number): Run {
  return (scope) => {
    const { calendar } = scope.form;
    return compute(toNumber(left(scope), calendar), toNumber(right(scope), calendar));
  };
}

type Filter = (items: readonly Item[], scope: Scope) => readonly Item[];

function narrowed(items: readonly Item[], filters: readonly Filter[], scope: Scope) {
  let kept = items;
  for (const filter of filters) kept = filter(kept, scope);
  return kept;
}

/** A predicate that is a number means a position; anything else means whether. */
function prepareFilter(predicate: Expression, names: Names): Filter {
  const run = prepare(predicate, names);
  return (items, scope) => {
    scope.form.spend(items.length);
    const size = items.length;
    return items.filter((here, at) => {
      const holds = run({ here, position: at + 1, size, owner: scope.owner, form: scope.form });
      return typeof holds === "number" ? holds === at + 1 : toBoolean(holds);
    });
  };
}

function preparePath(path: Expression & { kind: "path" }, names: Names): Run {
  if (path.from === "here" && path.steps.length === 1 && isSelf(path.steps[0]))
    return (scope) => [scope.here];
  const steps = path.steps.map((step) => prepareStep(step, names));
  const from = typeof path.from === "string" ? path.from : prepare(path.from, names);
  return (scope) => {
    let items: readonly Item[];
    if (from === "here") items = [scope.here];
    else if (from === "root") items = [scope.form.top];
    else items = itemsOf(from(scope));
    for (const step of steps) items = step(items, scope);
    // A set of one keeps its node also when it is closed, so that it reads as the empty text.
    return items.length > 1 ? members(items) : items;
  };
}

const isSelf = (step: Step | undefined) =>
  step?.axis === "self" && step.test === "node()" && step.predicates.length === 0;

function prepareStep(step: Step, names: Names): Filter {
  const narrow = step.predicates.map((predicate) => prepareFilter(predicate, names));
  // The document above the root has no name: it is a node, and no element.
  const passes = (item: Item) =>
    step.test === "node()" || item.name === step.test || (step.test === "*" && item.name !== "");
  return (items, scope) => {
    const found = items.map((item) => {
      const along = alongAxis(item, step.axis);
      scope.form.spend(along.length);
      return narrowed(along.filter(passes), narrow, scope);
    });
    if (found.length === 1 && found[0]) return found[0];
    return step.axis === "child" && areLevel(items) ? found.flat() : inOrder(found.flat(), scope);
  };
}

function alongAxis(item: Item, axis: Step["axis"]): readonly Item[] {
  switch (axis) {
    case "child":
      return item.below;
    case "parent":
      return item.above ? [item.above] : [];
    case "self":
      return [item];
    case "ancestor":
      return ancestors(item);
    case "ancestor-or-self":
      return [item, ...ancestors(item)];
    case "descendant":
      return descendants(item);
    case "descendant-or-self":
      return [item, ...descendants(item)];
    case "preceding-sibling":
      return siblings(item).slice(0, siblings(item).indexOf(item)).reverse();
    case "following-sibling":
      return siblings(item).slice(siblings(item).indexOf(item) + 1);
    case "attribute":
      return item.attributes ?? [];
  }
}

const siblings = (item: Item) => item.above?.below ?? [item];

/** Nearest first, as positions in a predicate count them. */
function ancestors(item: Item): Item[] {
  const found: Item[] = [];
  for (let above = item.above; above; above = above.above) found.push(above);
  return found;
}

function descendants(item: Item): Item[] {
  return item.below.flatMap((child) => [child, ...descendants(child)]);
}

const itemsOf = (value: Value): readonly Item[] => (isItems(value) ? value : []);

/** Each node once, in document order. */
function inOrder(items: readonly Item[], scope: Scope): readonly Item[] {
  const wanted = new Set(items);
  if (wanted.size < 2) return [...wanted];
  const roots = new Set(items.map(rootOf));
  const found: Item[] = [];
  const visit = (item: Item) => {
    scope.form.spend(1);
    if (wanted.has(item)) found.push(item);
    for (const child of item.below) visit(child);
  };
  for (const root of roots) visit(root);
  return found;
}

function rootOf(item: Item): Item {
  let root = item;
  while (root.above) root = root.above;
  return root;
}

/** Nodes of one depth, in order, have their children in order too. */
function areLevel(items: readonly Item[]): boolean {
  const depths = new Set(items.map((item) => ancestors(item).length));
  return depths.size < 2;
}
