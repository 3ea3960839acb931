import type { Input, Outcome } from "../../shared/contract/index.ts";
import type { Referral, ReferralDraft } from "../../shared/contract/people.ts";
import { fail, ok } from "../../shared/result.ts";
import { writeJournal } from "../vault/journal.ts";
import type { Database } from "../vault/store.ts";
import type { World } from "../vault/world.ts";
import type { PeopleDeps } from "./deps.ts";

type Deps = Pick<PeopleDeps, "world" | "vault" | "shelf">;

/** More than anybody reads to a person in distress. */
export const mostReferrals = 200;

export function listReferrals({ vault }: Pick<Deps, "vault">): Outcome<"people.referrals"> {
  return ok(vault.store.read((db) => ({ referrals: referralsIn(db), draft: draftIn(db) })));
}

/** Whether the list has an entry. */
export function hasReferral(db: Database): boolean {
  return db.prepare("SELECT 1 FROM referral LIMIT 1").get() !== undefined;
}

/** Writes a service down, in place of what was written of it before. */
export function writeReferral(
  deps: Deps,
  { referral, words }: Input<"people.writeReferral">,
): Outcome<"people.writeReferral"> {
  const { service, purpose, area, contact, note } = words;
  if (!isStorable(words)) return fail({ kind: "text-not-storable" });
  if (referral === null) {
    const own = deps.vault.store.read(referralsIn).filter(({ fromTeam }) => !fromTeam);
    if (own.length >= mostReferrals) return fail({ kind: "referrals-full" });
  } else {
    const changeable = ownReferral(deps, referral);
    if (!changeable.ok) return changeable;
  }
  const id = referral ?? deps.world.random(16).toString("hex");
  return change(deps, (db) => {
    db.prepare(
      `INSERT INTO referral (id, service, purpose, area, contact, note)
       VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET service = excluded.service, purpose = excluded.purpose,
         area = excluded.area, contact = excluded.contact, note = excluded.note`,
    ).run(id, service, purpose, area, contact, note);
    if (referral === null) writeDraft(db, null);
  });
}

/** Keeps a service that is being written down, as it was typed; nothing of it when all is empty. */
export function draftReferral(
  { vault }: Deps,
  { words }: Input<"people.draftReferral">,
): Outcome<"people.draftReferral"> {
  if (!isStorable(words)) return fail({ kind: "text-not-storable" });
  const isEmpty = Object.values(words).every((text) => text === "");
  return vault.store.write((db) => {
    writeDraft(db, isEmpty ? null : words);
    return {};
  });
}

export function removeReferral(
  deps: Deps,
  { referral }: Input<"people.removeReferral">,
): Outcome<"people.removeReferral"> {
  const removable = ownReferral(deps, referral);
  if (!removable.ok) return removable;
  return change(deps, (db) => db.prepare("DELETE FROM referral WHERE id = ?").run(referral));
}

/** What came with the team's file stays as its lead wrote it, until the next file. */
function ownReferral({ vault }: Deps, referral: string) {
  const found = vault.store.read(referralsIn).find(({ id }) => id === referral);
  if (!found) return fail({ kind: "referral-unknown" });
  return found.fromTeam ? fail({ kind: "referral-of-team" }) : ok(found);
}

/** Changes the list, and tells the journal of it; nothing of what it says. */
function change({ world, vault, shelf }: Deps, act: (db: Database) => void) {
  return vault.store.write((db) => {
    act(db);
    shelf.touch(db);
    return { referrals: noteReferrals(db, world) };
  });
}

const isStorable = (words: ReferralDraft) =>
  Object.values(words).every((text) => text.isWellFormed() && !text.includes("\0"));

function writeDraft(db: Database, words: ReferralDraft | null): void {
  db.prepare("DELETE FROM referral_draft").run();
  if (!words) return;
  const { service, purpose, area, contact, note } = words;
  db.prepare(
    `INSERT INTO referral_draft (one, service, purpose, area, contact, note)
     VALUES (1, ?, ?, ?, ?, ?)`,
  ).run(service, purpose, area, contact, note);
}

function draftIn(db: Database): ReferralDraft | null {
  const draft = db
    .prepare<ReferralDraft>("SELECT service, purpose, area, contact, note FROM referral_draft")
    .get();
  return draft ?? null;
}

/** Tells the journal how long the list is now. */
export function noteReferrals(db: Database, world: World): Referral[] {
  const referrals = referralsIn(db);
  writeJournal(db, world, "referrals-changed", { referrals: referrals.length });
  return referrals;
}

/** The services of the area, in order of area and name. */
export function referralsIn(db: Database): Referral[] {
  return db
    .prepare<Omit<Referral, "fromTeam"> & { readonly from_team: number }>(
      `SELECT id, service, purpose, area, contact, note, from_team FROM referral
       ORDER BY area, service, id`,
    )
    .all()
    .map(({ from_team, ...written }) => ({ ...written, fromTeam: from_team === 1 }));
}
