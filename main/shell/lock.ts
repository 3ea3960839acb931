// Locking: the keeper ends, and its keys with it. Nothing is lost by it and nothing stays on
// screen.
import type { Announcement } from "../../shared/contract/events.ts";
import type { Keeper } from "./keeper.ts";

/** How long a page may take to give the field being typed. */
const lastWordsMilliseconds = 250;

export interface LockDeps {
  readonly keeper: () => Keeper | undefined;
  readonly tell: (announcement: Announcement) => void;
  /** Loads the page anew, so that the memory of the document goes. */
  readonly forgetPage: () => void;
  /** Resolves after so many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<unknown>;
}

export interface Lock {
  /** Locks, for a reason outside the page; the page may first give the field being typed. */
  readonly now: () => Promise<void>;
  /** The page has nothing more to give, or wants to lock by itself. */
  readonly pageIsReady: () => Promise<void>;
  /** Whether it has gone so far that no answer is taken any more. */
  readonly closing: () => boolean;
}

/**
 * Makes the one way to lock.
 *
 * The page covers itself and gives its last field · no answer is taken any more · the keeper closes
 * the vault and ends, or is killed · the page is told and loaded anew. Under a second in all. Asked
 * for twice, it happens once.
 */
export function makeLock({ keeper, tell, forgetPage, wait }: LockDeps): Lock {
  let locking: Promise<void> | undefined;
  let closing = false;
  let ready = Promise.withResolvers<void>();

  const lock = async () => {
    tell({ event: "locking" });
    await Promise.race([ready.promise, wait(lastWordsMilliseconds)]);
    closing = true;
    await keeper()?.end();
    tell({ event: "locked" });
    forgetPage();
  };
  const now = () => {
    locking ??= lock().finally(() => {
      locking = undefined;
      closing = false;
      ready = Promise.withResolvers<void>();
    });
    return locking;
  };
  const pageIsReady = () => {
    ready.resolve();
    return now();
  };
  return { now, pageIsReady, closing: () => closing };
}
