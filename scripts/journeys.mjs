// npm run journeys [-- ARGUMENTS OF PLAYWRIGHT]: the journeys alone, on a build of these sources.
import { ensureBuilt } from "./freshness.mjs";
import { bring, howToBring, whatIsMissing } from "./host.mjs";
import { journeys, summary } from "./parts.mjs";

const missing = whatIsMissing();
if (missing || !ensureBuilt()) {
  console.error(missing ?? "Daftar could not be built.");
  process.exit(1);
}
const inElectronOnly = process.argv.includes("--project=electron");
if (!inElectronOnly && bring(["chromium"]).length > 0) {
  console.error(`The journeys need a Chromium: ${howToBring(["chromium"])}`);
  process.exit(1);
}
process.exit(summary([await journeys(process.argv.slice(2))]));
