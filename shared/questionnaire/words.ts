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
  return plain(textIn(definition, node.label, language)?.text ?? node.name);
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
    .map((code) => plain(textIn(definition, labels.get(code) ?? {}, language)?.text ?? code))
    .join(tag === "ar" ? "، " : ", ");
}

/** A text in a language, else in the form's own, else in any, and in which; `undefined`: there is none. */
export function textIn(
  { defaultLanguage }: Definition,
  texts: Texts,
  language: string,
): { readonly text: string; readonly language: string } | undefined {
  for (const name of [language, defaultLanguage, ...Object.keys(texts)]) {
    const text = own(texts, name);
    if (text !== undefined) return { text, language: name };
  }
  return undefined;
}

const plain = (text: string) =>
  piecesOf(text)
    .map((piece) => (piece.kind === "text" ? piece.text : piece.kind === "break" ? "\n" : "…"))
    .join("");
