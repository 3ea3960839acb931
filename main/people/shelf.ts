import type { DeviceId } from "../../shared/contract/define.ts";
import type { Member } from "../../shared/contract/people.ts";
import { canonicalJson } from "../../shared/parcels/canonical-json.ts";
import {
  memberBy,
  Roster,
  type RosterMember,
  type RosterVerdict,
} from "../../shared/people/roster.ts";
import { safetyNumber } from "../vault/safety-number.ts";
import type { Database } from "../vault/store.ts";
import type { Vault } from "../vault/vault.ts";
import { type IsRecipient, isGenuine, memberOf } from "./card.ts";

/** The roster of a vault: kept, shown, and defended against others. */
export interface RosterShelf {
  /** The one that counts; `null` before a team was made or joined. */
  readonly current: () => Roster | null;
  /** A device that the roster names, or named; `null` for all others. */
  readonly member: (device: DeviceId) => Member | null;
  /** A person of a roster as the screens show her. */
  readonly shown: (roster: Roster, member: RosterMember) => Member;
  /** Whether a roster that came in a parcel takes the place of ours. */
  readonly judge: (offered: Roster, signer: DeviceId) => RosterVerdict;
  /** Whether a roster is sound in itself and names us as we are. */
  readonly fits: (offered: Roster) => "fits" | "parcel-malformed" | "parcel-readdressed";
  /** Keeps a version; `published` once its lead has sealed it. */
  readonly keep: (db: Database, roster: Roster, published: boolean) => void;
  /** Whether the current version has been sealed, so that a change must be a new one. */
  readonly isPublished: () => boolean;
  /**
   * Something that the team's file carries has changed here. On the lead's notebook a version that was
   * sealed is followed by the next, since whoever has it must be able to say which one it is.
   */
  readonly touch: (db: Database) => void;
}

export function rosterShelf(
  { self, store }: Pick<Vault, "self" | "store">,
  isRecipient: IsRecipient,
): RosterShelf {
  // Reading and checking a roster of thirty takes milliseconds, and every screen asks.
  let last: { readonly text: string; readonly roster: Roster } | null = null;
  const numbers = new Map<string, string>();

  const current = () => {
    const text = store.read(newestRecord)?.record;
    if (text === undefined) return null;
    if (last?.text !== text) last = { text, roster: Roster.parse(JSON.parse(text)) };
    return last.roster;
  };

  const shown = (roster: Roster, { age, device, key, name, role }: RosterMember): Member => {
    const subject = canonicalJson({ age, key, role });
    const number = numbers.get(subject) ?? safetyNumber({ age, key, role });
    numbers.set(subject, number);
    const lead = device === roster.lead;
    return { device, name, role, safetyNumber: number, lead, self: device === self.device };
  };

  const fits = (offered: Roster) => {
    if (![...offered.members, ...offered.revoked].every((one) => isGenuine(one, isRecipient)))
      return "parcel-malformed";
    const us = offered.members.find(({ device }) => device === self.device);
    if (!us) return "parcel-readdressed";
    // The name is the lead's to choose; keys and role are not.
    const same = canonicalJson({ ...memberOf({ self }), name: us.name }) === canonicalJson(us);
    return same ? "fits" : "parcel-malformed";
  };

  const keep: RosterShelf["keep"] = (db, roster, published) => {
    db.prepare(
      `INSERT INTO team (version, record, published) VALUES (?, ?, ?)
       ON CONFLICT (version) DO UPDATE SET record = excluded.record,
         published = excluded.published`,
    ).run(roster.version, canonicalJson(roster), published ? 1 : 0);
  };
  const isPublished = () => store.read(newestRecord)?.published === 1;

  return {
    current,
    shown,
    fits,
    member: (device) => {
      const roster = current();
      const found = roster && memberBy(roster, device);
      return found ? shown(roster, found) : null;
    },
    judge: (offered, signer) => {
      const held = current();
      if (!held || signer !== held.lead) return "parcel-signature-wrong";
      if (offered.id !== held.id) return "parcel-readdressed";
      const fit = fits(offered);
      if (fit !== "fits") return fit;
      if (offered.version > held.version) return "newer";
      return canonicalJson(offered) === canonicalJson(held) ? "same" : "team-record-older";
    },
    keep,
    isPublished,
    touch: (db) => {
      const roster = current();
      if (roster?.lead === self.device && isPublished())
        keep(db, { ...roster, version: roster.version + 1 }, false);
    },
  };
}

function newestRecord(db: Database): { record: string; published: number } | undefined {
  return db
    .prepare<{ record: string; published: number }>(
      "SELECT record, published FROM team ORDER BY version DESC LIMIT 1",
    )
    .get();
}
