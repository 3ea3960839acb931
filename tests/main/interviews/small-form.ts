import { sha256Hex } from "../../../main/vault/hash.ts";
import { compile, type Definition } from "../../../shared/questionnaire/index.ts";

// A form with one of everything that moves: a gate of consent, a list that follows another answer, a
// calculation, a repeat, a counted repeat, and a code that the application gives.

const survey = `
type                     | name                | label::Arabic (ar)      | label::English (en)   | relevant                       | required | constraint         | calculation | appearance | choice_filter   | repeat_count
text                     | code                | الرمز                   | Code                  |                                |          |                    |             | auto-code  |                 |
select_one yes_no        | consent_participate | هل توافقون؟             | Do you agree?         |                                | yes      |                    |             |            |                 |
text                     | refusal_reason      | السبب                   | Reason                | \${consent_participate} = 'no'  |          |                    |             |            |                 |
begin_group              | m1                  | الرواية                 | Account               | \${consent_participate} = 'yes' |          |                    |             |            |                 |
select_multiple uses     | consent_uses        | الاستخدامات             | Uses                  |                                |          |                    |             |            |                 |
select_one governorate   | governorate         | المحافظة                | Governorate           |                                |          |                    |             |            |                 |
select_one town          | town                | البلدة                  | Town                  |                                |          |                    |             |            | gov = \${governorate} |
text                     | account             | ماذا حدث؟               | What happened?        |                                |          |                    |             |            |                 |
integer                  | age                 | العمر                   | Age                   |                                |          | . >= 12 and . <= 99 |             |            |                 |
calculate                | months              |                         |                       |                                |          |                    | \${age} * 12 |            |                 |
begin_repeat             | detention           | احتجاز                  | Detention             |                                |          |                    |             |            |                 |
text                     | det_place           | أين؟                    | Where?                |                                |          |                    |             |            |                 |
integer                  | det_days            | كم يوماً؟               | How many days?        |                                |          |                    |             |            |                 |
end_repeat               |                     |                         |                       |                                |          |                    |             |            |                 |
integer                  | others              | كم شخصاً معكم؟          | How many with you?    |                                |          |                    |             |            |                 |
begin_repeat             | other               | شخص آخر                 | Another person        |                                |          |                    |             |            |                 | \${others}
text                     | nick                | رمزه                    | Code for them         |                                |          |                    |             |            |                 |
end_repeat               |                     |                         |                       |                                |          |                    |             |            |                 |
select_one yes_no        | consent_confirmed   | هل ما زلتم موافقين؟     | Do you still agree?   |                                | yes      |                    |             |            |                 |
select_multiple uses     | consent_uses_final  | الاستخدامات الآن        | Uses now              | \${consent_confirmed} = 'yes'   |          |                    |             |            |                 |
select_one end_state     | end_state           | كيف انتهت؟              | How did it end?       |                                |          |                    |             |            |                 |
audio                    | voice               | الصوت                   | Voice                 |                                |          |                    |             |            |                 |
image                    | paper               | صورة وثيقة              | A paper               |                                |          |                    |             |            |                 |
end_group                |                     |                         |                       |                                |          |                    |             |            |                 |
`;

const choices = `
list_name   | name     | label::Arabic (ar) | label::English (en) | gov
yes_no      | yes      | نعم                | Yes                 |
yes_no      | no       | لا                 | No                  |
yes_no      | dk       | لا أعرف            | Does not know       |
uses        | numbers  | أرقام              | Numbers             |
uses        | quotes   | اقتباسات           | Quotations          |
governorate | SY12     | درعا               | Daraa               |
governorate | SY14     | القنيطرة           | Quneitra            |
town        | nawa     | نوى                | Nawa                | SY12
town        | izra     | إزرع               | Izra                | SY12
town        | khan     | خان أرنبة          | Khan Arnabah        | SY14
end_state   | complete | مكتملة             | Completed           |
end_state   | security | أُوقفت لأسباب أمنية  | Stopped for safety  |
`;

const settings = `
form_title | form_id | version | default_language
مقابلة صغيرة | small | 1 | Arabic (ar)
`;

function sheet(name: string, table: string) {
  const lines = table.trim().split("\n");
  const rows = lines.map((line, i) => ({
    row: i + 1,
    cells: line.split("|").map((cell) => cell.trim()),
  }));
  return { name, rows };
}

/** The small form, compiled; `version` makes another form of it. */
export function smallForm(version = "1"): Definition {
  const { definition, problems } = compile(
    [
      sheet("survey", survey),
      sheet("choices", choices),
      sheet("settings", settings.replace("| 1 |", `| ${version} |`)),
    ],
    [],
    { sha256: sha256Hex, fallbackId: "small", orOther: {} },
  );
  if (!definition) throw new Error(JSON.stringify(problems));
  return definition;
}
