import type { FaultKind, Outcome } from "../../shared/contract/index.ts";
import type { Roster, RosterMember } from "../../shared/people/roster.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { writeJournal } from "../vault/journal.ts";
import type { OfferedTeam, PeopleDeps } from "./deps.ts";
import { shown } from "./roster.ts";

/** What can be said of a team file before its lead is believed. */
export async function readOffer(
  { shelf, readTeamFile }: PeopleDeps,
  path: string,
): Promise<Result<OfferedTeam, { readonly kind: FaultKind<"people.readTeam"> }>> {
  const file = await readTeamFile(path);
  if (!file.ok) return fail({ kind: file.fault.kind as FaultKind<"people.readTeam"> });
  const { roster, signer } = file.value;
  const held = shelf.current();
  if (held && held.id !== roster.id) return fail({ kind: "team-other" });
  if (signer !== roster.lead || (held && signer !== held.lead))
    return fail({ kind: "parcel-signature-wrong" });
  const fit = shelf.fits(roster);
  if (fit !== "fits") return fail({ kind: fit });
  return held && roster.version <= held.version ? fail({ kind: "team-record-older" }) : file;
}

/** Believes the lead whose safety number a person has compared, and takes over what she signed. */
export function joinTeam(
  deps: PeopleDeps,
  offered: OfferedTeam,
  safetyNumber: string,
): Outcome<"people.join"> {
  const { world, vault, shelf } = deps;
  const { roster } = offered;
  if (shelf.shown(roster, leadOf(roster)).safetyNumber !== safetyNumber)
    return fail({ kind: "safety-number-differs" });
  const written = vault.store.write((db) => {
    offered.takeOver(db);
    writeJournal(db, world, "team-joined", { version: roster.version });
  });
  return written.ok ? ok(shown(deps, roster)) : written;
}

/** A roster is not read unless its lead is among its members. */
export function leadOf({ members, lead }: Roster): RosterMember {
  const found = members.find(({ device }) => device === lead);
  if (!found) throw new Error("a team without its lead");
  return found;
}
