// What holds for a vault and the interviews in it. The proofs try thousands of ways to break the same.
import { fork, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { handlers } from "../../main/handlers.ts";
import { openFront } from "../../main/rooms.ts";
import { unlockVault } from "../../main/vault/vault.ts";
import { answer } from "../../shared/contract/answer.ts";
import type { Json } from "../../shared/contract/define.ts";
import { contract, openToAll } from "../../shared/contract/index.ts";
import type { FromKeeper, ToKeeper } from "../../shared/contract/keeper.ts";
import { shellCalls } from "../../shared/contract/shell.ts";
import { fail, ok } from "../../shared/result.ts";
import { begin, must, smallDesk } from "../main/interviews/small-desk.ts";
import { builtIn, holdInterviews, newHouse } from "../main/small-house.ts";
import {
  cheap,
  newVault,
  passphrase,
  smallWorld,
  temporaryDir,
} from "../main/vault/small-world.ts";
import { readPromises } from "../proofs/kth-fault/sweep.ts";
import { compileNative, lacks } from "../proofs/native.ts";
import { pagesAfterCarelessDeleting, pagesOf } from "../proofs/plaintext/pages.ts";
import { searchFolders } from "../proofs/plaintext/search.ts";
import { cutPower, record } from "../proofs/power-cut/cut.ts";
import { judgeAnswers } from "../proofs/workloads/judge-answers.ts";

const answers = join(import.meta.dirname, "../proofs/workloads/answers.ts");

test("An answer shown as saved is there after a power cut.", async (context) => {
  if (lacks("a power cut", ["gcc"])) context.skip("needs gcc");
  const dir = temporaryDir();
  const operations = record(compileNative("record", dir), dir, answers, ["40", "full"]);
  const plan = { cuts: 6, seed: 7, ignore: /\/reserve$/ };
  const { torn, prefix, lost } = await cutPower(operations, dir, plan, judgeAnswers);
  for (const { whole, promises } of [torn, prefix, lost]) {
    expect(whole).toBe(plan.cuts);
    expect(promises).toBeGreaterThan(0);
  }
});

test("An answer shown as saved is there after the process is killed at any moment.", async () => {
  const dir = temporaryDir();
  const keeper = spawn(process.execPath, [answers, dir, "100000", "full"], { stdio: "ignore" });
  await expect.poll(() => readPromises(dir).length, { timeout: 30_000 }).toBeGreaterThan(5);
  keeper.kill("SIGKILL");
  await once(keeper, "exit");
  expect(await judgeAnswers(dir, readPromises(dir))).toEqual({ lost: 0, broken: null });
});

test("When the disk fails or is full, Daftar never says saved and never loses the text on the screen.", () => {
  const desk = smallDesk();
  const { say, agree, node } = begin(desk);
  agree();
  must(say("m1/account", "ما حُفظ قبل ذلك"));
  const connection = desk.store.connection();
  const pages = connection.pragma("page_count", { simple: true });
  connection.pragma(`max_page_count = ${pages}`);
  // The page keeps what is being typed until it is told "saved", and this is what it is told.
  const typed = "ما على الشاشة الآن ".repeat(2000);
  expect(say("m1/account", typed)).toEqual(fail({ kind: "disk-full" }));
  expect(node("m1/account", desk.restarted())?.value).toBe("ما حُفظ قبل ذلك");
  // There is room again: the same text, sent again, is kept.
  expect(say("m1/account", typed).ok).toBe(true);
  expect(node("m1/account", desk.restarted())?.value).toBe(typed);
});

test("No file written by Daftar contains readable text of an interview, except the one the person asked for.", async () => {
  const house = await newHouse("ندى");
  const [view] = holdInterviews(house, 3);
  const words = (view?.nodes ?? [])
    .filter(({ type, value }) => type === "text" && value.length > 12)
    .map(({ value }) => value);
  expect(words.length).toBeGreaterThan(5);
  const { files, found } = searchFolders([house.dir], words);
  expect(files).toBeGreaterThan(3);
  expect(found).toEqual([]);
});

/** The keeper's sources, standing where its bundle stands: two folders below the questionnaires. */
function keeperAsPacked() {
  const root = join(import.meta.dirname, "../..");
  const packed = temporaryDir();
  mkdirSync(join(packed, "dist"));
  for (const room of ["main", "shared"]) symlinkSync(join(root, room), join(packed, "dist", room));
  for (const name of ["questionnaires", "node_modules"])
    symlinkSync(join(root, name), join(packed, name));
  const wire = ["--import", join(root, "tests/standin/keeper-side.mjs")];
  const flags = ["--preserve-symlinks", "--preserve-symlinks-main", ...wire];
  return { program: join(packed, "dist/main/keeper.ts"), flags };
}

test("After locking, no process holds the keys.", async () => {
  const dir = join(temporaryDir(), "vault");
  const { program, flags } = keeperAsPacked();
  const keeper = fork(program, ["--vault", dir], {
    execArgv: flags,
    serialization: "advanced",
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  onTestFinished(() => void keeper.kill("SIGKILL"));
  const ask = async (name: keyof typeof contract, input: Json) => {
    const message: ToKeeper = { id: 1, name, input, places: [] };
    keeper.send({ data: message } as never);
    const [{ data }] = (await once(keeper, "message")) as [{ data: FromKeeper }];
    return "outcome" in data ? data.outcome : null;
  };
  const wish = { role: "researcher", name: "ندى", passphrase, sheet: null };
  expect(await ask("vault.create", wish)).toMatchObject({ ok: true, value: { name: "ندى" } });
  expect(await ask("vault.self", {})).toMatchObject({ ok: true });

  const began = performance.now();
  keeper.send({ data: { close: true } satisfies ToKeeper } as never);
  const [code] = await once(keeper, "exit");
  expect(code).toBe(0);
  expect(performance.now() - began).toBeLessThan(5000);
  expect(() => process.kill(keeper.pid as number, 0)).toThrow("ESRCH");
  const again = await unlockVault(smallWorld(), dir, { passphrase });
  expect(again.ok).toBe(true);
  if (again.ok) again.value.close();
});

test("What a person asks to have erased from a section leaves no word in the notebook's file.", () => {
  const desk = smallDesk();
  const { interview, agree, say } = begin(desk);
  agree();
  const marker = "كلمة لا تُنسى 8c1f";
  // Enough of it, and corrected often enough, to fill pages, split them and free some again.
  for (let i = 0; i < 60; i++)
    must(say("m1/account", `${marker} ${i} ${"حشو ".repeat((i * 37) % 900)}`));
  must(desk.slice.note({ interview, question: "m1/account", mark: "note", text: marker }));
  must(say("consent_participate", "no"));
  // The controls: the search finds the word while it is there, and what merely deleting leaves of it.
  const { path, key } = desk;
  const before = pagesOf(path, key);
  expect(before.includes(marker)).toBe(true);
  expect(pagesAfterCarelessDeleting(path, key, "DELETE FROM event").includes(marker)).toBe(true);

  expect(must(desk.slice.eraseSection({ interview, section: "m1" })).traces).toBe(false);
  const journal = `${path}-wal`;
  expect(existsSync(journal) && statSync(journal).size > 0).toBe(false);
  const pages = pagesOf(path, key);
  expect(pages.includes(interview)).toBe(true);
  expect(pages.includes(marker)).toBe(false);
});

test("While locked, no call returns anything from the vault.", async () => {
  const house = await newHouse("ندى");
  holdInterviews(house, 0);
  const [row] = must(
    house.rooms.interviews.list({ stage: null, search: "", offset: 0, limit: 1 }),
  ).rows;
  const given: { readonly [name: string]: Json } = {
    "interviews.list": { stage: null, search: "", offset: 0, limit: 10 },
    "interviews.start": { questionnaire: builtIn(house), language: null },
    "questionnaires.export": { questionnaire: builtIn(house) },
    "questionnaires.read": { questionnaire: builtIn(house) },
    "people.writeReferral": {
      referral: null,
      words: { service: "عيادة", purpose: "", area: "", contact: "عند الفرن", note: "" },
    },
    "people.draftReferral": {
      words: { service: "عيادة", purpose: "", area: "", contact: "", note: "" },
    },
    "people.removeReferral": { referral: "a".repeat(32) },
    "questionnaires.keepPlaces": { hash: builtIn(house) },
    "questionnaires.findPlaces": { text: "درعا", within: null },
    "people.offer": { questionnaire: builtIn(house), offered: true },
    "interviews.planMove": { interview: row?.interview ?? "", to: builtIn(house) },
    "interviews.move": { interview: row?.interview ?? "", to: builtIn(house) },
    "vault.journal": { before: null, limit: 10 },
    "parcels.make": { interviews: [row?.interview ?? ""] },
    "analysis.table": { formats: ["csv"], labels: "codes" },
    "paper.draw": {
      kind: "record",
      interview: row?.interview ?? "",
      language: "ar",
      digits: "latn",
      researcher: false,
    },
    "paper.save": {
      kind: "record",
      interview: row?.interview ?? "",
      language: "ar",
      digits: "latn",
      researcher: false,
    },
    "people.createTeam": { name: "فريق", keys: "hybrid" },
    "people.removeMember": { device: `SHA256:${"a".repeat(43)}` },
    "people.join": { safetyNumber: Array.from({ length: 12 }, () => "12345").join(" ") },
    "interviews.language": { interview: row?.interview ?? "", language: "English (en)" },
    "interviews.addEntry": { interview: row?.interview ?? "", repeat: "m6/step" },
    "interviews.removeEntry": { interview: row?.interview ?? "", entry: "m6/step[aaaa]" },
    "interviews.restoreEntry": { interview: row?.interview ?? "", entry: "m6/step[aaaa]" },
    "interviews.answer": { interview: row?.interview ?? "", question: "m0/a", value: "x" },
    "interviews.state": {
      interview: row?.interview ?? "",
      question: "m0/a",
      state: "skipped",
      reason: "x",
    },
    "interviews.note": {
      interview: row?.interview ?? "",
      question: "m0/a",
      mark: "flag",
      text: "x",
    },
    "interviews.visit": { interview: row?.interview ?? "", question: "m0/a" },
    "interviews.history": { interview: row?.interview ?? "", question: "m0/a" },
    "interviews.open": { interview: row?.interview ?? "" },
    "interviews.eraseSection": { interview: row?.interview ?? "", section: "m7" },
    "interviews.amend": { interview: row?.interview ?? "", reason: "x" },
    "interviews.finish": { interview: row?.interview ?? "" },
    "practice.go": { step: "begin", again: true },
    "practice.saw": { part: "paused" },
    "interviews.beginRecording": { interview: row?.interview ?? "", question: null, agreed: true },
    "interviews.recordPiece": { recording: "k3f9abcd", index: 0, piece: "AAAA" },
    "interviews.endRecording": { recording: "k3f9abcd", seconds: 3 },
    "interviews.attachFile": { interview: row?.interview ?? "", question: null, agreed: true },
    "interviews.detach": { interview: row?.interview ?? "", attachment: "k3f9abcd" },
    "interviews.attachAgain": { interview: row?.interview ?? "", attachment: "k3f9abcd" },
    "interviews.saveFile": {
      interview: row?.interview ?? "",
      attachment: "k3f9abcd",
      media: "application/pdf",
    },
    "interviews.readFile": { interview: row?.interview ?? "", attachment: "k3f9abcd", piece: 0 },
  };
  const calls = handlers(house.front);
  const inside = Object.keys(contract).filter(
    (name) => !Object.hasOwn(shellCalls, name) && !(openToAll as readonly string[]).includes(name),
  );
  const outcomes = () =>
    Promise.all(inside.map((name) => answer(calls, () => {}, name, given[name] ?? {}, ["/tmp/x"])));
  // The same questions reach the vault while it is open: none of them is refused for its form.
  for (const name of inside)
    expect([
      name,
      contract[name as "vault.self"].input.safeParse(given[name] ?? {}).success,
    ]).toEqual([name, true]);
  house.front.close();
  expect(await outcomes()).toEqual(inside.map(() => fail({ kind: "locked" })));
  expect(inside.length).toBeGreaterThan(25);

  // What a locked Daftar does answer says that there is a vault, and nothing of what is in it.
  const status = await answer(calls, () => {}, "vault.status", {}, []);
  expect(status).toEqual(ok({ exists: true, open: false, waitSeconds: 0 }));
});

test("Every change to an answer keeps the earlier answer, who changed it and why.", () => {
  const desk = smallDesk();
  const { interview, say, agree } = begin(desk);
  agree();
  const question = "m1/account";
  must(say(question, "كما قيل أولاً"));
  desk.world.later(60);
  must(say(question, "كما صُحّح"));
  desk.world.later(60);
  must(desk.slice.state({ interview, question, state: "skipped", reason: "طلب ألا يُذكر" }));
  const { entries } = must(desk.restarted().history({ interview, question }));
  const { device } = desk.self;
  expect(entries).toMatchObject([
    { value: "كما قيل أولاً", device, at: "2026-11-22T14:03:11+03:00", reason: null },
    { value: "كما صُحّح", device, at: "2026-11-22T14:04:11+03:00", reason: null },
    { state: "skipped", device, at: "2026-11-22T14:05:11+03:00", reason: "طلب ألا يُذكر" },
  ]);
});

test("A wrong passphrase never opens, never destroys and never tells why.", async () => {
  const { vault, dir, world } = await newVault({}, smallWorld());
  vault.close();
  const clock = world as ReturnType<typeof smallWorld>;
  const files = () => ["keys", "vault-1.db"].map((name) => readFileSync(join(dir, name)));
  const before = files();
  const wrong = [
    "",
    "x",
    passphrase.slice(0, -1),
    `${passphrase} `,
    passphrase.replace("باب", "بـاب"),
    "Zaytun qadim",
    "ز".repeat(1000),
  ];
  for (const typed of wrong) {
    clock.later(600);
    expect(await unlockVault(clock, dir, { passphrase: typed })).toEqual(
      fail({ kind: "passphrase-wrong" }),
    );
  }
  expect(files()).toEqual(before);
  clock.later(600);
  const right = await unlockVault(clock, dir, { passphrase });
  expect(right.ok && right.value.self.name).toBe("ندى");
  if (right.ok) right.value.close();
  const front = openFront(clock, dir, { builtInForms: "", announce: () => {}, cost: cheap });
  expect(front.rooms()).toBeNull();
});
