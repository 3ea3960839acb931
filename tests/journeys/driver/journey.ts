import { test as base } from "@playwright/test";
import { electronBinary } from "../../../scripts/electron-binary.mjs";
import { type Daftar, openDaftar } from "./daftar.ts";

export { expect } from "@playwright/test";

/** Opens Daftar on the test's own data; a second folder is a second laptop. */
type Open = (laptop?: string, env?: NodeJS.ProcessEnv) => Promise<Daftar>;

/**
 * A journey: each test gets `open`, and whatever it leaves open is ended after it.
 *
 * In the project `electron` a journey is skipped, with its reason, where Electron's binary is not
 * here; `DAFTAR_REQUIRE_ELECTRON=1` makes that a failure.
 */
export const test = base.extend<{ open: Open }>({
  open: async ({}, use, info) => {
    const missing = info.project.name === "electron" && !electronBinary();
    test.skip(
      missing && process.env.DAFTAR_REQUIRE_ELECTRON !== "1",
      "Electron's binary is not here (npm start -- --fetch brings it)",
    );
    const opened: Daftar[] = [];
    await use(async (laptop = "laptop", env = {}) => {
      const daftar = await openDaftar(info.project.name, info.outputPath(laptop), env);
      opened.push(daftar);
      return daftar;
    });
    for (const daftar of opened) await daftar.kill();
  },
});
