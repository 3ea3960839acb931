// npm start. Electron if its binary is here, else one try to fetch it, else the preview: the
// stand-in on a Chromium of this computer. Without a screen: the guided demo, whose pictures are in
// demo-out/.
//   npm start -- --fetch        fetches Electron, without a limit of time, and ends
//   DAFTAR_SHELL=electron|standin   decides instead
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { electronBinary, electronFolder } from "./electron-binary.mjs";
import { ensureBuilt } from "./freshness.mjs";
import { bring, hasScreen, howToBring, ownNode, root, whatIsMissing } from "./host.mjs";
import { become } from "./run.mjs";

const fetchOnly = process.argv.includes("--fetch");
const chosen = process.env.DAFTAR_SHELL;
const seconds = Number(process.env.DAFTAR_FETCH_SECONDS ?? 60);
const remembered = join(root, "node_modules/.cache/daftar/electron-fetch-failed.json");

process.exit(await start());

async function start() {
  const missing = whatIsMissing();
  if (missing) return complain(missing);
  if (fetchOnly) return fetchElectron() ? 0 : 1;
  if (!ensureBuilt()) return complain("Daftar could not be built.");
  if (!hasScreen() && !chosen) return guidedDemo();

  const electron = chosen === "standin" ? undefined : runnableElectron();
  if (electron) return become(electron, [root]);
  if (chosen === "electron") return complain("Electron is not here: npm start -- --fetch");
  return preview();
}

function preview() {
  if (bring(["chromium"]).length > 0)
    return complain(
      `Daftar needs Electron (npm start -- --fetch) or a Chromium (${howToBring(["chromium"])}).`,
    );
  console.log(
    "PREVIEW on Chromium, not for real interviews: the protections of Electron are absent.",
  );
  const standin = join(root, "tests/standin/register.mjs");
  return become(ownNode(), ["--import", standin, join(root, "dist/main/index.js")]);
}

/** Everything Daftar does, with invented people, and a picture of each screen. */
async function guidedDemo() {
  console.log("No screen here, so the guided demo runs without windows.");
  bring(["chromium"]);
  const out = join(root, "demo-out");
  const script = join(root, "scripts/daftar.mjs");
  const code = await become(process.execPath, [script, "demo", "--out", out]);
  if (code === 0) console.log(`The demo is over; its pictures and files are in ${out}`);
  return code;
}

/**
 * Fetches Electron's binary with its own installer; a failure is remembered and not tried again.
 *
 * @returns {string | undefined}
 */
function fetchElectron() {
  const here = electronBinary();
  if (here) return here;
  const { version } = JSON.parse(readFileSync(join(electronFolder, "package.json"), "utf8"));
  if (!fetchOnly && failedBefore(version)) {
    console.log("Electron could not be fetched before (npm start -- --fetch tries again).");
    return undefined;
  }
  console.log(`Fetching Electron ${version}${fetchOnly ? "" : `, for at most ${seconds} s`} …`);
  const { status, stderr } = spawnSync(ownNode(), [join(electronFolder, "install.js")], {
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
    ...(fetchOnly ? {} : { timeout: seconds * 1000 }),
  });
  if (status === 0) {
    rmSync(remembered, { force: true });
    return electronBinary();
  }
  const reason = stderr?.match(/^.*Error: .*$/m)?.[0] ?? "time ran out";
  console.log(`Not fetched: ${reason}`);
  mkdirSync(dirname(remembered), { recursive: true });
  writeFileSync(remembered, JSON.stringify({ version, reason }));
  return undefined;
}

function failedBefore(version) {
  if (!existsSync(remembered)) return false;
  return JSON.parse(readFileSync(remembered, "utf8")).version === version;
}

/** Electron may not run though it is here or could be: we are root, or a library is missing. */
function runnableElectron() {
  if (process.platform === "linux" && process.getuid?.() === 0) {
    console.log("Electron does not run as root, because its sandbox cannot.");
    return undefined;
  }
  const electron = electronBinary() ?? fetchElectron();
  if (!electron) return undefined;
  const tried = spawnSync(electron, ["--version"], { encoding: "utf8", timeout: 20_000 });
  if (tried.status === 0) return electron;
  const reason = tried.stderr?.match(/^.*(error while loading|Error).*$/m)?.[0];
  console.log(
    `Electron is here but cannot run: ${reason ?? `ended with ${tried.signal ?? tried.status}`}`,
  );
  return undefined;
}

function complain(text) {
  console.error(text);
  return 1;
}
