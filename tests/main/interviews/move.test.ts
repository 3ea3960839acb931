import fc from "fast-check";
import { expect, test } from "vitest";
import { inspectInterviews } from "../../../main/interviews/replay.ts";
import { sha256Hex } from "../../../main/vault/hash.ts";
import { QuestionnaireHash } from "../../../shared/contract/define.ts";
import { whyHeld } from "../../../shared/interviews/consent.ts";
import { compile, type Definition } from "../../../shared/questionnaire/index.ts";
import { sheetsOf } from "../../shared/questionnaire/scenario.ts";
import { begin, must, type SmallDesk, smallDesk } from "./small-desk.ts";

/** The small form as its author corrected it. */
const corrected = form(
  `
type                   | name                | label::Arabic (ar)  | relevant                       | calculation | moved_from | appearance
text                   | code                | الرمز               |                                |             |            | auto-code
select_one yes_no      | consent_participate | هل توافقون؟         |                                |             |            |
begin_group            | m1                  | الرواية             | \${consent_participate} = 'yes' |             |            |
select_multiple places | governorate         | المحافظات           |                                |             |            |
decimal                | age                 | العمر               |                                |             |            |
calculate              | months              |                     |                                | \${age} * 13 |            |
calculate              | decades             |                     |                                | int(\${age} div 10) | |
text                   | grown               | كيف كبرتم؟          | \${decades} > 1                 |             |            |
select_one yes_no      | consent_confirmed   | هل ما زلتم موافقين؟ |                                |             |            |
end_group              |                     |                     |                                |             |            |
begin_group            | m2                  | الاحتجاز            |                                |             |            |
begin_repeat           | detention           | احتجاز              |                                |             |            |
text                   | det_where           | أين؟                |                                |             | det_place  |
end_repeat             |                     |                     |                                |             |            |
end_group              |                     |                     |                                |             |            |
`,
  `
list_name | name | label::Arabic (ar)
yes_no    | yes  | نعم
yes_no    | no   | لا
places    | SY12 | درعا
places    | SY13 | السويداء
`,
  "2",
);

function form(survey: string, choices: string, version: string, id = "small"): Definition {
  const settings = `form_title | form_id | version\nمقابلة صغيرة | ${id} | ${version}`;
  const tools = { sha256: sha256Hex, fallbackId: "", orOther: {} };
  const { definition, problems } = compile(sheetsOf({ survey, choices, settings }), [], tools);
  if (!definition) throw new Error(JSON.stringify(problems));
  return definition;
}

const to = QuestionnaireHash.parse(corrected.hash);

/** An interview in which everything is said that the two versions disagree about. */
function told(desk: SmallDesk) {
  desk.knows(corrected);
  const one = begin(desk);
  one.agree();
  must(one.say("m1/governorate", "SY12"));
  must(one.say("m1/town", "nawa"));
  must(one.say("m1/age", "40"));
  must(one.say("m1/consent_uses", "numbers"));
  const [first = ""] = one.entries("m1/detention");
  const { entry } = must(desk.slice.addEntry({ interview: one.interview, repeat: "m1/detention" }));
  must(one.say(`${first}/det_place`, "درعا"));
  must(one.say(`${first}/det_days`, "12"));
  must(one.say(`${entry}/det_place`, "نوى"));
  must(desk.slice.removeEntry({ interview: one.interview, entry: entry ?? "" }));
  return { ...one, first, second: entry ?? "" };
}

const nodesOf = (desk: SmallDesk, interview: ReturnType<typeof told>["interview"]) =>
  must(desk.restarted().open({ interview })).nodes.filter(({ kind }) => kind !== "note");

test("a move is shown before it is made, and nothing is moved by showing it", () => {
  const desk = smallDesk();
  const { interview, first, second } = told(desk);
  const before = desk.lines(interview).length;
  const plan = must(desk.slice.planMove({ interview, to }));
  const places = (answers: typeof plan.kept) =>
    answers.map(({ question, to: at }) => [question, at]);
  expect(places(plan.kept)).toEqual([
    ["code", "code"],
    ["consent_participate", "consent_participate"],
    ["m1/governorate", "m1/governorate"],
    ["m1/age", "m1/age"],
  ]);
  expect(places(plan.moved)).toEqual([
    [`${first}/det_place`, `${first.replace("m1", "m2")}/det_where`],
    [`${second}/det_place`, `${second.replace("m1", "m2")}/det_where`],
  ]);
  expect(plan.orphaned.map(({ label, shown, value, why }) => [label, shown ?? value, why])).toEqual(
    [
      ["البلدة", "نوى", "no-place"],
      ["الاستخدامات", "أرقام", "no-place"],
      ["كم يوماً؟", "12", "no-place"],
    ],
  );
  expect(desk.lines(interview)).toHaveLength(before);
});

test("a draft moves by one event, and a keeper started anew finds it so", () => {
  const desk = smallDesk();
  const { interview, first } = told(desk);
  const before = desk.lines(interview).length;
  const view = must(desk.slice.move({ interview, to }));
  expect(view.form).toMatchObject({ hash: to, version: "2" });

  const added = desk.lines(interview).slice(before);
  expect(added.map(({ event }) => event.type)).toEqual(["moved", "answered", "answered"]);
  const computed = added.flatMap(({ event }) =>
    event.type === "answered" ? [[event.question, event.value, event.cause]] : [],
  );
  expect(computed).toEqual([
    ["m1/months", "520", "calculation"],
    ["m1/decades", "4", "calculation"],
  ]);

  const again = must(desk.restarted().open({ interview }));
  expect(again).toEqual(view);
  const value = (ref: string) => again.nodes.find((node) => node.ref === ref)?.value;
  expect(value("m1/age")).toBe("40.0");
  expect(value(`${first.replace("m1", "m2")}/det_where`)).toBe("درعا");
  expect(again.nodes.find(({ ref }) => ref === "m1/grown")?.relevant).toBe(true);
  expect(again.orphans.map(({ question, version }) => [question, version])).toEqual([
    ["m1/town", "1"],
    ["m1/consent_uses", "1"],
    [`${first}/det_days`, "1"],
  ]);
  expect(again.problems.filter(({ kind }) => kind === "type")).toEqual([]);
  expect(desk.store.read(inspectInterviews)).toEqual([]);
  const [row] = must(desk.slice.list({ stage: null, search: "", offset: 0, limit: 5 })).rows;
  expect(row?.form.hash).toBe(to);
});

test("moved back, a draft is as it was, the removed entry and the calculations included", () => {
  const desk = smallDesk();
  const { interview, second } = told(desk);
  const before = nodesOf(desk, interview);
  must(desk.slice.move({ interview, to }));
  const back = must(desk.slice.move({ interview, to: desk.questionnaire }));
  expect(back.orphans).toEqual([]);
  expect(nodesOf(desk, interview)).toEqual(before);
  must(desk.slice.restoreEntry({ interview, entry: second }));
  const restored = nodesOf(desk, interview).find(({ ref }) => ref === `${second}/det_place`);
  expect(restored?.value).toBe("نوى");
  expect(desk.store.read(inspectInterviews)).toEqual([]);
});

test("what was said after a move goes along, and takes the place of nothing silently", () => {
  const desk = smallDesk();
  const { interview } = told(desk);
  must(desk.slice.move({ interview, to }));
  const say = (question: string, value: string) =>
    must(desk.slice.answer({ interview, question, value }));
  say("m1/governorate", "SY13");
  say("m1/age", "41");
  const back = must(desk.slice.move({ interview, to: desk.questionnaire }));
  const value = (ref: string) => back.nodes.find((node) => node.ref === ref)?.value;
  // 41.0 is no integer's spelling, and SY13 is in no list of the first version.
  expect([value("m1/age"), value("m1/governorate")]).toEqual(["", ""]);
  expect(back.orphans.map(({ question, value: said }) => [question, said])).toEqual([
    ["m1/governorate", "SY13"],
    ["m1/age", "41.0"],
  ]);
  expect(back.nodes.find(({ ref }) => ref === "m1/town")?.setAside).toBe("nawa");
  expect(must(desk.slice.move({ interview, to })).orphans).toHaveLength(3);
  const { nodes } = must(desk.slice.open({ interview }));
  expect(nodes.find(({ ref }) => ref === "m1/age")?.value).toBe("41.0");
});

test("the history of a question is told across moves", () => {
  const desk = smallDesk();
  const { interview, first } = told(desk);
  must(desk.slice.move({ interview, to }));
  const question = `${first.replace("m1", "m2")}/det_where`;
  must(desk.slice.answer({ interview, question, value: "إزرع" }));
  const { entries } = must(desk.slice.history({ interview, question }));
  expect(entries.map(({ value }) => value)).toEqual(["درعا", "إزرع"]);
});

test("a refusal stands in a version that does not ask for consent", () => {
  const desk = smallDesk();
  const silent = form(
    "type | name | label\ntext | code | الرمز",
    "list_name | name | label\nx | y | ع",
    "3",
  );
  desk.knows(silent);
  const { interview } = begin(desk);
  must(desk.slice.answer({ interview, question: "consent_participate", value: "no" }));
  const view = must(desk.slice.move({ interview, to: QuestionnaireHash.parse(silent.hash) }));
  expect(view.consent).toBe("refused");
  expect(must(desk.slice.finish({ interview })).stage).toBe("finished");
  const held = { consent_participate: "no", consent_uses: null, consent_confirmed: null };
  expect(whyHeld({ ...held, consent_uses_final: null, end_state: null })).not.toBeNull();
  expect(desk.store.read(inspectInterviews)).toEqual([]);
});

test("a draft goes only to another version of its own questionnaire, and only while it is one", () => {
  const desk = smallDesk();
  const { interview } = told(desk);
  const other = form(
    "type | name | label\ntext | a | ا",
    "list_name | name | label\nx | y | ع",
    "1",
    "other",
  );
  desk.knows(other);
  const kind = (hash: string) => {
    const moved = desk.slice.move({ interview, to: QuestionnaireHash.parse(hash) });
    return moved.ok ? "moved" : moved.fault.kind;
  };
  expect(kind(desk.questionnaire)).toBe("questionnaire-same");
  expect(kind(other.hash)).toBe("questionnaire-other");
  expect(kind("0".repeat(64))).toBe("questionnaire-unknown");
  must(desk.slice.answer({ interview, question: "consent_participate", value: "no" }));
  must(desk.slice.finish({ interview }));
  expect(kind(to)).toBe("interview-closed");
  expect(desk.lines(interview).some(({ event }) => event.type === "moved")).toBe(false);
});

test("whatever was said, a move and the way back leave the draft as it was", () => {
  const desk = smallDesk();
  desk.knows(corrected);
  const values = [
    "yes",
    "no",
    "dk",
    "SY12",
    "SY14",
    "nawa",
    "khan",
    "numbers quotes",
    "0",
    "2",
    "30",
  ];
  const saying = fc.record({
    place: fc.nat(40),
    value: fc.constantFrom(...values, "", "درعا"),
    act: fc.constantFrom("say", "say", "say", "skip", "dont-know", "add", "remove"),
  });
  fc.assert(
    fc.property(fc.array(saying, { maxLength: 25 }), (sayings) => {
      const { interview, agree } = begin(desk);
      const { slice } = desk;
      agree();
      for (const { place, value, act } of sayings) {
        const { nodes } = must(slice.open({ interview }));
        const of = (kind: string) => nodes.filter((node) => node.kind === kind);
        const at = (kind: string) => of(kind)[place % Math.max(1, of(kind).length)]?.ref ?? "none";
        const question = at("question");
        if (act === "say") slice.answer({ interview, question, value });
        else if (act === "skip")
          slice.state({ interview, question, state: "skipped", reason: "تعب" });
        else if (act === "dont-know")
          slice.state({ interview, question, state: "dont-know", reason: null });
        else if (act === "add") slice.addEntry({ interview, repeat: "m1/detention" });
        else slice.removeEntry({ interview, entry: at("entry") });
      }
      const before = must(slice.open({ interview }));
      const moved = must(slice.move({ interview, to }));
      expect(must(desk.restarted().open({ interview }))).toEqual(moved);
      expect(moved.consent).toBe(before.consent);
      const back = must(slice.move({ interview, to: desk.questionnaire }));
      expect(back.nodes).toEqual(before.nodes);
      expect(back.problems).toEqual(before.problems);
      expect([back.code, back.consent, back.orphans]).toEqual([before.code, before.consent, []]);
    }),
    { numRuns: 60 },
  );
  expect(desk.store.read(inspectInterviews)).toEqual([]);
});
