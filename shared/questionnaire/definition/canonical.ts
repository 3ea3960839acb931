import { fail, ok, type Result } from "../../result.ts";
import {
  type Choice,
  type Definition,
  emptyLogic,
  type FormNode,
  freeze,
  type Named,
  type Table,
} from "./definition.ts";

/**
 * The one way to write a definition down: its SHA-256 is the form's hash.
 *
 * JSON without white space, keys sorted, texts in NFC as they were read; whatever is empty is left
 * out, so that a later Daftar that knows more about a row still finds the same hash for a form that
 * does not use it. Rows of the sheet are no part of it; tables are named by their own hash.
 */
export function canonicalDefinition(definition: Definition): string {
  const { hash, nodes, tables, ...rest } = definition;
  const named = Object.fromEntries(
    Object.entries(tables).map(([name, { sha256 }]) => [name, { sha256 }]),
  );
  const rows = nodes.map(({ row, path, ...node }) => node);
  return write({ format: "daftar-form-1", ...rest, nodes: rows, tables: named });
}

export type DefinitionFault =
  | { readonly kind: "definition-unreadable" }
  | { readonly kind: "table-missing"; readonly details: { readonly table: string } };

/**
 * Reads what `canonicalDefinition` has written. Whoever calls it has checked the hash.
 *
 * Rows are numbered as an export of the form would number them: the header is 1, and every group
 * ends in a row of its own. `tables` are the files the form names, by their SHA-256.
 */
export function readDefinition(
  text: string,
  hash: string,
  tables: ReadonlyMap<string, Table>,
): Result<Definition, DefinitionFault> {
  let read: Written;
  try {
    read = JSON.parse(text);
    if (read?.format !== "daftar-form-1") return fail({ kind: "definition-unreadable" });
    return filled(read, hash, tables);
  } catch {
    return fail({ kind: "definition-unreadable" });
  }
}

/** What is written: a definition with everything empty left out. */
type Written = Partial<Omit<Definition, "nodes" | "tables" | "lists">> & {
  readonly format?: string;
  readonly nodes?: readonly Partial<FormNode>[];
  readonly tables?: Named<{ readonly sha256: string }>;
  readonly lists?: Named<{ readonly choices?: readonly Partial<Choice>[] }>;
};

function filled(
  read: Written,
  hash: string,
  tables: ReadonlyMap<string, Table>,
): Result<Definition, DefinitionFault> {
  const found: [string, Table][] = [];
  for (const [name, { sha256 }] of Object.entries(read.tables ?? {})) {
    const table = tables.get(sha256);
    if (!table) return fail({ kind: "table-missing", details: { table: name } });
    found.push([name, table]);
  }
  const { format, ...rest } = read;
  return ok(
    freeze({
      id: "",
      version: "",
      title: {},
      root: "data",
      languages: [],
      defaultLanguage: "default",
      instanceName: null,
      namespaces: {},
      style: "",
      media: {},
      ...rest,
      hash,
      nodes: numberRows((read.nodes ?? []).map(wholeNode)),
      lists: Object.fromEntries(
        Object.entries(read.lists ?? {}).map(([name, list]) => [
          name,
          { choices: (list.choices ?? []).map(wholeChoice) },
        ]),
      ),
      tables: Object.fromEntries(found),
    }),
  );
}

const wholeChoice = (choice: Partial<Choice>): Choice => ({
  name: "",
  label: {},
  media: {},
  data: {},
  ...choice,
});

const wholeNode = (node: Partial<FormNode>): FormNode => ({
  path: "",
  name: "",
  parent: null,
  kind: "question",
  type: "text",
  row: 0,
  choices: null,
  label: {},
  hint: {},
  guidance: {},
  media: {},
  requiredMessage: {},
  constraintMessage: {},
  warningMessage: {},
  appearance: [],
  parameters: {},
  sensitive: "low",
  movedFrom: null,
  attributes: {},
  ...node,
  logic: { ...emptyLogic, ...node.logic },
});

function numberRows(nodes: readonly FormNode[]): readonly FormNode[] {
  const placed: FormNode[] = [];
  const open: number[] = [];
  let row = 1;
  nodes.forEach((node, at) => {
    while (open.length > 0 && open.at(-1) !== node.parent) {
      open.pop();
      row++;
    }
    row++;
    const above = node.parent === null ? undefined : placed[node.parent];
    placed.push({ ...node, row, path: above ? `${above.path}/${node.name}` : node.name });
    if (node.kind === "group" || node.kind === "repeat") open.push(at);
  });
  return placed;
}

/** Gives the empty text for what is empty. Order in a list counts, order of keys does not. */
function write(value: unknown): string {
  if (value === null || value === undefined || value === "") return "";
  if (typeof value !== "object") return JSON.stringify(value);
  return Array.isArray(value) ? writeList(value) : writeRecord(value as Named<unknown>);
}

function writeList(list: readonly unknown[]): string {
  let text = "";
  for (const item of list) text += `${text === "" ? "[" : ","}${write(item) || '""'}`;
  return text === "" ? "" : `${text}]`;
}

function writeRecord(record: Named<unknown>): string {
  let text = "";
  for (const key of Object.keys(record).sort()) {
    const written = write(record[key]);
    if (written !== "") text += `${text === "" ? "{" : ","}${JSON.stringify(key)}:${written}`;
  }
  return text === "" ? "" : `${text}}`;
}
