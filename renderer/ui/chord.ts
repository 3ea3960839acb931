/**
 * A key and what is held with it, by its place on the keyboard: `Ctrl+KeyL`, `Alt+Forward`, `F6`.
 *
 * Places, not letters, so that Arabic and Latin layouts agree. `Forward` and `Backward` are the
 * arrow keys in reading direction. On macOS the command key counts as `Ctrl`.
 */
export type Chord = string;

export interface Pressed {
  readonly code: string;
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** Whether this is the chord somebody waits for, read in the direction of the page. */
export function isChord(chord: Chord, pressed: Pressed, direction: "ltr" | "rtl"): boolean {
  const parts = chord.split("+");
  const code = parts.pop() ?? "";
  return (
    placeOf(code, direction) === pressed.code &&
    parts.includes("Ctrl") === (pressed.ctrlKey || pressed.metaKey) &&
    parts.includes("Alt") === pressed.altKey &&
    parts.includes("Shift") === pressed.shiftKey
  );
}

/** The keys of a chord as they are printed on a keyboard, in the order in which they are held. */
export function printedKeys(chord: Chord, direction: "ltr" | "rtl"): readonly string[] {
  return chord.split("+").map((part) => {
    const place = placeOf(part, direction);
    return printed[place] ?? place.replace(/^(Key|Digit)/u, "");
  });
}

/** Which option from 1 to 9 a key chooses, in any digits and on the number pad; otherwise null. */
export function optionNumber(pressed: Pressed): number | null {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey || pressed.shiftKey) return null;
  const found = /^(?:Digit|Numpad)([1-9])$/u.exec(pressed.code);
  return found ? Number(found[1]) : null;
}

/** Whether what is typed there is text, so that single keys must not mean anything else. */
export function isTypingIn(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !["radio", "checkbox"].includes(target.type);
  return target instanceof HTMLTextAreaElement;
}

/** Where the page reads from; the arrows follow it. */
export function pageDirection(): "ltr" | "rtl" {
  return document.documentElement.dir === "rtl" ? "rtl" : "ltr";
}

function placeOf(code: string, direction: "ltr" | "rtl"): string {
  if (code === "Forward") return direction === "ltr" ? "ArrowRight" : "ArrowLeft";
  if (code === "Backward") return direction === "ltr" ? "ArrowLeft" : "ArrowRight";
  return code;
}

const printed: { readonly [place: string]: string } = {
  ArrowRight: "→",
  ArrowLeft: "←",
  ArrowUp: "↑",
  ArrowDown: "↓",
  Escape: "Esc",
  Comma: ",",
  Equal: "+",
  Minus: "−",
  Slash: "?",
};
