import { type Language, type Named, own, type Texts } from "../definition/definition.ts";
import type { Report } from "../definition/problem.ts";
import { headerOf, type ReadSheet, type SheetRecord } from "./columns.ts";
import { cleanText } from "./sheets.ts";

/** What columns without a language are in. */
export const unmarked = "default";

/** All languages of the columns, in order of appearance. */
export function languageNames(sheets: readonly ReadSheet[]): readonly string[] {
  const names = new Set<string>();
  for (const { columns } of sheets)
    for (const { language } of columns) if (language !== null) names.add(language);
  return [...names];
}

/** The texts of one row under one word; a column without a language speaks the default language. */
export function textsOf(
  sheet: ReadSheet,
  record: SheetRecord,
  key: string,
  defaultLanguage: string,
): Texts {
  const texts: [string, string][] = [];
  for (const { at, language } of sheet.byKey.get(key) ?? []) {
    const text = cleanText(record.cells[at] ?? "");
    if (text !== "") texts.push([language ?? defaultLanguage, text]);
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
