import { useTranslation } from "react-i18next";
import type { FileKind } from "../../shared/interviews/files.ts";
import type { NodeRef } from "../../shared/questionnaire/live/view.ts";
import { sayLength } from "../ui/clock-time.ts";
import { useRoom } from "./room.ts";
import type { InterviewStore } from "./store.ts";

/** Says a moment of a sound, as a note begins that was written at it. */
export function useMoment(): (kind: FileKind, number: number, seconds: number) => string {
  const { t, i18n } = useTranslation("interviews");
  return (kind, number, seconds) => {
    const time = sayLength(seconds, i18n.language);
    const moment = kind === "recording" ? "recording.moment-recording" : "recording.moment-sound";
    // It becomes somebody's own words, in which no unseen marks of direction should stand.
    return `${t(moment, { number, time }).replace(/[\u2068\u2069]/gu, "")} `;
  };
}

/** Begins a note on the question one is at with how far the recording is; without one, does nothing. */
export function useMarkMoment(): () => void {
  const { store, recorder, openNotes } = useRoom();
  const sayMoment = useMoment();
  return () => {
    const { stage, number, seconds } = recorder.now();
    const place = questionAt(store);
    if (place === null || (stage !== "on" && stage !== "paused")) return;
    openNotes(place, "note", sayMoment("recording", number, seconds));
  };
}

/** The question one is at, if one is at a question. */
export function questionAt(store: InterviewStore): NodeRef | null {
  const at = store.at();
  return at !== null && store.node(at)?.kind === "question" ? at : null;
}
