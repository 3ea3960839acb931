import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createVault } from "../../main/vault/vault.ts";
import { cheap, passphrase, smallWorld, temporaryDir } from "../main/vault/small-world.ts";

const root = join(import.meta.dirname, "../..");

/** Runs a program of Node and gives every socket it opened, as the system saw it. */
function socketsOf(dir: string, ...args: readonly string[]): readonly string[] {
  const log = join(dir, "strace.log");
  const { status, error } = spawnSync(
    "strace",
    ["-f", "-qq", "-e", "trace=socket,connect", "-o", log, process.execPath, ...args],
    { cwd: dir, stdio: "ignore" },
  );
  if (error) throw error;
  if (status !== 0) throw new Error(`ended with ${status}`);
  return readFileSync(log, "utf8").split("\n").filter(Boolean);
}

const reachesOut = (line: string) => /AF_INET6?\b/.test(line);
const hasStrace = spawnSync("strace", ["-V"]).status === 0;

test("Daftar makes no network connection", { timeout: 240_000 }, async (context) => {
  if (!hasStrace) context.skip("strace is missing: apt-get install strace");
  const dir = temporaryDir();
  const made = await createVault(smallWorld(), join(dir, "vault"), {
    role: "researcher",
    name: "ندى",
    passphrase,
    sheet: null,
    cost: cheap,
  });
  if (!made.ok) throw new Error(made.fault.kind);
  made.value.close();
  writeFileSync(join(dir, "passphrase"), passphrase);

  const daftar = join(root, "main/cli/index.ts");
  const samples = join(root, "questionnaires/returnee-interview/samples.json");
  const vault = ["--vault", "vault", "--passphrase-file", "passphrase"];
  const sockets = [
    ...socketsOf(dir, daftar, "interview", "fill", samples, "--only", "4", "--finish", ...vault),
    ...socketsOf(dir, daftar, "table", "--out", "tables", ...vault),
    ...socketsOf(dir, daftar, "vault", "check", ...vault),
  ];
  expect(sockets.filter(reachesOut)).toEqual([]);

  // Whoever does reach out is seen, even when nobody answers.
  const caller = "require('node:net').connect(9, '127.0.0.1').on('error', () => {})";
  expect(socketsOf(dir, "-e", caller).filter(reachesOut)).not.toEqual([]);
});
