// npm run pack: packs Daftar into a folder and looks at what came out: what lies in the archive,
// which native library, which languages, how the fuses are set, whose licences.
//   npm run pack -- --installers   makes the installers of this system instead, in release/
//
// Where Electron's distribution is not here it packs around a made-up one, so that it works without
// a network. That shows the configuration and the content; that the program starts and that the
// fuses act, only the real binary can show.
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createPackage } from "@electron/asar";
import { electronBinary, electronFolder } from "./electron-binary.mjs";
import { ensureBuilt } from "./freshness.mjs";
import { fuses } from "./fuses.mjs";
import { ownNode, root, whatIsMissing } from "./host.mjs";
import { contentFaults, filesIn, fuseFaults, nativeFaults, noticeFaults } from "./packed.mjs";

const programs = { darwin: "Daftar.app", win32: "Daftar.exe", linux: "daftar" };
const missing = whatIsMissing();
if (missing) end([missing]);
if (!ensureBuilt()) end(["Daftar could not be built."]);
if (process.argv.includes("--installers")) {
  electronBuilder(["--publish", "never"]);
  process.exit(0);
}

const real = electronBinary() !== undefined;
if (!real && process.platform !== "linux")
  end(["Electron is not here (npm start -- --fetch), and the made-up one is for Linux only."]);

const work = join(root, "node_modules/.cache/daftar/pack");
rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });
const dist = real ? join(electronFolder, "dist") : await makeUpElectron(join(work, "electron"));
const out = join(work, "release");
const wanted = `-c.directories.output=${out}`;
electronBuilder(["--dir", `-c.electronDist=${dist}`, wanted, "-c.mac.notarize=false"]);
end(await look(out));

/** A distribution with nothing in it but what electron-builder and the fuses ask for. */
async function makeUpElectron(dir) {
  for (const folder of ["locales", "resources"]) mkdirSync(join(dir, folder), { recursive: true });
  for (const language of ["ar", "de", "en-US", "fr"])
    writeFileSync(join(dir, "locales", `${language}.pak`), "");
  for (const file of ["LICENSE", "LICENSES.chromium.html", "chrome-sandbox", "version"])
    writeFileSync(join(dir, file), "");
  mkdirSync(join(work, "default"));
  writeFileSync(join(work, "default/package.json"), "{}");
  await createPackage(join(work, "default"), join(dir, "resources/default_app.asar"));
  // The wire: a sentinel, version 1, nine fuses, each set here to the opposite of what is wanted.
  const opposite = Object.values(fuses).map((on) => (on ? "0" : "1"));
  const wire = Buffer.concat([
    Buffer.from("dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX"),
    Buffer.from([1, opposite.length]),
    Buffer.from(opposite.join("")),
  ]);
  const program = Buffer.concat([readFileSync("/bin/true"), wire]);
  writeFileSync(join(dir, "electron"), program, { mode: 0o755 });
  return dir;
}

function electronBuilder(args) {
  const cli = join(root, "node_modules/electron-builder/cli.js");
  execFileSync(ownNode(), [cli, ...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, CSC_IDENTITY_AUTO_DISCOVERY: "false" },
  });
}

/** Everything that is not as it should be, as sentences. */
async function look(dir) {
  const folder = join(dir, readdirSync(dir).find((name) => /unpacked$|^mac/.test(name)) ?? "");
  const app = process.platform === "darwin" ? join(folder, "Daftar.app/Contents") : folder;
  const resources = join(app, process.platform === "darwin" ? "Resources" : "resources");
  const archive = join(resources, "app.asar");
  const faults = [
    ...contentFaults(archive),
    ...nativeFaults(`${archive}.unpacked`),
    ...noticeFaults(archive),
    ...(process.platform === "darwin" ? [] : languageFaults(join(folder, "locales"))),
    ...(await fuseFaults(join(folder, programs[process.platform]))),
  ];
  const shell = real ? "Electron's own distribution" : "a made-up distribution";
  console.log(`packed around ${shell}; ${filesIn(archive).length} files in the archive`);
  return faults;
}

function languageFaults(dir) {
  const found = readdirSync(dir).sort().join();
  return found === "ar.pak,en-US.pak" ? [] : [`languages: ${found}`];
}

function end(faults) {
  for (const fault of faults) console.error(fault);
  process.exit(faults.length > 0 ? 1 : 0);
}
