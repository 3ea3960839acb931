import { limits } from "../../../shared/questionnaire/index.ts";
import { rootNamed } from "./parts.ts";
import { readXml } from "./read-xml.ts";
import { WorkbookTrouble } from "./trouble.ts";

/** A form of the largest kind has a twentieth of it. */
const mostStrings = 1_000_000;

/**
 * Reads the table of texts to which cells point by number.
 *
 * Rich text is one text; what is written above it to help reading is none of it. A text longer than
 * any cell may be is cut just beyond that length, so that whoever uses it is told so.
 */
export async function readStrings(pieces: AsyncIterable<Uint8Array>): Promise<readonly string[]> {
  const strings: string[] = [];
  const text = collectText(2);
  await readXml(pieces, {
    open: (name, _, depth) => {
      rootNamed("sst", name, depth);
      if (depth === 2) text.begin();
      text.open(name, depth);
    },
    text: text.text,
    close: (name, depth) => {
      text.close(name);
      if (depth !== 2 || name !== "si") return;
      if (strings.length >= mostStrings) throw new WorkbookTrouble({ tooMuch: "sheet" });
      strings.push(text.whole());
    },
  });
  return strings;
}

/**
 * Gathers the text of an element `si` or `is` at the given depth: its `t`, or the `t` of each run.
 */
export function collectText(at: number) {
  let whole = "";
  let open = false;
  let inRun = false;
  return {
    begin: () => {
      whole = "";
      open = false;
    },
    open: (name: string, depth: number) => {
      if (depth === at + 1) inRun = name === "r";
      open = name === "t" && (depth === at + 1 || (depth === at + 2 && inRun));
    },
    text: (text: string) => {
      if (open && whole.length <= limits.cell) whole += text;
    },
    close: (name: string) => {
      if (name === "t") open = false;
    },
    whole: () => detached(unescaped(whole).slice(0, limits.cell + 1)),
  };
}

/** `_x000D_` stands for a character that XML cannot hold; `_x005F_` for the stroke itself. */
function unescaped(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (written, code: string) => {
    const unit = Number.parseInt(code, 16);
    return unit >= 0xd800 && unit <= 0xdfff ? written : String.fromCharCode(unit);
  });
}

/** A text of its own: a long one would keep alive the whole piece of file it was cut from. */
export const detached = (text: string) =>
  text.length < 13 ? text : Buffer.from(text, "utf16le").toString("utf16le");
