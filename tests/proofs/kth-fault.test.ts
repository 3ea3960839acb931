// Every single change of the disk fails once: nothing that was shown as saved is lost, nothing is
// said to be saved that is not, and the person is told what happened.

import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type ErrorName,
  type Manner,
  type Sweep,
  type SweepTally,
  sweep,
} from "./kth-fault/sweep.ts";
import { compileNative, lacks } from "./native.ts";
import { chance } from "./power-cut/disks.ts";
import { report, seed, whole } from "./report.ts";
import { scratch } from "./scratch.ts";
import { judgeAnswers } from "./workloads/judge-answers.ts";
import { judgeVault } from "./workloads/judge-vault.ts";

const workload = (name: string) => join(import.meta.dirname, "workloads", name);
const answers = workload("answers.ts");
const place = scratch("kth-fault");
const counts = { runs: 0, promises: 0, lost: 0, "lost by the control": 0 };
const began = performance.now();
const draw = chance(seed);

/** The slice takes every so many-th change, beginning at another one each time. */
const step = whole ? 1 : 53;
const first = () => (whole ? 1 : 1 + Math.floor(draw() * step));

const manners: readonly (readonly [ErrorName, Manner])[] = whole
  ? [
      ["EIO", "once"],
      ["EIO", "persistent"],
      ["ENOSPC", "once"],
      ["ENOSPC", "persistent"],
      ["ENOSPC", "short"],
      ["EROFS", "once"],
      ["EROFS", "persistent"],
      ["EDQUOT", "persistent"],
      ["EMFILE", "once"],
    ]
  : [
      ["EIO", "once"],
      ["ENOSPC", "persistent"],
    ];

describe.skipIf(lacks("kth-fault", ["gcc"]))("on a failing disk", () => {
  let fault = "";
  /** A vault with some answers in it, as it lay on the disk when the keeper was killed. */
  let begin = "";

  beforeAll(() => {
    fault = compileNative("fault", place.dir);
    begin = join(place.dir, "begin");
    const made = join(place.dir, "made");
    mkdirSync(made);
    spawnSync(process.execPath, [answers, made, "12", "full"]);
    cpSync(made, begin, { recursive: true });
    rmSync(made, { recursive: true });
  });
  afterAll(() => {
    place.remove();
    const seconds = Math.round((performance.now() - began) / 1000);
    report({ proof: "kth-fault", counts, seed, seconds });
  });

  const run = async (plan: Omit<Sweep, "fault" | "scratch" | "step" | "first">) => {
    const tally = await sweep({ ...plan, fault, scratch: place.dir, step, first: first() });
    counts.runs += tally.runs;
    return tally;
  };

  const expectWhole = (tally: SweepTally) => {
    counts.promises += tally.promises;
    counts.lost += tally.lost;
    expect(tally).toMatchObject({ lost: 0, broken: 0, first: null, misled: 0 });
    expect(tally.runs).toBeGreaterThan(0);
  };

  test.each(manners)("answers: %s %s", async (error, manner) => {
    const args = ["18", "full"];
    expectWhole(await run({ program: answers, args, begin, error, manner, judge: judgeAnswers }));
  });

  test.each(manners.slice(0, whole ? 3 : 1))("a new vault: %s %s", async (error, manner) => {
    const program = workload("make-vault.ts");
    expectWhole(await run({ program, args: [], error, manner, judge: judgeVault }));
  });

  test("a full disk is told as full, a write-protected one as write-protected", async () => {
    for (const [error, tells] of [
      ["ENOSPC", "disk-full"],
      ["EROFS", "disk-read-only"],
      ["EIO", "disk-failing"],
    ] as const) {
      const args = ["4", "full"];
      const manner = "persistent";
      const far = { step: 1_000_000, first: 40 };
      const plan = { program: answers, args, begin, error, manner, judge: judgeAnswers } as const;
      const { told, runs } = await sweep({ ...plan, ...far, fault, scratch: place.dir });
      expect(runs).toBe(1);
      expect([...told]).toContain(tells);
    }
  });

  test("control: promising before it is on the disk loses promises", async () => {
    const plan = { program: answers, begin, error: "EIO", manner: "once" } as const;
    const { lost, calls } = await run({ ...plan, args: ["18", "early"], judge: judgeAnswers });
    expect(lost).toBeGreaterThan(0);
    expect(calls.size).toBeGreaterThan(0);
    counts["lost by the control"] += lost;
  });
});
