import { useCallback, useEffect, useState } from "react";
import type { Bridge } from "../shared/contract/bridge.ts";
import type { Json } from "../shared/contract/define.ts";
import type { Announcement } from "../shared/contract/events.ts";
import type { CallName, FaultKind, Input, Outcome } from "../shared/contract/index.ts";

declare global {
  interface Window {
    /** Put there by the preload, frozen. */
    readonly daftar: Bridge;
  }
}

/** A fault as a screen gets it: one of those its call declares, or one that any call may answer. */
export interface AnyFault {
  readonly kind: FaultKind<CallName>;
  readonly details?: { readonly [name: string]: string | number };
}

type Listener = (announcement: Announcement) => void;

const listeners = new Set<Listener>();

/**
 * Asks one question of the contract. Never rejects.
 *
 * The keeper is trusted; what it answers has passed the gate. An answer `locked` is also told to
 * whoever listens, because a keeper that has died cannot announce it.
 */
export async function ask<N extends CallName>(name: N, input: Input<N>): Promise<Outcome<N>> {
  const outcome = (await window.daftar.ask(name, input as Json)) as Outcome<N>;
  if (!outcome.ok && outcome.fault.kind === "locked")
    for (const listener of listeners) listener({ event: "locked" });
  return outcome;
}

/** Listens to what is told unasked. Gives back the way to stop. */
export function hear(listener: Listener): () => void {
  listeners.add(listener);
  const stop = window.daftar.hear(listener);
  return () => {
    listeners.delete(listener);
    stop();
  };
}

export interface Asked<N extends CallName> {
  /** Null while the answer is awaited for the first time. */
  readonly outcome: Outcome<N> | null;
  /** Asks again; the old answer stays until the new one is here. */
  readonly again: () => void;
}

/** Asks once when a screen opens, and again when the question changes. A late answer is dropped. */
export function useAsked<N extends CallName>(name: N, input: Input<N>): Asked<N> {
  const [outcome, setOutcome] = useState<Outcome<N> | null>(null);
  const [turn, setTurn] = useState(0);
  const question = JSON.stringify(input);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a turn is a wish to ask the same again.
  useEffect(() => {
    let isCurrent = true;
    void ask(name, JSON.parse(question) as Input<N>).then((answer) => {
      if (isCurrent) setOutcome(answer);
    });
    return () => {
      isCurrent = false;
    };
  }, [name, question, turn]);
  return { outcome, again: useCallback(() => setTurn((count) => count + 1), []) };
}
