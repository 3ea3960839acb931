import { accessSync, constants, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A folder for this run, and the way to remove it.
 *
 * In memory where the system has room there: the proofs write many gigabytes that nobody keeps. The
 * programs under test still flush; that memory has nothing to flush to changes no proof, because the
 * disks are built from what was flushed.
 */
export function scratch(name: string): { readonly dir: string; readonly remove: () => void } {
  const dir = realpathSync(mkdtempSync(join(roomiest(), `daftar-${name}-`)));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

function roomiest(): string {
  try {
    accessSync("/dev/shm", constants.W_OK);
    return "/dev/shm";
  } catch {
    return tmpdir();
  }
}
