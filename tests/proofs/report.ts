import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What one run of one proof has to show. */
export interface ProofReport {
  readonly proof: string;
  /** What was counted: disks, runs, files, promises. */
  readonly counts: { readonly [what: string]: number };
  /** The same seed brings the same run back. */
  readonly seed?: number;
  readonly seconds?: number;
  /** Why it did not run. A skipped proof is shown as skipped. */
  readonly skipped?: string;
}

/** `true` for the whole of every proof, `false` for the slice that runs with the other tests. */
export const whole = process.env.DAFTAR_PROOFS === "full";

/** The seed of this run: given, to bring a failure back, or new. */
export const seed = Number(process.env.DAFTAR_SEED ?? Date.now() % 1_000_000);

const dir = join(import.meta.dirname, "../../proofs");

/** Prints what a proof has counted and adds it to `proofs/report.json`, which is not committed. */
export function report(run: ProofReport): void {
  const counts = Object.entries(run.counts).map(([what, count]) => `${count} ${what}`);
  const seeded = run.seed === undefined ? "" : ` · seed ${run.seed}`;
  const skipped = run.skipped === undefined ? "" : `SKIPPED: ${run.skipped}`;
  console.info(`${run.proof}: ${counts.join(", ")}${skipped}${seeded}`);
  mkdirSync(dir, { recursive: true });
  const path = join(dir, "report.json");
  const { proofs } = read(path);
  const versions = { node: process.versions.node, platform: `${process.platform}-${process.arch}` };
  const others = proofs.filter(({ proof }) => proof !== run.proof);
  const all = [...others, { ...run, whole, ...versions }];
  writeFileSync(path, `${JSON.stringify({ proofs: all }, null, 2)}\n`);
}

function read(path: string): { proofs: readonly ProofReport[] } {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return { proofs: [] };
  }
}
