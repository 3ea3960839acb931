import type { Place } from "./read-gazetteer.ts";

const columns = ["code", "parent", "name_ar", "name_en"];

/**
 * Writes a list of places in the one way in which Daftar writes it: a CSV file that `readGazetteer`
 * reads, in the order in which it gives the places. Its SHA-256 is the fingerprint of the list.
 *
 * Source: docs/parcel-format.md, section 5.
 */
export function writeGazetteer(places: readonly Place[]): string {
  const rows = places.map(({ code, parent, ar, en }) => [code, parent ?? "", ar, en].map(cell));
  return [columns, ...rows].map((cells) => `${cells.join(",")}\n`).join("");
}

const cell = (text: string) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
