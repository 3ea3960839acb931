import type { InterviewId } from "../../shared/contract/define.ts";
import type { ParcelId } from "../../shared/contract/parcels.ts";
import { limits } from "../../shared/parcels/limits.ts";
import {
  type Manifest,
  type ReadableKind,
  versionsOf,
  writeManifest,
} from "../../shared/parcels/manifest.ts";
import {
  coordinatorsBeside,
  type Roster,
  type RosterMember,
  recipientOf,
} from "../../shared/people/roster.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { sha256Hex } from "../vault/hash.ts";
import { writeJournal } from "../vault/journal.ts";
import { AttachmentDamaged } from "../vault/sealed-chunk.ts";
import type { Database } from "../vault/store.ts";
import { momentOf } from "../vault/world.ts";
import { recipientKind } from "./age.ts";
import type { ParcelDeps } from "./deps.ts";
import { type Obstacle, packEvents, packQuestionnaires, packTeam, withFiles } from "./pack.ts";
import { Staging } from "./staging.ts";
import { type Contents, type WriteFault, type Written, writeParcel } from "./write.ts";

/** A parcel that lies whole under its name. */
export interface MadeParcel extends Written {
  readonly parcel: ParcelId;
  readonly number: number;
  readonly interviews: number;
  readonly attachments: number;
  /** Names of those who can open it, as the roster has them. */
  readonly recipients: string[];
}

export type MakeFault =
  | { readonly kind: "team-missing" }
  | { readonly kind: "too-few-coordinators"; readonly details: { readonly coordinators: number } }
  | { readonly kind: "attachment-damaged" }
  | Obstacle
  | SealFault;

/** What keeps any kind of parcel from being made. */
export type SealFault = { readonly kind: "recipients-mixed" | "parcel-too-large" } | WriteFault;

/** Parcels made by this device: what the next one is called, and what it follows. */
interface Place {
  readonly number: number;
  readonly previous: string | null;
}

const fewestCoordinators = 2;

/**
 * Makes one parcel of finished interviews, which each coordinator beside the maker can open alone.
 *
 * All of them go, or none does. Every chain is walked before it is packed. The interviews stay on
 * this laptop; the laptop itself cannot open what it made. Faults come with the code of the interview
 * that is meant; what our own disk does is thrown. Source: docs/parcel-format.md, section 8.
 */
export async function makeInterviewsParcel(
  deps: ParcelDeps,
  interviews: readonly InterviewId[],
  folder: string,
): Promise<Result<MadeParcel, MakeFault>> {
  const roster = deps.roster();
  if (!roster) return fail({ kind: "team-missing" });
  const coordinators = coordinatorsBeside(roster, deps.vault.device.id);
  if (coordinators.length < fewestCoordinators) {
    const details = { coordinators: coordinators.length };
    return fail({ kind: "too-few-coordinators", details });
  }
  const wanted = [...new Set(interviews)].sort();
  const staging = new Staging(deps.world, deps.vault.dir);
  try {
    const packed = await packEvents(deps, wanted, staging);
    if (!packed.ok) return packed;
    const carried = packed.value;
    const forms = packQuestionnaires(deps, carried.flatMap(versionsOf));
    if (!forms.ok) return forms;
    const { questionnaires } = forms.value;
    const attachments = withFiles(deps, forms.value.attachments, carried);
    if (attachments.length > limits.attachments) return fail({ kind: "parcel-too-large" });
    const manifest: Manifest = {
      ...paper(deps, roster, coordinators, "interviews"),
      kind: "interviews",
      interviews: carried,
      questionnaires,
    };
    const events = { bytes: staging.bytes, content: staging.pieces(0, staging.bytes) };
    const contents: Contents = { manifest, events, attachments };
    return await finish(deps, folder, roster, coordinators, contents);
  } catch (error) {
    if (error instanceof AttachmentDamaged) return fail({ kind: "attachment-damaged" });
    throw error;
  } finally {
    staging.discard();
  }
}

/**
 * Makes the parcel that tells a team's members who belongs to it, and brings them the questionnaires
 * that their lead chose for them and the lists of the lead's notebook; `published` runs in the very
 * transaction that gives the parcel its number. The lead is not among those who can open it.
 */
export async function makeTeamParcel(
  deps: ParcelDeps,
  roster: Roster,
  folder: string,
  published: (db: Database) => void,
): Promise<Result<MadeParcel, SealFault>> {
  const members = roster.members.filter(({ device }) => device !== deps.vault.device.id);
  const packed = packTeam(deps);
  if (!packed.ok) return packed;
  const { questionnaires, lists, attachments } = packed.value;
  const manifest: Manifest = {
    ...paper(deps, roster, members, "team"),
    ...lists,
    kind: "team",
    questionnaires,
    roster,
  };
  const contents: Contents = { manifest, events: null, attachments };
  return await finish(deps, folder, roster, members, contents, published);
}

/** The common fields of the next parcel of a kind. */
function paper(
  { world, vault }: ParcelDeps,
  roster: Roster,
  members: readonly RosterMember[],
  kind: ReadableKind,
) {
  const { number, previous } = vault.store.read((db) => nextPlace(db, kind));
  return {
    device: vault.device.id,
    format: "daftar-parcel",
    made: momentOf(world),
    number,
    parcel: world.random(16).toString("hex") as ParcelId,
    previous,
    team: { id: roster.id, version: roster.version },
    to: members.map((member) => sha256Hex(recipientOf(roster, member))).sort(),
    version: 1,
  } as const;
}

async function finish(
  deps: ParcelDeps,
  folder: string,
  roster: Roster,
  members: readonly RosterMember[],
  contents: Contents,
  also: (db: Database) => void = () => {},
): Promise<Result<MadeParcel, SealFault>> {
  const { vault, world, announce } = deps;
  const { manifest } = contents;
  const recipients = members.map((member) => recipientOf(roster, member));
  if (recipients.some((recipient) => recipientKind(recipient) !== roster.keys))
    return fail({ kind: "recipients-mixed" });
  const carried = manifest.kind === "interviews" ? manifest.interviews : [];

  const written = await writeParcel(
    {
      world,
      vault,
      progress: (stage, done, total) =>
        announce({ event: "progress", job: "parcels.make", stage, done, total }),
      record: (sums) =>
        vault.store.write((db) => {
          insertMade(db, manifest, sums);
          for (const { id, to } of carried) insertSent(db, id, manifest.parcel, to.hash);
          also(db);
        }),
      placed: () =>
        vault.store.write((db) => {
          db.prepare("UPDATE parcel_made SET placed = 1 WHERE parcel = ?").run(manifest.parcel);
          const { parcel, number } = manifest;
          writeJournal(db, world, "parcel-made", { parcel, number, interviews: carried.length });
        }),
    },
    folder,
    recipients,
    contents,
  );
  if (!written.ok) return written;
  return ok({
    ...written.value,
    parcel: manifest.parcel,
    number: manifest.number,
    interviews: carried.length,
    attachments: carried.reduce((sum, { attachments }) => sum + attachments.length, 0),
    recipients: members.map(({ name }) => name),
  });
}

function nextPlace(db: Database, kind: ReadableKind): Place {
  const last = db
    .prepare<{ number: number; sums: string }>(
      "SELECT number, sums FROM parcel_made WHERE kind = ? ORDER BY number DESC LIMIT 1",
    )
    .get(kind);
  return { number: (last?.number ?? 0) + 1, previous: last?.sums ?? null };
}

function insertMade(db: Database, manifest: Manifest, sums: string): void {
  const { parcel, kind, number, made } = manifest;
  db.prepare(
    `INSERT INTO parcel_made (parcel, kind, number, sums, manifest, made, placed)
     VALUES (?, ?, ?, ?, ?, ?, 0)`,
  ).run(parcel, kind, number, sums, writeManifest(manifest), made);
}

function insertSent(db: Database, interview: string, parcel: string, head: string): void {
  db.prepare("INSERT INTO sent (interview, parcel, head) VALUES (?, ?, ?)").run(
    interview,
    parcel,
    head,
  );
}
