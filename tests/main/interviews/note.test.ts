import { expect, test } from "vitest";
import { inspectInterviews } from "../../../main/interviews/replay.ts";
import { sha256Hex } from "../../../main/vault/hash.ts";
import { QuestionnaireHash } from "../../../shared/contract/define.ts";
import { contract } from "../../../shared/contract/index.ts";
import { compile } from "../../../shared/questionnaire/index.ts";
import { fail } from "../../../shared/result.ts";
import { sheetsOf } from "../../shared/questionnaire/scenario.ts";
import { begin, must, type SmallDesk, smallDesk } from "./small-desk.ts";

/** An interview, and short words for what its researcher writes beside the questions. */
function noted(desk: SmallDesk) {
  const one = begin(desk);
  const { interview } = one;
  const write = (question: string, mark: "note" | "flag" | "unflag" | "confirmed", text = "") =>
    desk.slice.note({ interview, question, mark, text });
  const notes = (slice = desk.slice) => must(slice.open({ interview })).notes;
  return { ...one, write, notes };
}

test("a note is in the history before it is acknowledged, and no answer is touched by it", () => {
  const desk = smallDesk();
  const { interview, write, notes, node } = noted(desk);
  const before = node("consent_participate");
  const written = must(write("consent_participate", "note", "  تردّدت قبل الجواب\n"));
  expect(contract["interviews.note"].output.safeParse(written).error).toBeUndefined();
  expect(desk.lines(interview).at(-1)?.event).toMatchObject({
    type: "noted",
    question: "consent_participate",
    mark: "note",
    text: "  تردّدت قبل الجواب\n",
  });
  expect(node("consent_participate")).toEqual(before);
  desk.world.later(60);
  must(write("consent_participate", "flag", "أسأل مرة أخرى"));
  expect(notes(desk.restarted())).toEqual(notes());
  expect(notes().map(({ mark, at }) => [mark, at])).toEqual([
    ["note", "2026-11-22T14:03:11+03:00"],
    ["flag", "2026-11-22T14:04:11+03:00"],
  ]);
  expect(desk.store.read(inspectInterviews)).toEqual([]);
});

test("a note may stand beside a question that skip logic has closed, and beside no other place", () => {
  const desk = smallDesk();
  const { interview, write } = noted(desk);
  must(write("m1/account", "note", "قيلت قبل الموافقة"));
  const before = desk.lines(interview).length;
  expect(write("m1/nowhere", "note", "x")).toEqual(fail({ kind: "unknown-path" }));
  expect(write("m1", "note", "x")).toEqual(fail({ kind: "not-a-question" }));
  expect(write("m1/account", "note", "a\0b")).toEqual(fail({ kind: "text-not-storable" }));
  expect(must(write("m1/account", "unflag")).notes).toHaveLength(1);
  expect(desk.lines(interview)).toHaveLength(before);
});

test("what was said to be so is kept by the names of its questions, and shown without them", () => {
  const desk = smallDesk();
  const { interview, say, write } = noted(desk);
  must(say("consent_participate", "yes"));
  const check = "overlap m1/account consent_participate";
  const written = must(write("m1/account", "confirmed", check));
  expect(written.confirmed).toEqual([check]);
  expect(written.notes.map(({ mark, text }) => [mark, text])).toEqual([["confirmed", ""]]);
  expect(must(desk.restarted().open({ interview })).confirmed).toEqual([check]);
  expect(must(say("m1/account", "قيل من جديد")).confirmed).toEqual([]);
  expect(desk.store.read(inspectInterviews)).toEqual([]);
});

test("a note without words and a reason of several lines are stopped at the gate", () => {
  const { interview } = noted(smallDesk());
  const { input } = contract["interviews.note"];
  const wish = { interview, question: "code" };
  for (const [mark, text] of [
    ["note", " \n"],
    ["flag", ""],
    ["flag", "سطر\nوسطر"],
    ["flag", "س".repeat(201)],
    ["note", "س".repeat(10_001)],
    ["unflag", "لماذا"],
    ["confirmed", ""],
    ["confirmed", "gap"],
    ["confirmed", "Gap m1/a"],
    ["confirmed", "gap m1/a\nm1/b"],
  ])
    expect(input.safeParse({ ...wish, mark, text }).success).toBe(false);
  expect(input.safeParse({ ...wish, mark: "note", text: "س\nس" }).success).toBe(true);
});

test("a finished interview takes no note, and keeps those it has", () => {
  const desk = smallDesk();
  const { interview, say, write, notes } = noted(desk);
  must(say("consent_participate", "no"));
  must(write("refusal_reason", "note", "كان خائفاً"));
  must(desk.slice.finish({ interview }));
  expect(write("refusal_reason", "note", "متأخرة")).toEqual(fail({ kind: "interview-closed" }));
  expect(notes(desk.restarted()).map(({ text }) => text)).toEqual(["كان خائفاً"]);
  expect(desk.store.read(inspectInterviews)).toEqual([]);
});

test("what the disk did not take was not written", () => {
  const desk = smallDesk();
  const { interview, write, notes } = noted(desk);
  const before = desk.lines(interview).length;
  const { store } = desk;
  const { write: really } = store;
  Object.assign(store, { write: () => fail({ kind: "disk-full" }) });
  expect(write("code", "note", "كلمة")).toEqual(fail({ kind: "disk-full" }));
  Object.assign(store, { write: really });
  expect(desk.lines(interview)).toHaveLength(before);
  expect(notes()).toEqual([]);
});

/** The small form with one question elsewhere and one gone. */
const next = (() => {
  const survey = `
type  | name | label::Arabic (ar) | moved_from | appearance
text  | code | الرمز              |            | auto-code
text  | told | ماذا حدث؟          | account    |`;
  const settings = "form_title | form_id | version\nمقابلة صغيرة | small | 2";
  const tools = { sha256: sha256Hex, fallbackId: "", orOther: {} };
  const { definition } = compile(
    sheetsOf({ survey, choices: "list_name | name", settings }),
    [],
    tools,
  );
  if (!definition) throw new Error("no form");
  return definition;
})();

test("a move takes notes with their questions, answered or not, and shows those it has no place for", () => {
  const desk = smallDesk();
  const { interview, view, write, notes } = noted(desk);
  desk.knows(next);
  must(write("m1/account", "note", "لم يُسأل بعد"));
  must(write("m1/age", "flag", "العمر غير مؤكد"));
  const before = notes();
  const to = QuestionnaireHash.parse(next.hash);
  must(desk.slice.move({ interview, to }));
  expect(notes(desk.restarted())).toMatchObject([
    { question: "told", text: "لم يُسأل بعد", aside: null },
    { question: "m1/age", text: "العمر غير مؤكد", aside: { label: "العمر", version: "1" } },
  ]);
  must(desk.slice.move({ interview, to: view.form.hash }));
  expect(notes(desk.restarted())).toEqual(before);
});
