// npm run -s daftar: whatever Node npm has, the command line runs as if it had been called
// directly.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { root } from "./sources.ts";

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "daftar-command-"));
});

afterEach(() => rmSync(dir, { recursive: true }));

function daftar(...words: readonly string[]) {
  return spawnSync(process.execPath, [join(root, "scripts/daftar.mjs"), ...words], {
    encoding: "utf8",
    env: { ...process.env, npm_lifecycle_event: "daftar", INIT_CWD: dir, LANG: "C" },
  });
}

test("what is printed and how it ends comes through unchanged", () => {
  const help = daftar("--help");
  expect([help.status, help.stderr]).toEqual([0, ""]);
  expect(help.stdout).toContain("daftar vault create");
  expect(daftar("no-such-command").status).toBe(2);
  const refused = daftar("vault", "info", "--json", "--vault", "nowhere");
  expect(refused.status).toBe(1);
  expect(JSON.parse(refused.stdout)).toMatchObject({ fault: { kind: "vault-missing" } });
  expect(refused.stderr.trim().split("\n")).toHaveLength(1);
});

test("a path is meant from where the person stands, not from the project", () => {
  writeFileSync(join(dir, "عبارة.txt"), "خبز وزيتون وزعتر على سطح البيت\n");
  const made = daftar(
    ...["vault", "create", "--vault", "دفتر", "--role", "coordinator", "--name", "منسّقة"],
    ...["--passphrase-file", "عبارة.txt", "--json"],
  );
  expect(made.stderr).toBe("");
  expect(JSON.parse(made.stdout)).toMatchObject({ role: "coordinator", name: "منسّقة" });
  expect(existsSync(join(dir, "دفتر", "keys"))).toBe(true);
});
