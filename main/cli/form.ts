import { readFileSync } from "node:fs";
import { type Json, QuestionnaireHash } from "../../shared/contract/define.ts";
import type { MoveAnswer } from "../../shared/contract/interviews.ts";
import type { FormRow } from "../../shared/contract/questionnaires.ts";
import {
  type CheckReport,
  type Compiled,
  checkReport,
  readSteps,
  type Walked,
  type World,
  walk,
} from "../../shared/questionnaire/index.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { newKey } from "../interviews/code.ts";
import { compileForm } from "../questionnaires/compile-form.ts";
import { digest } from "../vault/hash.ts";
import { thisWorld } from "../vault/world.ts";
import { type Command, type Report, type Terminal, wrongUsage } from "./command.ts";
import { type Ask, inVault } from "./in-vault.ts";
import { interviewId } from "./interview-id.ts";
import { standingAlone } from "./paper.ts";
import { orOtherWords, type Sentences } from "./sentences.ts";

const check: Command = {
  words: "form check",
  takes: "FORM",
  options: {},
  rest: [1, 1],
  run: async (options, terminal) => {
    const compiled = await compileForm(options.rest[0] ?? "", orOtherWords);
    return ok(reportOf(compiled, terminal));
  },
};

const walkThrough: Command = {
  words: "form walk",
  takes: "FORM --steps FILE [--each] [--now DATETIME] [--seed TEXT]",
  options: {
    steps: { type: "string" },
    each: { type: "boolean" },
    now: { type: "string" },
    seed: { type: "string" },
  },
  rest: [1, 1],
  run: async (options, terminal) => {
    const file = options.text("steps");
    if (!file) return fail(wrongUsage("--steps"));
    const source = readJson(file);
    if (!source.ok) return source;
    const steps = readSteps(source.value);
    if (!steps.ok) return steps;
    const world = fixedWorld(options.text("now"), options.text("seed"));
    if (!world) return fail(wrongUsage("--now"));

    const compiled = await compileForm(options.rest[0] ?? "", orOtherWords);
    if (!compiled.definition) return ok(reportOf(compiled, terminal));
    const each = options.flag("each");
    const { refusal } = terminal.sentences;
    const walked = walk(compiled.definition, steps.value, world, refusal, each);
    return ok({
      json: walked as unknown as Json,
      lines: linesOf([walked].flat().at(-1), terminal),
    });
  },
};

const list: Command = {
  words: "form list",
  takes: "",
  options: {},
  rest: [0, 0],
  run: (options, terminal) =>
    inVault(options, terminal, async (ask) => {
      const told = await ask("questionnaires.list", {});
      if (!told.ok) return told;
      return ok({
        json: told.value,
        lines: told.value.forms.map((form) => rowOf(form, terminal)),
      });
    }),
};

const importIt: Command = {
  words: "form import",
  takes: "FORM",
  options: {},
  rest: [1, 1],
  run: (options, terminal) =>
    inVault(options, terminal, async (ask) => {
      const { sentences } = terminal;
      const told = await ask("questionnaires.import", {}, [options.rest[0] ?? ""]);
      if (!told.ok) return told;
      const { outcome, form, unsupported } = told.value;
      const problems = told.value.problems.map(({ details, ...problem }) => {
        return { ...problem, message: sentences.problem({ ...problem, details }) };
      });
      return ok({
        json: {
          outcome,
          forms: form ? [form] : [],
          problems,
          unsupported: unsupported.map(({ sheet, row, feature }) => ({ sheet, row, feature })),
        },
        lines: [
          ...(form ? [rowOf(form, terminal)] : []),
          ...findings(problems, unsupported, terminal),
          sentences.say(`form-${outcome}`),
        ],
        ...(outcome === "refused" ? { exitCode: 1 as const } : {}),
      });
    }),
};

const exportIt: Command = {
  words: "form export",
  takes: "ID --out FILE",
  options: { out: { type: "string" } },
  rest: [1, 1],
  run: (options, terminal) =>
    inVault(options, terminal, async (ask) => {
      const out = options.text("out");
      if (!out) return fail(wrongUsage("--out"));
      const found = await findForm(ask, options.rest[0] ?? "");
      if (!found.ok) return found;
      const form = found.value;
      const written = await ask("questionnaires.export", { questionnaire: form.hash }, [out]);
      if (!written.ok) return written;
      const { fileName, tables, beside } = written.value;
      const { say } = terminal.sentences;
      return ok({
        json: { file: out, hash: form.hash, tables, beside },
        lines: [
          say("form-exported", { fileName }),
          ...(tables.length > 0 ? [say("form-tables", { files: tables.join(" ") })] : []),
          ...(beside.length > 0 ? [say("form-beside", { files: beside.join(" ") })] : []),
        ],
      });
    }),
};

const print: Command = {
  words: "form print",
  takes: "ID --out FILE.html [--lang TAG] [--copies N]",
  options: { out: { type: "string" }, lang: { type: "string" }, copies: { type: "string" } },
  rest: [1, 1],
  run: (options, terminal) =>
    inVault(options, terminal, async (ask) => {
      const out = options.text("out");
      if (!out) return fail(wrongUsage("--out"));
      const copies = options.text("copies") ?? "3";
      if (!/^[1-9]$/.test(copies)) return fail(wrongUsage("--copies"));
      const found = await findForm(ask, options.rest[0] ?? "");
      if (!found.ok) return found;
      const wish = {
        kind: "blank" as const,
        questionnaire: found.value.hash,
        language: options.text("lang") ?? terminal.sentences.language,
        digits: "latn" as const,
        copies: Number(copies),
      };
      const drawn = await ask("paper.draw", wish);
      if (!drawn.ok) return drawn;
      const page = Buffer.from(standingAlone(drawn.value)).toString("base64");
      const saved = await ask("paper.save", wish, [out], page);
      if (!saved.ok) return saved;
      return ok({
        json: { file: out, hash: found.value.hash },
        lines: [terminal.sentences.say("form-printed")],
      });
    }),
};

const migrate: Command = {
  words: "form migrate",
  takes: "INTERVIEW --to HASH [--dry-run]",
  options: { to: { type: "string" }, "dry-run": { type: "boolean" } },
  rest: [1, 1],
  run: (options, terminal) =>
    inVault(options, terminal, async (ask) => {
      const to = QuestionnaireHash.safeParse(options.text("to"));
      if (!to.success) return fail(wrongUsage("--to"));
      const interview = interviewId(options.rest[0]);
      if (!interview.ok) return interview;
      const wish = { interview: interview.value, to: to.data };
      const planned = await ask("interviews.planMove", wish);
      if (!planned.ok) return planned;
      const { kept, moved, orphaned } = planned.value;
      const dry = options.flag("dry-run");
      const done = dry ? ok(null) : await ask("interviews.move", wish);
      if (!done.ok) return done;
      const { say } = terminal.sentences;
      const named = (answers: readonly MoveAnswer[]) =>
        answers.map(({ question, to: place, label }) =>
          say(place === null ? "orphan-row" : "moved-row", {
            from: question,
            to: place ?? "",
            label: label.replaceAll(/\s+/g, " "),
          }),
        );
      return ok({
        json: { kept, moved, orphaned },
        lines: [
          say("move-counts", {
            kept: kept.length,
            moved: moved.length,
            orphaned: orphaned.length,
          }),
          ...named(moved),
          ...named(orphaned),
          say(dry ? "move-planned" : "move-done"),
        ],
      });
    }),
};

const importPlaces: Command = {
  words: "form places import",
  takes: "FILE [--dry-run]",
  options: { "dry-run": { type: "boolean" } },
  rest: [1, 1],
  run: (options, terminal) =>
    inVault(options, terminal, async (ask) => {
      const { say, problem: sentenceOf } = terminal.sentences;
      const read = await ask("questionnaires.readPlaces", {}, [options.rest[0] ?? ""]);
      if (!read.ok) return read;
      const { outcome, hash, places, added, removed, renamed, finer } = read.value;
      const counts = { places, added, removed, renamed, finer };
      const problems = read.value.problems.map(({ details, ...problem }) => {
        return { ...problem, message: sentenceOf({ ...problem, details }) };
      });
      const dry = options.flag("dry-run");
      const isNew = outcome === "read";
      const kept = isNew && !dry ? await ask("questionnaires.keepPlaces", { hash }) : ok(null);
      if (!kept.ok) return kept;
      const ends = { refused: "form-refused", "already-here": "places-already-here" } as const;
      return ok({
        json: { outcome, hash, ...counts, kept: kept.value !== null, problems },
        lines: [
          ...findings(problems, [], terminal),
          ...(isNew ? [say("places-counts", counts)] : []),
          say(isNew ? (dry ? "places-planned" : "places-imported") : ends[outcome]),
        ],
        ...(outcome === "refused" ? { exitCode: 1 as const } : {}),
      });
    }),
};

const listPlaces: Command = {
  words: "form places list",
  takes: "",
  options: {},
  rest: [0, 0],
  run: (options, terminal) =>
    inVault(options, terminal, async (ask) => {
      const told = await ask("questionnaires.places", {});
      if (!told.ok) return told;
      const { gazetteer } = told.value;
      const { say } = terminal.sentences;
      return ok({
        json: told.value,
        lines: [gazetteer ? say("places-are", { ...gazetteer }) : say("places-none")],
      });
    }),
};

const findPlace: Command = {
  words: "form places find",
  takes: "TEXT [--within CODE]",
  options: { within: { type: "string" } },
  rest: [1, 1],
  run: (options, terminal) =>
    inVault(options, terminal, async (ask) => {
      const text = options.rest[0] ?? "";
      const found = await ask("questionnaires.findPlaces", {
        text,
        within: options.text("within") ?? null,
      });
      if (!found.ok) return found;
      const { say, language } = terminal.sentences;
      const nameOf = ({ ar, en }: { readonly ar: string; readonly en: string }) =>
        language === "ar" ? ar || en : en || ar;
      return ok({
        json: found.value,
        lines: found.value.places.map(({ code, names, within }) =>
          say("place-row", { code, names: [names, ...within].map(nameOf).join(" · ") }),
        ),
      });
    }),
};

export const formCommands: readonly Command[] = [
  check,
  walkThrough,
  list,
  importIt,
  exportIt,
  print,
  migrate,
  importPlaces,
  listPlaces,
  findPlace,
];

/** A questionnaire by its hash, or by its id where there is only one version of it. */
async function findForm(ask: Ask, wanted: string): Promise<Result<FormRow>> {
  const listed = await ask("questionnaires.list", {});
  if (!listed.ok) return listed;
  const found = listed.value.forms.filter(({ hash, id }) => hash === wanted || id === wanted);
  const [form] = found;
  if (!form) return fail({ kind: "questionnaire-unknown" });
  return found.length > 1 ? fail({ kind: "questionnaire-ambiguous" }) : ok(form);
}

const rowOf = ({ title, id, version, hash, questions, interviews }: FormRow, terminal: Terminal) =>
  terminal.sentences.say("form-row", { title, id, version, hash, questions, interviews });

function reportOf(compiled: Compiled, terminal: Terminal): Report {
  const { sentences } = terminal;
  const report = checkReport(compiled, (problem) => sentences.problem(problem));
  const { form, problems, unsupported } = report;
  const { say } = sentences;
  return {
    json: report as unknown as Json,
    lines: [
      form
        ? say("form-is", { title: form.title, id: form.id, version: form.version })
        : say("form-unusable"),
      ...(form ? [say("form-holds", { count: form.questions, hash: form.hash })] : []),
      ...findings(problems, unsupported, terminal),
    ],
    ...(form ? {} : { exitCode: 1 as const }),
  };
}

/** One line for each thing that was found in a form, with its place. */
function findings(
  problems: CheckReport["problems"],
  unsupported: CheckReport["unsupported"],
  { sentences: { say } }: Terminal,
): readonly string[] {
  return [
    ...problems.map(({ severity, message, ...place }) =>
      say(severity, { place: whereIs(place, say), message }),
    ),
    ...unsupported.map(({ sheet, row, feature }) =>
      say("form-unsupported", { place: whereIs({ sheet, row, column: "" }, say), feature }),
    ),
  ];
}

/** As exactly as it is known: a whole sheet, a row of it, or one cell. */
function whereIs(
  { sheet, row, column }: { readonly sheet: string; readonly row: number; readonly column: string },
  say: Sentences["say"],
): string {
  if (row === 0) return say("at-sheet", { sheet });
  return column === "" ? say("at-row", { sheet, row }) : say("at-cell", { sheet, row, column });
}

function linesOf(walked: Walked | undefined, { sentences: { say } }: Terminal): readonly string[] {
  if (!walked) return [];
  return [
    ...walked.nodes
      .filter(({ relevant }) => relevant)
      .map(({ path, value, valid }) => `${valid ? " " : "!"} ${path} = ${value}`),
    ...(walked.rejected ?? []).map(({ step, message }) => say("step-rejected", { step, message })),
  ];
}

function readJson(file: string): Result<unknown> {
  try {
    return ok(JSON.parse(readFileSync(file, "utf8")) as unknown);
  } catch (error) {
    return error instanceof SyntaxError
      ? fail({ kind: "steps-unreadable" })
      : fail({ kind: "file-unreadable" });
  }
}

/** The machine's clock in the zone of `TZ`; `--now` and `--seed` fix clock and chances for tests. */
function fixedWorld(now: string | undefined, seed: string | undefined): World | undefined {
  const here = thisWorld();
  const fixed = now === undefined ? undefined : new Date(now);
  if (fixed && Number.isNaN(fixed.getTime())) return undefined;
  let keys = 0;
  return {
    now: fixed ? () => fixed : here.now,
    zone: here.zone,
    seed: seed ?? here.random(16).toString("hex"),
    staffCode: "",
    deviceCode: "",
    newKey: seed === undefined ? () => newKey(here) : () => `k${String(++keys).padStart(4, "0")}`,
    digest,
  };
}
