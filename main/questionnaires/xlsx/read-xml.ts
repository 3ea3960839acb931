import { SaxesParser } from "saxes";
import { WorkbookTrouble } from "./trouble.ts";

/** What a reader is told of a part, in the order of the file. Names are without their prefix. */
export interface XmlReader {
  /** `depth` is 1 for the root. */
  readonly open: (name: string, attributes: Attributes, depth: number) => void;
  readonly text?: (text: string, depth: number) => void;
  readonly close?: (name: string, depth: number) => void;
}

/** Values by name without its prefix; undefined for whatever is not there. */
export type Attributes = (name: string) => string | undefined;

/** Spreadsheets nest a dozen deep. */
const mostDeep = 64;
const mostAttributes = 256;
/** Everything before the root: a declaration, perhaps a remark. */
const mostBeforeRoot = 16 * 1024;
const step = 1024;

/**
 * Reads a part as XML, piece by piece, without ever holding it.
 *
 * Only what spreadsheets write is taken: UTF-8, well-formed, without a document type, so that there
 * are no entities besides the five of XML. Throws `WorkbookTrouble`: `bad-letters`,
 * `document-type`, `too-deep`, `bad-xml`; and whatever the reader itself throws.
 */
export async function readXml(pieces: AsyncIterable<Uint8Array>, reader: XmlReader): Promise<void> {
  const prolog = { text: "", over: false };
  const parser = parserFor(reader, () => {
    prolog.over = true;
  });
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const decode = (piece: Uint8Array | null) => {
    try {
      return piece ? decoder.decode(piece, { stream: true }) : decoder.decode();
    } catch {
      throw new WorkbookTrouble("bad-letters");
    }
  };
  for await (const piece of pieces) {
    let text = decode(piece);
    // Before the root a document type could begin, which the parser would gather to its end.
    while (!prolog.over && text !== "") {
      const next = text.slice(0, step);
      text = text.slice(step);
      prolog.text += next;
      parser.write(next);
      if (prolog.over) break;
      if (/<!DOCTYPE/i.test(prolog.text)) throw new WorkbookTrouble("document-type");
      if (prolog.text.length > mostBeforeRoot) throw new WorkbookTrouble("bad-xml");
    }
    parser.write(text);
  }
  parser.write(decode(null));
  parser.close();
}

function parserFor(reader: XmlReader, rootOpened: () => void) {
  const parser = new SaxesParser({ xmlns: false, position: false });
  let depth = 0;
  let attributes = 0;
  parser.on("error", () => {
    throw new WorkbookTrouble("bad-xml");
  });
  parser.on("doctype", () => {
    throw new WorkbookTrouble("document-type");
  });
  parser.on("xmldecl", ({ encoding = "utf-8" }) => {
    if (encoding.toLowerCase() !== "utf-8") throw new WorkbookTrouble("bad-letters");
  });
  parser.on("opentagstart", () => {
    if (depth === 0) rootOpened();
    if (++depth > mostDeep) throw new WorkbookTrouble("too-deep");
    attributes = 0;
  });
  parser.on("attribute", () => {
    if (++attributes > mostAttributes) throw new WorkbookTrouble("bad-xml");
  });
  parser.on("opentag", (tag) => reader.open(localName(tag.name), lookUp(tag.attributes), depth));
  parser.on("text", (text) => reader.text?.(text, depth));
  parser.on("cdata", (text) => reader.text?.(text, depth));
  parser.on("closetag", (tag) => {
    reader.close?.(localName(tag.name), depth);
    depth--;
  });
  return parser;
}

const localName = (name: string) => name.slice(name.indexOf(":") + 1);

/** Programs choose their own prefixes, also for the attributes that name a relationship. */
const lookUp =
  (attributes: { readonly [name: string]: string }): Attributes =>
  (wanted) => {
    if (Object.hasOwn(attributes, wanted)) return attributes[wanted];
    for (const name in attributes) if (localName(name) === wanted) return attributes[name];
    return undefined;
  };
