import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { fail, ok, type Result } from "../../shared/result.ts";
import { type DiskFault, DiskTrouble, diskFaultOf } from "./disk-fault.ts";
import { replaceFile } from "./safe-file.ts";

export type NewFileFault =
  | { readonly kind: "target-exists" }
  | { readonly kind: "folder-missing" }
  | DiskFault;

/**
 * Writes a file that leaves the notebook at a person's wish: whole under its name or not there at
 * all, also after a power cut. Never over another.
 */
export function writeNew(path: string, bytes: Buffer): Result<void, NewFileFault> {
  if (existsSync(path)) return fail({ kind: "target-exists" });
  try {
    replaceFile(path, bytes, (written) => {
      if (!written.equals(bytes)) throw new DiskTrouble({ kind: "disk-failing" });
    });
    return ok(undefined);
  } catch (error) {
    const code = (error as { code?: unknown } | null)?.code;
    if (code === "ENOENT" || code === "ENOTDIR") return fail({ kind: "folder-missing" });
    const fault = diskFaultOf(error, dirname(path));
    if (!fault) throw error;
    return fail(fault);
  }
}
