// The parts of `npm run check` and `npm test`. Each runs to its end and says what it found; one
// that crashes, hangs or says nothing counts as failed, so that nothing can be missing without a
// word.

import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { findChromium } from "./chromium.mjs";
import { hasScreen, onPath, ownNode, root } from "./host.mjs";
import { run } from "./run.mjs";
import { typecheckShellOnStandin } from "./shell-on-standin.mjs";

/**
 * @typedef {object} Part
 * @property {string} name
 * @property {number} passed
 * @property {readonly { name: string, reason: string }[]} failed
 * @property {readonly { name: string, reason: string }[]} skipped
 * @property {number} seconds
 */

const modules = join(root, "node_modules");
const results = join(root, "test-results");
const node = () => ownNode() ?? process.execPath;

/** TypeScript over each room with the types it may know, then the shell against the stand-in. */
export async function types() {
  const rooms = ["shared", "keeper", "shell", "page", "tests"];
  const tsc = (project) =>
    run(node(), [join(modules, "@typescript/native/bin/tsc"), "-p", project], { quiet: true });
  const jobs = [
    ...rooms.map((room) => () => asPart(`types of ${room}`, () => tsc(`tsconfig/${room}.json`))),
    () => asPart("types of the shell on the stand-in", () => typecheckShellOnStandin(tsc)),
  ];
  return merged("types", await severalAtOnce(jobs));
}

/** Format and lint. */
export function order() {
  return asPart("format and lint", () =>
    run(
      node(),
      [
        join(modules, "@biomejs/biome/bin/biome"),
        "ci",
        "--colors=off",
        "--diagnostic-level=error",
        ".",
      ],
      { quiet: true },
    ),
  );
}

/** What nobody uses. */
export function unused() {
  return asPart("unused files, exports and packages", () =>
    run(node(), [join(modules, "knip/bin/knip.js"), "--no-progress"], { quiet: true }),
  );
}

export function build() {
  return asPart("build", () =>
    run(node(), [join(modules, "vite/bin/vite.js"), "build", "--app", "--logLevel", "warn"], {
      quiet: true,
    }),
  );
}

export function pack() {
  return asPart("pack", () => run(node(), [join(root, "scripts/pack.mjs")], { quiet: true }));
}

/**
 * One project of vitest.config.ts.
 *
 * @param {string} project
 * @param {{ args?: readonly string[], minutes?: number, env?: NodeJS.ProcessEnv, quiet?: boolean }} [given]
 * @returns {Promise<Part>}
 */
export async function vitest(project, { args = [], minutes = 20, env = {}, quiet = false } = {}) {
  const began = performance.now();
  const report = emptyReport(`vitest-${project}-${process.pid}.json`);
  const reporters = ["--reporter=default", `--reporter=${join(root, "scripts/vitest-report.mjs")}`];
  const ended = await run(
    node(),
    [join(modules, "vitest/vitest.mjs"), "run", "--project", project, ...reporters, ...args],
    { minutes, quiet, env: { ...browser(), ...env, DAFTAR_REPORT: report } },
  );
  const { tests, broken } = readReport(report) ?? { tests: [], broken: [] };
  rmSync(report, { force: true });
  const inState = (state) => tests.filter((test) => test.state === state);
  const failed = [...inState("failed"), ...broken.map((reason) => ({ name: project, reason }))];
  if (failed.length === 0 && (ended.code !== 0 || tests.length === 0))
    failed.push({ name: project, reason: howItEnded(ended) });
  return {
    name: project,
    passed: inState("passed").length,
    failed,
    skipped: inState("skipped").map(({ name, reason }) => ({
      name,
      reason: reason ?? whyProofIsSkipped(name) ?? "no reason given",
    })),
    seconds: since(began),
  };
}

/** A proof that lacks a tool says so in its own report. */
function whyProofIsSkipped(name) {
  const { proofs } = readReport(join(root, "proofs/report.json")) ?? { proofs: [] };
  return proofs.find(({ proof, skipped }) => skipped && name.startsWith(`tests/proofs/${proof}`))
    ?.skipped;
}

/**
 * The journeys in Playwright; behind a made-up screen where there is none.
 *
 * @param {readonly string[]} [args] for Playwright
 * @returns {Promise<Part>}
 */
export async function journeys(args = []) {
  const began = performance.now();
  const report = emptyReport("journeys.json");
  const playwright = [
    join(modules, "@playwright/test/cli.js"),
    "test",
    "--reporter=list,json",
    ...args,
  ];
  const [command, ...rest] =
    !hasScreen() && onPath("xvfb-run") && onPath("Xvfb")
      ? ["xvfb-run", "-a", "-s", "-screen 0 1600x1200x24", node(), ...playwright]
      : [node(), ...playwright];
  const ended = await run(command, rest, {
    minutes: 30,
    env: { ...browser(), PLAYWRIGHT_JSON_OUTPUT_FILE: report, FORCE_COLOR: "0" },
  });
  const found = readReport(report);
  const tests = [...allSpecs(found?.suites ?? [])];
  const failed = tests.filter(({ state }) => state === "unexpected" || state === "flaky");
  for (const { message } of found?.errors ?? []) failed.push({ name: "journeys", reason: message });
  if (failed.length === 0 && (ended.code !== 0 || tests.length === 0))
    failed.push({ name: "journeys", reason: howItEnded(ended) });
  return {
    name: "journeys",
    passed: tests.filter(({ state }) => state === "expected").length,
    failed,
    skipped: tests.filter(({ state }) => state === "skipped"),
    seconds: since(began),
  };
}

/** A part that could not run because another failed. @returns {Part} */
export function notRun(name, reason) {
  return {
    name,
    passed: 0,
    failed: [{ name, reason: `not run: ${reason}` }],
    skipped: [],
    seconds: 0,
  };
}

/**
 * Prints what each part found, each skip with its reason, and one last line. Gives the exit code.
 */
export function summary(parts) {
  console.log("");
  for (const { name, passed, failed, skipped, seconds } of parts)
    console.log(
      `${failed.length > 0 ? "FAILED" : "ok    "} ${name}: ${passed} passed, ${failed.length} failed, ` +
        `${skipped.length} skipped, ${seconds} s`,
    );
  const skipped = parts.flatMap((part) => part.skipped);
  const failed = parts.flatMap((part) => part.failed);
  for (const { name, reason } of skipped) console.log(`skipped: ${name}: ${firstLine(reason)}`);
  for (const { name, reason } of failed) console.log(`FAILED: ${name}: ${firstLine(reason)}`);
  const passed = parts.reduce((sum, part) => sum + part.passed, 0);
  console.log(`${passed} passed, ${failed.length} failed, ${skipped.length} skipped`);
  return failed.length > 0 ? 1 : 0;
}

/** One thing that either holds or does not. What it says is shown only when it does not. */
async function asPart(name, job) {
  const began = performance.now();
  const ended = await job();
  if (ended.code !== 0) console.log(`\n${name}\n${ended.output.trim()}`);
  return {
    name,
    passed: ended.code === 0 ? 1 : 0,
    failed: ended.code === 0 ? [] : [{ name, reason: howItEnded(ended) }],
    skipped: [],
    seconds: since(began),
  };
}

function merged(name, parts) {
  return {
    name,
    passed: parts.reduce((sum, part) => sum + part.passed, 0),
    failed: parts.flatMap((part) => part.failed),
    skipped: parts.flatMap((part) => part.skipped),
    seconds: Math.max(...parts.map((part) => part.seconds)),
  };
}

async function severalAtOnce(jobs) {
  const waiting = [...jobs];
  const done = [];
  const worker = async () => {
    for (let job = waiting.shift(); job; job = waiting.shift()) done.push(await job());
  };
  await Promise.all(Array.from({ length: Math.min(3, cpus().length) }, worker));
  return done;
}

/** Every run uses the Chromium that was found once. */
function browser() {
  const found = findChromium();
  return found ? { DAFTAR_CHROMIUM: found } : {};
}

function emptyReport(name) {
  mkdirSync(results, { recursive: true });
  const file = join(results, name);
  rmSync(file, { force: true });
  return file;
}

function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

function* allSpecs(suites) {
  for (const suite of suites) {
    yield* allSpecs(suite.suites ?? []);
    for (const spec of suite.specs ?? [])
      for (const { projectName, status, results: tries, annotations } of spec.tests) {
        const error = tries.at(-1)?.error?.message;
        const skip = annotations.find(
          ({ type }) => type === "skip" || type === "fixme",
        )?.description;
        yield {
          name: `${projectName}, ${spec.file}: ${spec.title}`,
          state: status,
          reason: status === "skipped" ? (skip ?? "no reason given") : (error ?? "no reason given"),
        };
      }
  }
}

function howItEnded({ code, signal, late, output }) {
  if (late) return "did not end in time";
  if (signal) return `ended by ${signal}`;
  return firstLine(output) || `ended with ${code}`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours of a terminal begin with one
const colours = /\u001b\[[0-9;]*m/g;
const firstLine = (text) => text.replace(colours, "").trim().split("\n")[0] ?? "";
const since = (began) => Math.round((performance.now() - began) / 100) / 10;
