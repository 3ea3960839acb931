// The keeper: a plain Node program with the vault and no window. The shell starts it; locking ends it.
import { join } from "node:path";
import { parseArgs } from "node:util";
import { answer } from "../shared/contract/answer.ts";
import type { FromKeeper, ToKeeper } from "../shared/contract/keeper.ts";
import { handlers } from "./handlers.ts";
import { openPracticeDoor } from "./practice-door.ts";
import { openFront } from "./rooms.ts";
import { thisWorld } from "./vault/world.ts";

/** The wire to the shell: that of Electron's utility process, or the stand-in's. */
interface Port {
  on(event: "message", listener: (message: { readonly data: ToKeeper }) => void): void;
  postMessage(message: FromKeeper): void;
}

const port = (process as unknown as { readonly parentPort: Port }).parentPort;
const { values } = parseArgs({
  options: {
    vault: { type: "string" },
    practice: { type: "boolean" },
    "or-other": { type: "string" },
    printed: { type: "string" },
  },
});
if (!values.vault) throw new Error("the keeper needs a vault");

const openDoor = values.practice ? openPracticeDoor : openFront;
const front = openDoor(thisWorld(), values.vault, {
  builtInForms: join(import.meta.dirname, "../../questionnaires"),
  announce: (announcement) => port.postMessage({ announcement }),
  // The shell knows sentences, the keeper none: these few words become part of what a form is.
  orOther: JSON.parse(values["or-other"] ?? "{}"),
  printed: JSON.parse(values.printed ?? "null"),
});
const calls = handlers(front);

port.on("message", ({ data }) => {
  if ("close" in data) return end();
  const { id, name, input, places, drawn } = data;
  void answer(calls, front.report, name, input, places, drawn).then((outcome) =>
    port.postMessage({ id, outcome }),
  );
});

/** Everything into the one file, then the end: the system takes back the memory with the keys. */
function end(): void {
  front.close();
  process.exit(0);
}
