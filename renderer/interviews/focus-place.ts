import type { NodeRef } from "../../shared/questionnaire/live/view.ts";
import { isTypingIn } from "../ui/chord.ts";

/**
 * Puts the focus into a card of the column, and the card into the upper third. Where there is no such
 * card, the column itself takes it.
 */
export function focusPlace(column: HTMLElement, ref: NodeRef | null): void {
  const card = cardAt(column, ref);
  if (!card) {
    const main = column.closest("main");
    main?.focus({ preventScroll: true });
    if (main) main.scrollTop = 0;
    return;
  }
  focusCard(card);
  card.scrollIntoView({ block: "start" });
}

/** Brings a card into the upper third, and leaves the focus where it is. */
export function showPlace(column: HTMLElement, ref: NodeRef | null): void {
  cardAt(column, ref)?.scrollIntoView({ block: "start" });
}

/** Has a card where it was before others were drawn around it, unless one has gone on to another. */
export function stayAt(column: HTMLElement, ref: NodeRef | null): void {
  const { activeElement } = document;
  if (column.contains(activeElement) && !cardAt(column, ref)?.contains(activeElement)) return;
  showPlace(column, ref);
}

function cardAt(column: HTMLElement, ref: NodeRef | null): HTMLElement | undefined {
  if (ref === null) return undefined;
  const cards = column.querySelectorAll<HTMLElement>("[data-place]");
  return [...cards].find(({ dataset }) => dataset.place === ref);
}

/**
 * Puts the focus on the first control of a card, and moves nothing. In a list of entries it is the
 * first that nobody has begun; where nothing can be typed, the card itself.
 */
export function focusCard(card: HTMLElement): void {
  const control =
    card.querySelector<HTMLElement>("[data-entry]:has([data-state=section-not-started])") ??
    [...card.querySelectorAll<HTMLElement>("input, textarea")].find(
      ({ tabIndex }) => tabIndex >= 0,
    ) ??
    card.querySelector<HTMLElement>("fieldset button, [role=radiogroup] button");
  const goal = control && !control.closest("[data-states], [data-order]") ? control : card;
  goal.focus({ preventScroll: true });
  if (!isTypingIn(goal)) return;
  const field = goal as HTMLInputElement | HTMLTextAreaElement;
  field.setSelectionRange(field.value.length, field.value.length);
}

/**
 * Acts at once, or when what lies in front of the page has gone and given the focus back. Then `before`
 * happens a frame earlier: a list that opens under the first letters closes again when the page is
 * scrolled after them. Gives the way to take the wish back.
 */
export function whenUncovered(act: () => void, before: () => void = () => {}): () => void {
  const isCovered = () => document.querySelector("[data-covers-page]") !== null;
  let frame = 0;
  const later = (then: () => void) => {
    frame = requestAnimationFrame(then);
  };
  const wait = () => {
    if (isCovered()) return later(wait);
    later(() => {
      before();
      later(act);
    });
  };
  if (isCovered()) wait();
  else act();
  return () => cancelAnimationFrame(frame);
}
