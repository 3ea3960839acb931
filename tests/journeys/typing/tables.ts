// The coordinator's tables, read as any other program would read them.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import type { Sample } from "./sample.ts";

type Row = { readonly [column: string]: string };

/** Everything in which the rows of an interview differ from its sample; empty when they are the same. */
export function differencesInTables(folder: string, interview: string, sample: Sample): string[] {
  const read = (name: string): readonly Row[] =>
    parse(readFileSync(join(folder, `${name}.csv`)), { columns: true, bom: true });
  const rowsOf = (name: string) => read(name).filter((row) => row.interview === interview);
  const [row, ...more] = rowsOf("returnee_interview");
  if (!row || more.length > 0) return ["not one row of the interview"];
  const wrong = differ(row, sample.answers, (name) => sample.states[name]?.state);
  for (const [repeat, entries] of Object.entries(sample.repeats)) {
    const rows = rowsOf(`returnee_interview.${repeat}`);
    if (rows.length !== entries.length) wrong.push(`${repeat}: ${rows.length} rows`);
    for (const [place, entry] of entries.entries()) {
      const found = rows.find(({ position }) => position === String(place + 1));
      const state = (name: string) => sample.states[`${repeat}.${place}.${name}`]?.state;
      wrong.push(...differ(found ?? {}, entry, state).map((one) => `${repeat} ${place}: ${one}`));
    }
  }
  return wrong;
}

function differ(
  row: Row,
  answers: Sample["answers"],
  stateOf: (name: string) => string | undefined,
): string[] {
  return Object.keys(row)
    .filter((name) => `${name}.state` in row && name !== "interview_code")
    .flatMap((name) => {
      const answer = answers[name];
      const codes = [answer ?? []].flat().map(String);
      const [code] = codes;
      const wanted =
        stateOf(name) ??
        (code === undefined
          ? ""
          : codes.length === 1
            ? (silences[code] ?? "answered")
            : "answered");
      const state = row[`${name}.state`] ?? "";
      const value = (row[name] ?? "").split(" ").sort().join(" ");
      const isSame =
        wanted === ""
          ? state === "not-asked" || state === "not-applicable"
          : state === wanted && (code === undefined || value === sorted(codes));
      return isSame ? [] : [`${name}: ${state} "${row[name]}"`];
    });
}

/** A text is one answer, and its words keep their order on both sides of the comparison. */
const sorted = (codes: readonly string[]) => codes.join(" ").split(" ").sort().join(" ");

/** Codes that are states of a question. */
const silences: { readonly [code: string]: string } = {
  dk: "dont-know",
  pnts: "prefers-not-to-say",
};
