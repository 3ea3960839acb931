/** What a spreadsheet would take for a formula, after what it skips: spaces, quotes, a byte-order mark. */
const runs = /^[\s"'\u00A0\uFEFF]*[=+\-@\t\r＝＋－＠]/u;

/** A cell: text that a person wrote, or a number that the form checked. */
export type Cell = { readonly text: string } | { readonly number: string };

/**
 * Writes one line of CSV: RFC 4180, ended by CR LF.
 *
 * Text that a spreadsheet would run gets an apostrophe in front, as the codebook says; numbers stay
 * numbers, negative ones too. Whoever needs every character takes the JSON.
 * Source: RFC 4180; docs/threat-model.md.
 */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map((cell) => quoted("number" in cell ? cell.number : inert(cell.text))).join(",")}\r\n`;
}

export function inert(text: string): string {
  return runs.test(text) ? `'${text}` : text;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
