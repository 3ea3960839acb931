// A parcel is cut at every border of a chunk and at many other places: nothing of it is looked at.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { readAgeHeader, unseal } from "../../main/parcels/age.ts";
import { receive } from "../../main/parcels/receive.ts";
import { Staging } from "../../main/parcels/staging.ts";
import { unpack } from "../../main/parcels/unpack.ts";
import { removeQuietly } from "../../main/vault/safe-file.ts";
import { tell } from "../main/parcels/desk.ts";
import {
  dump,
  leftovers,
  receive as readParcel,
  send,
  smallTeam,
} from "../main/parcels/small-team.ts";
import { chance } from "./power-cut/disks.ts";
import { report, seed, whole } from "./report.ts";

const elsewhere = whole ? 5000 : 500;

test("nothing of a cut parcel is looked at, wherever it was cut", {
  timeout: 600_000,
}, async () => {
  const team = await smallTeam();
  const { lead, researcher, stick } = team;
  const interviews = Array.from({ length: 12 }, () => tell(researcher, { questions: 1500 }));
  const bytes = readFileSync(await send(team, interviews));
  const before = dump(lead);
  const { cuts, borders } = placesToCut(bytes);
  const path = join(stick, "cut.daftar");
  const looked = [vi.spyOn(Staging.prototype, "read"), vi.spyOn(Staging.prototype, "pieces")];
  const faults = new Map<string, number>();
  for (const at of cuts) {
    writeFileSync(path, bytes.subarray(0, at));
    const copied = await receive(lead.world, lead.vault.dir, path);
    const opened = copied.ok
      ? await unpack(lead.world, lead.vault.dir, copied.value, lead.vault.identities)
      : copied;
    const told = opened.ok ? "taken" : opened.fault.kind;
    if (copied.ok) removeQuietly(copied.value.path);
    faults.set(told, (faults.get(told) ?? 0) + 1);
  }
  for (const look of looked) expect(look).not.toHaveBeenCalled();
  for (const look of looked) look.mockRestore();

  // A few of the cuts happen to leave one of the sizes that a whole parcel can have.
  expect([...faults.keys()].sort()).toEqual(["parcel-damaged", "parcel-incomplete"]);
  expect(faults.get("parcel-damaged")).toBeLessThan(cuts.length / 20);
  expect(borders).toBeGreaterThan(5);
  expect(dump(lead)).toBe(before);

  writeFileSync(path, bytes);
  expect(await readParcel(lead, path)).toMatchObject({
    outcome: "imported",
    interviews: { new: 12 },
  });
  expect(leftovers(lead.vault.dir)).toEqual([]);
  const seen = await control(bytes, cuts, lead.vault.identities());
  expect(seen).toBeGreaterThan(0);
  const counts = { cuts: cuts.length, borders, "looked at": 0, "seen by the control": seen };
  report({ proof: "truncation", counts, seed });
});

/** How many cut parcels give away their manifest to somebody who reads while it streams. */
async function control(
  bytes: Buffer,
  cuts: readonly number[],
  identities: { readonly classic: string; readonly hybrid: string },
): Promise<number> {
  let seen = 0;
  for (const at of cuts.filter((_, i) => i % 25 === 0)) {
    async function* content() {
      yield bytes.subarray(0, at);
    }
    const opened = await unseal(content(), "classic", identities);
    if (!opened.ok) continue;
    try {
      for await (const piece of opened.value)
        if (Buffer.from(piece).includes("daftar-parcel")) {
          seen++;
          break;
        }
    } catch {
      // Noticed at last, but the first chunks were read by then.
    }
  }
  return seen;
}

function placesToCut(bytes: Buffer): { cuts: readonly number[]; borders: number } {
  const header = readAgeHeader(bytes.subarray(0, 64 * 1024));
  if (!header.ok) throw new Error(header.fault.kind);
  const start = header.value.bytes + 16;
  const cuts = new Set<number>();
  for (let at = start; at < bytes.length; at += 64 * 1024 + 16) cuts.add(at);
  const borders = cuts.size;
  const draw = chance(seed);
  while (cuts.size < borders + elsewhere) cuts.add(1 + Math.floor(draw() * (bytes.length - 1)));
  return { cuts: [...cuts].sort((a, b) => a - b), borders };
}
