import type { FormLanguage } from "../../shared/contract/questionnaires.ts";
import { useFaultSentence } from "../i18n.ts";
import { showToast } from "../ui/Toast.tsx";
import { useAbout, useRoom } from "./room.ts";

export interface LanguageSwitch {
  /** The language that comes next; undefined where there is only one. */
  readonly target: FormLanguage | undefined;
  /** Changes the language of the questions and of nothing else: same place, same focus, same text. */
  readonly speak: () => Promise<void>;
}

export function useLanguageSwitch(): LanguageSwitch {
  const { store } = useRoom();
  const { languages, language } = useAbout(store);
  const sayFault = useFaultSentence();
  const here = languages.findIndex(({ name }) => name === language);
  const target = languages.length > 1 ? languages[(here + 1) % languages.length] : undefined;
  const speak = async () => {
    if (!target) return;
    const restore = rememberView();
    const fault = await store.speak(target.name);
    if (fault) showToast({ text: sayFault(fault) });
    // Before the next picture is painted, and after the new words have taken their room.
    else requestAnimationFrame(restore);
  };
  return { target, speak };
}

/** What a language calls itself; where nobody knows, what the questionnaire calls it. */
export function nameOfLanguage({ name, tag }: FormLanguage): string {
  try {
    const own = new Intl.DisplayNames([tag], { type: "language" }).of(tag);
    if (own && own !== tag) return own;
  } catch {
    // A questionnaire may carry a tag that is none.
  }
  return name;
}

/** Notes which card one is looking at, and gives the way to have it at the same height again. */
function rememberView(): () => void {
  const main = document.querySelector("main");
  const top = main?.getBoundingClientRect().top ?? 0;
  const cards = [...document.querySelectorAll<HTMLElement>("[data-place]")];
  const isSeen = (card: HTMLElement) => {
    const box = card.getBoundingClientRect();
    return box.bottom > top && box.top < window.innerHeight;
  };
  const focused = cards.find((card) => card.contains(document.activeElement) && isSeen(card));
  const card = focused ?? cards.find(isSeen);
  const before = card?.getBoundingClientRect().top ?? 0;
  return () => {
    if (!card?.isConnected) return;
    const moved = card.getBoundingClientRect().top - before;
    main?.scrollBy({ top: moved, behavior: "instant" });
  };
}
