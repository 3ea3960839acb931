import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button.tsx";
import { type Chord, isChord, isTypingIn, pageDirection } from "./chord.ts";
import { Dialog } from "./Dialog.tsx";
import { KeyCaps } from "./KeyCaps.tsx";
import styles from "./Keys.module.css";

/** One key of a screen. What it does is said in words, because F1 lists every key there is. */
export interface KeyBinding {
  readonly chord: Chord;
  readonly label: string;
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
          ({ chord, act, always, notInText }) =>
            act !== null &&
            (always || !covered) &&
            !(typing && (notInText || isSingleCharacter(chord))) &&
            isChord(chord, event, pageDirection()),
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

/** The page of all keys that work at this moment. */
export function KeysDialog({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation("ui");
  const registry = useContext(RegistryContext);
  return (
    <Dialog
      title={t("keys.title")}
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <Button kind="primary" autoFocus onPress={onClose}>
          {t("dialog.close")}
        </Button>
      }
    >
      <dl className={styles.list}>
        {(isOpen ? (registry?.all() ?? []) : []).map((binding) => (
          <div key={binding.chord} className={styles.row}>
            <dt>{binding.label}</dt>
            <dd>
              <KeyCaps chord={binding.chord} />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

function isSingleCharacter(chord: Chord): boolean {
  return /^(Shift\+)?(Key[A-Z]|Digit[0-9]|Slash|Bracket.*)$/u.test(chord);
}

function isFunctionKey({ code }: KeyboardEvent): boolean {
  return /^F\d{1,2}$/u.test(code);
}
