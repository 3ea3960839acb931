import { z } from "zod";
import type { Call } from "./define.ts";

/** What a person chose for this computer. Kept outside the vault, so it says nothing of its content. */
export const Preferences = z.strictObject({
  /** Null until somebody has chosen. */
  language: z.enum(["ar", "en"]).nullable(),
  theme: z.enum(["system", "light", "dark"]),
  digits: z.enum(["latn", "arab"]),
  /** Per cent. */
  textSize: z.int().min(100).max(200),
  /** How an interview asks: a whole section at once, or one question alone. */
  questions: z.enum(["section", "one"]),
  /** After so long in an open interview a break is offered; 0: never. */
  breakMinutes: z.literal([0, 30, 45, 60]),
});
export type Preferences = z.infer<typeof Preferences>;

export const shellCalls = {
  "shell.about": {
    input: z.strictObject({}),
    output: z.strictObject({
      /** The stand-in runs instead of Electron: not for real interviews. */
      preview: z.boolean(),
      /** This is the door of the practice notebook, or the notebook behind it. */
      practice: z.boolean(),
      version: z.string(),
    }),
    faults: [],
  },
  /** The licences of everything that ships with Daftar, as the build has listed them. */
  "shell.notices": {
    input: z.strictObject({}),
    output: z.strictObject({ text: z.string() }),
    faults: ["notices-missing"],
  },
  "shell.preferences": { input: z.strictObject({}), output: Preferences, faults: [] },
  "shell.prefer": {
    input: Preferences,
    output: Preferences,
    faults: ["preferences-not-kept"],
  },
  /**
   * Locks whatever is open and goes to the door of the practice notebook, or back to the real one. A
   * program that begins anew stands before the real one.
   */
  "shell.door": {
    input: z.strictObject({ practice: z.boolean() }),
    output: z.strictObject({}),
    faults: [],
  },
  /** Ends the keeper, and its keys with it. Always succeeds. */
  "shell.lock": { input: z.strictObject({}), output: z.strictObject({}), faults: [] },
} as const satisfies Record<string, Call>;
