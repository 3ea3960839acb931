import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { type Chord, isChord, isTypingIn, pageDirection } from "./chord.ts";
import { everyKey, type KeyName } from "./every-key.ts";

/** One key of a screen, by its name among all keys. */
export interface KeyBinding {
  readonly key: KeyName;
  /** Null: the place itself hears the key, and here it is only listed. */
  readonly act: (() => void) | null;
  /** Works under an open dialog too, as locking must. */
  readonly always?: boolean;
  /** Left to a text field while one is typed in, as undo is. */
  readonly notInText?: boolean;
}

type Bindings = readonly KeyBinding[];

interface Registry {
  readonly add: (read: () => Bindings) => () => void;
  readonly all: () => Bindings;
}

const RegistryContext = createContext<Registry | null>(null);

/** Listens for every key of the screens below; the one registered last is asked first. */
export function Keys({ children }: { readonly children: ReactNode }) {
  const [readers] = useState(() => new Set<() => Bindings>());
  const [registry] = useState<Registry>(() => ({
    add: (read) => {
      readers.add(read);
      return () => readers.delete(read);
    },
    all: () => [...readers].reverse().flatMap((read) => read()),
  }));

  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const covered = document.querySelector("[data-covers-page]") !== null;
      const typing = isTypingIn(event.target);
      const binding = registry
        .all()
        .find(
          ({ key, act, always, notInText }) =>
            act !== null &&
            (always || !covered) &&
            !(typing && (notInText || isSingleCharacter(everyKey[key].chord))) &&
            isChord(everyKey[key].chord, event, pageDirection()),
        );
      if (!binding?.act) return;
      event.preventDefault();
      event.stopPropagation();
      binding.act();
    };
    // A list takes its Enter before a screen does. Function keys are the screen's alone: the library
    // would walk through the page with F6, and F6 says that somebody does not know.
    const hearFirst = (event: KeyboardEvent) => isFunctionKey(event) && hear(event);
    window.addEventListener("keydown", hearFirst, { capture: true });
    window.addEventListener("keydown", hear);
    return () => {
      window.removeEventListener("keydown", hearFirst, { capture: true });
      window.removeEventListener("keydown", hear);
    };
  }, [registry]);

  return <RegistryContext value={registry}>{children}</RegistryContext>;
}

/** Gives a screen its keys for as long as it is shown. */
export function useKeys(bindings: Bindings): void {
  const registry = useContext(RegistryContext);
  const latest = useRef(bindings);
  useLayoutEffect(() => {
    latest.current = bindings;
  });
  useEffect(() => registry?.add(() => latest.current), [registry]);
}

/** The names of the keys that work at this moment, those of the nearest place first. */
export function useWorkingKeys(): readonly KeyName[] {
  const registry = useContext(RegistryContext);
  return [...new Set(registry?.all().map(({ key }) => key))];
}

function isSingleCharacter(chord: Chord): boolean {
  return /^(Shift\+)?(Key[A-Z]|Digit[0-9]|Slash|Bracket.*)$/u.test(chord);
}

function isFunctionKey({ code }: KeyboardEvent): boolean {
  return /^F\d{1,2}$/u.test(code);
}
