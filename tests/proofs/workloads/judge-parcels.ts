import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { receive } from "../../../main/parcels/receive.ts";
import { sweepStaging } from "../../../main/parcels/staging.ts";
import { readPaper, unpack } from "../../../main/parcels/unpack.ts";
import type { Store } from "../../../main/vault/store.ts";
import type { Judge } from "../power-cut/cut.ts";
import { readers } from "./readers.ts";
import { openQuickly, world } from "./vault.ts";

/** A parcel as the stick holds it: opened with its reader's key, or not to be opened. */
interface Found {
  readonly fileName: string;
  readonly parcel: string;
  readonly number: number;
  readonly sums: string;
}

/**
 * Opens every file on the stick that has a parcel's name, with a coordinator's key, and looks whether
 * it is whole, is the one that the vault recorded under its number, and whether every promised one is
 * there.
 */
export const judgeParcels: Judge = async (dir, promised) => {
  const stick = join(dir, "stick");
  const found: Found[] = [];
  for (const fileName of existsSync(stick) ? readdirSync(stick) : []) {
    if (!fileName.endsWith(".daftar")) continue;
    const parcel = await openParcel(dir, join(stick, fileName));
    if (!parcel) return { lost: 0, broken: "half a parcel under its final name" };
    found.push({ fileName, ...parcel });
  }
  const promises = promised.map((line) => JSON.parse(line) as { n: number } & Partial<Found>);
  const lost = promises.filter(
    ({ n, fileName, parcel, number }) =>
      !found.some((one) =>
        parcel === undefined
          ? one.number === n
          : one.fileName === fileName && one.parcel === parcel && one.number === number,
      ),
  ).length;
  return { lost, broken: await whatIsBroken(dir, found) };
};

/** A number that was given stays with its content, whatever became of the file. */
async function whatIsBroken(dir: string, found: readonly Found[]): Promise<string | null> {
  if (!existsSync(join(dir, "vault/keys")))
    return found.length > 0 ? "parcels of a vault that is gone" : null;
  let store: Store;
  try {
    store = await openQuickly(join(dir, "vault"));
  } catch (error) {
    return `does not open: ${String(error)}`;
  }
  try {
    const rows = store.read((db) =>
      db.prepare<Omit<Found, "fileName">>("SELECT parcel, number, sums FROM parcel_made").all(),
    );
    const strange = found.some(
      ({ parcel, number, sums }) =>
        !rows.some((row) => row.parcel === parcel && row.number === number && row.sums === sums),
    );
    return strange ? "a parcel that the vault does not know" : null;
  } catch (error) {
    return `cannot be read: ${String(error)}`;
  } finally {
    store.close();
  }
}

async function openParcel(dir: string, path: string): Promise<Omit<Found, "fileName"> | null> {
  const [reader] = readers;
  if (!reader) return null;
  const place = join(dir, "judge");
  sweepStaging(place);
  const received = await receive(world, place, path);
  if (!received.ok) return null;
  const unpacked = await unpack(world, place, received.value, () => reader);
  if (!unpacked.ok) return null;
  const paper = readPaper(unpacked.value);
  unpacked.value.archive.discard();
  if (!paper.ok) return null;
  const { parcel, number } = paper.value.manifest;
  return { parcel, number, sums: unpacked.value.sums };
}
