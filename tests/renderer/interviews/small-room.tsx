// An interview on a page, with the real form behind it.
import { act, type ReactNode, useState } from "react";
import type { DisplayLocale } from "../../../renderer/i18n.ts";
import { Interview } from "../../../renderer/interviews/Interview.tsx";
import {
  type Chosen,
  PreferencesContext,
  type Route,
  SessionContext,
} from "../../../renderer/state.ts";
import { Toasts } from "../../../renderer/ui/Toast.tsx";
import type { InterviewId } from "../../../shared/contract/define.ts";
import type { InterviewView } from "../../../shared/contract/interviews.ts";
import type { PlaceRow } from "../../../shared/contract/questionnaires.ts";
import type { LiveForm } from "../../../shared/questionnaire/index.ts";
import { draw, nameOf, settle, wait } from "../world.tsx";
import { interviewId, smallKeeper } from "./small-keeper.ts";

/** Opens an interview in the page. */
export async function openRoom(
  form: LiveForm,
  {
    locale,
    given,
    chosen,
    besides,
    places,
  }: {
    locale?: DisplayLocale;
    given?: Partial<InterviewView>;
    chosen?: Partial<Chosen>;
    besides?: Parameters<typeof smallKeeper>[2];
    places?: readonly PlaceRow[];
  } = {},
) {
  const keeper = smallKeeper(form, given, besides, places);
  const gone: Route[] = [];
  const locks = { count: 0 };
  const session = {
    self: { role: "researcher" } as never,
    route: { screen: "interview", interview: interviewId as InterviewId } as const,
    go: (route: Route) => void gone.push(route),
    back: () => {},
    practice: null,
    lock: () => {
      locks.count += 1;
    },
  };
  const drawn = await draw(
    <Choosing chosen={chosen}>
      <SessionContext value={session}>
        <Interview interview={interviewId as InterviewId} />
        <Toasts />
      </SessionContext>
    </Choosing>,
    locale,
  );
  await settle();
  return { ...keeper, ...drawn, gone, locks, form };
}

/** What was chosen for this computer, and can be chosen anew. */
function Choosing({
  chosen,
  children,
}: {
  readonly chosen: Partial<Chosen> | undefined;
  readonly children: ReactNode;
}) {
  const [preferences, setPreferences] = useState<Chosen>({
    language: "ar",
    theme: "light",
    digits: "latn",
    textSize: 100,
    questions: "section",
    breakMinutes: 0,
    ...chosen,
  });
  const prefer = (change: Partial<Chosen>) =>
    setPreferences((before) => ({ ...before, ...change }));
  return <PreferencesContext value={{ preferences, prefer }}>{children}</PreferencesContext>;
}

/** The card of a question, a note or a list of entries. */
export function card(ref: string): HTMLElement {
  const found = [...document.querySelectorAll<HTMLElement>("[data-place]")].find(
    ({ dataset }) => dataset.place === ref,
  );
  if (!found) throw new Error(`${ref} is not on the screen; there are: ${cards().join(" ")}`);
  return found;
}

/** What is drawn in the middle, in order. */
export function cards(): string[] {
  return [...document.querySelectorAll<HTMLElement>("[data-place]")].map(
    ({ dataset }) => dataset.place ?? "",
  );
}

/** The question in which the focus is. */
export function here(): string | undefined {
  return document.activeElement?.closest<HTMLElement>("[data-place]")?.dataset.place;
}

export function field(ref: string): HTMLInputElement | HTMLTextAreaElement {
  const found = card(ref).querySelector<HTMLInputElement>("input, textarea");
  if (!found) throw new Error(`${ref} has no field`);
  return found;
}

/** Presses a button within a card, by the words on it. */
export async function pressIn(ref: string, words: string): Promise<void> {
  const button = [...card(ref).querySelectorAll("button")].find((each) =>
    nameOf(each).includes(words),
  );
  if (!button) throw new Error(`no button "${words}" in ${ref}`);
  act(() => button.click());
  await settle();
}

/** Lets the focus and the drawing that follow an act come to rest. */
export async function rest(): Promise<void> {
  await wait(60);
  await settle();
}
