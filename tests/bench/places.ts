// A place found by its folded name among fifty thousand, against a plain search for the same letters.
import { findOptions } from "../../renderer/ui/find-options.ts";
import type { Row } from "./answer.ts";

const searches = ["قريه رقم ٤٩", "شرقي", "لا شيء كهذا"];

/** Every name is folded before the clock starts, as it is after the first letter typed. Milliseconds. */
export async function bench(): Promise<readonly Row[]> {
  const few = search(5_000);
  const many = search(50_000);
  return [
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

function medianOf(find: (text: string) => readonly unknown[]): number {
  const times = Array.from({ length: 20 }, () => searches)
    .flat()
    .map((text) => {
      const start = performance.now();
      find(text);
      return performance.now() - start;
    });
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}
