import type { DeviceId } from "../../shared/contract/define.ts";
import type { Output } from "../../shared/contract/index.ts";
import type { Gap } from "../../shared/contract/parcels.ts";
import { missingNumbers } from "../../shared/parcels/gaps.ts";
import type { ParcelDeps } from "./deps.ts";

type Inbox = Output<"parcels.inbox">;
type ParcelRow = Inbox["parcels"][number];

/** Everything that was read here, newest first, what seems to be missing, and what was held back. */
export function listInbox(deps: ParcelDeps): Inbox {
  const { vault, member } = deps;
  return vault.store.read((db) => {
    const parcels = db
      .prepare<Omit<ParcelRow, "name">>(
        `SELECT parcel, kind, device, number, made, read,
           coalesce(json_array_length(manifest, '$.interviews'), 0) AS interviews
         FROM parcel_read ORDER BY read DESC, device, kind, number DESC`,
      )
      .all()
      .map((row) => ({ ...row, name: member(row.device)?.name ?? null }));
    const setAside = db
      .prepare<Inbox["setAside"][number]>("SELECT at, kind, bytes FROM set_aside ORDER BY at DESC")
      .all();
    return { parcels, gaps: listGaps(deps), setAside };
  });
}

/** Numbers that must exist and have not been read here, by device and kind. */
export function listGaps({ vault, member }: ParcelDeps): Gap[] {
  const rows = vault.store.read((db) =>
    db
      .prepare<{ device: DeviceId; kind: Gap["kind"]; number: number }>(
        "SELECT device, kind, number FROM parcel_read ORDER BY device, kind, number",
      )
      .all(),
  );
  const read = Map.groupBy(rows, ({ device, kind }) => `${device} ${kind}`);
  return [...read.values()].flatMap((group) => {
    const [{ device, kind }] = group as [(typeof rows)[number]];
    const from = kind === "team" ? "the-first-read" : "one";
    const numbers = missingNumbers(
      group.map(({ number }) => number),
      from,
    );
    return numbers.length > 0
      ? [{ device, name: member(device)?.name ?? null, kind, numbers }]
      : [];
  });
}
