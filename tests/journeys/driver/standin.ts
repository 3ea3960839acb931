import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type Browser, chromium, type Page } from "@playwright/test";
import { startUntilShown } from "../../../scripts/standin.mjs";
import type { Daftar } from "./daftar.ts";

/**
 * Opens Daftar in the stand-in.
 *
 * Playwright attaches over TCP, so under test, and only then, Chromium opens a port on the
 * loopback.
 */
export async function openStandin(userData: string, env: NodeJS.ProcessEnv): Promise<Daftar> {
  const portFile = join(userData, "standin-chromium", "DevToolsActivePort");
  rmSync(portFile, { force: true }); // of an earlier run on the same folder
  const given = { args: ["--remote-debugging-port=0"], env };
  const { standin, page } = await startUntilShown(userData, given, (_, isOver) =>
    thePage(portFile, isOver),
  );
  const { command, exit } = standin;
  let over = false;
  void exit.then(() => {
    over = true;
  });
  // Playwright would show every page in the light theme; let the shell's own word count again.
  await page.emulateMedia({ colorScheme: null });
  await command("theme");

  const keeperPid = (): Promise<number | undefined> => command("keeper");
  return {
    page,
    answerDialog: async ({ method, ...chosen }) => {
      await command("answer", { method, value: { canceled: false, ...chosen } });
    },
    askedDialogs: () => command("asked"),
    power: (event) => command("power", event),
    idle: (seconds) => command("idle", seconds),
    keeperPid,
    killKeeper: async () => {
      const pid = await keeperPid();
      if (pid === undefined) throw new Error("no keeper runs");
      process.kill(pid, "SIGKILL");
    },
    close: async () => {
      await command("closeWindow").catch(() => {});
      return exit;
    },
    kill: async () => {
      if (!over) process.kill(standin.pid, "SIGKILL");
      await exit;
    },
  };
}

const patience = 60_000;

/**
 * The page of the app; null where the stand-in ended, or took too long. Chromium may show one of its
 * own for a moment, which then closes; whoever attaches in that moment may never be told of ours, and
 * attaches again.
 */
async function thePage(portFile: string, isOver: () => boolean): Promise<Page | null> {
  for (const end = Date.now() + patience; Date.now() < end && !isOver(); ) {
    const browser = await attach(portFile);
    for (
      const soon = Date.now() + 5_000;
      browser && Date.now() < soon && !isOver();
      await wait(25)
    ) {
      const pages = browser.contexts().flatMap((context) => context.pages());
      const page = pages.find((one) => new URL(one.url()).hostname.endsWith(".app.invalid"));
      if (page && (await isLoaded(page))) return page;
    }
    await browser?.close();
    await wait(25);
  }
  return null;
}

const isLoaded = (page: Page): Promise<boolean> =>
  page.waitForLoadState("load", { timeout: 5_000 }).then(
    () => true,
    () => false,
  );

/** Null while Chromium has not said its port, or does not listen at it yet. */
async function attach(portFile: string): Promise<Browser | null> {
  const port = existsSync(portFile) ? readFileSync(portFile, "utf8").split("\n")[0] : "";
  if (!port) return null;
  return chromium.connectOverCDP(`http://127.0.0.1:${port}`).catch(() => null);
}
