import { useCallback, useEffect, useState } from "react";
import type { Bridge } from "../shared/contract/bridge.ts";
import type { InterviewId, Json } from "../shared/contract/define.ts";
import type { Announcement } from "../shared/contract/events.ts";
import type { CallName, FaultKind, Input, Outcome, Output } from "../shared/contract/index.ts";
import type { InterviewFile } from "../shared/contract/interviews.ts";
import { ok, type Result } from "../shared/result.ts";
import { useOnChange } from "./ui/on-change.ts";

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

/** How far a long job is, as the keeper tells it. */
export type Progressing = Extract<Announcement, { readonly event: "progress" }>;

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

/**
 * Hears, shows and saves what an interview keeps, on whichever screen; with the last fault, which goes
 * when the next one succeeds. Whoever closed the dialog of a copy knows it.
 */
export function useKeptFiles(interview: InterviewId) {
  const [fault, setFault] = useState<AnyFault | null>(null);
  const read = async (file: InterviewFile): Promise<Blob | null> => {
    const content = await readFile(interview, file);
    setFault(content.ok ? null : content.fault);
    return content.ok ? content.value : null;
  };
  const save = async ({ attachment, media }: InterviewFile): Promise<boolean> => {
    const saved = await ask("interviews.saveFile", { interview, attachment, media });
    setFault(saved.ok || saved.fault.kind === "cancelled" ? null : saved.fault);
    return saved.ok;
  };
  return { fault, setFault, read, save };
}

/** Reads a file of an interview, piece by piece, into memory and nowhere else. */
async function readFile(
  interview: InterviewId,
  { attachment, media }: Pick<InterviewFile, "attachment" | "media">,
): Promise<Result<Blob, AnyFault>> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for (let piece: number | null = 0; piece !== null; ) {
    const read: Outcome<"interviews.readFile"> = await ask("interviews.readFile", {
      ...{ interview, attachment, piece },
    });
    if (!read.ok) return read;
    pieces.push(Uint8Array.from(atob(read.value.piece), (letter) => letter.charCodeAt(0)));
    piece = read.value.next;
  }
  return ok(new Blob(pieces, { type: media }));
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
  useOnChange([name, question, turn], () => {
    let isCurrent = true;
    void ask(name, JSON.parse(question) as Input<N>).then((answer) => {
      if (isCurrent) setOutcome(answer);
    });
    return () => {
      isCurrent = false;
    };
  });
  return { outcome, again: useCallback(() => setTurn((count) => count + 1), []) };
}

export interface Act<N extends CallName> {
  /** Asks now. Gives what came of it; null when nothing did, and `fault` then says why. */
  readonly act: (input: Input<N>) => Promise<Output<N> | null>;
  readonly isActing: boolean;
  /** Of the last time. A dialog that the person closed is none. */
  readonly fault: AnyFault | null;
}

/** A question that is asked when somebody acts, one at a time. */
export function useAct<N extends CallName>(name: N): Act<N> {
  const [isActing, setActing] = useState(false);
  const [fault, setFault] = useState<AnyFault | null>(null);
  const act = useCallback(
    async (input: Input<N>) => {
      setActing(true);
      setFault(null);
      const outcome = await ask(name, input);
      setActing(false);
      if (outcome.ok) return outcome.value as Output<N>;
      if (outcome.fault.kind !== "cancelled") setFault(outcome.fault);
      return null;
    },
    [name],
  );
  return { act, isActing, fault };
}

/** The newest word about a long job. Null before there is one, and again once `forget` was called. */
export function useProgress(job: Progressing["job"]): {
  readonly progress: Progressing | null;
  readonly forget: () => void;
} {
  const [progress, setProgress] = useState<Progressing | null>(null);
  useEffect(
    () =>
      hear((told) => {
        if (told.event === "progress" && told.job === job) setProgress(told);
      }),
    [job],
  );
  return { progress, forget: useCallback(() => setProgress(null), []) };
}
