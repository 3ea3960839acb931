import type { Definition } from "../definition/definition.ts";
import { own } from "../definition/definition.ts";
import { nearest, type Place, type Report } from "../definition/problem.ts";
import { type Asker, type Outline, readsOf } from "../definition/reads.ts";
import { namesIn } from "../definition/texts.ts";
import {
  functionNamed,
  functionNames,
  unsupportedFunctions,
} from "../expression/functions/library.ts";
import { compilePattern } from "../expression/regex.ts";
import { type Around, type Expression, walkExpression } from "../expression/syntax.ts";

export interface ExpressionUse {
  /** Whether the result is asked as yes or no. */
  readonly condition: boolean;
  /** Whether the result is stored as an answer. */
  readonly stored: boolean;
  /** What `pulldata()` and `instance()` can look into. */
  readonly definition: Pick<Definition, "tables" | "lists">;
  /** In a choice filter: what its choices can be asked for. */
  readonly columns?: ReadonlySet<string>;
}

/** Checks one cell that holds an expression and reports all that is wrong or doubtful in it. */
export function checkExpression(
  text: string,
  place: Place,
  report: Report,
  outline: Outline,
  asker: Asker,
  use: ExpressionUse,
) {
  if (text.includes("last-saved#") || text.includes("__last-saved")) {
    report.unsupported(place, "last-saved", "refused");
    return;
  }
  const parsed = outline.parse(text);
  if (!parsed.ok) {
    report.error(place, parsed.fault.kind, { ...parsed.fault.details, expression: text });
    // Its names can be read all the same, and are better mended in one go.
    for (const name of new Set(namesIn(text)))
      if (!outline.byName.has(name))
        report.error(place, "unknown-reference", {
          name,
          nearest: nearest(name, outline.byName.keys()),
        });
    return;
  }
  const { unknown, ambiguous } = readsOf(parsed.value, outline, asker);
  const bare = bareNames(parsed.value);
  for (const { name, at } of unknown)
    if (bare.has(at) && outline.byName.has(name))
      report.error(place, "name-without-braces", { name, at, expression: text });
    else
      report.error(place, "unknown-reference", {
        name,
        at,
        expression: text,
        nearest: nearest(name, outline.byName.keys()),
      });
  for (const { name, at } of ambiguous)
    report.error(place, "ambiguous-reference", { name, at, expression: text });
  walkExpression(parsed.value, (part, around) => {
    if (part.kind === "call") checkCall(part, around, text, place, report, use);
    if (part.kind === "binary") warnOfBounds(part, outline, text, place, report);
    if (part.kind === "path") checkColumn(part, around, use.columns, text, place, report);
    if (part.kind === "text" && /\$\{[^}]*\}/.test(part.value))
      report.warn(place, "reference-in-quotes", { at: part.at, expression: text });
    return undefined;
  });
  if (use.condition) warnOfBareReferences(parsed.value, text, place, report);
}

/** Where names stand without `${…}` and without a path, as authors coming from other tools write. */
function bareNames(expression: Expression): ReadonlySet<number> {
  const found = new Set<number>();
  walkExpression(expression, (part) => {
    const [step] = part.kind === "path" && part.from === "here" ? part.steps : [];
    if (step?.axis === "child") found.add(step.at);
    return undefined;
  });
  return found;
}

/** What comes in pairs, and the remainder that is left when all of them are whole. */
const inPairs: { readonly [name: string]: number } = {
  "indexed-repeat": 1,
  "weighted-checklist": 0,
};

const chancy = new Set(["random", "uuid", "randomize"]);

function checkCall(
  call: Expression & { kind: "call" },
  around: Around | null,
  text: string,
  place: Place,
  report: Report,
  use: ExpressionUse,
) {
  const { name, given, at } = call;
  if (unsupportedFunctions.has(name)) {
    report.unsupported(place, `${name}()`, "refused");
    return;
  }
  const known = functionNamed(name);
  if (!known) {
    const guess = nearest(name, functionNames());
    report.error(place, "unknown-function", { name, at, expression: text, nearest: guess });
    return;
  }
  const isPaired = inPairs[name] === undefined || given.length % 2 === inPairs[name];
  if (given.length < known.least || given.length > known.most || !isPaired)
    report.error(place, "wrong-arguments", {
      name,
      at,
      expression: text,
      given: given.length,
      least: known.least,
      most: Number.isFinite(known.most) ? known.most : -1,
    });
  if (name === "regex") checkPattern(given[1], text, place, report);
  if (name === "digest") checkAlgorithm(given[1], given[2], place, report);
  if (name === "property") checkProperty(given[0], place, report);
  if (name === "pulldata" || name === "instance") checkTable(call, place, report, use.definition);
  const unstable = chancy.has(name) && !(name === "randomize" && given.length > 1);
  if (unstable && !isInsideOnce(around))
    report.warn(place, "unstable-random", { name, at, expression: text });
  if (name === "jr:choice-name" && given[1]?.kind === "text")
    report.error(place, "unknown-reference", { name: given[1].value, at, expression: text });
  if (name === "jr:choice-name" && use.stored) report.warn(place, "choice-name-stored", { at });
}

function checkPattern(part: Expression | undefined, text: string, place: Place, report: Report) {
  if (part?.kind !== "text") return;
  const compiled = compilePattern(part.value);
  if (!compiled.ok)
    report.error(place, "bad-pattern", {
      pattern: part.value,
      reason: compiled.fault.details.reason,
      at: part.at + 1 + compiled.fault.details.at,
      expression: text,
    });
  else if (!/^\^/.test(part.value) || !/(^|[^\\])(\\\\)*\$$/.test(part.value))
    report.warn(place, "regex-not-anchored", { pattern: part.value });
}

function checkAlgorithm(
  algorithm: Expression | undefined,
  encoding: Expression | undefined,
  place: Place,
  report: Report,
) {
  if (algorithm?.kind === "text" && !/^sha-(256|384|512)$/i.test(algorithm.value))
    report.unsupported(place, `digest ${algorithm.value}`, "refused");
  if (encoding?.kind === "text" && !["hex", "base64"].includes(encoding.value))
    report.unsupported(place, `digest ${encoding.value}`, "refused");
}

/** Of the device Daftar knows its code, of the person the staff code, and nothing else. */
function checkProperty(part: Expression | undefined, place: Place, report: Report) {
  if (part?.kind === "text" && !["deviceid", "username"].includes(part.value))
    report.unsupported(place, `property ${part.value}`, "refused");
}

/** A table that is looked into must lie beside the form; choice lists are tables too. */
function checkTable(
  { name, given }: Expression & { kind: "call" },
  place: Place,
  report: Report,
  { tables, lists }: ExpressionUse["definition"],
) {
  const [table, column, keyColumn] = given.map((part) =>
    part.kind === "text" ? part.value : null,
  );
  if (typeof table !== "string") return;
  if (name === "instance") {
    if (!own(lists, table) && !own(tables, table)) {
      const known = [...Object.keys(lists), ...Object.keys(tables)];
      report.error(place, "missing-list", { list: table, nearest: nearest(table, known) });
    }
    return;
  }
  const found = own(tables, table.replace(/\.csv$/i, ""));
  if (!found) {
    report.error(place, "table-missing", { table: `${table.replace(/\.csv$/i, "")}.csv` });
    return;
  }
  for (const wanted of [column, keyColumn])
    if (typeof wanted === "string" && !found.columns.includes(wanted))
      report.error(place, "table-column-missing", { table, column: wanted });
}

function isInsideOnce(around: Around | null): boolean {
  for (let each = around; each; each = each.up)
    if (each.part.kind === "call" && each.part.name === "once") return true;
  return false;
}

/** A filter that asks for a column nobody wrote would offer nothing, for ever. */
function checkColumn(
  path: Expression & { kind: "path" },
  around: Around | null,
  columns: ReadonlySet<string> | undefined,
  text: string,
  place: Place,
  report: Report,
) {
  if (!columns || path.from !== "here" || isInsidePredicate(around)) return;
  const step = path.steps.find((each) => each.axis !== "self");
  if (step?.axis !== "child" || step.test === "*" || columns.has(step.test)) return;
  report.error(place, "unknown-filter-column", {
    column: step.test,
    at: step.at,
    expression: text,
    nearest: nearest(step.test, columns),
  });
}

function isInsidePredicate(around: Around | null): boolean {
  for (let each = around; each; each = each.up)
    if (each.part.kind === "path" || each.part.kind === "filter") return true;
  return false;
}

const asNumbers = new Set(["<", "<=", ">", ">=", "+", "-", "*", "div", "mod"]);

/** A partial date has two bounds; as a number it is the earlier one, which its author should say. */
function warnOfBounds(
  { operator, left, right }: Expression & { kind: "binary" },
  outline: Outline,
  text: string,
  place: Place,
  report: Report,
) {
  if (!asNumbers.has(operator)) return;
  for (const side of [left, right]) {
    if (side.kind !== "reference") continue;
    const row = outline.byName.get(side.name)?.[0];
    const node = row === undefined ? undefined : outline.definition.nodes[row];
    if (node?.appearance.includes("partial-date"))
      report.warn(place, "partial-date-bound", { name: side.name, at: side.at, expression: text });
  }
}

/** `${q}` alone is true even when nobody answered; its author meant `${q} != ''`. */
function warnOfBareReferences(expression: Expression, text: string, place: Place, report: Report) {
  switch (expression.kind) {
    case "reference":
      report.warn(place, "bare-reference-condition", {
        name: expression.name,
        at: expression.at,
        expression: text,
      });
      return;
    case "binary":
      if (expression.operator !== "and" && expression.operator !== "or") return;
      warnOfBareReferences(expression.left, text, place, report);
      warnOfBareReferences(expression.right, text, place, report);
      return;
    case "call":
      if (expression.name === "not" && expression.given[0])
        warnOfBareReferences(expression.given[0], text, place, report);
      return;
    default:
      return;
  }
}
