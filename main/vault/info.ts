import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { formatOf } from "./migrations.ts";
import type { Store } from "./store.ts";
import type { Vault } from "./vault.ts";

export interface Counts {
  readonly interviews: number;
  readonly events: number;
  readonly attachments: number;
  readonly parcelsMade: number;
  readonly parcelsRead: number;
}

/** What a vault holds and how it is kept, for its owner. Throws `DiskTrouble`. */
export function vaultInfo({ dir, store }: Pick<Vault, "dir" | "store">): {
  readonly counts: Counts;
  /** Of all files in the folder. */
  readonly bytes: number;
  readonly formatVersion: number;
  readonly connection: ReturnType<Store["describe"]>;
} {
  const counts = store.read((db) =>
    db
      .prepare<Counts>(
        `SELECT (SELECT count(*) FROM interview) AS interviews,
           (SELECT coalesce(sum(events), 0) FROM interview) AS events,
           (SELECT count(*) FROM attachment) AS attachments,
           (SELECT count(*) FROM parcel_made WHERE placed = 1) AS parcelsMade,
           (SELECT count(*) FROM parcel_read) AS parcelsRead`,
      )
      .get(),
  );
  if (!counts) throw new Error("a SELECT without FROM gives a row");
  return {
    counts,
    bytes: sizeOf(dir) + sizeOf(join(dir, "attachments")),
    formatVersion: formatOf(store.connection()),
    connection: store.describe(),
  };
}

function sizeOf(dir: string): number {
  if (!existsSync(dir)) return 0;
  return readdirSync(dir)
    .map((name) => statSync(join(dir, name)))
    .reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
}
