import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { memberOf } from "../../../main/people/card.ts";
import type { DeviceId } from "../../../shared/contract/define.ts";
import { contract } from "../../../shared/contract/index.ts";
import { canonicalJson } from "../../../shared/parcels/canonical-json.ts";
import { cardLine } from "../../../shared/people/card.ts";
import type { Roster } from "../../../shared/people/roster.ts";
import { type Desk, deskOn, must, tell } from "../parcels/desk.ts";
import { forgery, sealedRoster, writeForgery } from "../parcels/forge.ts";
import { dump, newDesk, receive, smallTeam } from "../parcels/small-team.ts";
import { temporaryDir } from "../vault/small-world.ts";

async function card(desk: Desk, dir = temporaryDir()): Promise<string> {
  const path = join(dir, "card");
  must(await desk.people.saveCard(path));
  return path;
}

async function lead(): Promise<Desk> {
  const desk = await newDesk("coordinator", "ليلى");
  must(await desk.people.createTeam({ name: "فريق الشمال", keys: "hybrid" }));
  return desk;
}

test("a coordinator makes a team and leads it", async () => {
  const desk = await lead();
  const { team } = must(await desk.people.team());
  expect(team).toMatchObject({ name: "فريق الشمال", version: 1, keys: "hybrid", lead: true });
  expect(team?.members).toMatchObject([
    { name: "ليلى", role: "coordinator", lead: true, self: true },
  ]);
  expect(team?.members[0]?.safetyNumber).toBe(desk.vault.self.safetyNumber);
  expect(await desk.people.createTeam({ name: "آخر", keys: "classic" })).toMatchObject({
    fault: { kind: "team-exists" },
  });
});

test("a researcher makes no team", async () => {
  const desk = await newDesk("researcher", "ندى");
  expect(await desk.people.createTeam({ name: "فريق", keys: "classic" })).toMatchObject({
    fault: { kind: "not-a-coordinator" },
  });
  expect(must(await desk.people.team()).team).toBeNull();
});

test("a card holds nothing secret, and can be checked with ssh-keygen alone", async () => {
  const desk = await newDesk("researcher", "ندى");
  const path = await card(desk);
  const text = readFileSync(path, "utf8");
  const { classic, hybrid } = desk.vault.identities();
  for (const secret of [classic, hybrid, "SECRET"]) expect(text).not.toContain(secret);

  const [line = "", ...signature] = text.split("\n");
  const dir = temporaryDir();
  writeFileSync(join(dir, "card.sig"), signature.join("\n"));
  const { device, key } = desk.vault.self;
  writeFileSync(join(dir, "signers"), `${device} namespaces="card@daftar" ${key}\n`);
  const verify = [
    "-Y",
    "verify",
    "-f",
    join(dir, "signers"),
    "-I",
    device,
    "-n",
    "card@daftar",
    "-s",
    join(dir, "card.sig"),
  ];
  expect(execFileSync("ssh-keygen", verify, { input: `${line}\n`, encoding: "utf8" })).toContain(
    "Good",
  );
});

test("a card is never written over another file", async () => {
  const desk = await newDesk("researcher", "ندى");
  const path = await card(desk);
  const before = readFileSync(path, "utf8");
  expect(await desk.people.saveCard(path)).toMatchObject({ fault: { kind: "target-exists" } });
  expect(readFileSync(path, "utf8")).toBe(before);
  expect(await desk.people.saveCard(join(path, "x"))).toMatchObject({
    fault: { kind: "disk-failing" },
  });
});

test("cards make members, whatever their order, and the version rises only after publishing", async () => {
  const desk = await lead();
  const isPublished = async () => must(await desk.people.team()).team?.published;
  const [one, other] = [await newDesk("coordinator", "سامر"), await newDesk("researcher", "ندى")];
  expect(must(await desk.people.addCards([await card(one)])).version).toBe(1);
  const team = must(await desk.people.addCards([await card(other)]));
  expect(team).toMatchObject({ version: 1, published: false });
  expect(team.members.map(({ name }) => name).sort()).toEqual(["سامر", "ليلى", "ندى"].sort());
  must(await desk.people.publish(temporaryDir()));
  expect(await isPublished()).toBe(true);
  expect(must(await desk.people.addCards([await card(one)])).version).toBe(2);
  expect(await isPublished()).toBe(false);
  expect(must(await desk.people.removeMember({ device: one.vault.self.device })).version).toBe(2);
});

const wrongCards: { readonly [what: string]: (text: string) => string } = {
  "a word changed": (text) => text.replace("ندى", "نور"),
  "another role": (text) => text.replace("researcher", "coordinator"),
  "no signature": (text) => `${text.split("\n")[0]}\n`,
  "a line feed too many": (text) => `${text}\n`,
  "a blank in it": (text) => text.replace(":", ": "),
  "something after it": (text) => text + "x".repeat(20_000),
  "nothing in it": () => "",
};

test("a card that is not as its owner made it is refused, and all others with it", async () => {
  const desk = await lead();
  const good = await card(await newDesk("coordinator", "سامر"));
  const other = readFileSync(await card(await newDesk("researcher", "ندى")), "utf8");
  const bad = join(temporaryDir(), "bad");
  const before = dump(desk);
  for (const [what, change] of Object.entries(wrongCards)) {
    writeFileSync(bad, change(other));
    const refused = { ok: false, fault: { kind: "card-wrong", details: { card: 2 } } };
    expect(await desk.people.addCards([good, bad]), what).toEqual(refused);
  }
  expect(await desk.people.addCards([good, `${bad}-gone`])).toMatchObject({
    fault: { kind: "card-unreadable" },
  });
  expect(dump(desk)).toBe(before);
  writeFileSync(bad, other);
  expect((await desk.people.addCards([good, bad])).ok).toBe(true);
});

test("a card that claims another's recipient, or another's device, is refused", async () => {
  const desk = await lead();
  const [one, thief] = [await newDesk("coordinator", "سامر"), await newDesk("coordinator", "غريب")];
  must(await desk.people.addCards([await card(one)]));
  const forge = (member: ReturnType<typeof memberOf>) => {
    const line = cardLine(member);
    const path = join(temporaryDir(), "card");
    writeFileSync(path, line + thief.vault.device.sign("card@daftar", Buffer.from(line)));
    return path;
  };
  const own = memberOf(thief.vault);
  const others = memberOf(one.vault);
  for (const member of [
    { ...own, age: others.age },
    { ...own, device: others.device },
    { ...others, age: own.age },
  ])
    expect(await desk.people.addCards([forge(member)])).toMatchObject({
      fault: { kind: "card-wrong" },
    });
  expect((await desk.people.addCards([forge(own)])).ok).toBe(true);
});

test("only the lead changes the roster, and the lead stays", async () => {
  const { lead, second, stick } = await smallTeam();
  const acts = (desk: Desk) => [
    desk.people.addCards([join(stick, "x")]),
    desk.people.removeMember({ device: second.vault.self.device }),
    desk.people.publish(stick),
  ];
  for (const act of acts(second))
    expect(await act).toMatchObject({ fault: { kind: "not-the-lead" } });
  for (const act of acts(await newDesk("coordinator", "هدى")))
    expect(await act).toMatchObject({ fault: { kind: "team-missing" } });
  expect(await lead.people.removeMember({ device: lead.vault.self.device })).toMatchObject({
    fault: { kind: "lead-stays" },
  });
  expect(
    await lead.people.removeMember({ device: `SHA256:${"A".repeat(43)}` as never }),
  ).toMatchObject({ fault: { kind: "member-unknown" } });
});

test("a team of one cannot be published", async () => {
  const desk = await lead();
  expect(await desk.people.publish(temporaryDir())).toEqual({
    ok: false,
    fault: { kind: "team-of-one" },
  });
});

test("joining a team takes the safety number that its lead says aloud", async () => {
  const stick = temporaryDir();
  const desk = await lead();
  const researcher = await newDesk("researcher", "ندى");
  must(await desk.people.addCards([await card(researcher)]));
  const { fileName } = must(await desk.people.publish(stick));
  const { safetyNumber } = desk.vault.self;
  expect(await researcher.people.join({ safetyNumber })).toMatchObject({
    fault: { kind: "team-not-read" },
  });

  const read = must(await researcher.people.readTeam(join(stick, fileName)));
  expect(read).toMatchObject({
    name: "فريق الشمال",
    version: 1,
    lead: { name: "ليلى", safetyNumber, lead: true },
  });
  expect(must(await researcher.people.team()).team).toBeNull();
  const wrong = safetyNumber.replace(/\d/, (digit) => String((Number(digit) + 1) % 10));
  expect(await researcher.people.join({ safetyNumber: wrong })).toMatchObject({
    fault: { kind: "safety-number-differs" },
  });
  expect(must(await researcher.people.join({ safetyNumber }))).toMatchObject({
    version: 1,
    lead: false,
  });
  expect(must(await researcher.people.team()).team?.members).toHaveLength(2);
  expect(must(await researcher.parcels.inbox()).parcels).toMatchObject([
    { kind: "team", name: "ليلى", number: 1 },
  ]);
});

test("the very first team file is held back when it is merely imported", async () => {
  const stick = temporaryDir();
  const desk = await lead();
  const researcher = await newDesk("researcher", "ندى");
  must(await desk.people.addCards([await card(researcher)]));
  const { fileName } = must(await desk.people.publish(stick));
  expect(await receive(researcher, join(stick, fileName))).toMatchObject({
    outcome: "quarantined",
    fault: { kind: "device-unknown" },
  });
  expect(must(await researcher.people.team()).team).toBeNull();
});

test("later versions come as any parcel does; an older one changes nothing", async () => {
  const { lead, second, researcher, stick } = await smallTeam();
  const { fileName: same } = must(await lead.people.publish(stick));
  must(await lead.people.addCards([await card(await newDesk("researcher", "منى"))]));
  const { fileName: newer } = must(await lead.people.publish(stick));
  expect((await receive(researcher, join(stick, newer))).outcome).toBe("imported");
  expect(must(await researcher.people.team()).team).toMatchObject({ version: 2 });
  expect(await receive(researcher, join(stick, same))).toMatchObject({
    outcome: "refused",
    fault: { kind: "team-record-older" },
  });
  expect(await receive(second, join(stick, same))).toMatchObject({
    outcome: "imported",
    fault: null,
  });
  expect(must(await second.people.team()).team).toMatchObject({ version: 1 });
});

const wrongRosters: readonly (readonly [
  what: string,
  fault: string,
  change: (roster: Roster) => Roster,
  signer?: "second",
])[] = [
  ["signed by another coordinator", "parcel-signature-wrong", (roster) => roster, "second"],
  ["of another team", "parcel-readdressed", (roster) => ({ ...roster, id: "0".repeat(32) })],
  [
    "of a version that is not higher",
    "team-record-older",
    (roster) => ({ ...roster, version: 1, name: "آخر" }),
  ],
  [
    "that leaves us out",
    "parcel-readdressed",
    (roster) => ({
      ...roster,
      members: roster.members.filter(({ role }) => role === "coordinator"),
    }),
  ],
  [
    "that gives us another role",
    "parcel-malformed",
    (roster) => ({
      ...roster,
      members: roster.members.map((member) => ({ ...member, role: "coordinator" })),
    }),
  ],
  [
    "without its lead",
    "parcel-malformed",
    (roster) => ({ ...roster, lead: `SHA256:${"A".repeat(43)}` as DeviceId }),
  ],
  [
    "with a key that is not its device's",
    "parcel-malformed",
    (roster) => ({
      ...roster,
      members: roster.members.map((member, i, all) => ({
        ...member,
        key: all[(i + 1) % all.length]?.key ?? "",
      })),
    }),
  ],
  [
    "with members out of order",
    "parcel-malformed",
    (roster) => ({ ...roster, members: [...roster.members].reverse() }),
  ],
];

test("a roster that is not as it has to be is not taken over, whatever is wrong with it", async () => {
  const team = await smallTeam();
  const before = dump(team.researcher);
  for (const [what, fault, change, signer = "lead"] of wrongRosters) {
    const path = await sealedRoster(team, change, team[signer].vault.device);
    expect((await receive(team.researcher, path)).fault?.kind, what).toBe(fault);
    expect(dump(team.researcher), what).toBe(before);
  }
});

test("a roster made as it has to be is taken over: the control of all the others", async () => {
  const team = await smallTeam();
  const path = await sealedRoster(team, (roster) => roster);
  expect((await receive(team.researcher, path)).outcome).toBe("imported");
});

test("who was taken off is remembered with the last number that counts, and may come back", async () => {
  const { lead, researcher } = await smallTeam();
  const { device } = researcher.vault.self;
  must(await lead.people.removeMember({ device }));
  expect(lead.shelf.current()?.revoked).toMatchObject([
    { device, last: { interviews: 0, team: 0, withdrawal: 0 } },
  ]);
  expect(lead.shelf.member(device)?.name).toBe("ندى");
  must(await lead.people.addCards([await card(researcher)]));
  expect(lead.shelf.current()?.revoked).toEqual([]);
});

test("a team file is told from other files, other teams and older versions before anybody joins", async () => {
  const team = await smallTeam();
  const { lead, second, researcher, stick } = team;
  const interviews = await writeForgery(
    join(stick, "i.daftar"),
    forgery(lead, [tell(lead)], [second]),
  );
  expect(await second.people.readTeam(interviews)).toMatchObject({
    fault: { kind: "not-a-team-file" },
  });
  writeFileSync(join(stick, "letter"), "x");
  expect(await second.people.readTeam(join(stick, "letter"))).toMatchObject({
    fault: { kind: "not-a-parcel" },
  });
  const again = must(await lead.people.publish(stick));
  expect(await second.people.readTeam(join(stick, again.fileName))).toMatchObject({
    fault: { kind: "team-record-older" },
  });
  const stranger = await newDesk("coordinator", "هدى");
  must(await stranger.people.createTeam({ name: "فريق آخر", keys: "classic" }));
  must(await stranger.people.addCards([await card(researcher)]));
  const other = must(await stranger.people.publish(stick));
  expect(await researcher.people.readTeam(join(stick, other.fileName))).toMatchObject({
    fault: { kind: "team-other" },
  });
  expect(await second.people.readTeam(join(stick, other.fileName))).toMatchObject({
    fault: { kind: "parcel-not-for-you" },
  });
});

test("everything the slice answers is what the contract says", async () => {
  const { lead, researcher, stick } = await smallTeam();
  contract["people.team"].output.parse(must(await lead.people.team()));
  contract["people.saveCard"].output.parse(must(await lead.people.saveCard(join(stick, "c"))));
  contract["people.addCards"].output.parse(
    must(await lead.people.addCards([await card(researcher)])),
  );
  contract["people.publish"].output.parse(must(await lead.people.publish(stick)));
  for (const act of [
    lead.people.saveCard(undefined),
    lead.people.addCards([]),
    lead.people.publish(undefined),
    lead.people.readTeam(undefined),
  ])
    expect(await act).toEqual({ ok: false, fault: { kind: "cancelled" } });
});

test("a roster survives the closing of the vault", async () => {
  const { lead } = await smallTeam();
  const again = deskOn(lead.vault, lead.world);
  expect(canonicalJson(again.shelf.current() as never)).toBe(
    canonicalJson(lead.shelf.current() as never),
  );
});
