// Runs programs for the other scripts.
import { spawn } from "node:child_process";
import { root } from "./host.mjs";

/**
 * Runs a program to its end.
 *
 * `quiet` keeps what it says for the caller; otherwise it is shown as it comes. After `minutes` the
 * program and all it started are ended, and `late` is set.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ quiet?: boolean, minutes?: number, env?: NodeJS.ProcessEnv, cwd?: string }} [given]
 * @returns {Promise<{ code: number | null, signal: string | null, output: string, late: boolean }>}
 */
export function run(command, args, { quiet = false, minutes = 20, env = {}, cwd = root } = {}) {
  const grouped = process.platform !== "win32";
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
    detached: grouped,
  });
  let output = "";
  child.stdout?.on("data", (text) => (output += text));
  child.stderr?.on("data", (text) => (output += text));

  let late = false;
  const end = () => {
    try {
      if (grouped) process.kill(-child.pid, "SIGKILL");
      else child.kill("SIGKILL");
    } catch {
      // It has ended by itself.
    }
  };
  const timer = setTimeout(() => {
    late = true;
    end();
  }, minutes * 60_000);
  // Detached, it does not hear the Ctrl+C that ends us.
  const stop = () => {
    end();
    process.exit(130);
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);

  return new Promise((done) => {
    const settle = (code, signal) => {
      clearTimeout(timer);
      process.off("SIGINT", stop);
      process.off("SIGTERM", stop);
      done({ code, signal, output, late });
    };
    child.once("error", (error) => {
      output += String(error);
      settle(null, null);
    });
    child.once("close", settle);
  });
}

/**
 * Hands the terminal to a program, and ends as it ends.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [given]
 * @returns {Promise<number>} the exit code; 128 and more when a signal ended it
 */
export function become(command, args, { cwd = root, env = {} } = {}) {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: "inherit" });
  // The terminal tells both; only the program decides what it means.
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  return new Promise((done) => {
    child.once("error", () => done(127));
    child.once("exit", (code, signal) => done(code ?? (signal ? 128 + 15 : 1)));
  });
}
