import { useTranslation } from "react-i18next";
import { useHelpTexts } from "../i18n.ts";
import { type Chord, pageDirection, printedKeys } from "../ui/chord.ts";
import { everyKey, type KeyName, keyNames } from "../ui/every-key.ts";

/** The pages of the help, in the order in which somebody new would read them. */
export const pageNames = [
  "first-steps",
  "practice",
  "keys",
  "notebook",
  "consent",
  "keyboard",
  "states",
  "dates",
  "entries",
  "pause",
  "notes",
  "recordings",
  "finish",
  "corrections",
  "parcels",
  "import",
  "tables",
  "paper",
  "team",
  "questionnaires",
  "limits",
  "glossary",
  "about",
] as const;

export type PageName = (typeof pageNames)[number];

/** A piece of a sentence: words, or a key to be drawn as one. */
export type Piece =
  | { readonly kind: "words"; readonly text: string }
  | { readonly kind: "key"; readonly key: KeyName };

/** A sentence that stands alone, or steps one after the other. */
export type Block = readonly Piece[] | { readonly steps: readonly (readonly Piece[])[] };

export interface HelpPage {
  readonly name: PageName;
  readonly title: string;
  readonly blocks: readonly Block[];
  /** All that can be found on it, one sentence after the other. */
  readonly sentences: readonly string[];
}

/**
 * All pages in the language of the interface.
 *
 * Help never repeats what a button or a key is called: a hole in its sentences names the sentence or
 * the key, and what stands there is what the screen says today.
 */
export function useHelpPages(): readonly HelpPage[] {
  const { t } = useTranslation();
  const { pages, terms } = useHelpTexts();
  const say = (key: string) => (t as (key: string) => string)(key);
  const more: { readonly [name in PageName]?: readonly string[] } = {
    keys: keyNames.map((key) => say(everyKey[key].says)),
    glossary: terms.map(({ term, means }) => `${term}: ${means}`),
  };
  return pageNames.map((name) => {
    const blocks = pages[name].text.map(
      (written): Block =>
        typeof written === "string"
          ? piecesOf(written, say)
          : { steps: written.map((step) => piecesOf(step, say)) },
    );
    const said = blocks.flatMap((block) => ("steps" in block ? block.steps : [block]));
    return {
      name,
      title: pages[name].title,
      blocks,
      sentences: [...said.map(inWords), ...(more[name] ?? [])],
    };
  });
}

/** Takes a written sentence apart at its holes: `{{pause}}` is a key, `{{ui:toast.undo}}` a sentence. */
export function piecesOf(written: string, say: (key: string) => string): readonly Piece[] {
  return written
    .split(/\{\{([^}]+)\}\}/u)
    .map((part, at): Piece => {
      if (at % 2 === 0) return { kind: "words", text: part };
      if (part.includes(":")) return { kind: "words", text: say(part) };
      return { kind: "key", key: part as KeyName };
    })
    .filter((piece) => piece.kind === "key" || piece.text !== "");
}

function inWords(pieces: readonly Piece[]): string {
  return pieces
    .map((piece) => (piece.kind === "words" ? piece.text : nameOfKey(everyKey[piece.key].chord)))
    .join("");
}

const nameOfKey = (chord: Chord) => printedKeys(chord, pageDirection()).join("+");
