// Whether the build is of these sources: nobody may test or run what was there yesterday.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ownNode, root } from "./host.mjs";

const sources = [
  "main",
  "preload",
  "renderer",
  "shared",
  "locales",
  "build/licences",
  "scripts/notices.mjs",
  "vite.config.ts",
  "package.json",
  "package-lock.json",
];
const stamp = join(root, "dist/sources.sha256");

/** SHA-256 over the names and bytes of everything a build is made from. */
export function sourcesHash() {
  const hash = createHash("sha256");
  for (const file of sources.flatMap((name) => filesUnder(join(root, name))))
    hash.update(`${file}\0`).update(readFileSync(file)).update("\0");
  return hash.digest("hex");
}

/**
 * Notes that the build now in dist/ is of the sources with this hash.
 *
 * @param {string} hash
 */
export function markBuilt(hash) {
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, `${hash}\n`);
}

/** Builds, unless the build is of these very sources. Gives whether there is one now. */
export function ensureBuilt() {
  if (existsSync(stamp) && readFileSync(stamp, "utf8").trim() === sourcesHash()) return true;
  console.log("Building …");
  const vite = join(root, "node_modules/vite/bin/vite.js");
  const args = [vite, "build", "--app", "--logLevel", "warn"];
  return spawnSync(ownNode() ?? "node", args, { cwd: root, stdio: "inherit" }).status === 0;
}

/** @returns {string[]} */
function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)));
}
