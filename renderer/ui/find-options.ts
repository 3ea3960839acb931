import { fold, rankOf } from "../../shared/interviews/fold.ts";
import type { ListOption } from "./List.tsx";

/**
 * Finds options by folded text: names that begin with it first, then words that do, then the rest
 * that contain it; each in the order of the list. An empty text finds all.
 */
export function findOptions(options: readonly ListOption[], text: string): readonly ListOption[] {
  const wanted = fold(text);
  if (wanted === "") return options;
  const ranked: ListOption[][] = [[], [], []];
  for (const option of options) {
    const rank = rankOf(namesOf(option), wanted);
    ranked[rank]?.push(option);
  }
  return ranked.flat();
}

/** The one option that goes by exactly this name, folded; null when none or several do. */
export function optionNamed(options: readonly ListOption[], text: string): ListOption | null {
  const wanted = fold(text);
  if (wanted === "") return null;
  const named = options.filter((option) => namesOf(option).includes(wanted));
  return named.length === 1 ? (named[0] ?? null) : null;
}

const foldedNames = new WeakMap<ListOption, readonly string[]>();

/** Folding thousands of names on every key would be felt; each option is folded once. */
function namesOf(option: ListOption): readonly string[] {
  const known = foldedNames.get(option);
  if (known) return known;
  const names = [option.label, option.detail, option.code, ...(option.aliases ?? [])]
    .filter((name) => name !== undefined)
    .map(fold);
  foldedNames.set(option, names);
  return names;
}
