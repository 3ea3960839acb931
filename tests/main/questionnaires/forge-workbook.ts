// Workbooks as no spreadsheet writes them: every byte of the archive and every part is in our
// hands.
import { crc32, deflateRawSync } from "node:zlib";

/** A part to be forged. What is left out is told truly. */
export interface ForgedPart {
  readonly name: string;
  readonly content: string | Buffer;
  readonly stored?: boolean;
  /** What the archive says of it instead of the truth. */
  readonly says?: {
    readonly bytes?: number;
    readonly packedBytes?: number;
    readonly crc?: number;
    readonly flags?: number;
    readonly method?: number;
    /** Its name in its own header. */
    readonly localName?: string;
    /** Where it is said to begin. */
    readonly at?: number;
  };
}

/** An archive of these parts, in their order. */
export function forgeZip(parts: readonly ForgedPart[]): Buffer {
  const written: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, content, stored, says = {} } of parts) {
    const bytes = Buffer.from(content as string);
    const packed = stored ? bytes : deflateRawSync(bytes, { level: 1 });
    const fields = Buffer.alloc(22);
    fields.writeUInt16LE(says.flags ?? 0, 0);
    fields.writeUInt16LE(says.method ?? (stored ? 0 : 8), 2);
    fields.writeUInt32LE(says.crc ?? crc32(bytes), 8);
    fields.writeUInt32LE(says.packedBytes ?? packed.length, 12);
    fields.writeUInt32LE(says.bytes ?? bytes.length, 16);
    const named = (given: string) => {
      const copy = Buffer.from(fields);
      copy.writeUInt16LE(Buffer.byteLength(given, "latin1"), 20);
      return Buffer.concat([Buffer.from([20, 0]), copy, Buffer.from([0, 0])]);
    };
    const localName = says.localName ?? name;
    const header = Buffer.concat([
      Buffer.from("PK\u0003\u0004", "latin1"),
      named(localName),
      Buffer.from(localName, "latin1"),
    ]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(says.at ?? at, 10);
    directory.push(
      Buffer.from("PK\u0001\u0002\u0014\u0000", "latin1"),
      named(name),
      place,
      Buffer.from(name, "latin1"),
    );
    written.push(header, packed);
    at += header.length + packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", 0, "latin1");
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...written, listed, end]);
}

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const related = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** Cells as one writes them in a test, a row a list; what begins with `<` is a cell as it is. */
export const rowsXml = (rows: readonly (readonly string[])[]) =>
  rows
    .map((cells) => {
      const each = cells.map((text) =>
        text.startsWith("<") ? text : `<c t="inlineStr"><is><t>${text}</t></is></c>`,
      );
      return `<row>${each.join("")}</row>`;
    })
    .join("");

export const sheetXml = (data: string) =>
  `<worksheet xmlns="${main}"><sheetData>${data}</sheetData></worksheet>`;

export const survey: readonly (readonly string[])[] = [
  ["type", "name", "label"],
  ["text", "a", "اسم"],
];

/** What a small workbook is made of, by the name of each part. */
export interface Book {
  [part: string]: string | Buffer;
}

/** The parts of a small sound workbook, to be changed before they are put together. */
export function book(sheets: { readonly [name: string]: string } = { survey: rowsXml(survey) }) {
  const names = Object.keys(sheets);
  const parts: Book = {
    "_rels/.rels": `<Relationships><Relationship Id="a" Type="${related}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook xmlns="${main}" xmlns:r="${related}"><sheets>${names
      .map((name, at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="s${at}"/>`)
      .join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships>${names
      .map(
        (_, at) =>
          `<Relationship Id="s${at}" Type="${related}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
      )
      .join(
        "",
      )}<Relationship Id="t" Type="${related}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="u" Type="${related}/styles" Target="/xl/styles.xml"/></Relationships>`,
  };
  names.forEach((name, at) => {
    parts[`xl/worksheets/sheet${at + 1}.xml`] = sheetXml(sheets[name] ?? "");
  });
  return parts;
}

/** The workbook that these parts make. */
export const bind = (parts: Book): Buffer => forgeZip(partsOf(parts));

export const partsOf = (parts: Book): ForgedPart[] =>
  Object.entries(parts).map(([name, content]) => ({ name, content }));
