import { readFileSync } from "node:fs";
import type { Json } from "../../shared/contract/define.ts";
import {
  type Compiled,
  checkReport,
  type OtherWords,
  readSteps,
  type Walked,
  type World,
  walk,
} from "../../shared/questionnaire/index.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { newKey } from "../interviews/code.ts";
import { compileFolder } from "../questionnaires/compile-folder.ts";
import { digest } from "../vault/hash.ts";
import { thisWorld } from "../vault/world.ts";
import { type Command, type Report, type Terminal, wrongUsage } from "./command.ts";
import { inVault } from "./in-vault.ts";
import { loadSentences, type Sentences } from "./sentences.ts";

const check: Command = {
  words: "form check",
  takes: "FORM",
  options: {},
  rest: [1, 1],
  run: async (options, terminal) => {
    const compiled = await compile(options.rest[0] ?? "");
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

    const compiled = await compile(options.rest[0] ?? "");
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
        lines: told.value.forms.map(({ title, id, version, hash, questions, interviews }) =>
          terminal.sentences.say("form-row", { title, id, version, hash, questions, interviews }),
        ),
      });
    }),
};

export const formCommands: readonly Command[] = [check, walkThrough, list];

/** The words that `or_other` adds are those of our own locales, in every language we have. */
async function compile(folder: string): Promise<Compiled> {
  const words: { [language: string]: OtherWords } = {};
  for (const language of ["en", "ar"] as const) {
    const { say } = await loadSentences(language);
    words[language] = {
      choice: say("questionnaires:or-other.choice"),
      question: say("questionnaires:or-other.question"),
    };
  }
  return compileFolder(folder, words);
}

function reportOf(compiled: Compiled, { sentences }: Terminal): Report {
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
      ...problems.map(({ severity, message, ...place }) =>
        say(severity, { place: whereIs(place, say), message }),
      ),
      ...unsupported.map(({ sheet, row, feature }) =>
        say("form-unsupported", { place: whereIs({ sheet, row, column: "" }, say), feature }),
      ),
    ],
    ...(form ? {} : { exitCode: 1 as const }),
  };
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
      ? fail({ kind: "steps-malformed", details: { step: -1 } })
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
