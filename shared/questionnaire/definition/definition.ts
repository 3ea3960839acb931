// A questionnaire as checked, typed, frozen data. Plain JSON: it is stored, hashed and carried as it is.

export interface Definition {
  /** SHA-256 of `canonicalDefinition`, 64 hexadecimal digits: what the form is known by. */
  readonly hash: string;
  readonly id: string;
  readonly version: string;
  readonly title: Texts;
  /** Name of the root element, `data` unless the form says otherwise. */
  readonly root: string;
  readonly languages: readonly Language[];
  readonly defaultLanguage: string;
  /** Expression or text that names a submission. */
  readonly instanceName: string | null;
  readonly namespaces: Named<string>;
  readonly style: string;
  /** All rows in document order; a group or repeat comes before what it holds. */
  readonly nodes: readonly FormNode[];
  readonly lists: Named<ChoiceList>;
  /** CSV files beside the form, by name without `.csv`. */
  readonly tables: Named<Table>;
  /** Pictures and sound that the form shows, by name: SHA-256 of each. */
  readonly media: Named<string>;
}

export interface Named<T> {
  readonly [name: string]: T;
}

/** One sentence in the form's languages: `**` and line breaks as typed, `${name}` where values go. */
export type Texts = Named<string>;

export interface Language {
  /** As the columns call it: `Arabic (ar)`. */
  readonly name: string;
  /** The code in brackets, else the name: `ar`. */
  readonly tag: string;
  readonly direction: "ltr" | "rtl";
}

export type NodeKind = "question" | "note" | "group" | "repeat" | "hidden";

export interface FormNode {
  /** Names from the root, unique: `m7/detention/det_from`. */
  readonly path: string;
  readonly name: string;
  /** Place in `nodes` of the group or repeat that holds it; null at the top. */
  readonly parent: number | null;
  readonly kind: NodeKind;
  /** First word of the XLSForm type, in today's spelling. */
  readonly type: string;
  /** Row of the survey sheet; not part of what the form is. */
  readonly row: number;
  /** For selects and ranks: where the choices come from. */
  readonly choices: ChoiceSource | null;
  readonly label: Texts;
  readonly hint: Texts;
  readonly guidance: Texts;
  /** `image`, `audio`, `video`, `big-image` → file names by language. */
  readonly media: Named<Texts>;
  readonly logic: Logic;
  readonly requiredMessage: Texts;
  readonly constraintMessage: Texts;
  readonly warningMessage: Texts;
  readonly appearance: readonly string[];
  readonly parameters: Named<string>;
  readonly sensitive: Sensitivity;
  readonly movedFrom: string | null;
  /** `bind::…`, `instance::…` and `body::…` of declared namespaces, kept as written. */
  readonly attributes: Named<string>;
}

export type Sensitivity = "low" | "personal" | "high";

export type ChoiceSource =
  | { readonly from: "list"; readonly name: string }
  | {
      readonly from: "table";
      readonly name: string;
      readonly value: string;
      readonly label: string;
    }
  /** Entries of a repeat, by the question whose answers become choices. */
  | { readonly from: "repeat"; readonly name: string };

/** The expressions of a row, as text that has been read once and found right. */
export interface Logic {
  readonly relevant: string | null;
  readonly required: string | null;
  readonly readonly: string | null;
  readonly constraint: string | null;
  /** A soft check: never blocks. */
  readonly warning: string | null;
  readonly calculation: string | null;
  /** Names of the questions whose change runs the calculation; otherwise it runs by itself. */
  readonly trigger: readonly string[];
  readonly default: Default | null;
  readonly choiceFilter: string | null;
  readonly repeatCount: string | null;
}

export interface Default {
  readonly kind: "text" | "expression";
  readonly value: string;
}

export interface ChoiceList {
  readonly choices: readonly Choice[];
}

export interface Choice {
  readonly name: string;
  readonly label: Texts;
  readonly media: Named<Texts>;
  /** Further columns, for filters and tables. */
  readonly data: Named<string>;
}

export interface Table {
  /** SHA-256 of the file. */
  readonly sha256: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What a record holds under a name, whatever names every object inherits. */
export const own = <T>(record: Named<T>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

/** A row without anything to say, to which a reader adds what it finds. */
export const emptyLogic: Logic = {
  relevant: null,
  required: null,
  readonly: null,
  constraint: null,
  warning: null,
  calculation: null,
  trigger: [],
  default: null,
  choiceFilter: null,
  repeatCount: null,
};

/** The choices a question of the form can ever have; empty for other questions and for repeats. */
export function listOf(definition: Definition, node: FormNode): readonly Choice[] {
  const source = node.choices;
  if (source?.from === "list") return own(definition.lists, source.name)?.choices ?? [];
  if (source?.from === "table") return tableChoices(definition, source);
  return [];
}

function tableChoices(
  definition: Definition,
  source: ChoiceSource & { from: "table" },
): readonly Choice[] {
  const table = own(definition.tables, source.name);
  if (!table) return [];
  const value = table.columns.indexOf(source.value);
  const label = table.columns.indexOf(source.label);
  return table.rows.map((row) => ({
    name: row[value] ?? "",
    label: { [definition.defaultLanguage]: row[label] ?? "" },
    media: {},
    data: Object.fromEntries(table.columns.map((column, at) => [column, row[at] ?? ""])),
  }));
}

/** Freezes plain data all the way down. */
export function freeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const key in value) freeze(value[key]);
  }
  return value;
}
