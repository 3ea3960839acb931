import { readFileSync, writeFileSync } from "node:fs";

/** What a piece of work gave, how long it took, and how much memory the process needed on top. */
export interface Watched<T> {
  readonly result: T;
  /** On a computer that has nothing else to do: waiting for others does not count. */
  readonly seconds: number;
  readonly megabytes: number;
}

/**
 * Does a piece of work with an eye on clock and memory.
 *
 * On Linux the kernel tells the highest mark, also of a moment when nobody could look; elsewhere
 * what is there at the end must do.
 */
export async function watched<T>(work: () => Promise<T>): Promise<Watched<T>> {
  const before = process.memoryUsage().rss;
  forgetHighest();
  const began = performance.now();
  const used = process.cpuUsage();
  const result = await work();
  const passed = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(used);
  const seconds = Math.min(passed, (user + system) / 1e6);
  return { result, seconds, megabytes: Math.max(0, highest() - before) / 1e6 };
}

/** Source: proc(5), clear_refs and VmHWM. */
function forgetHighest() {
  if (process.platform === "linux") writeFileSync("/proc/self/clear_refs", "5");
}

function highest(): number {
  if (process.platform !== "linux") return process.memoryUsage().rss;
  const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
  return Number(kilobytes) * 1024;
}
