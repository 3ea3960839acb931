import ar from "../../../locales/ar/paper.json" with { type: "json" };
import en from "../../../locales/en/paper.json" with { type: "json" };
import type { Words } from "../../../shared/paper/words.ts";

/** The true sentences, in a language and with its digits. */
export const wordsIn = (language: "ar" | "en", digits: Words["digits"] = "latn"): Words => ({
  language,
  digits,
  direction: language === "ar" ? "rtl" : "ltr",
  sentences: language === "ar" ? ar.printed : en.printed,
});

/** What a reader of the page sees: its text, with a line for each element that stands alone. */
export const textOf = (html: string): string =>
  html
    .replaceAll(/<(span|bdi|strong)[^>]*>|<\/(span|bdi|strong)>/g, "")
    .replaceAll(/<[^>]*>/g, "\n")
    .replaceAll(/&#(\d+);/g, (_, sign: string) => String.fromCharCode(Number(sign)))
    .replaceAll(/\n+/g, "\n");
