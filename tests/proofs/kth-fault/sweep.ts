import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { Judge } from "../power-cut/cut.ts";

/** What a failing call reports to whoever made it, and what a person has to be told for it. */
export const errors = {
  EIO: { number: 5, tells: "disk-failing" },
  ENOSPC: { number: 28, tells: "disk-full" },
  EROFS: { number: 30, tells: "disk-read-only" },
  EDQUOT: { number: 122, tells: "disk-full" },
  EMFILE: { number: 24, tells: "disk-failing" },
} as const;
export type ErrorName = keyof typeof errors;

/** `once`: the k-th change fails. `persistent`: it and all later ones. `short`: half of it arrives. */
export type Manner = "once" | "persistent" | "short";

export interface Sweep {
  readonly fault: string;
  readonly scratch: string;
  /**
   * Gets the folder as its first argument, appends to `<folder>/promise.ack` what it promises,
   * prints the kinds of faults it was told as a JSON list, and kills itself at the end.
   */
  readonly program: string;
  readonly args: readonly string[];
  /** A folder to begin with; left out: an empty one. */
  readonly begin?: string;
  readonly error: ErrorName;
  readonly manner: Manner;
  /** Every how many changes one is made to fail; from where is decided by `first`. */
  readonly step: number;
  readonly first: number;
  readonly judge: Judge;
  /** What may be told beside the disk's own faults, where a stick can fail as well. */
  readonly alsoTells?: { readonly [Name in ErrorName]: readonly string[] };
}

export interface SweepTally {
  runs: number;
  promises: number;
  lost: number;
  broken: number;
  /** Calls that were made to fail, and kinds of faults that were told. */
  readonly calls: Set<string>;
  readonly told: Set<string>;
  /** Runs in which something else was told than what had happened. */
  misled: number;
  first: string | null;
}

/**
 * Lets the k-th change of the disk fail, in a run of its own for each k, until a run ends before its
 * k-th change; then the disk is healthy again and `judge` looks at it.
 */
export async function sweep(plan: Sweep): Promise<SweepTally> {
  const tally: SweepTally = {
    runs: 0,
    promises: 0,
    lost: 0,
    broken: 0,
    calls: new Set(),
    told: new Set(),
    misled: 0,
    first: null,
  };
  let next = plan.first;
  let over = false;
  const lane = async (_: unknown, place: number) => {
    for (let k = next; !over; k = next) {
      next += plan.step;
      const done = await run(plan, k, place);
      // The whole run was over before its k-th change: every one has had its turn.
      if (done.calls.length === 0) over = true;
      else await count(plan, k, done, tally);
    }
  };
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, lane));
  return tally;
}

async function count(
  plan: Sweep,
  k: number,
  { calls, told, promised, dir }: Awaited<ReturnType<typeof run>>,
  tally: SweepTally,
): Promise<void> {
  const { lost, broken } = await plan.judge(dir, promised);
  tally.runs++;
  tally.promises += promised.length;
  tally.lost += lost;
  if (broken !== null) tally.broken++;
  if (told.some((kind) => !mayBeTold(plan, kind))) tally.misled++;
  for (const call of calls) tally.calls.add(call);
  for (const kind of told) tally.told.add(kind);
  if (lost > 0 || broken !== null)
    tally.first ??= `k ${k} (${calls[0]}): ${lost} lost${broken === null ? "" : `, ${broken}`}`;
}

/** A fault that SQLite reports without its reason, and that is over when the folder is asked. */
function mayBeTold({ error, alsoTells }: Sweep, kind: string): boolean {
  const also = alsoTells?.[error] ?? [];
  return kind === errors[error].tells || kind === "disk-failing" || also.includes(kind);
}

async function run(plan: Sweep, k: number, lane: number) {
  const { fault, scratch, program, args, begin, error, manner } = plan;
  const dir = join(scratch, `failing-${lane}`);
  const mark = `${dir}.mark`;
  rmSync(dir, { recursive: true, force: true });
  rmSync(mark, { force: true });
  if (begin === undefined) mkdirSync(dir);
  else cpSync(begin, dir, { recursive: true });
  const env = {
    ...process.env,
    NODE_COMPILE_CACHE: join(scratch, "compiled"),
    LD_PRELOAD: fault,
    FAULT_DIR: dir,
    FAULT_AT: String(k),
    FAULT_ERRNO: String(errors[error].number),
    FAULT_MODE: manner,
    FAULT_MARK: mark,
  };
  const { signal, stdout, stderr } = await ended(program, [dir, ...args], env);
  if (signal !== "SIGKILL")
    throw new Error(`${program} crashed at k=${k}, ${error} ${manner}: ${stderr}`);
  return {
    dir,
    calls: existsSync(mark) ? lines(readFileSync(mark, "utf8")) : [],
    told: JSON.parse(stdout || "[]") as readonly string[],
    promised: readPromises(dir),
  };
}

function ended(program: string, args: readonly string[], env: NodeJS.ProcessEnv) {
  return new Promise<{ signal: string | null; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, [program, ...args], { env }, (failure, stdout, stderr) =>
      resolve({ signal: failure?.signal ?? null, stdout, stderr }),
    );
  });
}

/** What a program has promised; nothing, if it never came so far. */
export function readPromises(dir: string): readonly string[] {
  const path = join(dir, "promise.ack");
  return existsSync(path) ? lines(readFileSync(path, "utf8")) : [];
}

function lines(text: string): readonly string[] {
  return text.split("\n").filter(Boolean);
}
