import type { Sheet, Sheets } from "../../../shared/questionnaire/index.ts";
import { lettersOf } from "./read-sheet.ts";
import { writeZip } from "./write-zip.ts";

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const office = "http://schemas.openxmlformats.org";
const main = `${office}/spreadsheetml/2006/main`;
const related = `${office}/officeDocument/2006/relationships`;
const typed = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/**
 * Writes sheets of text as a workbook; the same sheets always give the same bytes.
 *
 * Every cell is text and is formatted as text, so that nothing runs and no number loses its zeros,
 * not even after somebody has gone through the cell. With `rightToLeft` the first column is on the
 * right. The header stays in sight. Source: ECMA-376 part 1, 18.3.
 */
export function writeWorkbook(sheets: Sheets, rightToLeft: boolean): Buffer {
  const parts = sheets.map((sheet, at) => ({
    name: `xl/worksheets/sheet${at + 1}.xml`,
    content: worksheet(sheet, rightToLeft),
  }));
  return writeZip([
    { name: "[Content_Types].xml", content: contentTypes(parts.map(({ name }) => name)) },
    { name: "_rels/.rels", content: relations([["officeDocument", "xl/workbook.xml"]]) },
    { name: "xl/workbook.xml", content: workbook(sheets) },
    {
      name: "xl/_rels/workbook.xml.rels",
      content: relations([
        ...parts.map(({ name }) => ["worksheet", name.slice(3)] as const),
        ["styles", "styles.xml"],
      ]),
    },
    { name: "xl/styles.xml", content: styles },
    ...parts,
  ]);
}

function contentTypes(sheets: readonly string[]): string {
  const parts = [
    ["xl/workbook.xml", "sheet.main"],
    ["xl/styles.xml", "styles"],
    ...sheets.map((name) => [name, "worksheet"]),
  ].map(([name, type]) => `<Override PartName="/${name}" ContentType="${typed}.${type}+xml"/>`);
  return `${xml}<Types xmlns="${office}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${parts.join("")}</Types>`;
}

function relations(targets: readonly (readonly [type: string, target: string])[]): string {
  const each = targets.map(
    ([type, target], at) =>
      `<Relationship Id="rId${at + 1}" Type="${related}/${type}" Target="${target}"/>`,
  );
  return `${xml}<Relationships xmlns="${office}/package/2006/relationships">${each.join("")}</Relationships>`;
}

function workbook(sheets: Sheets): string {
  const each = sheets.map(
    ({ name }, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  );
  return `${xml}<workbook xmlns="${main}" xmlns:r="${related}"><sheets>${each.join("")}</sheets></workbook>`;
}

/** Two styles, both text (49 is `@`): 0 for rows, wrapped; 1 for the header, bold. */
const styles = `${xml}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

function worksheet({ rows }: Sheet, rightToLeft: boolean): string {
  const direction = rightToLeft ? ' rightToLeft="1"' : "";
  const width = Math.max(1, ...rows.map(({ cells }) => cells.length));
  const each = rows.map(({ row, cells }, at) => {
    const style = at === 0 ? 1 : 0;
    const written = cells.map((text, column) =>
      text === "" ? "" : cellOf(`${lettersOf(column + 1)}${row}`, style, text),
    );
    return `<row r="${row}">${written.join("")}</row>`;
  });
  return `${xml}<worksheet xmlns="${main}"><sheetViews><sheetView${direction} workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols><col min="1" max="${width}" width="24" style="0" customWidth="1"/></cols><sheetData>${each.join("")}</sheetData></worksheet>`;
}

const cellOf = (place: string, style: number, text: string) =>
  `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;

/**
 * XML has no way to write some characters; spreadsheets write them as `_x0001_`, and what already
 * looks so with its stroke written out.
 */
const escaped = (text: string) =>
  text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .replace(/[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, asCode)
    .replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const asCode = (sign: string) =>
  `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`;
