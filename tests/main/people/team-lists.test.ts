// What the team's file brings beside its roster: the referral list and the list of places.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { mostReferrals } from "../../../main/people/referrals.ts";
import { readGazetteer } from "../../../main/questionnaires/read-gazetteer.ts";
import { writeGazetteer } from "../../../main/questionnaires/write-gazetteer.ts";
import { canonicalJson } from "../../../shared/parcels/canonical-json.ts";
import type { ListName } from "../../../shared/parcels/manifest.ts";
import { type Desk, must } from "../parcels/desk.ts";
import { sealedRoster } from "../parcels/forge.ts";
import { dump, receive, smallTeam } from "../parcels/small-team.ts";
import { temporaryDir } from "../vault/small-world.ts";

const clinic = {
  service: "عيادة الدعم النفسي",
  purpose: "ضيق شديد",
  area: "درعا",
  contact: "كل صباح من دون موعد",
  note: "",
};
const legal = { ...clinic, service: "مكتب المشورة", area: "الجنوب" };
const own = { ...clinic, service: "الطبيبة في القرية", area: "نوى" };

const places = [
  "code,parent,name_ar,name_en",
  "SY12,,درعا,Dar'a",
  "SY1203,SY12,إزرع,Izra'",
  'SY120303,SY1203,"نوى، ""القديمة""","Nawa, old"',
].map((line) => `${line}\n`);

/** Puts a list of places in place, as an import by hand does. */
async function bringPlaces({ places: gazetteer }: Desk, lines: readonly string[]) {
  const path = join(temporaryDir(), "places.csv");
  writeFileSync(path, lines.join(""));
  return must(gazetteer.keep(must(await gazetteer.read(path)).hash)).gazetteer;
}

async function writeDown({ people }: Desk, words: typeof clinic): Promise<string> {
  const { referrals } = must(await people.writeReferral({ referral: null, words }));
  return referrals.find(({ service }) => service === words.service)?.id ?? "";
}

const servicesOf = async ({ people }: Desk) =>
  must(await people.referrals()).referrals.map(({ service, fromTeam }) => [service, fromTeam]);

/** The lead's next team file, in the hands of another, who has looked at it. */
async function offer(lead: Desk, other: Desk, stick: string) {
  const { fileName } = must(await lead.people.publish(stick));
  const path = join(stick, fileName);
  const { lists, lead: signer } = must(await other.people.readTeam(path));
  const join_ = async () =>
    must(await other.people.join({ safetyNumber: signer.safetyNumber })).version;
  return { path, lists, join: join_ };
}

test("what the lead's notebook has reaches a member, who sees before what will change", async () => {
  const { lead, researcher, stick } = await smallTeam();
  await writeDown(lead, clinic);
  const kept = await bringPlaces(lead, places);
  await writeDown(researcher, own);
  const before = dump(researcher);
  const offered = await offer(lead, researcher, stick);
  expect(offered.lists).toEqual({
    referrals: { entries: 1, added: 1, changed: 0, removed: 0 },
    places: { entries: 3, added: 3, changed: 0, removed: 0 },
  });
  expect(dump(researcher)).toBe(before);

  await offered.join();
  expect(await servicesOf(researcher)).toEqual([
    [clinic.service, true],
    [own.service, false],
  ]);
  expect(researcher.places.about()).toMatchObject({ hash: kept.hash, places: 3 });
  expect(researcher.places.find({ text: "القديمة", within: "SY12" })).toMatchObject([
    { code: "SY120303", names: { ar: 'نوى، "القديمة"', en: "Nawa, old" } },
  ]);
});

test("the next file replaces what came with the one before, and nothing else", async () => {
  const { lead, researcher, stick } = await smallTeam();
  const first = await writeDown(lead, clinic);
  const second = await writeDown(lead, legal);
  await bringPlaces(lead, places);
  await writeDown(researcher, own);
  await (await offer(lead, researcher, stick)).join();

  const changed = { ...clinic, contact: "بموعد فقط" };
  must(await lead.people.writeReferral({ referral: first, words: changed }));
  must(await lead.people.removeReferral({ referral: second }));
  await bringPlaces(lead, [...places.slice(0, 2), "SY1203,SY12,إزرع المدينة,Izra'\n"]);
  const next = await offer(lead, researcher, stick);
  expect(next.lists).toEqual({
    referrals: { entries: 1, added: 0, changed: 1, removed: 1 },
    places: { entries: 2, added: 0, changed: 1, removed: 1 },
  });
  // Whoever takes the file in with other parcels gets the same.
  const { lists } = next;
  expect(must(await researcher.parcels.inspect(next.path))).toMatchObject({ lists });
  expect(await receive(researcher, next.path)).toMatchObject({ outcome: "imported", lists });
  expect(must(await researcher.people.referrals()).referrals).toMatchObject([
    { ...changed, fromTeam: true },
    { ...own, fromTeam: false },
  ]);
  expect(researcher.places.find({ text: "ازرع", within: null })).toMatchObject([
    { code: "SY1203", names: { ar: "إزرع المدينة" } },
  ]);
  must(await lead.people.removeReferral({ referral: first }));
  await (await offer(lead, researcher, stick)).join();
  expect(await servicesOf(researcher)).toEqual([[own.service, false]]);
});

test("a change of a list makes a new version of the team, once one was published", async () => {
  const { lead, researcher } = await smallTeam();
  const version = async () => {
    const { team } = must(await lead.people.team());
    return [team?.version, team?.published];
  };
  expect(await version()).toEqual([1, true]);
  await writeDown(lead, clinic);
  expect(await version()).toEqual([2, false]);
  await bringPlaces(lead, places);
  expect(await version()).toEqual([2, false]);
  must(await lead.people.publish(temporaryDir()));
  await bringPlaces(lead, places.slice(0, 3));
  expect(await version()).toEqual([3, false]);
  // Only the lead's notebook has a say in this.
  await writeDown(researcher, own);
  expect(must(await researcher.people.team()).team).toMatchObject({ version: 1, published: true });
});

test("what came from the team is changed by its lead only", async () => {
  const { lead, researcher, stick } = await smallTeam();
  const id = await writeDown(lead, clinic);
  await (await offer(lead, researcher, stick)).join();
  const before = dump(researcher);
  const refused = { fault: { kind: "referral-of-team" } };
  expect(await researcher.people.removeReferral({ referral: id })).toMatchObject(refused);
  expect(await researcher.people.writeReferral({ referral: id, words: own })).toMatchObject(
    refused,
  );
  expect(dump(researcher)).toBe(before);
});

test("a long list of the team leaves room for as many services of one's own", async () => {
  const { lead, researcher, stick } = await smallTeam();
  for (let at = 0; at < mostReferrals; at += 1)
    must(await lead.people.writeReferral({ referral: null, words: clinic }));
  await (await offer(lead, researcher, stick)).join();
  await writeDown(researcher, own);
  expect(must(await researcher.people.referrals()).referrals).toHaveLength(mostReferrals + 1);
});

test("a file that says nothing of a list changes nothing of it", async () => {
  const team = await smallTeam();
  const { lead, researcher, stick } = team;
  await writeDown(lead, clinic);
  await bringPlaces(lead, places);
  await (await offer(lead, researcher, stick)).join();
  const lists = async () => [await servicesOf(researcher), researcher.places.text()];
  const before = await lists();
  const old = await sealedRoster(team, (roster) => roster);
  expect(must(await researcher.people.readTeam(old)).lists).toEqual({
    referrals: null,
    places: null,
  });
  expect(await receive(researcher, old)).toMatchObject({ outcome: "imported" });
  expect(await lists()).toEqual(before);
});

const entry = { id: "a".repeat(32), ...clinic };
const listed = (...entries: readonly unknown[]) => `${canonicalJson(entries as never)}\n`;

const wrongLists: readonly (readonly [what: string, ListName, text: string])[] = [
  ["no list", "referrals", "x"],
  ["nothing", "referrals", ""],
  ["a list without its line feed", "referrals", "[]"],
  ["a blank", "referrals", "[ ]\n"],
  ["a field nobody knows", "referrals", listed({ ...entry, person: "ندى" })],
  ["a field left out", "referrals", listed({ id: entry.id, service: "عيادة" })],
  ["an entry without a contact", "referrals", listed({ ...entry, contact: "" })],
  ["a name with blanks around it", "referrals", listed({ ...entry, service: " عيادة" })],
  ["a name too long", "referrals", listed({ ...entry, service: "ع".repeat(301) })],
  ["an entry twice", "referrals", listed(entry, entry)],
  ["entries out of order", "referrals", listed({ ...entry, id: "b".repeat(32) }, entry)],
  [
    "more services than a notebook keeps",
    "referrals",
    listed(
      ...Array.from({ length: mostReferrals + 1 }, (_, at) => ({
        ...entry,
        id: at.toString(16).padStart(32, "0"),
      })),
    ),
  ],
  ["no table", "places", '"'],
  ["a header alone", "places", places[0] ?? ""],
  ["another order of the columns", "places", "code,name_ar,name_en,parent\nSY12,درعا,,\n"],
  ["a byte-order mark", "places", `\uFEFF${places.join("")}`],
  ["a place that is nowhere", "places", `${places[0]}SY1203,SY12,إزرع,\n`],
  ["places out of order", "places", `${places[0]}SY14,,القنيطرة,\nSY12,,درعا,\n`],
  ["a place twice", "places", `${places[0]}SY12,,درعا,\nSY12,,درعا,\n`],
  ["a sign nobody sees", "places", `${places[0]}SY12,,در\u202Eعا,\n`],
  ["a house", "places", `${places.join("")}C1,SY120303,مزرعة,Farm\n`],
];

test("a list that is not written as it has to be is held back, whatever is wrong with it", async () => {
  const team = await smallTeam();
  const { lead, researcher } = team;
  await writeDown(researcher, own);
  const before = dump(researcher);
  for (const [what, name, text] of wrongLists) {
    const path = await sealedRoster(team, (roster) => roster, lead.vault.device, { [name]: text });
    expect((await receive(researcher, path)).fault?.kind, what).toBe("parcel-malformed");
    expect(dump(researcher), what).toBe(before);
  }
  const sound = { referrals: listed(entry), places: places.join("") };
  const control = await sealedRoster(team, (roster) => roster, lead.vault.device, sound);
  expect((await receive(researcher, control)).outcome).toBe("imported");
  expect(await servicesOf(researcher)).toContainEqual([clinic.service, true]);
});

test("fifty thousand places are carried, and no notebook has more", async () => {
  const { lead, researcher, stick } = await smallTeam();
  const rows = Array.from({ length: 49_998 }, (_, at) => {
    const code = `SY12${String(at).padStart(6, "0")}`;
    return `${code},SY1203,ناحية ${at},Sub-district ${at}\n`;
  });
  const many = [...places.slice(0, 3), ...rows];
  await bringPlaces(lead, many);
  const offered = await offer(lead, researcher, stick);
  expect(offered.lists.places).toMatchObject({ entries: 50_000 });
  await offered.join();
  expect(researcher.places.text()).toBe(many.join(""));
  const tooMany = readGazetteer(Buffer.from([...many, "SY13,,ريف,Rif\n"].join("")), "places");
  expect([tooMany.places.length, tooMany.problems[0]?.code]).toEqual([0, "places-too-many"]);
});

test("a list of places comes back as it was written, whatever the names are", () => {
  const odd = ['"', '""', "a,b", ";", "\t", "'=1+1", "نوى ", "ن\u200cوى", "\\n"].map((name) =>
    name.trim(),
  );
  const written = odd
    .filter((name) => name !== "")
    .map((name, at) => ({ code: `SY${at}`, parent: null, level: 1, ar: name, en: name }));
  const text = writeGazetteer(written);
  expect(readGazetteer(Buffer.from(text), "places").places).toEqual(written);
});
