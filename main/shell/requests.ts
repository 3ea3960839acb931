// What becomes of one request of the page. Who asks has been checked before.
import { answer } from "../../shared/contract/answer.ts";
import type { Json } from "../../shared/contract/define.ts";
import {
  type CallName,
  contract,
  type Handlers,
  type Input,
  type Outcome,
  openToAll,
  type ShellCallName,
} from "../../shared/contract/index.ts";
import type { Sheet } from "../../shared/paper/sheet.ts";
import { fail } from "../../shared/result.ts";
import type { Keeper } from "./keeper.ts";
import type { CallWithPlace } from "./places.ts";

export interface RequestDeps {
  readonly shell: Handlers<ShellCallName>;
  /** The running keeper, if any. */
  readonly keeper: () => Keeper | undefined;
  readonly start: () => Keeper;
  /** Whether locking has gone so far that nothing more is taken. */
  readonly closing: () => boolean;
  /** Told what the keeper made of each call of the page. */
  readonly answered: (name: CallName, outcome: Outcome<CallName>) => void;
  /** Asks the person for a place; an empty list when the dialog was closed. */
  readonly choose: (call: CallWithPlace, input: Json) => Promise<readonly string[]>;
  /** Draws a paper as PDF, in Base64; null when the notebook was locked meanwhile. */
  readonly print: (sheet: Sheet) => Promise<string | null>;
}

/**
 * Answers a request, or lets the keeper answer it. Never rejects.
 *
 * While no vault is open only a few calls reach the keeper; all others are `locked`, before any
 * dialog is shown. A place comes from a dialog, goes to the keeper, and is never told to the page.
 */
export async function answerPage(
  deps: RequestDeps,
  name: unknown,
  input: unknown,
): Promise<Outcome<CallName>> {
  if (!isCall(name)) return fail({ kind: "not-understood" });
  if (isShellCall(deps, name)) return answer(deps.shell, complain, name, input, []);
  if (!contract[name].input.safeParse(input).success) return fail({ kind: "not-understood" });
  if (deps.closing()) return fail({ kind: "locked" });

  const keeper = isOpenToAll(name) ? (deps.keeper() ?? deps.start()) : openKeeper(deps);
  if (!keeper) return fail({ kind: "locked" });
  const ask = async (places: readonly string[]) => {
    const outcome = await keeper.ask(name, input as Json, places);
    deps.answered(name, outcome);
    return outcome;
  };
  if (!needsPlace(name)) return ask([]);
  if (name === "paper.save") return savePaper(deps, keeper, input as Input<"paper.save">);

  const places = await deps.choose(name, input as Json);
  if (places.length === 0) return fail({ kind: "cancelled" }) as Outcome<CallName>;
  return ask(places);
}

/**
 * The keeper lays the paper out, or refuses to; only then is a place asked for. The keeper writes the
 * file: the shell has the drawn pages in its hands for a moment and keeps nothing of them.
 */
async function savePaper(
  deps: RequestDeps,
  keeper: Keeper,
  wish: Input<"paper.save">,
): Promise<Outcome<CallName>> {
  const sheet = (await keeper.ask("paper.draw", wish, [])) as Outcome<"paper.draw">;
  if (!sheet.ok) return sheet;
  const places = await deps.choose("paper.save", wish);
  if (places.length === 0) return fail({ kind: "cancelled" });
  if (deps.closing()) return fail({ kind: "locked" });
  try {
    const drawn = await deps.print(sheet.value);
    return drawn === null
      ? fail({ kind: "locked" })
      : await keeper.ask("paper.save", wish, places, drawn);
  } catch {
    complain("paper.save");
    return fail({ kind: "broken" });
  }
}

function openKeeper(deps: RequestDeps): Keeper | undefined {
  const keeper = deps.keeper();
  return keeper?.isOpen() ? keeper : undefined;
}

/** An own property, so that `constructor` and its cousins are not calls. */
function isCall(name: unknown): name is CallName {
  return typeof name === "string" && Object.hasOwn(contract, name);
}

function isShellCall(deps: RequestDeps, name: CallName): name is ShellCallName {
  return Object.hasOwn(deps.shell, name);
}

function isOpenToAll(name: CallName): boolean {
  return (openToAll as readonly CallName[]).includes(name);
}

function needsPlace(name: CallName): name is CallWithPlace {
  return "place" in contract[name];
}

/** The shell has no journal; the name of the call is all that may be said. */
function complain(call: CallName): void {
  console.error(`shell: ${call} broke`);
}
