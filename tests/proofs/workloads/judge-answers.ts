import { existsSync } from "node:fs";
import { join } from "node:path";
import { interviews } from "../../../main/interviews/interviews.ts";
import { eventsOf, inspectInterviews } from "../../../main/interviews/replay.ts";
import { Attachments } from "../../../main/vault/attachments.ts";
import { lookInto } from "../../../main/vault/folder.ts";
import { verifyJournal } from "../../../main/vault/journal.ts";
import type { Store } from "../../../main/vault/store.ts";
import type { InterviewId } from "../../../shared/contract/define.ts";
import type { InterviewEvent } from "../../../shared/interviews/event.ts";
import { smallForm } from "../../main/interviews/small-form.ts";
import type { Judge, Verdict } from "../power-cut/cut.ts";
import { valueFor } from "./said.ts";
import { openQuickly, world } from "./vault.ts";

interface Answered {
  readonly n: number;
  readonly interview: InterviewId;
  readonly question: string;
}
interface Visited {
  readonly at: string;
  readonly interview: InterviewId;
}

const form = smallForm();

/**
 * Looks for every promised answer, by its words, in the history on a disk; walks the histories and
 * the journal; compares the rows with them; and opens the last interview as a researcher would.
 */
export const judgeAnswers: Judge = async (dir, promised) => {
  const place = join(dir, "vault");
  const promises = promised.map((line) => JSON.parse(line) as Answered | Visited);
  const answers = promises.filter((one): one is Answered => "n" in one);
  const state = lookInto(place);
  if (state === "damaged") return { lost: answers.length, broken: "a vault in pieces" };
  if (state === "nothing" || !existsSync(join(place, "keys")))
    return { lost: answers.length, broken: null };
  let store: Store;
  try {
    store = await openQuickly(place);
  } catch (error) {
    return { lost: answers.length, broken: `does not open: ${String(error)}` };
  }
  try {
    return judge(place, store, answers, promises);
  } catch (error) {
    return { lost: answers.length, broken: `cannot be read: ${String(error)}` };
  } finally {
    store.close();
  }
};

function judge(
  dir: string,
  store: Store,
  answers: readonly Answered[],
  promises: readonly (Answered | Visited)[],
): Verdict {
  const said = new Set<string>();
  for (const interview of new Set(answers.map((one) => one.interview)))
    for (const { line } of store.read((db) => eventsOf(db, interview))) {
      const event = JSON.parse(line) as InterviewEvent;
      if (event.type === "answered") said.add(`${interview} ${event.question} ${event.value}`);
    }
  // An answer that says what the question already says is no event; the one before it stands for it.
  const lost = answers.filter(
    ({ interview, question, n }) => !said.has(`${interview} ${question} ${valueFor(n, question)}`),
  );
  return { lost: lost.length, broken: whatIsBroken(dir, store, promises) };
}

function whatIsBroken(
  dir: string,
  store: Store,
  promises: readonly (Answered | Visited)[],
): string | null {
  if (store.connection().pragma("integrity_check", { simple: true }) !== "ok") return "pages";
  const [problem] = store.read(inspectInterviews);
  if (problem) return problem.kind;
  if (!store.read(verifyJournal).ok) return "journal";
  const last = promises.at(-1);
  if (!last) return null;
  const self = store.read((db) =>
    db.prepare<{ device: never; name: string }>("SELECT device, name FROM self").get(),
  );
  if (!self) return "nobody's vault";
  const attachments = new Attachments(world, store, dir, Buffer.alloc(32));
  const beside = {
    attachments,
    freeBytes: () => 0,
    deviceName: () => null,
    hasReferral: () => true,
  };
  const slice = interviews({ world, store, self, form: () => form, ...beside });
  const view = slice.open({ interview: last.interview });
  if (!view.ok) return view.fault.kind;
  // The bookmark may be a later one, promised a moment after the cut; it is never an earlier one.
  return "at" in last && view.value.at !== last.at ? "resumes elsewhere" : null;
}
