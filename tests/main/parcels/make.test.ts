import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readAgeHeader } from "../../../main/parcels/age.ts";
import { paddedBytes } from "../../../main/parcels/ustar.ts";
import { sha256Hex } from "../../../main/vault/hash.ts";
import { readBack } from "../../../main/vault/medium.ts";
import type { InterviewsManifest } from "../../../shared/parcels/manifest.ts";
import { temporaryDir } from "../vault/small-world.ts";
import { answered, type Desk, deskOn, linesOf, meet, must, tell } from "./desk.ts";
import { newDesk, receive, type SmallTeam, send, smallTeam } from "./small-team.ts";

const make = ({ researcher, stick }: SmallTeam, ...interviews: string[]) =>
  researcher.parcels.make({ interviews: interviews as never }, stick);

function manifests({ vault }: Desk): InterviewsManifest[] {
  return vault.store.read((db) =>
    db
      .prepare<{ manifest: string }>(
        "SELECT manifest FROM parcel_made WHERE kind = 'interviews' ORDER BY number",
      )
      .all()
      .map(({ manifest }) => JSON.parse(manifest) as InterviewsManifest),
  );
}

test("a parcel says what it carries and for whom, and has a name that says nothing", async () => {
  const team = await smallTeam();
  const { researcher, lead, second, stick } = team;
  const interview = tell(researcher);
  const made = must(await make(team, interview));
  expect(made).toMatchObject({ number: 1, interviews: 1, attachments: 0 });
  expect([...made.recipients].sort()).toEqual(["ليلى", "سامر"].sort());
  expect(made.fileName).toMatch(/^[23456789abcdefghjkmnpqrstvwxyz]{8}\.daftar$/);
  expect(statSync(join(stick, made.fileName)).size).toBe(made.bytes);
  const [manifest] = manifests(researcher);
  expect(manifest?.to).toEqual(
    [lead, second].map(({ vault }) => sha256Hex(vault.self.age.classic)).sort(),
  );
  expect(manifest?.interviews).toMatchObject([
    { id: interview, events: 6, from: null, to: { seq: 6 } },
  ]);
});

test("an observer sees a sealed file, the number of recipients, and a padded size", async () => {
  const team = await smallTeam();
  const path = await send(team, [tell(team.researcher)]);
  const bytes = readFileSync(path);
  const header = readAgeHeader(bytes);
  if (!header.ok) throw new Error(header.fault.kind);
  expect(header.value).toMatchObject({ kind: "classic", recipients: 2 });
  expect(bytes.length - header.value.bytes - 16 - 16).toBe(65_536);
  const { id, line } = team.researcher.vault.device;
  for (const secret of ["درعا", "small", "manifest", id, line, team.researcher.vault.self.name])
    expect(bytes.includes(secret)).toBe(false);
});

test("parcels are numbered, and each names the one before", async () => {
  const team = await smallTeam();
  const interview = tell(team.researcher);
  await send(team, [interview]);
  await send(team, [interview]);
  const [first, second] = manifests(team.researcher);
  const sums = team.researcher.vault.store.read((db) =>
    db.prepare<{ sums: string }>("SELECT sums FROM parcel_made WHERE number = 1").get(),
  )?.sums;
  expect(first).toMatchObject({ number: 1, previous: null });
  expect(second).toMatchObject({ number: 2, previous: sums });
});

test("the interviews of a parcel stay, and are marked as sent until something is added", async () => {
  const team = await smallTeam();
  const { researcher } = team;
  const interview = tell(researcher);
  const ready = async () => must(await researcher.parcels.ready()).interviews;
  expect(await ready()).toMatchObject([{ interview, held: null, sentIn: null }]);
  await send(team, [interview]);
  expect(await ready()).toMatchObject([{ interview, held: null, sentIn: 1 }]);
  expect(linesOf(researcher, interview)).toHaveLength(6);
});

test("a team with one coordinator beside the maker cannot make a parcel", async () => {
  const team = await smallTeam();
  const { lead, second, researcher, stick } = team;
  const interview = tell(researcher);
  must(await lead.people.removeMember({ device: second.vault.self.device }));
  const { fileName } = must(await lead.people.publish(stick));
  expect((await receive(researcher, join(stick, fileName))).outcome).toBe("imported");
  expect(await make(team, interview)).toEqual({
    ok: false,
    fault: { kind: "too-few-coordinators", details: { coordinators: 1 } },
  });
  expect(must(await researcher.parcels.ready()).blocked).toBe("too-few-coordinators");
});

test("without a team nothing can be sent", async () => {
  const desk = await newDesk("researcher", "منى");
  const interviews = [tell(desk)];
  expect(await desk.parcels.make({ interviews }, temporaryDir())).toEqual({
    ok: false,
    fault: { kind: "team-missing" },
  });
  expect(must(await desk.parcels.ready()).blocked).toBe("team-missing");
});

test("one interview that is still open keeps the whole parcel from being made", async () => {
  const team = await smallTeam();
  const open = tell(team.researcher, { finished: false });
  const { vault } = team.researcher;
  const code = vault.store.read((db) =>
    db.prepare<{ code: string }>("SELECT code FROM interview WHERE id = ?").get(open),
  )?.code;
  expect(await make(team, tell(team.researcher), open)).toEqual({
    ok: false,
    fault: { kind: "interview-held", details: { code, reason: "draft" } },
  });
  expect(readdirSync(team.stick).filter((name) => name.endsWith("part"))).toEqual([]);
  expect(manifests(team.researcher)).toEqual([]);
});

test("an interview without consent at its end, or ended for safety, never leaves", async () => {
  const team = await smallTeam();
  const { researcher } = team;
  const yes = answered("consent_participate", "yes");
  const confirmed = answered("m1/consent_confirmed", "yes");
  const cases = {
    "consent-not-confirmed": [yes],
    "ended-for-safety": [yes, confirmed, answered("m1/end_state", "security")],
  };
  for (const [reason, told] of Object.entries(cases)) {
    const interview = tell(researcher, { also: told });
    expect(await make(team, interview)).toMatchObject({
      ok: false,
      fault: { kind: "interview-held", details: { reason } },
    });
    const { interviews } = must(await researcher.parcels.ready());
    expect(interviews.find((one) => one.interview === interview)?.held).toBe(reason);
  }
  expect((await make(team, tell(researcher, { also: [yes, confirmed] }))).ok).toBe(true);
});

test("an interview that came from elsewhere, and one that nobody knows, cannot be sent", async () => {
  const team = await smallTeam();
  const interview = tell(team.researcher);
  await receive(team.lead, await send(team, [interview]));
  // One more coordinator, so that it is not their number that keeps it back.
  await meet(team.lead, [await newDesk("coordinator", "هدى")], team.stick);
  const passedOn = await make({ ...team, researcher: team.lead }, interview);
  expect(passedOn).toMatchObject({
    ok: false,
    fault: { kind: "interview-held", details: { reason: "other-device" } },
  });
  expect(await make(team, "0".repeat(32))).toEqual({
    ok: false,
    fault: { kind: "interview-unknown" },
  });
});

test.each([
  ["an answer changed behind our back", "UPDATE event SET line = replace(line, 'درعا', 'حمص')"],
  ["an event removed", "DELETE FROM event WHERE seq = 3"],
  ["an event put in another place", "UPDATE event SET seq = 9 WHERE seq = 6"],
  [
    "a page from before: the last events are gone and the head is not",
    "UPDATE event SET prev = NULL WHERE seq = 2",
  ],
])("%s is found before anything leaves", async (_, sql) => {
  const team = await smallTeam();
  const interview = tell(team.researcher);
  must(team.researcher.vault.store.write((db) => db.prepare(sql).run()));
  expect(await make(team, interview)).toMatchObject({ ok: false, fault: { kind: "chain-broken" } });
  expect(must(await team.researcher.parcels.ready()).interviews).toMatchObject([
    { held: "chain-broken" },
  ]);
});

test("a medium that does not give back what was written gets no parcel", async () => {
  const team = await smallTeam();
  const interviews = [tell(team.researcher)];
  const before = readdirSync(team.stick);
  const lying = deskOn(team.researcher.vault, team.researcher.world, {
    announce: (announced) => {
      if (announced.event !== "progress" || announced.stage !== "verify") return;
      const part = readdirSync(team.stick).find((name) => name.endsWith(".part")) ?? "";
      const bytes = readFileSync(join(team.stick, part));
      bytes[70_00] = (bytes[70_00] ?? 0) ^ 1;
      writeFileSync(join(team.stick, part), bytes);
    },
  });
  expect(await lying.parcels.make({ interviews }, team.stick)).toEqual({
    ok: false,
    fault: { kind: "target-not-verified" },
  });
  expect(readdirSync(team.stick)).toEqual(before);
  expect(manifests(team.researcher)).toEqual([]);
});

test("a stick that is pulled out in the middle is said to be gone, and the number is not used", async () => {
  const team = await smallTeam();
  const interviews = [tell(team.researcher)];
  const pulled = deskOn(team.researcher.vault, team.researcher.world, {
    announce: (announced) => {
      if (announced.event === "progress" && announced.stage === "verify")
        rmSync(team.stick, { recursive: true });
    },
  });
  expect(await pulled.parcels.make({ interviews }, team.stick)).toMatchObject({ ok: false });
  expect(manifests(team.researcher)).toEqual([]);
});

test("a folder that is not there is said to be gone", async () => {
  const team = await smallTeam();
  const interviews = [tell(team.researcher)];
  for (const folder of [join(team.stick, "gone"), await send(team, interviews)])
    expect(await team.researcher.parcels.make({ interviews }, folder)).toEqual({
      ok: false,
      fault: { kind: "target-gone" },
    });
});

test("a parcel whose name could not be given leaves a gap in the numbers, and nothing else", async () => {
  const team = await smallTeam();
  const { researcher, stick } = team;
  const interviews = [tell(researcher)];
  const moved = join(temporaryDir(), "elsewhere");
  // The stick goes away after the parcel was recorded, just before it would get its name.
  const { store } = researcher.vault;
  const vault = {
    ...researcher.vault,
    store: Object.assign(Object.create(store) as typeof store, {
      read: store.read.bind(store),
      write: ((work) => {
        const written = store.write(work);
        if (written.ok) renameSync(stick, moved);
        return written;
      }) as typeof store.write,
    }),
  };
  const unlucky = deskOn(vault, researcher.world);
  expect(await unlucky.parcels.make({ interviews }, stick)).toEqual({
    ok: false,
    fault: { kind: "target-gone" },
  });
  renameSync(moved, stick);
  expect(must(await researcher.parcels.make({ interviews }, stick)).number).toBe(2);
  expect(manifests(researcher).map(({ number }) => number)).toEqual([1, 2]);
});

test("progress is told from the first interview to the last byte", async () => {
  const team = await smallTeam();
  await make(team, tell(team.researcher), tell(team.researcher));
  const stages = team.researcher.announced.flatMap((told) =>
    told.event === "progress" ? [told.stage] : [],
  );
  expect([...new Set(stages)]).toEqual(["collect", "write", "verify"]);
  for (const told of team.researcher.announced)
    if (told.event === "progress") expect(told.done).toBeLessThanOrEqual(told.total ?? 0);
});

test("two parcels asked for at once are made one after the other, under two numbers", async () => {
  const team = await smallTeam();
  const interviews = [tell(team.researcher), tell(team.researcher)];
  const made = await Promise.all(interviews.map((interview) => make(team, interview)));
  expect(made.map((one) => must(one).number)).toEqual([1, 2]);
});

test("what is read back comes from the medium, whole, whatever its length", async () => {
  const path = join(temporaryDir(), "file");
  for (const bytes of [0, 1, 511, 512, 65_536, 1_048_576, 1_048_577, 3_000_001]) {
    const content = Buffer.alloc(bytes, "دفتر");
    writeFileSync(path, content);
    const read = await readBack(path, 1000);
    expect(read).toEqual({ sha256: sha256Hex(content), bytes, start: content.subarray(0, 1000) });
  }
});

test("sizes are padded so that they tell little", () => {
  expect([1, 65_536, 65_537, 70_000, 1_000_000, 2 ** 31 - 1].map(paddedBytes)).toEqual([
    65_536,
    65_536,
    67_584,
    71_680,
    1_015_808,
    2 ** 31,
  ]);
});
