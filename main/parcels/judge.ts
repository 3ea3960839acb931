import type { ParcelFault } from "../../shared/contract/parcels.ts";
import type { Manifest } from "../../shared/parcels/manifest.ts";
import { lastNumber, memberBy } from "../../shared/people/roster.ts";
import { sha256Hex } from "../vault/hash.ts";
import type { PublicDevice } from "../vault/signing.ts";
import type { Database } from "../vault/store.ts";
import type { ParcelDeps } from "./deps.ts";
import type { Unpacked } from "./unpack.ts";

/** Why a parcel that is whole and signed is not taken over. */
export interface Judgement {
  readonly kind: ParcelFault;
  readonly details?: { readonly [name: string]: string | number };
}

/** Whether the signer belongs to the team; without that nothing of the content is read. */
export function judgeSigner({ roster }: ParcelDeps, signer: PublicDevice): Judgement | null {
  const held = roster();
  const known = held && memberBy(held, signer.id);
  return known ? null : { kind: "device-unknown", details: { device: signer.id } };
}

/**
 * Whether this parcel may be taken over here, by what its manifest says.
 *
 * In this order: the device is not revoked for this number, we are among those it was made for and
 * nobody was added, its kind is for our role. For a roster also: its lead signed it, and it is not
 * older than ours.
 */
export function judgePaper(
  deps: ParcelDeps,
  unpacked: Unpacked,
  manifest: Manifest,
): Judgement | null {
  const { vault, roster } = deps;
  const held = roster();
  const last = held && lastNumber(held, manifest.device, manifest.kind);
  if (last !== null && manifest.number > last)
    return { kind: "device-revoked", details: { number: manifest.number, last } };

  const us = sha256Hex(vault.self.age[unpacked.kind]);
  if (!manifest.to.includes(us) || manifest.to.length !== unpacked.recipients)
    return { kind: "parcel-readdressed" };
  if (manifest.kind === "interviews")
    return vault.self.role === "coordinator" ? null : { kind: "parcel-not-for-you" };

  const verdict = deps.judgeRoster(manifest.roster, manifest.device);
  return verdict === "newer" || verdict === "same" ? null : { kind: verdict };
}

/** Whether this very parcel was read before, or another one under its number or name. */
export function judgeNumber(
  db: Database,
  manifest: Manifest,
  sums: string,
): "new" | "already-here" | "parcel-number-reused" {
  const { parcel, device, kind, number } = manifest;
  const rows = db
    .prepare<{ parcel: string; sums: string }>(
      `SELECT parcel, sums FROM parcel_read
       WHERE parcel = ? OR (device = ? AND kind = ? AND number = ?)`,
    )
    .all(parcel, device, kind, number);
  if (rows.length === 0) return "new";
  const same = rows.every((row) => row.parcel === parcel && row.sums === sums);
  return same ? "already-here" : "parcel-number-reused";
}
