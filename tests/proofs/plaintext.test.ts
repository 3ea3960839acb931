// No file that Daftar writes holds readable text of an interview, but the one that was asked for.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { temporaryDir } from "../main/vault/small-world.ts";
import { compileNative, lacks } from "./native.ts";
import { markers, stems } from "./plaintext/markers.ts";
import { encodings, type Found, searchBytes, searchFolders } from "./plaintext/search.ts";
import { namesGiven, writtenFiles } from "./plaintext/written.ts";
import { readLog } from "./power-cut/disks.ts";
import { report } from "./report.ts";
import { scratch } from "./scratch.ts";

const place = scratch("plaintext");
const counts = { files: 0, "bytes written": 0, found: 0, "found by the controls": 0 };
const began = performance.now();

/** Tells the story with the recorder and strace under it; gives every file it wrote, as written. */
function tell(recorder: string, name: "story" | "leak") {
  const dir = join(place.dir, name);
  const home = join(place.dir, `${name}-home`);
  const log = join(place.dir, `${name}.log`);
  const calls = join(place.dir, `${name}.strace`);
  mkdirSync(dir);
  mkdirSync(home);
  const story = join(import.meta.dirname, "workloads", `${name}.ts`);
  const watch = ["-f", "-qq", "-o", calls, "-e", "trace=open,openat,openat2,creat,memfd_create"];
  const under = ["-E", `LD_PRELOAD=${recorder}`, process.execPath, story, dir];
  const env = { ...process.env, HOME: home, TMPDIR: home, SQLITE_TMPDIR: home };
  const recording = { RECORD_DIR: "/", RECORD_ALL: "1", RECORD_LOG: log };
  const run = spawnSync("strace", [...watch, ...under], {
    env: { ...env, ...recording },
    encoding: "utf8",
  });
  if (run.signal !== "SIGKILL" && run.status !== 137) throw new Error(run.stderr.slice(-2000));
  const operations = readLog(readFileSync(log));
  const opened = openedForWriting(readFileSync(calls, "utf8"), log);
  return { dir, home, files: writtenFiles(operations), names: namesGiven(operations), opened };
}

/** What the system itself says was opened for writing, so that nothing escapes the recorder. */
function openedForWriting(calls: string, log: string): readonly string[] {
  const paths = [
    ...calls.matchAll(/open(?:at2?)?\((?:AT_FDCWD, )?"([^"]+)", [^)]*O_(?:WRONLY|RDWR)/g),
  ];
  const others = calls.match(/memfd_create\([^)]*\)/g) ?? [];
  const plain = (path: string) =>
    Buffer.from(
      path.replace(/\\([0-7]{1,3})/g, (_, byte) => String.fromCharCode(Number.parseInt(byte, 8))),
      "latin1",
    ).toString();
  return [...paths.map(([, path]) => plain(path as string)), ...others]
    .filter((path) => !/^\/(dev|proc)\//.test(path) || path.startsWith("/dev/shm/"))
    .filter((path) => path !== log);
}

function search(files: ReadonlyMap<string, Buffer>): readonly Found[] {
  return [...files].flatMap(([name, bytes]) => {
    counts.files++;
    counts["bytes written"] += bytes.length;
    return searchBytes(bytes, stems, name);
  });
}

describe("the search", () => {
  const dress: { readonly [how: string]: (bytes: Buffer) => Buffer } = {
    "as it is": (bytes) => bytes,
    gzip: (bytes) => gzipSync(bytes),
    deflate: (bytes) => deflateSync(bytes),
    brotli: (bytes) => brotliCompressSync(bytes),
    "an entry of a zip": (bytes) => {
      const head = Buffer.alloc(30);
      head.write("PK\x03\x04");
      head.writeUInt16LE(8, 26);
      return Buffer.concat([head, Buffer.from("name.txt"), deflateRawSync(bytes)]);
    },
  };
  const planted = (text: string, before: number) =>
    Buffer.concat([Buffer.alloc(before, "a"), Buffer.from(text), Buffer.alloc(20, "z")]);
  const encoded: { readonly [how: string]: (bytes: Buffer) => Buffer } = {
    "utf-8": (bytes) => bytes,
    "utf-16le": (bytes) => Buffer.from(bytes.toString(), "utf16le"),
    "utf-16be": (bytes) => Buffer.from(bytes.toString(), "utf16le").swap16(),
    hex: (bytes) => Buffer.from(bytes.toString("hex")),
    base64: (bytes) => Buffer.from(bytes.toString("base64")),
    base64url: (bytes) => Buffer.from(bytes.toString("base64url")),
    "json-escaped": (bytes) =>
      Buffer.from(
        bytes
          .toString()
          .replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`),
      ),
    "percent-encoded": (bytes) => Buffer.from(encodeURIComponent(bytes.toString())),
    reversed: (bytes) => Buffer.from([...bytes.toString()].reverse().join("")),
  };

  test("knows a sample of every encoding it looks for", () => {
    expect(Object.keys(encoded)).toEqual(Object.keys(encodings));
  });

  test.each(Object.keys(encoded))("control: finds what was planted as %s", (how) => {
    for (const wrap of Object.values(dress))
      for (const marker of markers)
        for (const before of [40, 41, 42]) {
          const bytes = wrap((encoded[how] as (b: Buffer) => Buffer)(planted(marker, before)));
          const found = searchBytes(bytes, stems, "planted");
          expect(found.length).toBeGreaterThan(0);
          counts["found by the controls"]++;
        }
  });

  test("control: finds a file among others, in a folder in a folder", () => {
    const dir = temporaryDir();
    mkdirSync(join(dir, "a/b"), { recursive: true });
    writeFileSync(join(dir, "a/harmless"), "nothing");
    writeFileSync(join(dir, "a/b/leak"), `… ${markers[3]} …`);
    const { files, found } = searchFolders([dir], stems);
    expect(files).toBe(2);
    expect(found.map(({ file }) => file)).toEqual([join(dir, "a/b/leak")]);
  });

  test("finds nothing where nothing is", () => {
    const bytes = Buffer.from("شهادة بلا علامة, and a text without one".repeat(1000));
    expect(searchBytes(bytes, stems, "harmless")).toEqual([]);
  });
});

describe.skipIf(lacks("plaintext", ["gcc", "strace"]))("the whole line", () => {
  let recorder = "";
  beforeAll(() => {
    recorder = compileNative("record", place.dir);
  });
  afterAll(() => {
    place.remove();
    const seconds = Math.round((performance.now() - began) / 1000);
    report({ proof: "plaintext", counts, seconds });
  });

  test("writes no readable word of an interview into any file but the table that was asked for", () => {
    // A card is the name that somebody gives away on purpose.
    const { dir, home, files, names, opened } = tell(recorder, "story");
    const table = `${dir.slice(1)}/table/`;
    const isAsked = (file: string) => file.startsWith(table) || file.endsWith(".card");
    const found = search(files);
    const leaks = found.filter(({ file }) => !isAsked(file));
    counts.found = leaks.length;
    expect(leaks).toEqual([]);
    // The markers did go through everything: the table, which was asked for, is full of them.
    expect(found.some(({ file }) => file.startsWith(table))).toBe(true);
    expect(files.size).toBeGreaterThan(20);

    // Nothing was opened for writing behind the recorder's back, and what lies there now is clean.
    expect(opened.length).toBeGreaterThan(20);
    expect(opened.filter((path) => !names.has(path) && !path.endsWith("-shm"))).toEqual([]);
    const left = searchFolders([dir, home], stems);
    expect(left.found.filter(({ file }) => !isAsked(file.slice(1)))).toEqual([]);
    expect(left.files).toBeGreaterThan(10);
  });

  test("control: with temporary files allowed, what was said lies readable in one of them", () => {
    const { files } = tell(recorder, "leak");
    const leaks = search(files).filter(({ file }) => file.includes("etilqs"));
    counts["found by the controls"] += leaks.length;
    expect(leaks.length).toBeGreaterThan(0);
  });
});
