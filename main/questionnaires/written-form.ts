import {
  limits,
  type Problem,
  type Sheets,
  type SideFile,
} from "../../shared/questionnaire/index.ts";

/** A file beside a form, with its bytes where the form can look things up in it. */
export interface FormFile extends SideFile {
  readonly bytes: Buffer | null;
}

/** A form as it lies on a disk: its sheets, what lies beside them, and what could not be read. */
export interface WrittenForm {
  /** None when nothing should be made of what could be read. */
  readonly sheets: Sheets;
  readonly files: readonly FormFile[];
  readonly problems: readonly Problem[];
  /** What a form without a `form_id` is called. */
  readonly fallbackId: string;
}

/** The most that a file of a form may have. */
export const mostFileBytes = 20 * 1024 * 1024;

/** Says that a file, or a place in it, cannot be read. */
export function unreadable(sheet: string, row: number, reason: string, column = ""): Problem {
  const details = { reason, context: reason };
  return { severity: "error", code: "form-unreadable", sheet, row, column, details };
}

/** Says that a file is larger than any file of a form. */
export function tooLarge(sheet: string): Problem {
  const most = mostFileBytes / 1024 / 1024;
  const details = { reason: "too-large", most, rows: limits.tableRows };
  return { severity: "error", code: "file-too-large", sheet, row: 0, column: "", details };
}

/** The name of a file or folder, as far as it could be the name of a form. */
export const idFrom = (name: string) => name.replace(/[^\p{L}\p{N}_.-]+/gu, "_");
