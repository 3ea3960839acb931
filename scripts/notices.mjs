// The licences of what ships, listed from what the bundles really contain.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join, resolve, sep } from "node:path";

/** May ship inside an Apache-2.0 program. A licence that is not here stops the build. */
const compatible =
  /^(MIT|ISC|BSD-[23]-Clause|0BSD|Apache-2\.0|OFL-1\.1|Zlib|BlueOak-1\.0\.0|CC0-1\.0)$/;

/**
 * Listens to a build and lists every package of which something ships.
 *
 * Takes the names of the packages that ship unbundled. `write` throws when a licence cannot ship
 * with ours, or when a package does not say what its licence is.
 *
 * @param {readonly string[]} unbundled
 */
export function listThirdParties(unbundled) {
  /** @type {Set<string>} */
  const folders = new Set(unbundled.map((name) => resolve("node_modules", name)));
  return {
    /** @type {import("vite").Plugin} */
    plugin: {
      name: "daftar:third-parties",
      // One list for the three environments.
      sharedDuringBuild: true,
      generateBundle(_options, bundle) {
        for (const file of sourcesOf(bundle)) {
          const folder = packageFolder(wholePath(file));
          if (folder) folders.add(folder);
        }
      },
    },
    /** @param {string} path */
    write: (path) => writeFile(path, notices([...folders].sort())),
  };
}

/** Everything of which a line, a style or a letter shape is in the bundle. */
function* sourcesOf(bundle) {
  for (const part of Object.values(bundle)) {
    if (part.type === "asset") yield* part.originalFileNames ?? [];
    else
      for (const [file, { renderedLength }] of Object.entries(part.modules))
        if (renderedLength > 0 || /\.css(\?|$)/.test(file)) yield file;
  }
}

/** The folder of the package a file belongs to, if it belongs to one. */
function packageFolder(file) {
  const at = file.lastIndexOf(inside);
  if (at < 0) return undefined;
  const [scope = "", name = ""] = file.slice(at + inside.length).split("/");
  const folder =
    file.slice(0, at + inside.length) + (scope.startsWith("@") ? `${scope}/${name}` : scope);
  return existsSync(join(folder, "package.json")) ? folder : undefined;
}

/** Modules are named by whole paths, some behind a NUL; assets by paths from the page's folder. */
function wholePath(file) {
  const path = file.replace(/^\0/, "").replace(/\?.*$/, "");
  return resolve("renderer", path).replaceAll(sep, "/");
}

/** @param {readonly string[]} folders */
function notices(folders) {
  const parts = folders.map((folder) => {
    const { name, version, license, repository } = JSON.parse(
      readFileSync(join(folder, "package.json"), "utf8"),
    );
    if (!compatible.test(license)) throw new Error(`${name}: ${license} cannot ship with Daftar`);
    const texts = [
      ...licenceTexts(folder),
      ...textsKeptHere(name),
      ...textsInSources(join(folder, "deps")),
    ];
    if (texts.length === 0) throw new Error(`${name} ships without the text of its licence`);
    const from = typeof repository === "string" ? repository : (repository?.url ?? "");
    return [`${name} ${version}`, license, from, "", ...texts].join("\n");
  });
  return `${opening}\n\n${parts.map((part) => `${rule}\n${part}\n`).join("\n")}`;
}

/** @param {string} folder */
function licenceTexts(folder) {
  return readdirSync(folder)
    .filter((file) => /^(licen[cs]e|notice|copying)/i.test(file))
    .sort()
    .map((file) => `${readFileSync(join(folder, file), "utf8").trim()}\n`);
}

/** Of a package that ships without its text: kept here, as its sources have it. */
function textsKeptHere(name) {
  const path = join("build/licences", `${name.replace("/", "+")}.txt`);
  return existsSync(path) ? [`${readFileSync(path, "utf8").trim()}\n`] : [];
}

/**
 * What is compiled into a native library has its holders and its terms in the comments of its C.
 */
function textsInSources(dir) {
  if (!existsSync(dir)) return [];
  const sources = readdirSync(dir, { recursive: true }).filter((file) => /\.[ch]$/.test(file));
  const holders = new Set();
  const terms = new Set();
  for (const file of sources)
    for (const comment of readFileSync(join(dir, file), "utf8").match(/\/\*[\s\S]*?\*\//g) ?? []) {
      const text = comment.replace(/^[ \t]*(\/?\*+\/?)[ \t]?/gm, "").trim();
      if (isTerms.test(text)) terms.add(`${text}\n`);
      else for (const [line] of text.matchAll(/^copyright:? .*\d{4}.*$/gim)) holders.add(line);
    }
  return [
    `Compiled into it, under the MIT licence:\n\n${[...holders].sort().join("\n")}\n`,
    ...terms,
  ];
}

const isTerms =
  /redistributions? of source|permission is hereby granted|these licenses can be found|has waived all/i;
const inside = "/node_modules/";
const rule = "-".repeat(80);
const opening = `Daftar contains work of others, listed here with their licences. SQLite itself is in the public
domain. Electron and Chromium bring their own lists, LICENSE and LICENSES.chromium.html, beside the
program.`;
