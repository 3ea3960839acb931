import { createContext, useCallback, useContext, useSyncExternalStore } from "react";

/** How many CSS pixels of the window's width are taken by what stands beside every screen. */
export const TakenWidthContext = createContext(0);

/**
 * Whether there is room for a panel at both sides of the reading column. Where there is not, a panel
 * comes as a drawer: it must never cover or squeeze what is read.
 */
export function useWideWindow(): boolean {
  const taken = useContext(TakenWidthContext);
  const query = `(width >= ${1200 + taken}px) and (height >= 480px)`;
  const listen = useCallback(
    (listener: () => void) => {
      const media = window.matchMedia?.(query);
      media?.addEventListener("change", listener);
      return () => media?.removeEventListener("change", listener);
    },
    [query],
  );
  return useSyncExternalStore(listen, () => window.matchMedia?.(query).matches ?? true);
}
