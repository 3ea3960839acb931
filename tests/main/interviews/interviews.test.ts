import { expect, test } from "vitest";
import { inspectInterviews } from "../../../main/interviews/replay.ts";
import { sha256Hex } from "../../../main/vault/hash.ts";
import { listJournal } from "../../../main/vault/journal.ts";
import { QuestionnaireHash } from "../../../shared/contract/define.ts";
import { contract } from "../../../shared/contract/index.ts";
import { canonicalJson } from "../../../shared/parcels/canonical-json.ts";
import { fail } from "../../../shared/result.ts";
import { begin, must, type SmallDesk, smallDesk } from "./small-desk.ts";

const said = (desk: SmallDesk, interview: string) =>
  desk.lines(interview).flatMap(({ event }) => (event.type === "answered" ? [event] : []));

test("a new interview has a code that cannot be misread, and shows its first question", () => {
  const { view } = begin(smallDesk());
  expect(view.code).toMatch(/^[2-9A-HJKMNP-TV-Z]{3}-[2-9A-HJKMNP-TV-Z]{5}$/);
  expect(view).toMatchObject({ stage: "draft", readOnly: null, consent: "not-asked" });
  expect(view.nodes.find(({ ref }) => ref === "code")?.value).toBe(view.code);
  expect(view.at).toBe("consent_participate");
});

test("an interview cannot begin with a form that is not here", () => {
  const { slice } = smallDesk();
  const questionnaire = QuestionnaireHash.parse("0".repeat(64));
  expect(slice.start({ questionnaire, language: null })).toEqual(
    fail({ kind: "questionnaire-unknown" }),
  );
});

test("what crosses to the page is exactly what the contract says", () => {
  const desk = smallDesk();
  const { view, interview, say, agree } = begin(desk);
  agree();
  const { slice } = desk;
  const at = { interview };
  const repeat = "m1/detention";
  const saved = must(say("m1/age", "30"));
  const added = must(slice.addEntry({ ...at, repeat }));
  const outputs = [
    ["interviews.start", view],
    ["interviews.answer", saved],
    ["interviews.addEntry", added],
    ["interviews.removeEntry", must(slice.removeEntry({ ...at, entry: added.entry ?? "" }))],
    ["interviews.language", must(slice.language({ ...at, language: "English (en)" }))],
    ["interviews.history", must(slice.history({ ...at, question: "m1/age" }))],
    ["interviews.list", must(slice.list({ stage: null, search: "", offset: 0, limit: 10 }))],
    ["interviews.visit", must(slice.visit({ ...at, question: "m1/age" }))],
  ] as const;
  for (const [name, output] of outputs)
    expect(contract[name].output.safeParse(output).error).toBeUndefined();
});

test("an answer is in the history before it is acknowledged, under the name of its hash", () => {
  const desk = smallDesk();
  const { interview, say, agree } = begin(desk);
  agree();
  must(say("m1/account", "أُخذ من البيت ليلاً"));
  const lines = desk.lines(interview);
  expect(lines.at(-1)?.event).toMatchObject({
    type: "answered",
    question: "m1/account",
    state: "answered",
    value: "أُخذ من البيت ليلاً",
    device: desk.self.device,
    seq: lines.length,
    tick: lines.length,
    prev: lines.at(-2)?.hash,
  });
  for (const { line, hash, event } of lines) {
    expect(sha256Hex(line)).toBe(hash);
    expect(canonicalJson(event)).toBe(line);
  }
});

test("what follows from an answer is written with it and says what moved it", () => {
  const desk = smallDesk();
  const { interview, say, agree, node } = begin(desk);
  agree();
  must(say("m1/age", "30"));
  expect(said(desk, interview).slice(-2)).toMatchObject([
    { question: "m1/age", value: "30" },
    { question: "m1/months", value: "360", cause: "calculation" },
  ]);
  expect(said(desk, interview).at(-2)).not.toHaveProperty("cause");
  expect(node("m1/months")?.value).toBe("360");
});

test("the page is told what changed, what went and in which order things now stand", () => {
  const desk = smallDesk();
  const { say, agree } = begin(desk);
  const opened = agree();
  expect(opened.nodes.find(({ ref }) => ref === "m1/account")?.relevant).toBe(true);
  const counted = must(say("m1/others", "2"));
  const entries = counted.nodes.filter(({ kind }) => kind === "entry").map(({ ref }) => ref);
  expect(entries).toHaveLength(2);
  expect(counted.order).toEqual(expect.arrayContaining(entries));
  const fewer = must(say("m1/others", "1"));
  expect(fewer.removed).toEqual([entries[1]]);
  expect(fewer.order).not.toContain(entries[1]);
  expect(must(say("m1/others", "1")).order).toBeNull();
});

test("a refused answer changes nothing, on the page or in the history", () => {
  const desk = smallDesk();
  const { interview, say, agree, node } = begin(desk);
  expect(say("m1/account", "مبكر")).toEqual(fail({ kind: "consent-first" }));
  expect(say("refusal_reason", "مبكر")).toEqual(fail({ kind: "not-relevant" }));
  agree();
  const before = desk.lines(interview).length;
  expect(say("m1/age", "ثلاثون")).toEqual(fail({ kind: "not-a-number" }));
  expect(say("m1/nowhere", "x")).toEqual(fail({ kind: "unknown-path" }));
  expect(say("m1/account", "a\0b")).toEqual(fail({ kind: "text-not-storable" }));
  const { slice } = desk;
  const refuse = (reason: string | null) =>
    slice.state({ interview, question: "m1/age", state: "skipped", reason });
  expect(refuse(null)).toEqual(fail({ kind: "reason-missing" }));
  expect(refuse("\ud800")).toEqual(fail({ kind: "text-not-storable" }));
  expect(desk.lines(interview)).toHaveLength(before);
  expect(node("m1/age")?.state).toBe("not-asked");
});

test("every earlier answer stays, with who gave it, when and why", () => {
  const desk = smallDesk();
  const { interview, say, agree } = begin(desk);
  agree();
  must(say("m1/governorate", "SY12"));
  desk.world.later(90);
  must(say("m1/governorate", "SY14"));
  const question = "m1/governorate";
  const state = { interview, question, state: "skipped", reason: "لا يريد" } as const;
  must(desk.slice.state(state));
  const { entries } = must(desk.slice.history({ interview, question }));
  expect(entries).toMatchObject([
    { state: "answered", value: "SY12", shown: "درعا", at: "2026-11-22T14:03:11+03:00" },
    { state: "answered", value: "SY14", shown: "القنيطرة", at: "2026-11-22T14:04:41+03:00" },
    { state: "skipped", value: null, shown: null, reason: "لا يريد" },
  ]);
  expect(new Set(entries.map(({ deviceName }) => deviceName))).toEqual(new Set(["حاسوب ندى"]));
  must(desk.slice.language({ interview, language: "English (en)" }));
  const inEnglish = must(desk.slice.history({ interview, question }));
  expect(inEnglish.entries[0]?.shown).toBe("Daraa");
});

test("a date said in the Hijri calendar keeps what was said, beside the date that was made of it", () => {
  const desk = smallDesk();
  const { interview, agree } = begin(desk);
  agree();
  const question = "m1/account";
  const { slice } = desk;
  const value = "2018-10-15~";
  const told = { interview, question, value };
  const stated = "umalqura:1440-02-06";
  must(slice.answer(told));
  // The same day, and now it is known how it was said.
  expect(must(slice.answer({ ...told, stated })).stated).toEqual({ [question]: stated });
  expect(said(desk, interview).at(-1)).toMatchObject({ question, value, stated });
  expect(must(desk.restarted().open({ interview })).stated).toEqual({ [question]: stated });
  const before = desk.lines(interview).length;
  must(slice.answer({ ...told, stated }));
  expect(desk.lines(interview)).toHaveLength(before);
  expect(must(slice.answer(told)).stated).toEqual({});
  const { entries } = must(slice.history({ interview, question }));
  expect(entries.map((one) => one.stated)).toEqual([null, stated, null]);
});

test("nobody can write down a Hijri date beside a date that is not made of it", () => {
  const desk = smallDesk();
  const { interview, agree } = begin(desk);
  agree();
  const before = desk.lines(interview).length;
  for (const [value, stated] of [
    ["2018-10-15", "umalqura:1440-02-06"],
    ["2018-10-16~", "umalqura:1440-02-06"],
    ["2018-10-15~", "umalqura:1440-02-31"],
    ["", "umalqura:1440"],
  ] as const)
    expect(desk.slice.answer({ interview, question: "m1/account", value, stated })).toEqual(
      fail({ kind: "not-a-date" }),
    );
  expect(desk.lines(interview)).toHaveLength(before);
});

test("a state sets the answer aside, and it comes back as it was", () => {
  const desk = smallDesk();
  const { interview, say, agree } = begin(desk);
  agree();
  must(say("m1/account", "كل شيء"));
  const question = "m1/account";
  const state = (to: "dont-know" | "answered") =>
    must(desk.slice.state({ interview, question, state: to, reason: null }));
  expect(state("dont-know").nodes.find(({ ref }) => ref === question)).toMatchObject({ value: "" });
  const restarted = must(desk.restarted().open({ interview }));
  expect(restarted.nodes.find(({ ref }) => ref === question)?.state).toBe("dont-know");
  expect(state("answered").nodes.find(({ ref }) => ref === question)?.value).toBe("كل شيء");
});

test("a code that stands for a state is kept as both", () => {
  const desk = smallDesk();
  const { interview, say, agree, node } = begin(desk);
  agree();
  must(say("m1/consent_confirmed", "dk"));
  const last = said(desk, interview).at(-1);
  expect(last).toMatchObject({ state: "dont-know", value: "dk" });
  expect(node("m1/consent_confirmed", desk.restarted())).toMatchObject({
    value: "dk",
    state: "dont-know",
  });
});

test("an entry keeps its answers while others come and go, and comes back when it is restored", () => {
  const desk = smallDesk();
  const { interview, say, agree, node, entries } = begin(desk);
  agree();
  const { slice } = desk;
  const [first = ""] = entries("m1/detention");
  const second = must(slice.addEntry({ interview, repeat: "m1/detention" })).entry ?? "";
  must(say(`${first}/det_place`, "تل شهاب"));
  must(say(`${second}/det_place`, "القابون"));
  must(slice.removeEntry({ interview, entry: first }));
  expect(entries("m1/detention")).toEqual([second]);
  expect(node(second)?.position).toBe(1);
  const restarted = desk.restarted();
  must(restarted.restoreEntry({ interview, entry: first }));
  expect(node(`${first}/det_place`, restarted)?.value).toBe("تل شهاب");
  expect(node(second, restarted)?.position).toBe(2);
  expect(desk.lines(interview).map(({ event }) => event.type)).toEqual(
    expect.arrayContaining(["entry-added", "entry-removed", "entry-restored"]),
  );
});

test("the history tells entries that a person added from those the form made", () => {
  const desk = smallDesk();
  const { interview, say, agree } = begin(desk);
  agree();
  must(desk.slice.addEntry({ interview, repeat: "m1/detention" }));
  must(say("m1/others", "1"));
  const added = desk
    .lines(interview)
    .flatMap(({ event }) => (event.type === "entry-added" ? [[event.repeat, event.cause]] : []));
  expect(added).toEqual([
    ["m1/detention", "count"],
    ["m1/detention", undefined],
    ["m1/other", "count"],
  ]);
});

test("a code that the interviewer corrects is the one by which the interview is found", () => {
  const desk = smallDesk();
  const { interview, view, say } = begin(desk);
  must(say("code", "DF3-K7Q2"));
  const list = (search: string) =>
    must(desk.slice.list({ stage: null, search, offset: 0, limit: 10 }));
  expect(list("df٣-k7").rows.map((row) => [row.interview, row.code])).toEqual([
    [interview, "DF3-K7Q2"],
  ]);
  expect(list(view.code).total).toBe(0);
  must(say("code", ""));
  expect(list(view.code).total).toBe(1);
});

test("an interview goes on at the question last visited, in the language last chosen", () => {
  const desk = smallDesk();
  const { interview, agree } = begin(desk);
  agree();
  must(desk.slice.visit({ interview, question: "m1/age" }));
  must(desk.slice.language({ interview, language: "English (en)" }));
  const again = must(desk.restarted().open({ interview }));
  expect(again).toMatchObject({ at: "m1/age", language: "English (en)" });
  expect(again.nodes.find(({ ref }) => ref === "m1/age")?.label.parts).toMatchObject([
    { text: "Age" },
  ]);
});

test("where the question last visited is closed now, it goes on at the first that waits", () => {
  const desk = smallDesk();
  const { interview, say, agree } = begin(desk);
  agree();
  must(desk.slice.visit({ interview, question: "m1/age" }));
  must(say("consent_participate", "no"));
  expect(must(desk.restarted().open({ interview })).at).toBe("refusal_reason");
});

test("a language that the form does not have is refused, and nothing changes", () => {
  const desk = smallDesk();
  const { interview } = begin(desk);
  expect(desk.slice.language({ interview, language: "Kurdish (ku)" })).toEqual(
    fail({ kind: "language-unknown" }),
  );
  const started = desk.slice.start({ questionnaire: desk.questionnaire, language: "Klingon" });
  expect(must(started).language).toBe("Arabic (ar)");
});

test("an interview that is not here is unknown to every call", () => {
  const { slice } = smallDesk();
  const interview = "0".repeat(32) as never;
  const question = "code";
  const unknown = fail({ kind: "interview-unknown" });
  expect(slice.open({ interview })).toEqual(unknown);
  expect(slice.answer({ interview, question, value: "x" })).toEqual(unknown);
  expect(slice.visit({ interview, question })).toEqual(unknown);
  expect(slice.history({ interview, question })).toEqual(unknown);
  expect(slice.finish({ interview })).toEqual(unknown);
});

test("on a full disk the answer is not acknowledged, and the form is as the disk has it", () => {
  const desk = smallDesk();
  const { interview, say, agree, node } = begin(desk);
  agree();
  must(say("m1/account", "قبل"));
  const connection = desk.store.connection();
  const pages = connection.pragma("page_count", { simple: true });
  connection.pragma(`max_page_count = ${pages}`);
  const long = "بعد ".repeat(5000);
  expect(say("m1/account", long)).toEqual(fail({ kind: "disk-full" }));
  expect(node("m1/account")?.value).toBe("قبل");
  expect(said(desk, interview).at(-1)?.value).toBe("قبل");
  // The reserve was freed: the same answer, given again, is kept.
  must(say("m1/account", long));
  expect(node("m1/account", desk.restarted())?.value).toBe(long);
});

test.each([
  ["a changed word", "UPDATE event SET line = replace(line, 'نوى', 'جاسم')"],
  ["an event that was taken out", "DELETE FROM event WHERE seq = 3"],
  ["an interview without its beginning", "DELETE FROM event WHERE seq = 1"],
])("%s keeps an interview from being shown", (_, harm) => {
  const desk = smallDesk();
  const { interview, say, agree } = begin(desk);
  agree();
  must(say("m1/account", "نوى"));
  desk.store.write((db) => db.prepare(harm).run());
  expect(desk.restarted().open({ interview })).toEqual(fail({ kind: "chain-broken" }));
  expect(desk.store.read(inspectInterviews)).toEqual([
    { kind: "chain-broken", subject: interview },
  ]);
});

test("an end of the history that is missing shows against the row", () => {
  const desk = smallDesk();
  const { interview, agree } = begin(desk);
  agree();
  desk.store.write((db) =>
    db.prepare("DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)").run(),
  );
  expect(desk.store.read(inspectInterviews)).toEqual([
    { kind: "projection-differs", subject: interview },
  ]);
});

test("a draft has no copy of its answers beside its history", () => {
  const desk = smallDesk();
  const { say, agree } = begin(desk);
  agree();
  must(say("m1/account", "مرة واحدة فقط"));
  const copies = desk.store.read((db) => db.prepare("SELECT 1 FROM answer").all());
  expect(copies).toEqual([]);
});

test("a clock that goes back is written down, and order stays that of the counter", () => {
  const desk = smallDesk();
  const { interview, say, agree } = begin(desk);
  agree();
  desk.world.later(-86_400);
  must(say("m1/account", "أمس"));
  const { entries } = desk.store.read((db) => listJournal(db, { before: null, limit: 1 }));
  expect(entries).toMatchObject([{ kind: "clock-went-back", details: { seconds: 86_400 } }]);
  const events = desk.lines(interview).map(({ event }) => event);
  expect(events.map(({ tick }) => tick)).toEqual(events.map((_, i) => i + 1));
  expect(must(desk.slice.history({ interview, question: "m1/account" })).entries).toHaveLength(1);
});

test("the list leads with what was touched last, whatever the clock says", () => {
  const desk = smallDesk();
  const first = begin(desk);
  desk.world.later(-3600);
  const second = begin(desk);
  const order = () =>
    must(desk.slice.list({ stage: null, search: "", offset: 0, limit: 10 })).rows.map(
      ({ interview }) => interview,
    );
  expect(order()).toEqual([second.interview, first.interview]);
  first.agree();
  expect(order()).toEqual([first.interview, second.interview]);
});

test("the list says how far each interview is and is given in pages", () => {
  const desk = smallDesk();
  const { interview, say, agree } = begin(desk);
  agree();
  must(say("m1/age", "30"));
  must(desk.slice.visit({ interview, question: "m1/age" }));
  for (let i = 0; i < 4; i++) begin(desk);
  const page = must(desk.slice.list({ stage: "draft", search: "", offset: 4, limit: 10 }));
  expect(page.total).toBe(5);
  expect(page.rows).toMatchObject([
    {
      interview,
      stage: "draft",
      // code, consent and age
      answered: 3,
      relevant: 14,
      problems: 1,
      consent: "hold",
      device: null,
      deviceName: null,
      form: { title: "مقابلة صغيرة", version: "1" },
    },
  ]);
  expect(must(desk.slice.list({ stage: "finished", search: "", offset: 0, limit: 1 })).total).toBe(
    0,
  );
});

test("more interviews than lie on the desk at once go on as they were", () => {
  const desk = smallDesk();
  const all = Array.from({ length: 7 }, () => begin(desk));
  for (const { agree } of all) agree();
  for (const [i, { say }] of all.entries()) must(say("m1/account", `رواية ${i}`));
  for (const [i, { node }] of all.entries()) expect(node("m1/account")?.value).toBe(`رواية ${i}`);
  expect(desk.store.read(inspectInterviews)).toEqual([]);
});
