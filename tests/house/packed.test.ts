// The checks of `npm run pack` see what they are there to see.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createPackage } from "@electron/asar";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fuses } from "../../scripts/fuses.mjs";
import {
  contentFaults,
  filesIn,
  fuseFaults,
  nativeFaults,
  noticeFaults,
} from "../../scripts/packed.mjs";
import { root } from "./sources.ts";

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "daftar-packed-"));
});

afterEach(() => rmSync(dir, { recursive: true }));

/** An archive with these files, each holding its own name. */
async function archive(...names: readonly string[]): Promise<string> {
  for (const name of names) {
    mkdirSync(dirname(join(dir, "app", name)), { recursive: true });
    writeFileSync(join(dir, "app", name), name);
  }
  await createPackage(join(dir, "app"), join(dir, "app.asar"));
  return join(dir, "app.asar");
}

const whole = [
  "LICENSE",
  "package.json",
  "dist/THIRD-PARTY-NOTICES.txt",
  "dist/main/index.js",
  "dist/main/keeper.js",
  "dist/main/derive-worker.js",
  "dist/preload/index.cjs",
  "dist/renderer/index.html",
  "dist/renderer/.vite/manifest.json",
  "dist/renderer/assets/index-a1.js",
  "questionnaires/returnee-interview/survey.csv",
];

test("a whole archive has no fault", async () => {
  const packed = await archive(...whole);
  expect(contentFaults(packed)).toEqual([]);
  expect(filesIn(packed)).toHaveLength(whole.length);
});

test("a Mac is told why Daftar wants the microphone, in both languages, and may give it", () => {
  const read = (path: string) => readFileSync(join(root, path), "utf8");
  const config = read("electron-builder.yml");
  const why = (language: string) =>
    /^NSMicrophoneUsageDescription = "(.+)";\n$/u.exec(
      read(`build/mac/${language}.lproj/InfoPlist.strings`),
    )?.[1];
  expect(why("ar")).toMatch(/^[\u0600-\u06ff ،.]+$/u);
  expect(config).toContain(`NSMicrophoneUsageDescription: >-\n      ${why("en")}\n`);
  for (const language of ["ar", "en"])
    expect(config).toContain(`{ from: build/mac/${language}.lproj, to: ${language}.lproj }`);
  const [, entitlements = ""] = /^ {2}entitlements: (.+)$/mu.exec(config) ?? [];
  expect(read(entitlements)).toMatch(
    /<key>com\.apple\.security\.device\.audio-input<\/key>\s*<true\/>/u,
  );
});

test.each([
  "tests/standin/electron.ts",
  "dist/main/index.js.map",
  "main/keeper.ts",
  "node_modules/left-pad/index.js",
  "node_modules/better-sqlite3-multiple-ciphers/deps/sqlite3/sqlite3.c",
  ".npmrc",
])("%s in the archive is found", async (name) => {
  expect(contentFaults(await archive(...whole, name))).toEqual([`in the archive: /${name}`]);
});

test.each(["LICENSE", "dist/THIRD-PARTY-NOTICES.txt", "dist/main/keeper.js"])(
  "%s missing from the archive is found",
  async (name) => {
    const packed = await archive(...whole.filter((one) => one !== name));
    expect(contentFaults(packed)).toEqual([`missing: /${name}`]);
  },
);

test("a library for another system is found, and so is a second one", () => {
  writeFileSync(join(dir, "linux-x64.node"), "");
  expect(nativeFaults(dir, "linux-x64.node")).toEqual([]);
  expect(nativeFaults(dir, "win32-x64.node")).not.toEqual([]);
  writeFileSync(join(dir, "linuxmusl-x64.node"), "");
  expect(nativeFaults(dir, "linux-x64.node")).not.toEqual([]);
});

test("a third party that nobody decided on is found, and one that has gone", async () => {
  const named = (...names: readonly string[]) =>
    names.map((name) => `${"-".repeat(80)}\n${name} 1.0.0\nMIT\n`).join("\n");
  const page = readFileSync(join(root, "docs/dependencies.md"), "utf8");
  const ships = page.split(/^## /m)[1] as string;
  const decided = [...ships.matchAll(/^\| (\S+) \| \d/gm)].map(([, name]) => name as string);
  const shipped = decided.filter((name) => name !== "electron");
  const faults = async (...names: readonly string[]) => {
    mkdirSync(join(dir, "app/dist"), { recursive: true });
    writeFileSync(join(dir, "app/dist/THIRD-PARTY-NOTICES.txt"), named(...names));
    // The reader remembers an archive by its name.
    const packed = join(dir, `${names.at(-1)?.replace("/", "-")}-${names.length}.asar`);
    await createPackage(join(dir, "app"), packed);
    return noticeFaults(packed);
  };
  expect(shipped.length).toBeGreaterThan(10);
  expect(await faults(...shipped)).toEqual([]);
  expect(await faults(...shipped, "left-pad")).toEqual(["ships, and was not decided: left-pad"]);
  expect(await faults(...shipped.slice(1))).toEqual([
    `was decided, and does not ship: ${shipped[0]}`,
  ]);
});

test("each fuse that is not set as decided is found", async () => {
  const set = Object.values(fuses).map((on) => (on ? "1" : "0"));
  const program = (wire: readonly string[]) => {
    const path = join(dir, "daftar");
    const sentinel = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX";
    writeFileSync(path, `${sentinel}\u0001${String.fromCharCode(wire.length)}${wire.join("")}`);
    return path;
  };
  expect(await fuseFaults(program(set))).toEqual([]);
  for (const at of set.keys()) {
    const wrong = set.with(at, set[at] === "1" ? "0" : "1");
    expect(await fuseFaults(program(wrong))).toHaveLength(1);
  }
});
