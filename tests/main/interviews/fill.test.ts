import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import {
  fillInterview,
  readWritten,
  type WrittenInterview,
} from "../../../main/interviews/fill.ts";
import { interviews } from "../../../main/interviews/interviews.ts";
import { inspectInterviews } from "../../../main/interviews/replay.ts";
import { compileFolder } from "../../../main/questionnaires/compile-folder.ts";
import { QuestionnaireHash } from "../../../shared/contract/define.ts";
import { InterviewEvent } from "../../../shared/interviews/event.ts";
import type { Definition } from "../../../shared/questionnaire/index.ts";
import { fail } from "../../../shared/result.ts";
import { newStore, smallWorld } from "../vault/small-world.ts";
import { must, smallDesk } from "./small-desk.ts";

const folder = join(import.meta.dirname, "../../../questionnaires/returnee-interview");
const samples = must(readWritten(JSON.parse(readFileSync(join(folder, "samples.json"), "utf8"))));

let builtIn: Definition;
beforeAll(async () => {
  const { definition } = await compileFolder(folder);
  if (!definition) throw new Error("the built-in questionnaire has errors");
  builtIn = definition;
});

/** A desk with the questionnaire that Daftar comes with. */
function fieldDesk() {
  const world = smallWorld();
  const { store, self, attachments } = newStore(world);
  const freeBytes = () => 1e12;
  const form = (hash: string) => (hash === builtIn.hash ? builtIn : null);
  const slice = interviews({
    world,
    store,
    self,
    attachments,
    freeBytes,
    form,
    deviceName: () => null,
    hasReferral: () => false,
  });
  const fill = (written: WrittenInterview, path = "interviews.0") =>
    fillInterview(slice, store, QuestionnaireHash.parse(builtIn.hash), written, path);
  return { store, slice, fill };
}

test.each(samples.interviews.map((written, i) => [String(written.title), written, i] as const))(
  "the invented interview comes out as it was written down: %s",
  (_, written, i) => {
    const { store, slice, fill } = fieldDesk();
    const filled = must(fill(written, `interviews.${i}`));
    expect(filled).toMatchObject({ code: written.answers.interview_code, problems: [] });
    const listed = must(slice.list({ stage: "draft", search: "", offset: 0, limit: 1 })).rows;
    expect(listed).toMatchObject([{ answered: filled.answered, problems: 0 }]);
    const view = must(slice.finish({ interview: filled.id }));
    const standing = new Map(
      view.nodes.filter(({ kind }) => kind === "question").map((node) => [node.path, node]),
    );
    const at = (path: string) => [...standing.values()].find((node) => node.path.endsWith(path));
    // The form keeps several choices in the order of its list, whatever the order of ticking.
    const wanted = (given: unknown) =>
      Array.isArray(given) ? given.toSorted().join(" ") : String(given);
    const found = (path: string, given: unknown) => {
      const value = at(path)?.value ?? "";
      return Array.isArray(given) ? value.split(" ").sort().join(" ") : value;
    };
    for (const [name, given] of Object.entries(written.answers))
      expect([name, found(`/${name}`, given)]).toEqual([name, wanted(given)]);
    for (const [repeat, entries] of Object.entries(written.repeats))
      for (const [place, entry] of entries.entries())
        for (const [name, given] of Object.entries(entry)) {
          const path = `/${repeat}[${place + 1}]/${name}`;
          expect([path, found(path, given)]).toEqual([path, wanted(given)]);
        }
    for (const [key, { state, reason }] of Object.entries(written.states)) {
      const [repeat, place, name] = key.split(".");
      const path = name === undefined ? `/${key}` : `/${repeat}[${Number(place) + 1}]/${name}`;
      expect([key, at(path)?.state, at(path)?.reason]).toEqual([key, state, reason ?? null]);
    }
    // And nothing else: every entry there is was written down.
    const entries = view.nodes.filter(({ kind, relevant }) => kind === "entry" && relevant);
    expect(entries).toHaveLength(Object.values(written.repeats).flat().length);
    expect(store.read(inspectInterviews)).toEqual([]);
    const lines = store.read((db) => db.prepare<{ line: string }>("SELECT line FROM event").all());
    for (const { line } of lines) InterviewEvent.parse(JSON.parse(line));
  },
);

const [first] = samples.interviews;
if (!first) throw new Error("no samples");

test.each([
  ["answers.age_band", { answers: { ...first.answers, age_band: "seven" } }, "not-offered"],
  ["answers.leave_days", { answers: { ...first.answers, leave_days: "ثلاثة" } }, "not-a-number"],
  ["answers.favourite", { answers: { ...first.answers, favourite: "x" } }, "not-relevant"],
  [
    "answers.refusal_reason",
    { answers: { ...first.answers, refusal_reason: "x" } },
    "not-relevant",
  ],
  [
    "repeats.step.1.step_type",
    { repeats: { ...first.repeats, step: [{}, { step_type: "picnic" }] } },
    "not-offered",
  ],
  ["states.rank", { states: { rank: { state: "skipped" as const } } }, "reason-missing"],
])("typing stops at the first impossible answer, %s", (path, change, reason) => {
  const { slice, fill } = fieldDesk();
  const states = "states" in change ? { ...first.answers, rank: undefined } : first.answers;
  const answers = Object.fromEntries(Object.entries(states).filter(([, given]) => given));
  const filled = fill({ ...first, answers, ...change } as WrittenInterview, "interviews.7");
  const details = { path: `interviews.7.${path}`, reason };
  expect(filled).toEqual(fail({ kind: "answer-impossible", details }));
  // What was typed before it stays, as a draft.
  expect(must(slice.list({ stage: "draft", search: "", offset: 0, limit: 1 })).total).toBe(1);
});

test.each([
  ["no list", {}, "interviews"],
  ["an empty list", { interviews: [] }, "interviews"],
  ["an answer that is no answer", { interviews: [{ answers: { a: { b: 1 } } }] }, "interviews.0"],
  [
    "an unknown state",
    { interviews: [{ answers: {}, states: { a: { state: "perhaps" } } }] },
    "interviews.0.states.a.state",
  ],
])("%s is refused with its place", (_, source, path) => {
  const read = readWritten(source);
  expect(read).toMatchObject({ ok: false, fault: { kind: "answers-malformed" } });
  expect(read.ok ? "" : read.fault.details.path).toContain(path);
});

test("a disk that fails in the middle is told as what it is", () => {
  const { store, questionnaire, slice } = smallDesk();
  const connection = store.connection();
  const pages = Number(connection.pragma("page_count", { simple: true }));
  connection.pragma(`max_page_count = ${pages + 12}`);
  const answers = { consent_participate: "yes", account: "رواية ".repeat(20_000) };
  const written = { answers, repeats: {}, states: {} };
  const filled = fillInterview(slice, store, questionnaire, written, "interviews.0");
  expect(filled).toEqual(fail({ kind: "disk-full" }));
});
