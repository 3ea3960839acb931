import { existsSync } from "node:fs";
import { dirname } from "node:path";
import type { Input, Outcome } from "../../shared/contract/index.ts";
import type { InterviewFile } from "../../shared/contract/interviews.ts";
import { whyNotInClear } from "../../shared/interviews/consent.ts";
import { type FileKind, kindOfMedia } from "../../shared/interviews/files.ts";
import type { ProjectedFile, Projection } from "../../shared/interviews/projection.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import type { JournalKind } from "../../shared/vault/journal.ts";
import { DiskTrouble } from "../vault/disk-fault.ts";
import { writeJournal } from "../vault/journal.ts";
import { AttachmentDamaged } from "../vault/sealed-chunk.ts";
import { orDiskFault } from "../vault/store.ts";
import { Target, TargetTrouble } from "../vault/target.ts";
import type { InterviewsDeps } from "./deps.ts";
import type { Desk } from "./desk.ts";

/** Why no copy of an interview's files may be saved in the clear; `null` when they may. */
export function whyNoCopy({
  stage,
  consent,
}: Pick<Projection, "stage" | "consent">): InterviewFile["copyHeldBy"] {
  if (stage === "draft") return "copy-of-draft";
  const why = whyNotInClear(consent);
  return why && `copy-${why}`;
}

/**
 * Saves a copy of a recording, photo or document where a person chose, in the clear.
 *
 * What may not leave on paper may not leave so either. The copy is written piece by piece, each
 * verified, read back from the medium, noted in the journal, and only then gets its name; on any fault
 * nothing of it is left. Never over another file.
 */
export async function saveFile(
  { store, world, attachments }: InterviewsDeps,
  desk: Desk,
  { interview, attachment, media }: Input<"interviews.saveFile">,
  path: string | undefined,
): Promise<Outcome<"interviews.saveFile">> {
  if (path === undefined) return fail({ kind: "cancelled" });
  const found = orDiskFault((): Result<ProjectedFile, { readonly kind: SaveFault }> => {
    const taken = desk.take(interview);
    if (!taken.ok) return taken;
    const why = whyNoCopy(taken.value.so);
    if (why) return fail({ kind: why });
    const kept = taken.value.so.files.get(attachment);
    const isIt = kept && !kept.removed && kept.media === media;
    return isIt ? ok(kept) : fail({ kind: "attachment-unknown" });
  });
  if (!found.ok) return found;
  const part = `${path}.part`;
  if (existsSync(path) || existsSync(part)) return fail({ kind: "target-exists" });
  if (!existsSync(dirname(path))) return fail({ kind: "folder-missing" });
  const target = new Target(part, path);
  try {
    await target.write(attachments.content(found.value.file), () => {}, onlyOwner);
    await target.readBack(0);
    const noted = store.write((db) =>
      writeJournal(db, world, copied[kindOfMedia(media)], { interview }),
    );
    if (!noted.ok) throw new DiskTrouble(noted.fault);
    await target.name();
    return ok({ bytes: target.bytes });
  } catch (error) {
    await target.remove();
    if (error instanceof TargetTrouble) return fail({ kind: error.kind });
    if (error instanceof AttachmentDamaged) return fail({ kind: "attachment-damaged" });
    if (error instanceof DiskTrouble) return fail(error.fault);
    throw error;
  }
}

type SaveFault = Extract<Outcome<"interviews.saveFile">, { readonly ok: false }>["fault"]["kind"];

const onlyOwner = 0o600;

const copied = {
  recording: "recording-copied",
  sound: "recording-copied",
  picture: "picture-copied",
  pdf: "document-copied",
  text: "document-copied",
} as const satisfies { readonly [kind in FileKind]: JournalKind };
