import { expect, test } from "vitest";
import { inspectInterviews } from "../../../main/interviews/replay.ts";
import { walkChain } from "../../../main/parcels/chains.ts";
import { sha256Hex } from "../../../main/vault/hash.ts";
import { listJournal } from "../../../main/vault/journal.ts";
import { QuestionnaireHash } from "../../../shared/contract/define.ts";
import { contract } from "../../../shared/contract/index.ts";
import { compile } from "../../../shared/questionnaire/index.ts";
import { fail } from "../../../shared/result.ts";
import { sheetsOf } from "../../shared/questionnaire/scenario.ts";
import { begin, must, type SmallDesk, smallDesk } from "./small-desk.ts";

/** Two sections, a refusal of either, and words that a calculation elsewhere repeats. */
const form = compiled(
  `
type                   | name                | label::Arabic (ar) | relevant                                   | calculation           | repeat_count | trigger | moved_from
select_one yes_no      | consent_participate | هل توافقون؟        |                                            |                       |              |         |
select_multiple parts  | refused_sections    | ما الذي ترفضونه؟   |                                            |                       |              |         |
begin_group            | m7                  | الاحتجاز           | not(selected(\${refused_sections}, 'm7'))   |                       |              |         |
text                   | place               | أين؟               |                                            |                       |              |         |
integer                | days                | كم يوماً؟          |                                            |                       |              |         |
calculate              | weeks               |                    |                                            | \${days} div 7         |              |         |
begin_repeat           | stay                | فترة               |                                            |                       |              |         |
text                   | cell                | أي زنزانة؟         |                                            |                       |              |         |
end_repeat             |                     |                    |                                            |                       |              |         |
end_group              |                     |                    |                                            |                       |              |         |
begin_group            | m9                  | الخاتمة            |                                            |                       |              |         |
text                   | end                 | ماذا بعد؟          |                                            |                       |              |         |
calculate              | summary             |                    |                                            | concat('في ', \${place}) |           |         |
calculate              | twice               |                    |                                            | concat(\${summary}, '!') |           |         |
calculate              | caught              |                    |                                            | \${place}              |              | \${end} |
end_group              |                     |                    |                                            |                       |              |         |
`,
  "1",
);

function compiled(survey: string, version: string) {
  const choices = `
list_name | name | label::Arabic (ar)
yes_no    | yes  | نعم
yes_no    | no   | لا
parts     | m7   | الاحتجاز
parts     | m9   | الخاتمة`;
  const settings = `form_title | form_id | version\nمحو | erasing | ${version}`;
  const tools = { sha256: sha256Hex, fallbackId: "", orOther: {} };
  const { definition, problems } = compile(sheetsOf({ survey, choices, settings }), [], tools);
  if (!definition) throw new Error(JSON.stringify(problems));
  return definition;
}

/** An interview in which something was said about detention, corrected, noted and repeated elsewhere. */
function told(desk: SmallDesk) {
  desk.knows(form);
  const { interview, ...one } = begin({
    ...desk,
    questionnaire: QuestionnaireHash.parse(form.hash),
  });
  one.agree();
  must(one.say("m7/place", "تدمر"));
  must(one.say("m7/place", "صيدنايا"));
  must(one.say("m7/days", "70"));
  must(desk.slice.note({ interview, question: "m7/place", mark: "note", text: "تدمر ثم غيرها" }));
  const { entry } = must(desk.slice.addEntry({ interview, repeat: "m7/stay" }));
  must(one.say(`${entry}/cell`, "زنزانة السطح"));
  must(one.say("m9/end", "عاد إلى البيت"));
  return {
    ...one,
    interview,
    entry: entry ?? "",
    refuse: () => must(one.say("refused_sections", "m7")),
    erase: (section = "m7") => desk.slice.eraseSection({ interview, section }),
    text: () =>
      desk
        .lines(interview)
        .map(({ line }) => line)
        .join("\n"),
  };
}

const words = ["تدمر", "صيدنايا", '"value":"70"', "زنزانة السطح"];

test("what was said in a section is gone from the history, with its versions, notes and echoes", () => {
  const desk = smallDesk();
  const { interview, refuse, erase, text, entry } = told(desk);
  refuse();
  for (const word of words) expect(text()).toContain(word);
  const erased = must(erase());
  expect(contract["interviews.eraseSection"].output.safeParse(erased).error).toBeUndefined();
  expect(erased.traces).toBe(false);
  for (const word of [...words, entry]) expect(text()).not.toContain(word);
  expect(text()).toContain("عاد إلى البيت");
  expect(erased.view.erased).toEqual([
    { section: "m7", label: "الاحتجاز", at: "2026-11-22T14:03:11+03:00" },
  ]);
  const node = (ref: string) => erased.view.nodes.find((one) => one.ref === ref);
  expect(node("m7/place")).toMatchObject({ value: "", setAside: null, state: "not-asked" });
  expect(node("m9/end")?.value).toBe("عاد إلى البيت");
  expect(node("m9/summary")?.value).toBe("في ");
  expect(node("m9/twice")?.value).toBe("في !");
  expect(node("m9/caught")?.value).toBe("");
  for (const question of ["m7/place", "m7/days", "m9/caught"])
    expect(must(desk.slice.history({ interview, question })).entries).toEqual([]);
});

test("the chain is whole after it, says that it was done, and goes on", () => {
  const desk = smallDesk();
  const { interview, say, refuse, erase } = told(desk);
  refuse();
  const { length } = desk.lines(interview);
  const { events } = must(erase());
  const lines = desk.lines(interview);
  expect(events).toBeGreaterThan(8);
  expect(lines.map(({ event }) => event.seq)).toEqual(lines.map((_, i) => i + 1));
  const at = lines.findIndex(({ event }) => event.type === "erased");
  expect(lines[at]?.event).toMatchObject({ type: "erased", section: "m7" });
  expect(at).toBe(length - events);
  const walked = desk.store.read((db) => walkChain(db, interview));
  expect(walked.ok).toBe(true);
  expect(desk.store.read(inspectInterviews)).toEqual([]);
  const opened = must(desk.restarted().open({ interview }));
  expect(opened.nodes).toEqual(must(desk.slice.open({ interview })).nodes);
  must(say("m9/end", "سافر"));
  must(say("refused_sections", ""));
  must(say("m7/place", "درعا"));
  expect(desk.store.read(inspectInterviews)).toEqual([]);
  const journal = desk.store.read((db) => listJournal(db, { before: null, limit: 1 })).entries;
  expect(journal).toMatchObject([{ kind: "section-erased", details: { interview, events } }]);
});

test("the section is empty as in a new interview: its first entry is there, and no other", () => {
  const desk = smallDesk();
  const { interview, erase } = told(desk);
  const { view } = must(erase());
  const fresh = must(desk.slice.start({ questionnaire: view.form.hash, language: null }));
  const shape = ({ nodes }: typeof view) =>
    nodes
      .filter(({ ref }) => ref.startsWith("m7"))
      .map(({ ref, value, state }) => [ref.replaceAll(/\[[^\]]*\]/g, "[]"), value, state]);
  expect(shape(view)).toEqual(shape(fresh));
  expect(must(desk.slice.open({ interview })).problems).toEqual(view.problems);
});

test("erasing again finds nothing, and leaves the rest as it is", () => {
  const desk = smallDesk();
  const { interview, erase } = told(desk);
  must(erase());
  const { view } = must(erase());
  expect(view.erased).toHaveLength(2);
  expect(must(desk.slice.open({ interview })).nodes).toEqual(view.nodes);
  expect(desk.store.read(inspectInterviews)).toEqual([]);
});

test("what has left in a parcel, is finished, or is no section is not erased", () => {
  const desk = smallDesk();
  const { interview, erase, text } = told(desk);
  const before = text();
  expect(erase("m8")).toEqual(fail({ kind: "section-unknown" }));
  expect(erase("m7/place")).toEqual(fail({ kind: "section-unknown" }));
  must(desk.slice.finish({ interview }));
  expect(erase()).toEqual(fail({ kind: "interview-closed" }));
  must(desk.slice.amend({ interview, reason: "رفض لاحقاً" }));
  desk.store.write((db) =>
    db.prepare("INSERT INTO sent (interview, parcel, head) VALUES (?, 'p', 'h')").run(interview),
  );
  expect(erase()).toEqual(fail({ kind: "interview-left" }));
  expect(text()).toContain(before);
});

test("a finished interview that never left is erased within a correction, and says both", () => {
  const desk = smallDesk();
  const { interview, refuse, erase, text } = told(desk);
  must(desk.slice.finish({ interview }));
  must(desk.slice.amend({ interview, reason: "رفض لاحقاً" }));
  refuse();
  must(erase());
  const view = must(desk.slice.finish({ interview }));
  for (const word of words) expect(text()).not.toContain(word);
  expect(view.revisions).toMatchObject([{ reason: "رفض لاحقاً" }]);
  expect(view.erased).toHaveLength(1);
  expect(desk.store.read(inspectInterviews)).toEqual([]);
});

test("a section that moved with its questions is erased where it stood before, too", () => {
  const desk = smallDesk();
  const { interview, erase, text } = told(desk);
  const next = compiled(
    `
type                   | name                | label::Arabic (ar) | moved_from
select_one yes_no      | consent_participate | هل توافقون؟        |
select_multiple parts  | refused_sections    | ما الذي ترفضونه؟   |
begin_group            | d1                  | الاحتجاز           |
text                   | where               | أين؟               | place
text                   | days                | كم يوماً؟          |
begin_repeat           | stay                | فترة               |
text                   | cell                | أي زنزانة؟         |
end_repeat             |                     |                    |
end_group              |                     |                    |
text                   | end                 | ماذا بعد؟          |`,
    "2",
  );
  desk.knows(next);
  must(desk.slice.move({ interview, to: QuestionnaireHash.parse(next.hash) }));
  must(desk.slice.answer({ interview, question: "d1/where", value: "صيدنايا" }));
  const { view } = must(erase("d1"));
  for (const word of [words[1], words[2], words[3]]) expect(text()).not.toContain(word);
  expect(text()).toContain("عاد إلى البيت");
  expect(view.nodes.find(({ ref }) => ref === "end")?.value).toBe("عاد إلى البيت");
  expect(desk.store.read(inspectInterviews)).toEqual([]);
  expect(desk.store.read((db) => walkChain(db, interview)).ok).toBe(true);
});

test("when the file cannot be rewritten, it is said that a rest may lie in it", () => {
  const desk = smallDesk();
  const { erase, text } = told(desk);
  const { scrub } = desk.store;
  Object.assign(desk.store, { scrub: () => fail({ kind: "disk-full" }) });
  expect(must(erase()).traces).toBe(true);
  for (const word of words) expect(text()).not.toContain(word);
  Object.assign(desk.store, { scrub });
  expect(must(erase()).traces).toBe(false);
});

test("when the disk fails before it, nothing is erased", () => {
  const desk = smallDesk();
  const { interview, erase, text } = told(desk);
  const before = text();
  const { write } = desk.store;
  Object.assign(desk.store, { write: () => fail({ kind: "disk-failing" }) });
  expect(erase()).toEqual(fail({ kind: "disk-failing" }));
  Object.assign(desk.store, { write });
  expect(text()).toBe(before);
  expect(must(desk.slice.open({ interview })).erased).toEqual([]);
});
