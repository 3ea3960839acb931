import type { InterviewId } from "../../shared/contract/define.ts";
import type { Input, Outcome } from "../../shared/contract/index.ts";
import type { Filed } from "../../shared/contract/interview-files.ts";
import type { InterviewFile } from "../../shared/contract/interviews.ts";
import {
  extensions,
  kindOfMedia,
  type MediaType,
  recordingRoom,
  takesFile,
} from "../../shared/interviews/files.ts";
import type { ProjectedFile, Projection } from "../../shared/interviews/projection.ts";
import { labelIn, type NodeView } from "../../shared/questionnaire/index.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import type { PlacedFile } from "../vault/attachments.ts";
import { type DiskFault, DiskTrouble } from "../vault/disk-fault.ts";
import { writeJournal } from "../vault/journal.ts";
import { AttachmentDamaged } from "../vault/sealed-chunk.ts";
import { type Database, orDiskFault } from "../vault/store.ts";
import { happenings, savedOf, writeDown } from "./act.ts";
import type { Happened } from "./append.ts";
import { type ChosenFile, NotTaken, withChosen } from "./chosen-file.ts";
import { cleaned } from "./clean.ts";
import { newKey } from "./code.ts";
import type { InterviewsDeps } from "./deps.ts";
import type { Desk, OpenInterview } from "./desk.ts";
import { headBytes, kindOfFile } from "./file-kind.ts";
import { mayKeepFiles } from "./gate.ts";
import { nodeOf } from "./history.ts";
import { computeInterview } from "./replay.ts";
import { saveFile, whyNoCopy } from "./save-file.ts";

/** What is known of a file before it has its place in a chain. */
type NewFile = Pick<Extract<Happened, { type: "attached" }>, "attachment" | "media"> & {
  readonly question: string | null;
  readonly seconds?: number;
  readonly interrupted?: true;
};

export type PlaceFault = {
  readonly kind:
    | "interview-closed"
    | "consent-first"
    | "unknown-path"
    | "not-a-question"
    | "attachment-of-another-kind";
};

/** Whether a file of this kind may be kept at a place; the interview as a whole takes all. */
export function whyNotHere(
  opened: OpenInterview,
  question: string | null,
  media: MediaType | null,
): PlaceFault | null {
  if (opened.readOnly) return { kind: "interview-closed" };
  if (!mayKeepFiles(opened)) return { kind: "consent-first" };
  if (question === null) return null;
  const node = opened.form.node(question);
  if (!node) return { kind: "unknown-path" };
  if (node.kind !== "question") return { kind: "not-a-question" };
  return media === null || isTakenBy(node, media) ? null : { kind: "attachment-of-another-kind" };
}

function isTakenBy({ type }: Pick<NodeView, "type">, media: MediaType): boolean {
  if (type === "audio" || type === "image") return media.startsWith(`${type}/`);
  return type !== "video";
}

/**
 * Writes down that a file belongs to an interview, and at a question that is answered by a file also
 * the answer. One transaction, with whatever `also` adds. A question that skip logic has closed since
 * keeps the file and gets no answer: what was recorded is not lost by it.
 */
export function putFile(
  deps: InterviewsDeps,
  opened: OpenInterview,
  { sha256: file, bytes }: Pick<PlacedFile, "sha256" | "bytes">,
  what: NewFile,
  also: (db: Database) => void,
): Result<Filed, DiskFault> {
  const { form, so } = opened;
  const node = what.question === null ? undefined : form.node(what.question);
  const answered =
    node && takesFile(node.type)
      ? form.set(node.ref, `${what.attachment}.${extensions[what.media]}`)
      : null;
  const change = answered?.ok ? answered.value : nothing;
  // What a file was called elsewhere is nobody's business here: a name may be the name of a person.
  const attached = { type: "attached" as const, ...what, name: "", file, bytes };
  const written = writeDown(deps, opened, [attached, ...happenings(so, change)], (db) => {
    also(db);
    db.prepare("DELETE FROM unwanted WHERE sha256 = ?").run(file);
    writeJournal(db, deps.world, "file-attached", { interview: so.interview });
  });
  if (!written.ok) return written;
  return ok({
    attachment: what.attachment,
    files: filesOf(deps, opened),
    saved: savedOf(opened, change, null),
  });
}

const nothing = {
  stored: [],
  added: [],
  removed: [],
  touched: [],
  gone: [],
  rearranged: false,
} as const;

/** Everything that is kept beside the answers, in the order in which it came. */
export function filesOf(
  { store, attachments, form: formOf }: InterviewsDeps,
  { so, form, readOnly }: Pick<OpenInterview, "so" | "form" | "readOnly">,
): InterviewFile[] {
  const kept = [...so.files.values()].filter(({ removed }) => !removed);
  if (kept.length === 0) return [];
  const copyHeldBy = whyNoCopy(so);
  return store.read((db) => {
    const left = lastThatLeft(db, so.interview);
    return kept.map(({ file, aside, removed: _, seq, ...one }) => {
      const version = aside && formOf(aside.questionnaire);
      const labelled = aside && version ? labelOf(version, aside.question, form.language) : "";
      return {
        ...one,
        number: numberOf(so, one),
        label: one.question === null ? "" : labelOf(form.definition, one.question, form.language),
        aside: aside && { label: labelled, version: version?.version ?? "" },
        removable: readOnly === null && seq > left,
        here: attachments.bytesOf(db, file) !== null,
        copyHeldBy,
      };
    });
  });
}

/**
 * Which of its kind a file is, in the order in which they came. One that was taken away keeps its
 * number, so that no other is called by it.
 */
function numberOf(
  { files: all }: Projection,
  { attachment, media }: Pick<ProjectedFile, "attachment" | "media">,
): number {
  const kind = kindOfMedia(media);
  const before = [...all.values()].filter((one) => kindOfMedia(one.media) === kind);
  return before.findIndex((one) => one.attachment === attachment) + 1;
}

/** Which of its kind the next file will be. */
export function numberOfNext({ files: all }: Projection, media: MediaType): number {
  const kind = kindOfMedia(media);
  return [...all.values()].filter((one) => kindOfMedia(one.media) === kind).length + 1;
}

function labelOf(definition: Parameters<typeof nodeOf>[0], ref: string, language: string): string {
  const node = nodeOf(definition, ref);
  return node ? labelIn(definition, node, language) : "";
}

/** How far a history was ever sealed into a parcel; 0 when it never was. */
function lastThatLeft(db: Database, interview: string): number {
  const row = db
    .prepare<{ seq: number | null }>(
      `SELECT max(event.seq) AS seq FROM sent
       JOIN event ON event.interview = sent.interview AND event.hash = sent.head
       WHERE sent.interview = ?`,
    )
    .get(interview);
  return row?.seq ?? 0;
}

/** The calls about photos, documents and whatever else is kept beside answers. */
export function files(deps: InterviewsDeps, desk: Desk) {
  const { store, world, attachments, freeBytes } = deps;

  /** Takes the interview up, lets something be written, and drops it again when that failed. */
  const act = <T extends Result<unknown>>(
    interview: InterviewId,
    work: (opened: OpenInterview) => T,
  ) =>
    orDiskFault(() => {
      const taken = desk.take(interview);
      if (!taken.ok) return taken;
      const done = work(taken.value);
      if (!done.ok) desk.drop(interview);
      return done;
    });

  /**
   * Puts a chosen file in its place, encrypted as it is read, without what it hides; and lets it be
   * written down at once, before anything else could find it unwanted there.
   */
  const takeIn = async (
    path: string,
    keep: (media: MediaType, placed: PlacedFile) => Outcome<"interviews.attachFile">,
  ): Promise<Outcome<"interviews.attachFile">> => {
    const take = async (file: ChosenFile): Promise<Outcome<"interviews.attachFile">> => {
      const media = kindOfFile(await file.read(0, headBytes));
      if (!media) throw new NotTaken("attachment-kind-unknown");
      if (freeBytes() < file.bytes + recordingRoom.toGoOn) return fail({ kind: "disk-full" });
      const placed = await attachments.place(cleaned(media, file));
      return placed.ok ? keep(media, placed.value) : placed;
    };
    try {
      return await withChosen(path, take);
    } catch (error) {
      if (error instanceof NotTaken) return fail({ kind: error.kind });
      throw error;
    }
  };

  return {
    /** Takes a file that a person chose: what it is, is what is in it. */
    attachFile: async (
      { interview, question }: Input<"interviews.attachFile">,
      path: string | undefined,
    ): Promise<Outcome<"interviews.attachFile">> => {
      if (path === undefined) return fail({ kind: "cancelled" });
      const mayBegin = act(interview, (opened) => {
        const why = whyNotHere(opened, question, null);
        return why ? fail(why) : ok(undefined);
      });
      if (!mayBegin.ok) return mayBegin;
      return takeIn(path, (media, placed) =>
        act(interview, (opened) => {
          const why = whyNotHere(opened, question, media);
          if (why) return fail(why);
          const what = { attachment: newKey(world), media, question };
          return putFile(deps, opened, placed, what, (db) => attachments.record(db, placed, media));
        }),
      );
    },

    /** Takes a file away, as long as it has not left; until the next opening it can be put back. */
    detach: ({ interview, attachment }: Input<"interviews.detach">): Outcome<"interviews.detach"> =>
      act(interview, (opened) => {
        const { form, so, readOnly } = opened;
        const kept = so.files.get(attachment);
        if (readOnly) return fail({ kind: "interview-closed" });
        if (!kept || kept.removed) return fail({ kind: "attachment-unknown" });
        if (kept.seq <= store.read((db) => lastThatLeft(db, interview)))
          return fail({ kind: "attachment-left" });
        const { question } = kept;
        const cleared = isAnswer(form, kept) ? form.set(question ?? "", "") : null;
        const change = cleared?.ok ? cleared.value : nothing;
        const detached = { type: "detached" as const, attachment, question };
        const written = writeDown(deps, opened, [detached, ...happenings(so, change)], (db) => {
          db.prepare("INSERT OR IGNORE INTO unwanted (sha256) VALUES (?)").run(kept.file);
          writeJournal(db, world, "file-detached", { interview });
        });
        if (!written.ok) return written;
        const saved = savedOf(opened, change, null);
        return ok({ attachment, files: filesOf(deps, opened), saved });
      }),

    /** Puts back what was taken away. */
    attachAgain: ({
      interview,
      attachment,
    }: Input<"interviews.attachAgain">): Outcome<"interviews.attachAgain"> =>
      act(interview, (opened) => {
        const kept = opened.so.files.get(attachment);
        const isHere = kept && store.read((db) => attachments.bytesOf(db, kept.file)) !== null;
        if (!kept?.removed || !isHere) return fail({ kind: "attachment-unknown" });
        const why = whyNotHere(opened, kept.question, kept.media);
        if (why) return fail(why);
        const { file: sha256, bytes, media, question, seconds, interrupted } = kept;
        const what = {
          ...{ attachment, media, question },
          ...(seconds === null ? {} : { seconds }),
          ...(interrupted ? { interrupted } : {}),
        };
        return putFile(deps, opened, { sha256, bytes }, what, () => {});
      }),

    /** Gives a file piece by piece; nothing of it is ever on the disk in the clear. */
    readFile: async ({
      interview,
      attachment,
      piece,
    }: Input<"interviews.readFile">): Promise<Outcome<"interviews.readFile">> => {
      const found = orDiskFault(() => {
        const taken = desk.take(interview);
        if (!taken.ok) return taken;
        const kept = taken.value.so.files.get(attachment);
        return kept && !kept.removed ? ok(kept.file) : fail({ kind: "attachment-unknown" });
      });
      if (!found.ok) return found;
      try {
        const { bytes, next } = await attachments.piece(found.value, piece);
        return ok({ piece: bytes.toString("base64"), next });
      } catch (error) {
        if (error instanceof AttachmentDamaged) return fail({ kind: "attachment-damaged" });
        if (error instanceof DiskTrouble) return fail(error.fault);
        throw error;
      }
    },

    saveFile: (wish: Input<"interviews.saveFile">, path: string | undefined) =>
      saveFile(deps, desk, wish, path),
  };
}

function isAnswer(form: OpenInterview["form"], { question, attachment }: ProjectedFile): boolean {
  const node = question === null ? undefined : form.node(question);
  return node !== undefined && takesFile(node.type) && node.value.startsWith(`${attachment}.`);
}

/**
 * Lets go of content that no interview has any more, inside the caller's transaction; gives the files
 * to be removed once it is committed.
 */
export function forgetUnnamed(
  { attachments }: Pick<InterviewsDeps, "attachments">,
  db: Database,
  hashes: readonly string[],
): string[] {
  return hashes
    .filter((sha256) => !isWanted(db, sha256))
    .flatMap((sha256) => attachments.forget(db, sha256) ?? []);
}

/** Removes for good what was taken away while the notebook was last open, if the disk lets it. */
export function forgetUnwanted(deps: InterviewsDeps): void {
  const { store, attachments } = deps;
  const unwanted = store.read((db) =>
    db
      .prepare<{ sha256: string }>("SELECT sha256 FROM unwanted")
      .all()
      .map(({ sha256 }) => sha256),
  );
  if (unwanted.length === 0) return;
  const written = store.write((db) => {
    db.prepare("DELETE FROM unwanted").run();
    return forgetUnnamed(deps, db, unwanted);
  });
  if (written.ok) attachments.remove(written.value);
}

/** Whether anything here still speaks of this content: an interview, a waiting history, a form. */
function isWanted(db: Database, sha256: string): boolean {
  const beside = db
    .prepare(
      `SELECT 1 FROM questionnaire WHERE instr(definition, ?) > 0
       UNION ALL SELECT 1 FROM parked WHERE instr(line, ?) > 0 LIMIT 1`,
    )
    .get(sha256, sha256);
  if (beside) return true;
  const naming = db
    .prepare<{ interview: string }>("SELECT DISTINCT interview FROM event WHERE instr(line, ?) > 0")
    .all(sha256);
  return naming.some(({ interview }) => {
    const computed = computeInterview(db, interview);
    return !computed || computed.head.versions > 1 || isNamedIn(computed.so, sha256);
  });
}

function isNamedIn({ files: kept }: Projection, sha256: string): boolean {
  return [...kept.values()].some(({ file, removed }) => file === sha256 && !removed);
}
