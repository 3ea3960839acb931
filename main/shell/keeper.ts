// The keeper's process, seen from the shell: started, asked, ended.
import type { Json } from "../../shared/contract/define.ts";
import type { Announcement } from "../../shared/contract/events.ts";
import type { CallName, Outcome } from "../../shared/contract/index.ts";
import type { FromKeeper, ToKeeper } from "../../shared/contract/keeper.ts";
import { fail } from "../../shared/result.ts";

/** How long the keeper may take to close its database before it is killed. */
const graceMilliseconds = 500;

/** What we use of Electron's UtilityProcess. */
export interface KeeperProcess {
  readonly pid: number | undefined;
  postMessage(message: ToKeeper): void;
  on(event: "message", listener: (message: FromKeeper) => void): unknown;
  once(event: "exit", listener: () => void): unknown;
}

export interface KeeperDeps {
  readonly fork: () => KeeperProcess;
  readonly announce: (announcement: Announcement) => void;
}

/** One keeper, from its start to its end. */
export interface Keeper {
  /**
   * Answers `locked` if the keeper ends before it has answered, `broken` if it never got to work.
   */
  readonly ask: (
    name: CallName,
    input: Json,
    places: readonly string[],
    drawn?: string,
  ) => Promise<Outcome<CallName>>;
  /** Whether it has a vault open. The keeper itself is the judge; this only spares a dialog. */
  readonly isOpen: () => boolean;
  /** Asks it to close its vault, kills it after half a second, and settles when it is gone. */
  readonly end: () => Promise<void>;
  /**
   * `lost`: it had worked, and went without being told to. `stillborn`: it never answered at all.
   */
  readonly ended: Promise<"as-told" | "lost" | "stillborn">;
}

/** The keeper that is running, and the way to have one. */
export interface Keepers {
  readonly running: () => Keeper | undefined;
  /** Only when none is running. */
  readonly start: () => Keeper;
}

/** Keeps at most one keeper; `lost` is called when it went without being told to. */
export function oneKeeperAtATime(deps: KeeperDeps & { readonly lost: () => void }): Keepers {
  let current: Keeper | undefined;
  const start = () => {
    const started = startKeeper(deps);
    current = started;
    void started.ended.then((how) => {
      if (current === started) current = undefined;
      if (how === "lost") deps.lost();
    });
    return started;
  };
  return { running: () => current, start };
}

/** Starts a keeper process. */
export function startKeeper({ fork, announce }: KeeperDeps): Keeper {
  const waiting = new Map<number, (outcome: Outcome<CallName>) => void>();
  const gone = Promise.withResolvers<"as-told" | "lost" | "stillborn">();
  let last = 0;
  let state: "new" | "working" | "told-to-end" | "gone" = "new";
  let open = false;

  const process = fork();
  process.on("message", (message) => {
    if ("announcement" in message) return announce(message.announcement);
    if (state === "new") state = "working";
    waiting.get(message.id)?.(message.outcome);
    waiting.delete(message.id);
  });
  process.once("exit", () => {
    const how =
      state === "new" ? "stillborn" : state === "told-to-end" ? "as-told" : ("lost" as const);
    state = "gone";
    open = false;
    for (const settle of waiting.values())
      settle(fail({ kind: how === "stillborn" ? "broken" : "locked" }));
    waiting.clear();
    gone.resolve(how);
  });

  const ask: Keeper["ask"] = async (name, input, places, drawn) => {
    if (state === "gone" || state === "told-to-end") return fail({ kind: "locked" });
    const id = ++last;
    const { promise, resolve } = Promise.withResolvers<Outcome<CallName>>();
    waiting.set(id, resolve);
    process.postMessage({ id, name, input, places, ...(drawn === undefined ? {} : { drawn }) });
    const outcome = await promise;
    if (outcome.ok && opens(name) && state === "working") open = true;
    return outcome;
  };

  const end = async () => {
    if (state === "new" || state === "working") {
      state = "told-to-end";
      open = false;
      process.postMessage({ close: true });
    }
    const late = setTimeout(() => kill(process.pid), graceMilliseconds);
    await gone.promise;
    clearTimeout(late);
  };

  return { ask, isOpen: () => open, end, ended: gone.promise };
}

function opens(name: CallName): boolean {
  return name === "vault.unlock" || name === "vault.create" || name === "practice.begin";
}

/** Not by the process's own `kill()`, which a busy keeper could outlive. */
function kill(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(pid, "SIGKILL");
  } catch {
    // It has just gone by itself.
  }
}
