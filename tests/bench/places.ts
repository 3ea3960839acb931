// A place found by its folded name among fifty thousand, against a plain search for the same letters:
// in the list of a questionnaire, which the page has, and in the team's, which the keeper has.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gazetteer } from "../../main/questionnaires/gazetteer.ts";
import { createVault } from "../../main/vault/vault.ts";
import { thisWorld } from "../../main/vault/world.ts";
import { findOptions } from "../../renderer/ui/find-options.ts";
import { must } from "../journeys/prepared.ts";
import type { Row } from "./answer.ts";

const searches = ["قريه رقم ٤٩", "شرقي", "لا شيء كهذا"];

/** Every name is folded before the clock starts, as it is after the first letter typed. Milliseconds. */
export async function bench(): Promise<readonly Row[]> {
  const few = search(5_000);
  const many = search(50_000);
  const kept = await keptList(50_000);
  return [
    ...kept,
    { name: "a place among 50,000 (plain search)", ...many, unit: "ms" },
    {
      name: "growth: a place among 50,000 (among 5,000)",
      ours: many.ours,
      yardstick: few.ours,
      ratio: many.ours / few.ours,
      unit: "ms",
    },
  ];
}

function search(count: number): Pick<Row, "ours" | "yardstick" | "ratio"> {
  const places = Array.from({ length: count }, (_, at) => ({
    name: `SY${at}`,
    label: `قرية رقم ${at} الشرقيّة`,
    detail: "ناحية · محافظة",
  }));
  findOptions(places, "ا");
  const ours = medianOf((text) => findOptions(places, text));
  const yardstick = medianOf((text) => places.filter(({ label }) => label.includes(text)));
  return { ours, yardstick, ratio: ours / yardstick };
}

/** The same search in the list of a vault: at the first letter after unlocking, and at all others. */
async function keptList(count: number): Promise<readonly Row[]> {
  const dir = mkdtempSync(join(tmpdir(), "daftar-bench-"));
  const names = Array.from({ length: count }, (_, at) => `قرية رقم ${at} الشرقيّة`);
  const file = join(dir, "places.csv");
  writeFileSync(file, ["code,name_ar", ...names.map((name, at) => `SY${at},${name}`)].join("\n"));
  const world = thisWorld();
  const vault = must(
    await createVault(world, join(dir, "vault"), {
      role: "researcher",
      name: "ندى",
      passphrase: "زيتون قديم عند باب الدار الغربي",
      sheet: null,
      cost: { memory: 64 * 1024, passes: 1, lanes: 1 },
    }),
  );
  try {
    const reader = gazetteer({ vault, world, changed: () => {} });
    must(reader.keep(must(await reader.read(file)).hash));
    const places = gazetteer({ vault, world, changed: () => {} });
    const find = (text: string) => places.find({ text, within: null });
    const first = timed(() => find("ق"));
    const plain = (text: string) => names.filter((name) => name.includes(text));
    const [ours, yardstick] = [p95Of(find), p95Of(plain)];
    return [
      row("a place among 50,000 of the team, p95 (plain search)", ours, yardstick),
      row("… and the first after unlocking (plain search)", first, yardstick),
    ];
  } finally {
    vault.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

function row(name: string, ours: number, yardstick: number): Row {
  return { name, ours, yardstick, ratio: ours / yardstick, unit: "ms" };
}

const medianOf = (find: (text: string) => readonly unknown[]) => percentile(find, 0.5);

const p95Of = (find: (text: string) => readonly unknown[]) => percentile(find, 0.95);

function percentile(find: (text: string) => readonly unknown[], share: number): number {
  const times = Array.from({ length: 20 }, () => searches)
    .flat()
    .map((text) => timed(() => find(text)));
  return times.toSorted((a, b) => a - b)[Math.floor((times.length - 1) * share)] ?? 0;
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
