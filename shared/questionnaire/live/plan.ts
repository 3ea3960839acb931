import type { Choice, Definition, FormNode } from "../definition/definition.ts";
import type { CellKind, Graph } from "../definition/graph.ts";
import type { Outline } from "../definition/reads.ts";
import type { ValueKind } from "../definition/types.ts";
import type { Names, Reach } from "../expression/prepare.ts";
import type { Run } from "../expression/scope.ts";
import type { Item } from "../expression/value.ts";
import type { AnswerState } from "./view.ts";

/** A form made ready to be lived: every name looked up, every expression prepared. */
export interface Plan {
  readonly definition: Definition;
  readonly outline: Outline;
  readonly graph: Graph;
  readonly names: Names;
  readonly rows: readonly RowPlan[];
  /** By rank of the cell; null where there is nothing to compute. */
  readonly runs: readonly (Run | null)[];
  /** Ranks of the cells in which a text is read as a date. */
  readonly datesReadIn: ReadonlySet<number>;
}

/** What all instances of one row have in common. */
export interface RowPlan {
  readonly at: number;
  readonly node: FormNode;
  readonly value: ValueKind;
  readonly children: readonly number[];
  readonly cells: { readonly [kind in CellKind]?: number };
  /** What can ever be chosen, and the same by code. */
  readonly choices: readonly Choice[];
  readonly byCode: ReadonlyMap<string, Choice>;
  readonly whole: Offer;
  /** The same as rows of a table, for filters. */
  readonly items: readonly Item[];
  /** The answers that are the choices, when these come from a repeat. */
  readonly source: Reach | null;
  /** Codes that are the same fact as an answer state. */
  readonly stateCodes: StateCodes;
  /** Whether the choices come in an order of chance, and from which seed; null: the interview's. */
  readonly shuffle: { readonly seed: Run | null } | null;
  readonly dynamicDefault: Run | null;
  readonly isCounted: boolean;
  readonly isPartialDate: boolean;
}

/** The choices of a question now. */
export interface Offer {
  readonly choices: readonly Choice[];
  readonly codes: ReadonlySet<string>;
}

export type StateCodes = { readonly [state in AnswerState]?: string };
