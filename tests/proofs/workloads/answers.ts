// Answers one interview after the other, as a researcher does, and promises each answer when the
// keeper has acknowledged it. What is said follows from its number, so that a judge can compare it.
//
//   node answers.ts <folder> <answers> [full | normal | early]
//     full     the rules of the product
//     normal   control: SQLite's own default in WAL mode, which does not flush at each commit
//     early    control: promises before the keeper has acknowledged, and does not try again
//
// Prints the kinds of faults it was told. Dies without closing: neither a cut nor a crash has a farewell.
import { existsSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { interviews } from "../../../main/interviews/interviews.ts";
import { createVault, type Vault } from "../../../main/vault/vault.ts";
import type { InterviewId } from "../../../shared/contract/define.ts";
import { QuestionnaireHash } from "../../../shared/contract/define.ts";
import type { Result } from "../../../shared/result.ts";
import { smallForm } from "../../main/interviews/small-form.ts";
import { questionFor, valueFor } from "./said.ts";
import { openAsOwner, passphrase, vaultWish, world } from "./vault.ts";

const [dir = "", count = "0", mode = "full"] = process.argv.slice(2);
const told: string[] = [];
const path = join(dir, "promise.ack");
const first = existsSync(path) ? readFileSync(path, "utf8").split("\n").length : 1;
const promises = openSync(path, "a");
const promise = (what: object) => writeSync(promises, `${JSON.stringify(what)}\n`);
const end = (): never => {
  writeSync(1, JSON.stringify(told));
  process.kill(process.pid, "SIGKILL");
  throw new Error("still here");
};

/** A person tries again, and after a third time turns to the next question. */
function insist<T>(work: () => Result<T>): T | null {
  for (let attempt = 0; attempt < (mode === "early" ? 1 : 3); attempt++) {
    const done = work();
    if (done.ok) return done.value;
    told.push(done.fault.kind);
  }
  return null;
}

const vault = await openVault();
if (mode === "normal") vault.store.connection().pragma("synchronous=NORMAL");
// Small, so that cuts fall into checkpoints too.
vault.store.connection().pragma("wal_autocheckpoint=60");

const form = smallForm();
const questionnaire = QuestionnaireHash.parse(form.hash);
const { store, self, attachments } = vault;
const freeBytes = () => attachments.freeBytes();
const beside = { attachments, freeBytes, deviceName: () => null, hasReferral: () => true };
const slice = interviews({ world, store, self, form: () => form, ...beside });
let interview = insist(() => slice.list({ stage: "draft", search: "", offset: 0, limit: 1 }))
  ?.rows[0]?.interview;

for (let n = first; n < first + Number(count); n++) {
  interview = n % 150 === 0 || !interview ? begin() : interview;
  if (interview) answer(interview, n);
}
end();

async function openVault(): Promise<Vault> {
  const place = join(dir, "vault");
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      if (existsSync(join(place, "keys"))) return await openAsOwner(place);
    } catch (error) {
      told.push(error instanceof Error ? error.message : "broken");
      continue;
    }
    const made = await createVault(world, place, { ...vaultWish, passphrase, sheet: null });
    if (made.ok) return made.value;
    told.push(made.fault.kind);
  }
  return end();
}

function begin(): InterviewId | undefined {
  const begun = insist(() => slice.start({ questionnaire, language: null }))?.interview;
  if (begun)
    insist(() => slice.answer({ interview: begun, question: "consent_participate", value: "yes" }));
  return begun;
}

function answer(at: InterviewId, n: number): void {
  const view = slice.open({ interview: at });
  if (!view.ok) return void told.push(view.fault.kind);
  const question = questionFor(n, view.value.nodes);
  if (mode === "early") promise({ n, interview: at, question });
  const done = insist(() =>
    slice.answer({ interview: at, question, value: valueFor(n, question) }),
  );
  if (!done || mode === "early") return;
  promise({ n, interview: at, question });
  if (n % 7 === 0) insist(() => slice.addEntry({ interview: at, repeat: "m1/detention" }));
  if (n % 5 === 0 && insist(() => slice.visit({ interview: at, question })))
    promise({ at: question, interview: at });
}
