import { fold, rankOf } from "../../shared/interviews/fold.ts";
import type { ListOption } from "./List.tsx";

/**
 * Finds options by folded text: names that are it first, then those that begin with it, then words
 * that do, then the rest that contain it; each in the order of the list. An empty text finds all.
 * The ways out of the list stay at its end, whatever is sought.
 */
export function findOptions(options: readonly ListOption[], text: string): readonly ListOption[] {
  const wanted = fold(text);
  if (wanted === "") return options;
  const ranked: ListOption[][] = [[], [], [], []];
  const waysOut: ListOption[] = [];
  for (const option of options) {
    const { names, detail } = foldedOf(option);
    if (option.isWayOut) waysOut.push(option);
    else ranked[rankOf(detail === "" ? names : [...names, detail], wanted)]?.push(option);
  }
  return [...ranked.flat(), ...waysOut];
}

/** The options that go by exactly this name, folded. Where something lies is not its name. */
export function optionsNamed(options: readonly ListOption[], text: string): readonly ListOption[] {
  const wanted = fold(text);
  if (wanted === "") return [];
  return options.filter((option) => foldedOf(option).names.includes(wanted));
}

interface Folded {
  readonly names: readonly string[];
  readonly detail: string;
}

const folded = new WeakMap<ListOption, Folded>();

/** Folding thousands of names on every key would be felt; each option is folded once. */
function foldedOf(option: ListOption): Folded {
  const known = folded.get(option);
  if (known) return known;
  const { label, code, aliases = [], detail = "" } = option;
  const names = [label, code, ...aliases].filter((name) => name !== undefined).map(fold);
  const now = { names, detail: fold(detail) };
  folded.set(option, now);
  return now;
}
