import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { InterviewId } from "../../shared/contract/define.ts";
import { limits } from "../../shared/parcels/limits.ts";
import {
  type CarriedInterview,
  type ListName,
  listNames,
  type Manifest,
} from "../../shared/parcels/manifest.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { sha256Hex } from "../vault/hash.ts";
import type { Database } from "../vault/store.ts";
import type { Vault } from "../vault/vault.ts";
import { type WalkedChain, walkChain } from "./chains.ts";
import type { Held, ParcelDeps } from "./deps.ts";
import type { Staging } from "./staging.ts";
import type { Contents } from "./write.ts";

/** Why one of the interviews keeps the whole parcel from being made. */
export type Obstacle =
  | { readonly kind: "interview-unknown" }
  | {
      readonly kind: "interview-held";
      readonly details: { readonly code: string; readonly reason: Held };
    }
  | {
      readonly kind: "chain-broken" | "attachment-damaged";
      readonly details: { readonly code: string };
    }
  | { readonly kind: "parcel-too-large" };

class Stopped extends Error {
  readonly obstacle: Obstacle;
  constructor(obstacle: Obstacle) {
    super(obstacle.kind);
    this.obstacle = obstacle;
  }
}

/** Hashes do not pack at all and words pack well at once: higher levels only cost time. Measured. */
const packingLevel = 3;

/**
 * Packs the lines of whole chains into staging, one interview after the other as given.
 *
 * Every chain is walked first, each hash of it, and asked whether it may go. Gives what the manifest
 * says of each, or the first obstacle, with the code of the interview that is meant. Throws what the
 * disk throws.
 */
export async function packEvents(
  deps: ParcelDeps,
  interviews: readonly InterviewId[],
  staging: Staging,
): Promise<Result<CarriedInterview[], Obstacle>> {
  const carried: CarriedInterview[] = [];
  let unpacked = 0;

  function* chains() {
    for (const interview of interviews) {
      const { lines, head, questionnaire, moved, files } = walkUnlessHeld(deps, interview);
      unpacked += lines.length;
      if (unpacked > limits.eventsBytes) throw new Stopped({ kind: "parcel-too-large" });
      carried.push({
        attachments: files.map(({ sha256 }) => sha256),
        events: head.seq,
        from: null,
        id: interview,
        ...(moved.length > 0 ? { moved: [...moved] } : {}),
        questionnaire: questionnaire as CarriedInterview["questionnaire"],
        to: head,
      });
      const progress = { done: carried.length, total: interviews.length };
      deps.announce({ event: "progress", job: "parcels.make", stage: "collect", ...progress });
      yield lines;
    }
  }

  const gzip = createGzip({ level: packingLevel, chunkSize: 256 * 1024 });
  try {
    await pipeline(chains(), gzip, async (packed) => {
      for await (const piece of packed as AsyncIterable<Buffer>) staging.write(piece);
    });
  } catch (error) {
    if (error instanceof Stopped) return fail(error.obstacle);
    throw error;
  }
  staging.end();
  return ok(carried);
}

function walkUnlessHeld({ vault, held }: ParcelDeps, interview: InterviewId): WalkedChain {
  return vault.store.read((db) => {
    const code = codeOf(db, interview);
    if (code === null) throw new Stopped({ kind: "interview-unknown" });
    const walked = walkChain(db, interview);
    if (!walked.ok) throw new Stopped({ kind: "chain-broken", details: { code } });
    const reason = held(db, interview, walked.value.events);
    if (reason) throw new Stopped({ kind: "interview-held", details: { code, reason } });
    for (const { sha256, bytes } of walked.value.files)
      if (vault.attachments.bytesOf(db, sha256) !== bytes)
        throw new Stopped({ kind: "attachment-damaged", details: { code } });
    return walked.value;
  });
}

/** What a parcel says of questionnaires, and the files by which it carries them. */
type PackedQuestionnaires = Pick<Contents, "attachments"> & Pick<Manifest, "questionnaires">;

/**
 * Packs questionnaires with the tables they look things up in, so that a parcel explains itself.
 *
 * Fault: `parcel-too-large` when no reader would take so much at once.
 */
export function packQuestionnaires(
  { vault, questionnaires }: ParcelDeps,
  hashes: readonly string[],
): Result<PackedQuestionnaires, { readonly kind: "parcel-too-large" }> {
  const attachments = new Map<string, Contents["attachments"][number]>();
  const papers: Manifest["questionnaires"] = [];
  for (const hash of inOrder(hashes)) {
    const text = vault.store.read((db) => questionnaires.text(db, hash));
    const paper =
      text === null
        ? null
        : questionnaires.read(text, (table) =>
            vault.store.read((db) => vault.attachments.whole(db, table)),
          );
    if (text === null || !paper) throw new Error("an interview without its questionnaire");
    papers.push({ hash, id: paper.id, tables: [...paper.tables], version: paper.version });
    const bytes = Buffer.from(text);
    attachments.set(hash, { sha256: hash, bytes: bytes.length, content: [bytes] });
    for (const table of paper.tables) attachments.set(table, packFile(vault, table));
  }
  const packed = inHashOrder([...attachments.values()]);
  if (bytesOf(packed) > limits.questionnairesBytes) return fail({ kind: "parcel-too-large" });
  return ok({ attachments: packed, questionnaires: papers });
}

/** What a team's file brings beside its roster. */
type PackedTeam = PackedQuestionnaires & {
  /** By what name its manifest names each list that is there. */
  readonly lists: { readonly [Name in ListName]?: string };
};

/**
 * Packs the questionnaires that a lead chose for the team, and the team's lists as they are now.
 *
 * Fault: `parcel-too-large`, as above.
 */
export function packTeam(
  deps: ParcelDeps,
): Result<PackedTeam, { readonly kind: "parcel-too-large" }> {
  const forms = packQuestionnaires(deps, deps.questionnaires.offered());
  if (!forms.ok) return forms;
  const lists: { [Name in ListName]?: string } = {};
  const attachments = [...forms.value.attachments];
  for (const name of listNames) {
    const text = deps.lists[name].text();
    if (text === null) continue;
    const bytes = Buffer.from(text);
    const sha256 = sha256Hex(bytes);
    lists[name] = sha256;
    attachments.push({ sha256, bytes: bytes.length, content: [bytes] });
  }
  const packed = inHashOrder(attachments);
  if (bytesOf(packed) > limits.questionnairesBytes) return fail({ kind: "parcel-too-large" });
  return ok({ attachments: packed, questionnaires: forms.value.questionnaires, lists });
}

/** Adds what interviews carry to the files of their questionnaires. */
export function withFiles(
  { vault }: ParcelDeps,
  papers: Contents["attachments"],
  carried: readonly CarriedInterview[],
): Contents["attachments"] {
  const named = inOrder(carried.flatMap(({ attachments }) => attachments));
  return inHashOrder([...papers, ...named.map((sha256) => packFile(vault, sha256))]);
}

function packFile({ store, attachments }: Vault, sha256: string): Contents["attachments"][number] {
  const bytes = store.read((db) => attachments.bytesOf(db, sha256));
  if (bytes === null) throw new Error("a file that was there when it was named");
  return { sha256, bytes, content: attachments.content(sha256) };
}

const bytesOf = (packed: Contents["attachments"]) =>
  packed.reduce((sum, one) => sum + one.bytes, 0);

/** Each once: two may have the same content. */
function inHashOrder(packed: Contents["attachments"]): Contents["attachments"] {
  const byHash = new Map(packed.map((one) => [one.sha256, one]));
  return inOrder([...byHash.keys()]).flatMap((sha256) => byHash.get(sha256) ?? []);
}

function inOrder(hashes: readonly string[]): string[] {
  return [...new Set(hashes)].sort();
}

/** What people call an interview; `null` when it is not here. */
function codeOf(db: Database, interview: string): string | null {
  const row = db
    .prepare<{ code: string }>("SELECT code FROM interview WHERE id = ?")
    .get(interview);
  return row?.code ?? null;
}
