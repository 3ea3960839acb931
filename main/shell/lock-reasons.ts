// Everything outside the page that locks: the key, the system, and a laptop nobody touches.
import { type BrowserWindow, type Input, powerMonitor } from "electron";

/** Untouched for so long, the laptop may be in other hands. */
const idleMinutes = 5;
const lookEverySeconds = 5;

export interface LockReasonDeps {
  readonly window: BrowserWindow;
  /** Whether there is anything to lock. */
  readonly isOpen: () => boolean;
  readonly lock: () => Promise<void>;
}

/** Locks on Ctrl+L, suspend, a locked screen, another user, shutdown, a dead page, and idleness. */
export function watchForReasonsToLock({ window, isOpen, lock }: LockReasonDeps): void {
  const lockNow = () => void lock();
  window.webContents.on("before-input-event", (event, input) => {
    if (!isLockKey(input)) return;
    event.preventDefault();
    lockNow();
  });
  window.webContents.on("render-process-gone", lockNow);

  powerMonitor.on("suspend", lockNow);
  powerMonitor.on("lock-screen", lockNow);
  powerMonitor.on("user-did-resign-active", lockNow);
  powerMonitor.on("shutdown", lockNow);
  window.on("session-end", lockNow);

  const watch = setInterval(() => {
    if (isOpen() && powerMonitor.getSystemIdleTime() >= idleMinutes * 60) lockNow();
  }, lookEverySeconds * 1000);
  window.once("closed", () => clearInterval(watch));
}

/** By the place of the key, so that it is the same key on an Arabic layout. */
function isLockKey(input: Input): boolean {
  const command = process.platform === "darwin" ? input.meta : input.control;
  return input.type === "keyDown" && command && !input.alt && !input.shift && input.code === "KeyL";
}
