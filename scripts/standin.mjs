// Starts Daftar in the stand-in and commands it over the process's own channel; no port is opened.
import { fork } from "node:child_process";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");

/**
 * Starts the built program on a user-data folder of its own.
 *
 * `command` gives the result of one command of the stand-in (tests/standin/README.md) or rejects
 * with its error; `exit` settles with the exit code, null when a signal ended it. Output is cut
 * off: an inherited one would keep the shell of a crashed run waiting.
 *
 * @param {string} userData
 * @param {{ args?: readonly string[], env?: NodeJS.ProcessEnv }} [given]
 *   `args` for Chromium, `env` on top of ours
 */
export function startStandin(userData, { args = [], env = {} } = {}) {
  const child = fork(join(root, "dist/main/index.js"), [], {
    cwd: root,
    execArgv: ["--import", join(root, "tests/standin/register.mjs")],
    env: {
      ...process.env,
      STANDIN_USER_DATA: userData,
      STANDIN_ARGS: JSON.stringify(args),
      ...env,
    },
    stdio: ["ignore", "ignore", process.env.STANDIN_DEBUG ? "inherit" : "ignore", "ipc"],
  });
  /** @type {Promise<number | null>} */
  const exit = new Promise((done) => child.once("exit", done));

  /** @type {Map<number, { resolve: (result: any) => void, reject: (error: Error) => void }>} */
  const waiting = new Map();
  child.on("message", (/** @type {any} */ { id, error, result }) => {
    if (error) waiting.get(id)?.reject(new Error(error));
    else waiting.get(id)?.resolve(result);
    waiting.delete(id);
  });
  void exit.then(() => {
    for (const { reject } of waiting.values()) reject(new Error("the stand-in has ended"));
    waiting.clear();
  });

  let last = 0;
  /** @type {(name: string, value?: unknown) => Promise<any>} */
  const command = (name, value) =>
    new Promise((done, reject) => {
      const id = ++last;
      waiting.set(id, { resolve: done, reject });
      child.send({ id, command: name, value }, (error) => error && reject(error));
    });
  return { pid: /** @type {number} */ (child.pid), exit, command };
}

/**
 * Starts, and waits for its page; starts again, at most twice, where the program ended before that. On
 * a busy machine Chromium breaks off at about one start in two hundred, with a fault of its own
 * ("Message … rejected by interface").
 *
 * @template T
 * @param {string} userData
 * @param {Parameters<typeof startStandin>[1]} given
 * @param {(standin: ReturnType<typeof startStandin>, isOver: () => boolean) => Promise<T | null>} shown
 *   gives what it waits for; null when the program is over, or took too long
 */
export async function startUntilShown(userData, given, shown) {
  for (let starts = 3; ; starts -= 1) {
    const standin = startStandin(userData, given);
    /** @type {number | null | undefined} */
    let code;
    void standin.exit.then((ended) => {
      code = ended;
    });
    const page = await shown(standin, () => code !== undefined);
    if (page) return { standin, page };
    if (code === undefined) {
      process.kill(standin.pid, "SIGKILL");
      throw new Error("the stand-in did not show its page in time");
    }
    if (starts === 1) throw new Error(`the stand-in ended with ${code} before it showed its page`);
  }
}
