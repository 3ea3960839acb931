import { consentTold } from "../../shared/interviews/consent-told.ts";
import { ask } from "../bridge.ts";
import { ConsentBadge, ConsentUses } from "../ui/ConsentBadge.tsx";
import { formLanguageOf, useAbout, useOutline } from "./room.ts";
import type { InterviewStore } from "./store.ts";

interface AllowedProps {
  readonly store: InterviewStore;
}

/** What the person has allowed so far, as a badge that opens. */
export function AllowedBadge({ store }: AllowedProps) {
  return <ConsentBadge {...useAllowed(store)} />;
}

/** The same in full, where there is room for it. */
export function AllowedUses({ store }: AllowedProps) {
  return <ConsentUses {...useAllowed(store)} />;
}

function useAllowed(store: InterviewStore) {
  const about = useAbout(store);
  // Another use may be ticked while the mark stays as it is.
  useOutline(store);
  const { interview, consent } = about;
  return {
    mark: consent,
    told: consentTold(store.nodes()),
    language: formLanguageOf(about),
    history: (question: string) => ask("interviews.history", { interview, question }),
  };
}
