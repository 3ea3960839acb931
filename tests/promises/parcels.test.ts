// What Daftar promises of parcels (docs/promises.md). The name of a test is the promise.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { unseal } from "../../main/parcels/age.ts";
import { sha256Hex } from "../../main/vault/hash.ts";
import { signingDevice } from "../../main/vault/signing.ts";
import { canonicalJson } from "../../shared/parcels/canonical-json.ts";
import type { Roster } from "../../shared/people/roster.ts";
import { type Desk, forget, linesOf, must, tell } from "../main/parcels/desk.ts";
import {
  carried,
  collect,
  type Forgery,
  forgery,
  sealedRoster,
  writeForgery,
} from "../main/parcels/forge.ts";
import { dump, receive, send, smallTeam } from "../main/parcels/small-team.ts";

test("A parcel is taken over completely or not at all.", async () => {
  const { lead, second, researcher, stick } = await smallTeam();
  const interviews = [tell(researcher), tell(researcher), tell(researcher)];
  const before = dump(lead);
  const whole = forgery(researcher, interviews, [lead, second]);

  // Two interviews are flawless; the very last event of the third is not.
  const spoiled = { ...whole, lines: [...whole.lines.slice(0, -1), "{}"] };
  await receive(lead, await writeForgery(join(stick, "spoiled.daftar"), spoiled));
  expect(dump(lead)).toBe(before);

  // The disk fails in the middle of taking over.
  const path = await writeForgery(join(stick, "whole.daftar"), whole);
  const trigger = `CREATE TRIGGER failing BEFORE INSERT ON event WHEN NEW.interview = '${interviews[2]}'
    BEGIN SELECT RAISE(ABORT, 'the disk failed'); END`;
  must(lead.vault.store.write((db) => db.prepare(trigger).run()));
  await expect(lead.parcels.import([path])).rejects.toThrow("the disk failed");
  must(lead.vault.store.write((db) => db.prepare("DROP TRIGGER failing").run()));
  expect(dump(lead)).toBe(before);

  await receive(lead, path);
  for (const interview of interviews)
    expect(linesOf(lead, interview)).toEqual(linesOf(researcher, interview));
});

test("A changed parcel is never accepted.", { timeout: 120_000 }, async () => {
  const team = await smallTeam();
  const { lead, researcher, stick } = team;
  const bytes = readFileSync(await send(team, [tell(researcher)]));
  const before = dump(lead);
  const path = join(stick, "changed.daftar");
  // Every kind of place: the whole readable header, both ends of the chunks, and many between.
  const header = bytes.indexOf("\n", bytes.indexOf("\n---") + 1) + 17;
  const places = new Set<number>();
  for (let at = 0; at < header; at += 3) places.add(at);
  for (let at = header; at < bytes.length; at += 997) places.add(at);
  for (let at = 1; at <= 20; at++) places.add(bytes.length - at);
  const accepted: number[] = [];
  for (const at of places) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
    writeFileSync(path, changed);
    if ((await receive(lead, path)).outcome !== "refused") accepted.push(at);
  }
  expect(accepted).toEqual([]);
  expect(dump(lead)).toBe(before);

  writeFileSync(path, bytes);
  expect((await receive(lead, path)).outcome).toBe("imported");
});

test("A parcel that is not signed by a known device is never shown as testimony.", async () => {
  const { lead, second, researcher, stick } = await smallTeam();
  const interview = tell(researcher);
  const stranger = signingDevice(Buffer.alloc(32, 9));
  const ways: { readonly [way: string]: (forged: Forgery) => void } = {
    "nobody signed it": (forged) => void (forged.signature = () => null),
    "a stranger signed it": (forged) => {
      forged.signer = stranger;
      forged.manifest.device = stranger.id;
    },
    "a stranger signed it in another's name": (forged) => void (forged.signer = stranger),
    "the signature is of something else": (forged) =>
      void (forged.signature = () => forged.signer.sign("parcel@daftar", Buffer.from("x"))),
  };
  for (const [way, change] of Object.entries(ways)) {
    const forged = forgery(researcher, [interview], [lead, second]);
    change(forged);
    const path = await writeForgery(join(stick, "forged.daftar"), forged);
    expect((await receive(lead, path)).outcome, way).not.toBe("imported");
    const inspected = await lead.parcels.inspect(path);
    if (inspected.ok) expect(inspected.value.verified, way).toBe(false);
    expect(linesOf(lead, interview), way).toEqual([]);
    expect(interviewsOf(lead), way).toEqual([]);
  }
  // Even kept for later, it is kept sealed.
  for (const file of readdirSync(join(lead.vault.dir, "quarantine")))
    expect(readFileSync(join(lead.vault.dir, "quarantine", file)).includes("درعا")).toBe(false);
});

test("A researcher's laptop cannot open the parcels it made.", async () => {
  for (const keys of ["classic", "hybrid"] as const) {
    const team = await smallTeam(keys);
    const { lead, researcher } = team;
    const path = await send(team, [tell(researcher)]);
    expect(await researcher.parcels.inspect(path)).toEqual({
      ok: false,
      fault: { kind: "parcel-not-for-you" },
    });
    // Not even with every key that its vault holds, past all our own rules.
    const open = async ({ vault }: Desk) => {
      async function* content() {
        yield readFileSync(path);
      }
      const opened = await unseal(content(), keys, vault.identities());
      return opened.ok
        ? (await collect(opened.value)).includes("manifest.json")
        : opened.fault.kind;
    };
    expect(await open(researcher)).toBe("parcel-not-for-you");
    expect(await open(lead)).toBe(true);
  }
});

test("Reading the same parcels in any order, any number of times, gives the same vault.", async () => {
  const team = await smallTeam();
  const { lead, researcher, stick } = team;
  const interview = tell(researcher, { questions: 6 });
  const paths = [
    await send(team, [tell(researcher), tell(researcher)]),
    await send(team, [interview]),
  ];
  for (const [i, [from, to]] of [
    [0, 3],
    [3, 8],
  ].entries()) {
    const part = forgery(researcher, [interview], [lead, team.second]);
    const lines = part.lines;
    part.lines = lines.slice(from, to);
    Object.assign(part.manifest, {
      number: i + 3,
      parcel: `${i}`.repeat(32),
      previous: "0".repeat(64),
    });
    Object.assign(carried(part), {
      events: part.lines.length,
      from: from === 0 ? null : { hash: sha256Hex(lines[(from ?? 0) - 1] ?? ""), seq: from },
      to: { hash: sha256Hex(lines[(to ?? 0) - 1] ?? ""), seq: to },
    });
    paths.push(await writeForgery(join(stick, `part-${i}.daftar`), part));
  }
  const dumps = new Set<string>();
  for (const order of permutations(paths)) {
    forget(lead);
    for (const path of [...order, order[0] as string]) await receive(lead, path);
    dumps.add(dump(lead));
  }
  expect(dumps.size).toBe(1);
  expect(linesOf(lead, interview)).toEqual(linesOf(researcher, interview));
});

test("A team file never changes or removes a service that was written down in the notebook by hand.", async () => {
  const team = await smallTeam();
  const { lead, researcher } = team;
  const words = { service: "الطبيبة", purpose: "", area: "نوى", contact: "عند الفرن", note: "" };
  const { referrals } = must(await researcher.people.writeReferral({ referral: null, words }));
  const [{ id } = { id: "" }] = referrals;
  const list = async () => must(await researcher.people.referrals()).referrals;
  // Another service, one that claims the very name of hers in the list, and none at all.
  const other = { ...words, service: "عيادة", id: "f".repeat(32) };
  const posing = { ...words, contact: "في مكان آخر", id };
  for (const [at, services] of [[other], [posing], []].entries()) {
    const next = (roster: Roster) => ({ ...roster, version: roster.version + at });
    const lists = { referrals: `${canonicalJson(services)}\n` };
    const path = await sealedRoster(team, next, lead.vault.device, lists);
    expect(await receive(researcher, path)).toMatchObject({ outcome: "imported", lists: {} });
    expect(await list()).toContainEqual({ ...words, id, fromTeam: false });
    expect(await list()).toHaveLength(at === 0 ? 2 : 1);
  }
});

test("Two versions of one interview are both kept until a person decides.", async () => {
  const { lead, second, researcher, stick } = await smallTeam();
  const interview = tell(researcher, { questions: 3 });
  const common = linesOf(researcher, interview).slice(0, -1);
  const ends: string[] = [];
  for (const [i, closed] of [[], ["m9"]].entries()) {
    const forged = forgery(researcher, [interview], [lead, second]);
    const end = JSON.parse(forged.lines.at(-1) ?? "") as { closed: string[] };
    const line = JSON.stringify({ ...end, closed });
    forged.lines = [...common, line];
    Object.assign(carried(forged), { to: { hash: sha256Hex(line), seq: forged.lines.length } });
    const previous = i === 0 ? null : "0".repeat(64);
    Object.assign(forged.manifest, { number: i + 1, parcel: `${i}`.repeat(32), previous });
    const result = await receive(lead, await writeForgery(join(stick, `${i}.daftar`), forged));
    expect(result.outcome).toBe("imported");
    expect(result.interviews).toMatchObject(i === 0 ? { new: 1 } : { conflict: 1 });
    ends.push(line);
  }
  expect(linesOf(lead, interview)).toEqual(expect.arrayContaining([...common, ...ends]));
  expect(interviewsOf(lead)).toMatchObject([{ versions: 2, seq: common.length }]);
});

function interviewsOf({ vault }: Desk): unknown[] {
  return vault.store.read((db) => db.prepare("SELECT id, versions, seq FROM interview").all());
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, i) =>
    permutations([...items.slice(0, i), ...items.slice(i + 1)]).map((rest) => [item, ...rest]),
  );
}
