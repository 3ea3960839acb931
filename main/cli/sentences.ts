import i18next, { type i18n } from "i18next";
import cliAr from "../../locales/ar/cli.json" with { type: "json" };
import faultsAr from "../../locales/ar/faults.json" with { type: "json" };
import paperAr from "../../locales/ar/paper.json" with { type: "json" };
import questionnairesAr from "../../locales/ar/questionnaires.json" with { type: "json" };
import cliEn from "../../locales/en/cli.json" with { type: "json" };
import faultsEn from "../../locales/en/faults.json" with { type: "json" };
import paperEn from "../../locales/en/paper.json" with { type: "json" };
import questionnairesEn from "../../locales/en/questionnaires.json" with { type: "json" };
import type { Problem, Refusal } from "../../shared/questionnaire/index.ts";
import type { Fault } from "../../shared/result.ts";

export type Language = "ar" | "en";

/** Says things in the language of the person at the terminal. */
export interface Sentences {
  readonly language: Language;
  readonly say: (key: string, values?: { readonly [name: string]: string | number }) => string;
  readonly fault: (fault: Fault) => string;
  /** Why a form refused an act. */
  readonly refusal: (refusal: Refusal) => string;
  /** What is wrong with a sheet. */
  readonly problem: (problem: Problem) => string;
}

/** `--language` decides, then the locale of the terminal; whoever set neither reads English. */
export function chooseLanguage(option: string | undefined, env: NodeJS.ProcessEnv): Language {
  const wanted = option ?? env.LC_ALL ?? env.LC_MESSAGES ?? env.LANG ?? "";
  return wanted.toLowerCase().startsWith("ar") ? "ar" : "en";
}

/** What `or_other` adds to a questionnaire, by language tag. */
export const orOtherWords = { ar: questionnairesAr["or-other"], en: questionnairesEn["or-other"] };

/** What Daftar itself says on paper. */
export const printedWords = { ar: paperAr.printed, en: paperEn.printed };

export async function loadSentences(language: Language): Promise<Sentences> {
  const texts: i18n = i18next.createInstance();
  await texts.init({
    lng: language,
    fallbackLng: "en",
    defaultNS: "cli",
    interpolation: { escapeValue: false },
    resources: {
      ar: { cli: cliAr, faults: faultsAr, questionnaires: questionnairesAr },
      en: { cli: cliEn, faults: faultsEn, questionnaires: questionnairesEn },
    },
  });
  return {
    language,
    say: (key, values) => texts.t(key, { ...values }),
    fault: (fault) =>
      texts.t([`faults:${fault.kind}`, `fault.${fault.kind}`], { ...fault.details }),
    refusal: ({ kind }) => texts.t(`questionnaires:refusal.${kind}`),
    problem: ({ code, details }) => texts.t(`questionnaires:problem.${code}`, { ...details }),
  };
}
