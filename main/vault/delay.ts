import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { removeQuietly, syncFolder, writeWhole } from "./safe-file.ts";
import type { World } from "./world.ts";

/** All that stands on the disk about wrong passphrases: how many in a row, and when the last was. */
const Tries = z.strictObject({ tries: z.int().min(1), last: z.int() });
type Tries = z.infer<typeof Tries>;

const longestSeconds = 300;

/**
 * Seconds until the next passphrase is tried.
 *
 * Nothing after the first wrong one, then two, four, eight, and never more than five minutes. It
 * survives a restart and destroys nothing. It slows down whoever sits at the keyboard; against a
 * copy of the disk only the cost of the derivation stands.
 */
export function waitSeconds(world: World, dir: string): number {
  const tries = readTries(dir);
  if (!tries) return 0;
  const now = world.now().getTime();
  // A clock that went back would otherwise lock its owner out until it has caught up.
  if (tries.last > now) writeTries(dir, { ...tries, last: now });
  const passed = Math.max(0, now - tries.last) / 1000;
  return Math.max(0, Math.ceil(waitAfter(tries.tries) - passed));
}

/**
 * Counts a try before it is made, so that ending the program in between gains nothing.
 *
 * A disk that cannot take the note does not keep the owner out.
 */
export function noteTry(world: World, dir: string): void {
  const tries = (readTries(dir)?.tries ?? 0) + 1;
  writeTries(dir, { tries, last: world.now().getTime() });
}

/** After the right passphrase. Gives the number of wrong ones before it. */
export function forgetTries(dir: string): number {
  const wrong = Math.max(0, (readTries(dir)?.tries ?? 1) - 1);
  removeQuietly(pathIn(dir));
  return wrong;
}

function waitAfter(tries: number): number {
  return tries < 2 ? 0 : Math.min(longestSeconds, 2 ** (tries - 1));
}

function readTries(dir: string): Tries | null {
  try {
    return Tries.parse(JSON.parse(readFileSync(pathIn(dir), "utf8")));
  } catch {
    return null;
  }
}

function writeTries(dir: string, tries: Tries): void {
  try {
    writeWhole(pathIn(dir), Buffer.from(JSON.stringify(tries)));
    syncFolder(dir);
  } catch {
    // See noteTry.
  }
}

const pathIn = (dir: string) => join(dir, "tries");
