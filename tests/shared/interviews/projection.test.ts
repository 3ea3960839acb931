import { expect, test } from "vitest";
import type { InterviewEvent } from "../../../shared/interviews/event.ts";
import {
  addToProjection,
  beginProjection,
  isLatent,
} from "../../../shared/interviews/projection.ts";

const chained = {
  at: "2026-11-22T14:03:11+03:00",
  device: "SHA256:mOhkGQHU8ShROmOzgabJO4yvP/yhjQFri43glIVCKeg",
  interview: "9f2c61d07be84f0c8a44d2f1b6a3e95d",
  prev: null,
  seq: 1,
  tick: 1,
};

const event = (body: object) => ({ ...chained, ...body }) as unknown as InterviewEvent;

/** An interview in which these things happened. */
function after(...bodies: readonly object[]) {
  const so = beginProjection(
    event({
      type: "opened",
      questionnaire: "0".repeat(64),
      code: "K7Q-2MX9P",
      zone: "Asia/Damascus",
      seed: "",
    }),
  );
  if (!so) throw new Error("not opened");
  for (const body of bodies) addToProjection(so, event(body));
  return so;
}

const say = (question: string, value: string | null, more: object = {}) => ({
  type: "answered",
  question,
  state: "answered",
  value,
  ...more,
});

test("a history that does not begin with the opening is no interview", () => {
  expect(beginProjection(event(say("place", "درعا")))).toBeNull();
});

test("what was said to be so stands until one of its questions is answered anew", () => {
  const check = "gap a[k1]/to b[k2]/from";
  const confirmed = { type: "noted", question: "b[k2]/from", mark: "confirmed", text: check };
  expect([...after(confirmed).confirmed]).toEqual([check]);
  expect([...after(confirmed, say("a[k1]/place", "درعا")).confirmed]).toEqual([check]);
  const changed = after(confirmed, say("a[k1]/to", "2018-11"));
  expect([...changed.confirmed]).toEqual([]);
  expect(changed.notes.get("b[k2]/from")).toHaveLength(1);
});

test("the last word counts, and a state sets the word before it aside", () => {
  const so = after(
    say("place", "درعا"),
    say("place", "نوى"),
    say("place", null, { state: "skipped", reason: "تعب" }),
  );
  expect(so.answers.get("place")).toEqual({
    value: "نوى",
    state: "skipped",
    reason: "تعب",
    cause: null,
    stated: null,
  });
});

test("what was said of a date stands with it, also while a state sets it aside", () => {
  const stated = "umalqura:1440-02-06";
  const hijri = say("when", "2018-10-15~", { stated });
  const saidIn = (...events: readonly object[]) => after(...events).answers.get("when")?.stated;
  expect(saidIn(hijri)).toBe(stated);
  expect(saidIn(hijri, say("when", null, { state: "dont-know" }))).toBe(stated);
  expect(saidIn(hijri, say("when", "2018-10-15~"))).toBeNull();
  expect(saidIn(hijri, say("when", null, { state: "not-asked" }))).toBeNull();
});

test("what the form calculates is kept, and not counted as answered", () => {
  const so = after(say("days", "3"), say("weeks", "0", { cause: "calculation" }));
  expect(so.answers.get("weeks")?.cause).toBe("calculation");
  expect(so.answered).toBe(1);
});

test("don't know counts as answered, and a cleared answer does not", () => {
  const so = after(
    say("a", "1"),
    say("b", null, { state: "dont-know" }),
    say("a", null, { state: "not-asked" }),
  );
  expect(so.answered).toBe(1);
});

test("entries keep their order, whatever was removed and restored", () => {
  const entry = (type: string, key: string) => ({ type, repeat: "detention", entry: key });
  const so = after(
    entry("entry-added", "k3f9"),
    entry("entry-added", "m2p8"),
    entry("entry-removed", "k3f9"),
    entry("entry-added", "z9z9"),
    entry("entry-restored", "k3f9"),
    entry("entry-removed", "m2p8"),
  );
  expect(so.entries.get("detention")).toEqual([
    { key: "k3f9", removed: false },
    { key: "m2p8", removed: true },
    { key: "z9z9", removed: false },
  ]);
});

test("the code follows the question that was given it first", () => {
  expect(after(say("code", "K7Q-2MX9P"), say("code", "DF3-K7Q2")).code).toBe("DF3-K7Q2");
  expect(after(say("place", "DF3-K7Q2")).code).toBe("K7Q-2MX9P");
});

test("a question about consent inside a repeat says nothing about this person's", () => {
  expect(after(say("m1/consent_participate", "yes")).consent.consent_participate).toBe("yes");
  expect(after(say("o[k3f9]/consent_participate", "no")).consent.consent_participate).toBeNull();
});

test.each([
  ["m7", true],
  ["m7/detention[k3f9]/det_from", true],
  ["m9/incident[aaaa]/place", true],
  ["m9/incident[bbbb]/place", false],
  ["m8/pain", true],
  ["m8/pain_where", false],
  ["m77/day", false],
  ["m5/step[k3f9]/day", true],
])("whether %s stands in an interview where some places were closed", (ref, latent) => {
  const closed = new Set(["m7", "m9/incident[aaaa]", "m8/pain", "m5/step"]);
  expect(isLatent(closed, ref)).toBe(latent);
});

test("a correction opens what was finished, and the next finish ends it", () => {
  const so = after(
    say("place", "درعا"),
    { type: "finished", closed: ["m8"] },
    { type: "reopened", reason: "خطأ" },
  );
  expect([so.stage, so.closed.size]).toEqual(["draft", 0]);
  expect(so.revisions).toEqual([{ reason: "خطأ", at: chained.at, finished: null }]);
  addToProjection(so, event(say("place", "نوى")));
  addToProjection(so, event({ type: "finished", closed: [] }));
  expect(so.stage).toBe("finished");
  expect(so.revisions).toEqual([{ reason: "خطأ", at: chained.at, finished: chained.at }]);
});

test("notes add up, stay out of the answers, and go with their question to another version", () => {
  const note = (question: string, text: string, mark = "note") => ({
    type: "noted",
    question,
    mark,
    text,
  });
  const move = { type: "moved", places: [], orphans: [], returned: [] };
  const [first, second] = ["0".repeat(64), "1".repeat(64)];
  const so = after(
    note("place", "أول"),
    note("place", "ثانٍ"),
    note("rank", "سبب", "flag"),
    {
      ...move,
      questionnaire: second,
      places: [{ from: "place", to: "m1/place" }],
      orphans: ["rank"],
    },
    note("m1/place", "ثالث"),
  );
  expect(so.answers.size).toBe(0);
  expect(so.answered).toBe(0);
  const texts = (question: string) => so.notes.get(question)?.map(({ text }) => text);
  expect(texts("m1/place")).toEqual(["أول", "ثانٍ", "ثالث"]);
  expect(so.orphanNotes).toMatchObject([
    { questionnaire: first, question: "rank", notes: [{ mark: "flag", text: "سبب" }] },
  ]);

  addToProjection(
    so,
    event({
      ...move,
      questionnaire: first,
      places: [{ from: "m1/place", to: "place" }],
      returned: [{ from: "rank", questionnaire: first, to: "rank" }],
    }),
  );
  expect(texts("place")).toEqual(["أول", "ثانٍ", "ثالث"]);
  expect(texts("rank")).toEqual(["سبب"]);
  expect(so.orphanNotes).toEqual([]);
});
