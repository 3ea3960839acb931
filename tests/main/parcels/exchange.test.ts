import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Happened } from "../../../main/interviews/append.ts";
import { computeInterview, inspectInterviews } from "../../../main/interviews/replay.ts";
import { sha256Hex } from "../../../main/vault/hash.ts";
import { contract } from "../../../shared/contract/index.ts";
import { parcelFaults } from "../../../shared/contract/parcels.ts";
import {
  answered,
  type Desk,
  deskOn,
  forget,
  linesOf,
  meet,
  must,
  questionnaireHash,
  tell,
  write,
} from "./desk.ts";
import { carried, type Forgery, forgery, writeForgery } from "./forge.ts";
import { dump, leftovers, newDesk, receive, send, smallTeam } from "./small-team.ts";

test.each(["classic", "hybrid"] as const)(
  "what was told on one laptop is read on another, byte for byte (%s keys)",
  async (keys) => {
    const team = await smallTeam(keys);
    const interviews = [tell(team.researcher), tell(team.researcher, { questions: 300 })];
    const path = await send(team, interviews);

    const result = await receive(team.lead, path);
    expect(result).toMatchObject({
      file: basename(path),
      outcome: "imported",
      fault: null,
      number: 1,
      interviews: { new: 2, updated: 0, same: 0, conflict: 0, waiting: 0 },
    });
    expect(result.from?.name).toBe("ندى");
    for (const interview of interviews)
      expect(linesOf(team.lead, interview)).toEqual(linesOf(team.researcher, interview));
    expect(leftovers(team.lead.vault.dir)).toEqual([]);
  },
);

test("every coordinator can open a parcel alone, and both vaults are then the same", async () => {
  const team = await smallTeam();
  const path = await send(team, [tell(team.researcher)]);
  await receive(team.lead, path);
  await receive(team.second, path);
  expect(parcelRows(team.lead)).toEqual(parcelRows(team.second));
  const interviews = (desk: Desk) => dump(desk).split("\n\nquestionnaire\n")[0];
  expect(interviews(team.lead)).toBe(interviews(team.second));
});

test("the questionnaire travels along, so that an interview can be read where it is new", async () => {
  const team = await smallTeam();
  const kept = ({ vault }: Desk) =>
    vault.store.read((db) => db.prepare("SELECT hash FROM questionnaire").all());
  expect(kept(team.lead)).toEqual([]);
  await receive(team.lead, await send(team, [tell(team.researcher)]));
  expect(kept(team.lead)).toEqual([{ hash: questionnaireHash }]);
});

test("the files that a questionnaire looks things up in travel along, each once", async () => {
  const table = Buffer.from("name,label\nSY12,درعا\n".repeat(20_000));
  const sha256 = sha256Hex(table);
  const team = await smallTeam();
  const withTable = ({ vault, world, deps }: Desk) => {
    const { questionnaires } = deps;
    const read: typeof questionnaires.read = (text, bytesOf) => {
      const paper = questionnaires.read(text, bytesOf);
      return paper && { ...paper, tables: [sha256] };
    };
    return deskOn(vault, world, { questionnaires: { ...questionnaires, read } });
  };
  const [researcher, lead] = [withTable(team.researcher), withTable(team.lead)];
  const placed = must(await researcher.vault.attachments.place([table]));
  must(
    researcher.vault.store.write((db) =>
      researcher.vault.attachments.record(db, placed, "text/csv"),
    ),
  );
  const path = await send({ ...team, researcher }, [tell(researcher)]);

  // Whoever knows the questionnaire without its table refuses; inspecting leaves nothing behind.
  expect((await receive(team.second, path)).fault?.kind).toBe("parcel-malformed");
  expect(must(await lead.parcels.inspect(path)).verified).toBe(true);
  expect(existsSync(join(lead.vault.dir, "attachments"))).toBe(false);

  expect((await receive(lead, path)).outcome).toBe("imported");
  const kept: Buffer[] = [];
  for await (const piece of lead.vault.attachments.content(sha256)) kept.push(piece);
  expect(Buffer.concat(kept).equals(table)).toBe(true);
  expect(
    (await receive(lead, await send({ ...team, researcher }, [tell(researcher)]))).outcome,
  ).toBe("imported");
  expect(readdirSync(join(lead.vault.dir, "attachments"))).toHaveLength(1);
});

test("the second reading of a parcel changes nothing, also from another stick under another name", async () => {
  const team = await smallTeam();
  const path = await send(team, [tell(team.researcher), tell(team.researcher)]);
  await receive(team.lead, path);
  const before = dump(team.lead);
  const copy = join(team.stick, "copy of a copy.daftar");
  copyFileSync(path, copy);
  const again = await receive(team.lead, copy);
  expect(again).toMatchObject({ outcome: "already-here", fault: null, interviews: { same: 2 } });
  expect(dump(team.lead)).toBe(before);
});

test("a correction comes as an update, and the earlier version adds nothing afterwards", async () => {
  const { lead, second, researcher, stick } = await smallTeam();
  const interview = tell(researcher, { finished: false });
  const early = forgery(researcher, [interview], [lead, second]);
  const lines = linesOf(researcher, interview);
  const head = { hash: sha256Hex(lines.at(-1) ?? ""), seq: lines.length };
  write(researcher, interview, head, [answered("m1/q0", "حمص")]);
  const late = forgery(researcher, [interview], [lead, second]);
  Object.assign(late.manifest, { number: 2, parcel: "2".repeat(32), previous: "0".repeat(64) });

  const one = await writeForgery(join(stick, "early.daftar"), early);
  const two = await writeForgery(join(stick, "late.daftar"), late);
  expect((await receive(lead, one)).interviews).toMatchObject({ new: 1 });
  expect((await receive(lead, two)).interviews).toMatchObject({ updated: 1 });
  expect((await receive(second, two)).interviews).toMatchObject({ new: 1 });
  expect((await receive(second, one)).interviews).toMatchObject({ same: 1 });
  expect(linesOf(second, interview)).toEqual(linesOf(lead, interview));
});

test("numbers that are missing are named, until their parcels are read", async () => {
  const team = await smallTeam();
  const { lead, researcher } = team;
  const paths: string[] = [];
  for (let i = 0; i < 5; i++) paths.push(await send(team, [tell(researcher)]));
  const gapsAfter = async (i: number) => {
    const { gaps } = must(await lead.parcels.import([paths[i] ?? ""]));
    return gaps.map(({ kind, name, numbers }) => ({ kind, name, numbers }));
  };
  const ندى = { kind: "interviews", name: "ندى" };
  expect(await gapsAfter(4)).toEqual([{ ...ندى, numbers: [1, 2, 3, 4] }]);
  expect(await gapsAfter(0)).toEqual([{ ...ندى, numbers: [2, 3, 4] }]);
  expect(await gapsAfter(2)).toEqual([{ ...ندى, numbers: [2, 4] }]);
  await gapsAfter(1);
  expect(await gapsAfter(3)).toEqual([]);
});

test("several parcels are read at once, and what is wrong with one does not stop the others", async () => {
  const team = await smallTeam();
  const { lead, researcher, stick } = team;
  const good = [await send(team, [tell(researcher)]), await send(team, [tell(researcher)])];
  const bad = join(stick, "cut.daftar");
  writeFileSync(bad, readFileSync(good[0] ?? "").subarray(0, 9000));
  const { files } = must(await lead.parcels.import([good[0] ?? "", bad, good[1] ?? ""]));
  expect(files.map(({ outcome }) => outcome)).toEqual(["imported", "refused", "imported"]);
  expect(files[1]?.fault).toEqual({ kind: "parcel-incomplete", details: {} });
});

test("a chain whose beginning is not here waits for it, and is then complete", async () => {
  const { lead, second, researcher, stick } = await smallTeam();
  const interview = tell(researcher, { questions: 9 });
  const [whole, beginning, end] = [1, 2, 3].map((number) =>
    numbered(forgery(researcher, [interview], [lead, second]), number),
  ) as [Forgery, Forgery, Forgery];
  keepLines(beginning, 0, 5);
  keepLines(end, 5, 11);

  const endPath = await writeForgery(join(stick, "end.daftar"), end);
  expect((await receive(lead, endPath)).interviews).toMatchObject({ waiting: 1, new: 0 });
  expect(linesOf(lead, interview)).toEqual([]);
  expect(
    lead.vault.store.read((db) => db.prepare("SELECT count(*) AS n FROM parked").get()),
  ).toEqual({ n: 6 });

  const beginningPath = await writeForgery(join(stick, "beginning.daftar"), beginning);
  expect((await receive(lead, beginningPath)).interviews).toMatchObject({ waiting: 0, new: 1 });
  expect(linesOf(lead, interview)).toEqual(linesOf(researcher, interview));
  expect(
    lead.vault.store.read((db) => db.prepare("SELECT count(*) AS n FROM parked").get()),
  ).toEqual({ n: 0 });

  const wholePath = await writeForgery(join(stick, "whole.daftar"), whole);
  expect((await receive(lead, wholePath)).interviews).toMatchObject({ same: 1 });
});

test("two versions of an interview are both kept, and said to be two", async () => {
  const { lead, second, researcher, stick } = await smallTeam();
  const { interview, paths } = await twoVersions(researcher, [lead, second], stick);
  expect((await receive(lead, paths[0])).interviews).toMatchObject({ new: 1 });
  expect((await receive(lead, paths[1])).interviews).toMatchObject({ conflict: 1 });
  const lines = linesOf(lead, interview).join("\n");
  expect(lines).toContain("حمص");
  expect(lines).toContain("حماة");
  expect(versions(lead, interview)).toBe(2);
});

test("both versions can travel in one parcel", async () => {
  const { lead, second, researcher, stick } = await smallTeam();
  const { interview, forgeries } = await twoVersions(researcher, [lead, second], stick);
  const [one, other] = forgeries;
  const both = [one, other].sort((a, b) => (headOf(a) < headOf(b) ? -1 : 1)) as [Forgery, Forgery];
  const together = numbered(both[0], 1);
  together.lines = both.flatMap(({ lines }) => lines);
  together.manifest.interviews = both.map((forged) => carried(forged)) as never;
  const result = await receive(lead, await writeForgery(join(stick, "both.daftar"), together));
  expect(result).toMatchObject({ outcome: "imported", interviews: { conflict: 1, new: 0 } });
  expect(versions(lead, interview)).toBe(2);
});

test("whatever the order, the repetition and the grouping, the vault comes out the same", {
  timeout: 180_000,
}, async () => {
  const { lead, second, researcher, stick } = await smallTeam();
  const { paths: versionPaths } = await twoVersions(researcher, [lead, second], stick);
  const interview = tell(researcher, { questions: 9 });
  const parts = [
    [0, 4],
    [4, 8],
    [8, 11],
    [0, 8],
  ] as const;
  const paths = [...versionPaths];
  for (const [i, [from, to]] of parts.entries()) {
    const part = numbered(forgery(researcher, [interview], [lead, second]), i + 3);
    keepLines(part, from, to);
    paths.push(await writeForgery(join(stick, `part-${i}.daftar`), part));
  }
  const read = async (order: readonly string[]) => {
    forget(lead);
    for (const path of order) await receive(lead, path);
    return dump(lead);
  };
  const expected = await read(paths);
  const orders = fc.sample(
    fc.shuffledSubarray([...paths, ...paths], { minLength: 12, maxLength: 12 }),
    6,
  );
  for (const order of orders) expect(await read(order)).toBe(expected);
});

test("the journal tells what was made, read, refused and held back, without a name or a place", async () => {
  const team = await smallTeam();
  const { lead, researcher, stick } = team;
  const path = await send(team, [tell(researcher)]);
  await receive(lead, path);
  writeFileSync(join(stick, "letter.daftar"), "x");
  await receive(lead, join(stick, "letter.daftar"));
  await researcher.parcels.make({ interviews: ["0".repeat(32) as never] }, stick);
  const journal = (desk: Desk) =>
    desk.vault.store.read((db) =>
      db
        .prepare<{ line: string }>("SELECT line FROM journal")
        .all()
        .map(({ line }) => line),
    );
  const kinds = (desk: Desk) =>
    journal(desk).map((line) => JSON.parse(line) as { kind: string; details: object });
  expect(kinds(researcher).slice(-2)).toMatchObject([
    { kind: "parcel-made", details: { number: 1, interviews: 1 } },
    { kind: "parcel-not-made", details: { reason: "interview-unknown" } },
  ]);
  expect(kinds(lead).slice(-2)).toMatchObject([
    { kind: "parcel-read", details: { number: 1, interviews: 1 } },
    { kind: "parcel-refused", details: { reason: "not-a-parcel" } },
  ]);
  expect([...journal(lead), ...journal(researcher)].join("\n")).not.toMatch(
    /ندى|daftar-test|letter|درعا/,
  );
});

test("everything the slice answers is what the contract says", async () => {
  const team = await smallTeam();
  const { lead, researcher, stick } = team;
  const interview = tell(researcher);
  contract["parcels.ready"].output.parse(must(await researcher.parcels.ready()));
  const made = must(await researcher.parcels.make({ interviews: [interview] }, stick));
  contract["parcels.make"].output.parse(made);
  const path = join(stick, made.fileName);
  contract["parcels.inspect"].output.parse(must(await lead.parcels.inspect(path)));
  writeFileSync(join(stick, "letter.daftar"), "x");
  const files = [path, join(stick, "letter.daftar")];
  contract["parcels.import"].output.parse(must(await lead.parcels.import(files)));
  contract["parcels.inbox"].output.parse(must(await lead.parcels.inbox()));
  for (const act of [
    lead.parcels.inspect(undefined),
    lead.parcels.import([]),
    researcher.parcels.make({ interviews: [interview] }, undefined),
  ])
    expect(await act).toEqual({ ok: false, fault: { kind: "cancelled" } });
});

test("the inbox lists what was read, what is missing and what was held back", async () => {
  const team = await smallTeam();
  const { lead, second, researcher, stick } = team;
  await send(team, [tell(researcher)]);
  await receive(lead, await send(team, [tell(researcher), tell(researcher)]));
  const forged = forgery(researcher, [tell(researcher)], [lead, second]);
  forged.manifest.kind = "receipt";
  await receive(lead, await writeForgery(join(stick, "receipt.daftar"), forged));
  const inbox = must(await lead.parcels.inbox());
  expect(inbox.parcels).toMatchObject([
    { kind: "interviews", name: "ندى", number: 2, interviews: 2 },
  ]);
  expect(inbox.gaps).toMatchObject([{ numbers: [1] }]);
  expect(inbox.setAside).toMatchObject([{ kind: "parcel-kind-later" }]);
  expect(parcelFaults).toContain(inbox.setAside[0]?.kind);
});

test("a parcel that was held back is kept sealed, once, and let go when it is taken over after all", async () => {
  const stick = (await smallTeam()).stick;
  const lead = await newDesk("coordinator", "هدى");
  const others = [
    await newDesk("coordinator", "رامي"),
    await newDesk("researcher", "منى"),
  ] as const;
  const [second, researcher] = others;
  must(await lead.people.createTeam({ name: "فريق الجنوب", keys: "classic" }));
  await meet(lead, [second], stick);
  const path = await writeForgery(
    join(stick, "early.daftar"),
    forgery(researcher, [tell(researcher)], [lead, second]),
  );
  const quarantine = join(lead.vault.dir, "quarantine");
  for (let i = 0; i < 2; i++)
    expect(await receive(lead, path)).toMatchObject({
      outcome: "quarantined",
      fault: { kind: "device-unknown", details: { device: researcher.vault.self.device } },
    });
  const [kept, ...more] = readdirSync(quarantine);
  expect(more).toEqual([]);
  expect(readFileSync(join(quarantine, kept ?? ""))).toEqual(readFileSync(path));

  await meet(lead, [researcher], stick);
  expect((await receive(lead, path)).outcome).toBe("imported");
  expect(readdirSync(quarantine)).toEqual([]);
  expect(must(await lead.parcels.inbox()).setAside).toEqual([]);
});

test("a correction goes out in the next parcel, and takes the place of what arrived before", async () => {
  const team = await smallTeam();
  const { lead, researcher } = team;
  const interview = tell(researcher);
  expect((await receive(lead, await send(team, [interview]))).outcome).toBe("imported");
  const lines = linesOf(researcher, interview);
  const end = { hash: sha256Hex(lines.at(-1) ?? ""), seq: lines.length };
  const after = write(researcher, interview, end, [
    { type: "reopened", reason: "خطأ في السمع" },
    answered("m1/q0", "نوى"),
  ]);
  expect(await researcher.parcels.make({ interviews: [interview] }, team.stick)).toMatchObject({
    fault: { kind: "interview-held", details: { reason: "draft" } },
  });
  write(researcher, interview, after, [{ type: "finished", closed: [] }]);
  expect(await receive(lead, await send(team, [interview]))).toMatchObject({
    outcome: "imported",
    interviews: { new: 0, updated: 1, conflict: 0 },
  });
  const computed = lead.vault.store.read((db) => computeInterview(db, interview));
  expect(computed?.so.answers.get("m1/q0")?.value).toBe("نوى");
  expect(computed?.so.revisions).toMatchObject([{ reason: "خطأ في السمع" }]);
  expect(lead.vault.store.read(inspectInterviews)).toEqual([]);
});

test("notes travel with their interview, word for word, and are verified like everything in it", async () => {
  const team = await smallTeam();
  const { lead, second, researcher, stick } = team;
  const also: Happened[] = [
    { type: "noted", question: "m1/q0", mark: "note", text: "تردّد قبل الجواب" },
    { type: "noted", question: "m1/q0", mark: "flag", text: "أسأل مرة أخرى" },
  ];
  const interview = tell(researcher, { also });
  const forged = forgery(researcher, [interview], [lead, second]);
  forged.lines[5] = forged.lines[5]?.replace("تردّد", "رفض") ?? "";
  const changed = await writeForgery(join(stick, "changed.daftar"), forged);
  expect(await receive(lead, changed)).toMatchObject({ fault: { kind: "chain-broken" } });
  expect((await receive(lead, await send(team, [interview]))).outcome).toBe("imported");
  expect(linesOf(lead, interview)).toEqual(linesOf(researcher, interview));
  const computed = lead.vault.store.read((db) => computeInterview(db, interview));
  expect(computed?.so.notes.get("m1/q0")?.map(({ text }) => text)).toEqual([
    "تردّد قبل الجواب",
    "أسأل مرة أخرى",
  ]);
});

test("inspecting says what a parcel is and what is wrong with it, and changes nothing", async () => {
  const team = await smallTeam();
  const { lead, second, researcher, stick } = team;
  const interview = tell(researcher);
  const path = await send(team, [interview]);
  const before = dump(lead);
  expect(must(await lead.parcels.inspect(path))).toMatchObject({
    kind: "interviews",
    number: 1,
    verified: true,
    faults: [],
    interviews: [{ interview, events: 6 }],
  });
  const forged = forgery(researcher, [interview], [lead, second]);
  forged.lines[1] = forged.lines[1]?.replace("درعا", "حمص") ?? "";
  const changed = await writeForgery(join(stick, "changed.daftar"), forged);
  expect(must(await lead.parcels.inspect(changed))).toMatchObject({
    verified: false,
    faults: ["chain-broken"],
  });
  expect(await researcher.parcels.inspect(path)).toEqual({
    ok: false,
    fault: { kind: "parcel-not-for-you" },
  });
  expect(dump(lead)).toBe(before);
  expect(leftovers(lead.vault.dir)).toEqual([]);
});

/** Gives a forged parcel a place of its own among those of its device. */
function numbered(forged: Forgery, number: number): Forgery {
  const previous = number === 1 ? null : sha256Hex(`${number - 1}`);
  Object.assign(forged.manifest, {
    number,
    previous,
    parcel: String(number).repeat(32).slice(0, 32),
  });
  return forged;
}

/** Keeps a part of the one chain in a parcel. */
function keepLines(forged: Forgery, from: number, to: number): void {
  const all = forged.lines;
  forged.lines = all.slice(from, to);
  Object.assign(carried(forged), {
    events: to - from,
    from: from === 0 ? null : { hash: sha256Hex(all[from - 1] ?? ""), seq: from },
    to: { hash: sha256Hex(all[to - 1] ?? ""), seq: to },
  });
}

function headOf(forged: Forgery): string {
  return (carried(forged).to as { hash: string }).hash;
}

/** One beginning and two ends, as a copied laptop would make them. */
async function twoVersions(researcher: Desk, readers: readonly Desk[], stick: string) {
  const interview = tell(researcher, { finished: false });
  const common = linesOf(researcher, interview);
  const head = { hash: sha256Hex(common.at(-1) ?? ""), seq: common.length };
  const forgeries: Forgery[] = [];
  const paths: string[] = [];
  for (const [i, place] of ["حمص", "حماة"].entries()) {
    const end = write(researcher, interview, head, [answered("m1/q1", place)]);
    const own = linesOf(researcher, interview).filter((line) => line.includes(place));
    const forged = numbered(forgery(researcher, [interview], readers), i + 1);
    forged.lines = [...common, ...own];
    Object.assign(carried(forged), { events: end.seq, to: end });
    forgeries.push(forged);
    paths.push(await writeForgery(join(stick, `version-${i}.daftar`), forged));
  }
  return {
    interview,
    forgeries: forgeries as [Forgery, Forgery],
    paths: paths as [string, string],
  };
}

function versions({ vault }: Desk, interview: string): number | undefined {
  return vault.store.read((db) =>
    db.prepare<{ versions: number }>("SELECT versions FROM interview WHERE id = ?").get(interview),
  )?.versions;
}

function parcelRows({ vault }: Desk): unknown[] {
  return vault.store.read((db) =>
    db.prepare("SELECT parcel, sums, manifest FROM parcel_read WHERE kind = 'interviews'").all(),
  );
}
