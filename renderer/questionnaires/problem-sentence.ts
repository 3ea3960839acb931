import { useTranslation } from "react-i18next";
import type { FormProblem } from "../../shared/contract/questionnaires.ts";

/** Says what is wrong with a sheet: what it is, and what its author can do about it. */
export function useProblemSentence(): (problem: FormProblem) => string {
  const { t } = useTranslation("questionnaires");
  // Some codes have a sentence for each of their contexts, which the details name.
  return ({ code, details }) => t(`problem.${code as "bad-name"}`, { ...details });
}
