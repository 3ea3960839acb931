// Two versions of a small questionnaire, as a keeper would hand them to a page.
import { QuestionnaireHash } from "../../../shared/contract/define.ts";
import type { FormRow } from "../../../shared/contract/questionnaires.ts";
import {
  canonicalDefinition,
  countQuestions,
  type Definition,
} from "../../../shared/questionnaire/index.ts";
import { definitionOf } from "../../shared/questionnaire/scenario.ts";
import { ok } from "../open-notebook.tsx";

const choices = `list_name | name | label::Arabic (ar) | label::English (en)
yes_no | yes | نعم | Yes
yes_no | no | لا | No`;

const settings = (version: string) =>
  `form_id | version | form_title::Arabic (ar) | form_title::English (en)
small | ${version} | مقابلة صغيرة | Small interview`;

const header = "type | name | label::Arabic (ar) | label::English (en) | relevant | constraint";

export const first = definitionOf({
  survey: `${header}
begin_group | a | القسم الأول | First part | |
select_one yes_no | agree | هل توافقون؟ | Do you agree? | |
integer | age | العمر | Age | \${agree} = 'yes' | . > 11
end_group | | | | |
begin_group | b | القسم الثاني | Second part | \${agree} = 'yes' |
begin_repeat | det | احتجاز | Detention | |
text | place | أين؟ | Where? | |
end_repeat | | | | |
end_group | | | | |`,
  choices,
  settings: settings("1"),
});

export const second = definitionOf({
  survey: `${header}
begin_group | a | القسم الأول | First part | |
select_one yes_no | agree | هل توافقون؟ | Do you agree? | |
integer | age | كم عمركم؟ | Age | \${agree} = 'yes' | . > 17
text | town | البلدة | Town | |
end_group | | | | |`,
  choices,
  settings: settings("2"),
});

export const hashOf = ({ hash }: Definition) => QuestionnaireHash.parse(hash);

export function formRow(form: Definition, interviews = 0): FormRow {
  return {
    hash: hashOf(form),
    id: form.id,
    version: form.version,
    title: "مقابلة صغيرة | Small interview",
    languages: [...form.languages],
    questions: countQuestions(form),
    interviews,
  };
}

/** What a keeper with these questionnaires answers. */
export const shelf = (...forms: readonly Definition[]) => ({
  "questionnaires.places": () => ok({ gazetteer: null, governorates: [] }),
  "questionnaires.list": () => ok({ forms: forms.map((form) => formRow(form)) }),
  "questionnaires.read": (input: unknown) => {
    const wanted = (input as { questionnaire: string }).questionnaire;
    const form = forms.find(({ hash }) => hash === wanted);
    return form
      ? ok({ text: canonicalDefinition(form), tables: [] })
      : { ok: false, fault: { kind: "questionnaire-unknown" } };
  },
});
