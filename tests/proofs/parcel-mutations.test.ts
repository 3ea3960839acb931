// Parcels are changed at random in every layer, and everything outside the change is made again
// around it, signature and seal included, as a hostile member with her own genuine key could. Nothing
// of testimony that was changed is ever taken over, and nothing by half.
import { join } from "node:path";
import { expect, test } from "vitest";
import type { FileResult } from "../../shared/contract/parcels.ts";
import { type Desk, forget, linesOf, tell } from "../main/parcels/desk.ts";
import { type Forgery, forgery, rechain, writeForgery } from "../main/parcels/forge.ts";
import { leftovers, receive, smallTeam } from "../main/parcels/small-team.ts";
import { mutate, mutateText } from "./mutate.ts";
import { chance } from "./power-cut/disks.ts";
import { report, seed, whole } from "./report.ts";

const mutations = whole ? 20_000 : 320;
const draw = chance(seed);
const changed = (bytes: Buffer) => mutate(bytes, draw);

/** What is changed, from the outside in. */
const layers: { readonly [layer: string]: (forged: Forgery) => void } = {
  seal: (forged) => void (forged.sealed = changed),
  archive: (forged) => void (forged.archive = changed),
  sums: (forged) => void (forged.sums = (text) => mutateText(text, draw)),
  signature: (forged) => void (forged.signature = (text) => mutateText(text, draw)),
  manifest: (forged) => {
    const write = forged.manifestText;
    forged.manifestText = (manifest) => mutateText(write(manifest), draw);
  },
  "packed events": (forged) => {
    const pack = forged.pack;
    forged.pack = (lines) => changed(pack(lines));
  },
  events: (forged) => {
    const at = Math.floor(draw() * forged.lines.length);
    forged.lines[at] = mutateText(forged.lines[at] ?? "", draw);
  },
  attachments: (forged) => {
    for (const [hash, bytes] of forged.attachments) forged.attachments.set(hash, changed(bytes));
  },
};

test("nothing of a changed parcel is believed, whatever was changed", {
  timeout: 3_600_000,
}, async () => {
  const { lead, second, researcher, stick } = await smallTeam();
  const interviews = [tell(researcher), tell(researcher)];
  const told = interviews.flatMap((interview) => linesOf(researcher, interview));
  const path = join(stick, "mutated.daftar");
  const honest = () => forgery(researcher, interviews, [lead, second]);
  const read = async (forged: Forgery) => await receive(lead, await writeForgery(path, forged));
  const names = Object.keys(layers);
  const met = new Map<string, Set<string>>(names.map((name) => [name, new Set()]));
  let believed = 0;
  let slowest = 0;
  for (let i = 0; i < mutations; i++) {
    const layer = names[i % names.length] ?? "";
    const forged = honest();
    layers[layer]?.(forged);
    const start = performance.now();
    const result = await read(forged);
    slowest = Math.max(slowest, performance.now() - start);
    met.get(layer)?.add(result.fault?.kind ?? result.outcome);
    if (isFalse(lead, result, told)) believed++;
    forget(lead);
  }
  expect(believed).toBe(0);
  expect(leftovers(lead.vault.dir)).toEqual([]);
  expect(slowest).toBeLessThan(5000);
  // The change itself must have been met, not only the wall around it.
  expect([...(met.get("events") ?? [])]).toEqual(expect.arrayContaining(["parcel-malformed"]));
  expect([...(met.get("attachments") ?? [])]).toEqual(["attachment-missing"]);
  expect([...(met.get("signature") ?? [])]).toEqual(["parcel-signature-wrong"]);

  // The control: with a chain made anew around it, a changed word is taken over, and is noticed here.
  const forged = forgery(researcher, interviews.slice(0, 1), [lead, second]);
  rechain(forged, (event, at) => (at === 1 ? { ...event, value: "حمص" } : event));
  expect(isFalse(lead, await read(forged), told)).toBe(true);
  const faults = new Set([...met.values()].flatMap((kinds) => [...kinds]));
  const counts = { mutations, believed, "kinds of answers": faults.size };
  report({ proof: "parcel-mutations", counts, seed });
});

/** Whether a vault now holds a word that was never said, or a part of what was refused. */
function isFalse({ vault }: Desk, result: FileResult, told: readonly string[]): boolean {
  const lines = vault.store.read((db) =>
    db.prepare<{ line: string }>("SELECT line FROM event UNION ALL SELECT line FROM parked").all(),
  );
  if (result.outcome !== "imported") return lines.length > 0;
  return lines.some(({ line }) => !told.includes(line)) || lines.length !== told.length;
}
