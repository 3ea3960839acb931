import { defineConfig } from "@playwright/test";

// The same steps run twice: in the stand-in, and in the real Electron where its binary is.
export default defineConfig({
  testDir: "tests/journeys",
  outputDir: "test-results/journeys",
  // Playwright would follow the paths of the types, and look for a program in them.
  tsconfig: "tsconfig/journeys.json",
  workers: 1,
  timeout: 300_000,
  expect: { timeout: 15_000 },
  reporter: "list",
  projects: [
    { name: "standin" },
    { name: "electron", testIgnore: ["demo.spec.ts", "gate.spec.ts", "standin.spec.ts"] },
  ],
});
