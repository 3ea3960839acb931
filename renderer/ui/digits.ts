import { latinDigits } from "../../shared/interviews/fold.ts";
import { perLocale } from "./per-locale.ts";

/**
 * Reads a number as people of the region type it: 0-9, ٠-٩ or ۰-۹, decimal `٫` or `.`, groups `٬`.
 *
 * Gives the ASCII form (`-12.5`), or null when the text is no number or could be read in two ways,
 * as `1,234` can. Nothing is rounded and no leading zero is dropped.
 */
export function readNumber(text: string): string | null {
  const plain = latinDigits(text.replace(/[\p{Cf}\s]/gu, ""))
    .replace("−", "-")
    .replace("٫", ".");
  const ungrouped = grouped.test(plain) ? plain.replaceAll("٬", "") : plain;
  return /^-?(\d+(\.\d+)?|\.\d+)$/u.test(ungrouped) ? ungrouped : null;
}

const grouped = /^-?\d{1,3}(٬\d{3})+(\.\d+)?$/u;

/** Writes an ASCII number in the digits of a display locale, without groups: it may be a year. */
export function showNumber(ascii: string, locale: string): string {
  if (!usesArabicDigits(locale)) return ascii;
  return ascii
    .replace(/[0-9]/gu, (digit) => String.fromCharCode(0x660 + Number(digit)))
    .replace(".", "٫");
}

/**
 * Writes the numbers within an Arabic sentence in the digits of a display locale, so that one screen
 * has one kind. Digits that belong to a code or stand in a Latin sentence stay as they are.
 */
export function numbersIn(sentence: string, locale: string): string {
  if (!usesArabicDigits(locale) || !/\p{Script=Arabic}/u.test(sentence)) return sentence;
  return sentence.replace(
    /(?<![A-Za-z0-9_]|[A-Za-z]-)[0-9]+(?:[.,][0-9]+)*(?![A-Za-z0-9_]|-[A-Za-z])/gu,
    (number) => showNumber(number, locale),
  );
}

/** How a display locale writes a count: with groups, and in its own digits. */
export const numberFormat = perLocale((locale) => new Intl.NumberFormat(locale));

/** Whether a display locale writes ٠-٩. */
export const usesArabicDigits = perLocale(
  (locale) => numberFormat(locale).resolvedOptions().numberingSystem === "arab",
);
