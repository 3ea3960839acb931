// Opens Daftar for a journey, in the stand-in or in the real Electron, behind one small interface:
// the same steps drive both.
import type { Page } from "@playwright/test";
import { openElectron } from "./electron.ts";
import { openStandin } from "./standin.ts";

/** The name of a dialog as Electron calls it, and what a person would have chosen in it. */
export type DialogAnswer =
  | { readonly method: "showOpenDialog"; readonly filePaths: readonly string[] }
  | { readonly method: "showSaveDialog"; readonly filePath: string };

export interface AskedDialog {
  readonly method: string;
  readonly options: { readonly title?: string; readonly defaultPath?: string };
}

/** A Daftar that is open. */
export interface Daftar {
  readonly page: Page;
  /**
   * The next dialog of this kind gets this answer; a dialog without one is closed by the person.
   */
  readonly answerDialog: (answer: DialogAnswer) => Promise<void>;
  /** Every dialog so far, with its title. */
  readonly askedDialogs: () => Promise<readonly AskedDialog[]>;
  /** An event of the system: `lock-screen`, `suspend` … */
  readonly power: (event: string) => Promise<void>;
  /** Makes the laptop look untouched for so long. */
  readonly idle: (seconds: number) => Promise<void>;
  /** Undefined while no keeper runs. */
  readonly keeperPid: () => Promise<number | undefined>;
  /** Ends the keeper in the middle of whatever it does. Throws when none runs. */
  readonly killKeeper: () => Promise<void>;
  /** Closes the window as a person would, and gives the exit code of the program. */
  readonly close: () => Promise<number | null>;
  /** Ends the whole program as a power cut would; does nothing when it has ended. */
  readonly kill: () => Promise<void>;
}

/**
 * Opens Daftar on a folder for its data.
 *
 * `project` is Playwright's: `standin` or `electron`. `env` is laid over ours; `LANG` decides the
 * first language of the shell.
 */
export async function openDaftar(
  project: string,
  userData: string,
  env: NodeJS.ProcessEnv = {},
): Promise<Daftar> {
  const open = project === "electron" ? openElectron : openStandin;
  const daftar = await open(userData, env);
  // A step that waits in vain fails by its own name, long before the whole journey would.
  daftar.page.setDefaultTimeout(30_000);
  await daftar.page.waitForFunction(() => "daftar" in window && document.readyState === "complete");
  return daftar;
}
