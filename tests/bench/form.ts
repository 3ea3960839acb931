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

  const opened = await openBoth(() => void open(compileBuiltIn(), undefined, world()).nodes(), xml);
  const answers = await answerBoth(definition, xml);
  const [half, thousand] = [bigForm(500), bigForm(1_000)];
  return [
    row("compile and open the built-in form", median(opened.ours), median(opened.theirs), "ms"),
    row("one answer, median", median(answers.ours), median(answers.theirs), "ms"),
    row("one answer, p95", percentile(answers.ours, 0.95), percentile(answers.theirs, 0.95), "ms"),
    ...growthWithEntries(definition),
    row(
      "compile and open 1,000 rows, against 500",
      median(repeated(8, 11, () => void open(compiled(thousand, [], "big"), undefined, world()))),
      median(repeated(3, 7, () => void open(compiled(half, [], "big"), undefined, world()))),
      "ms",
    ),
    languageRow(definition),
  ];
}

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

/** The same answers, in the same order, in both engines: the gates, then every select of the form. */
async function answerBoth(definition: Definition, xml: string) {
  const ours: number[] = [];
  const theirs: number[] = [];
  const oracle = await loadOracle(xml);
  for (let run = 0; run < 5; run++) {
    const form = open(definition, undefined, world());
    const other = oracle.open();
    for (const [path, value] of answersOf(form)) {
      const ref = form.nodes().find((node) => node.path === path)?.ref ?? "";
      const mine = timed(() => void form.set(ref, value));
      const its = timed(() => other.set(path, value));
      if (run > 1) {
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

function* answersOf(form: LiveForm): Generator<readonly [path: string, value: string]> {
  yield* gates;
  for (const { path, kind, choices, ref } of form.nodes())
    if (kind === "question" && choices?.[0] && form.node(ref)?.relevant && !isGate(path))
      yield [path, choices[0].name];
}

const isGate = (path: string) => gates.some(([gate]) => gate === path);

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

/** A form of groups of ten rows with skip logic, a constraint, a calculation and a repeat each. */
function bigForm(rows: number): Sheets {
  const survey = [
    [
      "type",
      "name",
      "label::English (en)",
      "label::العربية (ar)",
      "relevant",
      "constraint",
      "calculation",
    ],
  ];
  for (let group = 0; group < rows / 10; group++) {
    const before = group === 0 ? "" : `\${total_${group - 1}} >= 0`;
    survey.push(
      [`begin_group`, `g_${group}`, `Group ${group}`, `مجموعة ${group}`, before],
      ["select_one l", `s_${group}`, "Which?", "أيّ؟"],
      ["text", `t_${group}`, "Say", "قولوا", `\${s_${group}} = 'c3'`],
      ["integer", `n_${group}`, "How many?", "كم؟", "", ". >= 0 and . < 100"],
      ["begin_repeat", `r_${group}`, "Entry", "بند"],
      ["integer", `d_${group}`, "Days", "أيام", `\${n_${group}} > 3`],
      ["text", `w_${group}`, "Where", "أين"],
      ["end_repeat"],
      ["calculate", `total_${group}`, "", "", "", "", `coalesce(sum(\${d_${group}}), 0)`],
      ["end_group"],
    );
  }
  const choices = [["list_name", "name", "label::English (en)", "label::العربية (ar)"]];
  for (let code = 0; code < 12; code++)
    choices.push(["l", `c${code}`, `Choice ${code}`, `خيار ${code}`]);
  const sheet = (name: string, cells: readonly (readonly string[])[]) => ({
    name,
    rows: cells.map((row, at) => ({ row: at + 1, cells: row })),
  });
  return [sheet("survey", survey), sheet("choices", choices)];
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
