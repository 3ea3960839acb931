import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { processStart, takeLock } from "../../../main/vault/lock-file.ts";
import { temporaryDir } from "./small-world.ts";

/** Another process that is there for a while, and then is not. */
async function neighbour() {
  const child = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60_000)"]);
  await once(child, "spawn");
  const end = async () => {
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  return { pid: child.pid as number, end };
}

function leaveLock(dir: string, pid: number, started: string | null) {
  writeFileSync(join(dir, "lock"), JSON.stringify({ pid, started, mark: "0011223344556677" }));
}

test("who has the vault keeps everybody else out until it is released", () => {
  const dir = temporaryDir();
  const release = takeLock(dir);
  expect(release).not.toBeNull();
  expect(takeLock(dir)).toBeNull();
  release?.();
  expect(takeLock(dir)).not.toBeNull();
});

test("another process that runs keeps the vault", async () => {
  const [dir, other] = [temporaryDir(), await neighbour()];
  leaveLock(dir, other.pid, processStart(other.pid));
  expect(takeLock(dir)).toBeNull();
  await other.end();
});

test("what an ended process left behind is taken over", async () => {
  const [dir, other] = [temporaryDir(), await neighbour()];
  leaveLock(dir, other.pid, processStart(other.pid));
  await other.end();
  expect(takeLock(dir)).not.toBeNull();
});

test("what is left behind and cannot be removed is the disk's trouble, and nobody's lock", () => {
  const dir = temporaryDir();
  mkdirSync(join(dir, "lock"));
  utimesSync(join(dir, "lock"), 0, 0);
  expect(() => takeLock(dir)).toThrow(expect.objectContaining({ syscall: "unlink" }));
});

test("a process that got the number of an ended one does not hold its vault", async () => {
  const [dir, other] = [temporaryDir(), await neighbour()];
  leaveLock(dir, other.pid, "another boot 12345");
  expect(takeLock(dir)).not.toBeNull();
  await other.end();
});

test("a lock by number alone would keep that vault closed for ever", async () => {
  const [dir, other] = [temporaryDir(), await neighbour()];
  leaveLock(dir, other.pid, "");
  expect(takeLock(dir, () => "")).toBeNull();
  await other.end();
});

test("a lock that the power cut short is taken over once it is old enough", () => {
  const dir = temporaryDir();
  writeFileSync(join(dir, "lock"), "");
  expect(takeLock(dir)).toBeNull();
  utimesSync(join(dir, "lock"), new Date(), new Date(Date.now() - 5000));
  expect(takeLock(dir)).not.toBeNull();
});

test("releasing does not take the lock from somebody else", () => {
  const dir = temporaryDir();
  const release = takeLock(dir);
  leaveLock(dir, process.pid, processStart(process.pid));
  release?.();
  expect(readdirSync(dir)).toEqual(["lock"]);
});

test("of many that find an abandoned lock at once, one gets it", async () => {
  const dir = temporaryDir();
  const program = `
    import { takeLock } from ${JSON.stringify(join(import.meta.dirname, "../../../main/vault/lock-file.ts"))};
    process.stdin.once("data", () => {
      const release = takeLock(${JSON.stringify(dir)});
      process.stdout.write(release ? "1" : "0");
      setTimeout(() => process.exit(), 500);
    });
    process.stdout.write("r");`;
  for (let round = 0; round < 3; round++) {
    leaveLock(dir, 2 ** 22 + 1, "long ago");
    const crowd = Array.from({ length: 6 }, () =>
      spawn(process.execPath, ["--input-type=module", "-e", program]),
    );
    const said = crowd.map(() => "");
    for (const [i, { stdout }] of crowd.entries())
      stdout.on("data", (text) => {
        said[i] += text;
      });
    await expect.poll(() => said, { timeout: 20_000 }).toEqual(crowd.map(() => "r"));
    for (const { stdin } of crowd) stdin.write("go");
    await Promise.all(crowd.map((child) => once(child, "exit")));
    expect(said.filter((text) => text === "r1")).toHaveLength(1);
  }
});
