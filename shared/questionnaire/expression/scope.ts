import type { Calendar } from "./calendar.ts";
import type { Item, Value } from "./value.ts";

/** An expression made ready: asked again and again, each time in a place of its own. */
export type Run = (scope: Scope) => Value;

/** Where an expression is being asked. */
export interface Scope {
  /** The node that `.` means: inside a predicate the node being tested. */
  readonly here: Item;
  readonly position: number;
  readonly size: number;
  /** The node that owns the expression, `current()`. */
  readonly owner: Item;
  readonly form: Surroundings;
}

/** What expressions ask of the interview around them. */
export interface Surroundings {
  /** The node above the root element, so that `/data/…` is a step like any other. */
  readonly top: Item;
  readonly calendar: Calendar;
  readonly id: string;
  readonly version: string;
  /** Milliseconds since 1970; the same instant for a whole round of evaluation. */
  now(): number;
  /** Seeded by the interview and the node that asks: 0 ≤ x < 1. */
  random(owner: Item): number;
  /** A seed of the interview for one node, the same whenever it is asked. */
  seedFor(owner: Item): number;
  /** Takes from the budget of the round; throws `Overrun` when it is used up. */
  spend(steps: number): void;
  /** Told of a text that was to be a date and is none. */
  misread(): void;
  /** The label of a code in the question's list, in the default language; empty if unknown. */
  choiceLabel(code: string, question: Item): string;
  /** A text by its id, `/data/group/question:label`. */
  textById(id: string): string;
  /** The root of a choice list or table, whose `root/item` are its rows. */
  table(name: string): Item | undefined;
  /** The first row of a table whose `keyColumn` is `key`. */
  lookUp(table: string, column: string, keyColumn: string, key: string): string;
  /** `answered`, `dont-know` … of a question. */
  stateOf(item: Item): string;
  property(name: string): string;
  /** SHA-2: `sha-256`, `sha-384` or `sha-512`. */
  digest(algorithm: string, bytes: Uint8Array): Uint8Array;
  /** Whether the whole text matches a pattern; false for a pattern that cannot be read. */
  matches(pattern: string, text: string): boolean;
}

/** A round of evaluation asked for more steps than any sensible form needs. */
export class Overrun extends Error {}

/** One function of the language. */
export interface FunctionOfForms {
  readonly least: number;
  readonly most: number;
  readonly run: (given: readonly Run[], scope: Scope) => Value;
}
