import { z } from "zod";
import { DeviceId, InterviewId, type Json, Moment, QuestionnaireHash } from "../contract/define.ts";
import { ParcelId } from "../contract/parcels.ts";
import { inOrder, Roster } from "../people/roster.ts";
import { fail, ok, type Result } from "../result.ts";
import { canonicalJson, readCanonicalJson } from "./canonical-json.ts";
import { limits } from "./limits.ts";

// What a parcel says it is: the first file in it (docs/parcel-format.md, section 3).

const Hash = z.string().regex(/^[0-9a-f]{64}$/);
const Seq = z.int().min(1);
const Hashes = (most: number) => z.array(Hash).max(most).refine(inOrder);

/** A place in an interview's chain. */
export const ChainPoint = z.strictObject({ hash: Hash, seq: Seq });
export type ChainPoint = z.infer<typeof ChainPoint>;

/** One chain, or the end of one, as the parcel carries it. */
export const CarriedInterview = z
  .strictObject({
    attachments: Hashes(limits.attachments),
    events: Seq,
    /** Null: from its first event. Otherwise the event that the first line continues. */
    from: ChainPoint.nullable(),
    id: InterviewId,
    /** Versions that the lines of this chain move to; left out when there is none. */
    moved: Hashes(1000).min(1).exactOptional(),
    /** The version that the interview was opened with. */
    questionnaire: QuestionnaireHash,
    /** The chain's head, signed here. */
    to: ChainPoint,
  })
  .refine(({ events, from, to }) => to.seq === (from?.seq ?? 0) + events);
export type CarriedInterview = z.infer<typeof CarriedInterview>;

/** Every version of a questionnaire that a chain speaks of. */
export const versionsOf = ({ questionnaire, moved = [] }: CarriedInterview): readonly string[] => [
  questionnaire,
  ...moved,
];

const common = {
  device: DeviceId,
  format: z.literal("daftar-parcel"),
  /** Wall clock, for people only. */
  made: Moment,
  /** How many parcels of this kind this device has made, from 1. */
  number: z.int().min(1).max(limits.number),
  parcel: ParcelId,
  /** SHA-256 of the `SHA256SUMS` of the one before; null for the first. */
  previous: Hash.nullable(),
  questionnaires: z
    .array(
      z.strictObject({
        hash: Hash,
        id: z.string().max(200),
        /** Files that the form looks things up in; they travel as attachments too. */
        tables: Hashes(1000),
        version: z.string().max(200),
      }),
    )
    .max(1000)
    .refine((list) => inOrder(list.map(({ hash }) => hash))),
  team: z.strictObject({ id: z.string().regex(/^[0-9a-f]{32}$/), version: z.int().min(1) }),
  /** SHA-256 of each recipient's text. */
  to: Hashes(limits.recipients).min(1),
  version: z.literal(1),
};

const InterviewsManifest = z
  .strictObject({
    ...common,
    kind: z.literal("interviews"),
    interviews: z
      .array(CarriedInterview)
      .min(1)
      .max(limits.interviews)
      // An interview with two versions is there twice, with its two heads.
      .refine((list) => inOrder(list.map(({ id, to }) => `${id} ${to.hash}`))),
  })
  .refine(({ interviews, questionnaires }) =>
    sameSet(
      interviews.flatMap(versionsOf),
      questionnaires.map(({ hash }) => hash),
    ),
  );
export type InterviewsManifest = z.infer<typeof InterviewsManifest>;

const TeamManifest = z
  .strictObject({
    ...common,
    kind: z.literal("team"),
    /** The team's lists, each a file named by its hash; left out where this says nothing of one. */
    places: Hash.exactOptional(),
    referrals: Hash.exactOptional(),
    roster: Roster,
  })
  .refine(({ roster, team }) => roster.id === team.id && roster.version === team.version);
export type TeamManifest = z.infer<typeof TeamManifest>;

/** What a team's file can carry beside roster and questionnaires. */
export const listNames = ["places", "referrals"] as const;
export type ListName = (typeof listNames)[number];

export const Manifest = z
  .discriminatedUnion("kind", [InterviewsManifest, TeamManifest])
  .refine(({ number, previous }) => (number === 1) === (previous === null));
export type Manifest = z.infer<typeof Manifest>;
export type ReadableKind = Manifest["kind"];

/** Kinds that this Daftar knows by name and cannot take over yet. */
const laterKinds: readonly string[] = ["receipt", "return", "withdrawal"];

/** What every version of a manifest has in common. */
const AnyVersion = z.looseObject({
  format: z.literal("daftar-parcel"),
  kind: z.string(),
  version: z.int().min(1),
});

/** One line of canonical JSON and a line feed. */
export function writeManifest(manifest: Manifest): string {
  return `${canonicalJson(manifest as Json)}\n`;
}

/**
 * Reads a manifest, strictly: the one way to write it, the fields of its kind and no others.
 *
 * Faults: `parcel-newer` for a higher version, `parcel-kind-later` for a kind this Daftar will only
 * learn, `parcel-malformed` for everything else.
 */
export function readManifest(
  text: string,
): Result<Manifest, { readonly kind: "parcel-newer" | "parcel-kind-later" | "parcel-malformed" }> {
  const value = text.endsWith("\n") ? readCanonicalJson(text.slice(0, -1)) : undefined;
  const any = AnyVersion.safeParse(value);
  if (!any.success) return fail({ kind: "parcel-malformed" });
  // The version comes first: what a later one means by its fields is not for us to say.
  if (any.data.version > 1) return fail({ kind: "parcel-newer" });
  if (laterKinds.includes(any.data.kind)) return fail({ kind: "parcel-kind-later" });
  const manifest = Manifest.safeParse(value);
  return manifest.success ? ok(manifest.data) : fail({ kind: "parcel-malformed" });
}

function sameSet(some: readonly string[], others: readonly string[]): boolean {
  const left = new Set<string>(some);
  return left.size === others.length && others.every((text) => left.has(text));
}
