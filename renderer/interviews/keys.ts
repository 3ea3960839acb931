import { useTranslation } from "react-i18next";
import { takesFile } from "../../shared/interviews/files.ts";
import type { NodeRef, NodeView } from "../../shared/questionnaire/live/view.ts";
import { type KeyBinding, useKeys } from "../ui/Keys.tsx";
import { settlePending } from "../ui/pending.ts";
import { showToast, undoLast } from "../ui/Toast.tsx";
import { sayMoment } from "../ui/When.tsx";
import { addEntry } from "./EntriesCard.tsx";
import { questionAt, useMarkMoment } from "./moment.ts";
import { type Section, stopAt } from "./outline.ts";
import { useSetState } from "./QuestionCard.tsx";
import { useAbout, useRoom } from "./room.ts";

interface InterviewKeys {
  readonly section: Section | undefined;
  readonly isPaused: boolean;
  readonly onPause: () => void;
  readonly onJump: () => void;
  /** Changes between a whole section and one question alone. */
  readonly onAlone: () => void;
  readonly isTimelineOpen: boolean;
  readonly onTimeline: (isOpen: boolean) => void;
  readonly speak: () => Promise<void>;
}

/** The keys of an interview. They work by their place, so Arabic and Latin keyboards agree. */
export function useInterviewKeys({ section, isPaused, ...keys }: InterviewKeys): void {
  const { t, i18n } = useTranslation("interviews");
  const room = useRoom();
  const { store } = room;
  const { readOnly, languages } = useAbout(store);
  const setState = useSetState();
  const markMoment = useMarkMoment();

  /** Goes to the question one is at, if it takes an answer, and does something with it. */
  const withQuestion = (act: (node: NodeView) => void) => () => {
    const at = store.at();
    const node = at === null ? undefined : store.node(at);
    if (node?.kind !== "question" || !node.relevant || isFixed(node)) return;
    const stop = stopAt(store.outline(), node.ref);
    if (stop && stop.section !== section?.id) room.go(stop);
    act(node);
  };
  const sayState = (state: "dont-know" | "prefers-not-to-say"): KeyBinding => ({
    key: state,
    act: withQuestion(({ ref }) => void setState(ref, state, null)),
  });
  const clear = withQuestion(({ ref }) => void setState(ref, "not-asked", null));
  const sayWhenSaved = async () => {
    await settlePending();
    const saving = store.saving();
    if (saving.kind === "saved")
      showToast({
        text: t("already-saved", { time: sayMoment(saving.at, "time", i18n.language) }),
      });
  };

  const openNotes = (begin: "note" | "flag") => {
    const at = questionAt(store);
    if (at !== null) room.openNotes(at, begin);
  };

  const recordOrStop = () => {
    const { recorder } = room;
    if (recorder.now().stage !== "off") return void recorder.stop();
    const at = store.at();
    const node = at === null ? undefined : store.node(at);
    room.openFiles(node && takesFile(node.type) ? node.ref : null);
  };

  const moving: readonly KeyBinding[] = [
    { key: "next", act: null },
    // A question hears it first; here it is heard while a dialog has gone and nothing has the focus.
    { key: "next-in-text", act: section ? () => void room.step("next") : null },
    { key: "forward", act: () => void room.step("next") },
    { key: "backward", act: () => void room.step("previous") },
    { key: "jump", act: keys.onJump },
    { key: "review", act: room.openReview },
    {
      key: "timeline",
      act: () => keys.onTimeline(!keys.isTimelineOpen),
      // It closes itself where it lies in front of the page.
      always: keys.isTimelineOpen,
    },
    { key: "alone", act: section ? keys.onAlone : null },
    { key: "pause", act: keys.onPause, always: true },
    {
      key: "history",
      act: () => {
        const at = questionAt(store);
        if (at !== null) room.openHistory(at);
      },
    },
    { key: "note", act: () => openNotes("note") },
    { key: "record", act: recordOrStop, always: true },
    { key: "mark", act: markMoment },
  ];
  const speaking: readonly KeyBinding[] =
    languages.length > 1 ? [{ key: "language", act: () => void keys.speak() }] : [];
  const repeat = section && repeatNear(store.at(), section);
  const writing: readonly KeyBinding[] = [
    { key: "option", act: null },
    sayState("dont-know"),
    sayState("prefers-not-to-say"),
    {
      key: "skip",
      act: withQuestion(({ ref }) => store.askWhySkipped(ref, true)),
    },
    { key: "flag", act: () => openNotes("flag") },
    { key: "clear", act: clear },
    { key: "undo", act: undoLast, notInText: true },
    { key: "saved", act: () => void sayWhenSaved() },
    ...(repeat === undefined
      ? []
      : [
          {
            key: "add-entry" as const,
            act: () => {
              const near = section && repeatNear(store.at(), section);
              if (near !== undefined && store.node(near)?.mayChange) void addEntry(room, near);
            },
          },
        ]),
  ];
  useKeys(isPaused ? [] : [...moving, ...speaking, ...(readOnly === null ? writing : [])]);
}

const isFixed = ({ readonly, appearance }: NodeView) =>
  readonly || appearance.includes("auto-code");

/** The list of entries one is at, or the one whose entry is open, or the first of the section. */
function repeatNear(at: NodeRef | null, { entry, items }: Section): NodeRef | undefined {
  const lists = items.filter(({ kind }) => kind === "entries").map(({ ref }) => ref);
  return lists.find((ref) => ref === at) ?? entry?.repeat ?? lists[0];
}
