import { expect, test } from "vitest";
import { whyInterviewIsHeld } from "../../../main/interviews/held.ts";
import { inspectInterviews } from "../../../main/interviews/replay.ts";
import { listJournal } from "../../../main/vault/journal.ts";
import { fail } from "../../../shared/result.ts";
import { begin, must, smallDesk } from "./small-desk.ts";

/** An interview in which everything that must be answered is. */
function ready(desk = smallDesk()) {
  const one = begin(desk);
  one.agree();
  must(one.say("m1/consent_uses", "numbers quotes"));
  must(one.say("m1/account", "رواية كاملة"));
  must(one.say("m1/consent_confirmed", "yes"));
  must(one.say("m1/consent_uses_final", "numbers"));
  must(one.say("m1/end_state", "complete"));
  const finish = () => desk.slice.finish({ interview: one.interview });
  const held = () =>
    desk.store.read((db) => whyInterviewIsHeld(db, desk.self.device, one.interview));
  return { desk, ...one, finish, held };
}

test("a finished interview is closed for good and may leave", () => {
  const { desk, interview, say, finish, held } = ready();
  expect(held()).toBe("draft");
  expect(must(finish())).toMatchObject({
    stage: "finished",
    readOnly: "finished",
    consent: "given",
  });
  const closed = fail({ kind: "interview-closed" });
  expect(say("m1/account", "بعد الإنهاء")).toEqual(closed);
  expect(desk.slice.addEntry({ interview, repeat: "m1/detention" })).toEqual(closed);
  expect(finish()).toEqual(closed);
  expect(held()).toBeNull();
  expect(desk.lines(interview).at(-1)?.event).toMatchObject({ type: "finished" });
  expect(desk.store.read(inspectInterviews)).toEqual([]);
});

test("what still has to be answered is counted, and nothing is closed", () => {
  const { desk, interview, say, finish } = ready();
  must(say("m1/consent_confirmed", ""));
  must(say("m1/age", "7"));
  const before = desk.lines(interview).length;
  expect(finish()).toEqual(fail({ kind: "interview-incomplete", details: { count: 2 } }));
  expect(desk.lines(interview)).toHaveLength(before);
  must(say("m1/age", "17"));
  expect(finish()).toMatchObject({ fault: { details: { count: 1 } } });
});

test("don't know is an answer to everything but consent", () => {
  const { say, finish } = ready();
  must(say("m1/consent_confirmed", "dk"));
  expect(finish()).toEqual(fail({ kind: "consent-missing" }));
});

test("an interview that was refused can be finished, keeps the reason and never leaves", () => {
  const desk = smallDesk();
  const { interview, say } = begin(desk);
  must(say("consent_participate", "no"));
  must(say("refusal_reason", "لا وقت"));
  expect(must(desk.slice.finish({ interview }))).toMatchObject({
    stage: "finished",
    consent: "refused",
  });
  const held = desk.store.read((db) => whyInterviewIsHeld(db, desk.self.device, interview));
  expect(held).toBe("consent-not-confirmed");
});

test("a yes taken back at the end, and an end for safety, keep a finished interview here", () => {
  const first = ready();
  must(first.say("m1/consent_confirmed", "no"));
  must(first.finish());
  expect(first.held()).toBe("consent-not-confirmed");
  const second = ready();
  must(second.say("m1/end_state", "security"));
  must(second.finish());
  expect(second.held()).toBe("ended-for-safety");
});

test("the last event names what skip logic had closed, and those answers do not stand", () => {
  const { desk, interview, say, finish } = ready();
  must(say("m1/governorate", "SY12"));
  must(say("m1/town", "nawa"));
  must(say("consent_participate", "no"));
  must(finish());
  const last = desk.lines(interview).at(-1)?.event;
  expect(last).toMatchObject({ type: "finished", closed: ["m1"] });
  const latent = desk.store.read((db) =>
    db
      .prepare<{ question: string }>("SELECT question FROM answer WHERE latent = 1 ORDER BY 1")
      .all()
      .map(({ question }) => question),
  );
  expect(latent).toContain("m1/account");
  expect(latent).not.toContain("consent_participate");
  expect(desk.store.read(inspectInterviews)).toEqual([]);
});

test("a choice that the list no longer offers leaves the answer at the end, and the history says so", () => {
  const { desk, interview, say, finish } = ready();
  must(say("m1/governorate", "SY12"));
  must(say("m1/town", "nawa"));
  must(say("m1/governorate", "SY14"));
  must(finish());
  const { entries } = must(desk.slice.history({ interview, question: "m1/town" }));
  expect(entries).toMatchObject([
    { value: "nawa", state: "answered", cause: null },
    { value: null, state: "not-asked", cause: "cascade" },
  ]);
  expect(desk.store.read(inspectInterviews)).toEqual([]);
});

test.each([
  "UPDATE answer SET value = 'قول آخر' WHERE question = 'm1/account'",
  "UPDATE answer SET latent = 1 WHERE question = 'm1/account'",
  "DELETE FROM answer WHERE question = 'm1/account'",
  "UPDATE entry SET removed = 1",
  "UPDATE interview SET consent = 'hold'",
  "UPDATE interview SET stage = 'draft'",
  "INSERT INTO closed SELECT id, 'm1' FROM interview",
])("a row that does not follow from the history is found: %s", (harm) => {
  const { desk, interview, finish } = ready();
  must(finish());
  expect(desk.store.read(inspectInterviews)).toEqual([]);
  desk.store.write((db) => db.prepare(harm).run());
  expect(desk.store.read(inspectInterviews)).toEqual([
    { kind: "projection-differs", subject: interview },
  ]);
});

test("a disk that is full at the end leaves the interview open, and it can be finished again", () => {
  const { desk, interview, say, finish } = ready();
  // What is closed at the end has to be named, and this much does not fit into pages begun.
  must(say("m1/others", "150"));
  must(say("m1/others", "0"));
  const connection = desk.store.connection();
  const pages = connection.pragma("page_count", { simple: true });
  connection.pragma(`max_page_count = ${pages}`);
  expect(finish()).toEqual(fail({ kind: "disk-full" }));
  expect(must(desk.slice.open({ interview }))).toMatchObject({ stage: "draft", readOnly: null });
  expect(must(finish()).stage).toBe("finished");
  expect(desk.store.read(inspectInterviews)).toEqual([]);
});

test("finishing is written in the journal, by number and not by name", () => {
  const { desk, interview, finish } = ready();
  must(finish());
  const { entries } = desk.store.read((db) => listJournal(db, { before: null, limit: 1 }));
  expect(entries).toMatchObject([
    {
      kind: "interview-finished",
      details: { interview, events: desk.lines(interview).length },
    },
  ]);
});

test("an interview is in a parcel when its last word went out in one that got its name", () => {
  const { desk, interview, finish } = ready();
  must(finish());
  const stage = () => must(desk.slice.open({ interview })).stage;
  const head = desk.lines(interview).at(-1)?.hash ?? "";
  const send = (parcel: string, number: number, sent: string, placed: number) =>
    desk.store.write((db) => {
      db.prepare("INSERT INTO parcel_made VALUES (?, 'interviews', ?, '', '', '', ?)").run(
        parcel,
        number,
        placed,
      );
      db.prepare("INSERT INTO sent VALUES (?, ?, ?)").run(interview, parcel, sent);
    });
  send("half", 1, head, 0);
  send("older", 2, "another head", 1);
  expect(stage()).toBe("finished");
  send("whole", 3, head, 1);
  expect(stage()).toBe("in-parcel");
  const listed = must(desk.slice.list({ stage: "in-parcel", search: "", offset: 0, limit: 9 }));
  expect(listed.rows.map((row) => row.interview)).toEqual([interview]);
});
