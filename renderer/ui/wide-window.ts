import { useSyncExternalStore } from "react";

/**
 * Whether there is room for a panel at both sides of the reading column. Where there is not, a panel
 * comes as a drawer: it must never cover or squeeze what is read.
 */
export function useWideWindow(): boolean {
  return useSyncExternalStore(listen, isWide);
}

const query = "(width >= 1200px) and (height >= 480px)";

function isWide(): boolean {
  return window.matchMedia?.(query).matches ?? true;
}

function listen(listener: () => void): () => void {
  const media = window.matchMedia?.(query);
  media?.addEventListener("change", listener);
  return () => media?.removeEventListener("change", listener);
}
