import type { Definition, Texts } from "../questionnaire/definition/definition.ts";
import { piecesOf } from "../questionnaire/definition/texts.ts";
import type { ShownText } from "../questionnaire/live/view.ts";
import { textIn } from "../questionnaire/words.ts";
import { type Content, el, isolated } from "./html.ts";
import { numbersIn, type Words } from "./words.ts";

/** A sentence of a form when no interview lies open: a gap stands for every value it would insert. */
export function formText(
  definition: Definition,
  texts: Texts,
  language: string,
  words: Words,
): Content {
  const found = textIn(definition, texts, language);
  if (found === undefined) return null;
  const pieces = piecesOf(found.text).map((piece): Content => {
    if (piece.kind === "break") return el("br");
    if (piece.kind === "reference") return isolated("………");
    const text = numbersIn(words, piece.text);
    return piece.weight === "emphasis" ? el("strong", {}, text) : text;
  });
  return inOther(pieces, found.language === language ? null : found.language);
}

/** A sentence of an interview in progress; values stand apart from its direction. */
export function shownText({ parts, fallback }: ShownText, words: Words): Content {
  const pieces = parts.map((part): Content => {
    if (part.kind === "break") return el("br");
    if (part.kind === "value") return isolated(part.text);
    const text = numbersIn(words, part.text);
    return part.weight === "emphasis" ? el("strong", {}, text) : text;
  });
  return inOther(pieces, fallback);
}

/** Of a title written in two languages with a stroke between, the half in the language on paper. */
export function titleIn({ language }: Words, title: string): string {
  const isOurs = (half: string) => /\p{Script=Arabic}/u.test(half) === (language === "ar");
  const halves = title.split(/\s+[|/]\s+/u).filter(isOurs);
  return halves.length === 1 ? (halves[0] ?? title) : title;
}

/** Where a translation is missing, the language the sentence is really in is named. */
const inOther = (pieces: Content, language: string | null): Content =>
  language === null ? pieces : [pieces, " ", el("span", { class: "mark" }, isolated(language))];
