import type { InterviewId, QuestionnaireHash } from "../../shared/contract/define.ts";
import type { Input, Outcome } from "../../shared/contract/index.ts";
import type { Revision } from "../../shared/contract/interviews.ts";
import { commonPart } from "../../shared/interviews/chain.ts";
import { waitsForConsent } from "../../shared/interviews/consent.ts";
import type { InterviewEvent } from "../../shared/interviews/event.ts";
import { isMadeOf } from "../../shared/interviews/hijri.ts";
import type { Change, LiveForm, Refusal } from "../../shared/questionnaire/index.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { DiskTrouble } from "../vault/disk-fault.ts";
import type { Database } from "../vault/store.ts";
import { orDiskFault } from "../vault/store.ts";
import { asStated, happenings, savedOf, writeDown } from "./act.ts";
import { amendInterview, revisionsOf } from "./amend.ts";
import type { InterviewsDeps } from "./deps.ts";
import { Desk, type OpenInterview } from "./desk.ts";
import { erasedIn, eraseSection } from "./erase.ts";
import { files, filesOf, forgetUnwanted } from "./files.ts";
import { finishInterview } from "./finish.ts";
import { gateOf } from "./gate.ts";
import { historyOf } from "./history.ts";
import { listInterviews } from "./list.ts";
import { moveInterview, orphansOf, previewMove } from "./move.ts";
import { notesOf, writeNote } from "./note.ts";
import { recordings } from "./record.ts";
import { eventsOf } from "./replay.ts";
import { startInterview } from "./start.ts";
import { isStorable } from "./storable.ts";
import { viewOf, writeBookmark } from "./view.ts";

/** Most interviews are never corrected, and then their history need not be read again. */
function corrections(db: Database, { so, form }: OpenInterview): Revision[] {
  if (so.revisions.length === 0) return [];
  const events = commonPart(eventsOf(db, so.interview));
  return revisionsOf(
    events.map(({ line }) => JSON.parse(line) as InterviewEvent),
    form,
  );
}

/** Everything that can be asked about interviews; see shared/contract/interviews.ts. */
export type Interviews = ReturnType<typeof interviews>;

/**
 * Interviews as they are given: each act is settled by the form, written to the history, and on the
 * disk before it is answered. What could not be written was not said: it is dropped here, and the
 * page still shows what the person typed.
 */
export function interviews(deps: InterviewsDeps) {
  const desk = new Desk(deps);
  const recording = recordings(deps, desk);

  const view = (opened: OpenInterview) => {
    const beside = {
      orphans: orphansOf(deps, opened.so, opened.form.language),
      notes: notesOf(deps, opened),
      files: filesOf(deps, opened),
      erased: erasedIn(opened),
    };
    return ok(
      deps.store.read((db) =>
        viewOf(db, opened, { ...beside, revisions: corrections(db, opened) }),
      ),
    );
  };

  const begin = (wish: Input<"interviews.start">) => {
    const started = startInterview(deps, desk, wish);
    return started.ok ? view(started.value) : started;
  };

  /** Lets the form settle an act and writes it down, or changes nothing. */
  const act = (
    interview: InterviewId,
    place: Parameters<typeof waitsForConsent>[2],
    work: (form: LiveForm) => Result<Change, Refusal>,
    { made, said }: { readonly made?: string; readonly said?: Input<"interviews.answer"> } = {},
  ): Outcome<"interviews.answer"> =>
    orDiskFault(() => {
      const taken = desk.take(interview);
      if (!taken.ok) return taken;
      const opened = taken.value;
      if (opened.readOnly) return fail({ kind: "interview-closed" });
      if (waitsForConsent(opened.so.consent, gateOf(opened.form), place))
        return fail({ kind: "consent-first" });
      const settled = work(opened.form);
      if (!settled.ok) return settled;
      const happened = happenings(opened.so, settled.value, made ?? null);
      const told = said === undefined ? happened : asStated(opened.so, happened, said);
      const touched = new Set([...settled.value.touched, ...(said ? [said.question] : [])]);
      const change = { ...settled.value, touched: [...touched] };
      const written = writeDown(deps, opened, told);
      if (!written.ok) {
        desk.drop(interview);
        return written;
      }
      return ok(savedOf(opened, change, made === undefined ? null : (change.added[0] ?? null)));
    });

  return {
    ...files(deps, desk),
    beginRecording: recording.begin,
    recordPiece: recording.piece,
    endRecording: recording.end,
    /** Once, when the notebook has been opened: what was interrupted is kept, what was taken away goes. */
    tidy: async (): Promise<void> => {
      try {
        await recording.recover();
        forgetUnwanted(deps);
      } catch (error) {
        // A disk that fails must not keep its owner from reading; all this waits for the next opening.
        if (!(error instanceof DiskTrouble)) throw error;
      }
    },

    list: (wish: Input<"interviews.list">): Outcome<"interviews.list"> =>
      orDiskFault(() => ok(listInterviews(deps, wish))),

    start: (wish: Input<"interviews.start">): Outcome<"interviews.start"> =>
      orDiskFault(() => {
        // Nobody is asked about the worst while the one who asks knows nowhere to send them.
        if (!wish.withoutReferral && !deps.hasReferral()) return fail({ kind: "referral-missing" });
        return begin(wish);
      }),

    /** Begins one that was held before, on paper or elsewhere: it has nobody to wait for. */
    beginWritten: (questionnaire: QuestionnaireHash) =>
      orDiskFault(() => begin({ questionnaire, language: null })),

    open: ({ interview }: Input<"interviews.open">): Outcome<"interviews.open"> =>
      orDiskFault(() => {
        const taken = desk.take(interview);
        return taken.ok ? view(taken.value) : taken;
      }),

    answer: (said: Input<"interviews.answer">) => {
      const { interview, question, value, stated } = said;
      if (stated !== undefined && !isMadeOf(value, stated)) return fail({ kind: "not-a-date" });
      const set = (form: LiveForm) => form.set(question, value);
      return act(interview, { ref: question, kind: "question" }, set, { said });
    },

    state: ({ interview, question, state, reason }: Input<"interviews.state">) =>
      act(interview, { ref: question, kind: "question" }, (form) =>
        isStorable(reason)
          ? form.setState(question, state, reason)
          : fail({ kind: "text-not-storable" }),
      ),

    addEntry: ({ interview, repeat }: Input<"interviews.addEntry">) =>
      act(interview, { ref: repeat, kind: "repeat" }, (form) => form.addEntry(repeat), {
        made: repeat,
      }),

    removeEntry: ({ interview, entry }: Input<"interviews.removeEntry">) =>
      act(interview, { ref: entry, kind: "entry" }, (form) => form.removeEntry(entry)),

    restoreEntry: ({ interview, entry }: Input<"interviews.restoreEntry">) =>
      act(interview, { ref: entry, kind: "entry" }, (form) => form.restoreEntry(entry)),

    note: (wish: Input<"interviews.note">): Outcome<"interviews.note"> =>
      orDiskFault(() => {
        const taken = desk.take(wish.interview);
        if (!taken.ok) return taken;
        const written = writeNote(deps, taken.value, wish);
        if (!written.ok) {
          desk.drop(wish.interview);
          return written;
        }
        const { so } = taken.value;
        const here = notesOf(deps, taken.value).filter(
          ({ question, aside }) => question === wish.question && aside === null,
        );
        return ok({ notes: here, confirmed: [...so.confirmed], saved: so.changed });
      }),

    visit: ({ interview, question }: Input<"interviews.visit">): Outcome<"interviews.visit"> =>
      orDiskFault(() => {
        const taken = desk.take(interview);
        if (!taken.ok) return taken;
        taken.value.at = question;
        const written = deps.store.write((db) => writeBookmark(db, taken.value));
        return written.ok ? ok({}) : written;
      }),

    language: (wish: Input<"interviews.language">): Outcome<"interviews.language"> =>
      orDiskFault(() => {
        const taken = desk.take(wish.interview);
        if (!taken.ok) return taken;
        const changed = taken.value.form.setLanguage(wish.language);
        if (!changed.ok) return fail({ kind: "language-unknown" });
        const written = deps.store.write((db) => writeBookmark(db, taken.value));
        return written.ok ? view(taken.value) : written;
      }),

    /**
     * An interview in one of its languages, by tag, and what its person allowed: for paper. The
     * language in which it is held stays as it is. Faults: as for opening, and `language-unknown`.
     */
    readIn: (interview: InterviewId, tag: string) =>
      orDiskFault(() => {
        const taken = desk.take(interview);
        if (!taken.ok) return taken;
        const { form, so } = taken.value;
        const wanted = form.languages.find((one) => one.tag === tag);
        if (!wanted) return fail({ kind: "language-unknown" as const });
        const held = form.language;
        form.setLanguage(wanted.name);
        try {
          return ok({ view: view(taken.value).value, consent: so.consent });
        } finally {
          form.setLanguage(held);
        }
      }),

    history: (wish: Input<"interviews.history">): Outcome<"interviews.history"> =>
      orDiskFault(() => {
        const taken = desk.take(wish.interview);
        return taken.ok ? ok(historyOf(deps, taken.value, wish)) : taken;
      }),

    planMove: ({ interview, to }: Input<"interviews.planMove">): Outcome<"interviews.planMove"> =>
      orDiskFault(() => {
        const taken = desk.take(interview);
        return taken.ok ? previewMove(deps, taken.value, to) : taken;
      }),

    move: ({ interview, to }: Input<"interviews.move">): Outcome<"interviews.move"> =>
      orDiskFault(() => {
        const taken = desk.take(interview);
        if (!taken.ok) return taken;
        if (recording.isRunning(interview)) return fail({ kind: "recording-running" });
        const moved = moveInterview(deps, desk, taken.value, to);
        // Read again either way: in its new version, or as it was.
        desk.drop(interview);
        if (!moved.ok) return moved;
        const again = desk.take(interview);
        return again.ok ? view(again.value) : again;
      }),

    eraseSection: ({
      interview,
      section,
    }: Input<"interviews.eraseSection">): Outcome<"interviews.eraseSection"> =>
      orDiskFault(() => {
        const taken = desk.take(interview);
        if (!taken.ok) return taken;
        if (recording.isRunning(interview)) return fail({ kind: "recording-running" });
        const erased = eraseSection(deps, desk, taken.value, section);
        // What was erased is not kept in memory either.
        desk.drop(interview);
        if (!erased.ok) return erased;
        const again = desk.take(interview);
        if (!again.ok) return again;
        const shown = view(again.value);
        return ok({ view: shown.value, ...erased.value });
      }),

    amend: ({ interview, reason }: Input<"interviews.amend">): Outcome<"interviews.amend"> =>
      orDiskFault(() => {
        const taken = desk.take(interview);
        if (!taken.ok) return taken;
        const amended = amendInterview(deps, taken.value, reason);
        // Read again either way: as a draft, or as it was before the disk failed.
        desk.drop(interview);
        if (!amended.ok) return amended;
        const again = desk.take(interview);
        return again.ok ? view(again.value) : again;
      }),

    finish: ({ interview }: Input<"interviews.finish">): Outcome<"interviews.finish"> =>
      orDiskFault(() => {
        const taken = desk.take(interview);
        if (!taken.ok) return taken;
        if (recording.isRunning(interview)) return fail({ kind: "recording-running" });
        const finished = finishInterview(deps, taken.value);
        // Read again either way: as finished, or as it was before the disk failed.
        desk.drop(interview);
        if (!finished.ok) return finished;
        const closed = desk.take(interview);
        return closed.ok ? view(closed.value) : closed;
      }),
  };
}
