import { randomOrder, randomUuid, seedFrom } from "../chance.ts";
import type { FunctionOfForms, Run, Scope } from "../scope.ts";
import { type Item, members, toText } from "../value.ts";
import { codes, made, nodes, number, text } from "./given.ts";

/** Selections, repeats, tables, chance and the form itself. */
export const nodeFunctions: { readonly [name: string]: FunctionOfForms } = {
  selected: made(2, 2, (given, scope) => {
    const code = text(given, 1, scope).trim();
    return code !== "" && codes(text(given, 0, scope)).includes(code);
  }),
  "selected-at": made(2, 2, (given, scope) => {
    const at = number(given, 1, scope);
    return codes(text(given, 0, scope))[Math.trunc(at)] ?? "";
  }),
  "count-selected": made(1, 1, (given, scope) => codes(text(given, 0, scope)).length),
  "jr:choice-name": made(2, 2, (given, scope) => {
    const question = nodes(given, 1, scope)[0];
    return question ? scope.form.choiceLabel(text(given, 0, scope), question) : "";
  }),
  "jr:itext": made(1, 1, (given, scope) => scope.form.textById(text(given, 0, scope))),
  position: made(0, 1, (given, scope) =>
    given[0] ? (nodes(given, 0, scope)[0]?.place ?? Number.NaN) : scope.position,
  ),
  last: made(0, 0, (_, scope) => scope.size),
  count: made(1, 1, (given, scope) => members(nodes(given, 0, scope)).length),
  "count-non-empty": made(
    1,
    1,
    (given, scope) => members(nodes(given, 0, scope)).filter((item) => item.value !== "").length,
  ),
  "indexed-repeat": made(3, 7, indexedRepeat),
  current: made(0, 0, (_, scope) => [scope.owner]),
  random: made(0, 0, (_, scope) => scope.form.random(scope.owner)),
  uuid: made(0, 1, (given, scope) => {
    const next = () => scope.form.random(scope.owner);
    if (!given[0]) return randomUuid(next);
    const length = Math.max(0, Math.min(200, Math.trunc(number(given, 0, scope) || 0)));
    let letters = "";
    while (letters.length < length) letters += randomUuid(next);
    return letters.slice(0, length);
  }),
  randomize: made(1, 2, (given, scope) => {
    const items = nodes(given, 0, scope);
    const seed = given[1]?.(scope);
    if (seed === undefined)
      return randomOrder(items, Math.trunc(scope.form.random(scope.owner) * 2 ** 31));
    return randomOrder(items, seedFrom(seed, scope.form.calendar, scope.form.digest));
  }),
  instance: made(1, 1, (given, scope) => {
    const table = scope.form.table(text(given, 0, scope));
    return table ? [table] : [];
  }),
  pulldata: made(4, 4, (given, scope) => {
    const [table = "", column = "", keyColumn = "", key = ""] = given.map((run) =>
      toText(run(scope)),
    );
    return key === "" ? "" : scope.form.lookUp(table, column, keyColumn, key);
  }),
  version: made(0, 0, (_, scope) => scope.form.version),
  "form-id": made(0, 0, (_, scope) => scope.form.id),
  property: made(1, 1, (given, scope) => scope.form.property(text(given, 0, scope))),
  state: made(1, 1, (given, scope) => {
    const item = nodes(given, 0, scope)[0];
    return item ? scope.form.stateOf(item) : "";
  }),
};

/**
 * `indexed-repeat(${q}, ${rep}, n, …)`: q in the n-th entry of rep, and so on inwards.
 *
 * The questions are all of that name the asker can see; each pair keeps those in one entry.
 */
function indexedRepeat(given: readonly Run[], scope: Scope) {
  let found = members(nodes(given, 0, scope));
  for (let at = 1; at + 1 < given.length; at += 2) {
    const wanted = number(given, at + 1, scope);
    const entries = new Set(nodes(given, at, scope).filter((entry) => entry.place === wanted));
    found = found.filter((item) => isWithin(item, entries));
  }
  return found.slice(0, 1);
}

function isWithin(item: Item, entries: ReadonlySet<Item>): boolean {
  for (let above: Item | null = item; above; above = above.above)
    if (entries.has(above)) return true;
  return false;
}
