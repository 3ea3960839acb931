import { type RefObject, useEffect } from "react";

/**
 * Keeps what a pointer presses under it until it is let go, whatever is drawn above it meanwhile. To
 * press something is to leave a question, which may then say what it lacks; and what was answered may
 * open another question. A press on what has moved away would be lost, or meet its neighbour.
 */
export function useSteadyPress(content: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const press = ({ target }: PointerEvent) => {
      if (!content.current || !(target instanceof Element)) return;
      const top = target.getBoundingClientRect().top;
      const grown = new ResizeObserver(() => {
        const moved = target.isConnected ? target.getBoundingClientRect().top - top : 0;
        if (moved !== 0) scrollerOf(target).scrollBy({ top: moved, behavior: "instant" });
      });
      grown.observe(content.current);
      // The click comes after it.
      const release = () => setTimeout(() => grown.disconnect());
      for (const end of ["pointerup", "pointercancel"] as const)
        window.addEventListener(end, release, { once: true });
    };
    window.addEventListener("pointerdown", press, true);
    return () => window.removeEventListener("pointerdown", press, true);
  }, [content]);
}

function scrollerOf(element: Element): Element {
  for (let at = element.parentElement; at; at = at.parentElement)
    if (at.scrollHeight > at.clientHeight && getComputedStyle(at).overflowY !== "visible")
      return at;
  return document.scrollingElement ?? document.documentElement;
}
