// The one thing a page may be given, and only for as long as a recording runs.
import type { systemPreferences } from "electron";
import type { CallName, Outcome } from "../../shared/contract/index.ts";

export interface Microphone {
  readonly isOn: () => boolean;
  /** Hears what became of each call of the page. */
  readonly follow: (name: CallName, outcome: Outcome<CallName>) => void;
  readonly off: () => void;
}

/**
 * Off until the keeper has allowed a recording, which it does after consent, and off again when the
 * recording has ended or the page is loaded anew.
 */
export function makeMicrophone(): Microphone {
  let on = false;
  return {
    isOn: () => on,
    follow: (name, { ok }) => {
      if (name === "interviews.beginRecording") on = ok;
      if (name === "interviews.endRecording") on = false;
    },
    off: () => {
      on = false;
    },
  };
}

/**
 * Whether the system lets Daftar listen. macOS asks the person itself, once, and remembers what was
 * said; elsewhere the system leaves it to us. Has never run on macOS.
 */
export async function systemLetsListen(
  platform: NodeJS.Platform,
  preferences: Pick<typeof systemPreferences, "askForMediaAccess">,
): Promise<boolean> {
  if (platform !== "darwin") return true;
  try {
    return await preferences.askForMediaAccess("microphone");
  } catch {
    return false;
  }
}
