import { type EffectCallback, useEffect, useEffectEvent } from "react";

/**
 * Acts when a page is first shown, and again whenever one of these values becomes another. What the
 * act reads is always of now. It may give back how to undo it.
 */
export function useOnChange(values: readonly unknown[], act: EffectCallback): void {
  const actNow = useEffectEvent(act);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the values say when it acts, not what it reads.
  useEffect(() => actNow(), values);
}
