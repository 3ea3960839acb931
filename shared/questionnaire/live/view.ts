// What others see of an interview in progress. Plain JSON data: it crosses to the window unchanged.

/** A path of names and repeat keys below the root, `m7/detention[k3f9]/det_from`; never positions. */
export type NodeRef = string;

/** The path of a place as its form names the row: without the keys of the entries around it. */
export const withoutEntries = (ref: NodeRef): string => ref.replaceAll(/\[[^\]]*\]/g, "");

/** Five facts; none of them is ever an empty string or a "no". */
export type AnswerState = "answered" | "dont-know" | "prefers-not-to-say" | "not-asked" | "skipped";

/**
 * A piece of text as shown. Inserted values are pieces of their own, so that the screen can isolate
 * them from the direction of the sentence around them. Never HTML.
 */
export type TextPart =
  | { readonly kind: "text"; readonly text: string; readonly weight: "plain" | "emphasis" }
  | { readonly kind: "value"; readonly text: string }
  | { readonly kind: "break" };

/** A text, and the language it is really in: a missing translation falls back and says so. */
export interface ShownText {
  readonly parts: readonly TextPart[];
  /** The form's name of the language, when it is not the one shown; otherwise null. */
  readonly fallback: string | null;
}

export interface ChoiceView {
  readonly name: string;
  readonly label: ShownText;
  /** The answer state this code stands for: `dk` and `pnts` are drawn as state buttons, never twice. */
  readonly state: "dont-know" | "prefers-not-to-say" | null;
}

export type Violation = "required" | "constraint" | "type" | "not-in-list";

export interface NodeView {
  readonly ref: NodeRef;
  /** The group, repeat entry or repeat that holds it; null at the top. */
  readonly parent: NodeRef | null;
  /** `repeat` is the list, `entry` one of its instances, `hidden` what is never drawn (calculations, metadata). */
  readonly kind: "question" | "note" | "group" | "repeat" | "entry" | "hidden";
  /** XForms path with a position for every entry: `/data/m7/detention[1]/det_from`. */
  readonly path: string;
  readonly name: string;
  /** First word of the XLSForm type: `select_one`, `integer`, `group`, `repeat` … */
  readonly type: string;
  /** Row of the survey sheet, as its author sees it. */
  readonly row: number;
  readonly relevant: boolean;
  readonly required: boolean;
  readonly readonly: boolean;
  readonly valid: boolean;
  readonly violation: Violation | null;
  /** XForms lexical string; empty when unanswered or irrelevant. */
  readonly value: string;
  readonly state: AnswerState;
  readonly reason: string | null;
  /** A value kept aside by skip logic, a changed list or another state; back when its cause goes. */
  readonly setAside: string | null;
  /** For selects and ranks: what is offered now, in order. */
  readonly choices: readonly ChoiceView[] | null;
  readonly label: ShownText;
  readonly hint: ShownText | null;
  readonly guidance: ShownText | null;
  /** The sentence of the violation, if the form has one. */
  readonly message: ShownText | null;
  readonly appearance: readonly string[];
  readonly parameters: { readonly [name: string]: string };
  readonly sensitive: "low" | "personal" | "high";
  /** Entries: one-based running number. Repeats: null, or the count the form fixed. */
  readonly position: number | null;
  /** Repeats: whether the person may add an entry now. Entries: whether it may be removed. */
  readonly mayChange: boolean;
}

/** What moved a value: a person, or the form itself. */
export type Cause =
  | "person"
  | "calculation"
  | "relevance"
  | "cascade"
  | "count"
  | "trigger"
  | "default";

/** One stored value that changed, in the form in which it is written down. */
export interface StoredChange {
  readonly ref: NodeRef;
  readonly cause: Cause;
  readonly value: string;
  readonly state: AnswerState;
  readonly reason: string | null;
}

/** Everything one act changed, settled. */
export interface Change {
  readonly seq: number;
  readonly cause: Cause | "language";
  /** Values and states to be stored, in the order in which the form settled them. */
  readonly stored: readonly StoredChange[];
  /** Entries made or restored, to be written down: outer before inner. */
  readonly added: readonly NodeRef[];
  /** Entries the person took away, to be written down. */
  readonly removed: readonly NodeRef[];
  /** Topmost nodes that are no longer there: the removed ones, and those a lowered count closes. */
  readonly gone: readonly NodeRef[];
  /** Whether nodes came or went, so that document order has to be asked anew. */
  readonly rearranged: boolean;
  /** Every node whose view is different now, the added ones included. */
  readonly touched: readonly NodeRef[];
}

/** Why an act was refused; the form is as it was. */
export interface Refusal {
  readonly kind: RefusalKind;
}

export type RefusalKind =
  | "unknown-path"
  | "not-a-question"
  | "not-relevant"
  | "read-only"
  | "not-a-number"
  | "not-an-integer"
  | "out-of-range"
  | "not-a-date"
  | "not-a-time"
  | "not-a-place"
  | "not-offered"
  | "incomplete-rank"
  | "text-not-storable"
  | "reason-missing"
  | "counted-repeat"
  | "too-many-entries";

/** What stands between an interview and its end, or deserves a look. */
export interface LiveProblem {
  readonly ref: NodeRef;
  readonly kind: Violation | "soft" | "unread-date" | "budget";
  readonly message: ShownText | null;
}

/** Whether an interview may not end before this is mended. */
export const holdsTheEnd = ({ kind }: LiveProblem) => kind !== "soft" && kind !== "unread-date";

/** What an interview writes down when it ends. */
export interface Closing {
  /** Topmost refs that skip logic, or a lowered count, has closed. */
  readonly closed: readonly NodeRef[];
  /** What is written now and not before: the time of the end, codes a filtered list took away. */
  readonly change: Change;
}

/** All that has to be kept to open the same form again. */
export interface StoredAnswers {
  readonly answers: { readonly [ref: NodeRef]: StoredAnswer };
  /** Repeat → its entries in the order in which they were made; the removed keep their place for undo. */
  readonly entries: { readonly [repeat: NodeRef]: readonly StoredEntry[] };
  readonly language: string | null;
}

export interface StoredEntry {
  /** Short, random, never used again in the interview. */
  readonly key: string;
  readonly removed: boolean;
}

export interface StoredAnswer {
  /** The value last given, also when another state has set it aside. */
  readonly value: string;
  readonly state: AnswerState;
  readonly reason: string | null;
}
