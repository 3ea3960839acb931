// The only gate. The shell runs it for the calls that are its own, the keeper for all others.
import { fail } from "../result.ts";
import { type CallName, contract, type Handlers, type Outcome } from "./index.ts";

/** Writes one line to the journal: the call and the place in the code, never the error's message. */
export type Report = (call: CallName, error: unknown) => void;

/**
 * Answers one request from a window.
 *
 * Never rejects: Electron keeps only the message of a rejected request, and a message may quote
 * what a witness said. A wrong name and a wrong input get the same `not-understood`, so that a
 * hostile page learns nothing by trying. Whatever a handler throws goes to `report` and leaves as
 * `broken`, and so does an output that is not exactly what the contract says. The shell has already
 * checked who is asking; a handler never has to.
 */
export async function answer<Names extends CallName>(
  handlers: Handlers<Names>,
  report: Report,
  name: unknown,
  input: unknown,
  places: readonly string[],
  drawn?: string,
): Promise<Outcome<CallName>> {
  if (!isOneOf(handlers, name)) return fail({ kind: "not-understood" });
  try {
    const parsed = contract[name].input.safeParse(input);
    if (!parsed.success) return fail({ kind: "not-understood" });
    const outcome = await handlers[name](parsed.data as never, places, drawn);
    if (outcome.ok) contract[name].output.parse(outcome.value);
    return outcome;
  } catch (error) {
    try {
      report(name, error);
    } catch {
      // The disk that broke the handler may break the journal too. The window still gets its answer.
    }
    return fail({ kind: "broken" });
  }
}

/** An own property, so that `constructor` and its cousins are not calls. */
function isOneOf<Names extends CallName>(handlers: Handlers<Names>, name: unknown): name is Names {
  return typeof name === "string" && Object.hasOwn(handlers, name);
}
