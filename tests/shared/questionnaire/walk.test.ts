import { expect, test } from "vitest";
import {
  checkReport,
  type Refusal,
  readSteps,
  type Walked,
  walk,
} from "../../../shared/questionnaire/index.ts";
import { compileTables, definitionOf, testWorld } from "./scenario.ts";

const tables = {
  survey: `type | name | label::English (en) | label::العربية (ar) | relevant | calculation | required
start | begun | | | | |
select_one yn | held | Held? | هل احتُجزتم؟ | | | yes
begin_group | grp | Group | مجموعة | \${held} = 'yes' | |
begin_repeat | det | Stay | فترة | | |
integer | days | Days | أيام | | |
end_repeat | | | | | |
note | n | Listen | استمعوا | | |
end_group | | | | | |
calculate | total | | | | sum(\${days}) |`,
  choices:
    "list_name | name | label::English (en) | label::العربية (ar)\nyn | yes | Yes | نعم\nyn | no | No | لا",
  settings: "form_id | version | form_title\nf | 7 | Test",
};

const say = ({ kind }: Refusal) => `لم يُقبل: ${kind}`;
const run = (steps: unknown, each = false) => {
  const read = readSteps(steps);
  if (!read.ok) throw new Error(JSON.stringify(read.fault));
  return walk(definitionOf(tables), read.value, testWorld(), say, each);
};

test("a walk gives every row in document order, as the steps have left it", () => {
  const { nodes, submission, ...rest } = run([
    { set: "/data/held", value: "yes" },
    { set: "/data/grp/det[1]/days", value: "3" },
    { addRepeat: "/data/grp/det" },
    { set: "/data/grp/det[2]/days", value: "4" },
    { language: "العربية (ar)" },
  ]) as Walked;
  expect(rest).toEqual({});
  expect(nodes.map(({ path, type, value }) => [path, type, value])).toEqual([
    ["/data/begun", "start", "2026-11-22T12:00:00.000+03:00"],
    ["/data/held", "select_one", "yes"],
    ["/data/grp", "group", ""],
    ["/data/grp/det[1]", "repeat", ""],
    ["/data/grp/det[1]/days", "integer", "3"],
    ["/data/grp/det[2]", "repeat", ""],
    ["/data/grp/det[2]/days", "integer", "4"],
    ["/data/grp/n", "note", ""],
    ["/data/total", "calculate", "7"],
  ]);
  expect(nodes[1]).toEqual({
    path: "/data/held",
    type: "select_one",
    relevant: true,
    required: true,
    readonly: false,
    valid: true,
    value: "yes",
    choices: ["yes", "no"],
    label: "هل احتُجزتم؟",
  });
  expect(submission).toContain("<det><days>3</days></det><det><days>4</days></det>");
});

test("a refused step changes nothing, is told, and does not stop the walk", () => {
  const all = run(
    [
      { set: "/data/grp/det[1]/days", value: "3" },
      { set: "/data/held", value: "maybe" },
      { state: "/data/held", is: "skipped" },
      { state: "/data/held", is: "skipped", reason: "لا وقت" },
      { removeRepeat: "/data/grp/det[9]" },
    ],
    true,
  ) as readonly Walked[];
  expect(all.map(({ rejected }) => rejected)).toEqual([
    [{ step: 0, code: "not-relevant", message: "لم يُقبل: not-relevant" }],
    [{ step: 1, code: "not-offered", message: "لم يُقبل: not-offered" }],
    [{ step: 2, code: "reason-missing", message: "لم يُقبل: reason-missing" }],
    undefined,
    [{ step: 4, code: "unknown-path", message: "لم يُقبل: unknown-path" }],
  ]);
  expect(all[3]?.nodes[1]).toMatchObject({ value: "", valid: true });
  const { rejected } = run([{ set: "/data/held", value: "maybe" }]) as Walked;
  expect(rejected).toHaveLength(1);
});

test.each([
  ["a step that says nothing", [{}], 0],
  ["a step that says two things", [{ set: "/data/a", value: "x", language: "y" }], 0],
  [
    "a value that is no text",
    [
      { set: "/data/a", value: "x" },
      { set: "/data/a", value: 3 },
    ],
    1,
  ],
  ["a state nobody knows", [{ state: "/data/a", is: "asleep" }], 0],
  ["null", [null], 0],
])("steps are malformed: %s", (_, steps, step) => {
  expect(readSteps(steps)).toEqual({
    ok: false,
    fault: { kind: "steps-malformed", details: { step } },
  });
});

test("steps that are no list cannot be read at all", () => {
  expect(readSteps({})).toEqual({ ok: false, fault: { kind: "steps-unreadable" } });
});

test("a check says what the form is, and every problem with a sentence", () => {
  const { form, problems, unsupported } = checkReport(compileTables(tables), ({ code }) => code);
  expect(form).toEqual({
    id: "f",
    version: "7",
    title: "Test",
    languages: ["English (en)", "العربية (ar)"],
    questions: 2,
    hash: definitionOf(tables).hash,
  });
  expect([problems, unsupported]).toEqual([[], []]);
});

test("a check of a form that cannot be used has errors first, and no form", () => {
  const broken = { survey: "type | name | label\ntext | a |\ntxt | b | ب\ngeotrace | c | ج" };
  expect(checkReport(compileTables(broken), ({ code }) => `جملة ${code}`)).toEqual({
    form: null,
    problems: [
      {
        severity: "error",
        sheet: "survey",
        row: 3,
        column: "type",
        message: "جملة type-unknown",
        code: "type-unknown",
      },
      {
        severity: "error",
        sheet: "survey",
        row: 4,
        column: "type",
        message: "جملة unsupported-feature",
        code: "unsupported-feature",
      },
      {
        severity: "warning",
        sheet: "survey",
        row: 2,
        column: "label",
        message: "جملة label-missing",
        code: "label-missing",
      },
    ],
    unsupported: [{ sheet: "survey", row: 4, feature: "geotrace" }],
  });
});
