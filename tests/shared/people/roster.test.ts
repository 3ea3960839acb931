import { expect, test } from "vitest";
import type { DeviceId } from "../../../shared/contract/define.ts";
import {
  coordinatorsBeside,
  lastNumber,
  memberBy,
  Roster,
  type RosterMember,
  recipientOf,
} from "../../../shared/people/roster.ts";

const letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

function member(i: number, role: RosterMember["role"]): RosterMember {
  const letter = letters[i] ?? "q";
  return {
    age: { classic: `age1${letter.repeat(58)}`, hybrid: `age1pq1${letter.repeat(1952)}` },
    device: `SHA256:${String.fromCharCode(65 + i).repeat(43)}` as DeviceId,
    key: `ssh-ed25519 ${"A".repeat(68)}`,
    name: `شخص ${i}`,
    role,
  };
}

const [lead, second, researcher, gone] = [
  member(0, "coordinator"),
  member(1, "coordinator"),
  member(2, "researcher"),
  member(3, "researcher"),
] as const;

const roster: Roster = {
  id: "7d".repeat(16),
  keys: "hybrid",
  lead: lead.device,
  members: [lead, second, researcher],
  name: "فريق الشمال",
  revoked: [{ ...gone, last: { interviews: 5, team: 0, withdrawal: 0 } }],
  version: 3,
  writes: 1,
};

test("a sound roster is read as it is", () => {
  expect(Roster.parse(roster)).toEqual(roster);
});

test.each<[string, unknown]>([
  ["members out of order", { ...roster, members: [second, lead, researcher] }],
  ["a member twice", { ...roster, members: [lead, lead, second] }],
  ["a lead who is no member", { ...roster, lead: gone.device }],
  ["a lead who is a researcher", { ...roster, lead: researcher.device }],
  ["one recipient for two people", { ...roster, members: [lead, { ...second, age: lead.age }] }],
  [
    "somebody both on it and taken off",
    { ...roster, revoked: [{ ...lead, last: { interviews: 0, team: 0, withdrawal: 0 } }] },
  ],
  [
    "a classic recipient in the place of a hybrid one",
    { ...roster, members: [{ ...lead, age: { ...lead.age, hybrid: lead.age.classic } }] },
  ],
  ["a field nobody knows", { ...roster, note: "x" }],
  ["nobody", { ...roster, members: [] }],
  [
    "more members than a parcel can have recipients",
    { ...roster, members: Array.from({ length: 34 }, (_, i) => member(i, "coordinator")) },
  ],
])("a roster with %s is refused", (_, wrong) => {
  expect(Roster.safeParse(wrong).success).toBe(false);
});

test("a parcel goes to the coordinators beside its maker, with the team's kind of keys", () => {
  expect(coordinatorsBeside(roster, lead.device)).toEqual([second]);
  expect(coordinatorsBeside(roster, researcher.device)).toEqual([lead, second]);
  expect(recipientOf(roster, second)).toBe(second.age.hybrid);
  expect(recipientOf({ ...roster, keys: "classic" }, second)).toBe(second.age.classic);
});

test("who was taken off is still known by name, and only her last numbers count", () => {
  expect(memberBy(roster, gone.device)?.name).toBe(gone.name);
  expect(lastNumber(roster, gone.device, "interviews")).toBe(5);
  expect(lastNumber(roster, lead.device, "interviews")).toBeNull();
  expect(memberBy(roster, `SHA256:${"Z".repeat(43)}` as DeviceId)).toBeNull();
});
