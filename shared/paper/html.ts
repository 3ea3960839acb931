// The one place where text becomes HTML, for paper only. Every text is escaped here and no mark-up
// can be handed in, so that nothing a person, a questionnaire or a parcel says is ever more than text.

/** What an element may hold. */
export type Content = string | PaperElement | null | readonly Content[];

export interface PaperElement {
  readonly tag: Tag;
  readonly attributes: Attributes;
  readonly content: Content;
}

type Tag =
  | "bdi"
  | "body"
  | "br"
  | "dd"
  | "div"
  | "dl"
  | "dt"
  | "h1"
  | "h2"
  | "h3"
  | "head"
  | "header"
  | "html"
  | "li"
  | "link"
  | "main"
  | "meta"
  | "ol"
  | "p"
  | "section"
  | "span"
  | "strong"
  | "title"
  | "ul";

type Attributes = {
  readonly [name in
    | "aria-label"
    | "as"
    | "charset"
    | "class"
    | "crossorigin"
    | "dir"
    | "href"
    | "lang"
    | "rel"
    | "role"
    | "type"]?: string;
};

/** An element and what it holds. */
export const el = (tag: Tag, attributes: Attributes = {}, ...content: Content[]): PaperElement => ({
  tag,
  attributes,
  content,
});

/** A value of which nobody knows the direction, apart from the direction of the sentence around it. */
export const isolated = (...content: Content[]): PaperElement => el("bdi", {}, ...content);

/** A code, a fingerprint, a number: always from left to right. */
export const code = (text: string): PaperElement => el("bdi", { dir: "ltr" }, text);

/** What somebody said or wrote, as it was written: its lines are kept, its direction is its own. */
export const spoken = (text: string): PaperElement =>
  el("p", { class: "words", dir: "auto" }, text);

/** A whole document as text. */
export const writeDocument = (html: PaperElement): string => `<!doctype html>\n${write(html)}\n`;

function write(content: Content): string {
  if (content === null) return "";
  if (typeof content === "string") return escaped(content);
  if (!("tag" in content)) return content.map(write).join("");
  const { tag, attributes } = content;
  const given = Object.entries(attributes).map(([name, value]) => ` ${name}="${escaped(value)}"`);
  const opening = `<${tag}${given.join("")}>`;
  return empty.has(tag) ? opening : `${opening}${write(content.content)}</${tag}>`;
}

const empty: ReadonlySet<Tag> = new Set(["br", "link", "meta"]);

/** HTML has no place for control characters but the breaks of a line. */
function escaped(text: string): string {
  return text
    .replaceAll(/[^\P{Cc}\n\t]/gu, "\ufffd")
    .replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
