import type { Place, Report } from "../definition/problem.ts";
import { nearest } from "../definition/problem.ts";
import { cleanText, limits, type Sheet, wordOf } from "./sheets.ts";

/** What a header means. */
export interface Column {
  /** Our word for it: `label`, `relevant`, `bind::jr:preload`. */
  readonly key: string;
  /** The language of its texts; null where it has none. */
  readonly language: string | null;
  /** As its author wrote it. */
  readonly header: string;
  readonly at: number;
}

export interface SheetRecord {
  readonly row: number;
  readonly cells: readonly string[];
}

/** A sheet whose header has been understood. */
export interface ReadSheet {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly byKey: ReadonlyMap<string, readonly Column[]>;
  readonly records: readonly SheetRecord[];
}

/** Words that a sheet's columns may have, with what each is called today. */
export type Vocabulary = ReadonlyMap<string, string>;

/** Columns whose text may be given once for each language. */
export const translated: ReadonlySet<string> = new Set([
  "label",
  "hint",
  "guidance_hint",
  "required_message",
  "constraint_message",
  "warning_message",
  "image",
  "audio",
  "video",
  "big-image",
  "form_title",
]);

export const surveyWords: Vocabulary = new Map(
  Object.entries({
    type: "type",
    command: "type",
    name: "name",
    tag: "name",
    value: "name",
    label: "label",
    caption: "label",
    hint: "hint",
    guidance_hint: "guidance_hint",
    image: "image",
    audio: "audio",
    video: "video",
    "big-image": "big-image",
    big_image: "big-image",
    required: "required",
    "bind::required": "required",
    required_message: "required_message",
    requiredmsg: "required_message",
    "bind::jr:requiredmsg": "required_message",
    relevant: "relevant",
    relevance: "relevant",
    "bind::relevant": "relevant",
    constraint: "constraint",
    "bind::constraint": "constraint",
    constraint_message: "constraint_message",
    constraining_message: "constraint_message",
    "bind::jr:constraintmsg": "constraint_message",
    "jr:constraintmsg": "constraint_message",
    calculation: "calculation",
    calculate: "calculation",
    "bind::calculate": "calculation",
    default: "default",
    trigger: "trigger",
    read_only: "read_only",
    readonly: "read_only",
    "bind::readonly": "read_only",
    choice_filter: "choice_filter",
    parameters: "parameters",
    appearance: "appearance",
    "control::appearance": "appearance",
    "body::appearance": "appearance",
    repeat_count: "repeat_count",
    count: "repeat_count",
    "jr:count": "repeat_count",
    "control::jr:count": "repeat_count",
    "body::jr:count": "repeat_count",
    rows: "rows",
    "body::rows": "rows",
    "control::rows": "rows",
    autoplay: "autoplay",
    "control::autoplay": "autoplay",
    "body::autoplay": "autoplay",
    sensitive: "sensitive",
    "bind::daftar:sensitive": "sensitive",
    "daftar:sensitive": "sensitive",
    "bind::daftar:warning": "warning",
    "daftar:warning": "warning",
    "daftar:warning_message": "warning_message",
    "bind::daftar:warning_message": "warning_message",
    moved_from: "moved_from",
    disabled: "disabled",
    save_to: "save_to",
    note: "",
    notes: "",
    comment: "",
    comments: "",
  }),
);

export const choicesWords: Vocabulary = new Map(
  Object.entries({
    list_name: "list_name",
    list: "list_name",
    name: "name",
    value: "name",
    label: "label",
    caption: "label",
    image: "image",
    audio: "audio",
    video: "video",
    "big-image": "big-image",
    big_image: "big-image",
  }),
);

export const settingsWords: Vocabulary = new Map(
  Object.entries({
    form_id: "form_id",
    set_form_id: "form_id",
    id_string: "form_id",
    version: "version",
    form_title: "form_title",
    set_form_title: "form_title",
    title: "form_title",
    default_language: "default_language",
    instance_name: "instance_name",
    namespaces: "namespaces",
    name: "name",
    allow_choice_duplicates: "allow_choice_duplicates",
    style: "style",
  }),
);

/** What the sheet may have besides its known words. */
export interface Extra {
  /** Any other column is data, under its own name. */
  readonly data?: boolean;
  /** `bind::x:y` and its like are kept under their own name. */
  readonly attributes?: boolean;
  /** Known settings of other tools, reported as unsupported. */
  readonly unsupported?: ReadonlySet<string>;
}

/** Understands the header of a sheet; what it cannot understand it reports and leaves out. */
export function readColumns(
  sheet: Sheet,
  words: Vocabulary,
  report: Report,
  extra: Extra = {},
): ReadSheet {
  const [header, ...records] = sheet.rows;
  const columns: Column[] = [];
  const taken = new Map<string, string>();
  const place = (column: string): Place => ({ sheet: sheet.name, row: header?.row ?? 1, column });
  if ((header?.cells.length ?? 0) > limits.columns)
    report.error(place(""), "form-too-large", { what: "columns", most: limits.columns });
  for (const [at, cell] of (header?.cells ?? []).slice(0, limits.columns).entries()) {
    const text = cleanText(cell);
    const column =
      text === "" || text.startsWith("#") ? "nothing" : understand(text, at, words, extra);
    if (column === "nothing") continue;
    if (column === "unsupported") report.unsupported(place(text), text, "ignored");
    else if (column === undefined) {
      const guess = nearest(wordOf(text.split("::")[0] ?? ""), words.keys());
      report.warn(place(text), "unknown-column", { column: text, nearest: guess });
    } else {
      const identity = `${column.key}::${column.language ?? ""}`;
      const other = taken.get(identity);
      if (other === undefined) columns.push(column);
      else report.error(place(text), "column-twice", { other });
      taken.set(identity, other ?? text);
    }
  }
  checkCells(sheet, records, report);
  return { name: sheet.name, columns, byKey: Map.groupBy(columns, ({ key }) => key), records };
}

function understand(
  header: string,
  at: number,
  words: Vocabulary,
  extra: Extra,
): Column | "nothing" | "unsupported" | undefined {
  const parts = header.split("::").map((part) => part.trim());
  const first = wordOf(parts[0] ?? "");
  if (first === "media") parts.shift();
  // Before `::` became usual, languages followed a single colon.
  const single = parts.length === 1 ? /^(label|hint):(.+)$/i.exec(parts[0] ?? "") : null;
  if (single) parts.splice(0, 1, single[1] ?? "", (single[2] ?? "").trim());
  for (const length of [2, 1]) {
    const key = words.get(parts.slice(0, length).map(wordOf).join("::"));
    if (key === undefined || parts.length < length) continue;
    if (key === "") return "nothing";
    const language = parts.slice(length).join("::");
    if (language === "") return { key, language: null, header, at };
    if (translated.has(key)) return { key, language, header, at };
  }
  if (extra.unsupported && [...extra.unsupported].some((word) => first.startsWith(word)))
    return "unsupported";
  if (
    extra.attributes &&
    ["bind", "instance", "control", "body"].includes(first) &&
    parts.length > 1
  )
    return { key: [first, ...parts.slice(1)].join("::"), language: null, header, at };
  if (extra.data && parts.length === 1)
    return { key: `data::${parts[0]}`, language: null, header, at };
  return undefined;
}

function checkCells(sheet: Sheet, records: readonly SheetRecord[], report: Report) {
  for (const { row, cells } of records)
    if (cells.some((cell) => cell.length > limits.cell))
      report.error({ sheet: sheet.name, row, column: "" }, "cell-too-long", { most: limits.cell });
}

/** The cell of a column without a language; empty when there is none. */
export function cellOf(sheet: ReadSheet, record: SheetRecord, key: string): string {
  const column = sheet.byKey.get(key)?.find((each) => each.language === null);
  return column ? (record.cells[column.at] ?? "") : "";
}

/**
 * The header of a column as its author wrote it; our own word when there is no such column. Where a
 * text is given in several languages, `language` says whose column is meant.
 */
export function headerOf(sheet: ReadSheet, key: string, language?: string): string {
  const columns = sheet.byKey.get(key);
  const [first] = columns ?? [];
  const unmarked = columns?.find((column) => column.language === null);
  const spoken = columns?.find((column) => column.language === language);
  return (spoken ?? unmarked ?? first)?.header ?? key;
}
