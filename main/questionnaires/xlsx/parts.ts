import { type Attributes, readXml } from "./read-xml.ts";
import { WorkbookTrouble } from "./trouble.ts";

/** Unpacks a part by its name; undefined when the workbook has no such part. */
export type UnpackPart = (name: string) => AsyncIterable<Uint8Array> | undefined;

/** What a workbook says it is made of, as far as a form needs it. */
export interface WorkbookParts {
  readonly sheets: readonly { readonly name: string; readonly part: string }[];
  readonly strings: string | null;
  readonly styles: string | null;
  /** Days are counted from 1904, as the first Macintosh did. */
  readonly from1904: boolean;
}

/**
 * Finds the sheets of a workbook and what their cells refer to.
 *
 * Sheets that are hidden are sheets. Nothing outside the file is ever opened: a sheet that lies
 * there is `outside-part`, all other links are not even read. Throws `WorkbookTrouble`,
 * `not-a-workbook` among others when it is some other document in the same kind of archive.
 */
export async function findParts(unpack: UnpackPart): Promise<WorkbookParts> {
  const roots = await readRelations(unpack, "");
  const main = roots.find(({ type }) => type === "officedocument");
  const book = main?.part ?? "xl/workbook.xml";
  const listed = await readWorkbook(unpack, book);
  const relations = await readRelations(unpack, book);
  const byType = (type: string) =>
    relations.find((relation) => relation.type === type && relation.part !== null)?.part ?? null;
  return {
    sheets: listed.sheets.map(({ name, id }) => {
      const relation = relations.find((each) => each.id === id);
      if (!relation) throw new WorkbookTrouble("damaged-workbook");
      if (relation.part === null) throw new WorkbookTrouble("outside-part");
      return { name, part: relation.part };
    }),
    strings: byType("sharedstrings"),
    styles: byType("styles"),
    from1904: listed.from1904,
  };
}

/** A reader of a root element by its name; any other document is no part of a workbook. */
export const rootNamed = (wanted: string, name: string, depth: number) => {
  if (depth === 1 && name !== wanted) throw new WorkbookTrouble("not-a-workbook");
};

interface Relation {
  readonly id: string;
  /** The last word of its type, in lower case: transitional and strict files have it in common. */
  readonly type: string;
  /** Null when it leads out of the file. */
  readonly part: string | null;
}

async function readRelations(unpack: UnpackPart, of: string): Promise<readonly Relation[]> {
  const folder = of.slice(0, of.lastIndexOf("/") + 1);
  const pieces = unpack(`${folder}_rels/${of.slice(folder.length)}.rels`);
  if (!pieces) return [];
  const found: Relation[] = [];
  await readXml(pieces, {
    open: (name, attribute, depth) => {
      rootNamed("Relationships", name, depth);
      if (depth !== 2 || name !== "Relationship") return;
      const external = attribute("TargetMode")?.toLowerCase() === "external";
      found.push({
        id: attribute("Id") ?? "",
        type: (attribute("Type") ?? "").replace(/^.*\//, "").toLowerCase(),
        part: external ? null : resolvePart(folder, attribute("Target") ?? ""),
      });
    },
  });
  return found;
}

/** A target as its own part names it, seen from the archive; null when it leads outside. */
function resolvePart(folder: string, target: string): string | null {
  if (/^[a-z][a-z0-9+.-]*:|^\/\/|\\/i.test(target)) return null;
  const steps: string[] = [];
  for (const step of (target.startsWith("/") ? target : folder + target).split("/")) {
    if (step === "..") {
      if (steps.pop() === undefined) return null;
    } else if (step !== "." && step !== "") steps.push(step);
  }
  return steps.join("/");
}

async function readWorkbook(unpack: UnpackPart, part: string) {
  const pieces = unpack(part);
  if (!pieces) throw new WorkbookTrouble("not-a-workbook");
  const sheets: { readonly name: string; readonly id: string }[] = [];
  let from1904 = false;
  let inSheets = false;
  await readXml(pieces, {
    open: (name, attribute, depth) => {
      rootNamed("workbook", name, depth);
      if (depth === 2) inSheets = name === "sheets";
      if (depth === 2 && name === "workbookPr") from1904 = isOn(attribute, "date1904");
      if (depth === 3 && inSheets && name === "sheet")
        sheets.push({ name: attribute("name") ?? "", id: attribute("id") ?? "" });
    },
  });
  return { sheets, from1904 };
}

const isOn = (attribute: Attributes, name: string) => /^(1|true|on)$/.test(attribute(name) ?? "");
