import { useEffect, useEffectEvent } from "react";

const open = new Set<() => void>();

/** Makes a layer known to those who must leave nothing of it in sight. */
export function useLayer(isOpen: boolean, onClose: () => void): void {
  const close = useEffectEvent(onClose);
  useEffect(() => {
    if (!isOpen) return;
    const closeNow = () => close();
    open.add(closeNow);
    return () => void open.delete(closeNow);
  }, [isOpen]);
}

/** Closes every dialog and drawer, as Esc would: what was typed in them is not lost. */
export function closeLayers(): void {
  for (const close of [...open]) close();
}
