import type { FunctionOfForms } from "../scope.ts";
import { numberText } from "../value.ts";
import { any, made, number, numbers } from "./given.ts";

export const numberFunctions: { readonly [name: string]: FunctionOfForms } = {
  number: made(0, 1, (given, scope) => number(given, 0, scope)),
  int: made(1, 1, (given, scope) => Math.trunc(number(given, 0, scope))),
  floor: ofOne(Math.floor),
  ceiling: ofOne(Math.ceil),
  round: made(1, 2, (given, scope) =>
    round(number(given, 0, scope), given[1] ? number(given, 1, scope) : 0),
  ),
  abs: ofOne(Math.abs),
  pow: made(2, 2, (given, scope) => number(given, 0, scope) ** number(given, 1, scope)),
  sqrt: ofOne(Math.sqrt),
  exp: ofOne(Math.exp),
  exp10: ofOne((x) => 10 ** x),
  log: ofOne(Math.log),
  log10: ofOne(Math.log10),
  sin: ofOne(Math.sin),
  cos: ofOne(Math.cos),
  tan: ofOne(Math.tan),
  asin: ofOne(Math.asin),
  acos: ofOne(Math.acos),
  atan: ofOne(Math.atan),
  atan2: made(2, 2, (given, scope) => Math.atan2(number(given, 0, scope), number(given, 1, scope))),
  pi: made(0, 0, () => Math.PI),
  sum: made(1, 1, (given, scope) => {
    const all = numbers(given, scope);
    return all.length === 0 ? Number.NaN : all.reduce((sum, each) => sum + each, 0);
  }),
  min: ofAll((least, each) => Math.min(least, each)),
  max: ofAll((most, each) => Math.max(most, each)),
};

function ofOne(compute: (x: number) => number): FunctionOfForms {
  return made(1, 1, (given, scope) => compute(number(given, 0, scope)));
}

/** Over node-sets or arguments; nothing, or anything that is no number, makes NaN. */
function ofAll(choose: (a: number, b: number) => number): FunctionOfForms {
  return made(1, any, (given, scope) => {
    const all = numbers(given, scope);
    return all.length === 0 ? Number.NaN : all.reduce(choose);
  });
}

/** Half away from zero, by the digits people see: 1.005 to two places is 1.01. */
function round(x: number, places: number): number {
  if (!Number.isFinite(x) || Number.isNaN(places)) return Number.isNaN(places) ? Number.NaN : x;
  const digits = Math.trunc(Math.max(-20, Math.min(20, places)));
  const shifted = Math.round(shift(Math.abs(x), digits));
  return Math.sign(x) * shift(shifted, -digits);
}

const shift = (x: number, digits: number) => Number(`${numberText(x)}e${digits}`);
