// Every single change of the disk fails once while parcels are made or read: a whole, verified parcel
// is there, or none is, and the person is told which.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ErrorName, type Manner, type Sweep, sweep } from "./kth-fault/sweep.ts";
import { compileNative, lacks } from "./native.ts";
import { chance } from "./power-cut/disks.ts";
import { report, seed, whole } from "./report.ts";
import { scratch } from "./scratch.ts";
import { judgeParcels } from "./workloads/judge-parcels.ts";
import { judgeReading } from "./workloads/judge-reading.ts";

const workload = (name: string) => join(import.meta.dirname, "workloads", name);
const place = scratch("kth-fault-parcels");
const counts = { runs: 0, promises: 0, lost: 0, "lost by the control": 0 };
const began = performance.now();
const draw = chance(seed);

/** The slice takes every so many-th change, beginning at another one each time. */
const sliceStep = { making: 23, reading: 61 };

const manners: readonly (readonly [ErrorName, Manner])[] = whole
  ? [
      ["EIO", "once"],
      ["EIO", "persistent"],
      ["ENOSPC", "once"],
      ["ENOSPC", "persistent"],
      ["ENOSPC", "short"],
      ["EROFS", "once"],
      ["EDQUOT", "persistent"],
      ["EMFILE", "once"],
    ]
  : [
      ["EIO", "once"],
      ["ENOSPC", "persistent"],
    ];

/** A stick fails in the words of a stick. */
const alsoTells: Sweep["alsoTells"] = {
  EIO: ["target-gone", "target-not-verified"],
  ENOSPC: ["target-full"],
  EROFS: ["target-read-only"],
  EDQUOT: ["target-full"],
  EMFILE: [],
};

describe.skipIf(lacks("kth-fault-parcels", ["gcc"]))("on a failing disk", () => {
  let fault = "";
  /** A vault with interviews and a team, and a stick with a parcel; one that will read parcels. */
  const begin = { making: join(place.dir, "making"), reading: join(place.dir, "reading") };

  beforeAll(() => {
    fault = compileNative("fault", place.dir);
    for (const [into, program, count] of [
      [begin.making, "parcels.ts", "1"],
      [begin.reading, "reading.ts", "0"],
    ] as const) {
      const made = join(place.dir, "made");
      mkdirSync(made);
      spawnSync(process.execPath, [workload(program), made, count]);
      cpSync(made, into, { recursive: true });
      rmSync(made, { recursive: true });
    }
  });
  afterAll(() => {
    place.remove();
    const seconds = Math.round((performance.now() - began) / 1000);
    report({ proof: "kth-fault-parcels", counts, seed, seconds });
  });

  const acts = {
    making: { program: workload("parcels.ts"), judge: judgeParcels, alsoTells },
    reading: { program: workload("reading.ts"), judge: judgeReading },
  };
  const run = async (
    act: keyof typeof acts,
    error: ErrorName,
    manner: Manner,
    args: readonly string[],
  ) => {
    const plan = { ...acts[act], args, begin: begin[act], error, manner };
    const step = whole ? 1 : sliceStep[act];
    const first = whole ? 1 : 1 + Math.floor(draw() * step);
    const tally = await sweep({ ...plan, fault, scratch: place.dir, step, first });
    counts.runs += tally.runs;
    return tally;
  };

  test.each(
    manners.flatMap(([error, manner]) =>
      (["making", "reading"] as const).map((act) => [act, error, manner] as const),
    ),
  )("%s: %s %s", async (act, error, manner) => {
    const tally = await run(act, error, manner, ["3"]);
    counts.promises += tally.promises;
    counts.lost += tally.lost;
    expect(tally).toMatchObject({ lost: 0, broken: 0, first: null, misled: 0 });
    expect(tally.runs).toBeGreaterThan(0);
  });

  test.each(["making", "reading"] as const)(
    "control: promising before %s has ended loses promises",
    async (act) => {
      const { lost } = await run(act, "EIO", "persistent", ["3", "early"]);
      expect(lost).toBeGreaterThan(0);
      counts["lost by the control"] += lost;
    },
  );
});
