import { createContext, useContext, useEffect, useLayoutEffect, useRef, useState } from "react";
import { holdPending } from "./pending.ts";

/**
 * Hands an answer to the keeper. Resolves true once it is on the disk, false when it is not.
 * `stated` is how a date was said in another calendar.
 */
export type Give = (value: string, stated?: string) => Promise<boolean>;

/**
 * Where a field that leaves the page puts what nobody could store: half a date, a number in words. It
 * finds it again when it comes back. Kept in memory only, by whoever draws the field.
 */
export interface DraftShelf {
  readonly take: () => unknown;
  /** Undefined when there is nothing to keep. */
  readonly put: (shown: unknown) => void;
}

/** The shelf of the field below; null within a field that is made of others. */
export const DraftContext = createContext<DraftShelf | null>(null);

interface Held<Shown> {
  /** What the keeper has, as a stored value. */
  readonly value: string;
  readonly give: Give;
  /** How a stored value looks in the field. */
  readonly show: (value: string) => Shown;
  /** What the field means; null while it means nothing yet, and then nothing is handed over. */
  readonly read: (shown: Shown) => string | null;
  /** Rest after which a slow change is handed over, and the longest it may wait. Milliseconds. */
  readonly rest: number;
  readonly most: number;
}

export interface Holding<Shown> {
  readonly shown: Shown;
  /** Changes the field: handed over `now`, after a `rest` if more may follow, or only `held`. */
  readonly change: (next: Shown, pace: "now" | "rest" | "held") => void;
  /** Hands over what still waits; resolves when the keeper has answered to all that was handed over. */
  readonly settle: () => Promise<void>;
  /** Whether the field came back with what could not be stored when it left the page. */
  readonly isRestored: boolean;
}

/**
 * Keeps what a person puts into one field until the keeper has it.
 *
 * What was typed is never replaced by an older answer, however late its echo comes. A value from
 * elsewhere (undo, a calculation, another language) is taken over only while nothing waits. When an
 * answer could not be saved it stays in the field and is handed over again at the next occasion.
 */
export function useHeld<Shown>(held: Held<Shown>): Holding<Shown> {
  const shelf = useContext(DraftContext);
  const [draft] = useState(() => shelf?.take() as Shown | undefined);
  const [shown, setShown] = useState(() => draft ?? held.show(held.value));
  const latest = useRef(held);
  const field = useRef({
    shown,
    /** What the keeper has been told, or told us. */
    told: held.value,
    underway: 0,
    /** What was handed over last; resolved when it is known what became of it. */
    handedOver: Promise.resolve(),
    timer: undefined as ReturnType<typeof setTimeout> | undefined,
    waitingSince: null as number | null,
  });

  const put = (next: Shown) => {
    field.current.shown = next;
    setShown(next);
  };

  const adopt = () => {
    const { value, read, show } = latest.current;
    const now = field.current;
    const isOurs = read(now.shown) === now.told;
    now.told = value;
    if (isOurs && read(now.shown) !== value) put(show(value));
  };

  const settle = (): Promise<void> => {
    const now = field.current;
    clearTimeout(now.timer);
    now.waitingSince = null;
    const value = latest.current.read(now.shown);
    if (value !== null && value !== now.told) now.handedOver = handOver(value);
    return now.handedOver;
  };

  const handOver = async (value: string): Promise<void> => {
    const now = field.current;
    const before = latest.current.value;
    now.told = value;
    now.underway += 1;
    const isSaved = await latest.current.give(value).catch(() => false);
    now.underway -= 1;
    if (now.underway > 0) return;
    if (!isSaved && now.told === value) now.told = latest.current.value;
    if (isSaved && latest.current.value !== before) adopt();
  };

  const change = (next: Shown, pace: "now" | "rest" | "held") => {
    const now = field.current;
    put(next);
    clearTimeout(now.timer);
    if (pace === "now") void settle();
    if (pace !== "rest") return;
    now.waitingSince ??= Date.now();
    const waited = Date.now() - now.waitingSince;
    const { rest, most } = latest.current;
    now.timer = setTimeout(() => void settle(), Math.max(0, Math.min(rest, most - waited)));
  };

  useLayoutEffect(() => {
    latest.current = held;
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new value from outside is news.
  useLayoutEffect(() => {
    if (field.current.underway === 0) adopt();
  }, [held.value]);

  const settleLatest = useRef(settle);
  settleLatest.current = settle;
  useEffect(() => {
    const forget = holdPending(() => settleLatest.current());
    const { current: now } = field;
    return () => {
      forget();
      const leaveDraft = () => {
        const isKept = latest.current.read(now.shown) === now.told;
        shelf?.put(isKept ? undefined : now.shown);
      };
      // Put there at once, and taken away when it turns out to be on the disk.
      leaveDraft();
      void settleLatest.current().then(leaveDraft);
    };
  }, [shelf]);

  return { shown, change, settle, isRestored: draft !== undefined };
}
