import { expect, test } from "vitest";
import { mostReferrals } from "../../../main/people/referrals.ts";
import { builtIn, expectOk, newHouse, samples } from "../small-house.ts";

const clinic = {
  service: "عيادة الدعم النفسي",
  purpose: "ضيق شديد",
  area: "درعا",
  contact: "كل صباح من دون موعد",
  note: "",
};

async function notebook() {
  const house = await newHouse("ندى");
  const { people, interviews, vault } = house.rooms;
  const start = (more: { withoutReferral?: true } = {}) =>
    interviews.start({ questionnaire: builtIn(house), language: null, ...more });
  const journal = () => expectOk(vault.journal({ before: null, limit: 5 })).entries;
  return { house, people, start, journal };
}

test("an interview waits until a service is written down", async () => {
  const { people, start, journal } = await notebook();
  const before = journal();
  expect(start()).toMatchObject({ fault: { kind: "referral-missing" } });
  expect(journal()).toEqual(before);
  const { referrals } = expectOk(await people.writeReferral({ referral: null, words: clinic }));
  expect(referrals).toMatchObject([clinic]);
  expect(start()).toMatchObject({ ok: true });
  expectOk(await people.removeReferral({ referral: referrals[0]?.id ?? "" }));
  expect(start()).toMatchObject({ fault: { kind: "referral-missing" } });
});

test("who says that there is no service may begin, and the journal keeps that it was said", async () => {
  const { start, journal } = await notebook();
  const { interview } = expectOk(start({ withoutReferral: true }));
  expect(journal()[0]).toMatchObject({
    kind: "interview-without-referral",
    details: { interview },
  });
  expect(start()).toMatchObject({ fault: { kind: "referral-missing" } });
});

test("an interview that was held on paper before is typed in without waiting", async () => {
  const { house, journal } = await notebook();
  const [written] = samples(0);
  if (!written) throw new Error("there is no sample");
  expectOk(house.rooms.fill(builtIn(house), written, "paper"));
  expect(journal().map(({ kind }) => kind)).not.toContain("interview-without-referral");
});

test("an entry is changed in its place, and the journal tells nothing of what it says", async () => {
  const { people, journal } = await notebook();
  const legal = { ...clinic, service: "مكتب المشورة", area: "الجنوب" };
  expectOk(await people.writeReferral({ referral: null, words: clinic }));
  const two = expectOk(await people.writeReferral({ referral: null, words: legal }));
  // In order of area and name, so that an entry taken back stands where it stood.
  expect(two.referrals.map(({ area }) => area)).toEqual(["الجنوب", "درعا"]);
  const id = two.referrals[1]?.id ?? "";
  const changed = expectOk(
    await people.writeReferral({ referral: id, words: { ...clinic, contact: "بموعد فقط" } }),
  );
  expect(changed.referrals[1]).toEqual({
    ...clinic,
    id,
    contact: "بموعد فقط",
    fromTeam: false,
  });
  expect(expectOk(await people.referrals())).toEqual({ ...changed, draft: null });
  const told = journal();
  expect(told.slice(0, 3)).toMatchObject([
    { kind: "referrals-changed", details: { referrals: 2 } },
    { kind: "referrals-changed", details: { referrals: 2 } },
    { kind: "referrals-changed", details: { referrals: 1 } },
  ]);
  expect(JSON.stringify(told)).not.toMatch(/عيادة|مكتب|موعد|درعا/u);
});

test("what is not in the list, and what does not fit into it, changes nothing", async () => {
  const { people, journal } = await notebook();
  const stranger = "f".repeat(32);
  const none = journal();
  expect(await people.writeReferral({ referral: stranger, words: clinic })).toMatchObject({
    fault: { kind: "referral-unknown" },
  });
  expect(await people.removeReferral({ referral: stranger })).toMatchObject({
    fault: { kind: "referral-unknown" },
  });
  expect(
    await people.writeReferral({ referral: null, words: { ...clinic, note: "\ud800" } }),
  ).toMatchObject({ fault: { kind: "text-not-storable" } });
  expect(journal()).toEqual(none);
  for (let at = 0; at < mostReferrals; at += 1)
    expectOk(await people.writeReferral({ referral: null, words: clinic }));
  expect(await people.writeReferral({ referral: null, words: clinic })).toMatchObject({
    fault: { kind: "referrals-full" },
  });
});

test("what is half written is kept until it is written down, and is no entry", async () => {
  const { people, start, journal } = await notebook();
  const words = { ...clinic, contact: "" };
  const before = journal();
  expectOk(await people.draftReferral({ words }));
  expect(expectOk(await people.referrals())).toEqual({ referrals: [], draft: words });
  expect(start()).toMatchObject({ fault: { kind: "referral-missing" } });
  expect(journal()).toEqual(before);
  expect(await people.draftReferral({ words: { ...words, note: "a\0b" } })).toMatchObject({
    fault: { kind: "text-not-storable" },
  });
  expectOk(await people.writeReferral({ referral: null, words: clinic }));
  expect(expectOk(await people.referrals()).draft).toBeNull();
  expectOk(await people.draftReferral({ words }));
  const nothing = { service: "", purpose: "", area: "", contact: "", note: "" };
  expectOk(await people.draftReferral({ words: nothing }));
  expect(expectOk(await people.referrals()).draft).toBeNull();
});
