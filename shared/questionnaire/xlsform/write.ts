import type { Choice, Definition, FormNode, Named, Texts } from "../definition/definition.ts";
import type { Sheet, Sheets } from "./sheets.ts";
import { unmarked } from "./texts.ts";

/**
 * Writes a questionnaire as the sheets its author could have written: whoever compiles them, with
 * the same files beside them, gets the same hash.
 *
 * What a definition no longer knows is not in them: rows and columns without meaning, spellings,
 * `or_other` (its choice and its question are rows of their own), and the files themselves. Columns
 * that no row uses are left out; every language has its column, in the form's order.
 */
export function writeSheets(definition: Definition): Sheets {
  const spoken = languagesOf(definition);
  return [
    sheetFrom("survey", surveyColumns(spoken), surveyRows(definition)),
    sheetFrom(
      "choices",
      ["list_name", "name", ...spoken.map(inLanguage("label"))],
      [...choiceRows(definition)],
    ),
    sheetFrom("settings", ["form_id", "version"], [settingsRow(definition)]),
  ];
}

/** A row as pairs of a header and a cell. */
type Row = Named<string>;

/** Columns that are always there come first, all others as rows bring them. */
function sheetFrom(name: string, first: readonly string[], rows: readonly Row[]): Sheet {
  const columns = [...new Set([...first, ...rows.flatMap((row) => Object.keys(row))])];
  const cells = rows.map((row) =>
    columns.map((column) => (Object.hasOwn(row, column) ? (row[column] ?? "") : "")),
  );
  return { name, rows: [columns, ...cells].map((each, at) => ({ row: at + 1, cells: each })) };
}

/** Null stands for columns without a language, where the form has none. */
type Spoken = string | null;

function languagesOf({ languages, defaultLanguage }: Definition): readonly Spoken[] {
  const only = languages.length === 1 && languages[0]?.name === unmarked;
  return only && defaultLanguage === unmarked ? [null] : languages.map(({ name }) => name);
}

const inLanguage = (key: string) => (language: Spoken) =>
  language === null ? key : `${key}::${language}`;

const surveyColumns = (spoken: readonly Spoken[]) => [
  "type",
  "name",
  ...spoken.map(inLanguage("label")),
];

/** The texts of a row under one word; those that are there. */
function textCells(key: string, texts: Texts, spoken: readonly Spoken[]): [string, string][] {
  return spoken.flatMap((language): [string, string][] => {
    const name = language ?? unmarked;
    const text = Object.hasOwn(texts, name) ? texts[name] : undefined;
    return text === undefined ? [] : [[inLanguage(key)(language), text]];
  });
}

const mediaCells = (media: Named<Texts>, spoken: readonly Spoken[]) =>
  Object.entries(media).flatMap(([kind, files]) => textCells(kind, files, spoken));

const filled = (cells: readonly (readonly [string, string | null | undefined])[]): Row =>
  Object.fromEntries(cells.flatMap(([header, text]) => (text ? [[header, text]] : [])));

function surveyRows(definition: Definition): readonly Row[] {
  const spoken = languagesOf(definition);
  const rows: Row[] = [];
  const open: number[] = [];
  const close = () => {
    const node = definition.nodes[open.pop() ?? -1];
    if (node) rows.push({ type: `end_${node.type}` });
  };
  definition.nodes.forEach((node, at) => {
    while (open.length > 0 && open.at(-1) !== node.parent) close();
    rows.push(surveyRow(definition, node, spoken));
    if (node.kind === "group" || node.kind === "repeat") open.push(at);
  });
  while (open.length > 0) close();
  return rows;
}

function surveyRow(definition: Definition, node: FormNode, spoken: readonly Spoken[]): Row {
  const { logic, parameters } = node;
  const { rows, autoplay, ...others } = parameters;
  const above = node.parent === null ? undefined : definition.nodes[node.parent];
  return filled([
    ["type", typeCell(node)],
    ["name", node.name],
    ...textCells("label", node.label, spoken),
    ...textCells("hint", node.hint, spoken),
    ...textCells("guidance_hint", node.guidance, spoken),
    ...mediaCells(node.media, spoken),
    ["required", logic.required],
    ...textCells("required_message", node.requiredMessage, spoken),
    ["relevant", logic.relevant],
    ["constraint", logic.constraint],
    ...textCells("constraint_message", node.constraintMessage, spoken),
    ["bind::daftar:warning", logic.warning],
    ...textCells("daftar:warning_message", node.warningMessage, spoken),
    ["calculation", logic.calculation],
    ["default", logic.default?.value],
    ["trigger", logic.trigger.map((name) => `\${${name}}`).join(", ")],
    ["read_only", logic.readonly],
    ["choice_filter", logic.choiceFilter],
    ["repeat_count", logic.repeatCount],
    [
      "parameters",
      Object.entries(others)
        .map(([key, value]) => `${key}=${value}`)
        .join(" "),
    ],
    ["rows", rows],
    ["autoplay", autoplay],
    ["appearance", node.appearance.join(" ")],
    ["sensitive", node.sensitive === (above?.sensitive ?? "low") ? "" : node.sensitive],
    ["moved_from", node.movedFrom],
    ...Object.entries(node.attributes),
  ]);
}

function typeCell({ kind, type, choices }: FormNode): string {
  if (kind === "group" || kind === "repeat") return `begin_${type}`;
  if (!choices) return type;
  if (choices.from === "repeat") return `${type} \${${choices.name}}`;
  return `${type} ${choices.name}${choices.from === "table" ? ".csv" : ""}`;
}

function choiceRows(definition: Definition): readonly Row[] {
  const spoken = languagesOf(definition);
  return Object.entries(definition.lists).flatMap(([list, { choices }]) =>
    choices.map(({ name, label, media, data }) =>
      filled([
        ["list_name", list],
        ["name", name],
        ...textCells("label", label, spoken),
        ...mediaCells(media, spoken),
        ...Object.entries(data),
      ]),
    ),
  );
}

function settingsRow(definition: Definition): Row {
  const { id, version, root, defaultLanguage, instanceName, namespaces, style } = definition;
  const spoken = languagesOf(definition);
  const declared = Object.entries(namespaces).map(([prefix, uri]) => `${prefix}="${uri}"`);
  return filled([
    ["form_id", id],
    ["version", version],
    ...titleCells(definition),
    ["default_language", spoken[0] === null ? "" : defaultLanguage],
    ["instance_name", instanceName],
    ["namespaces", declared.join(" ")],
    ["name", root === "data" ? "" : root],
    ["style", style],
    ["allow_choice_duplicates", Object.values(definition.lists).some(hasTwins) ? "yes" : ""],
  ]);
}

/** Other tools know no title in several languages, so one that has a single one is written plainly. */
function titleCells(definition: Definition): readonly [string, string][] {
  const { title, defaultLanguage } = definition;
  const [only, ...others] = Object.keys(title);
  return only === defaultLanguage && others.length === 0
    ? [["form_title", title[only] ?? ""]]
    : textCells("form_title", title, languagesOf(definition));
}

const hasTwins = ({ choices }: { readonly choices: readonly Choice[] }) =>
  new Set(choices.map(({ name }) => name)).size < choices.length;
