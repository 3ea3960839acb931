import type { InterviewView, Note, Saved } from "../../shared/contract/interviews.ts";
import { isMadeOf } from "../../shared/interviews/hijri.ts";
import { isFlagged } from "../../shared/interviews/notes.ts";
import type {
  AnswerState,
  LiveProblem,
  NodeRef,
  NodeView,
} from "../../shared/questionnaire/live/view.ts";
import { ok, type Result } from "../../shared/result.ts";
import { type AnyFault, ask } from "../bridge.ts";
import type { DraftShelf } from "../ui/held.ts";
import { settlePending } from "../ui/pending.ts";
import type { Saving } from "../ui/SavedMark.tsx";
import { type Outline, outlineOf } from "./outline.ts";
import {
  isAtOrBelow,
  type News,
  newsOf,
  repeatOf,
  sectionsRefused,
  softOnes,
} from "./what-changed.ts";

/**
 * One open interview as the page knows it: what the keeper has said last, and what could not be saved.
 *
 * Who draws a question listens to that question alone, so that an answer redraws what it changed and
 * nothing else. Everything handed out keeps its identity until it is different.
 */
export interface InterviewStore {
  /** Listens to a question by its ref, or to one of the wholes. Gives back the way to stop. */
  readonly listen: (topic: Topic, listener: () => void) => () => void;
  readonly about: () => About;
  readonly node: (ref: NodeRef) => NodeView | undefined;
  readonly beside: (ref: NodeRef) => Beside;
  readonly outline: () => Outline;
  readonly problems: () => InterviewView["problems"];
  /** What the questionnaire asks to have a second look at, beside one question. */
  readonly softCheck: (ref: NodeRef) => LiveProblem | undefined;
  readonly saving: () => Saving;
  /** What was written beside a question, the oldest first. */
  readonly notes: (ref: NodeRef) => readonly WrittenNote[];
  readonly isFlagged: (ref: NodeRef) => boolean;
  /** Sections that were refused after something had been said in them, until it is known what becomes of it. */
  readonly refused: () => readonly NodeRef[];
  /** What the last answer opened or closed elsewhere, until it is said. */
  readonly news: () => News | null;
  /** The question at which the researcher is. */
  readonly at: () => NodeRef | null;
  /** All nodes, in document order. */
  readonly nodes: () => readonly NodeView[];

  /** True once the answer is on the disk. Otherwise it is kept here and given again. */
  readonly answer: (ref: NodeRef, value: string, stated?: string) => Promise<boolean>;
  /**
   * The same, for a value that comes from elsewhere than its field: the field then takes it over. A date
   * that comes back comes as it was said.
   */
  readonly put: (ref: NodeRef, value: string, stated?: string) => Promise<boolean>;
  /** How the date of a question was said, also while another state sets it aside. */
  readonly stated: (ref: NodeRef) => string | undefined;
  readonly setState: (ref: NodeRef, state: AnswerState, reason: string | null) => Promise<boolean>;
  /** Gives the ref of the new entry. */
  readonly addEntry: (repeat: NodeRef) => Promise<NodeRef | null>;
  readonly removeEntry: (entry: NodeRef) => Promise<boolean>;
  readonly restoreEntry: (entry: NodeRef) => Promise<boolean>;
  /** Writes beside a question. What the disk did not take is kept here and given again. */
  readonly write: (ref: NodeRef, mark: Note["mark"], text: string) => Promise<AnyFault | null>;
  /** Takes over what became of a recording, a photo or a document, and what it answered. */
  readonly takeFiles: (files: InterviewView["files"], saved: Saved | null) => void;
  /** Leaves what was said in the refused sections where it is, out of sight. */
  readonly keepHidden: () => void;
  /** Erases what was said in these sections, one after the other; ends at the first fault. */
  readonly erase: (sections: readonly NodeRef[]) => Promise<Result<{ traces: boolean }, AnyFault>>;
  /** The researcher is here now; the interview will open here again. */
  readonly stand: (ref: NodeRef) => void;
  readonly markLeft: (ref: NodeRef) => void;
  readonly askWhySkipped: (ref: NodeRef, isOpen: boolean) => void;
  readonly showEntries: (repeat: NodeRef, order: EntryOrder) => void;
  readonly speak: (language: string) => Promise<AnyFault | null>;
  readonly finish: () => Promise<AnyFault | null>;
  /** Opens a finished interview for a correction. */
  readonly amend: (reason: string) => Promise<AnyFault | null>;
  /** Resolves when the keeper has answered to all that was said: only then it is known what follows. */
  readonly settle: () => Promise<void>;
  /** Gives once more what could not be saved. */
  readonly retry: () => Promise<void>;
  readonly draftOf: (ref: NodeRef) => DraftShelf;
}

export type Topic = NodeRef | (typeof topics)[keyof typeof topics];

/** No ref has a colon in front. */
export const topics = {
  about: ":about",
  outline: ":outline",
  saving: ":saving",
  news: ":news",
  refused: ":refused",
  at: ":at",
} as const;

export type About = Omit<InterviewView, "nodes" | "problems" | "saved" | "at" | "notes" | "stated">;

/** A note, and when it was written; null while it is not on the disk. */
export interface WrittenNote extends Pick<Note, "mark" | "text"> {
  readonly at: string | null;
}

/** What stands beside one question and is not part of the interview. */
export interface Beside {
  /** Why the last act was refused; gone with the next one. */
  readonly refusal: AnyFault | null;
  /** Grows when the field must show what it did not type itself. */
  readonly edition: number;
  /** Whether it has been left in this sitting: only then one is reminded of what it lacks. */
  readonly wasLeft: boolean;
  /** Whether the reasons for skipping it are open. */
  readonly isSkipping: boolean;
  /** How a list shows its entries: as they were told, or by their dates. Their numbers stay. */
  readonly order: EntryOrder;
}

export type EntryOrder = "told" | "by-date";

export function interviewStore(view: InterviewView): InterviewStore {
  const listeners = new Map<Topic, Set<() => void>>();
  const tell = (topic: Topic) => {
    for (const listener of listeners.get(topic) ?? []) listener();
  };

  let about = aboutOf(view);
  let nodes = new Map(view.nodes.map((node) => [node.ref, node]));
  let order = view.nodes.map(({ ref }) => ref);
  let { problems, at } = view;
  let stated = new Map(Object.entries(view.stated));
  let saved: string = view.saved;
  let saving: Saving = { kind: "saved", at: saved };
  let news: News | null = null;
  let refused: readonly NodeRef[] = [];
  let outline: Outline | null = null;
  let isOutlineOld = true;
  const underway = new Set<Promise<unknown>>();
  let softChecks = softOnes(problems, new Map());
  const besides = new Map<NodeRef, Beside>();
  const drafts = new Map<NodeRef, unknown>();
  let written = notesByQuestion(view.notes);
  /** Notes that are not on the disk, by the act that is to write them. */
  const unwritten = new Map<string, WrittenNote & { readonly ref: NodeRef }>();
  let notesBegun = 0;
  const shownNotes = new Map<NodeRef, readonly WrittenNote[]>();
  const notesAt = (ref: NodeRef) => {
    const shown = shownNotes.get(ref);
    if (shown) return shown;
    const waiting = [...unwritten.values()].filter((one) => one.ref === ref);
    const all = [...(written.get(ref) ?? []), ...waiting];
    shownNotes.set(ref, all);
    return all;
  };
  /** Acts that the disk did not take, by what they act on: of two on one question the later counts. */
  const unsaved = new Map<string, () => Promise<boolean>>();

  const inOrder = () => order.flatMap((ref) => nodes.get(ref) ?? []);
  const changeOutline = () => {
    isOutlineOld = true;
    tell(topics.outline);
  };
  const putBeside = (ref: NodeRef, change: Partial<Beside>) => {
    besides.set(ref, { ...(besides.get(ref) ?? quiet), ...change });
    tell(ref);
  };
  const showSaving = () => {
    const next: Saving =
      unsaved.size > 0
        ? { kind: "not-saved" }
        : underway.size > 0
          ? { kind: "saving" }
          : { kind: "saved", at: saved };
    if (next.kind === saving.kind && next.kind !== "saved") return;
    saving = next;
    tell(topics.saving);
  };

  const askAboutRefused = (sections: readonly NodeRef[]) => {
    refused = sections;
    tell(topics.refused);
  };
  const confirm = (confirmed: About["confirmed"]) => {
    if (confirmed.join("\n") === about.confirmed.join("\n")) return;
    about = { ...about, confirmed };
    tell(topics.about);
  };
  const takeOver = (change: Saved, ref: NodeRef, isEntry: boolean) => {
    const told = newsOf(change.nodes, nodes);
    const hidden = sectionsRefused(ref, change.nodes, nodes);
    for (const node of change.nodes) {
      nodes.set(node.ref, node);
      const said = change.stated[node.ref];
      if (said === undefined) stated.delete(node.ref);
      else stated.set(node.ref, said);
    }
    const gone =
      change.removed.length === 0
        ? []
        : [...nodes.keys()].filter((ref) => isAtOrBelow(ref, change.removed));
    for (const ref of gone) {
      nodes.delete(ref);
      stated.delete(ref);
    }
    if (change.order) order = change.order;
    problems = change.problems;
    softChecks = softOnes(problems, softChecks);
    saved = change.saved;
    if (change.consent !== about.consent) {
      about = { ...about, consent: change.consent };
      tell(topics.about);
    }
    confirm(change.confirmed);
    for (const ref of [...gone, ...change.nodes.map((node) => node.ref)]) tell(ref);
    changeOutline();
    if (hidden.length > 0) askAboutRefused(hidden);
    if (isEntry || (told.opened === 0 && told.closed === 0)) return;
    news = told;
    tell(topics.news);
  };
  const replace = (next: InterviewView) => {
    about = aboutOf(next);
    nodes = new Map(next.nodes.map((node) => [node.ref, node]));
    order = next.nodes.map(({ ref }) => ref);
    ({ problems, saved } = next);
    stated = new Map(Object.entries(next.stated));
    written = notesByQuestion(next.notes);
    shownNotes.clear();
    softChecks = softOnes(problems, new Map());
    isOutlineOld = true;
    for (const topic of [...listeners.keys()]) tell(topic);
  };

  /** Asks for one act and takes over what it changed. What the disk refused is kept to be repeated. */
  const act = async (
    ref: NodeRef,
    key: string,
    question: () => ReturnType<typeof askToWrite>,
  ): Promise<Saved | null> => {
    const asked = question();
    underway.add(asked);
    showSaving();
    const outcome = await asked;
    underway.delete(asked);
    if (outcome.ok) {
      unsaved.delete(key);
      takeOver(outcome.value, ref, key !== ref);
      if (besides.get(ref)?.refusal) putBeside(ref, { refusal: null });
    } else if (isRefusal(outcome.fault)) {
      unsaved.delete(key);
      putBeside(ref, { refusal: outcome.fault });
    } else unsaved.set(key, async () => (await act(ref, key, question)) !== null);
    showSaving();
    return outcome.ok ? outcome.value : null;
  };
  const { interview } = about;
  const write = async (
    ref: NodeRef,
    mark: Note["mark"],
    text: string,
  ): Promise<AnyFault | null> => {
    notesBegun += 1;
    const key = `note ${notesBegun}`;
    const attempt = async (): Promise<AnyFault | null> => {
      const asked = ask("interviews.note", { interview, question: ref, mark, text });
      underway.add(asked);
      showSaving();
      const outcome = await asked;
      underway.delete(asked);
      const isLost = !outcome.ok && !isRefusal(outcome.fault);
      if (isLost) {
        unsaved.set(key, async () => (await attempt()) === null);
        unwritten.set(key, { ref, mark, text, at: null });
      } else {
        unsaved.delete(key);
        unwritten.delete(key);
      }
      if (outcome.ok) {
        saved = outcome.value.saved;
        confirm(outcome.value.confirmed);
        written.set(ref, outcome.value.notes);
      }
      shownNotes.delete(ref);
      tell(ref);
      changeOutline();
      showSaving();
      return outcome.ok ? null : outcome.fault;
    };
    const fault = await attempt();
    return fault && isRefusal(fault) ? fault : null;
  };
  const answer = async (ref: NodeRef, value: string, said?: string) => {
    const how = said === undefined ? {} : { stated: said };
    const done = await act(ref, ref, () =>
      ask("interviews.answer", { interview, question: ref, value, ...how }),
    );
    // The disk takes answers again: what it did not take before goes with it.
    if (done && unsaved.size > 0) void repeat();
    return done !== null;
  };
  const renew = (ref: NodeRef) => {
    drafts.delete(ref);
    putBeside(ref, { edition: (besides.get(ref)?.edition ?? 0) + 1 });
  };
  const repeat = async () => {
    for (const again of [...unsaved.values()]) if (!(await again())) return;
  };

  let bookmark: NodeRef | null = null;
  let isVisiting = false;
  /** One at a time, and of all that wait only the last. */
  const visit = async (ref: NodeRef) => {
    bookmark = ref;
    if (isVisiting) return;
    isVisiting = true;
    for (let told: NodeRef | null = null; told !== bookmark; ) {
      told = bookmark;
      await ask("interviews.visit", { interview, question: told });
    }
    isVisiting = false;
  };

  return {
    listen: (topic, listener) => {
      const those = listeners.get(topic) ?? new Set();
      listeners.set(topic, those.add(listener));
      return () => {
        those.delete(listener);
        if (those.size === 0) listeners.delete(topic);
      };
    },
    about: () => about,
    node: (ref) => nodes.get(ref),
    beside: (ref) => besides.get(ref) ?? quiet,
    outline: () => {
      if (isOutlineOld || !outline)
        outline = outlineOf(inOrder(), problems, about.consent, outline);
      isOutlineOld = false;
      return outline;
    },
    problems: () => problems,
    softCheck: (ref) => softChecks.get(ref),
    saving: () => saving,
    notes: notesAt,
    refused: () => refused,
    isFlagged: (ref) => isFlagged(notesAt(ref)),
    news: () => news,
    at: () => at,
    nodes: inOrder,

    answer,
    stated: (ref) => stated.get(ref),
    put: async (ref, value, said = stated.get(ref)) => {
      const isSame = said !== undefined && isMadeOf(value, said);
      const isSaved = await answer(ref, value, isSame ? said : undefined);
      if (isSaved) renew(ref);
      return isSaved;
    },
    setState: async (ref, state, reason) => {
      // What is being typed is said first; the state then sets it aside, and undo brings it back.
      await settlePending();
      const done = await act(ref, ref, () =>
        ask("interviews.state", { interview, question: ref, state, reason }),
      );
      if (done) renew(ref);
      return done !== null;
    },
    addEntry: async (repeat) => {
      const done = await act(repeat, `entry of ${repeat}`, () =>
        ask("interviews.addEntry", { interview, repeat }),
      );
      return done?.entry ?? null;
    },
    removeEntry: async (entry) => {
      await settlePending();
      const question = () => ask("interviews.removeEntry", { interview, entry });
      return (await act(repeatOf(entry), `entry ${entry}`, question)) !== null;
    },
    restoreEntry: async (entry) => {
      const question = () => ask("interviews.restoreEntry", { interview, entry });
      return (await act(repeatOf(entry), `entry ${entry}`, question)) !== null;
    },
    write,
    takeFiles: (files, change) => {
      about = { ...about, files };
      tell(topics.about);
      if (!change) return;
      takeOver(change, "", false);
      showSaving();
    },
    keepHidden: () => askAboutRefused([]),
    erase: async (sections) => {
      let traces = false;
      for (const section of sections) {
        const outcome = await ask("interviews.eraseSection", { interview, section });
        if (!outcome.ok) return outcome;
        ({ traces } = outcome.value);
        // Nothing of it stays in this page either: half-typed answers, and those waiting to be saved.
        for (const known of [drafts, besides, unsaved])
          for (const ref of [...known.keys()])
            if (isAtOrBelow(ref.replace(/^entry (of )?/u, ""), [section])) known.delete(ref);
        for (const [key, note] of [...unwritten])
          if (isAtOrBelow(note.ref, [section])) {
            unwritten.delete(key);
            unsaved.delete(key);
          }
        replace(outcome.value.view);
      }
      return ok({ traces });
    },
    stand: (ref) => {
      if (at === ref) return;
      at = ref;
      tell(topics.at);
      // Only a question can be come back to; a note or a list is near one.
      if (about.readOnly === null && nodes.get(ref)?.kind === "question") void visit(ref);
    },
    markLeft: (ref) => {
      if (!besides.get(ref)?.wasLeft) putBeside(ref, { wasLeft: true });
    },
    askWhySkipped: (ref, isOpen) => putBeside(ref, { isSkipping: isOpen }),
    showEntries: (repeat, order) => {
      putBeside(repeat, { order });
      // The contents list them too.
      changeOutline();
    },
    speak: async (language) => {
      const outcome = await ask("interviews.language", { interview, language });
      if (!outcome.ok) return outcome.fault;
      replace(outcome.value);
      return null;
    },
    finish: async () => {
      await settlePending();
      const outcome = await ask("interviews.finish", { interview });
      if (!outcome.ok) return outcome.fault;
      replace(outcome.value);
      return null;
    },
    amend: async (reason) => {
      const outcome = await ask("interviews.amend", { interview, reason });
      if (!outcome.ok) return outcome.fault;
      replace(outcome.value);
      return null;
    },
    settle: async () => {
      await settlePending();
      while (underway.size > 0) await Promise.allSettled(underway);
    },
    retry: async () => {
      await settlePending();
      await repeat();
    },
    draftOf: (ref) => ({
      take: () => drafts.get(ref),
      put: (shown) => void (shown === undefined ? drafts.delete(ref) : drafts.set(ref, shown)),
    }),
  };
}

const quiet: Beside = {
  refusal: null,
  edition: 0,
  wasLeft: false,
  isSkipping: false,
  order: "told",
};

const askToWrite = (input: Parameters<typeof ask<"interviews.answer">>[1]) =>
  ask("interviews.answer", input);

function aboutOf({
  nodes: _,
  problems: __,
  saved: ___,
  at: ____,
  notes: _____,
  stated: ______,
  ...about
}: InterviewView): About {
  return about;
}

/** Of the questions this version has; notes on others are told where the interview is read. */
function notesByQuestion(notes: readonly Note[]): Map<NodeRef, readonly WrittenNote[]> {
  return Map.groupBy(
    notes.filter(({ aside }) => aside === null),
    ({ question }) => question,
  );
}

/** What a form said no to belongs beside its field; everything else is the notebook's trouble. */
function isRefusal({ kind }: AnyFault): boolean {
  return !["disk-full", "disk-read-only", "disk-failing", "broken", "locked"].includes(kind);
}
