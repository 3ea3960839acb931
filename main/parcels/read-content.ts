import type { CarriedLists } from "../../shared/contract/people.ts";
import { limits } from "../../shared/parcels/limits.ts";
import {
  type ListName,
  listNames,
  type Manifest,
  type TeamManifest,
} from "../../shared/parcels/manifest.ts";
import { memberBy } from "../../shared/people/roster.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import type { PlacedFile } from "../vault/attachments.ts";
import { DiskTrouble } from "../vault/disk-fault.ts";
import { sha256Hex } from "../vault/hash.ts";
import type { ParcelDeps, ReadList } from "./deps.ts";
import type { Judgement } from "./judge.ts";
import { type ReadEvents, readEvents } from "./read-events.ts";
import type { Unpacked } from "./unpack.ts";
import { attachmentName, eventsName } from "./ustar.ts";

/** Everything a parcel carries, checked, and not yet taken over. */
export interface Content {
  /** `null` for a kind without events. */
  readonly events: ReadEvents | null;
  /** Only those that are not here yet. */
  readonly questionnaires: readonly { readonly hash: string; readonly text: string }[];
  /** What a team's file brings beside roster and questionnaires. */
  readonly lists: { readonly [Name in ListName]: ReadList | null };
  /** Tables and files of interviews that are not here yet. */
  readonly files: readonly NewFile[];
}

/** A file that is not here yet, and what it will be kept as. */
export interface NewFile {
  readonly sha256: string;
  readonly media: string;
}

/**
 * Reads what lies behind the manifest: attachments, questionnaires, lists, events.
 *
 * Faults: `attachment-missing` when what is named is not there, or the reverse; those of
 * `readEvents`; `parcel-malformed` and `parcel-too-large`. The caller discards the events.
 */
export async function readContent(
  deps: ParcelDeps,
  unpacked: Unpacked,
  manifest: Manifest,
): Promise<Result<Content, Judgement>> {
  const carries = manifest.kind === "interviews";
  if (unpacked.entries.some(({ name }) => name === eventsName) !== carries)
    return fail({ kind: "parcel-malformed" });
  if (!attachmentsMatch(unpacked, manifest)) return fail({ kind: "attachment-missing" });

  // Questionnaires, what they look things up in, and lists are read as a whole.
  const papers = papersOf(manifest).map((hash) => attachment(unpacked.entries, hash).bytes);
  if (papers.reduce((sum, bytes) => sum + bytes, 0) > limits.questionnairesBytes)
    return fail({ kind: "parcel-too-large" });
  const questionnaires = readQuestionnaires(deps, unpacked, manifest);
  if (!questionnaires.ok) return questionnaires;
  const lists = readLists(deps, unpacked, manifest);
  if (!lists.ok) return lists;
  const tables = manifest.questionnaires.flatMap((one) => one.tables);
  const content = { questionnaires: questionnaires.value, lists: lists.value };
  const asTables = tables.map((sha256) => ({ sha256, media: "text/csv" }));
  if (!carries) return ok({ events: null, ...content, files: unknown(deps, asTables) });

  const { world, vault } = deps;
  const events = await readEvents(world, vault.dir, unpacked, manifest, believer(deps, manifest));
  if (!events.ok) return events;
  // A size that is not the file's own would be believed by whoever looks for room.
  const files = [...events.value.files.values()];
  if (files.some(({ sha256, bytes }) => attachment(unpacked.entries, sha256).bytes !== bytes)) {
    events.value.lines.discard();
    return fail({ kind: "parcel-malformed" });
  }
  const all = [...asTables, ...files.map(({ sha256, media }) => ({ sha256, media }))];
  return ok({ events: events.value, ...content, files: unknown(deps, all) });
}

/** What the lists of a team file change here. */
export function changesOf({ places, referrals }: Content["lists"]): CarriedLists {
  return { places: places?.changes ?? null, referrals: referrals?.changes ?? null };
}

/** A file as it lies in the vault, and what it is kept as. */
export interface PlacedNewFile extends PlacedFile {
  readonly media: string;
}

/**
 * Puts files in their place, as they stream out of the archive. They count only once they have a
 * row; without one they are removed at the next opening. Throws what the disk throws.
 */
export async function placeFiles(
  { vault }: ParcelDeps,
  { archive, entries }: Unpacked,
  files: Content["files"],
): Promise<readonly PlacedNewFile[]> {
  const placed: PlacedNewFile[] = [];
  for (const { sha256, media } of files) {
    const { offset, bytes } = attachment(entries, sha256);
    const file = await vault.attachments.place(archive.pieces(offset, bytes));
    if (!file.ok) throw new DiskTrouble(file.fault);
    placed.push({ ...file.value, media });
  }
  return placed;
}

/** Each attachment is named by the hash of its bytes, and they are exactly those that are named. */
function attachmentsMatch({ entries }: Unpacked, manifest: Manifest): boolean {
  const carried = manifest.kind === "interviews" ? manifest.interviews : [];
  const files = carried.flatMap(({ attachments }) => attachments);
  const named = new Set([...papersOf(manifest), ...files].map(attachmentName));
  const there = entries.filter(({ name }) => name.startsWith(attachmentName("")));
  return (
    there.length === named.size &&
    there.every(({ name, sha256 }) => named.has(name) && name === attachmentName(sha256))
  );
}

function papersOf(manifest: Manifest): readonly string[] {
  const forms = manifest.questionnaires.flatMap(({ hash, tables }) => [hash, ...tables]);
  const { places, referrals } = listsOf(manifest);
  return [...forms, ...[places, referrals].filter((hash) => hash !== undefined)];
}

const listsOf = (manifest: Manifest): Pick<TeamManifest, ListName> =>
  manifest.kind === "team" ? manifest : {};

function readLists(
  deps: ParcelDeps,
  { archive, entries }: Unpacked,
  manifest: Manifest,
): Result<Content["lists"], Judgement> {
  const lists: { [Name in ListName]: ReadList | null } = { places: null, referrals: null };
  for (const name of listNames) {
    const hash = listsOf(manifest)[name];
    if (hash === undefined) continue;
    const { offset, bytes } = attachment(entries, hash);
    const text = archive.read(offset, bytes).toString("utf8");
    const read = sha256Hex(text) === hash ? deps.lists[name].read(text) : null;
    if (!read) return fail({ kind: "parcel-malformed" });
    lists[name] = read;
  }
  return ok(lists);
}

function readQuestionnaires(
  { vault, questionnaires }: ParcelDeps,
  { archive, entries }: Unpacked,
  manifest: Manifest,
): Result<Content["questionnaires"], Judgement> {
  const unknown: { hash: string; text: string }[] = [];
  for (const { hash, id, version, tables } of manifest.questionnaires) {
    const entry = attachment(entries, hash);
    const kept = vault.store.read((db) => questionnaires.text(db, hash));
    const text = kept ?? archive.read(entry.offset, entry.bytes).toString("utf8");
    const paper = questionnaires.read(text, (table) => {
      const found = tables.includes(table) ? attachment(entries, table) : null;
      return found && archive.read(found.offset, found.bytes);
    });
    const fits =
      paper?.id === id &&
      paper.version === version &&
      paper.tables.join() === tables.join() &&
      sha256Hex(text) === hash;
    if (!fits) return fail({ kind: "parcel-malformed" });
    if (kept === null) unknown.push({ hash, text });
  }
  return ok(unknown);
}

function unknown({ vault }: ParcelDeps, files: readonly NewFile[]): NewFile[] {
  const byHash = new Map(files.map((file) => [file.sha256, file]));
  return vault.store.read((db) =>
    [...byHash.values()].filter(({ sha256 }) => vault.attachments.bytesOf(db, sha256) === null),
  );
}

/** Only after `attachmentsMatch`. */
function attachment(entries: Unpacked["entries"], sha256: string): Unpacked["entries"][number] {
  const entry = entries.find(({ name }) => name === attachmentName(sha256));
  if (!entry) throw new Error("looked for before it was known to be there");
  return entry;
}

/**
 * A coordinator may pass on what others said. A researcher's parcel brings in her own words; those of
 * others only where they are here already. So nobody can put words into another's mouth.
 */
function believer({ vault, roster }: ParcelDeps, manifest: Manifest) {
  const held = roster();
  const coordinator = held && memberBy(held, manifest.device)?.role === "coordinator";
  return (event: { device: string; interview: string; seq: number }, hash: string): boolean =>
    coordinator ||
    event.device === manifest.device ||
    vault.store.read((db) =>
      Boolean(
        db
          .prepare("SELECT 1 FROM event WHERE interview = ? AND seq = ? AND hash = ?")
          .get(event.interview, event.seq, hash),
      ),
    );
}
