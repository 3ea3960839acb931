import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { fail, ok, type Result } from "../../shared/result.ts";

/**
 * Gets a passphrase from a file's first line, or from a person who types it unseen.
 *
 * Never from the arguments: other people on the computer can read those. `prompt` is null where
 * nobody can be asked.
 *
 * Faults: `passphrase-missing` without a file and without a terminal; `passphrase-file-unreadable`.
 */
export async function readPassphrase(
  file: string | undefined,
  prompt: string | null,
): Promise<Result<string>> {
  if (file !== undefined) return fromFile(file);
  if (prompt === null || !process.stdin.isTTY) return fail({ kind: "passphrase-missing" });
  return ok(await typedUnseen(prompt));
}

async function fromFile(file: string): Promise<Result<string>> {
  try {
    const text = await readFile(file, "utf8");
    return ok(text.replace(/^\uFEFF/, "").split(/\r?\n/, 1)[0] ?? "");
  } catch {
    return fail({ kind: "passphrase-file-unreadable" });
  }
}

function typedUnseen(prompt: string): Promise<string> {
  process.stderr.write(prompt);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  return new Promise((resolve) => {
    lines.question("", (line) => {
      lines.close();
      process.stderr.write("\n");
      resolve(line);
    });
  });
}
