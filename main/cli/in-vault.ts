import { join } from "node:path";
import { answer } from "../../shared/contract/answer.ts";
import type { Input, KeeperCallName, Output } from "../../shared/contract/index.ts";
import { type Fault, fail, ok, type Result } from "../../shared/result.ts";
import { handlers } from "../handlers.ts";
import { type Front, openFront, type Rooms } from "../rooms.ts";
import { thisWorld } from "../vault/world.ts";
import type { Options, Terminal } from "./command.ts";
import { readPassphrase } from "./passphrase.ts";
import { orOtherWords, printedWords } from "./sentences.ts";

/** Asks what a window asks, through the same gate; places are the paths that were typed. */
export type Ask = <Name extends KeeperCallName>(
  name: Name,
  input: Input<Name>,
  places?: readonly string[],
  drawn?: string,
) => Promise<Result<Output<Name>>>;

/** The questionnaires that come with Daftar. */
export const builtInForms = join(import.meta.dirname, "../../questionnaires");

/** Opens the vault of this command, lets it work, and closes the vault whatever happened. */
export async function inVault<T>(
  options: Options,
  terminal: Terminal,
  work: (ask: Ask, rooms: Rooms) => Promise<Result<T>>,
): Promise<Result<T>> {
  return atDoor(terminal, async (ask, front) => {
    const status = await ask("vault.status", {});
    if (!status.ok) return status;
    if (!status.value.exists) return fail({ kind: "vault-missing" });
    const passphrase = await passphraseFor(options, terminal);
    if (!passphrase.ok) return passphrase;
    const opened = await ask("vault.unlock", { passphrase: passphrase.value });
    if (!opened.ok) return opened;
    const rooms = front.rooms();
    if (!rooms) throw new Error("an opened vault has rooms");
    return work(ask, rooms);
  });
}

/** Stands before a vault that is not open yet. */
export async function atDoor<T>(
  terminal: Terminal,
  work: (ask: Ask, front: Front) => Promise<Result<T>>,
): Promise<Result<T>> {
  const front = openFront(thisWorld(), terminal.vaultDir, {
    builtInForms,
    orOther: orOtherWords,
    printed: printedWords,
    announce: (said) => {
      if (said.event === "progress") terminal.progress(said.stage, said.done, said.total);
    },
  });
  const calls = handlers(front);
  const ask: Ask = async (name, input, places = [], drawn = undefined) => {
    const outcome = await answer(calls, front.report, name, input, places, drawn);
    return outcome.ok ? ok(outcome.value as never) : fail(outcome.fault as Fault);
  };
  try {
    return await work(ask, front);
  } finally {
    front.close();
  }
}

export function passphraseFor(options: Options, terminal: Terminal): Promise<Result<string>> {
  const file = options.text("passphrase-file") ?? terminal.env.DAFTAR_PASSPHRASE_FILE;
  return readPassphrase(file, terminal.sentences.say("passphrase-prompt"));
}
