import { limits, type SheetRow } from "../../../shared/questionnaire/index.ts";
import { type CellReason, type CellWorld, cellReader, inCell, wholeNumber } from "./cell.ts";
import { rootNamed } from "./parts.ts";
import { type Attributes, readXml, type XmlReader } from "./read-xml.ts";
import { type CellPlace, type Excess, WorkbookTrouble } from "./trouble.ts";

/** What reading a sheet takes from the workbook around it. */
export interface SheetWorld extends CellWorld {
  /** Told of every cell that cannot say what it shows. */
  readonly complain: (reason: CellReason, place: CellPlace) => void;
  /** What all sheets together may still hold; a text counts wherever it stands. */
  readonly budget: { cells: number; letters: number };
}

/** What a spreadsheet can number at all. */
const mostRows = 1_048_576;
const mostColumns = 16_384;
const inRow = inCell - 1;

/**
 * Reads the rows of a sheet that have something in them, each with the number its author sees.
 *
 * What lies beyond the header's last column is nobody's. Reading stops one row beyond `mostWanted`,
 * so that whoever counts sees that there are too many. Places are the last row that was begun, and
 * a column by its header or its letters. Throws `WorkbookTrouble` where rows or cells are out of
 * order, or too many.
 */
export async function readSheet(
  pieces: AsyncIterable<Uint8Array>,
  world: SheetWorld,
  mostWanted: number,
): Promise<readonly SheetRow[]> {
  const { rows, reader, row } = sheetReader(world, mostWanted);
  try {
    await readXml(pieces, reader);
  } catch (error) {
    if (error instanceof WorkbookTrouble && /^(bad-|too-deep)/.test(error.message))
      throw new WorkbookTrouble(error.reason, { row: row(), column: error.place.column });
    if (error !== enough) throw error;
  }
  return rows;
}

/** Thrown to stop: nobody needs the rest. */
const enough = Symbol("enough rows");

function sheetReader(world: SheetWorld, mostWanted: number) {
  const rows: SheetRow[] = [];
  const cell = cellReader(world);
  let inData = false;
  let row = 0;
  let column = 0;
  let cells: string[] = [];
  const place = (): CellPlace => ({
    row,
    column: rows[0]?.cells[column - 1]?.trim() || lettersOf(column),
  });

  const openRow = (attribute: Attributes) => {
    const written = attribute("r");
    const next = written === undefined ? row + 1 : wholeNumber(written);
    if (!(next > row && next <= mostRows))
      throw new WorkbookTrouble("bad-place", { row, column: "" });
    row = next;
    column = 0;
    cells = [];
  };
  const openCell = (attribute: Attributes) => {
    const written = attribute("r");
    const next = written === undefined ? column + 1 : columnOf(written);
    if (!(next > column && next <= mostColumns)) throw new WorkbookTrouble("bad-place", place());
    column = next;
    cell.begin(attribute);
  };
  const closeCell = () => {
    const header = rows[0];
    if (header && column > header.cells.length) return;
    const text = cell.whole();
    if (typeof text !== "string") world.complain(text.wrong, place());
    else if (text !== "") keep(text);
  };
  const keep = (text: string) => {
    const { budget } = world;
    budget.cells -= column - cells.length;
    budget.letters -= text.length;
    const excess: Excess | false =
      (column > limits.columns && "columns") ||
      (budget.cells < 0 && "cells") ||
      (budget.letters < 0 && "letters");
    if (excess) throw new WorkbookTrouble({ tooMuch: excess }, { row, column: "" });
    while (cells.length < column - 1) cells.push("");
    cells.push(text);
  };
  const closeRow = () => {
    if (!cells.some((text) => text.trim() !== "")) return;
    rows.push({ row, cells });
    if (rows.length > mostWanted) throw enough;
  };

  const reader: XmlReader = {
    open: (name, attribute, depth) => {
      rootNamed("worksheet", name, depth);
      if (depth === 2) inData = name === "sheetData";
      if (!inData) return;
      if (depth > inCell) cell.open(name, depth);
      else if (depth === inCell && name === "c") openCell(attribute);
      else if (depth === inRow && name === "row") openRow(attribute);
    },
    text: (text, depth) => {
      if (inData && depth > inCell) cell.text(text, depth);
    },
    close: (name, depth) => {
      if (!inData) return;
      if (depth > inCell) cell.close(name, depth);
      else if (depth === inCell && name === "c") closeCell();
      else if (depth === inRow && name === "row") closeRow();
    },
  };
  return { rows, reader, row: () => row };
}

/** `C12` is 3; NaN where there are no letters to read. */
function columnOf(reference: string): number {
  const letters = /^([A-Za-z]{1,3})\d{1,9}$/.exec(reference)?.[1];
  if (letters === undefined) return Number.NaN;
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}

/** 3 is `C`; empty for none. */
export function lettersOf(column: number): string {
  let letters = "";
  for (let left = column; left > 0; left = Math.floor((left - 1) / 26))
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters;
  return letters;
}
