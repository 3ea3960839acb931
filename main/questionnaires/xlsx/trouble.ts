/** Why a workbook is not read any further; each has a sentence of its own. */
export type Reason =
  | "not-a-workbook"
  | "legacy-workbook"
  | "locked-workbook"
  | "damaged-workbook"
  | "lying-sizes"
  | "unsafe-parts"
  | "outside-part"
  | "document-type"
  | "bad-letters"
  | "bad-xml"
  | "too-deep"
  | "bad-place"
  | "sheet-twice";

/** What a workbook has more of than any form. */
export type Excess = "workbook" | "sheet" | "cells" | "letters" | "columns";

/**
 * Row and column as the author sees them: 0 and empty where it is about more than a row or cell.
 */
export interface CellPlace {
  readonly row: number;
  readonly column: string;
}

/**
 * Ends the reading of a workbook, from however deep inside it. Caught in one place, where it
 * becomes a problem with its sheet, row and column.
 */
export class WorkbookTrouble extends Error {
  readonly reason: Reason | { readonly tooMuch: Excess };
  readonly place: CellPlace;
  constructor(reason: WorkbookTrouble["reason"], place: CellPlace = { row: 0, column: "" }) {
    super(typeof reason === "string" ? reason : reason.tooMuch);
    this.reason = reason;
    this.place = place;
  }
}
