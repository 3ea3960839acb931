// A page to draw on, real sentences in both languages, and hands: keys, clicks and typing.
import { act, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { I18nextProvider } from "react-i18next";
import { afterEach } from "vitest";
import { type DisplayLocale, loadWords, speak } from "../../renderer/i18n.ts";
import { InInterfaceLanguage } from "../../renderer/ui/InLanguage.tsx";
import { Keys } from "../../renderer/ui/Keys.tsx";
import type { Bridge } from "../../shared/contract/bridge.ts";
import type { Json } from "../../shared/contract/define.ts";
import type { Announcement } from "../../shared/contract/events.ts";
import type { CallName } from "../../shared/contract/index.ts";

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

// What a browser has and jsdom has not.
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
Element.prototype.scrollIntoView ??= () => {};
Element.prototype.getAnimations ??= () => [];

const pages: { unmount: () => void }[] = [];

afterEach(() => {
  for (const page of pages.splice(0)) act(() => page.unmount());
  document.body.replaceChildren();
});

export interface Drawn {
  readonly page: HTMLElement;
  readonly draw: (next: ReactNode) => void;
  readonly leave: () => void;
}

/** Draws on a fresh page that speaks one of the three locales. */
export async function draw(
  content: ReactNode,
  locale: DisplayLocale = "ar-SY-u-nu-latn",
): Promise<Drawn> {
  const words = loadWords(locale);
  await speak(words, locale);
  const page = document.body.appendChild(document.createElement("div"));
  const root = createRoot(page);
  const whole = (inside: ReactNode) => (
    <I18nextProvider i18n={words}>
      <InInterfaceLanguage>
        <Keys>{inside}</Keys>
      </InInterfaceLanguage>
    </I18nextProvider>
  );
  await act(async () => root.render(whole(content)));
  pages.push(root);
  return {
    page,
    draw: (next) => act(() => root.render(whole(next))),
    leave: () => act(() => root.render(null)),
  };
}

/** Lets what was promised come true. */
export async function settle(): Promise<void> {
  await act(async () => {
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  });
}

/** Lets real time pass. */
export async function wait(milliseconds: number): Promise<void> {
  await act(async () => void (await new Promise((resolve) => setTimeout(resolve, milliseconds))));
}

/** Finds by role and by the name a screen reader would say; the name may be a part of it. */
export function find(role: string, name?: string | RegExp): HTMLElement {
  const found = findAll(role, name);
  if (found.length === 1 && found[0]) return found[0];
  const there = findAll(role).map(nameOf);
  throw new Error(`${found.length} of ${role} "${name}"; there are: ${there.join(" | ")}`);
}

export function findAll(role: string, name?: string | RegExp): HTMLElement[] {
  return [...document.body.querySelectorAll<HTMLElement>("*")].filter(
    (element) =>
      roleOf(element) === role &&
      element.closest("[aria-hidden=true], [hidden]") === null &&
      (name === undefined || fits(nameOf(element), name)),
  );
}

/** The text people see, without the invisible marks that keep values apart. */
export function textOf(element: Element = document.body): string {
  const copy = element.cloneNode(true) as Element;
  for (const drawing of copy.querySelectorAll("svg")) drawing.remove();
  return withoutMarks(copy.textContent ?? "");
}

export function withoutMarks(text: string): string {
  return text
    .replace(/[\u2066-\u2069\u200e\u200f\u061c]/gu, "")
    .replace(/\s+/gu, " ")
    .trim();
}

export function nameOf(element: HTMLElement): string {
  const labelledBy = element.getAttribute("aria-labelledby");
  const label = element.getAttribute("aria-label");
  const named = labelledBy
    ? labelledBy
        .split(" ")
        .map((id) =>
          id === element.id ? (label ?? "") : textWithoutHidden(document.getElementById(id)),
        )
        .join(" ")
    : label;
  const fromLabel = element instanceof HTMLInputElement ? element.labels?.[0] : undefined;
  return withoutMarks(named ?? textWithoutHidden(fromLabel ?? element));
}

/** Presses a key on what has the focus, as the keyboard would: a place and a character. */
export function press(code: string, held: KeyboardEventInit = {}): void {
  const key = held.key ?? keyOf(code);
  const target = document.activeElement ?? document.body;
  const init = { bubbles: true, cancelable: true, code, ...held, key };
  act(() => {
    const wasTaken = !target.dispatchEvent(new KeyboardEvent("keydown", init));
    if (!wasTaken && code === "Enter" && target instanceof HTMLInputElement)
      target.form?.requestSubmit();
    (document.activeElement ?? target).dispatchEvent(new KeyboardEvent("keyup", init));
    // The browser itself turns a blank on a box into a click.
    if (!wasTaken && code === "Space" && target instanceof HTMLInputElement) target.click();
  });
}

export function click(element: HTMLElement): void {
  act(() => {
    element.focus();
    element.click();
  });
}

export function focus(element: HTMLElement): void {
  act(() => element.focus());
}

export function leave(): void {
  act(() => (document.activeElement as HTMLElement | null)?.blur());
}

/** Types over what is in a field, as a paste would. */
export function type(field: HTMLElement, text: string): void {
  const prototype =
    field instanceof HTMLTextAreaElement
      ? HTMLTextAreaElement.prototype
      : HTMLInputElement.prototype;
  const set = Object.getOwnPropertyDescriptor(prototype, "value")?.set;
  act(() => {
    field.focus();
    set?.call(field, text);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

/** A keeper that answers what it was told to, and remembers what it was asked. */
export function pretendKeeper(
  answers: { readonly [name in CallName]?: (input: Json) => unknown },
): { readonly asked: [CallName, Json][]; readonly announce: (what: Announcement) => void } {
  const asked: [CallName, Json][] = [];
  const listeners = new Set<(announcement: Announcement) => void>();
  const bridge: Bridge = {
    ask: async (name, input) => {
      asked.push([name, input]);
      return (answers[name]?.(input) ?? { ok: false, fault: { kind: "broken" } }) as never;
    },
    hear: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  Object.defineProperty(window, "daftar", { value: bridge, configurable: true });
  return {
    asked,
    announce: (what) =>
      act(() => {
        for (const listener of listeners) listener(what);
      }),
  };
}

const roles: { readonly [selector: string]: string } = {
  "a[href]": "link",
  aside: "complementary",
  button: "button",
  dialog: "dialog",
  fieldset: "group",
  footer: "contentinfo",
  "h1, h2, h3": "heading",
  header: "banner",
  "input[type=checkbox]": "checkbox",
  "input[type=radio]": "radio",
  "input:not([type=checkbox]):not([type=radio]), textarea": "textbox",
  main: "main",
  nav: "navigation",
  "section[aria-label]": "region",
};

function roleOf(element: HTMLElement): string | undefined {
  const given = element.getAttribute("role");
  if (given) return given;
  return Object.entries(roles).find(([selector]) => element.matches(selector))?.[1];
}

function textWithoutHidden(element: Element | null | undefined): string {
  if (!element) return "";
  const copy = element.cloneNode(true) as Element;
  for (const hidden of copy.querySelectorAll("[aria-hidden=true]")) hidden.remove();
  return copy.textContent ?? "";
}

function fits(name: string, wanted: string | RegExp): boolean {
  return typeof wanted === "string" ? name.includes(wanted) : wanted.test(name);
}

function keyOf(code: string): string {
  if (code === "Space") return " ";
  return code.replace(/^(Key|Digit|Numpad)/u, "").toLowerCase().length === 1
    ? code.replace(/^(Key|Digit|Numpad)/u, "").toLowerCase()
    : code;
}
