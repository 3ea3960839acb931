// Where Electron's binary is, if it is here. Never asked by importing "electron": that starts a
// download.
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

export const electronFolder = resolve(import.meta.dirname, "../node_modules/electron");

const names = { darwin: "Electron.app/Contents/MacOS/Electron", win32: "electron.exe" };

/** @returns {string | undefined} */
export function electronBinary() {
  const told = join(electronFolder, "path.txt");
  const name = existsSync(told)
    ? readFileSync(told, "utf8").trim()
    : (names[process.platform] ?? "electron");
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(electronFolder, "dist");
  const binary = join(folder, name);
  return existsSync(binary) ? binary : undefined;
}
