// Workbooks made to hurt, by hand, and what their author is told of each.
import { type Book, bind, book, forgeZip, partsOf, rowsXml, sheetXml } from "./forge-workbook.ts";

/** What it is, how it is made, and all errors that are told. */
export type Hostile<Made> = readonly [what: string, make: () => Made, told: readonly string[]];

const changed = (change: (parts: Book) => void) => {
  const parts = book();
  change(parts);
  return bind(parts);
};
const sheet = "xl/worksheets/sheet1.xml";
const strings = "xl/sharedStrings.xml";
const ole = (more: string) =>
  Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(504), utf16(more)]);
const utf16 = (text: string) => Buffer.from(text, "utf16le");
const times = (count: number, text: string) => text.repeat(count);

const spaces = Buffer.alloc(190 * 1024 * 1024, " ");
spaces.write("<worksheet>");
const said = (part: string, says: object) =>
  forgeZip(partsOf(book()).map((each) => (each.name === part ? { ...each, says } : each)));

/** The bomb that the limits are for; without them it must be felt. */
export const bomb = () => changed((parts) => (parts[sheet] = spaces));

export const hostileWorkbooks: readonly Hostile<Buffer>[] = [
  [
    "a part that becomes a thousand times larger",
    () => changed((parts) => (parts[sheet] = spaces)),
    ["survey 0 file-too-large workbook"],
  ],
  [
    "the same in a part that nobody reads",
    () => changed((parts) => (parts["docProps/app.xml"] = spaces)),
    ["survey 0 file-too-large workbook"],
  ],
  [
    "a bomb that says it is small",
    () =>
      forgeZip([
        ...partsOf(book()).filter(({ name }) => name !== sheet),
        { name: sheet, content: spaces, says: { bytes: 900_000 } },
      ]),
    ["survey 0 form-unreadable lying-sizes"],
  ],
  [
    "a part that says it is larger than it is",
    () => said(sheet, { bytes: 5000 }),
    ["survey 0 form-unreadable lying-sizes"],
  ],
  [
    "a part with another checksum",
    () => said(sheet, { crc: 1 }),
    ["survey 0 form-unreadable damaged-workbook"],
  ],
  [
    "a part that is encrypted",
    () => said(sheet, { flags: 1 }),
    ["survey 0 form-unreadable locked-workbook"],
  ],
  [
    "a part packed in a way nobody uses",
    () => said(sheet, { method: 12 }),
    ["survey 0 form-unreadable damaged-workbook"],
  ],
  [
    "parts that lie upon each other",
    () => said("xl/workbook.xml", { at: 0 }),
    ["survey 0 form-unreadable unsafe-parts"],
  ],
  [
    "a part with two names",
    () => said("xl/workbook.xml", { localName: "xl/other.xml" }),
    ["survey 0 form-unreadable unsafe-parts"],
  ],
  [
    "a part that says it reaches beyond the file",
    () => said(sheet, { packedBytes: 100_000 }),
    ["survey 0 form-unreadable damaged-workbook"],
  ],
  [
    "a name that leads out of the workbook",
    () => changed((parts) => (parts["../../etc/passwd"] = "x")),
    ["survey 0 form-unreadable unsafe-parts"],
  ],
  [
    "a name as of another system",
    () => changed((parts) => (parts["C:\\evil.xml"] = "x")),
    ["survey 0 form-unreadable unsafe-parts"],
  ],
  [
    "a sheet that is there twice",
    () => forgeZip([...partsOf(book()), { name: sheet.toUpperCase(), content: sheetXml("") }]),
    ["survey 0 form-unreadable unsafe-parts"],
  ],
  [
    "more parts than any workbook has",
    () => changed((parts) => Array.from({ length: 3000 }, (_, at) => (parts[`p/${at}`] = ""))),
    ["survey 0 file-too-large workbook"],
  ],
  [
    "a file that was cut off",
    () => bind(book()).subarray(0, 700),
    ["survey 0 form-unreadable damaged-workbook"],
  ],
  [
    "a file without a first byte",
    () => bind(book()).subarray(1),
    ["survey 0 form-unreadable not-a-workbook"],
  ],
  ["an empty file", () => Buffer.alloc(0), ["survey 0 form-unreadable not-a-workbook"]],
  [
    "a file of more than 20 MiB",
    () => Buffer.alloc(21 * 1024 * 1024, "PK"),
    ["survey 0 file-too-large"],
  ],
  [
    "a web page",
    () => Buffer.from("<html><table><tr><td>type</td></tr></table></html>"),
    ["survey 0 form-unreadable not-a-workbook"],
  ],
  [
    "an old workbook under the new name",
    () => ole("Workbook"),
    ["survey 0 form-unreadable legacy-workbook"],
  ],
  [
    "a workbook locked with a password",
    () => ole("EncryptedPackage"),
    ["survey 0 form-unreadable locked-workbook"],
  ],
  [
    "another kind of document in such an archive",
    () => forgeZip([{ name: "content.xml", content: "<office/>" }]),
    ["survey 0 form-unreadable not-a-workbook"],
  ],
  [
    "entities that double themselves",
    () =>
      changed(
        (parts) =>
          (parts[sheet] =
            `<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]><worksheet>&b;</worksheet>`),
      ),
    ["survey 0 form-unreadable document-type"],
  ],
  [
    "an entity that fetches a file",
    () =>
      changed(
        (parts) =>
          (parts[sheet] =
            `<!doctype a [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet>&x;</worksheet>`),
      ),
    ["survey 0 form-unreadable bad-xml"],
  ],
  [
    "a document type that never ends",
    () => changed((parts) => (parts[sheet] = `<!DOCTYPE a [${times(800_000, '<!ENTITY b "x">')}`)),
    ["survey 0 file-too-large workbook"],
  ],
  [
    "an entity nobody has declared",
    () => changed((parts) => (parts[sheet] = sheetXml("<row><c><v>&lol;</v></c></row>"))),
    ["survey 1 form-unreadable bad-xml"],
  ],
  [
    "elements ten thousand deep",
    () => changed((parts) => (parts[sheet] = sheetXml(times(10_000, "<row>")))),
    ["survey 1 form-unreadable too-deep"],
  ],
  [
    "an element with a hundred thousand attributes",
    () =>
      changed(
        (parts) =>
          (parts[sheet] =
            `<worksheet ${Array.from({ length: 100_000 }, (_, at) => `a${at}="${at}"`).join(" ")}/>`),
      ),
    ["survey 0 form-unreadable bad-xml"],
  ],
  [
    "a row with the number of a billion",
    () =>
      changed((parts) => (parts[sheet] = sheetXml('<row r="1000000000"><c><v>1</v></c></row>'))),
    ["survey 0 form-unreadable bad-place"],
  ],
  [
    "a cell in a column that no sheet has",
    () =>
      changed((parts) => (parts[sheet] = sheetXml('<row r="7"><c r="ZZZ7"><v>1</v></c></row>'))),
    ["survey 7 form-unreadable bad-place"],
  ],
  [
    "rows that go backwards",
    () =>
      changed(
        (parts) =>
          (parts[sheet] = sheetXml(`${rowsXml([["type"]])}<row r="1"><c><v>1</v></c></row>`)),
      ),
    ["survey 1 form-unreadable bad-place"],
  ],
  [
    "a billion texts that are one",
    () => {
      const parts = book({
        survey: `${rowsXml([["type", "name", "label"]])}${times(4000, `<row>${times(3, '<c t="s"><v>0</v></c>')}</row>`)}`,
      });
      parts[strings] = `<sst><si><t>${times(32_000, "x")}</t></si></sst>`;
      return bind(parts);
    },
    ["survey 220 form-too-large letters"],
  ],
  [
    "a million rows that hold one far cell each",
    () => {
      const parts = book({
        survey: rowsXml([["type"]]),
        choices: Array.from(
          { length: 40_000 },
          (_, at) => `<row><c r="SF${at + 1}" t="str"><v>${at * 7919}</v></c></row>`,
        ).join(""),
      });
      return bind(parts);
    },
    ["choices 6000 form-too-large cells"],
  ],
  [
    "more columns than a form may have",
    () =>
      changed((parts) => (parts[sheet] = sheetXml('<row><c r="AAA1" t="str"><v>x</v></c></row>'))),
    ["survey 1 form-too-large columns"],
  ],
  [
    "a text without its letters",
    () =>
      changed(
        (parts) => (parts[sheet] = Buffer.from(sheetXml(rowsXml([["type"], ["\xc7"]])), "latin1")),
      ),
    ["survey 0 form-unreadable bad-letters"],
  ],
  [
    "letters of another encoding that it announces",
    () =>
      changed((parts) => (parts[sheet] = `<?xml version="1.0" encoding="UTF-16"?>${parts[sheet]}`)),
    ["survey 0 form-unreadable bad-letters"],
  ],
  [
    "a character that is none",
    () => changed((parts) => (parts[sheet] = sheetXml(rowsXml([["ty\u0000pe"]])))),
    ["survey 1 form-unreadable bad-xml"],
  ],
  [
    "a sheet that ends in the middle",
    () => changed((parts) => (parts[sheet] = sheetXml(rowsXml([["type"]])).slice(0, -20))),
    ["survey 1 form-unreadable bad-xml"],
  ],
  [
    "a sheet that lies in another file",
    () =>
      changed((parts) => {
        const rels = "xl/_rels/workbook.xml.rels";
        parts[rels] = `${parts[rels]}`.replace(
          'Target="worksheets/sheet1.xml"',
          'TargetMode="External" Target="file:///etc/passwd"',
        );
      }),
    ["survey 0 form-unreadable outside-part"],
  ],
  [
    "a sheet said to lie above the workbook",
    () =>
      changed((parts) => {
        const rels = "xl/_rels/workbook.xml.rels";
        parts[rels] = `${parts[rels]}`.replace("worksheets/sheet1.xml", "../../../etc/passwd");
      }),
    ["survey 0 form-unreadable outside-part"],
  ],
  [
    "two sheets that mean the same",
    () => bind(book({ survey: rowsXml([["type"]]), "Survey ": rowsXml([["type"]]) })),
    ["survey 0 form-unreadable sheet-twice"],
  ],
  [
    "a text by a number that no text has",
    () =>
      bind(
        book({
          survey: rowsXml([
            ["type", "name"],
            ["text", '<c t="s"><v>99</v></c>'],
          ]),
        }),
      ),
    ["survey 2 name form-unreadable bad-cell", "survey 2 name name-missing"],
  ],
];
