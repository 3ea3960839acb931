// Which notebook the keeper is started on: the real one, or the one for practice beside it.
import { join } from "node:path";

export interface Doors {
  /** Whether this is the door of the practice notebook. */
  readonly isPractice: () => boolean;
  /** What a keeper is told that is started now: its folder, and what kind of door it is. */
  readonly keeperArguments: () => readonly string[];
  /** Stands at one of the doors from the next keeper on. Only when none has a notebook open. */
  readonly standAt: (practice: boolean) => void;
}

/**
 * Stands before the real notebook until somebody asks for the other one, and again after every start
 * of the program: nothing that lies on the disk can lead a person to the wrong door.
 */
export function makeDoors(userData: string): Doors {
  let isPractice = false;
  return {
    isPractice: () => isPractice,
    keeperArguments: () =>
      isPractice
        ? ["--vault", join(userData, "practice"), "--practice"]
        : ["--vault", join(userData, "vault")],
    standAt: (practice) => {
      isPractice = practice;
    },
  };
}
