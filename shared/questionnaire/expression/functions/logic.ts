import type { FunctionOfForms, Run, Scope } from "../scope.ts";
import { isItems, members, toBoolean, toText } from "../value.ts";
import { any, made, number, text, truth } from "./given.ts";

export const logicFunctions: { readonly [name: string]: FunctionOfForms } = {
  if: made(3, 3, (given, scope) => {
    const branch = truth(given, 0, scope) ? given[1] : given[2];
    return branch ? branch(scope) : "";
  }),
  coalesce: made(2, 2, (given, scope) => {
    for (const run of given) {
      const value = toText(run(scope));
      if (value !== "") return value;
    }
    return "";
  }),
  once: made(1, 1, (given, scope) => scope.owner.value || text(given, 0, scope)),
  boolean: made(1, 1, (given, scope) => truth(given, 0, scope)),
  not: made(1, 1, (given, scope) => !truth(given, 0, scope)),
  true: made(0, 0, () => true),
  false: made(0, 0, () => false),
  "boolean-from-string": made(1, 1, (given, scope) =>
    ["true", "1"].includes(text(given, 0, scope)),
  ),
  checklist: made(3, any, (given, scope) => {
    const met = given.slice(2).flatMap((run) => answers(run, scope));
    return within(met.filter(Boolean).length, given, scope);
  }),
  "weighted-checklist": made(4, any, (given, scope) => {
    let weight = 0;
    for (let at = 2; at + 1 < given.length; at += 2)
      if (truth(given, at, scope)) weight += number(given, at + 1, scope);
    return within(weight, given, scope);
  }),
};

/** Between the two bounds given first; −1 is no bound. */
function within(count: number, given: readonly Run[], scope: Scope): boolean {
  const least = number(given, 0, scope);
  const most = number(given, 1, scope);
  return (least === -1 || count >= least) && (most === -1 || count <= most);
}

/** One answer, or one for each member of a node-set: its text is no number 0 and not empty. */
function answers(run: Run, scope: Scope): readonly boolean[] {
  const value = run(scope);
  return isItems(value)
    ? members(value).map((item) => item.value !== "" && item.value !== "0")
    : [toBoolean(value)];
}
