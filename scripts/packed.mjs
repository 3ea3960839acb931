// What is looked for in a packed Daftar. Each check gives what is wrong, as sentences.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { extractFile, listPackage } from "@electron/asar";
import { FuseState, FuseV1Options, getCurrentFuseWire } from "@electron/fuses";
import { fuses } from "./fuses.mjs";
import { root } from "./host.mjs";

/** What may lie in the archive; anything else is a fault. */
const may = [
  /^\/(package\.json|LICENSE)$/,
  /^\/dist\/THIRD-PARTY-NOTICES\.txt$/,
  /^\/dist\/main\/(index|keeper|derive-worker|chunk-[\w-]+)\.js$/,
  /^\/dist\/preload\/index\.cjs$/,
  /^\/dist\/renderer\/(index\.html|\.vite\/manifest\.json)$/,
  /^\/dist\/renderer\/assets\/[\w.-]+\.(js|css|woff2?|svg|png)$/,
  /^\/questionnaires\/[\w-]+\/[\w.-]+\.(csv|md|json)$/,
  /^\/node_modules\/better-sqlite3-multiple-ciphers\/(package\.json|LICENSE|lib\/[\w/-]+\.js)$/,
  /^\/node_modules\/better-sqlite3-multiple-ciphers\/prebuilds\/[\w-]+\.node$/,
];
const must = [
  "/LICENSE",
  "/dist/THIRD-PARTY-NOTICES.txt",
  "/dist/main/index.js",
  "/dist/main/keeper.js",
  "/dist/main/derive-worker.js",
  "/dist/preload/index.cjs",
  "/dist/renderer/index.html",
  "/dist/renderer/.vite/manifest.json",
  "/questionnaires/returnee-interview/survey.csv",
];

/**
 * What lies in the archive and should not, or does not and should.
 *
 * @param {string} archive an app.asar
 * @returns {readonly string[]}
 */
export function contentFaults(archive) {
  const inside = filesIn(archive);
  return [
    ...inside
      .filter((name) => !may.some((pattern) => pattern.test(name)))
      .map((name) => `in the archive: ${name}`),
    ...must.filter((name) => !inside.includes(name)).map((name) => `missing: ${name}`),
  ];
}

/**
 * Every file in an archive. Folders are listed there too; only a folder has something below it.
 *
 * @param {string} archive
 */
export function filesIn(archive) {
  const names = listPackage(archive, { isPack: false }).map((name) => name.replaceAll("\\", "/"));
  return names.filter((name) => !names.some((other) => other.startsWith(`${name}/`)));
}

/**
 * Native libraries lie outside the archive: one, for this system.
 *
 * @param {string} dir the unpacked side of the archive
 * @param {string} [wantedFile]
 * @returns {readonly string[]}
 */
export function nativeFaults(dir, wantedFile = `${process.platform}-${process.arch}.node`) {
  const found = readdirSync(dir, { recursive: true }).filter((name) => name.endsWith(".node"));
  return found.length === 1 && found[0].endsWith(wantedFile) ? [] : [`native libraries: ${found}`];
}

/**
 * Where the list of third parties that was packed, which is made from the bundles, differs from the
 * one that was decided, docs/dependencies.md. Electron brings its own.
 *
 * @param {string} archive
 * @returns {readonly string[]}
 */
export function noticeFaults(archive) {
  const text = extractFile(archive, "dist/THIRD-PARTY-NOTICES.txt").toString("utf8");
  const packed = new Set([...text.matchAll(/^-{80}\n(\S+) \d/gm)].map(([, name]) => name));
  const page = readFileSync(join(root, "docs/dependencies.md"), "utf8");
  const [, ships = ""] = page.split(/^## /m);
  const decided = new Set([...ships.matchAll(/^\| (\S+) \| \d/gm)].map(([, name]) => name));
  decided.delete("electron");
  return [
    ...[...packed.difference(decided)].map((name) => `ships, and was not decided: ${name}`),
    ...[...decided.difference(packed)].map((name) => `was decided, and does not ship: ${name}`),
  ];
}

/**
 * Fuses that are not set as decided, read back from the program.
 *
 * @param {string} program
 * @returns {Promise<readonly string[]>}
 */
export async function fuseFaults(program) {
  const set = await getCurrentFuseWire(program);
  return Object.entries(fuses)
    .filter(([fuse, on]) => set[fuse] !== (on ? FuseState.ENABLE : FuseState.DISABLE))
    .map(([fuse, on]) => `fuse ${FuseV1Options[fuse]} is not ${on ? "on" : "off"}`);
}
