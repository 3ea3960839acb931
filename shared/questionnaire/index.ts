// The questionnaire engine: everything another room may use of it.

export { admitDefinition } from "./admit.ts";
export { type CheckReport, checkReport, countQuestions, titleOf } from "./check.ts";
export {
  canonicalDefinition,
  type DefinitionFault,
  readDefinition,
} from "./definition/canonical.ts";
export type { Definition, Named } from "./definition/definition.ts";
export { listOf } from "./definition/definition.ts";
export { type Problem, problemCodes } from "./definition/problem.ts";
export { computedFrom } from "./dependents.ts";
export { type LiveForm, open } from "./live/form.ts";
export { plainText } from "./live/look.ts";
export { storableText } from "./live/values.ts";
export type * from "./live/view.ts";
export { holdsTheEnd } from "./live/view.ts";
export type { World } from "./live/world.ts";
export { isComputed, type MovePlan, type PlannedAnswer, planMove } from "./move.ts";
export { readSteps, type Walked, walk } from "./walk.ts";
export { labelIn, valueIn } from "./words.ts";
export { type Compiled, compile } from "./xlsform/compile.ts";
export type { OtherWords } from "./xlsform/or-other.ts";
export {
  limits,
  type Sheet,
  type SheetRow,
  type Sheets,
  type SideFile,
  wordOf,
} from "./xlsform/sheets.ts";
export { writeSheets } from "./xlsform/write.ts";
