// What this computer has, what it lacks, and the one command that brings it.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { findChromium } from "./chromium.mjs";

export const root = resolve(import.meta.dirname, "..");

/** The first Node that runs our sources as they are and loads the encrypted database. */
const least = [22, 18];
const wanted = "24.21.0";

/**
 * Names a Node that can run Daftar: the one that comes with the project, or else this one.
 *
 * @returns {string | undefined}
 */
export function ownNode() {
  const name = process.platform === "win32" ? "node.exe" : "node";
  const own = join(root, `node_modules/node-${process.platform}-${process.arch}/bin/${name}`);
  if (existsSync(own) && spawnSync(own, ["--version"]).status === 0) return own;
  return isRecent(process.versions.node) ? process.execPath : undefined;
}

/**
 * Says what keeps Daftar from running on this computer; nothing when it can run.
 *
 * @returns {string | undefined}
 */
export function whatIsMissing() {
  if (!existsSync(join(root, "node_modules/.package-lock.json")))
    return 'The packages of the project are not installed. Run "npm ci" first.';
  const node = ownNode();
  if (!node) return missingNode();
  const load = `import("better-sqlite3-multiple-ciphers").then((it) => new it.default(":memory:").close())`;
  const tried = spawnSync(node, ["--input-type=module", "--eval", load], {
    cwd: root,
    encoding: "utf8",
  });
  if (tried.status === 0) return undefined;
  const said = tried.stderr.match(/^.*Error\b.*?: .*$/m)?.[0];
  const reason = said ?? `ended with ${tried.signal ?? tried.status}`;
  return [
    `The library better-sqlite3-multiple-ciphers cannot be loaded on ${process.platform} ${process.arch}`,
    `by Node ${versionOf(node)}: ${reason.trim()}`,
  ].join("\n");
}

function missingNode() {
  const bundled = `node_modules/node-${process.platform}-${process.arch}`;
  if (existsSync(join(root, bundled))) {
    const { stderr } = spawnSync(join(root, bundled, "bin/node"), ["--version"], {
      encoding: "utf8",
    });
    return `The project's own Node cannot run here: ${stderr?.trim().split("\n")[0] || "no reason given"}`;
  }
  return [
    `Daftar needs Node ${wanted} (at least ${least.join(".")}); this is ${process.versions.node}.`,
    `The project brings its own for Linux and Windows on x64, and none is installed for`,
    `${process.platform} ${process.arch}. Run "npm ci" again, or install Node ${wanted} from nodejs.org.`,
  ].join("\n");
}

/** Tools, how to see whether they are here, and the Debian packages that bring them. */
const tools = {
  chromium: { isHere: () => findChromium() !== undefined, debian: ["chromium"] },
  xvfb: { isHere: () => onPath("Xvfb") && onPath("xauth"), debian: ["xvfb", "xauth"] },
  gcc: {
    isHere: () => onPath("gcc") && existsSync("/usr/include/stdio.h"),
    debian: ["gcc", "libc6-dev"],
  },
  strace: { isHere: () => onPath("strace"), debian: ["strace"] },
  age: { isHere: () => onPath("age"), debian: ["age"] },
  "ssh-keygen": { isHere: () => onPath("ssh-keygen"), debian: ["openssh-client"] },
};

/**
 * Brings what is missing: on Debian as root by apt-get, and says so; elsewhere it says the command.
 *
 * Gives the names that are still missing.
 *
 * @param {readonly (keyof typeof tools)[]} names
 */
export function bring(names) {
  const absent = () => names.filter((name) => !tools[name].isHere());
  const missing = absent();
  if (missing.length === 0) return missing;
  const command = howToBring(missing);
  if (!(isDebian() && process.getuid?.() === 0)) {
    console.log(`Not on this computer: ${missing.join(", ")}. To bring it: ${command}`);
    return missing;
  }
  console.log(`Not on this computer: ${missing.join(", ")}. Installing: ${command}`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const install = spawnSync("sh", ["-c", command], {
    env,
    encoding: "utf8",
    stdio: ["ignore", "ignore", "pipe"],
  });
  const still = absent();
  if (still.length > 0) console.log(`Not installed: ${still.join(", ")}\n${install.stderr ?? ""}`);
  return still;
}

/**
 * The one command that brings these tools here.
 *
 * @param {readonly (keyof typeof tools)[]} names
 */
export function howToBring(names) {
  const packages = names.flatMap((name) => tools[name].debian).join(" ");
  const apt = `apt-get update -qq && apt-get install -y -qq --no-install-recommends ${packages}`;
  if (isDebian()) return process.getuid?.() === 0 ? apt : `sudo sh -c "${apt}"`;
  if (names.length === 1 && names[0] === "chromium") return "npx playwright install chromium";
  return `install ${names.join(", ")} with the package manager of this system`;
}

/** Whether a window can be shown. */
export function hasScreen() {
  return (
    process.platform !== "linux" || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
  );
}

/** @param {string} name */
export function onPath(name) {
  return (process.env.PATH ?? "").split(delimiter).some((dir) => existsSync(join(dir, name)));
}

function isDebian() {
  const file = "/etc/os-release";
  return existsSync(file) && /^ID=debian$/m.test(readFileSync(file, "utf8"));
}

/** @param {string} version */
function isRecent(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > least[0] || (major === least[0] && minor >= least[1]);
}

/** @param {string} node */
function versionOf(node) {
  return spawnSync(node, ["--version"], { encoding: "utf8" }).stdout.trim();
}
