import { z } from "zod";
import { type ListChanges, ReferralId, ReferralWords } from "../../shared/contract/people.ts";
import { canonicalJson, readCanonicalJson } from "../../shared/parcels/canonical-json.ts";
import { inOrder } from "../../shared/people/roster.ts";
import type { Database } from "../vault/store.ts";
import type { PeopleDeps } from "./deps.ts";
import { mostReferrals, noteReferrals, referralsIn } from "./referrals.ts";

/** Source: docs/parcel-format.md, section 5. */
const Carried = z
  .array(z.strictObject({ id: ReferralId, ...ReferralWords.shape }))
  .max(mostReferrals)
  .refine((list) => inOrder(list.map(({ id }) => id)));
type Carried = z.infer<typeof Carried>;

/**
 * The referral list as the team's file carries it: on the lead's notebook all of it, and on every other
 * the part that came with such a file, beside what was written down there.
 */
export function teamReferrals({ vault, world }: Pick<PeopleDeps, "vault" | "world">) {
  const carriedHere = (isFromTeam: boolean): Carried =>
    vault.store
      .read(referralsIn)
      .filter(({ fromTeam }) => fromTeam === isFromTeam)
      .map(({ fromTeam: _, ...entry }) => entry);
  return {
    text: () => write(carriedHere(false)),
    read: (text: string) => {
      const carried = read(text);
      return (
        carried && {
          changes: changesBetween(carriedHere(true), carried),
          keep: (db: Database) => {
            replace(db, carried);
            noteReferrals(db, world);
          },
        }
      );
    },
  };
}

function write(carried: Carried): string {
  return `${canonicalJson(carried.toSorted((a, b) => (a.id < b.id ? -1 : 1)))}\n`;
}

/** Null unless the text is as `write` writes it, to the byte. */
function read(text: string): Carried | null {
  const carried = Carried.safeParse(readCanonicalJson(text.slice(0, -1)));
  return carried.success && write(carried.data) === text ? carried.data : null;
}

function changesBetween(before: Carried, after: Carried): ListChanges {
  const was = new Map(before.map((entry) => [entry.id, canonicalJson(entry)]));
  const is = new Set(after.map(({ id }) => id));
  const known = after.filter(({ id }) => was.has(id));
  return {
    entries: after.length,
    added: after.length - known.length,
    changed: known.filter((entry) => was.get(entry.id) !== canonicalJson(entry)).length,
    removed: before.filter(({ id }) => !is.has(id)).length,
  };
}

function replace(db: Database, carried: Carried): void {
  db.prepare("DELETE FROM referral WHERE from_team = 1").run();
  // What was written down here is never written over, whatever a file calls its entries.
  const insert = db.prepare(
    `INSERT INTO referral (id, service, purpose, area, contact, note, from_team)
     VALUES (?, ?, ?, ?, ?, ?, 1) ON CONFLICT (id) DO NOTHING`,
  );
  for (const { id, service, purpose, area, contact, note } of carried)
    insert.run(id, service, purpose, area, contact, note);
}
