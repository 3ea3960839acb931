import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, openSync, readFileSync, statSync, unlinkSync, writeSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { removeQuietly } from "./safe-file.ts";

/** Which process has the vault. The start time tells it from a later one with the same number. */
const Holder = z.strictObject({ pid: z.int().min(1), started: z.string(), mark: z.string() });
type Holder = z.infer<typeof Holder>;

/**
 * When a process began, as text that is the same on every asking; `null` when it is not running,
 * and empty when the system would not say.
 */
export type StartOf = (pid: number) => string | null;

/**
 * Takes a vault for this process, and gives the way to release it; `null` when another has it.
 *
 * A lock left behind by a process that has ended is taken over, also when its number is in use
 * again. Throws what the disk throws.
 */
export function takeLock(dir: string, startOf: StartOf = processStart): (() => void) | null {
  const own: Holder = {
    pid: process.pid,
    started: startOf(process.pid) ?? "",
    mark: randomBytes(8).toString("hex"),
  };
  if (!create(pathIn(dir), own) && !takeOver(dir, own, startOf)) return null;
  return () => {
    // What cannot be removed is taken over by the next: this process will have ended.
    if (read(pathIn(dir))?.mark === own.mark) removeQuietly(pathIn(dir));
  };
}

/** Only whoever makes the second file may remove the first: two takers cannot both succeed. */
function takeOver(dir: string, own: Holder, startOf: StartOf): boolean {
  const found = read(pathIn(dir));
  if (!isAbandoned(dir, found, startOf)) return false;
  const turn = `${pathIn(dir)}.turn`;
  if (!create(turn, own)) {
    // Whoever took the turn needs milliseconds for it, unless the power went in between.
    if (ageSeconds(turn) < 10) return false;
    removeAbandoned(turn);
    if (!create(turn, own)) return false;
  }
  try {
    const still = read(pathIn(dir));
    if (still?.mark !== found?.mark) return false;
    removeAbandoned(pathIn(dir));
    return create(pathIn(dir), own);
  } finally {
    removeQuietly(turn);
  }
}

/** Throws what the disk throws: a lock that cannot be removed must not pass for somebody's. */
function removeAbandoned(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if ((error as { code?: unknown }).code !== "ENOENT") throw error;
  }
}

/** An unreadable lock is being written at this moment, or was when the power went. */
function isAbandoned(dir: string, holder: Holder | null, startOf: StartOf): boolean {
  if (!holder) return ageSeconds(pathIn(dir)) > 2;
  const started = startOf(holder.pid);
  if (started === "" || holder.started === "") return !isRunning(holder.pid);
  return started !== holder.started;
}

function create(path: string, holder: Holder): boolean {
  let file: number;
  try {
    file = openSync(path, "wx", 0o600);
  } catch (error) {
    if ((error as { code?: unknown }).code === "EEXIST") return false;
    throw error;
  }
  try {
    writeSync(file, JSON.stringify(holder));
    return true;
  } catch (error) {
    removeQuietly(path);
    throw error;
  } finally {
    closeSync(file);
  }
}

function read(path: string): Holder | null {
  try {
    return Holder.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return null;
  }
}

/** Endless when the file is not there: nothing stands in the way. */
function ageSeconds(path: string): number {
  try {
    return Math.abs(Date.now() - statSync(path).mtimeMs) / 1000;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

/** Asks the system. On Linux the answer names the boot too, because its clock starts again with it. */
export function processStart(pid: number): string | null {
  try {
    switch (process.platform) {
      case "linux": {
        // Fields are counted after the name, which may hold blanks and brackets; the 20th is the start.
        const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
        const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        // A process that has ended and was not yet collected by its parent holds nothing.
        if (fields[0] === "Z" || fields[0] === "X") return null;
        return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()} ${fields[19]}`;
      }
      case "win32":
        return ask("powershell.exe", [
          "-NoProfile",
          "-NonInteractive",
          "-Command",
          `(Get-Process -Id ${pid}).StartTime.ToFileTimeUtc()`,
        ]);
      default:
        return ask("ps", ["-o", "lstart=", "-p", String(pid)]);
    }
  } catch {
    return isRunning(pid) ? "" : null;
  }
}

function ask(program: string, args: readonly string[]): string {
  return execFileSync(program, args, { encoding: "utf8", timeout: 10_000 }).trim();
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It runs, and belongs to somebody else.
    return (error as { code?: unknown }).code === "EPERM";
  }
}

const pathIn = (dir: string) => join(dir, "lock");
