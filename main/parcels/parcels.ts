import type { DeviceId } from "../../shared/contract/define.ts";
import type { Input, Outcome } from "../../shared/contract/index.ts";
import type { CarriedLists } from "../../shared/contract/people.ts";
import type { RevokedMember, Roster } from "../../shared/people/roster.ts";
import { type Fault, fail, ok, type Result } from "../../shared/result.ts";
import { type DiskFault, diskFaultOf } from "../vault/disk-fault.ts";
import type { Database } from "../vault/store.ts";
import type { ParcelDeps } from "./deps.ts";
import { importParcels } from "./import.ts";
import { listInbox } from "./inbox.ts";
import { type FirstTeamFileFault, inspectParcel, readFirstTeamFile } from "./inspect.ts";
import { type MadeParcel, makeInterviewsParcel, makeTeamParcel, type SealFault } from "./make.ts";
import { sweepQuarantine } from "./quarantine.ts";
import { changesOf } from "./read-content.ts";
import { listReady } from "./ready.ts";
import { sweepStaging } from "./staging.ts";
import { takeOver } from "./take-over.ts";

/** Whatever leaves or enters a laptop. Places are the paths a person chose; none means cancelled. */
export interface Parcels {
  readonly ready: () => Promise<Outcome<"parcels.ready">>;
  readonly make: (
    input: Input<"parcels.make">,
    folder: string | undefined,
  ) => Promise<Outcome<"parcels.make">>;
  readonly inspect: (file: string | undefined) => Promise<Outcome<"parcels.inspect">>;
  readonly import: (files: readonly string[]) => Promise<Outcome<"parcels.import">>;
  readonly inbox: () => Promise<Outcome<"parcels.inbox">>;

  /** For the people's slice, which knows rosters and no parcels. */
  readonly team: TeamParcels;
}

export interface TeamParcels {
  /** Seals a roster for its members; `published` runs in the transaction that numbers the parcel. */
  readonly make: (
    roster: Roster,
    folder: string,
    published: (db: Database) => void,
  ) => Promise<Result<MadeParcel, SealFault | DiskFault>>;
  /** Reads a team file whose lead nobody here knows yet. */
  readonly readFirst: (file: string) => Promise<Result<FirstTeam, FirstTeamFileFault | DiskFault>>;
  /** The last numbers read here of a device's parcels; 0 where there is none. */
  readonly lastNumbers: (device: DeviceId) => RevokedMember["last"];
}

export interface FirstTeam {
  readonly roster: Roster;
  readonly signer: DeviceId;
  /** What its lists would change here. */
  readonly lists: CarriedLists;
  /** Takes it over, once a person has confirmed it, inside the caller's transaction. */
  readonly takeOver: (db: Database) => void;
}

/**
 * Opens the slice on an open vault, and removes what an interrupted act left behind.
 *
 * One parcel at a time is made or read, in the order in which they were asked for. Every failure of
 * our own disk ends here as one of the vault's disk faults.
 */
export function parcels(deps: ParcelDeps): Parcels {
  const { vault } = deps;
  const inTurn = turns();
  const guarded = async <T, F extends Fault>(work: () => Promise<Result<T, F>>) => {
    try {
      return await work();
    } catch (error) {
      const fault = diskFaultOf(error, vault.dir);
      if (!fault) throw error;
      return fail(fault);
    }
  };
  const act = <T, F extends Fault>(work: () => Promise<Result<T, F>>) =>
    inTurn(() => guarded(work));
  // A disk that fails here fails again where somebody can be told.
  void guarded(async () => {
    sweepStaging(vault.dir);
    return ok(sweepQuarantine(vault));
  });

  return {
    ready: () => guarded(async () => ok(listReady(deps))),
    inbox: () => guarded(async () => ok(listInbox(deps))),
    inspect: async (file) =>
      file === undefined ? cancelled : await act(() => inspectParcel(deps, file)),
    import: async (files) =>
      files.length === 0 ? cancelled : await act(async () => ok(await importParcels(deps, files))),
    make: async ({ interviews }, folder) => {
      if (folder === undefined) return cancelled;
      const made = await act(() => makeInterviewsParcel(deps, interviews, folder));
      if (!made.ok) vault.note("parcel-not-made", { reason: made.fault.kind });
      return made;
    },
    team: {
      make: (roster, folder, published) =>
        act(() => makeTeamParcel(deps, roster, folder, published)),
      readFirst: async (path) => {
        const file = await act(() => readFirstTeamFile(deps, path));
        if (!file.ok) return file;
        const { roster, device } = file.value.manifest;
        const confirmed: ParcelDeps = { ...deps, judgeRoster: () => "newer" };
        const first: FirstTeam = {
          roster,
          signer: device,
          lists: changesOf(file.value.content.lists),
          takeOver: (db) => void takeOver(confirmed, db, file.value),
        };
        return ok(first);
      },
      lastNumbers: (device) => vault.store.read((db) => lastNumbers(db, device)),
    },
  };
}

const cancelled = fail({ kind: "cancelled" });

/** Lets one act end before the next begins, however they end. */
function turns(): <T>(act: () => Promise<T>) => Promise<T> {
  let before: Promise<unknown> = Promise.resolve();
  return (act) => {
    const now = before.then(act, act);
    before = now.catch(() => {});
    return now;
  };
}

function lastNumbers(db: Database, device: DeviceId): RevokedMember["last"] {
  const last = { interviews: 0, team: 0, withdrawal: 0 };
  const rows = db
    .prepare<{ kind: string; number: number }>(
      "SELECT kind, max(number) AS number FROM parcel_read WHERE device = ? GROUP BY kind",
    )
    .all(device);
  for (const { kind, number } of rows) if (kind in last) last[kind as keyof typeof last] = number;
  return last;
}
