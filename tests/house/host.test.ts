// Where Daftar cannot run, its scripts say why: which Node, which library, which command helps.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { howToBring } from "../../scripts/host.mjs";
import { root } from "./sources.ts";

let dir: string;

/** A copy of the scripts on a computer with nothing else. */
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "daftar-host-"));
  cpSync(join(root, "scripts"), join(dir, "scripts"), { recursive: true });
  cpSync(join(root, "package.json"), join(dir, "package.json"));
});

afterEach(() => rmSync(dir, { recursive: true }));

function installed() {
  mkdirSync(join(dir, "node_modules"));
  writeFileSync(join(dir, "node_modules/.package-lock.json"), "{}");
}

function run(script: string) {
  return spawnSync(process.execPath, [join(dir, "scripts", script)], { encoding: "utf8" });
}

test.each(["start.mjs", "test.mjs", "check.mjs", "journeys.mjs", "proofs.mjs"])(
  "%s without packages says the one command that brings them",
  (script) => {
    const { status, stderr } = run(script);
    expect(status).toBe(1);
    expect(stderr.trim()).toBe(
      'The packages of the project are not installed. Run "npm ci" first.',
    );
  },
);

test("a library that cannot be loaded is named, with the Node that tried", () => {
  installed();
  const { status, stderr } = run("start.mjs");
  expect(status).toBe(1);
  expect(stderr).toContain("better-sqlite3-multiple-ciphers cannot be loaded");
  expect(stderr).toContain(`Node v${process.versions.node}`);
  expect(stderr).toContain("ERR_MODULE_NOT_FOUND");
});

test.each([
  ["chromium", "chromium"],
  ["gcc", "gcc libc6-dev"],
] as const)("one command brings %s", (tool, packages) => {
  expect(howToBring([tool])).toMatch(new RegExp(`${packages}|${tool}`));
});
