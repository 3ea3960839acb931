import { type Definition, type FormNode, listOf } from "../questionnaire/definition/definition.ts";
import { parseExpression } from "../questionnaire/expression/parse.ts";
import type { Expression } from "../questionnaire/expression/syntax.ts";
import { formText } from "./form-text.ts";
import type { Content } from "./html.ts";
import { number, type PrintedKey, say, type Words } from "./words.ts";

export interface Numbered {
  readonly definition: Definition;
  readonly language: string;
  readonly words: Words;
  /** The number a question has on paper, by its path. */
  readonly numbers: ReadonlyMap<string, number>;
}

/**
 * Says in words when a row applies: "the answer to question 4 is “Yes”".
 *
 * Only what can be said in a plain sentence that is surely right; `null` for everything else, and
 * then the paper points to the questionnaire in Daftar. A wrong sentence would be worse than none.
 */
export function conditionInWords(on: Numbered, row: FormNode, condition: string): Content {
  const read = parseExpression(condition);
  return read.ok ? inWords({ ...on, row }, read.value) : null;
}

interface Place extends Numbered {
  /** The row that the condition stands on. */
  readonly row: FormNode;
}

function inWords(place: Place, expression: Expression): Content {
  if (expression.kind === "call") {
    const [of] = expression.given;
    if (expression.name === "not" && of) return leaf(place, of, true);
    return leaf(place, expression, false);
  }
  if (expression.kind !== "binary") return null;
  const { operator } = expression;
  if (operator !== "and" && operator !== "or") return leaf(place, expression, false);
  const parts = operandsOf(expression, operator).map((one) => {
    const said = inWords(place, one);
    return said !== null && isJoined(one) ? ["(", said, ")"] : said;
  });
  if (parts.includes(null)) return null;
  return parts.reduce((first, second) => say(place.words, operator, { first, second }));
}

/** Of `a and b and c` all three. */
function operandsOf(expression: Expression, operator: "and" | "or"): readonly Expression[] {
  if (expression.kind !== "binary" || expression.operator !== operator) return [expression];
  return [...operandsOf(expression.left, operator), ...operandsOf(expression.right, operator)];
}

const isJoined = (expression: Expression) =>
  expression.kind === "binary" && (expression.operator === "and" || expression.operator === "or");

/** One question and what is asked of its answer. */
function leaf(place: Place, expression: Expression, denied: boolean): Content {
  if (expression.kind === "call" && expression.name === "selected") {
    const [of, what] = expression.given;
    if (of?.kind !== "reference" || what?.kind !== "text") return null;
    const asked = questionOf(place, of.name);
    if (!asked) return null;
    if (isOne(asked.node)) return ofChoice(place, asked, what.value, is(denied));
    if (!isMany(asked.node)) return null;
    return ofChoice(place, asked, what.value, denied ? "condition-not-ticked" : "condition-ticked");
  }
  if (expression.kind !== "binary") return null;
  const { operator, left, right } = expression;
  if (left.kind !== "reference" || (right.kind !== "text" && right.kind !== "number")) return null;
  const asked = questionOf(place, left.name);
  if (!asked) return null;
  if (right.kind === "number") {
    const key = denied ? undefined : ofNumbers[operator];
    if (!key || !isNumber(asked.node)) return null;
    const value = number(place.words, right.value);
    return say(place.words, key, { question: asked.number, value });
  }
  if (operator !== "=" && operator !== "!=") return null;
  const differs = (operator === "!=") !== denied;
  if (right.value === "") {
    const key = differs ? "condition-answered" : "condition-not-answered";
    return say(place.words, key, { question: asked.number });
  }
  return isOne(asked.node) ? ofChoice(place, asked, right.value, is(differs)) : null;
}

const is = (denied: boolean): PrintedKey => (denied ? "condition-is-not" : "condition-is");

const ofNumbers: { readonly [operator: string]: PrintedKey } = {
  "=": "condition-number",
  "!=": "condition-number-not",
  "<": "condition-less",
  "<=": "condition-at-most",
  ">": "condition-more",
  ">=": "condition-at-least",
};

const isOne = ({ type }: FormNode) => type === "select_one" || type === "select_one_from_file";
const isMany = ({ type }: FormNode) =>
  type === "select_multiple" || type === "select_multiple_from_file";
const isNumber = ({ type }: FormNode) => type === "integer" || type === "decimal";

interface Asked {
  readonly node: FormNode;
  readonly number: string;
}

/** The one question of a name, if it is on the paper and there is only one of it around the row. */
function questionOf({ definition, numbers, words, row }: Place, name: string): Asked | null {
  const found = definition.nodes.filter((node) => node.name === name);
  const [node] = found;
  const at = node && numbers.get(node.path);
  if (!node || found.length > 1 || at === undefined) return null;
  const around = repeatsAround(definition, row);
  const isHere = repeatsAround(definition, node).every((repeat) => around.includes(repeat));
  return isHere ? { node, number: number(words, at) } : null;
}

function repeatsAround({ nodes }: Definition, { parent }: FormNode): readonly FormNode[] {
  const holder = parent === null ? undefined : nodes[parent];
  if (!holder) return [];
  const above = repeatsAround({ nodes } as Definition, holder);
  return holder.kind === "repeat" ? [holder, ...above] : above;
}

/** Said only where the code has its own words in the list of the question. */
function ofChoice(
  { definition, language, words }: Place,
  { node, number: question }: Asked,
  name: string,
  key: PrintedKey,
): Content {
  const choice = listOf(definition, node).find((one) => one.name === name);
  const answer = choice && formText(definition, choice.label, language, words);
  return answer ? say(words, key, { question, answer }) : null;
}
