import { useMemo } from "react";
import type { QuestionnaireHash } from "../../shared/contract/define.ts";
import { readDefinition } from "../../shared/questionnaire/definition/canonical.ts";
import type { Definition } from "../../shared/questionnaire/definition/definition.ts";
import { type AnyFault, useAsked } from "../bridge.ts";

/** A questionnaire of the notebook as it is; both null while it is awaited. */
export function useForm(questionnaire: QuestionnaireHash): {
  readonly form: Definition | null;
  readonly fault: AnyFault | null;
} {
  const { outcome } = useAsked("questionnaires.read", { questionnaire });
  return useMemo(() => {
    if (!outcome) return { form: null, fault: null };
    if (!outcome.ok) return { form: null, fault: outcome.fault };
    const { text, tables } = outcome.value;
    const read = readDefinition(
      text,
      questionnaire,
      new Map(tables.map((table) => [table.sha256, table])),
    );
    // The keeper has read it before it handed it out.
    return read.ok
      ? { form: read.value, fault: null }
      : { form: null, fault: { kind: "broken" as const } };
  }, [outcome, questionnaire]);
}
