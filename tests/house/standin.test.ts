// The stand-in has every API of Electron that the shell uses; one that it lacks is a type error.
import { join } from "node:path";
import { expect, test } from "vitest";
import { ownNode } from "../../scripts/host.mjs";
import { run } from "../../scripts/run.mjs";
import { typecheckShellOnStandin } from "../../scripts/shell-on-standin.mjs";
import { root } from "./sources.ts";

const tsc = (project: string) =>
  run(ownNode() as string, [join(root, "node_modules/@typescript/native/bin/tsc"), "-p", project], {
    quiet: true,
  });

test("a module and a method that the stand-in lacks are type errors", async () => {
  const text = [
    'import { app, Tray } from "electron";',
    'export const tray = new Tray("");',
    "export const relaunch = () => app.relaunch();",
  ].join("\n");
  const { code, output } = await typecheckShellOnStandin(tsc, { name: "planted.ts", text });
  expect(code).not.toBe(0);
  expect(output).toMatch(/planted\.ts.*'Tray'/);
  expect(output).toMatch(/planted\.ts.*'relaunch'/);
});
