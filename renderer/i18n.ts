import i18next, { type FormatFunction, type i18n } from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import analysisAr from "../locales/ar/analysis.json" with { type: "json" };
import commonAr from "../locales/ar/common.json" with { type: "json" };
import faultsAr from "../locales/ar/faults.json" with { type: "json" };
import helpAr from "../locales/ar/help.json" with { type: "json" };
import helpPagesAr from "../locales/ar/help-pages.json" with { type: "json" };
import interviewsAr from "../locales/ar/interviews.json" with { type: "json" };
import journalAr from "../locales/ar/journal.json" with { type: "json" };
import paperAr from "../locales/ar/paper.json" with { type: "json" };
import parcelsAr from "../locales/ar/parcels.json" with { type: "json" };
import peopleAr from "../locales/ar/people.json" with { type: "json" };
import practiceAr from "../locales/ar/practice.json" with { type: "json" };
import questionnairesAr from "../locales/ar/questionnaires.json" with { type: "json" };
import reviewAr from "../locales/ar/review.json" with { type: "json" };
import uiAr from "../locales/ar/ui.json" with { type: "json" };
import vaultAr from "../locales/ar/vault.json" with { type: "json" };
import analysisEn from "../locales/en/analysis.json" with { type: "json" };
import commonEn from "../locales/en/common.json" with { type: "json" };
import faultsEn from "../locales/en/faults.json" with { type: "json" };
import helpEn from "../locales/en/help.json" with { type: "json" };
import helpPagesEn from "../locales/en/help-pages.json" with { type: "json" };
import interviewsEn from "../locales/en/interviews.json" with { type: "json" };
import journalEn from "../locales/en/journal.json" with { type: "json" };
import paperEn from "../locales/en/paper.json" with { type: "json" };
import parcelsEn from "../locales/en/parcels.json" with { type: "json" };
import peopleEn from "../locales/en/people.json" with { type: "json" };
import practiceEn from "../locales/en/practice.json" with { type: "json" };
import questionnairesEn from "../locales/en/questionnaires.json" with { type: "json" };
import reviewEn from "../locales/en/review.json" with { type: "json" };
import uiEn from "../locales/en/ui.json" with { type: "json" };
import vaultEn from "../locales/en/vault.json" with { type: "json" };
import type { Preferences } from "../shared/contract/shell.ts";
import type { AnyFault } from "./bridge.ts";
import { numberFormat } from "./ui/digits.ts";

const english = {
  analysis: analysisEn,
  common: commonEn,
  faults: faultsEn,
  help: helpEn,
  interviews: interviewsEn,
  journal: journalEn,
  paper: paperEn,
  parcels: parcelsEn,
  people: peopleEn,
  practice: practiceEn,
  questionnaires: questionnairesEn,
  review: reviewEn,
  ui: uiEn,
  vault: vaultEn,
};
const arabic = {
  analysis: analysisAr,
  common: commonAr,
  faults: faultsAr,
  help: helpAr,
  interviews: interviewsAr,
  journal: journalAr,
  paper: paperAr,
  parcels: parcelsAr,
  people: peopleAr,
  practice: practiceAr,
  questionnaires: questionnairesAr,
  review: reviewAr,
  ui: uiAr,
  vault: vaultAr,
};

/** The keys of every sentence, by namespace; one namespace a word. English is their source. */
export type Words = typeof english;

/** The pages of the help, whole: they are read and searched, never looked up by a key. */
export interface HelpPages {
  readonly pages: { readonly [name in keyof typeof helpPagesEn.pages]: WrittenPage };
  readonly terms: readonly { readonly term: string; readonly means: string }[];
}

export interface WrittenPage {
  readonly title: string;
  /** Paragraphs, and lists of steps. Holes name a key or a sentence. */
  readonly text: readonly (string | readonly string[])[];
}

export type Language = "ar" | "en";

/**
 * The three locales in which anything is shown. `ar` alone would print Egyptian months, and its
 * digits would depend on the machine.
 */
export type DisplayLocale = "ar-SY" | "ar-SY-u-nu-latn" | "en-GB";

export function displayLocale(language: Language, digits: Preferences["digits"]): DisplayLocale {
  if (language === "en") return "en-GB";
  return digits === "arab" ? "ar-SY" : "ar-SY-u-nu-latn";
}

/**
 * Makes the sentences of the page, ready to be spoken in one locale.
 *
 * The language of i18next is the display locale itself, so that whoever prints a number or a date
 * finds it there. Inserted numbers take its digits; inserted texts are isolated from the direction
 * of the sentence around them.
 */
export function loadWords(locale: DisplayLocale): i18n {
  const words = i18next.createInstance();
  words
    .use(initReactI18next)
    .use({
      type: "formatter",
      init: () => {},
      add: () => {},
      addCached: () => {},
      format: showInserted,
    })
    .init({
      lng: locale,
      fallbackLng: { "ar-SY": ["ar"], "ar-SY-u-nu-latn": ["ar"], "en-GB": ["en"], default: [] },
      load: "currentOnly",
      defaultNS: "common",
      initAsync: false,
      interpolation: { escapeValue: false, alwaysFormat: true },
      returnNull: false,
      resources: { ar: arabic, en: english },
    });
  return words;
}

/** Makes the page speak: sentences, language and direction. Nothing else on it changes. */
export async function speak(words: i18n, locale: DisplayLocale): Promise<void> {
  await words.changeLanguage(locale);
  document.documentElement.lang = locale.slice(0, 2);
  document.documentElement.dir = locale.startsWith("ar") ? "rtl" : "ltr";
}

/** What a page that has stopped says, taken past the translator. */
export const lastWords = [
  { language: "ar", direction: "rtl", ...commonAr.stopped },
  { language: "en", direction: "ltr", ...commonEn.stopped },
] as const;

export function useHelpTexts(): HelpPages {
  const { i18n } = useTranslation();
  return i18n.language.startsWith("ar") ? helpPagesAr : helpPagesEn;
}

/** Says a fault in a sentence: what happened, whether answers are safe, what to do now. */
export function useFaultSentence(): (fault: AnyFault) => string {
  const { t } = useTranslation("faults");
  return (fault) => t(fault.kind);
}

const showInserted: FormatFunction = (value, _format, locale) => {
  if (typeof value === "number") return numberFormat(locale ?? "en-GB").format(value);
  return value === undefined ? value : `\u2068${String(value)}\u2069`;
};
