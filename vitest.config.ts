import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// Here vaults are made and opened, whole programs started and the largest of files read, again and
// again: too slow for the quick loop.
const wholeVaults =
  "tests/main/{analysis,cli,paper,parcels,people,practice,questionnaires,vault}/**/*.test.ts";
// Here every form is walked beside the field's own engine, which is what takes the time.
const besideTheOracle = "tests/shared/questionnaire/oracle/**/*.test.ts";

// Each project is a part of the summary's last line. Journeys run in Playwright, beside these.
export default defineConfig({
  test: {
    globalSetup: "./tests/preflight.ts",
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["tests/{shared,main,preload}/**/*.test.ts"],
          exclude: [wholeVaults, besideTheOracle],
        },
      },
      { extends: true, test: { name: "oracle", include: [besideTheOracle] } },
      { extends: true, test: { name: "vaults", include: [wholeVaults] } },
      { extends: true, test: { name: "promises", include: ["tests/promises/**/*.test.ts"] } },
      {
        extends: true,
        plugins: [react()],
        test: {
          name: "page",
          include: ["tests/renderer/**/*.test.{ts,tsx}"],
          environment: "jsdom",
          // Each file still has a page of its own, and only the libraries are not read anew.
          pool: "vmThreads",
        },
      },
      { extends: true, test: { name: "house", include: ["tests/house/**/*.test.ts"] } },
      {
        extends: true,
        test: {
          name: "proofs",
          include: ["tests/proofs/**/*.test.ts"],
          fileParallelism: false,
          testTimeout: 3_600_000,
        },
      },
    ],
  },
});
