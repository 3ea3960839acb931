import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import {
  commonPart,
  firstMisfit,
  headsOf,
  type StoredEvent,
} from "../../../shared/interviews/chain.ts";
import { canonicalJson } from "../../../shared/parcels/canonical-json.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const interview = "9f2c61d07be84f0c8a44d2f1b6a3e95d";

function event(seq: number, prev: string | null, value: string): StoredEvent {
  const line = canonicalJson({ interview, prev, seq, value });
  return { seq, prev, line, hash: sha256(line) };
}

function history(...values: readonly string[]): StoredEvent[] {
  const events: StoredEvent[] = [];
  for (const value of values)
    events.push(event(events.length + 1, events.at(-1)?.hash ?? null, value));
  return events;
}

const walk = (events: readonly StoredEvent[]) => firstMisfit(interview, events, sha256);
const order = (events: readonly StoredEvent[]) =>
  events.toSorted((a, b) => a.seq - b.seq || (a.hash < b.hash ? -1 : 1));

test("a history that was only ever continued fits", () => {
  expect(walk(history("درعا", "نوى", "إزرع"))).toBeNull();
});

test("an empty history is a history that lost its beginning", () => {
  expect(walk([])).toBe(1);
});

test("a changed word is found at its event", () => {
  const events = history("درعا", "نوى", "إزرع");
  const line = (events[1] as StoredEvent).line.replace("نوى", "جاسم");
  expect(walk(events.with(1, { ...(events[1] as StoredEvent), line }))).toBe(2);
});

test("a changed word with a new hash is found at the event after it", () => {
  const events = history("درعا", "نوى", "إزرع");
  expect(walk(events.with(1, event(2, events[0]?.hash ?? null, "جاسم")))).toBe(3);
});

test("an event that was taken out is found", () => {
  const events = history("درعا", "نوى", "إزرع", "جاسم");
  expect(walk(events.toSpliced(0, 1))).toBe(2);
  expect(walk(events.toSpliced(2, 1))).toBe(4);
});

test("an event from another interview is found", () => {
  expect(firstMisfit("0".repeat(32), history("درعا"), sha256)).toBe(1);
});

test("two versions of one interview both fit, and share what came before", () => {
  const shared = history("درعا", "نوى");
  const here = event(3, shared[1]?.hash ?? null, "إزرع");
  const there = event(3, shared[1]?.hash ?? null, "جاسم");
  const further = event(4, there.hash, "الحارة");
  const events = order([...shared, here, there, further]);
  expect(walk(events)).toBeNull();
  expect(new Set(headsOf(events))).toEqual(new Set([here, further]));
  expect(commonPart(events)).toEqual(shared);
});

test("a version whose beginning is in neither is found", () => {
  const shared = history("درعا", "نوى");
  const stranger = event(3, sha256("لا أحد"), "جاسم");
  expect(walk(order([...shared, stranger]))).toBe(3);
});
