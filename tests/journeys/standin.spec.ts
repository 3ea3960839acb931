// What concerns the stand-in alone: it is what people see before Electron is fetched.
import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { startStandin } from "../../scripts/standin.mjs";

test("in normal use no port is open, a second start gives way, and nothing is left behind", async ({}, info) => {
  test.skip(process.platform !== "linux", "reads /proc, which only Linux has");
  const folder = info.outputPath("laptop");
  const { pid, command, exit } = startStandin(folder);
  const shown = () => command("evaluate", "document.querySelector('button') !== null");
  await expect.poll(() => shown().catch(() => false)).toBe(true);

  const family = descendants(pid);
  expect(family.length).toBeGreaterThan(3);
  expect(listening(family)).toEqual([]);
  expect(await startStandin(folder).exit).toBe(0);
  expect(await shown()).toBe(true);

  await command("closeWindow").catch(() => {});
  expect(await exit).toBe(0);
  await expect.poll(() => family.filter((one) => existsSync(`/proc/${one}/fd`))).toEqual([]);
});

test("an open port would be seen", async ({}, info) => {
  test.skip(process.platform !== "linux", "reads /proc, which only Linux has");
  const { pid, command, exit } = startStandin(info.outputPath("laptop"), {
    args: ["--remote-debugging-port=0"],
  });
  await expect.poll(() => listening(descendants(pid)).length).toBe(1);
  await command("quit").catch(() => {});
  await exit;
});

function descendants(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const id of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    const [, parent] = readText(`/proc/${id}/stat`).match(/\) \w (\d+) /s) ?? [];
    children.set(Number(parent), [...(children.get(Number(parent)) ?? []), Number(id)]);
  }
  const below = (one: number): number[] => [one, ...(children.get(one) ?? []).flatMap(below)];
  return below(pid);
}

function listening(pids: readonly number[]): string[] {
  const lines = ["/proc/net/tcp", "/proc/net/tcp6"].flatMap((file) =>
    readText(file).split("\n").slice(1),
  );
  const rows = lines.map((line) => line.trim().split(/\s+/)).filter((row) => row[3] === "0A");
  const sockets = new Map(rows.map((row) => [row[9], row[1] as string]));
  return pids.flatMap((pid) =>
    files(`/proc/${pid}/fd`).flatMap((fd) => {
      const inode = link(`/proc/${pid}/fd/${fd}`).match(/^socket:\[(\d+)\]$/)?.[1];
      return sockets.get(inode) ?? [];
    }),
  );
}

// A process may end while we look at it.
const readText = (file: string) => quietly(() => readFileSync(file, "utf8"), "");
const files = (dir: string) => quietly(() => readdirSync(dir), []);
const link = (file: string) => quietly(() => readlinkSync(file), "");
function quietly<T>(look: () => T, nothing: T): T {
  try {
    return look();
  } catch {
    return nothing;
  }
}
