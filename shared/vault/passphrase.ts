import { latinDigits } from "../interviews/fold.ts";

/**
 * How a passphrase will hold, for a person who is choosing one. The first two are refused.
 *
 * `too-short`: fewer than six words and fewer than fourteen characters. `too-plain`: long enough,
 * but it repeats itself or runs along a row of keys or numbers.
 */
export type PassphraseStrength = "too-short" | "too-plain" | "fair" | "good" | "strong";

export const fewestWords = 6;
export const fewestCharacters = 14;

/**
 * Writes a passphrase as it is turned into a key: NFKC, and Arabic-Indic and Persian digits as ASCII
 * ones, because they depend on the keyboard and not on what the person remembers.
 *
 * Nothing else is bent: blanks, tatweel and marks count as they were typed.
 */
export function plainPassphrase(typed: string): string {
  return latinDigits(typed.normalize("NFKC"));
}

/** Says how a passphrase will hold. Knows no dictionary: words that are easily guessed pass. */
export function passphraseStrength(typed: string): PassphraseStrength {
  const plain = plainPassphrase(typed).toLowerCase();
  const words = plain.split(/\s+/u).filter(Boolean);
  const letters = [...plain.replace(/\s+/gu, "")];
  if (words.length < fewestWords && letters.length < fewestCharacters) return "too-short";
  const different = new Set(words).size;
  const surprises = countSurprises(letters);
  if (surprises < 8 || (words.length >= fewestWords && different < 4)) return "too-plain";
  if (different >= 8 || surprises >= 28) return "strong";
  return different >= fewestWords || surprises >= 20 ? "good" : "fair";
}

export function isAcceptable(strength: PassphraseStrength): boolean {
  return strength !== "too-short" && strength !== "too-plain";
}

/** Rows of the keyboards our people type on, and the rows of numbers and letters. */
const rows = [
  "01234567890",
  "abcdefghijklmnopqrstuvwxyz",
  "qwertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "ضصثقفغعهخحجد",
  "شسيبلاتنمكط",
  "ئءؤرلاىةوزظ",
  "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
];

/** Letters that do not follow from the ones before them. */
function countSurprises(letters: readonly string[]): number {
  const seen = new Set<string>();
  let count = 0;
  for (const [i, letter] of letters.entries()) {
    const pair = `${letters[i - 1] ?? ""}${letter}`;
    const follows = seen.has(pair) || isBesideInRow(pair) || letters[i - 1] === letter;
    if (!follows) count++;
    seen.add(pair);
  }
  return count;
}

function isBesideInRow(pair: string): boolean {
  if ([...pair].length < 2) return false;
  const back = [...pair].reverse().join("");
  return rows.some((row) => row.includes(pair) || row.includes(back));
}
