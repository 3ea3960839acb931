import { z } from "zod";
import { type Call, DeviceId, diskFaults, InterviewId, Moment } from "./define.ts";
import { CarriedLists, Member } from "./people.ts";

export const ParcelId = z
  .string()
  .regex(/^[0-9a-f]{32}$/)
  .brand<"ParcelId">();
export type ParcelId = z.infer<typeof ParcelId>;

const ParcelKind = z.enum(["interviews", "receipt", "return", "withdrawal", "team"]);

/** Everything that can be wrong with a file that says it is a parcel; docs/parcel-format.md, section 10. */
export const parcelFaults = [
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
  "device-unknown",
  "device-revoked",
  "parcel-readdressed",
  "parcel-malformed",
  "chain-broken",
  "attachment-missing",
  "parcel-number-reused",
  "parcel-kind-later",
  "team-record-older",
] as const;
export type ParcelFault = (typeof parcelFaults)[number];

/** Parcels of one device that have not been read here, though later ones have. */
export const Gap = z.strictObject({
  device: DeviceId,
  name: z.string().nullable(),
  kind: ParcelKind,
  numbers: z.array(z.int()),
});
export type Gap = z.infer<typeof Gap>;

export const FileResult = z.strictObject({
  /** The file's bare name, for the person who chose it; never its folder. */
  file: z.string(),
  outcome: z.enum(["imported", "already-here", "quarantined", "refused"]),
  fault: z
    .strictObject({
      kind: z.string(),
      details: z.record(z.string(), z.union([z.string(), z.number()])),
    })
    .nullable(),
  from: Member.nullable(),
  number: z.int().nullable(),
  interviews: z.strictObject({
    new: z.int(),
    updated: z.int(),
    same: z.int(),
    conflict: z.int(),
    /** Chains that wait for an earlier parcel. */
    waiting: z.int(),
  }),
  /** What the lists of a team file have changed here; null for everything else. */
  lists: CarriedLists.nullable(),
});
export type FileResult = z.infer<typeof FileResult>;

export const parcelCalls = {
  "parcels.ready": {
    input: z.strictObject({}),
    output: z.strictObject({
      interviews: z.array(
        z.strictObject({
          interview: InterviewId,
          code: z.string(),
          /** Why it cannot go; null when it can. */
          held: z
            .enum([
              "draft",
              "consent-not-confirmed",
              "ended-for-safety",
              "chain-broken",
              "other-device",
            ])
            .nullable(),
          /** Number of the parcel it already went in. */
          sentIn: z.int().nullable(),
          bytes: z.int(),
        }),
      ),
      coordinators: z.array(Member),
      /** Why no parcel can be made at all; null when one can. */
      blocked: z.enum(["team-missing", "too-few-coordinators"]).nullable(),
    }),
    faults: [...diskFaults],
  },
  "parcels.make": {
    input: z.strictObject({ interviews: z.array(InterviewId).min(1).max(10_000) }),
    output: z.strictObject({
      fileName: z.string(),
      parcel: ParcelId,
      number: z.int(),
      interviews: z.int(),
      attachments: z.int(),
      bytes: z.int(),
      recipients: z.array(z.string()),
    }),
    faults: [
      "cancelled",
      "team-missing",
      "too-few-coordinators",
      "recipients-mixed",
      "interview-unknown",
      "interview-held",
      "chain-broken",
      "attachment-damaged",
      "parcel-too-large",
      "target-full",
      "target-read-only",
      "target-gone",
      "target-not-verified",
      ...diskFaults,
    ],
    place: "choose-folder",
  },
  "parcels.inspect": {
    input: z.strictObject({}),
    output: z.strictObject({
      kind: ParcelKind,
      parcel: ParcelId,
      from: Member.nullable(),
      number: z.int(),
      made: Moment,
      verified: z.boolean(),
      interviews: z.array(z.strictObject({ interview: InterviewId, events: z.int() })),
      attachments: z.int(),
      /** What the lists of a team file would change here; null for every other kind. */
      lists: CarriedLists.nullable(),
      faults: z.array(z.enum(parcelFaults)),
    }),
    faults: ["cancelled", ...parcelFaults, ...diskFaults],
    place: "open-file",
  },
  "parcels.import": {
    input: z.strictObject({}),
    output: z.strictObject({ files: z.array(FileResult), gaps: z.array(Gap) }),
    faults: ["cancelled", ...diskFaults],
    place: "open-files",
  },
  "parcels.inbox": {
    input: z.strictObject({}),
    output: z.strictObject({
      parcels: z.array(
        z.strictObject({
          parcel: ParcelId,
          kind: ParcelKind,
          device: DeviceId,
          name: z.string().nullable(),
          number: z.int(),
          made: Moment,
          read: Moment,
          interviews: z.int(),
        }),
      ),
      gaps: z.array(Gap),
      setAside: z.array(z.strictObject({ at: Moment, kind: z.enum(parcelFaults), bytes: z.int() })),
    }),
    faults: [...diskFaults],
  },
} as const satisfies Record<string, Call>;
