import type { InterviewId } from "../../shared/contract/define.ts";
import type { Output } from "../../shared/contract/index.ts";
import { coordinatorsBeside } from "../../shared/people/roster.ts";
import type { Database } from "../vault/store.ts";
import { walkChain } from "./chains.ts";
import type { ParcelDeps } from "./deps.ts";

type Ready = Output<"parcels.ready">;

/**
 * The interviews opened on this laptop, whether each may go, and who would receive them.
 *
 * Every chain is walked. `bytes` is what its lines take before they are packed.
 */
export function listReady(deps: ParcelDeps): Ready {
  const { vault, roster, member } = deps;
  const held = roster();
  const coordinators = (held ? coordinatorsBeside(held, vault.device.id) : []).flatMap(
    ({ device }) => member(device) ?? [],
  );
  return {
    interviews: listInterviews(deps),
    coordinators,
    blocked: !held ? "team-missing" : coordinators.length < 2 ? "too-few-coordinators" : null,
  };
}

function listInterviews(deps: ParcelDeps): Ready["interviews"] {
  const { vault } = deps;
  return vault.store.read((db) => {
    const rows = db
      .prepare<{ id: InterviewId; code: string; bytes: number; sentIn: number | null }>(
        `SELECT id, code,
           (SELECT coalesce(sum(octet_length(line) + 1), 0) FROM event
            WHERE event.interview = interview.id) AS bytes,
           (SELECT max(number) FROM sent JOIN parcel_made USING (parcel)
            WHERE sent.interview = interview.id AND sent.head = interview.head AND placed = 1)
             AS sentIn
         FROM interview WHERE device = ? ORDER BY touched DESC, id`,
      )
      .all(vault.device.id);
    return rows.map(({ id, code, bytes, sentIn }) => ({
      interview: id,
      code,
      held: whyHeld(deps, db, id),
      sentIn,
      bytes,
    }));
  });
}

function whyHeld(deps: ParcelDeps, db: Database, interview: InterviewId) {
  const walked = walkChain(db, interview);
  return walked.ok ? deps.held(db, interview, walked.value.events) : walked.fault.kind;
}
