// docs/dependencies.md is the truth about what Daftar is made of, and no package runs a script.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./sources.ts";

interface Locked {
  readonly version: string;
  readonly license?: string;
  readonly hasInstallScript?: boolean;
}

interface Described {
  readonly name: string;
  readonly versions: readonly string[];
  readonly licence: string;
  readonly keeper: string;
  readonly reason: string;
}

const readJson = (path: string) => JSON.parse(readFileSync(join(root, path), "utf8"));
const pack = readJson("package.json");
const locked: { readonly [path: string]: Locked } = readJson("package-lock.json").packages;
const page = readFileSync(join(root, "docs/dependencies.md"), "utf8");
const direct = Object.keys({
  ...pack.dependencies,
  ...pack.optionalDependencies,
  ...pack.devDependencies,
});
/** May travel inside a program under Apache-2.0. */
const shippable = ["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "Apache-2.0", "OFL-1.1"];

/** The rows of the table under a heading. */
function rowsUnder(heading: string, text: string): Described[] {
  const section = text.split(/^## /m).find((part) => part.startsWith(heading)) ?? "";
  return [...section.matchAll(/^\| (?!package |---)(.+) \|$/gm)].map(([, row]) => {
    const [name, versions, licence, keeper, reason] = (row as string).split(" | ");
    return {
      name: name ?? "",
      versions: (versions ?? "").split(", "),
      licence: licence ?? "",
      keeper: keeper ?? "",
      reason: reason ?? "",
    };
  });
}

/** Every copy of a package that the lock file knows. */
function copiesOf(name: string): Locked[] {
  const own = new RegExp(`(^|/)node_modules/${name}$`);
  return Object.entries(locked).flatMap(([path, entry]) => (own.test(path) ? [entry] : []));
}

function faultsOf(rows: readonly Described[]): string[] {
  return rows.flatMap(({ name, versions, licence, keeper, reason }) => {
    const copies = copiesOf(name);
    const faults: string[] = [];
    if (copies.length === 0) return [`${name}: not in the lock file`];
    const known = [...new Set(copies.map(({ version }) => version))];
    if (!versions.includes(locked[`node_modules/${name}`]?.version ?? "")) faults.push("version");
    if (!versions.every((version) => known.includes(version))) faults.push("version");
    if (!copies.some(({ license }) => license === licence)) faults.push("licence");
    if (!keeper || !reason) faults.push("says too little");
    return faults.map((fault) => `${name}: ${fault}`);
  });
}

/** Packages that bring a script of their own, or that npm would compile. */
function withScripts(packages: typeof locked, isCompiled: (path: string) => boolean): string[] {
  return Object.entries(packages)
    .filter(([path, entry]) => path !== "" && (entry.hasInstallScript || isCompiled(path)))
    .map(([path]) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length));
}

const ships = rowsUnder("What ships", page);
const builds = rowsUnder("What builds and tests", page);

test("every direct dependency has its line, and no line is about another", () => {
  const described = [...ships, ...builds].map(({ name }) => name);
  expect(described.filter((name) => direct.includes(name)).sort()).toEqual([...direct].sort());
  expect(builds.map(({ name }) => name).filter((name) => !direct.includes(name))).toEqual([]);
});

test("every line has the version and the licence of the lock file", () => {
  expect(faultsOf([...ships, ...builds])).toEqual([]);
});

test("a line with an old version, or another licence, is found", () => {
  const [row] = builds as [Described, ...Described[]];
  expect(faultsOf([{ ...row, versions: ["0.0.1"] }])).not.toEqual([]);
  expect(faultsOf([{ ...row, licence: "GPL-3.0" }])).toEqual([`${row.name}: licence`]);
  expect(faultsOf([{ ...row, name: "left-pad" }])).toEqual(["left-pad: not in the lock file"]);
});

test("at most 24 packages with code and two typefaces ship, each under a licence that may", () => {
  const isFace = ({ name }: Described) => name.startsWith("@fontsource");
  expect(ships.filter((row) => !isFace(row)).length).toBeLessThanOrEqual(24);
  expect(ships.filter(isFace).length).toBeLessThanOrEqual(2);
  expect(ships.filter(({ licence }) => !shippable.includes(licence))).toEqual([]);
});

test("every version is exact", () => {
  const wanted = { ...pack.dependencies, ...pack.optionalDependencies, ...pack.devDependencies };
  const loose = Object.entries(wanted).filter(
    ([, version]) => !/^(npm:.+@)?\d+\.\d+\.\d+$/.test(version as string),
  );
  expect(loose).toEqual([]);
});

test("no package brings a script that nobody has looked at", () => {
  const compiled = (path: string) => existsSync(join(root, path, "binding.gyp"));
  const unreviewed = withScripts(locked, compiled).filter((name) => !(name in pack.allowScripts));
  expect(unreviewed).toEqual([]);
});

test("a package with a script is found, and one that npm would compile", () => {
  const packages = {
    "": { version: "0.1.0", hasInstallScript: true },
    "node_modules/a": { version: "1.0.0", hasInstallScript: true },
    "node_modules/a/node_modules/@x/b": { version: "1.0.0" },
    "node_modules/c": { version: "1.0.0" },
  };
  expect(withScripts(packages, (path) => path.endsWith("@x/b"))).toEqual(["a", "@x/b"]);
});

test("no script is allowed to run", () => {
  expect(Object.values(pack.allowScripts).filter(Boolean)).toEqual([]);
});

test("there are ten commands and no more", () => {
  expect(Object.keys(pack.scripts)).toEqual([
    "start",
    "daftar",
    "check",
    "fix",
    "test",
    "journeys",
    "proofs",
    "bench",
    "build",
    "pack",
  ]);
  const programs = Object.values(pack.scripts).flatMap(
    (line) => /scripts\/\S+/.exec(`${line}`) ?? [],
  );
  const here = readdirSync(join(root, "scripts")).map((name) => `scripts/${name}`);
  expect(programs.filter((program) => !here.includes(program))).toEqual([]);
});
