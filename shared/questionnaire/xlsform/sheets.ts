// A form as its author wrote it: sheets of text, whatever kind of file they came in.

/** All sheets of a form. Only `survey` is needed. */
export type Sheets = readonly Sheet[];

export interface Sheet {
  /** As its author wrote it. */
  readonly name: string;
  /** Rows that have something in them; the first is the header. */
  readonly rows: readonly SheetRow[];
}

export interface SheetRow {
  /** As the author sees it: the header is usually 1. */
  readonly row: number;
  readonly cells: readonly string[];
}

/** A file beside the form. */
export interface SideFile {
  /** Bare name, no folders. */
  readonly name: string;
  /** 64 hexadecimal digits. */
  readonly sha256: string;
  /** Rows of a CSV file, the header first; null for pictures and sound. */
  readonly table: readonly (readonly string[])[] | null;
}

/** What a form may hold at most: more is refused before anything is made of it. */
export const limits = {
  rows: 5_000,
  choices: 50_000,
  languages: 64,
  columns: 500,
  cell: 32_767,
  groupDepth: 16,
  repeatDepth: 4,
  tableRows: 200_000,
} as const;

/** The sheet of that name, in any case, with spaces or `_`. */
export function sheetNamed(sheets: Sheets, name: string): Sheet | undefined {
  return sheets.find((sheet) => wordOf(sheet.name) === name);
}

/** How names of sheets and columns are compared. */
export const wordOf = (text: string) =>
  text
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, "_");

const invisible = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/** Text as people read it: composed letters, ordinary spaces, none at the ends. */
export const cleanText = (cell: string) =>
  cell
    .normalize("NFC")
    .replace(/\u00a0/g, " ")
    .trim();

/** A name, type or other word for machines: besides, no marks of direction and no zero-width signs. */
export const cleanWord = (cell: string) => cleanText(cell.replace(invisible, ""));

/**
 * An expression: besides, straight quotes, and `${name}` where an editor for right-to-left text
 * has left `{name}$` or spaces inside.
 */
export function cleanExpression(cell: string): {
  readonly text: string;
  readonly changed: boolean;
} {
  const visible = cell.replace(invisible, "");
  const straight = visible
    .replace(/[\u2018\u2019\u201b]/g, "'")
    .replace(/[\u201c\u201d\u201f]/g, '"');
  const turned = straight.includes("{") ? turnReferences(straight) : straight;
  const text = cleanText(turned);
  return { text, changed: visible !== cell || turned !== straight };
}

/** Outside quotes only: in a pattern, `{4,8}$` is no name that somebody turned round. */
function turnReferences(text: string): string {
  return text.replace(
    /'[^']*'|"[^"]*"|\$\s*\{\s*([^{}$]*?)\s*\}|\{\s*([\p{L}_][^{}$\s]*)\s*\}\$(?!\{)/gu,
    (whole, inside?: string, turned?: string) => {
      const name = inside ?? turned;
      return name === undefined ? whole : `\${${name}}`;
    },
  );
}
