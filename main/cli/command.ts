import type { ParseArgsConfig } from "node:util";
import type { Json } from "../../shared/contract/define.ts";
import type { Fault, Result } from "../../shared/result.ts";
import type { Sentences } from "./sentences.ts";

/** What a command has to tell: one JSON document, and the same in lines for people. */
export interface Report {
  readonly json: Json;
  readonly lines: readonly string[];
  /** 1 when the command ran and found something wrong. Left out: 0. */
  readonly exitCode?: 1;
}

/** Options as they were typed; every command knows its own. */
export interface Options {
  readonly text: (name: string) => string | undefined;
  /** Of an option that may be given more than once. */
  readonly list: (name: string) => readonly string[];
  readonly flag: (name: string) => boolean;
  readonly rest: readonly string[];
}

export interface Command {
  /** The words that call it: `vault create`. */
  readonly words: string;
  /** What follows them, as the help page shows it: `FILE… [--labels codes|en|ar]`. */
  readonly takes: string;
  readonly options: NonNullable<ParseArgsConfig["options"]>;
  /** Fewest and most words after the command's own. */
  readonly rest: readonly [number, number];
  readonly run: (options: Options, terminal: Terminal) => Promise<Result<Report, Fault>>;
}

/** What a command may touch besides its arguments. */
export interface Terminal {
  readonly sentences: Sentences;
  readonly env: NodeJS.ProcessEnv;
  readonly vaultDir: string;
  readonly progress: (stage: string, done: number, total: number | null) => void;
}

/** Says that the words after the command were of no use; ends with exit code 2. */
export const wrongUsage = (option: string): Fault => ({
  kind: "wrong-usage",
  details: { option },
});
