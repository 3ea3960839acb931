import type { NodeView } from "../../../../shared/questionnaire/index.ts";
import type { SeenNode } from "./oracle.ts";

/** One way in which our engine differs from ODK's on purpose. A difference not covered here is a bug. */
export interface Decided {
  readonly reason: string;
  /** The smallest rule that recognises it. */
  readonly covers: (
    view: NodeView,
    property: keyof SeenNode,
    ours: SeenNode,
    theirs: SeenNode,
  ) => boolean;
}

const numbers = (value: string) => value.split(" ").map(Number).join(" ");

const namedOnce = (names: readonly string[] | null) =>
  [...new Set(names)].filter((name) => name !== "");

/**
 * What these forms can show of our decided differences.
 *
 * What we refuse and ODK's engine bends (`1.5` for an integer, an unknown code) never gets as far as
 * a comparison. Others are scenarios of their own, and forms that are walked avoid them, because
 * there each engine is right by its own rule: node-sets without what is irrelevant, entries that
 * come back with a raised count, whole matches of patterns, civil days, `''` that is never selected,
 * and a computed default of a question that is closed when the interview begins (we compute it, as
 * ODK Collect does). A defect of the oracle is avoided too: its `%a` has no Sunday.
 */
export const decided: readonly Decided[] = [
  {
    reason:
      "A place is written as it was measured, `32.6 36.1 0 5`; ODK's engine adds `.0` to some",
    covers: (view, property, ours, theirs) =>
      view.type === "geopoint" &&
      property === "value" &&
      numbers(ours.value) === numbers(theirs.value),
  },
  {
    reason: "A moment is written to the thousandth; ODK's engine drops zeros at the end",
    covers: (_, property, ours, theirs) =>
      property === "value" &&
      /T.*\.\d{3}\+00:00$/.test(ours.value) &&
      Date.parse(ours.value) === Date.parse(theirs.value),
  },
  {
    reason:
      "What entries of a repeat are called is offered once, and not before they are called anything; ODK's engine offers it once an entry, also `''`",
    covers: (view, property, ours, theirs) =>
      view.type === "select_one" &&
      (property === "choices" || property === "labels") &&
      String(namedOnce(ours[property])) === String(namedOnce(theirs[property])),
  },
  {
    reason: "A number is never written with an exponent, which no question of the form would take",
    covers: (_, property, ours, theirs) =>
      property === "value" &&
      /^-?\d\.?\d*e[+-]\d+$/.test(theirs.value) &&
      Number(ours.value) === Number(theirs.value),
  },
];
