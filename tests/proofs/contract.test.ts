// Every call of the contract, asked wrongly in every way a hostile page can think of, of a keeper
// that is locked, open, or just being opened. And with a check taken out, so that the proof is seen
// to see.
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { handlers } from "../../main/handlers.ts";
import { type Front, openFront } from "../../main/rooms.ts";
import { answer } from "../../shared/contract/answer.ts";
import type { Json } from "../../shared/contract/define.ts";
import {
  type CallName,
  contract,
  type Handlers,
  type KeeperCallName,
  openToAll,
} from "../../shared/contract/index.ts";
import { shellCalls } from "../../shared/contract/shell.ts";
import { builtIn, expectOk, holdInterviews, newHouse } from "../main/small-house.ts";
import { cheap, passphrase, smallWorld, temporaryDir } from "../main/vault/small-world.ts";
import { report, seed, whole } from "./report.ts";

const names = Object.keys(contract).filter(
  (name) => !Object.hasOwn(shellCalls, name),
) as KeeperCallName[];
const perCall = whole ? 2_000 : 80;
const counted = { calls: names.length, requests: 0 };
afterAll(() => report({ proof: "contract", counts: counted, seed }));

/** Words that stand in the vault and nowhere else: whoever sees one has seen into it. */
const inside = ["SYN-BEAT01", "ندى", "سلّمت نفسي"];

const id = "0".repeat(32);
const hash = "0".repeat(64);
const question = { interview: id, question: "m0/interview_code" };

const referral = { service: "عيادة", purpose: "", area: "", contact: "عند الفرن", note: "" };

/** For each call an input that its schema takes. */
const proper: { readonly [Name in KeeperCallName]: Json } = {
  "vault.status": {},
  "vault.proposeSheet": {},
  "vault.create": { role: "researcher", name: "ر", passphrase: "قصير", sheet: null },
  "vault.unlock": { passphrase: "ليست هذه" },
  "vault.self": {},
  "vault.info": {},
  "vault.check": {},
  "vault.journal": { before: null, limit: 5 },
  "vault.verifyJournal": {},
  "questionnaires.list": {},
  "questionnaires.read": { questionnaire: hash },
  "questionnaires.import": {},
  "questionnaires.export": { questionnaire: hash },
  "questionnaires.places": {},
  "questionnaires.readPlaces": {},
  "questionnaires.keepPlaces": { hash },
  "questionnaires.findPlaces": { text: "درعا", within: null },
  "interviews.list": { stage: null, search: "", offset: 0, limit: 10 },
  "interviews.start": { questionnaire: hash, language: null },
  "interviews.open": { interview: id },
  "interviews.answer": { ...question, value: "نعم" },
  "interviews.state": { ...question, state: "skipped", reason: "تعب" },
  "interviews.addEntry": { interview: id, repeat: "m7/detention" },
  "interviews.removeEntry": { interview: id, entry: "m7/detention[aaaa]" },
  "interviews.restoreEntry": { interview: id, entry: "m7/detention[aaaa]" },
  "interviews.note": { ...question, mark: "note", text: "كان متعباً" },
  "interviews.visit": question,
  "interviews.language": { interview: id, language: "Arabic (ar)" },
  "interviews.history": question,
  "interviews.planMove": { interview: id, to: hash },
  "interviews.move": { interview: id, to: hash },
  "interviews.eraseSection": { interview: id, section: "m7" },
  "interviews.amend": { interview: id, reason: "خطأ في التاريخ" },
  "interviews.finish": { interview: id },
  "interviews.beginRecording": { ...question, agreed: true },
  "interviews.recordPiece": { recording: "k3f9abcd", index: 0, piece: "AAAA" },
  "interviews.endRecording": { recording: "k3f9abcd", seconds: 3 },
  "interviews.attachFile": { ...question, agreed: true },
  "interviews.saveFile": {
    interview: id,
    attachment: "k3f9abcd",
    media: "application/pdf",
  },
  "interviews.detach": { interview: id, attachment: "k3f9abcd" },
  "interviews.attachAgain": { interview: id, attachment: "k3f9abcd" },
  "interviews.readFile": { interview: id, attachment: "k3f9abcd", piece: 0 },
  "people.team": {},
  "people.createTeam": { name: "الجنوب", keys: "hybrid" },
  "people.saveCard": {},
  "people.addCards": {},
  "people.removeMember": { device: `SHA256:${"A".repeat(43)}` },
  "people.offer": { questionnaire: hash, offered: true },
  "people.referrals": {},
  "people.writeReferral": { referral: null, words: referral },
  "people.draftReferral": { words: { ...referral, contact: "" } },
  "people.removeReferral": { referral: id },
  "people.publish": {},
  "people.readTeam": {},
  "people.join": { safetyNumber: Array(12).fill("00000").join(" ") },
  "parcels.ready": {},
  "parcels.make": { interviews: [id] },
  "parcels.inspect": {},
  "parcels.import": {},
  "parcels.inbox": {},
  "analysis.table": { formats: ["csv"], labels: "codes" },
  "practice.door": {},
  "practice.begin": {
    language: "ar",
    passphrase: "قصير",
    name: "ر",
    team: "فريق",
    coordinators: ["ك", "ن"],
    service: { service: "ع", purpose: "", area: "", contact: "م", note: "" },
  },
  "practice.progress": {},
  "practice.go": { step: "begin", again: true },
  "practice.saw": { part: "paused" },
  "paper.draw": {
    kind: "record",
    interview: id,
    language: "ar",
    digits: "latn",
    researcher: true,
  },
  "paper.save": { kind: "blank", questionnaire: hash, language: "ar", digits: "arab", copies: 2 },
};

const surprising: readonly unknown[] = [
  undefined,
  null,
  true,
  -1,
  1.5,
  Number.NaN,
  2 ** 60,
  "",
  "\0",
  "\ud800",
  "x".repeat(300_000),
  [],
  {},
  [[[]]],
  { __proto__: { polluted: true } },
  JSON.parse('{"__proto__": {"polluted": true}}'),
  { constructor: { prototype: { polluted: true } } },
  Object.create(null),
  new Map([["interview", id]]),
  new Date(0),
  new Uint8Array(8),
  10n,
  Symbol("x"),
  () => "called",
];

/** One input made wrong: whole, in one field, with a field too many, with one too few. */
function wrong(input: Json): fc.Arbitrary<unknown> {
  const fields = Object.keys(input as object);
  const odd = fc.constantFrom(...surprising);
  return fc.oneof(
    odd,
    fc.anything({ withBigInt: true, withNullPrototype: true, withSparseArray: true }),
    fc
      .record({ key: fc.constantFrom("__proto__", "also", "constructor", "vaultDir"), value: odd })
      .map(({ key, value }) =>
        Object.defineProperty({ ...(input as object) }, key, { value, enumerable: true }),
      ),
    ...(fields.length === 0
      ? []
      : [
          fc
            .record({ field: fc.constantFrom(...fields), value: odd })
            .map(({ field, value }) => ({ ...(input as object), [field]: value })),
          fc
            .constantFrom(...fields)
            .map((field) =>
              Object.fromEntries(Object.entries(input as object).filter(([key]) => key !== field)),
            ),
        ]),
  );
}

/** Asks, and holds the answer to everything an answer must be. */
async function ask(calls: Handlers<KeeperCallName>, name: unknown, input: unknown) {
  counted.requests++;
  const outcome = await answer(calls, () => {}, name, input, []);
  // Nothing but JSON crosses to a page, so nothing may be lost on the way.
  expect(JSON.parse(JSON.stringify(outcome))).toEqual(outcome);
  if (!outcome.ok) {
    const known = isCall(name) ? contract[name].faults : [];
    expect([...known, "locked", "not-understood", "broken"]).toContain(outcome.fault.kind);
  }
  return outcome;
}

function isCall(name: unknown): name is CallName {
  return typeof name === "string" && Object.hasOwn(contract, name);
}

const showsInside = (outcome: unknown) =>
  inside.filter((word) => JSON.stringify(outcome).includes(word));

/** A keeper before an existing vault that nobody has opened. */
async function lockedKeeper(): Promise<Handlers<KeeperCallName>> {
  const house = await newHouse("ندى");
  holdInterviews(house, 3);
  house.front.close();
  return handlers(house.front);
}

function frontAt(dir: string): Front {
  return openFront(smallWorld(), dir, {
    builtInForms: join(import.meta.dirname, "../../questionnaires"),
    announce: () => {},
    cost: cheap,
  });
}

test("every keeper's call has a proper input here, and its schema takes it", () => {
  expect(Object.keys(proper).sort()).toEqual([...names].sort());
  for (const name of names)
    expect([name, contract[name].input.safeParse(proper[name]).success]).toEqual([name, true]);
});

test("a locked keeper answers nothing but its door, whatever it is asked", async () => {
  const calls = await lockedKeeper();
  for (const name of names) {
    if ((openToAll as readonly string[]).includes(name)) continue;
    expect([name, await ask(calls, name, proper[name])]).toEqual([
      name,
      { ok: false, fault: { kind: "locked" } },
    ]);
    await fc.assert(
      fc.asyncProperty(wrong(proper[name]), async (input) => {
        const outcome = await ask(calls, name, input);
        expect(outcome.ok).toBe(false);
        expect(showsInside(outcome)).toEqual([]);
      }),
      { numRuns: perCall, seed },
    );
  }
});

test("an open keeper takes no input that its schema does not take, and never says why", async () => {
  const house = await newHouse("ندى");
  holdInterviews(house, 3);
  const calls = handlers(house.front);
  for (const name of names) {
    // These would spend a second on each guess; the schema before them is the same.
    if (name === "vault.unlock" || name === "vault.create") continue;
    await fc.assert(
      fc.asyncProperty(wrong(proper[name]), async (input) => {
        const outcome = await ask(calls, name, input);
        if (isTaken(name, input)) return;
        expect(outcome).toEqual({ ok: false, fault: { kind: "not-understood" } });
      }),
      { numRuns: perCall, seed },
    );
  }
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  expect(await house.rooms.vault.check()).toMatchObject({ ok: true, value: { ok: true } });
});

test("a name that is no call is not understood, also one that every object inherits", async () => {
  const house = await newHouse("ندى");
  const calls = handlers(house.front);
  const inherited = [
    "constructor",
    "__proto__",
    "toString",
    "hasOwnProperty",
    "shell.lock",
    "",
    "vault",
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.constantFrom(...inherited, ...surprising), fc.string()),
      async (name) => {
        fc.pre(!names.includes(name as KeeperCallName));
        expect(await ask(calls, name, {})).toEqual({
          ok: false,
          fault: { kind: "not-understood" },
        });
      },
    ),
    { numRuns: perCall, seed },
  );
});

test("an input that breaks whoever looks at it gets an answer too", async () => {
  const house = await newHouse("ندى");
  const calls = handlers(house.front);
  const spring = () => {
    throw new Error("سرّ");
  };
  for (const name of names) {
    const trap = new Proxy(
      {},
      { get: spring, ownKeys: spring, has: spring, getPrototypeOf: spring },
    );
    const outcome = await ask(calls, name, trap);
    expect(outcome.ok).toBe(false);
    expect(JSON.stringify(outcome)).not.toContain("سرّ");
  }
});

test("asked twice at once, and while a vault is being opened, a keeper answers each once", async () => {
  const house = await newHouse("ندى");
  const [held] = holdInterviews(house, 3);
  const questionnaire = builtIn(house);
  house.front.close();
  const front = frontAt(house.dir);
  const calls = handlers(front);
  const opening = ask(calls, "vault.unlock", { passphrase });
  const meanwhile = await Promise.all(
    names
      .filter((name) => !openToAll.includes(name as never))
      .map((name) => ask(calls, name, proper[name])),
  );
  expect(meanwhile.every((outcome) => !outcome.ok && outcome.fault.kind === "locked")).toBe(true);
  expect((await opening).ok).toBe(true);

  const doubled = await Promise.all(
    Array.from({ length: 40 }, () => ask(calls, "interviews.open", { interview: held?.interview })),
  );
  expect(new Set(doubled.map((outcome) => JSON.stringify(outcome))).size).toBe(1);
  const started = await Promise.all(
    Array.from({ length: 20 }, () =>
      ask(calls, "interviews.start", { questionnaire, language: null, withoutReferral: true }),
    ),
  );
  const ids = started.map((outcome) => (expectOk(outcome) as { interview: string }).interview);
  expect(new Set(ids).size).toBe(20);
  front.close();
});

test("control: without the lock check, the inside is seen", async () => {
  const house = await newHouse("ندى");
  holdInterviews(house, 3);
  // A door that stays open after its owner has left.
  const { front, rooms } = house;
  const calls = handlers({ ...front, rooms: () => rooms });
  const seen = await ask(calls, "interviews.list", proper["interviews.list"]);
  expect(showsInside(seen)).not.toEqual([]);
});

test("control: without the schema check, a wrong input reaches the rooms", async () => {
  const house = await newHouse("ندى");
  const reached: unknown[] = [];
  const calls = handlers(house.front);
  const open = { ...calls, "interviews.open": async (input: unknown) => reached.push(input) };
  await (open["interviews.open"] as (input: unknown) => Promise<unknown>)({ interview: 7 });
  expect(reached).toEqual([{ interview: 7 }]);
  await answer(open as never, () => {}, "interviews.open", { interview: 7 }, []);
  expect(reached).toHaveLength(1);
});

test("control: an output with one column too many does not leave", async () => {
  const dir = temporaryDir();
  const leaky = {
    ...handlers(frontAt(dir)),
    "vault.status": async () => ({
      ok: true as const,
      value: { exists: true, open: true, waitSeconds: 0, seed: "سرّ" },
    }),
  };
  expect(await answer(leaky as never, () => {}, "vault.status", {}, [])).toEqual({
    ok: false,
    fault: { kind: "broken" },
  });
});

/** Some of what is made wrong happens to be right. */
function isTaken(name: KeeperCallName, input: unknown): boolean {
  try {
    return contract[name].input.safeParse(input).success;
  } catch {
    return false;
  }
}
