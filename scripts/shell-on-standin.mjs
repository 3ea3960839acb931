// An Electron API that the stand-in lacks must fail at the type check, not when the program runs.
// tsconfig "paths" cannot do it: electron.d.ts declares the module for everybody, and that wins. So
// a copy of the shell is checked, with its import rewritten.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { root } from "./host.mjs";

/**
 * Checks the shell against tests/standin/electron.ts.
 *
 * `tsc` runs TypeScript on a project file.
 *
 * @param {(project: string) => Promise<T>} tsc
 * @param {{ name: string, text: string }} [planted] one more file of the shell, for the test of this check
 * @template T
 * @returns {Promise<T>}
 */
export function typecheckShellOnStandin(tsc, planted) {
  const copy = join(
    root,
    `node_modules/.cache/daftar/shell-on-standin${planted ? "-planted" : ""}`,
  );
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  for (const path of ["main/index.ts", "main/shell", "shared", "locales"])
    cpSync(join(root, path), join(copy, path), { recursive: true });
  if (planted) writeFileSync(join(copy, "main/shell", planted.name), planted.text);
  for (const name of readdirSync(join(copy, "main/shell"))) {
    const file = join(copy, "main/shell", name);
    const standin = relative(dirname(file), join(root, "tests/standin/electron.ts"));
    writeFileSync(
      file,
      readFileSync(file, "utf8").replaceAll(' from "electron";', ` from "${standin}";`),
    );
  }
  const config = join(copy, "tsconfig.json");
  writeFileSync(
    config,
    JSON.stringify({
      extends: relative(copy, join(root, "tsconfig.base.json")),
      compilerOptions: {
        lib: ["esnext", "dom"],
        types: ["node", "electron"],
        noImplicitAny: false,
        allowJs: true,
      },
      include: ["main/shell", "main/index.ts"],
    }),
  );
  return tsc(config);
}
