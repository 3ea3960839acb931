// The questionnaire engine against ODK's own, in the same process, on the same form.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { readFolder } from "../../main/questionnaires/read-folder.ts";
import { sha256Hex } from "../../main/vault/hash.ts";
import {
  compile,
  type Definition,
  type LiveForm,
  open,
  type Sheets,
  type World,
} from "../../shared/questionnaire/index.ts";
import { loadOracle } from "../shared/questionnaire/oracle/oracle.ts";
import { answersOfGroup, bigForm, bigXForm, groupsFor, rowsOfGroup } from "./big-form.ts";

/** One line of the benchmark: how long ours took, how long the yardstick, and how they compare. */
export interface Row {
  readonly name: string;
  readonly ours: number;
  readonly yardstick: number;
  readonly ratio: number;
  readonly unit: string;
}

const folder = "questionnaires/returnee-interview";
const xform = "tests/fixtures/forms/returnee_interview.xform.xml";

/** Medians after warm-up; nothing is kept from one run to the next. */
export async function bench(): Promise<readonly Row[]> {
  const { sheets, files, fallbackId } = await readFolder(folder);
  const xml = readFileSync(xform, "utf8");
  const compileBuiltIn = () => compiled(sheets, files, fallbackId);
  const definition = compileBuiltIn();

  const xmlOfThousand = bigXForm(groupsFor(1_000));
  const thousand = bigForm(groupsFor(1_000));

  const opened = await openBoth(() => void open(compileBuiltIn(), undefined, world()).nodes(), xml);
  const answers = await answerBoth(definition, xml, [
    ...answersOf(open(definition, undefined, world())),
  ]);
  const openedBig = await openBoth(
    () => void open(big(thousand), undefined, world()),
    xmlOfThousand,
  );
  const answersBig = await answerBoth(big(thousand), xmlOfThousand, answersOfBig());
  return [
    against("compile and open the built-in form", opened, median),
    against("one answer, median", answers, median),
    against("one answer, p95", answers, p95),
    against("compile and open a form of 1,000 questions with repeats", openedBig, median),
    against("one answer in it, median", answersBig, median),
    against("one answer in it, p95", answersBig, p95),
    ...growthWithQuestions(),
    ...growthWithEntries(definition),
    languageRow(definition),
  ];
}

const big = (sheets: Sheets) => compiled(sheets, [], "big");

/** Answers all over a large form: to its beginning, its middle and its end. */
const answersOfBig = () =>
  [0, 1, 2, 50, 100, 101, 150, 197, 198, 199].flatMap((at) => answersOfGroup(at));

/** By turns, so that whatever else the machine does meets both. */
async function openBoth(openOurs: () => void, xml: string) {
  const ours: number[] = [];
  const theirs: number[] = [];
  repeated(15, 0, openOurs);
  for (let run = 0; run < 7; run++) {
    ours.push(...repeated(0, 5, openOurs));
    const start = performance.now();
    (await loadOracle(xml)).open();
    if (run > 1) theirs.push(performance.now() - start);
  }
  return { ours, theirs };
}

/** The same answers, in the same order, in both engines. */
async function answerBoth(
  definition: Definition,
  xml: string,
  answers: readonly (readonly [path: string, value: string])[],
) {
  const ours: number[] = [];
  const theirs: number[] = [];
  const oracle = await loadOracle(xml);
  for (let run = 0; run < 9; run++) {
    const form = open(definition, undefined, world());
    const other = oracle.open();
    for (const [path, value] of answers) {
      const ref = form.nodes().find((node) => node.path === path)?.ref ?? "";
      const mine = timed(() => void form.set(ref, value));
      const its = timed(() => other.set(path, value));
      if (run > 3) {
        ours.push(mine);
        theirs.push(its);
      }
    }
  }
  return { ours, theirs };
}

const gates = [
  ["/data/m0/consent_understood", "yes"],
  ["/data/m0/interview_privacy", "private"],
  ["/data/m0/consent_participate", "yes"],
  ["/data/m1/speaks_as", "self"],
  ["/data/m6/processed", "yes"],
  ["/data/m7/detained_ever", "yes"],
  ["/data/m8/m8_continue", "yes"],
  ["/data/m8/illtreated", "yes"],
] as const;

/** The gates of the built-in form, then its every select. */
function* answersOf(form: LiveForm): Generator<readonly [path: string, value: string]> {
  yield* gates;
  for (const { path, kind, choices, ref } of form.nodes())
    if (kind === "question" && choices?.[0] && form.node(ref)?.relevant && !isGate(path))
      yield [path, choices[0].name];
}

const isGate = (path: string) => gates.some(([gate]) => gate === path);

/** Twice the rows, and what that costs; measured by turns, because a machine has its moods. */
function growthWithQuestions(): readonly Row[] {
  const [half = [], whole = []] = [500, 1_000].map((rows) => bigForm(rows / rowsOfGroup));
  const forms = [half, whole].map((sheets) => open(big(sheets), undefined, world()));
  const refs = forms.map(
    (form) => form.nodes().find(({ path }) => path === "/data/g_3/n_3")?.ref ?? "",
  );
  const opened = [half, whole].map((): number[] => []);
  const answered = [half, whole].map((): number[] => []);
  for (let run = 0; run < 40; run++)
    for (const [at, sheets] of [half, whole].entries()) {
      const opening = timed(() => void open(big(sheets), undefined, world()));
      const answering = timed(() => {
        for (let value = 0; value < 20; value++) forms[at]?.set(refs[at] ?? "", String(value));
      });
      if (run < 5) continue;
      opened[at]?.push(opening);
      answered[at]?.push(answering / 20);
    }
  return [
    row(
      "compile and open 1,000 rows, against 500",
      median(opened[1] ?? []),
      median(opened[0] ?? []),
      "ms",
    ),
    row(
      "one answer among 1,000 rows, against 500",
      median(answered[1] ?? []),
      median(answered[0] ?? []),
      "ms",
    ),
  ];
}

function growthWithEntries(definition: Definition): readonly Row[] {
  const adds: number[] = [];
  const sets: number[] = [];
  for (let run = 0; run < 6; run++) {
    const form = open(definition, undefined, world());
    for (const [path, value] of gates)
      form.set(form.nodes().find((node) => node.path === path)?.ref ?? "", value);
    for (let entry = 0; entry < 200; entry++) {
      let ref = "";
      const add = timed(() => {
        const done = form.addEntry("m7/detention");
        ref = done.ok ? (done.value.added[0] ?? "") : "";
      });
      const set = timed(() => void form.set(`${ref}/det_facility`, "other"));
      if (run < 2) continue;
      adds[entry] = Math.min(adds[entry] ?? Number.POSITIVE_INFINITY, add);
      sets[entry] = Math.min(sets[entry] ?? Number.POSITIVE_INFINITY, set);
    }
  }
  // Ten neighbours at each end, because one entry alone is too quick to be timed.
  const [first, last] = [(of: number[]) => of.slice(0, 10), (of: number[]) => of.slice(-10)];
  return [
    row("the 200th entry, against the first", median(last(adds)), median(first(adds)), "ms"),
    row("an answer in it, against the first", median(last(sets)), median(first(sets)), "ms"),
  ];
}

function languageRow(definition: Definition): Row {
  const form = open(definition, undefined, world());
  const [one, two] = definition.languages.map(({ name }) => name);
  const switching = repeated(5, 21, () => {
    form.setLanguage((form.language === one ? two : one) ?? "");
  });
  const opening = repeated(3, 9, () => void open(definition, undefined, world()));
  return row("switch the language, against opening", median(switching), median(opening), "ms");
}

function compiled(
  sheets: Sheets,
  files: Parameters<typeof compile>[1],
  fallbackId: string,
): Definition {
  const { definition } = compile(sheets, files, { sha256: sha256Hex, fallbackId, orOther: {} });
  if (!definition) throw new Error("the form of the benchmark has errors");
  return definition;
}

function world(): World {
  let keys = 0;
  return {
    now: () => new Date(),
    zone: "Asia/Damascus",
    seed: "bench",
    staffCode: "INT-07",
    deviceCode: "DEV-1",
    newKey: () => `k${(++keys).toString(36).padStart(3, "0")}`,
    digest: (algorithm, bytes) => createHash(algorithm.replace("-", "")).update(bytes).digest(),
  };
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function repeated(warmUp: number, runs: number, work: () => void): readonly number[] {
  for (let run = 0; run < warmUp; run++) work();
  return Array.from({ length: runs }, () => timed(work));
}

/** What was measured by turns, as one row. */
const against = (
  name: string,
  { ours, theirs }: { readonly ours: readonly number[]; readonly theirs: readonly number[] },
  of: (times: readonly number[]) => number,
) => row(name, of(ours), of(theirs), "ms");

const p95 = (of: readonly number[]) => percentile(of, 0.95);

const median = (of: readonly number[]) => percentile(of, 0.5);

function percentile(of: readonly number[], part: number): number {
  const sorted = [...of].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

const row = (name: string, ours: number, yardstick: number, unit: string): Row => ({
  name,
  ours: Number(ours.toFixed(3)),
  yardstick: Number(yardstick.toFixed(3)),
  ratio: Number((ours / yardstick).toFixed(4)),
  unit,
});
