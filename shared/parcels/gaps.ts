/** More than this is not shown: nobody looks for a thousand sticks. */
const mostShown = 1000;

/**
 * The numbers of parcels that must exist, because later ones do, and have not been read here.
 *
 * Takes the numbers read, in any order. Interviews are expected from number 1. A team file is
 * complete in itself, and those from before one's own time were never addressed to oneself, so there
 * counting begins `from` the first one read. At most a thousand, smallest first.
 */
export function missingNumbers(read: readonly number[], from: "one" | "the-first-read"): number[] {
  const sorted = [...new Set(read)].sort((a, b) => a - b);
  const missing: number[] = [];
  let expected = from === "one" ? 1 : (sorted[0] ?? 1);
  for (const number of sorted) {
    for (; expected < number; expected++) {
      missing.push(expected);
      if (missing.length === mostShown) return missing;
    }
    expected = number + 1;
  }
  return missing;
}
