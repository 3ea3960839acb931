/** One thing that is wrong with a form, or deserves a look, where its author will find it. */
export interface Problem {
  readonly severity: "error" | "warning";
  readonly code: ProblemCode;
  /** Name of the sheet as its author wrote it. */
  readonly sheet: string;
  /** Row as the author sees it; the header is 1; 0 when it is about the whole sheet. */
  readonly row: number;
  /** Text of the column's header; empty when it is about the whole row. */
  readonly column: string;
  /**
   * What the sentence needs besides its code. `context` chooses between its variants, `shown` is an
   * expression with a mark where it goes wrong, isolated from the direction of the sentence.
   */
  readonly details: { readonly [name: string]: string | number };
}

/** A feature of the field that Daftar does not have, and what became of it. */
export interface Unsupported {
  readonly sheet: string;
  readonly row: number;
  readonly feature: string;
  readonly outcome: "refused" | "shown-as-text" | "ignored";
}

/** All that can be said about a form. Each has a sentence in every language we ship. */
export const problemCodes = [
  "bad-default",
  "bad-expression",
  "bad-name",
  "bad-namespaces",
  "bad-parameter",
  "bad-pattern",
  "bad-range",
  "bare-reference-condition",
  "calculation-missing",
  "cell-too-long",
  "choice-label-missing",
  "choice-name-stored",
  "choice-with-space",
  "column-twice",
  "count-not-repeat",
  "cycle",
  "default-language-unknown",
  "duplicate-choice",
  "duplicate-name",
  "empty-group",
  "expression-too-large",
  "expression-unfinished",
  "file-too-large",
  "form-empty",
  "form-too-large",
  "form-unreadable",
  "group-too-deep",
  "id-missing",
  "label-missing",
  "list-missing",
  "list-not-named",
  "media-missing",
  "media-not-kept",
  "missing-list",
  "missing-translation",
  "name-missing",
  "name-without-braces",
  "not-on-this-type",
  "old-spelling",
  "other-hidden",
  "parameter-value",
  "partial-date-bound",
  "place-code-bad",
  "place-code-missing",
  "place-column-missing",
  "place-differs",
  "place-name-missing",
  "place-name-unsafe",
  "place-parent-unknown",
  "places-none",
  "places-too-many",
  "reference-in-quotes",
  "reference-normalised",
  "regex-not-anchored",
  "repeat-too-deep",
  "reserved-name",
  "seed-without-randomize",
  "sensitive-unknown",
  "sheet-missing",
  "table-column-missing",
  "table-missing",
  "trigger-unknown",
  "type-missing",
  "type-unknown",
  "unclosed-group",
  "unclosed-quote",
  "undeclared-prefix",
  "unknown-appearance",
  "unknown-column",
  "unknown-filter-column",
  "unknown-function",
  "unknown-parameter",
  "unknown-reference",
  "unknown-sheet",
  "unopened-group",
  "unsafe-path",
  "unstable-random",
  "unsupported-axis",
  "unsupported-feature",
  "ambiguous-reference",
  "version-reused",
  "wrong-arguments",
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** Collects problems while a form is read; all of them, not the first. */
export interface Report {
  error(place: Place, code: ProblemCode, details?: Problem["details"]): void;
  warn(place: Place, code: ProblemCode, details?: Problem["details"]): void;
  unsupported(place: Place, feature: string, outcome: Unsupported["outcome"]): void;
  readonly problems: readonly Problem[];
  readonly missing: readonly Unsupported[];
}

export interface Place {
  readonly sheet: string;
  readonly row: number;
  readonly column: string;
}

/** Enough for anybody to read; a form with more mistakes than this gets the first of them. */
const mostProblems = 2_000;
/** Whatever deserves a look leaves room for what is wrong: an error that is not told would be none. */
const mostWarnings = 1_000;

export function newReport(): Report {
  const problems: Problem[] = [];
  const missing: Unsupported[] = [];
  const add =
    (severity: Problem["severity"], most: number): Report["error"] =>
    (place, code, details = {}) => {
      if (problems.length < most)
        problems.push({ severity, code, ...place, details: told(details) });
    };
  return {
    error: add("error", mostProblems),
    warn: add("warning", mostWarnings),
    unsupported(place, feature, outcome) {
      const { sheet, row } = place;
      if (missing.length < mostProblems) missing.push({ sheet, row, feature, outcome });
      if (outcome === "refused") this.error(place, "unsupported-feature", { feature });
    },
    problems,
    missing,
  };
}

/** Adds what a sentence is chosen and made by. */
function told(details: Problem["details"]): Problem["details"] {
  const { nearest: near, what, reason, name, expression, at } = details;
  const context = what ?? reason ?? (near ? "nearest" : undefined);
  return {
    ...details,
    ...(context === undefined ? {} : { context }),
    ...(name === undefined ? {} : { reference: `\u2066\${${name}}\u2069` }),
    ...(typeof expression === "string" && typeof at === "number"
      ? { shown: pointAt(expression, at) }
      : {}),
  };
}

/** The surroundings of a place in an expression, with a caret before it, read from left to right. */
function pointAt(expression: string, at: number): string {
  const from = Math.max(0, at - 40);
  const before = (from > 0 ? "…" : "") + expression.slice(from, at);
  const after = expression.slice(at, at + 40) + (at + 40 < expression.length ? "…" : "");
  return `\u2066${before}‸${after}\u2069`;
}

/** The nearest known word to a mistyped one: at most a third of its letters apart. */
export function nearest(word: string, known: Iterable<string>): string {
  let best = "";
  let least = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) >= least) continue;
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** Letters added, left out, changed, or two neighbours swapped. Source: Damerau, 1964. */
function editDistance(a: string, b: string): number {
  if (a.length > 100 || b.length > 100) return 100;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
