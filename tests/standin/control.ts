// The hand of a test, or of the guided demo: answers for native dialogs, and commands over the IPC
// channel of the process that forked us. Without such a parent there is no channel, and none of
// this can be reached.
type Answer = { readonly method: string; readonly value: unknown };

const answers: Answer[] = [];
const asked: { method: string; options: unknown }[] = [];

/**
 * What the page is told when it asks by this name, instead of what the shell would say. Null: it is
 * never told anything.
 */
export const instead = new Map<unknown, unknown>();

/** What can be commanded; each module adds its own. */
export const commands = new Map<string, (value: any) => unknown>();

/**
 * Takes the next answer prepared for this dialog; without one it is cancelled. Options are kept.
 */
export function answerTo<T>(method: string, options: unknown, cancelled: T): T {
  asked.push({ method, options });
  const at = answers.findIndex((answer) => answer.method === method);
  return at < 0 ? cancelled : (answers.splice(at, 1)[0]?.value as T);
}

commands.set("answer", (answer: Answer) => answers.push(answer));
commands.set("asked", () => asked);
commands.set("instead", ({ asks, value }: { asks: string; value: unknown }) => {
  instead.set(asks, value);
});
commands.set("asItIs", () => instead.clear());

process.on("message", async ({ id, command, value }: any) => {
  try {
    const run = commands.get(command);
    if (!run) throw new Error(`stand-in: no command ${command}`);
    process.send?.({ id, result: await run(value) });
  } catch (error) {
    process.send?.({ id, error: String(error) });
  }
});
