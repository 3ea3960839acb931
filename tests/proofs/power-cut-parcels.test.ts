// The power goes while parcels are made or read: what was promised is on the stick or in the vault,
// whole; nothing else has a parcel's name, and nothing is there by half.
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compileNative, lacks } from "./native.ts";
import { cutPower, type Judge, record } from "./power-cut/cut.ts";
import { models } from "./power-cut/disks.ts";
import { report, seed, whole } from "./report.ts";
import { scratch } from "./scratch.ts";
import { judgeParcels } from "./workloads/judge-parcels.ts";
import { judgeReading } from "./workloads/judge-reading.ts";

const cuts = whole ? 600 : 25;
const workload = (name: string) => join(import.meta.dirname, "workloads", name);
const ignore = /\/reserve(\.part)?$/;
const place = scratch("power-cut-parcels");
const counts = { disks: 0, promises: 0, lost: 0, "lost by the controls": 0 };
const began = performance.now();
let recorder = "";

describe.skipIf(lacks("power-cut-parcels", ["gcc"]))("after a power cut", () => {
  beforeAll(() => {
    recorder = compileNative("record", place.dir);
  });
  afterAll(() => {
    place.remove();
    const seconds = Math.round((performance.now() - began) / 1000);
    report({ proof: "power-cut-parcels", counts, seed, seconds });
  });

  const cut = async (
    program: string,
    args: readonly string[],
    judge: Judge,
    environment: { readonly [name: string]: string } = {},
  ) => {
    const operations = record(recorder, place.dir, workload(program), args, environment);
    return await cutPower(operations, place.dir, { cuts, seed, ignore }, judge);
  };

  test.each([
    ["every parcel that was said to be ready is on the stick", "parcels.ts", judgeParcels],
    ["every parcel that was said to be read is in the vault", "reading.ts", judgeReading],
  ] as const)("%s, and none is there by half", async (_, program, judge) => {
    const tallies = await cut(program, ["12"], judge);
    for (const model of models) {
      const { disks, promises, lost } = tallies[model];
      counts.disks += disks;
      counts.promises += promises;
      counts.lost += lost;
      expect(tallies[model]).toMatchObject({ disks: cuts, whole: cuts, first: null });
      expect(promises).toBeGreaterThan(0);
    }
  });

  test.each(["file-sync", "folder-sync"])(
    "control: without %s parcels are lost",
    async (without) => {
      const tallies = await cut("parcels.ts", ["12"], judgeParcels, { WITHOUT: without });
      const bad = models.map((model) => tallies[model].lost + tallies[model].broken);
      expect(Math.min(...bad)).toBeGreaterThan(0);
      counts["lost by the controls"] += bad.reduce((sum, one) => sum + one, 0);
    },
  );

  test.each([
    ["made", "parcels.ts", judgeParcels],
    ["read", "reading.ts", judgeReading],
  ] as const)("control: a parcel promised before it is %s is missed", async (_, program, judge) => {
    const tallies = await cut(program, ["12", "early"], judge);
    expect(Math.min(...models.map((model) => tallies[model].lost))).toBeGreaterThan(0);
  });
});
