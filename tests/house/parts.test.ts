// Nothing of `npm test` can go missing: a part that crashes, hangs or finds no test has failed.
import { expect, test, vi } from "vitest";
import * as parts from "../../scripts/parts.mjs";
import { run } from "../../scripts/run.mjs";

/** What a function prints, line by line. */
function printed(work: () => void): string[] {
  const spy = vi.spyOn(console, "log").mockImplementation(() => {});
  try {
    work();
    return spy.mock.calls.flatMap(([line]) => String(line).split("\n"));
  } finally {
    spy.mockRestore();
  }
}

const fine = { name: "unit", passed: 3, failed: [], skipped: [], seconds: 1 };
const skipping = {
  ...fine,
  skipped: [{ name: "journeys: the window", reason: "Electron's binary is not here" }],
};
const failing = { ...fine, failed: [{ name: "a promise", reason: "an answer was lost\nat x.ts" }] };

test("the last line is the sum of all parts, and nothing else", () => {
  const lines = printed(() => expect(parts.summary([fine, skipping])).toBe(0));
  expect(lines.at(-1)).toBe("6 passed, 0 failed, 1 skipped");
});

test("whatever is skipped is named, with its reason", () => {
  const lines = printed(() => parts.summary([skipping]));
  expect(lines).toContain("skipped: journeys: the window: Electron's binary is not here");
});

test("one failure fails the whole, and is named", () => {
  const lines = printed(() => expect(parts.summary([fine, failing])).toBe(1));
  expect(lines).toContain("FAILED: a promise: an answer was lost");
  expect(lines.at(-1)).toBe("6 passed, 1 failed, 0 skipped");
});

test("a part that cannot run has failed", () => {
  const lines = printed(() =>
    expect(parts.summary([parts.notRun("journeys", "there is no build")])).toBe(1),
  );
  expect(lines.at(-1)).toBe("0 passed, 1 failed, 0 skipped");
});

test("a run that finds no test has failed", async () => {
  const found = await parts.vitest("unit", { args: ["tests/no-such-folder"], quiet: true });
  expect(found).toMatchObject({ passed: 0, failed: [{ name: "unit" }] });
});

test("a program that hangs is ended with all it started, and is late", async () => {
  const began = performance.now();
  const ended = await run("sh", ["-c", "sleep 60 & sleep 60"], { quiet: true, minutes: 0.005 });
  expect(ended).toMatchObject({ late: true, signal: "SIGKILL" });
  expect(performance.now() - began).toBeLessThan(10_000);
});

test("a program that is not there gives no success", async () => {
  const ended = await run("daftar-no-such-program", [], { quiet: true });
  expect(ended.code).not.toBe(0);
  expect(ended.output).toContain("daftar-no-such-program");
});
