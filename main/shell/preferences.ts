import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { Preferences } from "../../shared/contract/shell.ts";
import { fail, ok, type Result } from "../../shared/result.ts";

/** What somebody chose for this computer, in one small file that says nothing of any interview. */
export interface PreferencesFile {
  /** A file that is missing or not as we write it counts as nothing chosen. */
  readonly read: () => Preferences;
  /** All or nothing. Faults: `preferences-not-kept`, and then the earlier ones still stand. */
  readonly write: (
    wished: Preferences,
  ) => Result<Preferences, { readonly kind: "preferences-not-kept" }>;
}

const untouched: Preferences = {
  language: null,
  theme: "system",
  digits: "latn",
  textSize: 100,
  questions: "section",
  breakMinutes: 45,
};

/** Keeps `preferences.json` in a folder, and a copy of it at hand. */
export function preferencesIn(dir: string): PreferencesFile {
  const file = join(dir, "preferences.json");
  let kept = readFrom(file);
  return {
    read: () => kept,
    write: (wished) => {
      try {
        mkdirSync(dir, { recursive: true });
        replace(file, `${JSON.stringify(wished)}\n`);
      } catch {
        return fail({ kind: "preferences-not-kept" });
      }
      kept = wished;
      return ok(wished);
    },
  };
}

function readFrom(file: string): Preferences {
  try {
    const kept: unknown = JSON.parse(readFileSync(file, "utf8"));
    // An older Daftar wrote fewer of them; what was chosen there still counts.
    return Preferences.parse({ ...untouched, ...(kept as Partial<Preferences>) });
  } catch {
    return untouched;
  }
}

/** Whoever reads finds the old file or the new one, never half of either. */
function replace(file: string, text: string): void {
  const part = `${file}.part`;
  const handle = openSync(part, "w", 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(part, file);
}
