// A screen as an open notebook shows it: whose it is, what was chosen, and where it leads.
import type { ReactNode } from "react";
import type { DisplayLocale } from "../../renderer/i18n.ts";
import {
  type Chosen,
  PreferencesContext,
  type Route,
  type Self,
  SessionContext,
} from "../../renderer/state.ts";
import type { DeviceId } from "../../shared/contract/define.ts";
import type { Member } from "../../shared/contract/people.ts";
import { draw, settle } from "./world.tsx";

export const ok = (value: unknown) => ({ ok: true, value });
export const fail = (kind: string, details = {}) => ({ ok: false, fault: { kind, details } });

/** A device's name, made of one letter. */
export function device(letter: string): DeviceId {
  return `SHA256:${letter.repeat(43)}` as DeviceId;
}

/** Twelve groups of one digit. */
export function safetyNumber(digit: string): string {
  return Array(12).fill(digit.repeat(5)).join(" ");
}

export function member(name: string, given: Partial<Member> = {}): Member {
  return {
    device: device(name.slice(-1)),
    name,
    role: "researcher",
    safetyNumber: safetyNumber("2"),
    lead: false,
    self: false,
    ...given,
  };
}

const self: Self = {
  role: "coordinator",
  name: "ك-1",
  device: device("S"),
  safetyNumber: safetyNumber("1"),
  team: null,
};

/** Draws a screen, and keeps where it led. */
export async function drawOpen(
  screen: ReactNode,
  {
    role = "coordinator",
    locale = "ar-SY-u-nu-latn" as DisplayLocale,
    prefer = () => {},
    isPractice = false,
  } = {} as {
    role?: Self["role"];
    isPractice?: boolean;
    locale?: DisplayLocale;
    prefer?: (change: Partial<Chosen>) => void;
  },
): Promise<{ readonly went: readonly Route[] }> {
  const went: Route[] = [];
  const session = {
    self: { ...self, role },
    route: { screen: "settings" } as const,
    go: (route: Route) => void went.push(route),
    back: () => {},
    lock: () => {},
    practice: isPractice ? { saw: () => {} } : null,
  };
  const preferences: Chosen = {
    language: locale.startsWith("ar") ? "ar" : "en",
    digits: locale === "ar-SY" ? "arab" : "latn",
    theme: "light",
    textSize: 100,
    questions: "section",
    breakMinutes: 45,
  };
  await draw(
    <PreferencesContext value={{ preferences, prefer }}>
      <SessionContext value={session}>{screen}</SessionContext>
    </PreferencesContext>,
    locale,
  );
  await settle();
  return { went };
}
