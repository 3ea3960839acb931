import type { PracticeProgress } from "../practice/steps.ts";

/** What the shell and the keeper tell a page unasked. Trusted, because nobody else can send them. */
export type Announcement =
  /**
   * The keeper is about to end. The page covers what it shows, gives the field being typed, and asks
   * `shell.lock` when it has nothing more to give; the shell waits a quarter of a second for it.
   */
  | { readonly event: "locking" }
  /** The keeper has ended. The page forgets what it shows. */
  | { readonly event: "locked" }
  /** How far a long job is; `total` is null while nobody knows. */
  | {
      readonly event: "progress";
      readonly job: "parcels.make" | "parcels.import" | "analysis.table";
      readonly stage: string;
      readonly done: number;
      readonly total: number | null;
    }
  /** Something was done in the practice notebook that counts for a step. */
  | { readonly event: "practised"; readonly progress: PracticeProgress };
