import type { NodeView } from "../../../../shared/questionnaire/index.ts";
import type { SeenNode } from "./oracle.ts";

/** One way in which our engine differs from ODK's on purpose. A difference not covered here is a bug. */
export interface Decided {
  /** As docs/differences-from-odk.md calls it; the reason is there. */
  readonly title: string;
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
 * What random walks come upon. All other differences, and the defects of the oracle, are shown one by
 * one in differences.test.ts, and the forms that are walked stay out of their way.
 */
export const decided: readonly Decided[] = [
  {
    title: "A place is written as it was measured",
    covers: (view, property, ours, theirs) =>
      view.type === "geopoint" &&
      property === "value" &&
      numbers(ours.value) === numbers(theirs.value),
  },
  {
    title: "A moment is written to the thousandth",
    covers: (_, property, ours, theirs) =>
      property === "value" &&
      /T.*\.\d{3}\+00:00$/.test(ours.value) &&
      Date.parse(ours.value) === Date.parse(theirs.value),
  },
  {
    title: "What entries are called is offered once",
    covers: (view, property, ours, theirs) =>
      view.type === "select_one" &&
      (property === "choices" || property === "labels") &&
      String(namedOnce(ours[property])) === String(namedOnce(theirs[property])),
  },
  {
    title: "No number has an exponent",
    covers: (_, property, ours, theirs) =>
      property === "value" &&
      /^-?\d\.?\d*e[+-]\d+$/.test(theirs.value) &&
      Number(ours.value) === Number(theirs.value),
  },
];
