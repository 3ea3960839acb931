import { z } from "zod";
import { type Call, DeviceId, diskFaults, QuestionnaireHash, Role } from "./define.ts";
import { SafetyNumber } from "./vault.ts";

export const Member = z.strictObject({
  device: DeviceId,
  name: z.string(),
  role: Role,
  safetyNumber: SafetyNumber,
  lead: z.boolean(),
  self: z.boolean(),
});
export type Member = z.infer<typeof Member>;

export const Team = z.strictObject({
  id: z.string(),
  name: z.string(),
  version: z.int(),
  /** What every parcel of the team is sealed with; the two are never mixed. */
  keys: z.enum(["hybrid", "classic"]),
  /** Whether this device may change the roster. */
  lead: z.boolean(),
  /** Whether this version has been sealed into a team file; a changed roster has not been yet. */
  published: z.boolean(),
  members: z.array(Member),
  /** Those that the team's file carries. Only the lead's notebook has any here. */
  questionnaires: z.array(QuestionnaireHash),
});
export type Team = z.infer<typeof Team>;

const Line = z.string().trim().max(300);

/** A service that a person can be sent to. It names what is offered, and nobody who was sent. */
export const ReferralWords = z.strictObject({
  service: Line.min(1),
  /** What it is for. */
  purpose: Line,
  area: Line,
  /** How it is reached. */
  contact: Line.min(1),
  note: z.string().trim().max(1000),
});
export type ReferralWords = z.infer<typeof ReferralWords>;

export const ReferralId = z.string().regex(/^[0-9a-f]{32}$/);

export const Referral = z.strictObject({
  id: ReferralId,
  ...ReferralWords.shape,
  /** It came with the team's file; only the lead's notebook changes it. */
  fromTeam: z.boolean(),
});
export type Referral = z.infer<typeof Referral>;

const HalfTyped = z.string().max(2000);

/** A service that is being written down: it may lack what an entry must have, and is none yet. */
export const ReferralDraft = z.strictObject({
  service: HalfTyped,
  purpose: HalfTyped,
  area: HalfTyped,
  contact: HalfTyped,
  note: HalfTyped,
});
export type ReferralDraft = z.infer<typeof ReferralDraft>;

const Referrals = z.strictObject({ referrals: z.array(Referral) });

/** What a list that a team file carries would change in this notebook. */
export const ListChanges = z.strictObject({
  entries: z.int(),
  added: z.int(),
  changed: z.int(),
  removed: z.int(),
});
export type ListChanges = z.infer<typeof ListChanges>;

/** The lists beside the roster; null where a file says nothing of one. */
export const CarriedLists = z.strictObject({
  referrals: ListChanges.nullable(),
  places: ListChanges.nullable(),
});
export type CarriedLists = z.infer<typeof CarriedLists>;

const rosterFaults = ["team-missing", "not-the-lead"] as const;

export const peopleCalls = {
  "people.team": {
    input: z.strictObject({}),
    output: z.strictObject({ team: Team.nullable() }),
    faults: [...diskFaults],
  },
  "people.createTeam": {
    input: z.strictObject({
      name: z.string().trim().min(1).max(60),
      keys: z.enum(["hybrid", "classic"]),
    }),
    output: Team,
    faults: ["team-exists", "not-a-coordinator", ...diskFaults],
  },
  "people.saveCard": {
    input: z.strictObject({}),
    output: z.strictObject({ device: DeviceId, safetyNumber: SafetyNumber }),
    faults: ["cancelled", "target-exists", ...diskFaults],
    place: "save-file",
  },
  "people.addCards": {
    input: z.strictObject({}),
    output: Team,
    faults: [
      "cancelled",
      "card-unreadable",
      "card-wrong",
      "team-full",
      ...rosterFaults,
      ...diskFaults,
    ],
    place: "open-files",
  },
  "people.removeMember": {
    input: z.strictObject({ device: DeviceId }),
    output: Team,
    faults: ["member-unknown", "lead-stays", ...rosterFaults, ...diskFaults],
  },
  /** Says whether the team's file carries a questionnaire from its next version on. */
  "people.offer": {
    input: z.strictObject({ questionnaire: QuestionnaireHash, offered: z.boolean() }),
    output: Team,
    faults: ["questionnaire-unknown", ...rosterFaults, ...diskFaults],
  },
  "people.publish": {
    input: z.strictObject({}),
    output: z.strictObject({ version: z.int(), fileName: z.string() }),
    faults: [
      "cancelled",
      /** There is nobody else yet to read it. */
      "team-of-one",
      "recipients-mixed",
      "parcel-too-large",
      "target-full",
      "target-read-only",
      "target-gone",
      "target-not-verified",
      ...rosterFaults,
      ...diskFaults,
    ],
    place: "choose-folder",
  },
  /** The services of the area, in order of area and name: the team's, and those written down here. */
  "people.referrals": {
    input: z.strictObject({}),
    output: z.strictObject({ ...Referrals.shape, draft: ReferralDraft.nullable() }),
    faults: [...diskFaults],
  },
  /**
   * Writes a service down: a new one, or in place of what was written of it before. What the lead's
   * notebook has goes with the next team file.
   */
  "people.writeReferral": {
    input: z.strictObject({ referral: ReferralId.nullable(), words: ReferralWords }),
    output: Referrals,
    faults: [
      "referral-unknown",
      "referral-of-team",
      "referrals-full",
      "text-not-storable",
      ...diskFaults,
    ],
  },
  /** Keeps what is typed of a new entry, so that locking loses nothing of it; gone once it is written. */
  "people.draftReferral": {
    input: z.strictObject({ words: ReferralDraft }),
    output: z.strictObject({}),
    faults: ["text-not-storable", ...diskFaults],
  },
  "people.removeReferral": {
    input: z.strictObject({ referral: ReferralId }),
    output: Referrals,
    faults: ["referral-unknown", "referral-of-team", ...diskFaults],
  },
  /** Reads a first team file without believing it; the person compares the lead's safety number. */
  "people.readTeam": {
    input: z.strictObject({}),
    output: z.strictObject({
      name: z.string(),
      version: z.int(),
      lead: Member,
      /** What else it brings, and what that would change here. */
      lists: CarriedLists,
    }),
    faults: [
      "cancelled",
      "parcel-not-readable",
      "not-a-parcel",
      "parcel-unsupported",
      "parcel-not-for-you",
      "parcel-incomplete",
      "parcel-damaged",
      "parcel-too-large",
      "parcel-newer",
      "parcel-unsigned",
      "parcel-signature-wrong",
      "parcel-readdressed",
      "parcel-malformed",
      "attachment-missing",
      "device-revoked",
      "not-a-team-file",
      "team-other",
      "team-record-older",
      ...diskFaults,
    ],
    place: "open-file",
  },
  /** Joins the team just read, if this is the safety number its lead said aloud. */
  "people.join": {
    input: z.strictObject({ safetyNumber: SafetyNumber }),
    output: Team,
    faults: ["team-not-read", "safety-number-differs", ...diskFaults],
  },
} as const satisfies Record<string, Call>;
