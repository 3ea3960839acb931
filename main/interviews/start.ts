import { type InterviewId, QuestionnaireHash } from "../../shared/contract/define.ts";
import type { Input } from "../../shared/contract/index.ts";
import type { InterviewEvent } from "../../shared/interviews/event.ts";
import { beginProjection } from "../../shared/interviews/projection.ts";
import type { Change, LiveForm, StoredChange } from "../../shared/questionnaire/index.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import type { DiskFault } from "../vault/disk-fault.ts";
import { writeJournal } from "../vault/journal.ts";
import { momentOf } from "../vault/world.ts";
import { happenings, writeDown } from "./act.ts";
import { newCode } from "./code.ts";
import type { InterviewsDeps } from "./deps.ts";
import type { Desk, OpenInterview } from "./desk.ts";
import { writeBookmark } from "./view.ts";

type Opened = Extract<InterviewEvent, { type: "opened" }>;

/**
 * Begins an interview: its code, its zone and its chances are fixed for its life.
 *
 * Fault: `questionnaire-unknown`. A language that the form does not have is no reason not to begin.
 */
export function startInterview(
  deps: InterviewsDeps,
  desk: Desk,
  { questionnaire, language, withoutReferral }: Input<"interviews.start">,
): Result<OpenInterview, { readonly kind: "questionnaire-unknown" } | DiskFault> {
  const { world, self } = deps;
  const definition = deps.form(questionnaire);
  if (!definition) return fail({ kind: "questionnaire-unknown" });

  const interview = world.random(16).toString("hex") as InterviewId;
  const opening = {
    type: "opened",
    questionnaire: QuestionnaireHash.parse(definition.hash),
    code: newCode(world),
    zone: world.zone,
    seed: world.random(16).toString("hex"),
  } as const;
  const at = momentOf(world);
  const first: Opened = {
    ...opening,
    at,
    device: self.device,
    interview,
    prev: null,
    seq: 1,
    tick: 1,
  };
  const so = beginProjection(first);
  if (!so) throw new Error("an opening opens");

  const form = desk.openForm(definition, so, undefined);
  const given = giveCodes(deps, form, opening.code);
  if (language !== null) form.setLanguage(language);
  const opened: OpenInterview = {
    form,
    so,
    end: { interview, hash: null, seq: 0 },
    head: { hash: "", events: 0, versions: 1 },
    at: null,
    readOnly: null,
  };
  const written = writeDown(
    deps,
    opened,
    [
      opening,
      ...happenings(so, form.opening),
      ...given.flatMap((change) => happenings(so, change)),
    ],
    (db) => {
      writeBookmark(db, opened);
      writeJournal(db, world, "interview-started", { interview });
      if (withoutReferral) writeJournal(db, world, "interview-without-referral", { interview });
    },
    at,
  );
  if (!written.ok) return written;
  desk.put(interview, opened);
  return ok(opened);
}

/**
 * Gives each question that the application answers by itself a code: the first the interview's own.
 *
 * The form treats it as an answer; the history says that no person gave it.
 */
function giveCodes(deps: InterviewsDeps, form: LiveForm, first: string): readonly Change[] {
  const waiting = form
    .nodes()
    .filter(({ kind, appearance }) => kind === "question" && appearance.includes("auto-code"));
  return waiting.flatMap(({ ref }, i) => {
    const done = form.set(ref, i === 0 ? first : newCode(deps.world));
    return done.ok ? [{ ...done.value, stored: done.value.stored.map(byTheForm) }] : [];
  });
}

function byTheForm(change: StoredChange): StoredChange {
  return change.cause === "person" ? { ...change, cause: "default" } : change;
}
