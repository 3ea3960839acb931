import type { Role } from "../../shared/contract/define.ts";
import { latinDigits } from "../../shared/interviews/fold.ts";
import { isAcceptable, passphraseStrength } from "../../shared/vault/passphrase.ts";

export const steps = ["language", "role", "name", "passphrase", "sheet", "create"] as const;
export type FirstRunStep = (typeof steps)[number];

/** What has been said so far. It exists only here until the notebook is created. */
export interface Draft {
  readonly role: Role | null;
  readonly name: string;
  readonly passphrase: string;
  readonly again: string;
  /** The proposed groups; null until they were asked for. */
  readonly groups: readonly string[] | null;
  readonly sheet: "shown" | "confirming" | "declining" | "kept" | "declined";
}

export const emptyDraft: Draft = {
  role: null,
  name: "",
  passphrase: "",
  again: "",
  groups: null,
  sheet: "shown",
};

/** What keeps a step from being left; the words are in the locales. */
export type Hindrance =
  | "role-missing"
  | "name-missing"
  | "name-long"
  | "passphrase-weak"
  | "passphrase-differs";

export function hindranceOf(step: FirstRunStep, draft: Draft): Hindrance | null {
  if (step === "role") return draft.role === null ? "role-missing" : null;
  if (step === "name") {
    const name = draft.name.trim();
    if (name === "") return "name-missing";
    return name.length > 60 ? "name-long" : null;
  }
  if (step === "passphrase") {
    if (!isAcceptable(passphraseStrength(draft.passphrase))) return "passphrase-weak";
    return draft.passphrase === draft.again ? null : "passphrase-differs";
  }
  return null;
}

/** Two different groups of the sheet to be typed again, by chance, in their order. */
export function chooseGroups(count: number, random: () => number): readonly [number, number] {
  const first = Math.floor(random() * count);
  const other = (first + 1 + Math.floor(random() * (count - 1))) % count;
  return first < other ? [first, other] : [other, first];
}

/** Whether a group was typed as it stands on the sheet; any digits, and blanks do not count. */
export function isGroup(typed: string, group: string | undefined): boolean {
  return latinDigits(typed).replace(/[\s\p{Cf}]/gu, "") === group;
}
