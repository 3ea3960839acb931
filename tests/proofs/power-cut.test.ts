// The power goes at any moment: whatever was shown as saved is there when it comes back.
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compileNative, lacks } from "./native.ts";
import { cutPower, record, type Tally } from "./power-cut/cut.ts";
import { models, type Operation } from "./power-cut/disks.ts";
import { report, seed, whole } from "./report.ts";
import { scratch } from "./scratch.ts";
import { judgeAnswers } from "./workloads/judge-answers.ts";
import { judgeVault } from "./workloads/judge-vault.ts";

const cuts = whole ? 900 : 25;
const workload = (name: string) => join(import.meta.dirname, "workloads", name);
/** Bytes that nothing depends on. */
const ignore = /\/reserve(\.part)?$/;

const place = scratch("power-cut");
let recorder = "";
const counts = { disks: 0, promises: 0, lost: 0, "lost by the controls": 0 };
const began = performance.now();

describe.skipIf(lacks("power-cut", ["gcc"]))("after a power cut", () => {
  beforeAll(() => {
    recorder = compileNative("record", place.dir);
  });
  afterAll(() => {
    place.remove();
    const seconds = Math.round((performance.now() - began) / 1000);
    report({ proof: "power-cut", counts, seed, seconds });
  });

  const cut = (operations: readonly Operation[], judge: typeof judgeAnswers) =>
    cutPower(operations, place.dir, { cuts, seed, ignore }, judge);

  const count = (tallies: { readonly [model: string]: Tally }) => {
    for (const { disks, promises, lost } of Object.values(tallies)) {
      counts.disks += disks;
      counts.promises += promises;
      counts.lost += lost;
    }
  };

  test("every answer that was shown as saved is there, and the interview goes on at its question", async () => {
    const operations = record(recorder, place.dir, workload("answers.ts"), ["220", "full"]);
    const tallies = await cut(operations, judgeAnswers);
    count(tallies);
    for (const model of models) {
      expect(tallies[model]).toMatchObject({ disks: cuts, whole: cuts, first: null });
      expect(tallies[model].promises).toBeGreaterThan(cuts);
    }
  });

  test("control: a vault that does not flush at each answer loses them", async () => {
    const operations = record(recorder, place.dir, workload("answers.ts"), ["220", "normal"]);
    const tallies = await cut(operations, judgeAnswers);
    for (const model of models) {
      expect(tallies[model].lost).toBeGreaterThan(0);
      counts["lost by the controls"] += tallies[model].lost;
    }
  });

  test("a vault that was being made is there whole, or is not there and can be made", async () => {
    const operations = record(recorder, place.dir, workload("make-vault.ts"), []);
    const tallies = await cut(operations, judgeVault);
    count(tallies);
    for (const model of models)
      expect(tallies[model]).toMatchObject({ disks: cuts, whole: cuts, first: null });
  });

  test.each(["file-sync", "folder-sync"])(
    "control: a vault made without %s is lost",
    async (without) => {
      const program = workload("make-vault.ts");
      const operations = record(recorder, place.dir, program, [], { WITHOUT: without });
      const tallies = await cut(operations, judgeVault);
      const broken = models.map((model) => tallies[model].lost + tallies[model].broken);
      expect(Math.min(...broken)).toBeGreaterThan(0);
      counts["lost by the controls"] += tallies.lost.lost;
    },
  );
});
