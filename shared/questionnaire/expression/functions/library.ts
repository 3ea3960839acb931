import type { FunctionOfForms } from "../scope.ts";
import { logicFunctions } from "./logic.ts";
import { nodeFunctions } from "./nodes.ts";
import { numberFunctions } from "./numbers.ts";
import { textFunctions } from "./text.ts";
import { timeFunctions } from "./time.ts";

const functions = new Map<string, FunctionOfForms>(
  Object.entries({
    ...logicFunctions,
    ...numberFunctions,
    ...textFunctions,
    ...timeFunctions,
    ...nodeFunctions,
  }),
);

/** A function of the language by its name; undefined when there is none. */
export const functionNamed = (name: string): FunctionOfForms | undefined => functions.get(name);

/** Every name, for the nearest one to a mistyped one. */
export const functionNames = (): readonly string[] => [...functions.keys()];

/** Known in the field and not done here: reported with their row, never taken for a typing mistake. */
export const unsupportedFunctions: ReadonlySet<string> = new Set([
  "area",
  "enclosed-area",
  "distance",
  "geofence",
  "search",
  "encode-url",
  "odk:encode-url",
]);
