import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import type { InterviewId } from "../../../shared/contract/define.ts";
import { fail } from "../../../shared/result.ts";
import { builtIn, expectOk, type House, newHouse, samples } from "../small-house.ts";
import { temporaryDir } from "../vault/small-world.ts";

// Longer than what is read of a stick at once.
const pdf = Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(1_500_000, "شهادة ")]);

/** An interview with a PDF, whose person said what is given last, and finished if it is to be. */
async function withPdf(answers: readonly (readonly [string, string])[] = [], isFinished = true) {
  const house = await newHouse("ندى");
  const { rooms } = house;
  const [sample] = samples(0);
  if (!sample) throw new Error("there is a sample");
  const { id: interview } = expectOk(rooms.fill(builtIn(house), sample, "interviews.0"));
  const path = join(temporaryDir(), "سلمى.pdf");
  writeFileSync(path, pdf);
  const { attachment } = expectOk(
    await rooms.interviews.attachFile({ interview, question: null, agreed: true }, path),
  );
  for (const [question, value] of answers)
    expectOk(rooms.interviews.answer({ interview, question, value }));
  if (isFinished) expectOk(rooms.interviews.finish({ interview }));
  const place = temporaryDir();
  const copy = join(place, "copy.pdf");
  const wish = { interview, attachment, media: "application/pdf" } as const;
  return {
    ...{ house, rooms, wish, place, copy },
    save: (to: string | undefined = copy) => rooms.interviews.saveFile(wish, to),
    heldBy: () => expectOk(rooms.interviews.open({ interview })).files[0]?.copyHeldBy,
  };
}

const journalOf = ({ rooms }: House) =>
  expectOk(rooms.vault.journal({ before: null, limit: 3 })).entries;

afterEach(() => vi.restoreAllMocks());

test("a copy is the file byte for byte, for its owner alone, and the journal knows of it and no name", async () => {
  const { house, wish, copy, place, save, heldBy } = await withPdf();
  expect(heldBy()).toBeNull();
  expect(expectOk(await save())).toEqual({ bytes: pdf.length });
  expect(readFileSync(copy)).toEqual(pdf);
  if (process.platform !== "win32") expect(statSync(copy).mode & 0o777).toBe(0o600);
  expect(readdirSync(place)).toEqual(["copy.pdf"]);
  const [entry] = journalOf(house);
  expect(entry).toMatchObject({ kind: "document-copied", details: { interview: wish.interview } });
  expect(JSON.stringify(entry)).not.toMatch(/copy\.pdf|سلمى/u);
});

test.each([
  ["of a draft", [], false, "copy-of-draft"],
  ["after a no at the end", [["m12/consent_confirmed", "no"]], true, "copy-without-consent"],
  ["where no use is allowed", [["m12/consent_uses_final", ""]], true, "copy-without-consent"],
  ["after an end for danger", [["m12/end_state", "security"]], true, "copy-after-danger"],
] as const)("no copy is saved %s", async (_, answers, isFinished, kind) => {
  const { house, place, save, heldBy } = await withPdf(answers, isFinished);
  expect(heldBy()).toBe(kind);
  expect(await save()).toEqual(fail({ kind }));
  expect(readdirSync(place)).toEqual([]);
  expect(journalOf(house).map((entry) => entry.kind)).not.toContain("document-copied");
});

test("nothing is written over another file, where there is no folder, or of a file that is not there", async () => {
  const { rooms, wish, copy, place, save } = await withPdf();
  expect(await rooms.interviews.saveFile(wish, undefined)).toEqual(fail({ kind: "cancelled" }));
  writeFileSync(copy, "غير هذا");
  expect(await save()).toEqual(fail({ kind: "target-exists" }));
  expect(readFileSync(copy, "utf8")).toBe("غير هذا");
  writeFileSync(join(place, "other.pdf.part"), "غير هذا");
  expect(await save(join(place, "other.pdf"))).toEqual(fail({ kind: "target-exists" }));
  expect(await save(join(place, "none", "copy.pdf"))).toEqual(fail({ kind: "folder-missing" }));
  for (const other of [
    { ...wish, attachment: "zzzz" },
    { ...wish, media: "image/jpeg" as const },
  ])
    expect(await rooms.interviews.saveFile(other, join(place, "x"))).toEqual(
      fail({ kind: "attachment-unknown" }),
    );
  const interview = "0".repeat(32) as InterviewId;
  expect(await rooms.interviews.saveFile({ ...wish, interview }, join(place, "x"))).toEqual(
    fail({ kind: "interview-unknown" }),
  );
});

test("a stick that is full in the middle has nothing of the copy on it, and the journal says nothing", async () => {
  const { house, place, save } = await withPdf();
  const one = await open(join(place, "one"), "w");
  await one.close();
  const handles: FileHandle = Object.getPrototypeOf(one);
  const write = handles.write as (...given: any[]) => any;
  let pieces = 0;
  vi.spyOn(handles, "write").mockImplementation(async function (this: FileHandle, ...given: any[]) {
    pieces += 1;
    if (pieces > 1) throw Object.assign(new Error("full"), { code: "ENOSPC", syscall: "write" });
    return write.apply(this, given);
  } as never);
  expect(await save()).toEqual(fail({ kind: "target-full" }));
  expect(readdirSync(place)).toEqual(["one"]);
  expect(journalOf(house).map(({ kind }) => kind)).not.toContain("document-copied");
});

test("of a file that is damaged here no copy is left, not even the beginning", async () => {
  const { house, place, save } = await withPdf();
  const dir = join(house.dir, "attachments");
  const [name = ""] = readdirSync(dir);
  truncateSync(join(dir, name), 1_300_000);
  expect(await save()).toEqual(fail({ kind: "attachment-damaged" }));
  expect(readdirSync(place)).toEqual([]);
});
