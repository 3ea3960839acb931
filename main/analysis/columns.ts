import {
  type Definition,
  type FormNode,
  listOf,
} from "../../shared/questionnaire/definition/definition.ts";

/** One question of a form as a column. */
export interface Column {
  /** The question's name; its whole path with dots where a form uses one name twice. */
  readonly name: string;
  /** Names from the root, without entries: `m7/detention/det_from`. */
  readonly path: string;
  readonly type: string;
  /** A person was asked: the state of the answer is a column of its own. */
  readonly asked: boolean;
  /** A date as far as it is known, which may be told in another calendar: what was said is a column. */
  readonly dated: boolean;
  readonly sensitive: FormNode["sensitive"];
  /** In the form's languages, by their tag. */
  readonly labels: { readonly [tag: string]: string };
  readonly choices: ReadonlyMap<string, ChoiceFacts>;
}

export interface ChoiceFacts {
  readonly labels: { readonly [tag: string]: string };
}

/** One table of a form: its interviews, or the entries of one repeat. */
export interface Shape {
  /** `returnee_interview`, `returnee_interview.detention`. */
  readonly name: string;
  /** The repeat's path without entries; null for the interviews themselves. */
  readonly repeat: string | null;
  readonly columns: readonly Column[];
}

/**
 * Lays out the tables of a form: one for the interviews, one for each repeat, columns in the order
 * of the questions.
 *
 * Several versions of a form share their tables. The first given decides what a column is called
 * and how it is labelled; questions that only others have follow, so that no answer is left out.
 */
export function shapesOf(versions: readonly Definition[]): readonly Shape[] {
  const [newest] = versions;
  if (!newest) return [];
  const shapes = new Map<string | null, { name: string; columns: Map<string, Column> }>();
  shapes.set(null, { name: newest.id, columns: new Map() });
  for (const definition of versions)
    for (const node of definition.nodes) place(shapes, definition, node, newest.id);

  return [...shapes].map(([repeat, { name, columns }]) => ({
    name,
    repeat,
    columns: distinct([...columns.values()]),
  }));
}

type Shapes = Map<string | null, { name: string; columns: Map<string, Column> }>;

function place(shapes: Shapes, definition: Definition, node: FormNode, form: string): void {
  if (node.kind === "repeat" && !shapes.has(node.path))
    shapes.set(node.path, { name: `${form}.${node.name}`, columns: new Map() });
  if (node.kind !== "question" && node.kind !== "hidden") return;
  const table = shapes.get(repeatAround(definition, node));
  if (!table) return;
  const column = columnOf(definition, node);
  const known = table.columns.get(node.path);
  table.columns.set(node.path, known ? withChoicesOf(known, column) : column);
}

function repeatAround({ nodes }: Definition, node: FormNode): string | null {
  for (let at = node.parent; at !== null; at = nodes[at]?.parent ?? null) {
    const around = nodes[at];
    if (around?.kind === "repeat") return around.path;
  }
  return null;
}

function columnOf(definition: Definition, node: FormNode): Column {
  const byTag = (texts: { readonly [language: string]: string }) =>
    Object.fromEntries(
      definition.languages.flatMap(({ name, tag }) => {
        const text = texts[name];
        return text === undefined ? [] : [[tag, text]];
      }),
    );
  return {
    name: node.name,
    path: node.path,
    type: node.type,
    asked: node.kind === "question",
    dated: node.appearance.includes("partial-date"),
    sensitive: node.sensitive,
    labels: byTag(node.label),
    choices: new Map(
      listOf(definition, node).map((choice) => [choice.name, { labels: byTag(choice.label) }]),
    ),
  };
}

function withChoicesOf(known: Column, other: Column): Column {
  const choices = new Map([...other.choices, ...known.choices]);
  return { ...known, choices };
}

/** Where one name stands in several groups, the path tells them apart. */
function distinct(columns: readonly Column[]): readonly Column[] {
  const uses = new Map<string, number>();
  for (const { name } of columns) uses.set(name, (uses.get(name) ?? 0) + 1);
  return columns.map((column) =>
    (uses.get(column.name) ?? 0) > 1
      ? { ...column, name: column.path.replaceAll("/", ".") }
      : column,
  );
}
