import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { diskFaults } from "../../shared/contract/define.ts";
import { removeQuietly } from "./safe-file.ts";

/** What a disk can do to us, as a person has to be told it. */
export interface DiskFault {
  readonly kind: (typeof diskFaults)[number];
}

/** A disk that failed while something was read. The gate of each slice turns it into its fault. */
export class DiskTrouble extends Error {
  readonly fault: DiskFault;
  constructor(fault: DiskFault) {
    super(fault.kind);
    this.fault = fault;
  }
}

/**
 * Names what went wrong with the disk, or gives `null` when the error is not the disk's.
 *
 * Where SQLite or the system only says "failed", the folder is asked: a small file is written to it,
 * flushed and removed, because a full stick and a write-protected one need different help.
 */
export function diskFaultOf(error: unknown, dir: string): DiskFault | null {
  if (error instanceof DiskTrouble) return error.fault;
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== "string") return null;
  if (/^SQLITE_FULL|^ENOSPC$|^EDQUOT$/.test(code)) return { kind: "disk-full" };
  if (/^SQLITE_READONLY|^EROFS$|^EACCES$|^EPERM$/.test(code)) return { kind: "disk-read-only" };
  if (/^SQLITE_(IOERR|CORRUPT|NOTADB|CANTOPEN|BUSY|LOCKED|PROTOCOL|PERM)/.test(code))
    return { kind: askFolder(dir) ?? "disk-failing" };
  return systemCalls.test(code) && "syscall" in (error as object) ? { kind: "disk-failing" } : null;
}

/** Errors of system calls are E and capitals; those of our own making are not. */
const systemCalls = /^E[A-Z0-9]+$/;

function askFolder(dir: string): DiskFault["kind"] | null {
  const path = join(dir, "probe.part");
  try {
    const file = openSync(path, "w", 0o600);
    try {
      writeSync(file, Buffer.alloc(4096));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    return null;
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (code === "ENOSPC" || code === "EDQUOT") return "disk-full";
    if (code === "EROFS" || code === "EACCES" || code === "EPERM") return "disk-read-only";
    return null;
  } finally {
    removeQuietly(path);
  }
}
