import { type Language, type Named, own, type Texts } from "../definition/definition.ts";
import type { Report } from "../definition/problem.ts";
import { type Column, headerOf, type ReadSheet, type SheetRecord, translated } from "./columns.ts";
import { cleanText } from "./sheets.ts";

/** What columns without a language are in. */
export const unmarked = "default";

/** What the columns of a form speak. */
export interface SpokenLanguages {
  /** In order of appearance; none where no column has a language. */
  readonly names: readonly string[];
  /** What a column without a language speaks. */
  readonly unmarkedAs: string;
}

/**
 * All languages of the columns. `wanted` is the form's own `default_language`, or empty.
 *
 * Columns without a language speak the default language. Where nobody has named one, they are a
 * language of their own, `default`, as soon as they say what others say in a language, or the
 * labels; otherwise they belong to the first, as a lone message beside bilingual labels does.
 */
export function languagesOf(sheets: readonly ReadSheet[], wanted: string): SpokenLanguages {
  const names = new Set<string>();
  const columns = sheets.flatMap((sheet) => sheet.columns);
  const marked = new Set(columns.flatMap(({ key, language }) => (language === null ? [] : [key])));
  const unmarkedTexts = sheets.flatMap((sheet) =>
    sheet.columns.filter((column) => isUnmarkedText(sheet, column)),
  );
  if (marked.size === 0) return { names: [], unmarkedAs: wanted || unmarked };
  const isOwn = wanted || unmarkedTexts.some(({ key }) => key === "label" || marked.has(key));
  for (const column of columns) {
    if (column.language !== null) names.add(column.language);
    else if (isOwn && unmarkedTexts.includes(column)) names.add(wanted || unmarked);
  }
  const [first = unmarked] = names;
  return { names: [...names], unmarkedAs: isOwn ? wanted || unmarked : first };
}

/** Whether people can read something in a column that has no language. A form's title has a row only. */
function isUnmarkedText({ records }: ReadSheet, { key, language, at }: Column): boolean {
  if (language !== null || !translated.has(key) || key === "form_title") return false;
  return records.some(({ cells }) => cleanText(cells[at] ?? "") !== "");
}

/** The texts of one row under one word; `unmarkedAs` is what a column without a language speaks. */
export function textsOf(
  sheet: ReadSheet,
  record: SheetRecord,
  key: string,
  unmarkedAs: string,
): Texts {
  const texts: [string, string][] = [];
  for (const { at, language } of sheet.byKey.get(key) ?? []) {
    const text = cleanText(record.cells[at] ?? "");
    if (text !== "") texts.push([language ?? unmarkedAs, text]);
  }
  return Object.fromEntries(texts);
}

/** Warns, once for each column, where a text is there in one language and missing in another. */
export function checkTranslations(
  sheet: ReadSheet,
  rows: readonly { readonly row: number; readonly texts: Named<Texts> }[],
  languages: readonly string[],
  report: Report,
) {
  const said = new Set<string>();
  for (const { row, texts } of rows)
    for (const [key, text] of Object.entries(texts)) {
      if (Object.keys(text).length === 0) continue;
      for (const language of languages) {
        if (own(text, language) !== undefined || said.has(`${key}::${language}`)) continue;
        said.add(`${key}::${language}`);
        const column = sheet.columns.find((each) => each.key === key && each.language === language);
        report.warn(
          { sheet: sheet.name, row, column: column?.header ?? headerOf(sheet, key) },
          "missing-translation",
          { language },
        );
      }
    }
}

const rightToLeft = new Set(
  "ar arc arz ckb dv fa glk he iw ji ks lrc mzn nqo pnb ps sd syr ug ur yi".split(" "),
);

/** A language from its name in the columns: the code in brackets, and the way it is written. */
export function languageFrom(name: string, sample: string): Language {
  const tag = /\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\)\s*$/.exec(name)?.[1] ?? name;
  const code = tag.toLowerCase().split("-")[0] ?? "";
  const isCode = /^[a-z]{2,3}$/.test(code);
  const rtl = isCode
    ? rightToLeft.has(code) || /-arab$|-arab-/i.test(tag)
    : looksRightToLeft(sample);
  return { name, tag, direction: rtl ? "rtl" : "ltr" };
}

/** Whether the first letters of a text, whatever they are, are of a right-to-left script. */
function looksRightToLeft(sample: string): boolean {
  const letter = /\p{L}/u.exec(sample)?.[0] ?? "";
  return /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(
    letter,
  );
}
