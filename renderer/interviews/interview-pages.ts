import { useCallback, useRef, useState } from "react";
import type { InterviewRow, InterviewStage } from "../../shared/contract/interviews.ts";
import { type AnyFault, ask } from "../bridge.ts";
import { useOnChange } from "../ui/on-change.ts";

export interface InterviewPages {
  /** Null until the first page is here. */
  readonly rows: readonly InterviewRow[] | null;
  readonly fault: AnyFault | null;
  readonly isLoading: boolean;
  /** Asks for the next page; null when there is none. */
  readonly more: (() => void) | null;
  readonly again: () => void;
}

const pageSize = 500;
const restOfTyping = 150;

/** Interviews of one stage, page by page, found by a part of their code. */
export function useInterviewPages(stage: InterviewStage, search: string): InterviewPages {
  const [found, setFound] = useState<readonly InterviewRow[] | null>(null);
  const [total, setTotal] = useState(0);
  const [fault, setFault] = useState<AnyFault | null>(null);
  const [isLoading, setLoading] = useState(false);
  const [turn, setTurn] = useState(0);
  const asked = useRef(0);
  const wanted = useRef<number | null>(null);

  const load = useCallback(
    async (offset: number) => {
      // The end of a list may be seen more than once before its next page is here.
      if (offset > 0 && wanted.current === offset) return;
      wanted.current = offset;
      asked.current += 1;
      const mine = asked.current;
      setLoading(true);
      const outcome = await ask("interviews.list", { stage, search, offset, limit: pageSize });
      // Another stage or another word was asked for meanwhile.
      if (mine !== asked.current) return;
      wanted.current = null;
      setLoading(false);
      setFault(outcome.ok ? null : outcome.fault);
      if (!outcome.ok) return;
      const { rows } = outcome.value;
      setTotal(outcome.value.total);
      setFound((before) => (offset === 0 ? rows : [...(before ?? []), ...rows]));
    },
    [stage, search],
  );

  useOnChange([stage, search, turn], () => {
    const timer = setTimeout(() => void load(0), search === "" ? 0 : restOfTyping);
    return () => {
      clearTimeout(timer);
      asked.current += 1;
    };
  });

  const count = found?.length ?? 0;
  return {
    rows: found,
    fault,
    isLoading,
    more: count > 0 && count < total && !isLoading ? () => void load(count) : null,
    again: () => setTurn((before) => before + 1),
  };
}
