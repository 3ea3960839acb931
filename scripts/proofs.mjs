// npm run proofs [-- NAME …]: the proofs at their whole length; npm test runs a slice of each.
import { join } from "node:path";
import { ensureBuilt } from "./freshness.mjs";
import { bring, root, whatIsMissing } from "./host.mjs";
import { summary, vitest } from "./parts.mjs";

const missing = whatIsMissing();
if (missing || !ensureBuilt()) {
  console.error(missing ?? "Daftar could not be built.");
  process.exit(1);
}
bring(["chromium", "gcc", "strace", "age", "ssh-keygen"]);
const names = process.argv.slice(2).map((name) => `tests/proofs/${name}`);
const found = await vitest("proofs", {
  args: names,
  minutes: 240,
  env: { DAFTAR_PROOFS: "full" },
});
console.log(`The report is ${join(root, "proofs/report.json")}`);
process.exit(summary([found]));
