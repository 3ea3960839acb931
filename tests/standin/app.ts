// electron.app: readiness, paths, quitting, and the lock that lets only one Daftar run per folder.
import { EventEmitter } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { addSwitch, closeBrowser } from "./browser.ts";
import { commands } from "./control.ts";
import { BrowserWindow } from "./window.ts";

const root = path.resolve(import.meta.dirname, "../..");
const pack = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
const home = os.homedir();

/** A folder of its own: the preview must never meet a real vault. */
const userData =
  process.env.STANDIN_USER_DATA ?? path.join(home, ".config", `${pack.productName}-preview`);
const paths: Record<string, string> = {
  home,
  userData,
  temp: os.tmpdir(),
  documents: path.join(home, "Documents"),
};

class App extends EventEmitter {
  readonly isPackaged = false;
  readonly name: string = pack.productName;
  readonly commandLine = { appendSwitch: addSwitch };
  #ready = false;
  #quitting = false;
  #lock: string | undefined;
  #whenReady = new Promise<void>((resolve) => {
    setTimeout(() => {
      this.#ready = true;
      this.emit("ready", {}, {});
      resolve();
    });
  });

  whenReady = () => this.#whenReady;
  isReady = () => this.#ready;
  /** For the stand-in itself; Electron has no such method. */
  isQuitting = () => this.#quitting;
  getVersion = (): string => pack.version;
  getAppPath = () => root;
  getLocale = () => (process.env.LANG ?? "").match(/^[a-z]{2}/)?.[0] ?? "en";
  getPath = (name: string): string => paths[name] ?? path.join(userData, name);
  enableSandbox() {}

  /** A lock file with our process id. A second start knocks; the first emits `second-instance`. */
  requestSingleInstanceLock(): boolean {
    const lock = path.join(userData, "standin.lock");
    const knock = path.join(userData, "standin.knock");
    fs.mkdirSync(userData, { recursive: true });
    try {
      process.kill(Number(fs.readFileSync(lock, "utf8")), 0); // throws when it is gone: a stale lock
      fs.writeFileSync(knock, JSON.stringify([process.argv, process.cwd()]));
      return false;
    } catch {
      fs.writeFileSync(lock, String(process.pid));
    }
    this.#lock = lock;
    fs.watchFile(knock, { persistent: false, interval: 200 }, ({ size }) => {
      if (size > 0)
        this.emit("second-instance", {}, ...JSON.parse(fs.readFileSync(knock, "utf8")), null);
    });
    return true;
  }

  /** before-quit, each window's close, will-quit; each may stop it. */
  quit() {
    if (this.#quitting || this.#stopped("before-quit")) return;
    this.#quitting = true;
    for (const window of BrowserWindow.getAllWindows()) window.close();
    this.#quitting = BrowserWindow.getAllWindows().length === 0 && !this.#stopped("will-quit");
    if (this.#quitting) this.exit(0);
  }
  #stopped(event: string) {
    let stop = false;
    this.emit(event, { preventDefault: () => (stop = true) });
    return stop;
  }
  exit(code = 0) {
    this.emit("quit", {}, code);
    if (this.#lock) fs.rmSync(this.#lock, { force: true });
    void closeBrowser().then(() => process.exit(code));
  }
}

export const app = new App();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => app.quit());
process.on("disconnect", () => app.exit(1)); // the test that forked us is gone: leave no window
commands.set("quit", () => app.quit());
