import { createContext, useContext } from "react";
import type { InterviewId, QuestionnaireHash, Role } from "../shared/contract/define.ts";
import type { Output } from "../shared/contract/index.ts";
import type { Preferences } from "../shared/contract/shell.ts";
import type { SeenPart } from "../shared/practice/steps.ts";

export type Self = Output<"vault.self">;

/**
 * Where somebody is. It lives in memory only: no address, title or history entry may hold a code.
 *
 * A screen adds its line here and in `index.tsx`.
 */
export type Route =
  /** `isStarting` opens the question with which a new interview begins. */
  | { readonly screen: "interviews"; readonly isStarting?: boolean }
  | { readonly screen: "interview"; readonly interview: InterviewId }
  | { readonly screen: "settings" }
  | { readonly screen: "team" }
  | { readonly screen: "referrals" }
  | { readonly screen: "journal" }
  | { readonly screen: "make-parcel" }
  | { readonly screen: "inbox" }
  /** `search` is what was looked for, so that coming back shows the same list. */
  | { readonly screen: "records"; readonly search: string }
  | { readonly screen: "record"; readonly interview: InterviewId; readonly search: string }
  | { readonly screen: "tables" }
  | { readonly screen: "questionnaires" }
  | { readonly screen: "questionnaire"; readonly questionnaire: QuestionnaireHash }
  | { readonly screen: "preview"; readonly questionnaire: QuestionnaireHash }
  | {
      readonly screen: "differences";
      readonly from: QuestionnaireHash;
      readonly to: QuestionnaireHash;
    }
  | {
      readonly screen: "move-draft";
      readonly interview: InterviewId;
      readonly to: QuestionnaireHash;
    };

export type State =
  /** Nobody has said yet whether there is a notebook. */
  | { readonly stage: "asking" }
  | { readonly stage: "first-run" }
  | { readonly stage: "locked" }
  | {
      readonly stage: "open";
      readonly self: Self;
      readonly route: Route;
      /** The screens to go back to, the nearest last. */
      readonly behind: readonly Route[];
    };

export type Step =
  | { readonly do: "begin" }
  | { readonly do: "open"; readonly self: Self; readonly route?: Route }
  | { readonly do: "lock" }
  | { readonly do: "go"; readonly route: Route }
  | { readonly do: "back" };

/** The first screen of each role. */
export function homeOf(role: Role): Route {
  return role === "coordinator" ? { screen: "inbox" } : { screen: "interviews" };
}

/** Takes one step. Locking forgets everything: who it was, where they were and where they came from. */
export function takeStep(state: State, step: Step): State {
  switch (step.do) {
    case "begin":
      return { stage: "first-run" };
    case "lock":
      return { stage: "locked" };
    case "open":
      return {
        stage: "open",
        self: step.self,
        route: step.route ?? homeOf(step.self.role),
        behind: [],
      };
    case "go":
      if (state.stage !== "open") return state;
      return { ...state, route: step.route, behind: [...state.behind, state.route].slice(-20) };
    case "back": {
      if (state.stage !== "open") return state;
      const route = state.behind.at(-1) ?? homeOf(state.self.role);
      return { ...state, route, behind: state.behind.slice(0, -1) };
    }
  }
}

/**
 * Notes which interview is open, for the moment after a lock: the page is loaded anew then, and
 * forgets everything else. It is a number drawn at random, kept in the window's memory alone.
 */
export function noteOpenInterview(route: Route): void {
  const interview = route.screen === "interview" ? route.interview : null;
  window.history.replaceState(interview, "");
}

/** The interview that was open when the notebook was locked, as a place to go on. */
export function placeBeforeLock({ role }: Self): { readonly route?: Route } {
  const interview: unknown = window.history.state;
  if (role !== "researcher" || typeof interview !== "string") return {};
  return { route: { screen: "interview", interview: interview as InterviewId } };
}

/** What an open screen may do: know whose notebook it is, and lead elsewhere. */
export interface Session {
  readonly self: Self;
  readonly route: Route;
  readonly go: (route: Route) => void;
  readonly back: () => void;
  readonly lock: () => void;
  /** Null in a real notebook. In one for practice it is told what only a page can see. */
  readonly practice: { readonly saw: (part: SeenPart) => void } | null;
}

export const SessionContext = createContext<Session | null>(null);

/** The open notebook. Only screens of an open notebook may ask. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("This screen is drawn while the notebook is locked.");
  return session;
}

export type Chosen = Preferences & { readonly language: "ar" | "en" };

export interface Preferring {
  readonly preferences: Chosen;
  /** Acts at once and is then kept for this computer. */
  readonly prefer: (change: Partial<Chosen>) => void;
}

export const PreferencesContext = createContext<Preferring | null>(null);

export function usePreferences(): Preferring {
  const preferring = useContext(PreferencesContext);
  if (!preferring) throw new Error("This screen is drawn before the preferences are known.");
  return preferring;
}
