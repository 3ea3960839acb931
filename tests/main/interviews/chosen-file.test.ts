import { execFileSync } from "node:child_process";
import { closeSync, openSync, symlinkSync, truncateSync, writeFileSync, writeSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { largestFile, largestPicture } from "../../../shared/interviews/files.ts";
import { fail } from "../../../shared/result.ts";
import { temporaryDir } from "../vault/small-world.ts";
import { jpeg } from "./photos.ts";
import { begin, must, smallDesk } from "./small-desk.ts";

const mebibyte = 1024 * 1024;

function draft() {
  const desk = smallDesk();
  const at = begin(desk);
  at.agree();
  const { interview } = at;
  const attach = (path: string) =>
    desk.slice.attachFile({ interview, question: null, agreed: true }, path);
  const files = () => must(desk.slice.open({ interview })).files;
  return { desk, attach, files };
}

function written(bytes: Buffer | string, name = "ملف"): string {
  const path = join(temporaryDir(), name);
  writeFileSync(path, bytes);
  return path;
}

/** A file of a size that takes no room on the disk, with a beginning. */
function ofSize(bytes: number, beginning: string): string {
  const path = written(Buffer.from(beginning, "latin1"));
  truncateSync(path, bytes);
  return path;
}

/** What every open file can do; a test may do something else. */
async function fileHandles(): Promise<FileHandle> {
  const one = await open(written("م"));
  await one.close();
  return Object.getPrototypeOf(one);
}

afterEach(() => vi.restoreAllMocks());

test("however large a chosen file is, 64 KiB of it are read at once", async () => {
  const { attach, files } = draft();
  const path = ofSize(60 * mebibyte, "%PDF-1.7");
  const handles = await fileHandles();
  const read = vi.spyOn(handles, "read");
  const whole = vi.spyOn(handles, "readFile");
  must(await attach(path));
  expect(files()).toMatchObject([{ media: "application/pdf", bytes: 60 * mebibyte }]);
  const lengths = (read.mock.calls as unknown[][]).map(([, , length]) => Number(length));
  expect(lengths.length).toBeGreaterThan(900);
  expect(Math.max(...lengths)).toBe(64 * 1024);
  expect(whole).not.toHaveBeenCalled();
});

test("a file that no parcel could carry is refused by its size, and nothing of it is read", async () => {
  const { attach, files } = draft();
  const read = vi.spyOn(await fileHandles(), "read");
  const tooLarge = fail({ kind: "attachment-too-large" });
  expect(await attach(ofSize(500 * mebibyte, "%PDF-1.7"))).toEqual(tooLarge);
  expect(await attach(ofSize(largestFile + 1, "%PDF-1.7"))).toEqual(tooLarge);
  expect(read).not.toHaveBeenCalled();
  expect(files()).toEqual([]);
});

test("a picture that cannot be cleaned in memory is refused, and nothing is kept of it", async () => {
  const { attach, files } = draft();
  const path = ofSize(largestPicture + 1, "\xff\xd8\xff");
  expect(await attach(path)).toEqual(fail({ kind: "photo-too-large" }));
  expect(files()).toEqual([]);
});

test("an empty file is named as empty", async () => {
  expect(await draft().attach(written(""))).toEqual(fail({ kind: "attachment-empty" }));
});

test("a PDF that is called a picture is kept as the PDF that it is", async () => {
  const { attach, files } = draft();
  must(await attach(written("%PDF-1.7 …", "ورقة.jpg")));
  expect(files()).toMatchObject([{ media: "application/pdf" }]);
});

test.runIf(process.platform !== "win32")(
  "a link is what it leads to; what is no file keeps nobody waiting",
  async () => {
    const { attach, files } = draft();
    const dir = temporaryDir();
    const link = join(dir, "رابط.jpg");
    symlinkSync(written(jpeg()), link);
    must(await attach(link));
    expect(files()).toMatchObject([{ media: "image/jpeg" }]);
    const pipe = join(dir, "pipe.pdf");
    execFileSync("mkfifo", [pipe]);
    symlinkSync(join(dir, "nowhere"), join(dir, "lost.pdf"));
    for (const path of [pipe, "/dev/zero", dir, join(dir, "lost.pdf")])
      expect(await attach(path)).toEqual(fail({ kind: "attachment-unreadable" }));
  },
);

test("a stick that is pulled out in the middle leaves nothing behind, here or in the history", async () => {
  const { desk, attach, files } = draft();
  const path = ofSize(4 * mebibyte, "%PDF-1.7");
  const handles = await fileHandles();
  const read = handles.read;
  let pieces = 0;
  vi.spyOn(handles, "read").mockImplementation(async function (this: FileHandle, ...given: any[]) {
    pieces += 1;
    if (pieces > 9) throw Object.assign(new Error("gone"), { code: "EIO", syscall: "read" });
    return (read as (...given: any[]) => any).apply(this, given);
  } as never);
  expect(await attach(path)).toEqual(fail({ kind: "attachment-unreadable" }));
  vi.restoreAllMocks();
  expect(files()).toEqual([]);
  expect(desk.onDisk()).toEqual([]);
});

test("a file that becomes shorter while it is read is not kept", async () => {
  const { desk, attach, files } = draft();
  const path = ofSize(mebibyte, "%PDF-1.7");
  const place = desk.attachments.place.bind(desk.attachments);
  vi.spyOn(desk.attachments, "place").mockImplementation((content) => {
    truncateSync(path, 200_000);
    return place(content);
  });
  expect(await attach(path)).toEqual(fail({ kind: "attachment-unreadable" }));
  expect(files()).toEqual([]);
  expect(desk.onDisk()).toEqual([]);
});

test("what is added to a file while it is read is left out", async () => {
  const { desk, attach, files } = draft();
  const path = written(`نص ${"ا".repeat(50_000)}`);
  const place = desk.attachments.place.bind(desk.attachments);
  vi.spyOn(desk.attachments, "place").mockImplementation((content) => {
    const handle = openSync(path, "a");
    writeSync(handle, Buffer.alloc(9));
    closeSync(handle);
    return place(content);
  });
  must(await attach(path));
  expect(files()).toMatchObject([{ media: "text/plain", bytes: 100_005 }]);
});

test("a text is one to its end, whatever it begins like", async () => {
  const { desk, attach } = draft();
  // A letter of two bytes lies across every place where a piece may end.
  must(await attach(written(`x${"ا".repeat(200_000)}`)));
  const kept = desk.onDisk();
  for (const end of ["\0", "\xff", "\xd8"]) {
    const bytes = Buffer.concat([Buffer.from("ا".repeat(60_000)), Buffer.from(end, "latin1")]);
    expect(await attach(written(bytes))).toEqual(fail({ kind: "attachment-kind-unknown" }));
  }
  expect(desk.onDisk()).toEqual(kept);
});

test("a disk that is full in the middle keeps nothing of a file, and says that it is the disk", async () => {
  const { desk, attach, files } = draft();
  const path = ofSize(4 * mebibyte, "%PDF-1.7");
  const handles = await fileHandles();
  const writeFile = handles.writeFile;
  let chunks = 0;
  vi.spyOn(handles, "writeFile").mockImplementation(async function (
    this: FileHandle,
    ...given: any[]
  ) {
    chunks += 1;
    if (chunks > 9) throw Object.assign(new Error("full"), { code: "ENOSPC", syscall: "write" });
    return (writeFile as (...given: any[]) => any).apply(this, given);
  } as never);
  expect(await attach(path)).toEqual(fail({ kind: "disk-full" }));
  vi.restoreAllMocks();
  expect(files()).toEqual([]);
  expect(desk.onDisk()).toEqual([]);
});
