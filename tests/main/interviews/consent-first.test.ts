import { expect, test } from "vitest";
import { sha256Hex } from "../../../main/vault/hash.ts";
import { QuestionnaireHash } from "../../../shared/contract/define.ts";
import { compile } from "../../../shared/questionnaire/index.ts";
import { fail } from "../../../shared/result.ts";
import { sheetsOf } from "../../shared/questionnaire/scenario.ts";
import { begin, must, smallDesk } from "./small-desk.ts";

/** A form that asks for consent and forgets to close its sections until it is given. */
function careless(asks: boolean) {
  const survey = `
type              | name                | label::Arabic (ar)
begin_group       | m0                  | الموافقة
text              | where               | أين نحن؟
${asks ? "select_one yes_no | consent_participate | هل توافقون؟" : "text | other | غيره"}
end_group         |                     |
begin_group       | m1                  | الرواية
text              | account             | ماذا حدث؟
begin_repeat      | stay                | فترة
text              | cell                | أين؟
end_repeat        |                     |
end_group         |                     | `;
  const choices = "list_name | name | label::Arabic (ar)\nyes_no | yes | نعم\nyes_no | no | لا";
  const settings = "form_title | form_id | version\nبلا أبواب | careless | 1";
  const tools = { sha256: sha256Hex, fallbackId: "", orOther: {} };
  const { definition, problems } = compile(sheetsOf({ survey, choices, settings }), [], tools);
  if (!definition) throw new Error(JSON.stringify(problems));
  return definition;
}

function opened(asks: boolean) {
  const desk = smallDesk();
  const form = careless(asks);
  desk.knows(form);
  const one = begin({ ...desk, questionnaire: QuestionnaireHash.parse(form.hash) });
  return { ...one, desk, slice: desk.slice };
}

test("before the person has agreed, the keeper takes no answer outside the section that asks them", () => {
  const { interview, desk, slice, say, entries } = opened(true);
  const first = fail({ kind: "consent-first" });
  must(say("m0/where", "درعا"));
  const before = desk.lines(interview).length;
  const attempts = () => [
    say("m1/account", "كلام"),
    slice.state({ interview, question: "m1/account", state: "skipped", reason: "x" }),
    slice.addEntry({ interview, repeat: "m1/stay" }),
    slice.removeEntry({ interview, entry: entries("m1/stay")[0] ?? "" }),
  ];
  for (const attempt of attempts()) expect(attempt).toEqual(first);
  must(say("m0/consent_participate", "no"));
  for (const attempt of attempts()) expect(attempt).toEqual(first);
  expect(desk.lines(interview)).toHaveLength(before + 1);
  must(say("m0/consent_participate", "yes"));
  must(say("m1/account", "كلام"));
  must(say("m0/consent_participate", ""));
  expect(say("m1/account", "كلام آخر")).toEqual(first);
  // Nothing said is lost by it: it is there when the person agrees again.
  must(say("m0/consent_participate", "yes"));
  const { nodes } = must(slice.open({ interview }));
  expect(nodes.find(({ ref }) => ref === "m1/account")?.value).toBe("كلام");
});

test("a form that never asks for consent opens no gate and closes none", () => {
  const { say } = opened(false);
  must(say("m1/account", "كلام"));
});
