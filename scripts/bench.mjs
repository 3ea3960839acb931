// npm run bench [-- NAME …] [--json]: our speed as a ratio to a yardstick measured in the same run.
// Each file of tests/bench exports `bench(): Promise<readonly Row[]>` and runs in a process of its
// own.
import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { ownNode, root, whatIsMissing } from "./host.mjs";
import { run } from "./run.mjs";

/** @typedef {{ name: string, ours: number, yardstick: number, ratio: number, unit: string }} Row */

const marker = "bench rows: ";
const [first, file] = process.argv.slice(2);
if (first === "--one" && file) {
  const { bench } = await import(pathToFileURL(file).href);
  console.log(`${marker}${JSON.stringify(await bench())}`);
} else process.exitCode = await all(process.argv.slice(2));

/** @param {readonly string[]} argv */
async function all(argv) {
  const missing = whatIsMissing();
  if (missing) return complain(missing);
  const names = argv.filter((word) => !word.startsWith("--"));
  const dir = join(root, "tests/bench");
  const files = existsSync(dir) ? readdirSync(dir).filter((name) => name.endsWith(".ts")) : [];
  const known = files.map((name) => basename(name, ".ts"));
  const unknown = names.find((name) => !known.includes(name));
  if (unknown) return complain(`No benchmark is called ${unknown}. There are: ${known.join(", ")}`);

  /** @type {Row[]} */
  const rows = [];
  let code = 0;
  for (const name of names.length > 0 ? names : known) {
    const found = await one(join(dir, `${name}.ts`));
    if (!found) code = 1;
    rows.push(...(found ?? []));
  }
  console.log(argv.includes("--json") ? JSON.stringify({ results: rows }) : table(rows));
  return code;
}

/** @returns {Promise<readonly Row[] | undefined>} */
async function one(path) {
  const self = join(root, "scripts/bench.mjs");
  const args = ["--expose-gc", self, "--one", path];
  const { code, output } = await run(ownNode() ?? "node", args, { quiet: true, minutes: 60 });
  const line = output.split("\n").findLast((text) => text.startsWith(marker));
  if (code === 0 && line) return JSON.parse(line.slice(marker.length));
  console.error(`${basename(path)} did not end well:\n${output.trim()}`);
  return undefined;
}

/** @param {readonly Row[]} rows */
function table(rows) {
  const cells = rows.map(({ name, ours, yardstick, ratio, unit }) => [
    name,
    `${short(ours)} ${unit}`,
    `${short(yardstick)} ${unit}`,
    `${short(ratio)} ×`,
  ]);
  const all = [["what", "ours", "yardstick", "ratio"], ...cells];
  const widths = [0, 1, 2, 3].map((at) => Math.max(...all.map((row) => row[at].length)));
  return all
    .map((row) =>
      row
        .map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at])))
        .join("  "),
    )
    .join("\n");
}

/** @param {number} value */
function short(value) {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

function complain(text) {
  console.error(text);
  return 1;
}
