import type { Output } from "../../shared/contract/index.ts";
import type { ParcelFault } from "../../shared/contract/parcels.ts";
import type { Manifest, TeamManifest } from "../../shared/parcels/manifest.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { removeQuietly } from "../vault/safe-file.ts";
import type { ParcelDeps } from "./deps.ts";
import { judgeNumber, judgePaper, judgeSigner } from "./judge.ts";
import { changesOf, placeFiles, readContent } from "./read-content.ts";
import { type Received, receive } from "./receive.ts";
import type { CheckedParcel } from "./take-over.ts";
import { readPaper, type Unpacked, unpack } from "./unpack.ts";

export interface InspectFault {
  readonly kind: ParcelFault;
}

/**
 * Opens a parcel and verifies everything in it, and changes nothing.
 *
 * What keeps it from being read at all is a fault. What keeps it from being taken over is in
 * `faults`, and `verified` says that there is none. Gives no word of what was said.
 */
export async function inspectParcel(
  deps: ParcelDeps,
  path: string,
): Promise<Result<Output<"parcels.inspect">, InspectFault>> {
  return await withPaper(deps, path, async ({ unpacked, manifest }) => {
    const faults: ParcelFault[] = [];
    for (const judged of [judgeSigner(deps, unpacked.signer), judgePaper(deps, unpacked, manifest)])
      if (judged) faults.push(judged.kind);
    const number = deps.vault.store.read((db) => judgeNumber(db, manifest, unpacked.sums));
    if (number === "parcel-number-reused") faults.push(number);
    const content = await readContent(deps, unpacked, manifest);
    if (content.ok) content.value.events?.lines.discard();
    else faults.push(content.fault.kind);

    const carried = manifest.kind === "interviews" ? manifest.interviews : [];
    return ok({
      kind: manifest.kind,
      parcel: manifest.parcel,
      from: deps.member(manifest.device),
      number: manifest.number,
      made: manifest.made,
      verified: faults.length === 0,
      interviews: carried.map(({ id, events }) => ({ interview: id, events })),
      attachments: carried.reduce((sum, { attachments }) => sum + attachments.length, 0),
      lists: content.ok && manifest.kind === "team" ? changesOf(content.value.lists) : null,
      faults,
    });
  });
}

/** A team file that is whole and addressed to us, from a lead whom nobody here knows yet. */
export interface FirstTeamFile extends Omit<CheckedParcel, "manifest"> {
  readonly manifest: TeamManifest;
}

export type FirstTeamFileFault = InspectFault | { readonly kind: "not-a-team-file" };

/**
 * Reads a team file without believing it: a person will compare its lead's safety number.
 *
 * Faults: those of a parcel, and `not-a-team-file`.
 */
export async function readFirstTeamFile(
  deps: ParcelDeps,
  path: string,
): Promise<Result<FirstTeamFile, FirstTeamFileFault>> {
  return await withPaper<FirstTeamFile, FirstTeamFileFault>(
    deps,
    path,
    async ({ unpacked, manifest, text }) => {
      if (manifest.kind !== "team") return fail({ kind: "not-a-team-file" });
      const addressed = judgePaper({ ...deps, judgeRoster: () => "newer" }, unpacked, manifest);
      if (addressed) return fail({ kind: addressed.kind });
      const content = await readContent(deps, unpacked, manifest);
      if (!content.ok) return fail({ kind: content.fault.kind });
      const files = await placeFiles(deps, unpacked, content.value.files);
      const { sums, sumsText, signature } = unpacked;
      return ok({
        manifest,
        manifestText: text,
        unpacked: { sums, sumsText, signature },
        content: content.value,
        files,
      });
    },
  );
}

/** Runs `work` on a parcel whose outside is verified, and leaves nothing behind. */
async function withPaper<T, F extends { readonly kind: string }>(
  { world, vault }: ParcelDeps,
  path: string,
  work: (parcel: {
    readonly unpacked: Unpacked;
    readonly manifest: Manifest;
    readonly text: string;
  }) => Promise<Result<T, F>>,
): Promise<Result<T, F | InspectFault>> {
  let received: Received | null = null;
  let unpacked: Unpacked | null = null;
  try {
    const copied = await receive(world, vault.dir, path);
    if (!copied.ok) return copied;
    received = copied.value;
    const opened = await unpack(world, vault.dir, received, vault.identities);
    if (!opened.ok) return opened;
    unpacked = opened.value;
    const paper = readPaper(unpacked);
    if (!paper.ok) return paper;
    return await work({ unpacked, ...paper.value });
  } finally {
    unpacked?.archive.discard();
    if (received) removeQuietly(received.path);
  }
}
