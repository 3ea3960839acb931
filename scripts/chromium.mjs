// Finds a Chromium on this computer: for the stand-in, and for the tests that look at a page.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const elsewhere = {
  darwin: [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  ],
  win32: ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"].flatMap((name) =>
    process.env[name] ? [join(process.env[name], "Google/Chrome/Application/chrome.exe")] : [],
  ),
};

/**
 * Names a Chromium that can be started; `DAFTAR_CHROMIUM` decides where it is set.
 *
 * @returns {string | undefined}
 */
export function findChromium() {
  const told = process.env.DAFTAR_CHROMIUM;
  if (told) return existsSync(told) ? told : undefined;
  const folders = (process.env.PATH ?? "").split(delimiter);
  const installed = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  const known = [...installed, ...(elsewhere[process.platform] ?? [])];
  return known.find((file) => existsSync(file)) ?? playwrightsOwn();
}

/** Where `npx playwright install chromium` puts one. */
function playwrightsOwn() {
  try {
    const { chromium } = createRequire(import.meta.url)("@playwright/test");
    return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined;
  } catch {
    return undefined;
  }
}
