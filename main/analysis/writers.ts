import type { Column, Shape } from "./columns.ts";
import type { Cell } from "./csv.ts";
import { csvLine } from "./csv.ts";
import type { CellFacts, Interview, InterviewFacts, Line, OrphanFacts } from "./record.ts";

/** How values are shown: as the form's codes, or in the words of one of its languages. */
export type Labels = "codes" | "en" | "ar";

/** One file of an export, made interview by interview. */
export interface Writer {
  readonly fileName: string;
  readonly start: () => string;
  readonly add: (facts: InterviewFacts, interview: Interview) => { text: string; rows: number };
  readonly end: () => string;
}

/**
 * A table as CSV: UTF-8, RFC 4180. Beside each question stands a column with the state of its
 * answer, so that "don't know" is never an empty cell; beside a date as far as it is known, what was
 * said of it in the Hijri calendar. Repeats join by `interview` and `parent`.
 */
export function csvWriter(shape: Shape, labels: Labels, versionOf: VersionOf): Writer {
  const { columns, repeat } = shape;
  const keys =
    repeat === null
      ? ["interview", "code", "device", "form_version", "opened", "versions"]
      : ["interview", "entry", "parent", "position"];
  const header = columns.flatMap(({ name, asked, dated }) => [
    name,
    ...(asked ? [`${name}.state`] : []),
    ...(dated ? [`${name}.stated`] : []),
  ]);
  const keyCells = (facts: InterviewFacts, line: Line): readonly Cell[] =>
    line.entry === null
      ? [
          { text: facts.id },
          { text: facts.code },
          { text: facts.device },
          { text: versionOf(facts.questionnaire) },
          { text: facts.day },
          { number: String(facts.versions) },
        ]
      : [
          { text: facts.id },
          { text: line.entry },
          { text: line.parent ?? "" },
          { number: String(line.position) },
        ];
  return {
    fileName: `${shape.name}.csv`,
    start: () => csvLine([...keys, ...header].map((text) => ({ text }))),
    add: (facts, interview) => {
      const lines = interview.lines(shape);
      const texts = lines.map((line) =>
        csvLine([
          ...keyCells(facts, line),
          ...columns.flatMap((column) => cellsOf(column, line.cell(column), labels)),
        ]),
      );
      return { text: texts.join(""), rows: lines.length };
    },
    end: () => "",
  };
}

/**
 * Answers that drafts left behind when they moved to another version of the form: one line each, as
 * they were given, with the version and the place of the question there.
 */
export function orphanWriter(form: string, versionOf: VersionOf): Writer {
  const head = ["interview", "code", "form_version", "question", "value", "state", "reason"];
  const lineOf = (facts: InterviewFacts, orphan: OrphanFacts) => {
    const { questionnaire, question, value, state, reason } = orphan;
    const version = versionOf(questionnaire);
    const cells = [facts.id, facts.code, version, question, value, state, reason ?? ""];
    return csvLine(cells.map((text) => ({ text })));
  };
  return {
    fileName: `${form}.orphans.csv`,
    start: () => csvLine(head.map((text) => ({ text }))),
    add: (facts, { orphans }) => ({
      text: orphans.map((orphan) => lineOf(facts, orphan)).join(""),
      rows: orphans.length,
    }),
    end: () => "",
  };
}

/** All tables of a form in one JSON document, nothing changed or escaped beyond JSON itself. */
export function jsonWriter(
  form: string,
  shapes: readonly Shape[],
  labels: Labels,
  versionOf: VersionOf,
): Writer {
  let first = true;
  const recordOf = (shape: Shape, line: Line) =>
    Object.fromEntries(
      shape.columns.map((column) => {
        const { value, state, reason, stated } = line.cell(column);
        const shown = shownValue(column, value, labels);
        const why = reason === null ? {} : { reason };
        const said = stated === null ? {} : { stated };
        return [column.name, { value: shown, state, ...why, ...said }] as const;
      }),
    );
  return {
    fileName: `${form}.json`,
    start: () => `{"form":${JSON.stringify(form)},"interviews":[`,
    add: (facts, interview) => {
      const tables = shapes.map((shape) => [shape, interview.lines(shape)] as const);
      const document = {
        interview: facts.id,
        code: facts.code,
        device: facts.device,
        formVersion: versionOf(facts.questionnaire),
        opened: facts.day,
        versions: facts.versions,
        ...(interview.orphans.length === 0
          ? {}
          : {
              orphans: interview.orphans.map(({ questionnaire, ...orphan }) => ({
                formVersion: versionOf(questionnaire),
                ...orphan,
              })),
            }),
        ...Object.fromEntries(
          tables.map(([shape, lines]) => [
            shape.repeat === null ? "answers" : nameOf(shape),
            shape.repeat === null
              ? recordOf(shape, lines[0] as Line)
              : lines.map((line) => ({
                  entry: line.entry,
                  parent: line.parent,
                  position: line.position,
                  answers: recordOf(shape, line),
                })),
          ]),
        ),
      };
      const comma = first ? "\n" : ",\n";
      first = false;
      return { text: comma + JSON.stringify(document), rows: 1 };
    },
    end: () => "\n]}\n",
  };
}

/** What every column means, in the form's languages: one line a column, one a choice. */
export function codebook(shapes: readonly Shape[], tags: readonly string[]): string {
  const head = ["table", "column", "type", "sensitive", "choice", ...tags.map((t) => `label_${t}`)];
  const lines = shapes.flatMap((shape) =>
    shape.columns.flatMap((column) => [
      line(shape, column, "", column.labels, tags),
      ...[...column.choices].map(([choice, { labels }]) =>
        line(shape, column, choice, labels, tags),
      ),
    ]),
  );
  return csvLine(head.map((text) => ({ text }))) + lines.join("");
}

/** The version people see, of the form with this hash. */
export type VersionOf = (questionnaire: string) => string;

function line(
  shape: Shape,
  column: Column,
  choice: string,
  labels: { readonly [tag: string]: string },
  tags: readonly string[],
): string {
  const texts = [shape.name, column.name, column.type, column.sensitive, choice];
  return csvLine([...texts, ...tags.map((tag) => labels[tag] ?? "")].map((text) => ({ text })));
}

function cellsOf(column: Column, facts: CellFacts, labels: Labels): readonly Cell[] {
  const shown = shownValue(column, facts.value, labels);
  const value: Cell = isNumeric(column) ? { number: shown } : { text: shown };
  const state = column.asked ? [{ text: facts.state }] : [];
  return [value, ...state, ...(column.dated ? [{ text: facts.stated ?? "" }] : [])];
}

/** The engine has checked these; what is left out of the check is text. */
function isNumeric({ type }: Column): boolean {
  return type === "integer" || type === "decimal" || type === "range";
}

function shownValue(column: Column, value: string, labels: Labels): string {
  if (value === "") return value;
  // Times are kept to the day: an hour would say who was where.
  if (column.type === "start" || column.type === "end") return value.slice(0, 10);
  if (labels === "codes" || column.choices.size === 0) return value;
  return value
    .split(" ")
    .map((code) => column.choices.get(code)?.labels[labels] ?? code)
    .join(" | ");
}

const nameOf = (shape: Shape) => shape.name.slice(shape.name.indexOf(".") + 1);
