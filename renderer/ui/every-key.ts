import type { ParseKeys } from "i18next";
import type { Chord } from "./chord.ts";

/** Where a key works. */
export type KeyPlace = "everywhere" | "help" | "lists" | "interview" | "timeline" | "record";

interface Key {
  readonly chord: Chord;
  readonly where: KeyPlace;
  /** The sentence that says what it does. */
  readonly says: ParseKeys<readonly ["common", "help", "interviews", "practice", "review", "ui"]>;
}

/**
 * Every key of Daftar, in the order in which the help lists them. A screen takes its keys from here
 * and from nowhere else, so that none can be left out.
 */
export const everyKey = {
  help: { chord: "F1", where: "everywhere", says: "help:title" },
  keys: { chord: "Shift+Slash", where: "everywhere", says: "help:all-keys" },
  guide: { chord: "Ctrl+KeyG", where: "everywhere", says: "practice:guide.key" },
  lock: { chord: "Ctrl+KeyL", where: "everywhere", says: "common:lock" },
  close: { chord: "Escape", where: "everywhere", says: "ui:keys.close" },
  settings: { chord: "Ctrl+Comma", where: "everywhere", says: "common:settings" },
  larger: { chord: "Ctrl+Equal", where: "everywhere", says: "common:text-larger" },
  smaller: { chord: "Ctrl+Minus", where: "everywhere", says: "common:text-smaller" },
  "normal-size": { chord: "Ctrl+Digit0", where: "everywhere", says: "common:text-normal" },

  "help-search": { chord: "Ctrl+KeyF", where: "help", says: "help:search" },

  open: { chord: "Enter", where: "lists", says: "ui:keys.open" },
  search: { chord: "Ctrl+KeyF", where: "lists", says: "ui:keys.search" },
  "new-interview": { chord: "Alt+KeyN", where: "lists", says: "interviews:list.new" },

  next: { chord: "Enter", where: "interview", says: "interviews:keys.next" },
  "next-in-text": {
    chord: "Ctrl+Enter",
    where: "interview",
    says: "interviews:keys.next-in-text",
  },
  forward: { chord: "Alt+Forward", where: "interview", says: "interviews:keys.next" },
  backward: { chord: "Alt+Backward", where: "interview", says: "interviews:keys.previous" },
  // As it is shown; the card itself hears them.
  option: { chord: "1–9", where: "interview", says: "interviews:keys.option" },
  "dont-know": { chord: "F6", where: "interview", says: "ui:state.answer-dont-know" },
  "prefers-not-to-say": {
    chord: "F7",
    where: "interview",
    says: "ui:state.answer-prefers-not-to-say",
  },
  skip: { chord: "F8", where: "interview", says: "interviews:keys.skip" },
  pause: { chord: "F9", where: "interview", says: "interviews:pause.title" },
  language: { chord: "F2", where: "interview", says: "interviews:keys.language" },
  timeline: { chord: "F3", where: "interview", says: "interviews:timeline.title" },
  alone: { chord: "F4", where: "interview", says: "interviews:keys.alone" },
  jump: { chord: "Ctrl+KeyJ", where: "interview", says: "interviews:jump.title" },
  note: { chord: "Ctrl+KeyM", where: "interview", says: "interviews:notes.note" },
  record: { chord: "Ctrl+Shift+Space", where: "interview", says: "interviews:keys.record" },
  mark: { chord: "Alt+KeyM", where: "interview", says: "interviews:recording.mark" },
  flag: { chord: "Ctrl+Shift+KeyM", where: "interview", says: "interviews:notes.flag" },
  history: { chord: "Ctrl+KeyH", where: "interview", says: "interviews:card.history" },
  "add-entry": { chord: "Alt+KeyN", where: "interview", says: "interviews:entries.add" },
  clear: { chord: "Ctrl+Shift+Backspace", where: "interview", says: "interviews:keys.clear" },
  undo: { chord: "Ctrl+KeyZ", where: "interview", says: "ui:toast.undo" },
  saved: { chord: "Ctrl+KeyS", where: "interview", says: "interviews:keys.saved" },
  review: { chord: "Alt+KeyR", where: "interview", says: "interviews:review.title" },

  later: { chord: "ArrowDown", where: "timeline", says: "interviews:timeline.key-later" },
  earlier: { chord: "ArrowUp", where: "timeline", says: "interviews:timeline.key-earlier" },
  closer: { chord: "Equal", where: "timeline", says: "interviews:timeline.key-closer" },
  further: { chord: "Minus", where: "timeline", says: "interviews:timeline.key-further" },

  "next-record": { chord: "Alt+Forward", where: "record", says: "review:record.next" },
  "previous-record": { chord: "Alt+Backward", where: "record", says: "review:record.previous" },
  "answer-history": { chord: "KeyD", where: "record", says: "review:record.open-history" },
} as const satisfies { readonly [name: string]: Key };

export type KeyName = keyof typeof everyKey;

/** The names of all keys, in their order. */
export const keyNames = Object.keys(everyKey) as KeyName[];
