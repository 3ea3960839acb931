import { limits, type Sheet, wordOf } from "../../../shared/questionnaire/index.ts";
import { mostCells } from "../read-table.ts";
import type { CellReason, CellWorld } from "./cell.ts";
import { readMeanings } from "./numbers.ts";
import { findParts, type UnpackPart, type WorkbookParts } from "./parts.ts";
import { readSheet, type SheetWorld } from "./read-sheet.ts";
import { openZip, unpackPart, type ZipLimits, zipLimits } from "./read-zip.ts";
import { readStrings } from "./strings.ts";
import { type CellPlace, type Excess, WorkbookTrouble } from "./trouble.ts";

/** A workbook's sheets, and what is wrong with them. */
export interface ReadWorkbook {
  readonly sheets: readonly Sheet[];
  /** `sheet` is empty where it is about the whole workbook. */
  readonly troubles: readonly {
    readonly sheet: string;
    readonly reason: CellReason | WorkbookTrouble["reason"];
    readonly place: CellPlace;
  }[];
  /** Whether every sheet was read to its end; otherwise nothing should be made of them. */
  readonly whole: boolean;
}

/** Sheets a form is made of, and the most rows worth reading: one more than it may have. */
const wanted: ReadonlyMap<string, number> = new Map([
  ["survey", limits.rows + 1],
  ["choices", limits.choices + 1],
  ["settings", 100],
]);

/**
 * What a workbook may have at most, by what it would have too much of: MiB unpacked, MiB of one
 * part, cells and letters of all sheets together, of which a form of the largest kind has a third.
 */
export const sheetLimits: { readonly [what in Excess]: number } = {
  workbook: zipLimits.unpackedBytes / 1024 / 1024,
  sheet: zipLimits.partBytes / 1024 / 1024,
  cells: mostCells,
  letters: 20 * 1024 * 1024,
  columns: limits.columns,
};
/** Enough for anybody to read. */
const mostTroubles = 2_000;

/**
 * Reads a workbook as spreadsheets write it, and as somebody might who wishes us ill.
 *
 * Only the sheets that make a form are unpacked, and what their cells need; macros, pictures and
 * links are never looked at. All other sheets are named and have no rows. `zipped` are opened only
 * by a test that shows what they are good for. Never throws on any file.
 */
export async function readWorkbook(
  file: Buffer,
  zipped: ZipLimits = zipLimits,
): Promise<ReadWorkbook> {
  const troubles: ReadWorkbook["troubles"][number][] = [];
  let whole = true;
  const attempt = async <T>(sheet: string, work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof WorkbookTrouble)) throw error;
      troubles.push({ sheet, reason: error.reason, place: error.place });
      whole = false;
      return undefined;
    }
  };
  const opened = await attempt("", async () => {
    refuseOtherKinds(file);
    const zip = openZip(file, zipped);
    const unpack: UnpackPart = (name) => {
      const part = zip.get(name.toLowerCase());
      return part && unpackPart(file, part, zipped);
    };
    const parts = await findParts(unpack);
    refuseTwins(parts);
    return { unpack, parts, world: await readWorld(unpack, parts) };
  });
  if (!opened) return { sheets: [], troubles, whole };

  const { unpack, parts, world } = opened;
  const sheets: Sheet[] = [];
  const budget = { cells: sheetLimits.cells, letters: sheetLimits.letters };
  for (const { name, part } of parts.sheets) {
    const most = wanted.get(wordOf(name));
    const rows = await attempt(name, async () => {
      if (most === undefined) return [];
      const pieces = unpack(part);
      if (!pieces) throw new WorkbookTrouble("damaged-workbook");
      const complain: SheetWorld["complain"] = (reason, place) => {
        if (troubles.length < mostTroubles) troubles.push({ sheet: name, reason, place });
      };
      return readSheet(pieces, { ...world, budget, complain }, most);
    });
    sheets.push({ name, rows: rows ?? [] });
  }
  return { sheets, troubles, whole };
}

/** What is often named .xlsx and is something else, told by its first bytes. */
function refuseOtherKinds(file: Buffer) {
  if (file.subarray(0, 8).toString("hex") === "d0cf11e0a1b11ae1") {
    const locked = file.includes(Buffer.from("EncryptedPackage", "utf16le"));
    throw new WorkbookTrouble(locked ? "locked-workbook" : "legacy-workbook");
  }
  // Workbooks of before 1997 begin with the record of a sheet.
  if (/^09(00|02|04)0[46]00/.test(file.subarray(0, 4).toString("hex")))
    throw new WorkbookTrouble("legacy-workbook");
  if (file.subarray(0, 4).toString("latin1") !== "PK\u0003\u0004")
    throw new WorkbookTrouble("not-a-workbook");
}

/** Of two sheets with one name only one could be the form's. */
function refuseTwins({ sheets }: WorkbookParts) {
  const names = sheets.map(({ name }) => wordOf(name)).filter((name) => wanted.has(name));
  if (new Set(names).size < names.length) throw new WorkbookTrouble("sheet-twice");
}

async function readWorld(unpack: UnpackPart, parts: WorkbookParts): Promise<CellWorld> {
  const strings = parts.strings === null ? undefined : unpack(parts.strings);
  const styles = parts.styles === null ? undefined : unpack(parts.styles);
  return {
    strings: strings ? await readStrings(strings) : [],
    meanings: styles ? await readMeanings(styles) : [],
    from1904: parts.from1904,
  };
}
