import type { Choice } from "../definition/definition.ts";
import { randomOrder, seedFrom } from "../expression/chance.ts";
import type { Run, Surroundings } from "../expression/scope.ts";
import { type Item, toBoolean } from "../expression/value.ts";
import type { Offer } from "./plan.ts";
import type { LiveNode } from "./tree.ts";

/** The choices of a question now: the whole list or what its filter leaves, in their order. */
export function offerOf(node: LiveNode, filter: Run | null, form: Surroundings): Offer {
  const { shuffle } = node.row;
  const found = filtered(node, filter, form);
  if (!shuffle) return found;
  const seed = shuffle.seed?.({ ...scopeOf(node), form });
  const number =
    seed === undefined ? form.seedFor(node) : seedFrom(seed, form.calendar, form.digest);
  return { ...found, choices: randomOrder(found.choices, number) };
}

function filtered(node: LiveNode, filter: Run | null, form: Surroundings): Offer {
  const { row } = node;
  if (row.source)
    return offerFromEntries(node, row.source({ ...scopeOf(node), form }), filter, form);
  if (!filter) return row.whole;
  const { items } = row;
  form.spend(items.length);
  return offer(
    row.choices.filter((_, at) => {
      const here = items[at];
      if (!here) throw new TypeError("a filtered list was planned without its rows");
      return toBoolean(filter({ here, position: at + 1, size: items.length, owner: node, form }));
    }),
  );
}

/** Each answer that somebody has given becomes a choice, once, if its entry passes the filter. */
function offerFromEntries(
  node: LiveNode,
  answers: readonly Item[],
  filter: Run | null,
  form: Surroundings,
): Offer {
  const given = answers.filter((answer) => answer.standing && answer.value !== "");
  form.spend(given.length);
  const names = given.flatMap((answer, at) => {
    const here = entryOf(answer);
    const scope = { here, position: at + 1, size: given.length, owner: node, form };
    return !filter || toBoolean(filter(scope)) ? [answer.value] : [];
  });
  return offer([...new Set(names)].map((name) => ({ name, label: {}, media: {}, data: {} })));
}

const offer = (choices: readonly Choice[]): Offer => ({
  choices,
  codes: new Set(choices.map((choice) => choice.name)),
});

const scopeOf = (node: LiveNode) => ({ here: node, position: 1, size: 1, owner: node });

function entryOf(answer: Item): Item {
  let item = answer as LiveNode;
  while (item.holder && item.kind !== "entry") item = item.holder;
  return item;
}
