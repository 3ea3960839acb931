import type { z } from "zod";
import type { Result } from "../result.ts";
import { analysisCalls } from "./analysis.ts";
import { interviewFileCalls } from "./interview-files.ts";
import { interviewCalls } from "./interviews.ts";
import { paperCalls } from "./paper.ts";
import { parcelCalls } from "./parcels.ts";
import { peopleCalls } from "./people.ts";
import { practiceCalls } from "./practice.ts";
import { questionnaireCalls } from "./questionnaires.ts";
import { shellCalls } from "./shell.ts";
import { vaultCalls } from "./vault.ts";

/** Everything a window can ask for. What is not listed here cannot be asked. */
export const contract = {
  ...shellCalls,
  ...vaultCalls,
  ...questionnaireCalls,
  ...interviewCalls,
  ...interviewFileCalls,
  ...peopleCalls,
  ...parcelCalls,
  ...analysisCalls,
  ...practiceCalls,
  ...paperCalls,
} as const;

type Contract = typeof contract;
export type CallName = keyof Contract;
export type ShellCallName = keyof typeof shellCalls;
export type KeeperCallName = Exclude<CallName, ShellCallName>;

/** What a locked Daftar still answers; everything else is `locked`. */
export const openToAll = [
  "vault.status",
  "vault.proposeSheet",
  "vault.create",
  "vault.unlock",
  "practice.door",
  "practice.begin",
] as const satisfies readonly KeeperCallName[];

/**
 * Faults any call may answer with, whatever it does. `practice-only`: nothing enters the practice
 * notebook and nothing leaves it.
 */
export const commonFaults = ["locked", "not-understood", "broken", "practice-only"] as const;

export type Input<N extends CallName> = z.output<Contract[N]["input"]>;
export type Output<N extends CallName> = z.output<Contract[N]["output"]>;
export type FaultKind<N extends CallName> =
  | Contract[N]["faults"][number]
  | (typeof commonFaults)[number];

export type Outcome<N extends CallName> = Result<
  Output<N>,
  {
    readonly kind: FaultKind<N>;
    readonly details?: { readonly [name: string]: string | number };
  }
>;

/**
 * One function for each call; `places` are the paths a person chose, for calls that need a place.
 * `drawn` is the file, in Base64, that a window without any page of ours has made for `paper.save`.
 */
export type Handlers<Names extends CallName> = {
  readonly [N in Names]: (
    input: Input<N>,
    places: readonly string[],
    drawn?: string,
  ) => Promise<Outcome<N>>;
};
