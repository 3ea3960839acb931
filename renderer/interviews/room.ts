import { createContext, useContext, useSyncExternalStore } from "react";
import type { FormLanguage } from "../../shared/contract/questionnaires.ts";
import type { LiveProblem, NodeRef, NodeView } from "../../shared/questionnaire/live/view.ts";
import { pageDirection } from "../ui/chord.ts";
import type { Outline, Stop } from "./outline.ts";
import type { Recorder } from "./recorder.ts";
import { type About, type Beside, type InterviewStore, topics, type WrittenNote } from "./store.ts";

/** What every part of the interview screen may do. */
export interface Room {
  readonly store: InterviewStore;
  /** Goes to a place and puts the focus there. */
  readonly go: (to: Stop) => void;
  /**
   * The place after or before the one where the researcher is; the review after the last. What was
   * said is awaited first, because it may decide which place that is.
   */
  readonly step: (way: "next" | "previous") => Promise<void>;
  /** Whether such a step is awaited: a key pressed now is not meant for the question that is left. */
  readonly isMoving: () => boolean;
  readonly openReview: () => void;
  readonly openHistory: (ref: NodeRef) => void;
  /** Opens what was written beside a question, to write a note, begun with these words, or to flag it. */
  readonly openNotes: (ref: NodeRef, begin: "note" | "flag", words?: string) => void;
  /** Opens recordings, photos and documents: those of a question, or of the interview as a whole. */
  readonly openFiles: (question: NodeRef | null) => void;
  readonly recorder: Recorder;
}

export const RoomContext = createContext<Room | null>(null);

export function useRoom(): Room {
  const room = useContext(RoomContext);
  if (!room) throw new Error("This part is drawn outside an interview.");
  return room;
}

export function useNode(ref: NodeRef): NodeView | undefined {
  const { store } = useRoom();
  return useSyncExternalStore(
    (listener) => store.listen(ref, listener),
    () => store.node(ref),
  );
}

export function useBeside(ref: NodeRef): Beside {
  const { store } = useRoom();
  return useSyncExternalStore(
    (listener) => store.listen(ref, listener),
    () => store.beside(ref),
  );
}

export function useNotes(ref: NodeRef): readonly WrittenNote[] {
  const { store } = useRoom();
  return useSyncExternalStore(
    (listener) => store.listen(ref, listener),
    () => store.notes(ref),
  );
}

/** How the date of a question was said, where it was in the Hijri calendar. */
export function useStated(ref: NodeRef): string | undefined {
  const { store } = useRoom();
  return useSyncExternalStore(
    (listener) => store.listen(ref, listener),
    () => store.stated(ref),
  );
}

export function useSoftCheck(ref: NodeRef): LiveProblem | undefined {
  const { store } = useRoom();
  return useSyncExternalStore(
    (listener) => store.listen(topics.outline, listener),
    () => store.softCheck(ref),
  );
}

export function useAbout(store: InterviewStore): About {
  return useSyncExternalStore((listener) => store.listen(topics.about, listener), store.about);
}

export function useOutline(store: InterviewStore): Outline {
  return useSyncExternalStore((listener) => store.listen(topics.outline, listener), store.outline);
}

/** The language in which the questions are shown now. */
export function useFormLanguage(): FormLanguage {
  const { store } = useRoom();
  return formLanguageOf(useAbout(store));
}

/** A form without any language reads as the page does. */
export function formLanguageOf({ languages, language }: About): FormLanguage {
  const found = languages.find(({ name }) => name === language);
  return (
    found ?? { name: language, tag: document.documentElement.lang, direction: pageDirection() }
  );
}
