import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Disk, disks, type Model, models, type Operation, readLog } from "./disks.ts";

/** What is left of a disk's promises. A vault that does not open has lost all of them. */
export interface Verdict {
  /** Promises that are not kept, by content. */
  readonly lost: number;
  /** What else must never be: a vault that does not open, half a file under a final name. */
  readonly broken: string | null;
}

/** Looks at a disk by itself: it never asks the program under test whether it is well. */
export type Judge = (dir: string, promised: readonly string[]) => Promise<Verdict> | Verdict;

export interface Tally {
  disks: number;
  /** Disks on which every promise is kept and nothing is broken. */
  whole: number;
  promises: number;
  lost: number;
  broken: number;
  /** The first disk that was not whole, to bring it back: place of the cut, and what was wrong. */
  first: string | null;
}

/**
 * Runs a program with the recorder under it and gives what it did to its disk, in order.
 *
 * The program gets the folder as its first argument, appends a line to `<folder>/promise.ack` after
 * each act that the line promises, and kills itself at the end: a cut has no farewell. `environment`
 * takes a protection out of it (workloads/without.ts): `{ WITHOUT: "folder-sync" }`.
 */
export function record(
  recorder: string,
  scratch: string,
  program: string,
  args: readonly string[],
  environment: { readonly [name: string]: string } = {},
): readonly Operation[] {
  const dir = join(scratch, "recorded");
  const log = join(scratch, "recorded.log");
  rmSync(dir, { recursive: true, force: true });
  rmSync(log, { force: true });
  mkdirSync(dir);
  const controls = ["--import", join(import.meta.dirname, "../workloads/without.ts")];
  const run = spawnSync(process.execPath, [...controls, program, dir, ...args], {
    env: { ...process.env, ...environment, LD_PRELOAD: recorder, RECORD_DIR: dir, RECORD_LOG: log },
    encoding: "utf8",
  });
  if (run.signal !== "SIGKILL") throw new Error(`${program} ended by itself: ${run.stderr}`);
  const operations = readLog(readFileSync(log));
  rmSync(dir, { recursive: true, force: true });
  return operations;
}

/** Cuts the power at random places, in all three models, and lets `judge` look at every disk. */
export async function cutPower(
  operations: readonly Operation[],
  scratch: string,
  { cuts, seed, ignore }: { cuts: number; seed: number; ignore?: RegExp },
  judge: Judge,
): Promise<{ readonly [name in Model]: Tally }> {
  const tallies = { torn: noTally(), prefix: noTally(), lost: noTally() };
  const dir = join(scratch, "disk");
  for (const model of models) {
    const tally = tallies[model];
    for (const disk of disks(operations, cuts, seed, model)) {
      build(dir, disk, ignore);
      const { lost, broken } = await judge(dir, disk.promised);
      tally.disks++;
      tally.promises += disk.promised.length;
      tally.lost += lost;
      if (broken !== null) tally.broken++;
      if (lost === 0 && broken === null) tally.whole++;
      else tally.first ??= `cut at ${disk.at}: ${lost} lost${broken === null ? "" : `, ${broken}`}`;
    }
  }
  rmSync(dir, { recursive: true, force: true });
  return tallies;
}

function build(dir: string, disk: Disk, ignore: RegExp | undefined): void {
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir);
  for (const folder of disk.folders) mkdirSync(join(dir, folder), { recursive: true });
  for (const [name, bytes] of disk.files) {
    if (ignore?.test(name)) continue;
    mkdirSync(join(dir, dirname(name)), { recursive: true });
    writeFileSync(join(dir, name), bytes);
  }
}

function noTally(): Tally {
  return { disks: 0, whole: 0, promises: 0, lost: 0, broken: 0, first: null };
}
