// electron.utilityProcess: Daftar's keeper. A child process of Node with structured clone on the
// wire (keeper-side.mjs is the other end). It lacks Electron's own sandbox and BoringSSL,
// MessagePorts, and the exit codes of Electron.
import { type ChildProcess, fork } from "node:child_process";
import { EventEmitter } from "node:events";
import { app } from "./app.ts";
import { commands } from "./control.ts";

const keeperSide = new URL("./keeper-side.mjs", import.meta.url).href;

class UtilityProcess extends EventEmitter {
  readonly #child: ChildProcess;

  constructor(module: string, args: string[], options: Electron.ForkOptions) {
    super();
    const { cwd, execArgv = [], env = process.env, stdio } = options;
    const own = stdio === "pipe" || stdio === "ignore" ? stdio : "inherit";
    this.#child = fork(module, args, {
      ...(cwd ? { cwd } : {}),
      env: env as NodeJS.ProcessEnv,
      execArgv: ["--import", keeperSide, ...execArgv],
      serialization: "advanced",
      stdio: ["ignore", own, own, "ipc"],
    });
    const end = () => this.#child.kill("SIGKILL");
    app.once("quit", end);
    this.#child.on("spawn", () => this.emit("spawn"));
    this.#child.on("message", ({ data }: any) => this.emit("message", data));
    this.#child.on("error", () => {});
    this.#child.on("exit", (code) => {
      app.off("quit", end);
      this.emit("exit", code ?? 1); // ended by a signal: some code that is not 0
    });
  }

  get #alive() {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }
  get pid() {
    return this.#alive ? this.#child.pid : undefined;
  }
  get stdout() {
    return this.#child.stdout;
  }
  get stderr() {
    return this.#child.stderr;
  }

  /** Throws, as Electron does, for what cannot be cloned; says nothing when the process is gone. */
  postMessage(message: unknown) {
    const data = structuredClone(message);
    if (this.#child.connected) this.#child.send({ data });
  }

  kill = () => this.#alive && this.#child.kill();
}

let latest: UtilityProcess | undefined;

export const utilityProcess = {
  fork(module: string, args: string[] = [], options: Electron.ForkOptions = {}) {
    if (!app.isReady()) throw new Error("utilityProcess cannot be created before app is ready.");
    latest = new UtilityProcess(module, args, options);
    return latest;
  },
};
commands.set("keeper", () => latest?.pid);
