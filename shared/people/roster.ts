import { z } from "zod";
import { DeviceId, Role } from "../contract/define.ts";

// Who belongs to a team, as its lead coordinator signed it (docs/parcel-format.md, section 5).

const Name = z.string().min(1).max(60);

/** `age1…`, as age-keygen prints it; the checksum is for the keeper to check. */
export const ClassicRecipient = z.string().regex(/^age1[02-9ac-hj-np-z]{58}$/);
export const HybridRecipient = z.string().regex(/^age1pq1[02-9ac-hj-np-z]{1952}$/);

/** The public half of a device: `ssh-ed25519 AAAA…`. */
export const PublicKeyLine = z.string().regex(/^ssh-ed25519 [A-Za-z0-9+/]{68}$/);

/** One person and the device that speaks for her. */
export const RosterMember = z.strictObject({
  age: z.strictObject({ classic: ClassicRecipient, hybrid: HybridRecipient }),
  device: DeviceId,
  key: PublicKeyLine,
  name: Name,
  role: Role,
});
export type RosterMember = z.infer<typeof RosterMember>;

const Last = z.int().min(0);

/** A device that was taken off, with the last number of each kind that still counts. */
export const RevokedMember = z.strictObject({
  ...RosterMember.shape,
  last: z.strictObject({ interviews: Last, team: Last, withdrawal: Last }),
});
export type RevokedMember = z.infer<typeof RevokedMember>;

/** With its lead, as many as one parcel can have recipients. */
export const mostMembers = 33;

export const Roster = z
  .strictObject({
    id: z.string().regex(/^[0-9a-f]{32}$/),
    /** What every parcel of the team is sealed with; the two are never mixed. */
    keys: z.enum(["hybrid", "classic"]),
    lead: DeviceId,
    members: z.array(RosterMember).min(1).max(mostMembers),
    name: Name,
    revoked: z.array(RevokedMember).max(1000),
    version: z.int().min(1),
    /** The highest parcel version that members may write, so that no old laptop is cut off. */
    writes: z.literal(1),
  })
  .refine(({ members }) => inOrder(members.map(({ device }) => device)))
  .refine(({ revoked }) => inOrder(revoked.map(({ device }) => device)))
  .refine(({ members, revoked }) =>
    revoked.every(({ device }) => !members.some((member) => member.device === device)),
  )
  // One recipient, one person: otherwise a parcel would count the same key twice.
  .refine(({ members }) => new Set(members.flatMap(recipients)).size === 2 * members.length)
  .refine(({ members, lead }) =>
    members.some(({ device, role }) => device === lead && role === "coordinator"),
  );
export type Roster = z.infer<typeof Roster>;

/** What a roster that was offered is worth beside the one that is held. */
export type RosterVerdict =
  | "newer"
  /** The very one that is held. */
  | "same"
  | "parcel-signature-wrong"
  | "parcel-readdressed"
  | "parcel-malformed"
  | "team-record-older";

/** The recipient of a member that a team's parcels are sealed to. */
export function recipientOf(roster: Roster, member: RosterMember): string {
  return member.age[roster.keys];
}

/** Those who may be told what was said, without the device that tells it. */
export function coordinatorsBeside(roster: Roster, device: DeviceId): readonly RosterMember[] {
  return roster.members.filter(
    (member) => member.role === "coordinator" && member.device !== device,
  );
}

/** A member now, or one who was taken off; `null` when the roster never named that device. */
export function memberBy(roster: Roster, device: DeviceId): RosterMember | RevokedMember | null {
  const is = (member: RosterMember) => member.device === device;
  return roster.members.find(is) ?? roster.revoked.find(is) ?? null;
}

/** The last number of a kind that counts; `null` while the device is not revoked. */
export function lastNumber(
  roster: Roster,
  device: DeviceId,
  kind: keyof RevokedMember["last"],
): number | null {
  return roster.revoked.find((revoked) => revoked.device === device)?.last[kind] ?? null;
}

/** Sorted by code unit, each once. */
export function inOrder(texts: readonly string[]): boolean {
  return texts.every((text, i) => i === 0 || (texts[i - 1] as string) < text);
}

function recipients({ age }: RosterMember): readonly string[] {
  return [age.classic, age.hybrid];
}
