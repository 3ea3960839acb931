import type { Connection } from "./database.ts";
import { firstPage } from "./migrations/0001-first-page.ts";
import { versionsPage } from "./migrations/0002-versions.ts";
import { offeredPage } from "./migrations/0003-offered.ts";
import { referralsPage } from "./migrations/0004-referrals.ts";
import { practicePage } from "./migrations/0005-practice.ts";
import { recordingsPage } from "./migrations/0006-recordings.ts";
import { placesPage } from "./migrations/0007-places.ts";
import { statedPage } from "./migrations/0008-stated.ts";
import { referralDraftPage } from "./migrations/0009-referral-draft.ts";
import { teamReferralsPage } from "./migrations/0010-team-referrals.ts";

/** In the order in which they were written; a page's number is its place. None is ever changed. */
const pages: readonly string[] = [
  firstPage,
  versionsPage,
  offeredPage,
  referralsPage,
  practicePage,
  recordingsPage,
  placesPage,
  statedPage,
  referralDraftPage,
  teamReferralsPage,
];

/** The number that a vault of this Daftar carries in `user_version`. */
export const formatVersion = pages.length;

/** The number a database carries now: 0 while it is empty. */
export function formatOf(db: Connection): number {
  return Number(db.pragma("user_version", { simple: true }));
}

/**
 * Writes the pages that a database lacks, all or none.
 *
 * The caller has refused a database with a higher number: migrations only go forward.
 */
export function migrate(db: Connection): void {
  const from = formatOf(db);
  if (from > formatVersion) throw new RangeError("a newer vault");
  if (from === formatVersion) return;
  db.transaction(() => {
    for (const page of pages.slice(from)) db.exec(page);
    db.pragma(`user_version = ${formatVersion}`);
  }).immediate();
}
