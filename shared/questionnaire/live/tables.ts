import { type Choice, type Definition, own, type Table } from "../definition/definition.ts";
import type { Item } from "../expression/value.ts";

// Choice lists and tables as expressions see them: `instance('x')/root/item[…]/column`.

/** The root of a list; its choices are its `item`s, with `name`, `label` and their further columns. */
export function listTable(choices: readonly Choice[], language: string): Item {
  const rows = choices.map((choice): readonly (readonly [string, string])[] => [
    ["name", choice.name],
    ["label", own(choice.label, language) ?? choice.name],
    ...Object.entries(choice.data),
  ]);
  return table(rows);
}

/** The root of a CSV file beside the form. */
function fileTable({ columns, rows }: Table): Item {
  return table(rows.map((row) => columns.map((column, at) => [column, row[at] ?? ""] as const)));
}

/** Any list or file of a form, by name. */
export function tableNamed(definition: Definition, name: string): Item | undefined {
  const file = own(definition.tables, name);
  const list = own(definition.lists, name);
  if (file) return documentOf(fileTable(file));
  return list && documentOf(listTable(list.choices, definition.defaultLanguage));
}

/** The first row whose key column is the key; empty when there is none. */
export function lookUp(table: Table, column: string, keyColumn: string, key: string): string {
  const wanted = table.columns.indexOf(column);
  return firstRows(table, keyColumn).get(key)?.[wanted] ?? "";
}

type Row = readonly string[];

/** A table of 200,000 rows is gone through once for each key column, and not for each question. */
const known = new WeakMap<Table, Map<string, ReadonlyMap<string, Row>>>();

function firstRows(table: Table, keyColumn: string): ReadonlyMap<string, Row> {
  const byColumn = known.get(table) ?? new Map<string, ReadonlyMap<string, Row>>();
  known.set(table, byColumn);
  const made = byColumn.get(keyColumn);
  if (made) return made;
  const first = new Map<string, Row>();
  const by = table.columns.indexOf(keyColumn);
  for (const row of by < 0 ? [] : table.rows) {
    const key = row[by] ?? "";
    if (!first.has(key)) first.set(key, row);
  }
  byColumn.set(keyColumn, first);
  return first;
}

interface GrowingItem extends Item {
  above: Item | null;
  readonly below: Item[];
}

function newItem(name: string, above: Item | null, value: string, place: number): GrowingItem {
  return { name, above, below: [], value, place, standing: true, isPartialDate: false };
}

function table(rows: readonly (readonly (readonly [string, string])[])[]): GrowingItem {
  const root = newItem("root", null, "", 1);
  rows.forEach((cells, at) => {
    const item = newItem("item", root, "", at + 1);
    for (const [column, value] of cells) item.below.push(newItem(column, item, value, 1));
    root.below.push(item);
  });
  return root;
}

function documentOf(root: Item): Item {
  const top = newItem("", null, "", 1);
  (root as GrowingItem).above = top;
  top.below.push(root);
  return top;
}
