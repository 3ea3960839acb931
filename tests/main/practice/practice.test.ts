// The practice notebook: a door of its own, a prepared notebook behind it, and steps that count when
// they were really done.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { handlers } from "../../../main/handlers.ts";
import { openPracticeDoor } from "../../../main/practice-door.ts";
import { openFront } from "../../../main/rooms.ts";
import type { Announcement } from "../../../shared/contract/events.ts";
import { type CallName, contract } from "../../../shared/contract/index.ts";
import { isStepDone } from "../../../shared/practice/steps.ts";
import { fail, ok } from "../../../shared/result.ts";
import { expectOk, newHouse } from "../small-house.ts";
import { passphrase, smallWorld, temporaryDir } from "../vault/small-world.ts";

const forms = join(import.meta.dirname, "../../../questionnaires");
const words = "قهوة ومطر ومفتاح وطريق وشباك وقمر";
const wish = {
  language: "ar",
  passphrase: words,
  name: "متدرّبة",
  team: "فريق التدريب",
  coordinators: ["منسّقة-1", "منسّق-2"],
  service: { service: "عيادة مختلقة", purpose: "", area: "", contact: "لا أحد هناك", note: "" },
} as const;

/** A practice notebook that was begun, open until the test ends. */
async function begun() {
  const dir = join(temporaryDir(), "practice");
  const world = smallWorld("تدريب");
  const told: Announcement[] = [];
  const surroundings = {
    builtInForms: forms,
    announce: (one: Announcement) => void told.push(one),
  };
  const door = openPracticeDoor(world, dir, surroundings);
  onTestFinished(door.close);
  const self = expectOk(
    (await door.practice?.begin({ ...wish, coordinators: [...wish.coordinators] })) ??
      fail({ kind: "none" }),
  );
  const rooms = () => {
    const open = door.rooms();
    if (!open?.practice) throw new Error("a begun practice is open");
    return { ...open, practice: open.practice };
  };
  return { dir, world, door, self, told, rooms, calls: handlers(door) };
}

const list = { stage: null, search: "", offset: 0, limit: 50 } as const;

test("a practice is begun with three invented interviews, in a team, and with nothing done", async () => {
  const { rooms, self, dir } = await begun();
  expect(self).toMatchObject({ role: "researcher", name: wish.name, team: wish.team });
  const { rows } = expectOk(rooms().interviews.list(list));
  expect(rows.map(({ stage }) => stage).sort()).toEqual(["draft", "draft", "finished"]);
  expect(expectOk(await rooms().parcels.ready()).blocked).toBeNull();
  expect(expectOk(rooms().practice.progress())).toEqual({ step: "begin", done: [] });
  expect(expectOk(await rooms().vault.check()).problems).toEqual([]);
  // What was needed to prepare it is gone, and with it every key that could open a practice parcel.
  expect(readdirSync(join(dir, ".."))).toEqual(["practice"]);
});

test("one of the invented interviews only wants its end", async () => {
  const { rooms } = await begun();
  const drafts = expectOk(rooms().interviews.list({ ...list, stage: "draft" })).rows;
  const almost = drafts.find(({ code }) => code === "SYN-NAWA02");
  const { problems } = expectOk(
    rooms().interviews.open({ interview: almost?.interview ?? ("" as never) }),
  );
  expect(problems.map(({ ref }) => ref)).toEqual([
    "m12/consent_confirmed",
    "m12/end_state",
    "m12/distress",
  ]);
});

test("no passphrase and no door opens the notebook of the other", async () => {
  const house = await newHouse("ندى");
  house.front.close();
  const { dir, door, world } = await begun();
  expect(await door.unlock({ passphrase })).toMatchObject({
    fault: { kind: expect.stringMatching(/^(passphrase-wrong|vault-in-use)$/) },
  });
  door.close();
  world.later(600);
  expect(await door.unlock({ passphrase })).toEqual(fail({ kind: "passphrase-wrong" }));
  expect(await house.front.unlock({ passphrase: words })).toEqual(
    fail({ kind: "passphrase-wrong" }),
  );

  // Carried to the other's place, with the passphrase that is right: still not.
  world.later(600);
  house.world.later(600);
  const surroundings = { builtInForms: forms, announce: () => {} };
  const other = fail({ kind: "vault-other-door" });
  expect(await openFront(world, dir, surroundings).unlock({ passphrase: words })).toEqual(other);
  const real = openPracticeDoor(house.world, house.dir, surroundings);
  expect(await real.unlock({ passphrase })).toEqual(other);
  expect(await real.practice?.begin({ ...wish, coordinators: [...wish.coordinators] })).toEqual(
    fail({ kind: "vault-exists" }),
  );
  expect(expectOk(await house.front.unlock({ passphrase })).name).toBe("ندى");
});

test("nothing enters the practice notebook and nothing leaves it", async () => {
  const { rooms, calls, dir } = await begun();
  const outside = temporaryDir();
  const only = fail({ kind: "practice-only" });
  const file = join(outside, "x");
  const withPlace = Object.keys(contract).filter((name) => "place" in contract[name as CallName]);
  expect(withPlace).toContain("parcels.import");
  for (const name of withPlace.filter((one) => one !== "parcels.make")) {
    const call = calls[name as keyof typeof calls] as (...given: unknown[]) => Promise<unknown>;
    expect([name, await call({}, [file])]).toEqual([name, only]);
  }

  const [finished] = expectOk(rooms().interviews.list({ ...list, stage: "finished" })).rows;
  if (!finished) throw new Error("no finished interview");
  const made = expectOk(await rooms().parcels.make({ interviews: [finished.interview] }, outside));
  expect(readdirSync(outside)).toEqual([]);
  expect(existsSync(join(dir, "stick", made.fileName))).toBe(true);
});

test("a practice parcel is nothing to a real notebook", async () => {
  const { rooms, dir } = await begun();
  const [finished] = expectOk(rooms().interviews.list({ ...list, stage: "finished" })).rows;
  if (!finished) throw new Error("no finished interview");
  const { fileName } = expectOk(
    await rooms().parcels.make({ interviews: [finished.interview] }, dir),
  );
  const lead = await newHouse("منسّقة-9", "coordinator");
  expectOk(await lead.rooms.people.createTeam({ name: "الجنوب", keys: "hybrid" }));
  const read = expectOk(await lead.rooms.parcels.import([join(dir, "stick", fileName)]));
  expect(read.files).toMatchObject([{ outcome: "refused", interviews: { new: 0 } }]);
  expect(expectOk(lead.rooms.interviews.list(list)).total).toBe(0);
});

test("each act counts when it was done, by whoever learns, and not before", async () => {
  const { rooms, calls, told, door, world } = await begun();
  const done = () => expectOk(rooms().practice.progress()).done;
  const [form] = expectOk(rooms().questionnaires.list()).forms;
  if (!form) throw new Error("no questionnaire");
  const started = expectOk(
    await calls["interviews.start"]({ questionnaire: form.hash, language: null }, []),
  );
  const { interview } = started;
  expect(done()).toEqual(["started"]);
  expect(told.at(-1)).toEqual({
    event: "practised",
    progress: { step: "keyboard", done: ["started"] },
  });
  const say = async (question: string, value: string) => {
    expectOk(await calls["interviews.answer"]({ interview, question, value }, []));
  };
  const leave = async (
    question: string,
    state: "dont-know" | "prefers-not-to-say" | "skipped",
    reason: string | null = null,
  ) => {
    expectOk(await calls["interviews.state"]({ interview, question, state, reason }, []));
  };
  await say("m0/interview_language", "ar");
  expect(done()).toEqual(["started", "option"]);
  await say("m0/interview_date", "2026-11-20");
  expect(done().at(-1)).toBe("digits");
  await say("m0/consent_participate", "no");
  expect(done().at(-1)).toBe("digits");
  await say("m0/consent_participate", "yes");
  await say("m0/consent_uses", "statistics_public");
  expect(done().slice(-2)).toEqual(["agreed", "uses"]);
  await leave("m1/gender", "dont-know");
  await leave("m1/age_band", "prefers-not-to-say");
  await leave("m3/rank", "skipped", "تعب");
  expect(done().slice(-3)).toEqual(["dont-know", "prefers-not-to-say", "skipped"]);
  await say("m2/origin_governorate", "SY12");
  await say("m2/origin_subdistrict", "nawa");
  expect(done().at(-1)).toBe("place");
  await say("m4/leave_date", "2018-11-20");
  expect(done()).not.toContain("part-date");
  await say("m4/leave_date", "2018-11~");
  expect(isStepDone("dates", done())).toBe(true);
  await say("m5/settled_2018", "yes");
  await say("m6/processed", "yes");
  expectOk(await calls["interviews.addEntry"]({ interview, repeat: "m6/step" }, []));
  expect(done().at(-1)).toBe("entry");
  expectOk(await calls["practice.saw"]({ part: "timeline" }, []));
  expectOk(await calls["practice.saw"]({ part: "paused" }, []));
  expect(isStepDone("entries", done())).toBe(true);
  expect(done()).not.toContain("unlocked");
  door.close();
  world.later(60);
  expectOk(await door.unlock({ passphrase: words }));
  expect(isStepDone("pause", done())).toBe(true);
  expect(isStepDone("end", done())).toBe(false);
});

test("a step can be done again, and is then as if it had not been done", async () => {
  const { rooms } = await begun();
  const [form] = expectOk(rooms().questionnaires.list()).forms;
  if (!form) throw new Error("no questionnaire");
  const start = () =>
    expectOk(rooms().interviews.start({ questionnaire: form.hash, language: null }));
  start();
  expectOk(rooms().practice.saw({ part: "timeline" }));
  expect(expectOk(rooms().practice.go({ step: "entries", again: true }))).toEqual({
    step: "entries",
    done: ["started"],
  });
  expect(expectOk(rooms().practice.go({ step: "begin", again: true })).done).toEqual([]);
  start();
  expect(expectOk(rooms().practice.progress())).toEqual({
    step: "keyboard",
    done: ["started"],
  });
  // A step that was done stays where it was gone back to.
  expect(expectOk(rooms().practice.go({ step: "begin", again: false })).step).toBe("begin");
  expect(expectOk(rooms().practice.progress()).step).toBe("begin");
});

test("begun anew, the old one is gone; what is not open is never thrown away", async () => {
  const { dir, door, rooms } = await begun();
  const again = { ...wish, coordinators: [...wish.coordinators] };
  const before = expectOk(rooms().vault.self()).device;
  const [form] = expectOk(rooms().questionnaires.list()).forms;
  if (!form) throw new Error("no questionnaire");
  expectOk(rooms().interviews.start({ questionnaire: form.hash, language: null }));
  const after = expectOk((await door.practice?.begin(again)) ?? fail({ kind: "none" }));
  expect(after.device).not.toBe(before);
  expect(expectOk(rooms().interviews.list(list)).total).toBe(3);
  expect(door.practice?.door()).toEqual(ok({ passphrase: words }));

  door.close();
  const keys = readFileSync(join(dir, "keys"));
  expect(await door.practice?.begin(again)).toEqual(fail({ kind: "vault-exists" }));
  expect(readFileSync(join(dir, "keys"))).toEqual(keys);
});

test("a preparation that fails leaves the notebook that was there", async () => {
  const { dir, door } = await begun();
  const weak = { ...wish, coordinators: [...wish.coordinators], passphrase: "قصيرة" };
  expect(await door.practice?.begin(weak)).toEqual(fail({ kind: "passphrase-weak" }));
  expect(door.rooms()).not.toBeNull();
  expect(readdirSync(join(dir, "..")).sort()).toEqual(["practice", "practice.part"]);
  expect(expectOk(door.rooms()?.interviews.list(list) ?? fail({ kind: "none" })).total).toBe(3);
});

test("a damaged practice notebook is thrown away, and another is prepared in its place", async () => {
  const { dir, door } = await begun();
  door.close();
  const keys = join(dir, "keys");
  writeFileSync(keys, readFileSync(keys).subarray(1));
  expect(await door.unlock({ passphrase: words })).toEqual(fail({ kind: "vault-damaged" }));
  const again = { ...wish, coordinators: [...wish.coordinators] };
  expectOk((await door.practice?.begin(again)) ?? fail({ kind: "none" }));
  expect(expectOk(door.rooms()?.interviews.list(list) ?? fail({ kind: "none" })).total).toBe(3);
});

test("a practice notebook without its words is said to be damaged, and is not touched", async () => {
  const { dir, door } = await begun();
  door.close();
  rmSync(join(dir, "passphrase"));
  expect(door.practice?.door()).toEqual(fail({ kind: "vault-damaged" }));
  const again = { ...wish, coordinators: [...wish.coordinators] };
  expect(await door.practice?.begin(again)).toEqual(fail({ kind: "vault-exists" }));
  expect(expectOk(door.status()).exists).toBe(true);
});

test("a real notebook and its door know nothing of practice", async () => {
  const house = await newHouse("ندى");
  const calls = handlers(house.front);
  const unknown = fail({ kind: "not-understood" });
  expect(await calls["practice.door"]({}, [])).toEqual(unknown);
  expect(
    await calls["practice.begin"]({ ...wish, coordinators: [...wish.coordinators] }, []),
  ).toEqual(unknown);
  expect(await calls["practice.progress"]({}, [])).toEqual(unknown);
  expect(await calls["practice.go"]({ step: "end", again: true }, [])).toEqual(unknown);
  expect(await calls["practice.saw"]({ part: "paused" }, [])).toEqual(unknown);
});
