import { fold } from "../../shared/interviews/fold.ts";
import {
  nearest,
  newReport,
  type Problem,
  type Report,
} from "../../shared/questionnaire/definition/problem.ts";
import { readTable, type TableRow } from "./read-table.ts";
import { mostFileBytes, unreadable } from "./written-form.ts";

/** A place of a list, with the code by which everybody in the field knows it. */
export interface Place {
  readonly code: string;
  /** Code of the place it lies in; null for a governorate. */
  readonly parent: string | null;
  /** 1 for a governorate, 2 for a district, 3 for a sub-district. */
  readonly level: number;
  readonly ar: string;
  readonly en: string;
}

export interface ReadGazetteer {
  /** Governorates first, each level in the order of its codes. Empty when there is an error. */
  readonly places: readonly Place[];
  /** Places finer than a sub-district: they could tell who somebody is, and are left out. */
  readonly finer: number;
  readonly problems: readonly Problem[];
}

const finest = 3;
const mostRows = 100_000;
/** Far more than any country has sub-districts; the team's file carries as many. */
const mostPlaces = 50_000;
const longestName = 120;
const codePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;

/**
 * Controls, and signs that have no shape or turn the direction of a line; a joiner is a letter's.
 * The five at the end count as letters and signs, and are blank.
 */
const unsafe = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029\u115f\u1160\u2800\u3164\uffa0]/u;
const joiner = /\u200c/gu;

/**
 * Reads a list of places from the bytes of a CSV file: `code`, `name_en`, `name_ar`, `parent`; or one
 * column for each level, `admin1Pcode`, `admin1Name_en` …, as OCHA publishes its lists.
 *
 * All that is wrong is told with its row and column, and then nothing is given. `sheet` is what the
 * file is called in what is told.
 */
export function readGazetteer(bytes: Buffer, sheet: string): ReadGazetteer {
  const broken: Problem[] = [];
  const rows = readTable(bytes, (row, why) => broken.push(unreadable(sheet, row, why)));
  if (!rows) return { places: [], finer: 0, problems: broken };
  const report = newReport();
  if (rows.length > mostRows + 1) {
    const most = { most: mostFileBytes / 1024 / 1024, rows: mostRows };
    report.error({ sheet, row: 0, column: "" }, "file-too-large", most);
    return { places: [], finer: 0, problems: report.problems };
  }
  const [header, ...body] = rows;
  const columns = readHeader(header?.cells ?? [], { report, sheet });
  const written = columns ? readRows(body, columns, { report, sheet }) : [];
  const { places, finer } = withLevels(written, { report, sheet });
  if (places.length > mostPlaces)
    report.error({ sheet, row: 0, column: "" }, "places-too-many", { most: mostPlaces });
  if (columns && written.length === 0) report.error({ sheet, row: 0, column: "" }, "places-none");
  const isSound = report.problems.every(({ severity }) => severity !== "error");
  return { places: isSound ? places : [], finer, problems: report.problems };
}

interface Told {
  readonly report: Report;
  readonly sheet: string;
}

/** Where the code and the names of one level stand. */
interface Columns {
  readonly code: Column;
  readonly en: Column | null;
  readonly ar: Column | null;
  readonly parent: Column | null;
}

interface Column {
  readonly at: number;
  readonly name: string;
}

interface Written extends Omit<Place, "level"> {
  readonly row: number;
  readonly column: string;
}

const simple = ["code", "name_en", "name_ar", "parent"];
const levels = Array.from({ length: finest }, (_, at) => at + 1);

/** The three columns of a level in both spellings that OCHA has used. */
const spellings = (level: number) => ({
  code: [`admin${level}Pcode`, `ADM${level}_PCODE`],
  en: [`admin${level}Name_en`, `ADM${level}_EN`],
  ar: [`admin${level}Name_ar`, `ADM${level}_AR`],
});

/** What OCHA writes beside the names, and nobody needs in order to find a place. */
const silent = /^(adm(in)?0|date$|validon$|validto$|.*(ref|alt\d?)name|adm\d_(ref|alt))/i;

/** The columns of each level, the governorate first; of a simple list, the only ones. Null after an error. */
function readHeader(cells: readonly string[], told: Told): readonly Columns[] | null {
  const { report, sheet } = told;
  const known = [...simple, ...levels.flatMap((level) => Object.values(spellings(level)).flat())];
  const found = new Map<string, Column>();
  for (const [at, cell] of cells.entries()) {
    const name = cell.trim();
    const here = { sheet, row: 1, column: name.slice(0, longestName) };
    const key = name.toLowerCase();
    const other = found.get(key);
    if (name === "" || silent.test(name)) continue;
    if (other) report.error(here, "column-twice", { other: other.name });
    else if (known.some((one) => one.toLowerCase() === key)) found.set(key, { at, name });
    else {
      const near = nearest(here.column, known);
      const details = { column: here.column, ...(near === "" ? {} : { nearest: near }) };
      report.warn(here, "unknown-column", details);
    }
  }
  const of = (...names: readonly string[]) =>
    names.map((name) => found.get(name.toLowerCase())).find((column) => column) ?? null;
  const missing = (column: string) => {
    report.error({ sheet, row: 1, column: "" }, "place-column-missing", { column });
    return null;
  };

  const byLevel = levels.map((level) => {
    const { code, en, ar } = spellings(level);
    return { code: of(...code), en: of(...en), ar: of(...ar), wanted: code[0] ?? "" };
  });
  const depth = byLevel.findLastIndex(({ code }) => code !== null);
  if (depth < 0) {
    const [code, en, ar] = [of("code"), of("name_en"), of("name_ar")];
    if (!code) return missing("code");
    return en || ar ? [{ code, en, ar, parent: of("parent") }] : missing("name_ar");
  }
  const columns: Columns[] = [];
  for (const [place, { code, en, ar, wanted }] of byLevel.slice(0, depth + 1).entries()) {
    if (!code) return missing(wanted);
    if (!en && !ar) return missing(wanted.replace("Pcode", "Name_ar"));
    columns.push({ code, en, ar, parent: columns[place - 1]?.code ?? null });
  }
  return columns;
}

/** Every place once, in the order of the file. */
function readRows(
  rows: readonly TableRow[],
  columns: readonly Columns[],
  { report, sheet }: Told,
): readonly Written[] {
  const found = new Map<string, Written>();
  for (const { row, cells } of rows) {
    if (cells.every((cell) => cell.trim() === "")) continue;
    const read = (column: Column | null) => (column ? (cells[column.at] ?? "").trim() : "");
    for (const { code: codeColumn, en, ar, parent } of columns) {
      const here = { sheet, row, column: codeColumn.name };
      const code = read(codeColumn);
      if (code === "") report.error(here, "place-code-missing");
      else if (!codePattern.test(code)) report.error(here, "place-code-bad");
      for (const column of [en, ar])
        if (column) checkName(read(column), { ...here, column: column.name }, report);
      const place = { code, parent: read(parent) || null, en: read(en), ar: read(ar) };
      // A mark alone, or a stroke that only lengthens a letter, is nothing anybody could read or find.
      if (fold(place.en) === "" && fold(place.ar) === "")
        report.error(here, "place-name-missing", { code: visible(code) });
      const before = found.get(code);
      if (!before) found.set(code, { ...place, row, column: codeColumn.name });
      else if (before.parent !== place.parent || before.en !== place.en || before.ar !== place.ar)
        report.error(here, "place-differs", { code: visible(code), other: before.row });
    }
  }
  return [...found.values()];
}

function checkName(name: string, here: Parameters<Report["error"]>[0], report: Report): void {
  if (name.length > longestName) report.error(here, "cell-too-long", { most: longestName });
  const sign = unsafe.exec(name.replace(joiner, ""))?.[0];
  const number = sign?.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0");
  if (number !== undefined) report.error(here, "place-name-unsafe", { sign: `U+${number}` });
}

/** A code as a sentence may show it: short, and without what cannot be seen. */
const visible = (code: string) => code.replace(/[^A-Za-z0-9._-]/g, "·").slice(0, 40);

/** Follows every place up to its governorate. Whoever lies in an unknown place, or in itself, is told. */
function withLevels(
  written: readonly Written[],
  { report, sheet }: Told,
): Pick<ReadGazetteer, "places" | "finer"> {
  const byCode = new Map(written.map((place) => [place.code, place]));
  const depthOf = ({ parent }: Written): number | null => {
    let depth = 1;
    for (let above = parent; above !== null; depth++) {
      const holder = byCode.get(above);
      if (!holder || depth > written.length) return null;
      above = holder.parent;
      if (depth > 20) return null;
    }
    return depth;
  };
  const places: Place[] = [];
  let finer = 0;
  for (const place of written) {
    const level = depthOf(place);
    const { code, parent, en, ar, row, column } = place;
    if (level === null)
      report.error({ sheet, row, column }, "place-parent-unknown", {
        code: visible(code),
        parent: visible(parent ?? ""),
      });
    else if (level > finest) finer += 1;
    else places.push({ code, parent, level, ar, en });
  }
  const inOrder = places.toSorted((a, b) => a.level - b.level || (a.code < b.code ? -1 : 1));
  return { places: inOrder, finer };
}
