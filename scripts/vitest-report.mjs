// Writes what a run of vitest found to the file named by DAFTAR_REPORT, with the reason of each
// skip and with what vitest's own JSON leaves out: files that could not be read and errors of
// nobody.
import { writeFileSync } from "node:fs";
import { relative } from "node:path";

/** @typedef {{ name: string, state: "passed" | "failed" | "skipped", reason?: string }} Found */

export default class Report {
  /** @param {readonly import("vitest/node").TestModule[]} modules */
  onTestRunEnd(modules, unhandled) {
    const file = process.env.DAFTAR_REPORT;
    if (!file) throw new Error("DAFTAR_REPORT names no file");
    /** @type {Found[]} */
    const tests = [];
    const broken = unhandled.map((error) => `nobody's: ${error.message ?? error}`);
    for (const module of modules) {
      const name = relative(process.cwd(), module.moduleId);
      for (const error of module.errors()) broken.push(`${name}: ${error.message}`);
      if (module.state() === "pending" || module.state() === "queued")
        broken.push(`${name}: crashed`);
      for (const suite of module.children.allSuites())
        for (const error of suite.errors())
          broken.push(`${name}, ${suite.fullName}: ${error.message}`);
      for (const test of module.children.allTests()) tests.push(foundIn(name, test));
    }
    writeFileSync(file, JSON.stringify({ tests, broken }));
  }
}

/** @returns {Found} */
function foundIn(file, test) {
  const { state, errors, note } = test.result();
  // A test that never settled has no result: that is no success.
  const settled = state === "pending" ? "failed" : state;
  return {
    name: `${file}: ${test.fullName}`,
    state: settled,
    ...(settled === "skipped" ? { reason: note } : {}),
    ...(settled === "failed" ? { reason: errors?.[0]?.message ?? "did not end" } : {}),
  };
}
