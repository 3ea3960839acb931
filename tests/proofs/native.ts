import { execFileSync, spawnSync } from "node:child_process";
import { join } from "node:path";
import { report } from "./report.ts";

/** How Debian and its kin bring what a proof needs besides Node. */
const packages: { readonly [tool: string]: string } = {
  gcc: "gcc libc6-dev",
  strace: "strace",
  age: "age",
  "ssh-keygen": "openssh-client",
};

/**
 * Says whether a proof lacks a tool, loudly: the run prints what is skipped and the command that
 * installs it, and the report shows the proof as skipped. Use with `describe.skipIf`.
 */
export function lacks(proof: string, tools: readonly string[]): boolean {
  const missing = tools.filter((tool) => spawnSync("which", [tool]).status !== 0);
  if (process.platform !== "linux") {
    report({ proof, counts: {}, skipped: "needs Linux" });
    return true;
  }
  if (missing.length === 0) return false;
  const command = `apt-get install ${missing.map((tool) => packages[tool] ?? tool).join(" ")}`;
  report({ proof, counts: {}, skipped: `needs ${missing.join(" and ")}: ${command}` });
  return true;
}

/** Compiles one of the libraries that are loaded under the program being proved; gives its path. */
export function compileNative(name: "record" | "fault", into: string): string {
  const library = join(into, `${name}.so`);
  const source = join(import.meta.dirname, "native", `${name}.c`);
  execFileSync("gcc", [
    "-shared",
    "-fPIC",
    "-O2",
    "-Wall",
    "-Werror",
    "-o",
    library,
    source,
    "-ldl",
  ]);
  return library;
}
