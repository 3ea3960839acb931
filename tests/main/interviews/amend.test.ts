import { expect, test } from "vitest";
import { inspectInterviews } from "../../../main/interviews/replay.ts";
import { listJournal } from "../../../main/vault/journal.ts";
import { contract } from "../../../shared/contract/index.ts";
import { fail } from "../../../shared/result.ts";
import { begin, must, type SmallDesk, smallDesk, writtenElsewhere } from "./small-desk.ts";

/** A finished interview, and short words for correcting it. */
function finished(desk: SmallDesk) {
  const one = begin(desk);
  const { interview } = one;
  one.agree();
  must(one.say("m1/consent_uses", "numbers"));
  must(one.say("m1/governorate", "SY12"));
  must(one.say("m1/age", "30"));
  must(one.say("m1/consent_confirmed", "yes"));
  must(desk.slice.finish({ interview }));
  return {
    ...one,
    amend: (reason: string) => desk.slice.amend({ interview, reason }),
    finish: () => must(desk.slice.finish({ interview })),
  };
}

const rowsOf = (desk: SmallDesk, table: string) =>
  desk.store.read((db) => db.prepare(`SELECT * FROM ${table}`).all()).length;

test("a finished interview opens again only with a reason, and the reason is in its history", () => {
  const desk = smallDesk();
  const { interview, say, amend } = finished(desk);
  expect(say("m1/age", "31")).toEqual(fail({ kind: "interview-closed" }));
  expect(contract["interviews.amend"].input.safeParse({ interview, reason: " " }).success).toBe(
    false,
  );
  const opened = must(amend("قال عمره خطأ"));
  expect(contract["interviews.amend"].output.safeParse(opened).error).toBeUndefined();
  expect(opened).toMatchObject({ stage: "draft", readOnly: null });
  expect(desk.lines(interview).at(-1)?.event).toMatchObject({
    type: "reopened",
    reason: "قال عمره خطأ",
  });
  must(say("m1/age", "31"));
  const journal = desk.store.read((db) => listJournal(db, { before: null, limit: 9 })).entries;
  expect(journal[0]).toMatchObject({ kind: "interview-reopened", details: { interview } });
  expect(JSON.stringify(journal)).not.toContain("قال عمره");
});

test("what a correction changed is shown beside what stood there, and the earlier answer stays", () => {
  const desk = smallDesk();
  const { interview, say, amend, finish } = finished(desk);
  desk.world.later(3600);
  must(amend("خطأ في السمع"));
  must(say("m1/age", "99"));
  must(say("m1/age", "31"));
  must(say("m1/governorate", "SY14"));
  must(say("m1/governorate", "SY12"));
  must(say("m1/account", "زاد كلاماً"));
  const { entry } = must(desk.slice.addEntry({ interview, repeat: "m1/detention" }));
  must(say(`${entry}/det_place`, "نوى"));
  const view = finish();
  expect(view.stage).toBe("finished");
  const number = (value: string) => ({ state: "answered", value, stated: null, shown: null });
  expect(view.revisions).toEqual([
    {
      reason: "خطأ في السمع",
      at: "2026-11-22T15:03:11+03:00",
      finished: "2026-11-22T15:03:11+03:00",
      answers: [
        { question: "m1/age", label: "العمر", before: number("30"), after: number("31") },
        {
          question: "m1/account",
          label: "ماذا حدث؟",
          before: { state: "not-asked", value: null, stated: null, shown: null },
          after: number("زاد كلاماً"),
        },
        {
          question: `${entry}/det_place`,
          label: "أين؟",
          before: { state: "not-asked", value: null, stated: null, shown: null },
          after: number("نوى"),
        },
      ],
      entries: [{ repeat: "m1/detention", label: "احتجاز", change: "added" }],
    },
  ]);
  const { entries } = must(desk.slice.history({ interview, question: "m1/age" }));
  expect(entries.map(({ value, correction }) => [value, correction])).toEqual([
    ["30", null],
    ["99", "خطأ في السمع"],
    ["31", "خطأ في السمع"],
  ]);
  expect(must(desk.restarted().open({ interview })).revisions).toEqual(view.revisions);
});

test("each correction is a revision of its own, and the rows always say what the events say", () => {
  const desk = smallDesk();
  const { interview, say, amend, finish } = finished(desk);
  const before = rowsOf(desk, "answer");
  must(amend("الأول"));
  expect(rowsOf(desk, "answer")).toBe(0);
  expect(desk.store.read(inspectInterviews)).toEqual([]);
  must(say("m1/age", "31"));
  expect(desk.store.read(inspectInterviews)).toEqual([]);
  finish();
  expect(rowsOf(desk, "answer")).toBe(before);
  must(amend("الثاني"));
  const { revisions } = finish();
  expect(revisions.map(({ reason, answers }) => [reason, answers.length])).toEqual([
    ["الأول", 1],
    ["الثاني", 0],
  ]);
  expect(desk.store.read(inspectInterviews)).toEqual([]);
  expect(must(desk.slice.list({ stage: "finished", search: "", offset: 0, limit: 9 })).total).toBe(
    1,
  );
  expect(desk.lines(interview).filter(({ event }) => event.type === "finished")).toHaveLength(3);
});

test("a correction that takes consent back counts, as any last word does", () => {
  const desk = smallDesk();
  const { say, amend, finish } = finished(desk);
  must(amend("غيّر رأيه"));
  must(say("m1/consent_confirmed", "no"));
  expect(finish().consent).toBe("refused");
});

test("a draft is not corrected, nor is an interview of another computer, and nothing is changed", () => {
  const desk = smallDesk();
  const { interview, slice } = { ...begin(desk), slice: desk.slice };
  const lines = desk.lines(interview).length;
  expect(slice.amend({ interview, reason: "x" })).toEqual(fail({ kind: "interview-not-finished" }));
  expect(desk.lines(interview)).toHaveLength(lines);

  const other = "9".repeat(32) as typeof interview;
  const rows = writtenElsewhere(other, `SHA256:${"A".repeat(43)}`, [
    {
      type: "opened",
      questionnaire: desk.questionnaire,
      code: "ABC-DEFGH",
      zone: "Asia/Damascus",
      seed: "",
    },
    { type: "finished", closed: [] },
  ]);
  desk.takeOver(other, rows);
  expect(slice.amend({ interview: other, reason: "x" })).toEqual(
    fail({ kind: "interview-elsewhere" }),
  );
});

test("an interview that is being corrected stays in the words of its form", () => {
  const desk = smallDesk();
  const { interview, view, amend } = finished(desk);
  must(amend("خطأ"));
  expect(desk.slice.planMove({ interview, to: view.form.hash })).toEqual(
    fail({ kind: "interview-closed" }),
  );
});

test("what the disk did not take is not open, and stays finished", () => {
  const desk = smallDesk();
  const { interview, amend } = finished(desk);
  const { write } = desk.store;
  Object.assign(desk.store, { write: () => fail({ kind: "disk-full" }) });
  expect(amend("خطأ")).toEqual(fail({ kind: "disk-full" }));
  Object.assign(desk.store, { write });
  expect(must(desk.slice.open({ interview }))).toMatchObject({
    stage: "finished",
    readOnly: "finished",
    revisions: [],
  });
});
