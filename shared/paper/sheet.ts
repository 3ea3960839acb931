import { type Content, el, writeDocument } from "./html.ts";
import { hasArabicDigits, type Words } from "./words.ts";

/** A paper ready to be printed: its text, and the style sheet it asks for by `styleName`. */
export interface Sheet {
  readonly html: string;
  readonly style: string;
}

export const styleName = "paper.css";

/** The typeface, by the names under which a sheet asks for it. */
export const faces = {
  arabic: "vazirmatn-arabic.woff2",
  latin: "vazirmatn-latin.woff2",
} as const;

/** Lays out a paper. `foot` stands below every page, beside its number: a code, never a name. */
export function sheet(
  words: Words,
  { title, foot }: { readonly title: string; readonly foot: string },
  ...content: Content[]
): Sheet {
  const { language, direction } = words;
  const font = (href: string) =>
    el("link", { rel: "preload", as: "font", type: "font/woff2", crossorigin: "", href });
  const html = el(
    "html",
    { lang: language, dir: direction },
    el(
      "head",
      {},
      el("meta", { charset: "utf-8" }),
      el("title", {}, title),
      font(faces.arabic),
      font(faces.latin),
      el("link", { rel: "stylesheet", href: styleName }),
    ),
    el("body", {}, el("main", {}, ...content)),
  );
  return { html: writeDocument(html), style: pages(words, foot) + style };
}

/** Margin boxes see the fonts of the page, as the header and footer templates of Chromium do not. */
function pages(words: Words, foot: string): string {
  const digits = hasArabicDigits(words) ? "arabic-indic" : "decimal";
  const numbered = words.sentences["page-of"]
    .split(/\{\{(page|pages)\}\}/)
    .map((piece, at) => (at % 2 === 0 ? cssText(piece) : `counter(${piece}, ${digits})`));
  const [start, end] = words.direction === "rtl" ? ["right", "left"] : ["left", "right"];
  const set = "font-family: Vazirmatn; font-size: 8.5pt; color: #444;";
  return `@page {
  size: A4;
  margin: 18mm 17mm 20mm;
  @bottom-${start} { content: ${cssText(foot)}; ${set} }
  @bottom-${end} { content: ${numbered.join(" ")}; ${set} }
}
`;
}

/** A text as CSS quotes it: everything but plain letters by its number. */
function cssText(text: string): string {
  const quoted = [...text].map((sign) =>
    /[\p{L}\p{N} ]/u.test(sign) ? sign : `\\${sign.codePointAt(0)?.toString(16)} `,
  );
  return `"${quoted.join("")}"`;
}

const style = `@font-face {
  font-family: Vazirmatn; font-weight: 100 900; font-display: block;
  src: url("${faces.arabic}") format("woff2");
  unicode-range: U+0600-06FF, U+0750-077F, U+0870-088E, U+0890-0891, U+0897-08E1, U+08E3-08FF,
    U+200C-200E, U+2010-2011, U+204F, U+2E41, U+FB50-FDFF, U+FE70-FE74, U+FE76-FEFC;
}
@font-face {
  font-family: Vazirmatn; font-weight: 100 900; font-display: block;
  src: url("${faces.latin}") format("woff2");
  unicode-range: U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+0304,
    U+0308, U+0329, U+2000-200B, U+2012-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215,
    U+FEFF, U+FFFD;
}
* { box-sizing: border-box; margin: 0; padding: 0; }
html { font: 400 10.5pt/1.55 Vazirmatn, sans-serif; color: #000; background: #fff; }
:lang(ar) { line-height: 1.75; }
p, li, dd, dt, h1, h2, h3 { overflow-wrap: anywhere; orphans: 2; widows: 2; }
h1 { font-size: 17pt; font-weight: 700; line-height: 1.4; }
h2 { font-size: 13pt; font-weight: 700; margin-block: 7mm 2mm; padding-block-end: 1mm;
  border-block-end: 0.6pt solid #000; }
h3 { font-size: 11pt; font-weight: 700; margin-block: 4mm 1mm; }
h1, h2, h3, .head { break-after: avoid; break-inside: avoid; }
ul, ol { list-style: none; }
strong { font-weight: 700; }
.facts { display: grid; grid-template-columns: max-content 1fr; column-gap: 5mm; margin-block: 3mm;
  align-items: baseline; }
.facts dt, .small, .hint, .when { font-size: 9pt; color: #333; }
.warning { border: 0.8pt solid #000; padding: 2mm 3mm; margin-block: 3mm; break-inside: avoid; }
.how { margin-block: 2mm; }
.question { display: grid; grid-template-columns: 11mm 1fr; margin-block-start: 3mm; }
.question > .of { break-inside: avoid; }
.question.long > .of { break-inside: auto; }
.number { font-weight: 700; }
.label { font-weight: 600; break-after: avoid; }
.hint, .if { break-after: avoid; }
.if { font-size: 9pt; }
.mark { font-size: 8.5pt; border: 0.6pt solid #000; border-radius: 1mm; padding-inline: 1.2mm;
  margin-inline-end: 1.5mm; white-space: nowrap; font-weight: 400; }
.options { margin-block-start: 1mm; columns: 2; column-gap: 6mm; }
.options.three { columns: 3; }
.options.wide { columns: 1; }
.options li { display: grid; grid-template-columns: 6mm 1fr; break-inside: avoid; }
.box { display: inline-block; inline-size: 3.4mm; block-size: 3.4mm; border: 0.8pt solid #000;
  margin-block-start: 0.28em; }
.box.one { border-radius: 50%; }
.box.rank { inline-size: 4.6mm; block-size: 4.6mm; }
.box.ticked { background: #000; box-shadow: inset 0 0 0 0.6mm #fff;
  -webkit-print-color-adjust: exact; print-color-adjust: exact; }
.line { border-block-end: 0.6pt solid #555; block-size: 8mm; break-inside: avoid; }
.fields { display: flex; gap: 4mm; margin-block-start: 1.5mm; align-items: end; }
.fields .blank { display: inline-block; inline-size: 18mm; block-size: 7mm;
  border-block-end: 0.6pt solid #555; }
.entry { border-inline-start: 1.2pt solid #000; padding-inline-start: 4mm; margin-block-start: 3mm; }
.said { display: grid; grid-template-columns: 2fr 3fr; column-gap: 5mm; padding-block: 1.4mm;
  border-block-end: 0.4pt solid #aaa; }
.said > .asked { break-inside: avoid; }
.short { break-inside: avoid; }
.words { white-space: pre-wrap; }
.state { border: 0.6pt dashed #000; padding-inline: 1.5mm; display: inline-block; }
.note, .aside { border: 0.6pt solid #777; padding: 1mm 2mm; margin-block-start: 1.2mm; }
.note .when { font-weight: 600; }
`;
