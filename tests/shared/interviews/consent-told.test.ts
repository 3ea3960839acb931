import { expect, test } from "vitest";
import { consentTold } from "../../../shared/interviews/consent-told.ts";
import { scenario } from "../questionnaire/scenario.ts";

const survey = `
type                | name                | label::Arabic (ar) | relevant
begin_group         | m0                  | الموافقة           |
select_one yes_no   | consent_participate | هل توافقون؟        |
select_multiple use | consent_uses        | على أي استخدام؟    | \${consent_participate} = 'yes'
end_group           |                     |                    |
begin_repeat        | other               | شخص آخر            |
select_multiple use | consent_uses        | لا علاقة له        |
end_repeat          |                     |                    |
begin_group         | m12                 | الختام             | \${consent_participate} = 'yes'
select_one yes_no   | consent_confirmed   | هل ما زلتم؟        |
select_multiple use | consent_uses_final  | على أي استخدام؟    | \${consent_confirmed} = 'yes'
end_group           |                     |                    |`;
const choices = `
list_name | name    | label::Arabic (ar)
yes_no    | yes     | نعم
yes_no    | no      | لا
use       | numbers | أرقام
use       | quotes  | اقتباسات
use       | pnts    | يفضّل عدم الإجابة`;

function told(...said: readonly [string, string][]) {
  const { form, set } = scenario({ survey, choices });
  for (const [question, value] of said) set(question, value);
  const { uses, ...rest } = consentTold(form.nodes());
  return {
    ...rest,
    allowed: uses.filter(({ isAllowed }) => isAllowed).map(({ name }) => name),
    asked: uses.map(({ name }) => name),
  };
}

test("before anybody is asked, every use is told and none is allowed", () => {
  expect(told()).toEqual({
    asked: ["numbers", "quotes"],
    allowed: [],
    said: [],
    isConfirmed: false,
  });
});

test("what is ticked at the beginning counts until the end, and then what is ticked there", () => {
  const yes = ["m0/consent_participate", "yes"] as const;
  const first = [[...yes], ["m0/consent_uses", "numbers quotes"]] as [string, string][];
  expect(told(...first)).toMatchObject({ allowed: ["numbers", "quotes"], isConfirmed: false });
  const again: [string, string][] = [...first, ["m12/consent_confirmed", "yes"]];
  expect(told(...again)).toMatchObject({ allowed: [], isConfirmed: true });
  expect(told(...again, ["m12/consent_uses_final", "quotes"])).toMatchObject({
    allowed: ["quotes"],
    said: [
      { part: "consent_participate", ref: "m0/consent_participate" },
      { part: "consent_uses", ref: "m0/consent_uses" },
      { part: "consent_confirmed", ref: "m12/consent_confirmed" },
      { part: "consent_uses_final", ref: "m12/consent_uses_final" },
    ],
  });
});

test("a no, at the beginning or at the end, allows nothing", () => {
  const first: [string, string][] = [
    ["m0/consent_participate", "yes"],
    ["m0/consent_uses", "numbers"],
  ];
  expect(told(...first, ["m12/consent_confirmed", "no"])).toMatchObject({
    allowed: [],
    isConfirmed: true,
  });
  expect(told(...first, ["m0/consent_participate", "no"])).toMatchObject({ allowed: [] });
});
