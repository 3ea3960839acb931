/** What the history cannot hold exactly, it does not hold at all. */
export function isStorable(text: string | null): boolean {
  return text === null || (text.isWellFormed() && !text.includes("\0"));
}
