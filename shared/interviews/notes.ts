interface Noted {
  readonly mark: "note" | "flag" | "unflag" | "confirmed";
  readonly text: string;
}

/** The flag that stands on a question, given everything written beside it in order. */
export function flagOf<Of extends Noted>(notes: readonly Of[]): Of | null {
  const last = notes.findLast(({ mark }) => mark === "flag" || mark === "unflag");
  return last?.mark === "flag" ? last : null;
}

export function isFlagged(notes: readonly Noted[]): boolean {
  return flagOf(notes) !== null;
}
