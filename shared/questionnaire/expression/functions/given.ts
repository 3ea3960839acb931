// How functions take what they are given.
import type { FunctionOfForms, Run, Scope } from "../scope.ts";
import { type Item, isItems, members, toBoolean, toNumber, toText, type Value } from "../value.ts";

/** As many as somebody cares to write. */
export const any = Number.POSITIVE_INFINITY;

export const made = (
  least: number,
  most: number,
  run: FunctionOfForms["run"],
): FunctionOfForms => ({ least, most, run });

/** The text of one argument; of the node itself where it is left out. */
export const text = (given: readonly Run[], at: number, scope: Scope): string => {
  const run = given[at];
  return run ? toText(run(scope)) : scope.here.value;
};

export const number = (given: readonly Run[], at: number, scope: Scope): number => {
  const run = given[at];
  return toNumber(run ? run(scope) : scope.here.value, scope.form.calendar);
};

export const truth = (given: readonly Run[], at: number, scope: Scope): boolean => {
  const run = given[at];
  return run !== undefined && toBoolean(run(scope));
};

/** The nodes of one argument; none if it is no node-set. */
export const nodes = (given: readonly Run[], at: number, scope: Scope): readonly Item[] => {
  const value = given[at]?.(scope);
  return value !== undefined && isItems(value) ? value : [];
};

/** All texts from an argument on, node-sets spread into their members, empties kept. */
export const texts = (given: readonly Run[], from: number, scope: Scope): string[] =>
  given.slice(from).flatMap((run) => spread(run(scope)).map(toText));

/** All numbers from an argument on, node-sets spread into their members. */
export const numbers = (given: readonly Run[], scope: Scope): number[] =>
  given.flatMap((run) => spread(run(scope))).map((value) => toNumber(value, scope.form.calendar));

const spread = (value: Value): readonly Value[] =>
  isItems(value) ? members(value).map((item) => [item]) : [value];

/** The codes of a selection. */
export const codes = (value: string): readonly string[] =>
  value.trim() === "" ? [] : value.trim().split(/\s+/);
