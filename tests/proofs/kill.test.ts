// The keeper is killed at any moment: whatever was shown as saved is there, and the work goes on.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { readPromises } from "./kth-fault/sweep.ts";
import { chance } from "./power-cut/disks.ts";
import { report, seed, whole } from "./report.ts";
import { scratch } from "./scratch.ts";
import { judgeAnswers } from "./workloads/judge-answers.ts";

const rounds = whole ? 250 : 8;
const place = scratch("kill");
const draw = chance(seed);
const counts = { kills: 0, answers: 0, lost: 0, "lost by the control": 0 };
const began = performance.now();
afterAll(() => {
  place.remove();
  const seconds = Math.round((performance.now() - began) / 1000);
  report({ proof: "kill", counts, seed, seconds });
});

/** Lets a researcher answer for a while, then kills the keeper; gives what had been promised. */
async function answerUntilKilled(dir: string, mode: string): Promise<readonly string[]> {
  const before = readPromises(dir).length;
  const program = join(import.meta.dirname, "workloads", "answers.ts");
  const keeper = spawn(process.execPath, [program, dir, "1000000", mode], { stdio: "ignore" });
  const gone = once(keeper, "exit");
  await expect.poll(() => readPromises(dir).length, { timeout: 60_000 }).toBeGreaterThan(before);
  await pause(draw() * 250);
  keeper.kill("SIGKILL");
  const [, signal] = await gone;
  expect(signal).toBe("SIGKILL");
  counts.kills++;
  return readPromises(dir);
}

/** Looks at a copy: whoever goes on working must find the disk as the kill has left it. */
async function look(dir: string, promised: readonly string[]) {
  const copy = `${dir}-copy`;
  cpSync(dir, copy, { recursive: true });
  const verdict = await judgeAnswers(copy, promised);
  rmSync(copy, { recursive: true });
  return verdict;
}

test("every answer that was shown as saved is there after the keeper is killed at any moment", async () => {
  const dir = join(place.dir, "honest");
  mkdirSync(dir);
  for (let round = 0; round < rounds; round++) {
    const promised = await answerUntilKilled(dir, "full");
    expect(await look(dir, promised)).toEqual({ lost: 0, broken: null });
    counts.answers = promised.length;
  }
  expect(counts.answers).toBeGreaterThan(rounds);
});

test("control: promising before it is on the disk loses answers", async () => {
  const dir = join(place.dir, "early");
  mkdirSync(dir);
  for (let round = 0; round < 40 && counts["lost by the control"] === 0; round++) {
    const promised = await answerUntilKilled(dir, "early");
    counts["lost by the control"] += (await look(dir, promised)).lost;
  }
  expect(counts["lost by the control"]).toBeGreaterThan(0);
});
