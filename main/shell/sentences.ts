import paperAr from "../../locales/ar/paper.json" with { type: "json" };
import questionnairesAr from "../../locales/ar/questionnaires.json" with { type: "json" };
import ar from "../../locales/ar/shell.json" with { type: "json" };
import paperEn from "../../locales/en/paper.json" with { type: "json" };
import questionnairesEn from "../../locales/en/questionnaires.json" with { type: "json" };
import en from "../../locales/en/shell.json" with { type: "json" };
import type { Printed } from "../../shared/paper/words.ts";

/** What the shell itself says: titles of dialogs, the menu of macOS, and that it cannot go on. */
export type Sentences = typeof en;

const known = { ar, en } satisfies Record<string, Sentences>;

/** What `or_other` adds to a questionnaire, by language tag, for the keeper that compiles it. */
export const orOtherWords = {
  ar: questionnairesAr["or-other"],
  en: questionnairesEn["or-other"],
};

/** What Daftar itself says on paper, for the keeper that lays papers out. */
export const printedWords = { ar: paperAr.printed, en: paperEn.printed } satisfies {
  readonly [language: string]: Printed;
};

/** In the language somebody chose; before that, in the system's if we speak it, else in English. */
export function sentencesIn(chosen: "ar" | "en" | null, systemLocale: string): Sentences {
  return known[chosen ?? (systemLocale.startsWith("ar") ? "ar" : "en")];
}
