import { fold } from "../../shared/interviews/fold.ts";
import type { HelpPage } from "./pages.ts";

/** The folded words somebody looks for. */
export function wantedWords(typed: string): readonly string[] {
  return fold(typed)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

/**
 * The pages that hold every wanted word, whatever its hamza, marks, ya or ta marbuta; those that
 * have one in their title first. Without a wanted word, all of them.
 */
export function findPages(
  pages: readonly HelpPage[],
  wanted: readonly string[],
): readonly HelpPage[] {
  const found = pages.filter(({ title, sentences }) => {
    const whole = fold([title, ...sentences].join("\n"));
    return wanted.every((word) => whole.includes(word));
  });
  const inTitle = ({ title }: HelpPage) => wanted.some((word) => fold(title).includes(word));
  return [...found.filter(inTitle), ...found.filter((page) => !inTitle(page))];
}

/** The first sentence of a page with a wanted word in it; null when only the title has one. */
export function sentenceWith({ sentences }: HelpPage, wanted: readonly string[]): string | null {
  const holds = (sentence: string) => wanted.some((word) => fold(sentence).includes(word));
  return sentences.find(holds) ?? null;
}

/** A text in runs, so that the words with a wanted one in them can be marked as they are written. */
export function markWords(
  text: string,
  wanted: readonly string[],
): readonly { readonly text: string; readonly isFound: boolean }[] {
  if (wanted.length === 0) return [{ text, isFound: false }];
  return text
    .split(/([\p{L}\p{M}\p{N}\u0640\u200c\u200d]+)/u)
    .filter((run) => run !== "")
    .map((run) => ({ text: run, isFound: wanted.some((word) => fold(run).includes(word)) }));
}
