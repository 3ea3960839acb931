import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { sha256Hex } from "../../../main/vault/hash.ts";
import { builtIn, expectOk, holdInterviews, newHouse, samples } from "../small-house.ts";
import { temporaryDir } from "../vault/small-world.ts";

type Row = { readonly [column: string]: string };

const rowsOf = (dir: string, file: string): Row[] =>
  parse(readFileSync(join(dir, file)), { columns: true, bom: true });

const wish = { formats: ["csv", "json"] as ("csv" | "json")[], labels: "codes" as const };

test("each interview is a row, each repeat a table that joins it", async () => {
  const house = await newHouse("ندى");
  holdInterviews(house, 2, 7);
  const dir = temporaryDir();
  const { files, excluded } = expectOk(house.rooms.analysis.table(wish, dir));
  expect(excluded).toEqual([]);

  const interviews = rowsOf(dir, "returnee_interview.csv");
  expect(interviews.map((row) => row.interview_code)).toEqual(["SYN-QUN001", "SYN-REAR01"]);
  const detentions = rowsOf(dir, "returnee_interview.detention.csv");
  expect(detentions.map((row) => row.interview)).toEqual(interviews.map((row) => row.interview));
  const steps = rowsOf(dir, "returnee_interview.step.csv");
  expect(steps.map((row) => row.position)).toEqual(["1", "2", "3", "1", "2"]);
  expect(files.find(({ file }) => file === "returnee_interview.step.csv")?.rows).toBe(5);
});

test("every answer of an interview is in the table as it was written down", async () => {
  const house = await newHouse("ندى");
  const [written] = samples(3);
  holdInterviews(house, 3);
  const dir = temporaryDir();
  expectOk(house.rooms.analysis.table(wish, dir));
  const [row] = rowsOf(dir, "returnee_interview.csv");
  for (const [question, value] of Object.entries(written?.answers ?? {})) {
    const codes = [value].flat().map(String);
    expect([question, row?.[question]?.split(" ").toSorted()]).toEqual([
      question,
      codes.flatMap((code) => code.split(" ")).toSorted(),
    ]);
  }
  for (const [repeat, entries] of Object.entries(written?.repeats ?? {})) {
    const table = rowsOf(dir, `returnee_interview.${repeat}.csv`);
    for (const [at, entry] of entries.entries())
      for (const [question, value] of Object.entries(entry))
        expect([question, table[at]?.[question]?.split(" ").toSorted()]).toEqual([
          question,
          [value].flat().map(String).join(" ").split(" ").toSorted(),
        ]);
  }
});

test("not asked, does not apply, don't know and refused are four things in a table", async () => {
  const house = await newHouse("ندى");
  holdInterviews(house, 9);
  const dir = temporaryDir();
  expectOk(house.rooms.analysis.table(wish, dir));
  const [row] = rowsOf(dir, "returnee_interview.csv");
  const states = new Set(
    Object.entries(row ?? {}).flatMap(([k, v]) => (k.endsWith(".state") ? [v] : [])),
  );
  for (const state of ["answered", "not-asked", "not-applicable", "skipped"])
    expect(states).toContain(state);
  // Part 7 was refused, so nobody was asked whether they had been held.
  expect(row?.["detained_ever.state"]).toBe("not-applicable");
});

test("what was said of a date in the Hijri calendar stands beside it", async () => {
  const house = await newHouse("ندى");
  const { rooms } = house;
  const { id } = expectOk(rooms.fill(builtIn(house), samples(0)[0] as never, "interviews.0"));
  const { nodes } = expectOk(rooms.interviews.open({ interview: id }));
  const asked = nodes.find(
    ({ appearance, relevant, parent }) =>
      appearance.includes("partial-date") && relevant && !parent?.includes("["),
  );
  const said = { value: "2018-10-15~", stated: "umalqura:1440-02-06" };
  const question = asked?.ref ?? "";
  expectOk(rooms.interviews.answer({ interview: id, question, ...said }));
  expectOk(rooms.interviews.finish({ interview: id }));
  const dir = temporaryDir();
  expectOk(rooms.analysis.table(wish, dir));
  const [row] = rowsOf(dir, "returnee_interview.csv");
  expect(row?.[`${asked?.name}.stated`]).toBe(said.stated);
  const json = readFileSync(join(dir, "returnee_interview.json"), "utf8");
  expect(json).toContain(
    JSON.stringify({ value: said.value, state: "answered", stated: said.stated }),
  );
});

test("an interview without permission for any use is left out, and counted", async () => {
  const house = await newHouse("ندى");
  holdInterviews(house, 0);
  const { rooms } = house;
  const [one] = samples(1);
  const held = { ...one, answers: { ...one?.answers, consent_uses: [], consent_uses_final: [] } };
  const { id } = expectOk(rooms.fill(builtIn(house), held as never, "interviews.0"));
  expectOk(rooms.interviews.finish({ interview: id }));
  expectOk(rooms.fill(builtIn(house), samples(2)[0] as never, "interviews.0"));

  const dir = temporaryDir();
  const { excluded } = expectOk(rooms.analysis.table(wish, dir));
  expect(excluded).toEqual([
    { reason: "consent-on-hold", count: 1 },
    { reason: "draft", count: 1 },
  ]);
  expect(rowsOf(dir, "returnee_interview.csv")).toHaveLength(1);
});

test("labels can be those of either language", async () => {
  const house = await newHouse("ندى");
  holdInterviews(house, 2);
  const dir = temporaryDir();
  expectOk(house.rooms.analysis.table({ ...wish, labels: "ar" }, dir));
  const [row] = rowsOf(dir, "returnee_interview.csv");
  expect(row?.origin_governorate).toBe("القنيطرة");
  expect(row?.processing_others_group).toContain(" | ");
});

test("the sums fit the files", async () => {
  const house = await newHouse("ندى");
  holdInterviews(house, 0);
  const dir = temporaryDir();
  const { files } = expectOk(house.rooms.analysis.table(wish, dir));
  const sums = readFileSync(join(dir, "SHA256SUMS"), "utf8").trim().split("\n");
  expect(sums).toEqual(files.map(({ file, sha256 }) => `${sha256}  ${file}`));
  for (const { file, sha256 } of files)
    expect(sha256Hex(readFileSync(join(dir, file)))).toBe(sha256);
  expect(readdirSync(dir).filter((name) => name.endsWith(".part"))).toEqual([]);
});

test("an existing file is never written over, and nothing is left beside it", async () => {
  const house = await newHouse("ندى");
  holdInterviews(house, 0);
  const dir = temporaryDir();
  writeFileSync(join(dir, "returnee_interview.codebook.csv"), "سابق");
  const refused = house.rooms.analysis.table(wish, dir);
  expect(refused).toEqual({ ok: false, fault: { kind: "target-exists" } });
  expect(readdirSync(dir)).toEqual(["returnee_interview.codebook.csv"]);
});

test("a folder that is gone is a fault, and leaves nothing behind", async () => {
  const house = await newHouse("ندى");
  holdInterviews(house, 0);
  const dir = join(temporaryDir(), "gone");
  expect(house.rooms.analysis.table(wish, dir)).toEqual({
    ok: false,
    fault: { kind: "target-gone" },
  });
  expect(existsSync(dir)).toBe(false);
  mkdirSync(dir);
  expectOk(house.rooms.analysis.table(wish, dir));
});

test("an empty notebook has nothing to export", async () => {
  const house = await newHouse("ندى");
  expect(house.rooms.analysis.table(wish, temporaryDir())).toEqual({
    ok: false,
    fault: { kind: "nothing-to-export" },
  });
});
