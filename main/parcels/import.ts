import { basename } from "node:path";
import type { FileResult, Gap, ParcelFault } from "../../shared/contract/parcels.ts";
import { parcelFaults } from "../../shared/contract/parcels.ts";
import { type Fault, fail, ok, type Result } from "../../shared/result.ts";
import { type DiskFault, DiskTrouble, diskFaultOf } from "../vault/disk-fault.ts";
import { removeQuietly } from "../vault/safe-file.ts";
import type { ParcelDeps } from "./deps.ts";
import { listGaps } from "./inbox.ts";
import { type Judgement, judgeNumber, judgePaper, judgeSigner } from "./judge.ts";
import { isHeldBack, releaseRow, removeReleased, setAside } from "./quarantine.ts";
import { placeFiles, readContent } from "./read-content.ts";
import { type Received, receive } from "./receive.ts";
import { type Counts, ForeignBeginning, takeOver } from "./take-over.ts";
import { readPaper, type Unpacked, unpack } from "./unpack.ts";

const nothing: Counts = { new: 0, updated: 0, same: 0, conflict: 0, waiting: 0 };

/**
 * Reads parcels into the vault, one after the other, each completely or not at all.
 *
 * Whatever is wrong with one file is in its result, and the others are read all the same. When our
 * own disk fails the rest is not tried. Order and repetition do not matter.
 * Source: docs/parcel-format.md, sections 6 and 9.
 */
export async function importParcels(
  deps: ParcelDeps,
  paths: readonly string[],
): Promise<{ readonly files: FileResult[]; readonly gaps: Gap[] }> {
  const files: FileResult[] = [];
  let disk: DiskFault | null = null;
  const progress = (done: number) => {
    const { length: total } = paths;
    deps.announce({ event: "progress", job: "parcels.import", stage: "read", done, total });
  };
  for (const [done, path] of paths.entries()) {
    progress(done);
    const read: Result<FileResult, DiskFault> = disk ? fail(disk) : await importFile(deps, path);
    if (!read.ok) disk = read.fault;
    files.push(read.ok ? read.value : refused(path, read.fault));
  }
  progress(paths.length);
  return { files, gaps: listGaps(deps) };
}

/** One file. The fault is our own disk's; everything else is in the result. */
async function importFile(deps: ParcelDeps, path: string): Promise<Result<FileResult, DiskFault>> {
  const { world, vault } = deps;
  let received: Received | null = null;
  let unpacked: Unpacked | null = null;
  try {
    const copied = await receive(world, vault.dir, path);
    if (!copied.ok) return ok(noted(deps, refused(path, copied.fault)));
    received = copied.value;
    const opened = await unpack(world, vault.dir, received, vault.identities);
    if (!opened.ok) return ok(noted(deps, refused(path, opened.fault)));
    unpacked = opened.value;

    const taken = await takeIn(deps, received, unpacked);
    const from = deps.member(unpacked.signer.id);
    if (taken.ok) return ok({ ...taken.value, file: basename(path), fault: null, from });
    const { fault, number } = taken.fault;
    if (!isHeldBack(fault.kind)) return ok(noted(deps, { ...refused(path, fault), from, number }));
    setAside(world, vault, received, fault.kind);
    return ok({ ...refused(path, fault), outcome: "quarantined", from, number });
  } catch (error) {
    const fault = diskFaultOf(error, vault.dir);
    if (!fault) throw error;
    return fail(fault);
  } finally {
    unpacked?.archive.discard();
    if (received) removeQuietly(received.path);
  }
}

type Taken = Pick<FileResult, "outcome" | "number" | "interviews" | "lists">;

/** From a verified signature to the transaction. */
async function takeIn(
  deps: ParcelDeps,
  received: Received,
  unpacked: Unpacked,
): Promise<
  Result<
    Taken,
    { readonly kind: "not-taken"; readonly fault: Judgement; readonly number: number | null }
  >
> {
  const not = (fault: Judgement, number: number | null = null) =>
    fail({ kind: "not-taken", fault, number });
  const unknown = judgeSigner(deps, unpacked.signer);
  if (unknown) return not(unknown);
  const paper = readPaper(unpacked);
  if (!paper.ok) return not(paper.fault);
  const { manifest, text } = paper.value;
  const { number } = manifest;
  const judged = judgePaper(deps, unpacked, manifest);
  if (judged) return not(judged, number);

  const before = deps.vault.store.read((db) => judgeNumber(db, manifest, unpacked.sums));
  const carried = manifest.kind === "interviews" ? manifest.interviews : [];
  if (before === "already-here") {
    const same = new Set(carried.map(({ id }) => id)).size;
    return ok({ outcome: "already-here", number, interviews: { ...nothing, same }, lists: null });
  }
  if (before !== "new") return not({ kind: before, details: { number } }, number);

  const content = await readContent(deps, unpacked, manifest);
  if (!content.ok) return not(content.fault, number);
  try {
    const files = await placeFiles(deps, unpacked, content.value.files);
    const checked = { manifest, manifestText: text, unpacked, content: content.value, files };
    const written = deps.vault.store.write((db) => ({
      taken: takeOver(deps, db, checked),
      released: releaseRow(db, received.sha256),
    }));
    if (!written.ok) throw new DiskTrouble(written.fault);
    const { taken, released } = written.value;
    if (released) removeReleased(deps.vault.dir, released);
    return ok({ outcome: "imported", number, ...taken });
  } catch (error) {
    if (!(error instanceof ForeignBeginning)) throw error;
    return not({ kind: "chain-broken", details: { interview: error.interview } }, number);
  } finally {
    content.value.events?.lines.discard();
  }
}

function refused(path: string, { kind, details = {} }: Fault): FileResult {
  return {
    file: basename(path),
    outcome: "refused",
    fault: { kind, details },
    from: null,
    number: null,
    interviews: { ...nothing },
    lists: null,
  };
}

/** The journal knows of every refusal, if the disk lets it: why, and nothing else. */
function noted(deps: ParcelDeps, result: FileResult): FileResult {
  const reason = result.fault?.kind ?? "";
  if ((parcelFaults as readonly string[]).includes(reason))
    deps.vault.note("parcel-refused", { reason: reason as ParcelFault });
  return result;
}
