import { canonicalDefinition } from "../definition/canonical.ts";
import {
  type Choice,
  type ChoiceList,
  type Definition,
  type FormNode,
  freeze,
  type Named,
  type Table,
} from "../definition/definition.ts";
import {
  nearest,
  newReport,
  type Problem,
  type Report,
  type Unsupported,
} from "../definition/problem.ts";
import { checkForm } from "./check-form.ts";
import { readLists } from "./choices.ts";
import { choicesWords, readColumns, settingsWords, surveyWords } from "./columns.ts";
import { checkOther, type OtherWords, withOther } from "./or-other.ts";
import { readSettings, unsupportedSettings, wantedLanguage } from "./settings.ts";
import { limits, type Sheet, type Sheets, type SideFile, sheetNamed, wordOf } from "./sheets.ts";
import { readSurvey, type SurveyRow } from "./survey.ts";
import { checkTranslations, languageFrom, languagesOf } from "./texts.ts";
import { turnedRight } from "./turned.ts";

/** What compiling takes from outside, so that the engine itself needs no platform. */
export interface CompileTools {
  /** SHA-256 of a text's UTF-8 bytes, 64 hexadecimal digits. */
  readonly sha256: (text: string) => string;
  /** What a form that names no `form_id` is called: the name of its file or folder. */
  readonly fallbackId: string;
  /** What `or_other` adds, by language tag; English where there is nothing better. */
  readonly orOther: Named<OtherWords>;
}

export interface Compiled {
  /** Null as soon as there is one error. */
  readonly definition: Definition | null;
  readonly problems: readonly Problem[];
  readonly unsupported: readonly Unsupported[];
}

/**
 * Makes a questionnaire of sheets of text, or says all that is wrong with them and where.
 *
 * `files` are what lies beside the form: tables it looks things up in, and names of pictures and
 * sound. The same sheets always give the same definition and hash; blank rows, the order of
 * columns and remarks do not count. Never throws on any input.
 */
export function compile(source: Sheets, files: readonly SideFile[], tools: CompileTools): Compiled {
  const report = newReport();
  const definition = readForm(source, files, tools, report);
  const failed = report.problems.some((problem) => problem.severity === "error");
  return {
    definition: failed || !definition ? null : freeze(definition),
    problems: inOrderOf(source, report.problems),
    unsupported: inOrderOf(source, report.missing),
  };
}

/** As an author goes through them: sheet by sheet, row by row. */
function inOrderOf<T extends { readonly sheet: string; readonly row: number }>(
  source: Sheets,
  found: readonly T[],
): readonly T[] {
  const names = ["survey", "choices", "settings", ...source.map((sheet) => wordOf(sheet.name))];
  const place = ({ sheet }: T) => names.indexOf(wordOf(sheet));
  return [...found].sort((a, b) => place(a) - place(b) || a.row - b.row);
}

function readForm(
  source: Sheets,
  files: readonly SideFile[],
  tools: CompileTools,
  report: Report,
): Definition | undefined {
  const survey = sheetNamed(source, "survey");
  if (!survey || survey.rows.length === 0) {
    report.error({ sheet: "survey", row: 0, column: "" }, "sheet-missing", { sheet: "survey" });
    return undefined;
  }
  reportOtherSheets(source, report);
  const surveySheet = readColumns(survey, surveyWords, report, { attributes: true });
  const choicesSheet = readOptional(sheetNamed(source, "choices"), (sheet) =>
    readColumns(sheet, choicesWords, report, { data: true }),
  );
  const settingsSheet = readOptional(sheetNamed(source, "settings"), (sheet) =>
    readColumns(sheet, settingsWords, report, { unsupported: unsupportedSettings }),
  );
  if (!surveySheet.columns.some((column) => column.key === "type")) {
    const row = survey.rows[0]?.row ?? 1;
    report.error({ sheet: survey.name, row, column: "type" }, "type-missing");
    return undefined;
  }
  const sheets = [surveySheet, choicesSheet, settingsSheet].filter((sheet) => sheet !== undefined);
  const spoken = languagesOf(sheets, wantedLanguage(settingsSheet));
  const { names } = spoken;
  if (names.length > limits.languages) {
    const what = { what: "languages", most: limits.languages };
    report.error({ sheet: survey.name, row: 1, column: "" }, "form-too-large", what);
    return undefined;
  }
  const settings = readSettings(settingsSheet, tools.fallbackId, spoken, report);
  const { lists, rowOf } = readLists(
    choicesSheet,
    settings.unmarkedAs,
    names,
    settings.duplicatesAllowed,
    report,
  );
  const rows = readSurvey(surveySheet, settings, report);
  const all = names.length > 0 ? names : [settings.defaultLanguage];
  const languages = all.map((name) => languageFrom(name, sampleOf(rows, name)));
  const read = turnedRight(rows, surveySheet.name, report);
  const other = withOther(read, lists, languages, tools.orOther);
  checkOther(read, surveySheet, report);
  checkTranslations(
    surveySheet,
    rows.map(({ node }) => textsOfRow(node)),
    names,
    report,
  );

  const draft: Omit<Definition, "hash"> = {
    id: settings.id,
    version: settings.version,
    title: settings.title,
    root: settings.root,
    languages,
    defaultLanguage: settings.defaultLanguage,
    instanceName: settings.instanceName,
    namespaces: settings.namespaces,
    style: settings.style,
    nodes: other.nodes,
    lists: other.lists,
    tables: readTables(files),
    media: mediaOf(other.nodes, other.lists, files),
  };
  checkForm({ draft, survey: surveySheet, choices: choicesSheet, rowOf, settings, files, report });
  if (report.problems.some((problem) => problem.severity === "error")) return undefined;
  const used = { ...draft, lists: sortUnused(draft), tables: onlyUsed(draft), hash: "" };
  return { ...used, hash: tools.sha256(canonicalDefinition(used)) };
}

const readOptional = <T>(sheet: Sheet | undefined, read: (sheet: Sheet) => T): T | undefined =>
  sheet && sheet.rows.length > 0 ? read(sheet) : undefined;

/** Sheets we know and have no use for are reported; any other sheet is the author's own. */
function reportOtherSheets(source: Sheets, report: Report) {
  for (const sheet of source) {
    const word = wordOf(sheet.name);
    const place = { sheet: sheet.name, row: 0, column: "" };
    if (word === "external_choices") report.unsupported(place, "external_choices", "refused");
    else if (word === "entities") report.unsupported(place, "entities", "ignored");
    else if (word === "osm") report.unsupported(place, "osm", "ignored");
    else if (!["survey", "choices", "settings"].includes(word)) {
      const guess = nearest(word, ["survey", "choices", "settings"]);
      if (guess !== "") report.warn(place, "unknown-sheet", { sheet: sheet.name, nearest: guess });
    }
  }
}

const sampleOf = (rows: readonly SurveyRow[], language: string) =>
  rows
    .map(({ node }) => (Object.hasOwn(node.label, language) ? node.label[language] : ""))
    .join(" ");

const textsOfRow = (node: FormNode) => ({
  row: node.row,
  texts: {
    label: node.label,
    hint: node.hint,
    guidance_hint: node.guidance,
    required_message: node.requiredMessage,
    constraint_message: node.constraintMessage,
    warning_message: node.warningMessage,
  },
});

function readTables(files: readonly SideFile[]): Named<Table> {
  const entries = files.flatMap((file): [string, Table][] => {
    const [columns, ...rows] = file.table ?? [];
    if (!columns || !/\.csv$/i.test(file.name)) return [];
    return [[file.name.replace(/\.csv$/i, ""), { sha256: file.sha256, columns, rows }]];
  });
  return Object.fromEntries(entries);
}

/** The files that rows and choices show, as far as they are there. */
function mediaOf(
  nodes: readonly FormNode[],
  lists: Named<ChoiceList>,
  files: readonly SideFile[],
): Named<string> {
  const choices = Object.values(lists).flatMap((list) => list.choices);
  const shown = new Set(
    [...nodes, ...choices].flatMap(({ media }) => Object.values(media).flatMap(Object.values)),
  );
  return Object.fromEntries(
    files.filter((file) => shown.has(file.name)).map(({ name, sha256 }) => [name, sha256]),
  );
}

/** A list that no row uses keeps its choices, but their order says nothing. */
function sortUnused(draft: Omit<Definition, "hash">): Named<ChoiceList> {
  const quoted = quotedIn(draft);
  const used = new Set(
    draft.nodes.flatMap(({ choices }) => (choices?.from === "list" ? [choices.name] : [])),
  );
  const byName = (a: Choice, b: Choice) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
  return Object.fromEntries(
    Object.entries(draft.lists).map(([name, list]) =>
      used.has(name) || quoted.has(name)
        ? [name, list]
        : [name, { choices: [...list.choices].sort(byName) }],
    ),
  );
}

/** Tables that nothing names do not belong to the form. */
function onlyUsed(draft: Omit<Definition, "hash">): Named<Table> {
  const quoted = quotedIn(draft);
  const named = new Set(
    draft.nodes.flatMap(({ choices, type, name }) => {
      if (choices?.from === "table") return [choices.name];
      return type === "csv-external" ? [name] : [];
    }),
  );
  return Object.fromEntries(
    Object.entries(draft.tables).filter(([name]) => named.has(name) || quoted.has(name)),
  );
}

/** Words in quotes in the form's expressions: lists and files are named so. */
function quotedIn({ nodes }: Omit<Definition, "hash">): ReadonlySet<string> {
  const texts = nodes.flatMap(expressionsOf).join("\n");
  const quoted = [...texts.matchAll(/'([^'\n]*)'|"([^"\n]*)"/g)];
  return new Set(quoted.map(([, one, two]) => (one ?? two ?? "").replace(/\.csv$/i, "")));
}

const expressionsOf = ({ logic }: FormNode) =>
  [
    logic.relevant,
    logic.required,
    logic.readonly,
    logic.constraint,
    logic.warning,
    logic.calculation,
    logic.choiceFilter,
    logic.repeatCount,
    logic.default?.value ?? null,
  ].filter((text) => text !== null);
