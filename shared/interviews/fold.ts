/**
 * Gives the form of a text under which it is found: «أحمد», «احمد» and «أحـمَد» become one.
 *
 * Folds compatibility forms, hamza seats, alef, yeh, kaf, teh marbuta, tatweel, marks of every
 * script, letter case, all digits to ASCII, and white space to single blanks; drops what cannot be
 * seen. For finding only: what is shown and stored stays as it was written.
 */
export function fold(text: string): string {
  const plain = text.normalize("NFKC").toLowerCase().normalize("NFD").replace(unseen, "");
  return latinDigits(plain.replace(folded, (letter) => letters[letter] ?? letter))
    .replace(/\s+/gu, " ")
    .trim();
}

/**
 * How well folded names answer to a folded text: 0 when one is it, 1 when one begins with it, 2 when
 * a word in one does, 3 when one contains it, 4 when none does.
 */
export function rankOf(names: readonly string[], wanted: string): number {
  let best = 4;
  for (const name of names) {
    if (name === wanted) return 0;
    const rank = name.startsWith(wanted)
      ? 1
      : name.includes(` ${wanted}`)
        ? 2
        : name.includes(wanted)
          ? 3
          : 4;
    if (rank < best) best = rank;
  }
  return best;
}

/** Writes Arabic-Indic and Persian digits as ASCII ones and leaves everything else alone. */
export function latinDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹]/gu, (digit) => String(digit.charCodeAt(0) & 0xf));
}

/** Marks, tatweel, and characters without a shape: joiners, directions, soft hyphen, byte-order mark. */
const unseen = /[\p{M}\p{Cf}\u0640]/gu;

const letters: { readonly [letter: string]: string } = {
  ٱ: "ا",
  ى: "ي",
  ی: "ي",
  ک: "ك",
  ة: "ه",
  ہ: "ه",
};

const folded = new RegExp(`[${Object.keys(letters).join("")}]`, "gu");
