import { expect, test } from "vitest";
import { interviews } from "../../../main/interviews/interviews.ts";
import { inspectInterviews, replay } from "../../../main/interviews/replay.ts";
import type { InterviewId } from "../../../shared/contract/define.ts";
import { fail } from "../../../shared/result.ts";
import { begin, must, type SmallDesk, smallDesk, writtenElsewhere } from "./small-desk.ts";

const stranger = "SHA256:mOhkGQHU8ShROmOzgabJO4yvP/yhjQFri43glIVCKeg";
const interview = "9f2c61d07be84f0c8a44d2f1b6a3e95d" as InterviewId;

type Event = ReturnType<typeof writtenElsewhere>[number];

/** Takes events in as a parcel would, and computes what they come to. */
function takeIn({ store }: SmallDesk, events: readonly Event[]) {
  store.write((db) => {
    for (const { seq, hash, prev, line } of events)
      db.prepare("INSERT INTO event VALUES (?, ?, ?, ?, ?, 'a parcel') ON CONFLICT DO NOTHING").run(
        interview,
        seq,
        hash,
        prev,
        line,
      );
    replay(db, interview);
  });
}

const say = (question: string, value: string) => ({
  type: "answered",
  question,
  state: "answered",
  value,
});

function history(desk: SmallDesk) {
  const opened = {
    type: "opened",
    questionnaire: desk.questionnaire,
    code: "K7Q-2MX9P",
    zone: "Asia/Damascus",
    seed: "a",
  };
  const entry = { type: "entry-added", repeat: "m1/detention", entry: "k3f9", cause: "count" };
  return writtenElsewhere(interview, stranger, [
    opened,
    say("code", "K7Q-2MX9P"),
    say("consent_participate", "yes"),
    entry,
    say("m1/detention[k3f9]/det_place", "القابون"),
    say("m1/account", "من جهاز آخر"),
  ]);
}

const rows = ({ store }: SmallDesk) =>
  store.read((db) => [
    db.prepare("SELECT * FROM answer ORDER BY question").all(),
    db.prepare("SELECT * FROM entry").all(),
    db
      .prepare("SELECT code, stage, head, seq, events, versions, answered, consent FROM interview")
      .all(),
  ]);

test("an interview from another device is shown as it was given there, and cannot be changed here", () => {
  const desk = smallDesk();
  takeIn(desk, history(desk));
  const view = must(desk.slice.open({ interview }));
  expect(view).toMatchObject({ code: "K7Q-2MX9P", readOnly: "other-device", consent: "hold" });
  const value = (ref: string) => view.nodes.find((node) => node.ref === ref)?.value;
  expect(value("m1/account")).toBe("من جهاز آخر");
  expect(value("m1/detention[k3f9]/det_place")).toBe("القابون");
  const changed = desk.slice.answer({ interview, question: "m1/account", value: "أخرى" });
  expect(changed).toEqual(fail({ kind: "interview-closed" }));
  expect(desk.store.read(inspectInterviews)).toEqual([]);
});

test("its row names the device, by the name the team gives it", () => {
  const desk = smallDesk();
  takeIn(desk, history(desk));
  const slice = interviews({ ...desk.deps, deviceName: () => "حاسوب سلمى" });
  const { rows: listed } = must(slice.list({ stage: null, search: "", offset: 0, limit: 9 }));
  expect(listed).toMatchObject([
    { device: stranger, deviceName: "حاسوب سلمى", relevant: null, problems: null, answered: 4 },
  ]);
});

test("events that come in pieces, twice, or all at once give the same rows", () => {
  const [whole, pieces] = [smallDesk(), smallDesk()];
  const draft = history(whole);
  const last = { type: "finished", closed: ["m1/detention"] };
  const end = draft.at(-1);
  const events = [...draft, ...writtenElsewhere(interview, stranger, [last], end)];
  takeIn(whole, events);
  expect(rows(whole)).toMatchObject([
    [
      { question: "code", latent: 0 },
      { question: "consent_participate", latent: 0 },
      { question: "m1/account", value: "من جهاز آخر", latent: 0 },
      { question: "m1/detention[k3f9]/det_place", latent: 1 },
    ],
    [{ repeat: "m1/detention", key: "k3f9", place: 1, removed: 0 }],
    [{ stage: "finished", events: 7, versions: 1, answered: 4 }],
  ]);
  takeIn(pieces, events.slice(0, 3));
  takeIn(pieces, events.slice(0, 3));
  takeIn(pieces, events);
  expect(rows(pieces)).toEqual(rows(whole));
});

test("of two versions the part they share is shown, until somebody decides", () => {
  const desk = smallDesk();
  const shared = history(desk);
  const end = shared.at(-1);
  if (!end) throw new Error("no history");
  const here = writtenElsewhere(interview, stranger, [say("m1/account", "هنا")], end);
  const there = writtenElsewhere(interview, stranger, [say("m1/age", "40")], end);
  takeIn(desk, [...shared, ...here, ...there]);
  const { rows: listed } = must(desk.slice.list({ stage: null, search: "", offset: 0, limit: 9 }));
  expect(listed).toMatchObject([{ versions: 2 }]);
  const view = must(desk.slice.open({ interview }));
  expect(view.nodes.find(({ ref }) => ref === "m1/account")?.value).toBe("من جهاز آخر");
  expect(desk.store.read(inspectInterviews)).toEqual([]);
});

test("an own interview that came back in two versions is not continued into a third", () => {
  const desk = smallDesk();
  const { interview: own, agree, say: answer } = begin(desk);
  agree();
  const end = desk.lines(own).at(-2);
  const again = { seq: desk.lines(own).length - 1, hash: end?.hash ?? "" };
  const [copy] = writtenElsewhere(own, desk.self.device, [say("code", "AAA-BBBBB")], again);
  desk.store.write((db) => {
    if (!copy) throw new Error("no copy");
    const { seq, hash, prev, line } = copy;
    db.prepare("INSERT INTO event VALUES (?, ?, ?, ?, ?, 'p')").run(own, seq, hash, prev, line);
    replay(db, own);
  });
  expect(answer("code", "CCC-DDDDD")).toEqual(fail({ kind: "interview-closed" }));
  expect(must(desk.slice.open({ interview: own })).readOnly).toBe("other-device");
});

test("a history whose beginning has not come yet is no interview", () => {
  const desk = smallDesk();
  takeIn(desk, history(desk).slice(2));
  expect(must(desk.slice.list({ stage: null, search: "", offset: 0, limit: 9 })).total).toBe(0);
  takeIn(desk, history(desk));
  expect(must(desk.slice.list({ stage: null, search: "", offset: 0, limit: 9 })).total).toBe(1);
});
