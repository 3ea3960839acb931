import {
  type Definition,
  type FormNode,
  listOf,
  own,
  type Texts,
} from "./definition/definition.ts";
import { piecesOf } from "./definition/texts.ts";

// What a form says of a row when no interview lies open: what would be inserted is left open.

/** A question's sentence in a language, else in the form's own, else in any, else its name. */
export function labelIn(definition: Definition, node: FormNode, language: string): string {
  return plain(textIn(definition, node.label, language) ?? node.name);
}

/** A code, or several, in the words of the form; `null` for a value that is no code. */
export function valueIn(
  definition: Definition,
  node: FormNode,
  value: string,
  language: string,
): string | null {
  const choices = listOf(definition, node);
  if (choices.length === 0 || value === "") return null;
  const labels = new Map(choices.map(({ name, label }) => [name, label]));
  const tag = definition.languages.find(({ name }) => name === language)?.tag;
  return value
    .split(" ")
    .map((code) => plain(textIn(definition, labels.get(code) ?? {}, language) ?? code))
    .join(tag === "ar" ? "، " : ", ");
}

/** A text in a language, else in the form's own, else in any; `undefined` when there is none. */
function textIn(
  { defaultLanguage }: Definition,
  texts: Texts,
  language: string,
): string | undefined {
  return own(texts, language) ?? own(texts, defaultLanguage) ?? Object.values(texts)[0];
}

const plain = (text: string) =>
  piecesOf(text)
    .map((piece) => (piece.kind === "text" ? piece.text : piece.kind === "break" ? "\n" : "…"))
    .join("");
