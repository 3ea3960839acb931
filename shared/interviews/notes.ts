interface Noted {
  readonly mark: "note" | "flag" | "unflag";
  readonly text: string;
}

/** The flag that stands on a question, given everything written beside it in order. */
export function flagOf<Of extends Noted>(notes: readonly Of[]): Of | null {
  const last = notes.findLast(({ mark }) => mark !== "note");
  return last?.mark === "flag" ? last : null;
}

export function isFlagged(notes: readonly Noted[]): boolean {
  return flagOf(notes) !== null;
}
