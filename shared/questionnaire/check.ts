import type { Definition } from "./definition/definition.ts";
import type { Problem, Unsupported } from "./definition/problem.ts";
import type { Compiled } from "./xlsform/compile.ts";

/** What `daftar form check` says about a form. */
export interface CheckReport {
  /** Null when the form cannot be used. */
  readonly form: {
    readonly id: string;
    readonly version: string;
    readonly title: string;
    readonly languages: readonly string[];
    readonly questions: number;
    readonly hash: string;
  } | null;
  readonly problems: readonly (Omit<Problem, "details"> & { readonly message: string })[];
  readonly unsupported: readonly Pick<Unsupported, "sheet" | "row" | "feature">[];
}

/** Says a problem in the language of whoever asked. */
export type Say = (problem: Problem) => string;

/** Reports what compiling has found: errors before warnings, each in the order of the sheets. */
export function checkReport(
  { definition, problems, unsupported }: Compiled,
  say: Say,
): CheckReport {
  const errors = problems.filter((problem) => problem.severity === "error");
  const warnings = problems.filter((problem) => problem.severity === "warning");
  return {
    form: definition && describe(definition),
    problems: [...errors, ...warnings].map((problem) => {
      const { severity, sheet, row, column, code } = problem;
      return { severity, sheet, row, column, message: say(problem), code };
    }),
    unsupported: unsupported.map(({ sheet, row, feature }) => ({ sheet, row, feature })),
  };
}

function describe(definition: Definition) {
  const { id, version, languages, hash } = definition;
  return {
    id,
    version,
    title: titleOf(definition),
    languages: languages.map((language) => language.name),
    questions: countQuestions(definition),
    hash,
  };
}

/** The title in the default language, else in any, else the form's id. */
export function titleOf({ title, defaultLanguage, id }: Definition): string {
  const own = Object.hasOwn(title, defaultLanguage) ? title[defaultLanguage] : undefined;
  return own ?? Object.values(title)[0] ?? id;
}

/** Rows that can be asked: no notes, calculations, metadata or groups. */
export const countQuestions = ({ nodes }: Definition) =>
  nodes.filter((node) => node.kind === "question").length;
