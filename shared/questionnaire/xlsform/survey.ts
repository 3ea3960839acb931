import type { FormNode } from "../definition/definition.ts";
import { nearest, type Place, type Report } from "../definition/problem.ts";
import { emptyMetadata, questionTypes } from "../definition/types.ts";
import { cellOf, headerOf, type ReadSheet, type SheetRecord } from "./columns.ts";
import { readRow, yes } from "./row.ts";
import { isName, type Settings } from "./settings.ts";
import { cleanText, cleanWord, limits } from "./sheets.ts";
import { type OldSpelling, readTypeCell } from "./type-cell.ts";

/** A row that a form will have, with what only the reader needs to know. */
export interface SurveyRow {
  readonly node: FormNode;
  /** `L or_other`: the question that asks what the other is comes after it. */
  readonly orOther: boolean;
}

/**
 * Reads the survey sheet into rows in document order, groups before what they hold.
 *
 * Everything that is wrong is reported and the row kept as far as it can be understood, so that one
 * mistake does not hide the next; nothing is made of a form that has errors.
 */
export function readSurvey(sheet: ReadSheet, settings: Settings, report: Report): SurveyRow[] {
  const rows: SurveyRow[] = [];
  const open: { readonly at: number; readonly what: "group" | "repeat"; readonly row: number }[] =
    [];
  const siblings: Map<string, number>[] = [new Map()];
  const oldSpellings = new Set<string>();
  const place = (row: number, key: string): Place => ({
    sheet: sheet.name,
    row,
    column: key === "" ? "" : headerOf(sheet, key),
  });
  if (sheet.records.length > limits.rows)
    report.error(place(0, ""), "form-too-large", { what: "rows", most: limits.rows });

  const add = (record: SheetRecord, kind: FormNode["kind"], type: string, rest: string) => {
    const name = readName(sheet, record, type, report);
    const around = siblings.at(-1);
    const before = around?.get(name);
    if (before !== undefined)
      report.error(place(record.row, "name"), "duplicate-name", { name, other: before });
    around?.set(name, record.row);
    const parent = open.at(-1)?.at ?? null;
    const above = parent === null ? undefined : rows[parent]?.node;
    const path = above ? `${above.path}/${name}` : name;
    const found = { path, name, parent, kind, type, row: record.row };
    return readRow(sheet, record, found, above?.sensitive ?? "low", rest, settings, report);
  };

  /** A row that cannot be asked has a name all the same, and whoever refers to it is not wrong. */
  const keepNamed = (record: SheetRecord, type: string) => {
    rows.push({ node: add(record, "question", type, ""), orOther: false });
  };

  const sayOldSpelling = (row: number, old: OldSpelling | null) => {
    if (!old || oldSpellings.has(old.written)) return;
    oldSpellings.add(old.written);
    report.warn(place(row, "type"), "old-spelling", { ...old });
  };

  for (const record of sheet.records.slice(0, limits.rows)) {
    const { row } = record;
    if (isLeftOut(sheet, record)) continue;
    const typeCell = cleanWord(cellOf(sheet, record, "type"));
    if (typeCell === "") {
      const isNamed = cleanWord(cellOf(sheet, record, "name")) !== "";
      if (isNamed || hasLabel(sheet, record)) report.error(place(row, "type"), "type-missing");
      if (isNamed) keepNamed(record, "");
      continue;
    }
    const type = readTypeCell(typeCell);
    if ("old" in type) sayOldSpelling(row, type.old);
    switch (type.kind) {
      case "open": {
        if (open.length === limits.groupDepth)
          report.error(place(row, "type"), "group-too-deep", { most: limits.groupDepth });
        const repeats = open.filter((each) => each.what === "repeat").length;
        if (type.what === "repeat" && repeats === limits.repeatDepth)
          report.error(place(row, "type"), "repeat-too-deep", { most: limits.repeatDepth });
        rows.push({ node: add(record, type.what, type.what, ""), orOther: false });
        open.push({ at: rows.length - 1, what: type.what, row });
        siblings.push(new Map());
        break;
      }
      case "close": {
        const opened = open.findLastIndex((each) => each.what === type.what);
        if (opened < 0) report.error(place(row, "type"), "unopened-group", { what: type.what });
        else {
          if (rows.length - 1 === open[opened]?.at)
            report.warn(place(open[opened].row, "type"), "empty-group", { what: type.what });
          siblings.length = opened + 1;
          for (const left of open.splice(opened).slice(1))
            report.error(place(left.row, "type"), "unclosed-group", { what: left.what });
        }
        break;
      }
      case "unsupported":
        report.unsupported(place(row, "type"), type.type, type.outcome);
        if (type.outcome === "refused" && !type.type.endsWith("_loop"))
          keepNamed(record, type.type);
        break;
      case "unknown": {
        const known = [...questionTypes.keys()].filter(
          (word) => word !== "group" && word !== "repeat",
        );
        const guess = nearest(type.type.split(" ")[0] ?? "", known);
        report.error(place(row, "type"), "type-unknown", { type: type.type, nearest: guess });
        keepNamed(record, type.type);
        break;
      }
      case "row": {
        const { kind } = questionTypes.get(type.type) ?? { kind: "question" };
        const node = add(record, kind, type.type, type.rest);
        rows.push({
          node: isSilentlyComputed(node) ? { ...node, kind: "hidden" } : node,
          orOther: type.orOther,
        });
        if (emptyMetadata.has(type.type))
          report.unsupported(place(row, "type"), type.type, "ignored");
      }
    }
  }
  for (const { what, row } of open) report.error(place(row, "type"), "unclosed-group", { what });
  return rows;
}

/** A row that computes and says nothing is asked of nobody: a calculation with a type. */
const isSilentlyComputed = ({ kind, logic, label, hint, guidance, media }: FormNode) =>
  kind === "question" &&
  logic.calculation !== null &&
  [label, hint, guidance, media].every((texts) => Object.keys(texts).length === 0);

/** Rows switched off, and rows of remarks. */
function isLeftOut(sheet: ReadSheet, record: SheetRecord): boolean {
  if (yes.test(cleanWord(cellOf(sheet, record, "disabled")))) return true;
  return cleanText(cellOf(sheet, record, "type")).startsWith("#");
}

const hasLabel = (sheet: ReadSheet, record: SheetRecord) =>
  sheet.columns.some(
    (column) => column.key === "label" && cleanText(record.cells[column.at] ?? "") !== "",
  );

function readName(sheet: ReadSheet, record: SheetRecord, type: string, report: Report): string {
  const name = cleanWord(cellOf(sheet, record, "name"));
  const place = { sheet: sheet.name, row: record.row, column: headerOf(sheet, "name") };
  // Spreadsheet authors leave notes without a name; every tool of the field gives them one.
  if (name === "" && type === "note") return `generated_note_name_${record.row}`;
  if (name === "") report.error(place, "name-missing");
  else if (!isName(name)) report.error(place, "bad-name", { name });
  return name === "" || name === "__proto__" ? `row_${record.row}` : name;
}
