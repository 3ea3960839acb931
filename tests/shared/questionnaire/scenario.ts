// A small true form and world for each test, written as the tables its author would write.
import { createHash } from "node:crypto";
import { expect } from "vitest";
import {
  type Change,
  type Compiled,
  compile,
  type LiveForm,
  type Named,
  type NodeView,
  type OtherWords,
  open,
  type Problem,
  plainText,
  type Refusal,
  type Sheets,
  type SideFile,
  type StoredAnswers,
  type World,
} from "../../../shared/questionnaire/index.ts";
import type { Result } from "../../../shared/result.ts";

/**
 * Sheets as text: a line a row, `|` between cells, the first line the header; `#` leaves a row blank,
 * `\\|` is the union of two node-sets.
 */
export interface Tables {
  readonly survey: string;
  readonly choices?: string;
  readonly settings?: string;
}

export function sheetsOf(tables: Tables): Sheets {
  return Object.entries(tables).map(([name, text]: [string, string]) => ({
    name,
    rows: text
      .trim()
      .split("\n")
      .map((line, at) => ({ row: at + 1, cells: cellsOf(line) }))
      .filter(({ cells }) => cells.some((cell) => cell !== "" && cell !== "#")),
  }));
}

const cellsOf = (line: string) =>
  line.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));

export const sha256 = (text: string | Uint8Array) =>
  createHash("sha256").update(text).digest("hex");

export function compileTables(
  tables: Tables,
  files: readonly SideFile[] = [],
  orOther: Named<OtherWords> = {},
): Compiled {
  return compile(sheetsOf(tables), files, { sha256, fallbackId: "form", orOther });
}

/** A CSV file beside the form. */
export function csvFile(name: string, text: string): SideFile {
  const table = text
    .trim()
    .split("\n")
    .map((line) => line.split(",").map((cell) => cell.trim()));
  return { name, sha256: sha256(text), table };
}

export function definitionOf(tables: Tables, files: readonly SideFile[] = []) {
  const { definition, problems } = compileTables(tables, files);
  if (!definition)
    throw new Error(
      JSON.stringify(
        problems.filter((problem) => problem.severity === "error"),
        null,
        1,
      ),
    );
  return definition;
}

/** A world that stands still: noon in Damascus on 22 November 2026, and keys that count. */
export function testWorld(change: Partial<World> = {}): World {
  let keys = 0;
  return {
    now: () => new Date("2026-11-22T09:00:00Z"),
    zone: "Asia/Damascus",
    seed: "seed",
    staffCode: "INT-07",
    deviceCode: "DEV-1",
    newKey: () => `k${(++keys).toString(36).padStart(3, "0")}`,
    digest: (algorithm, bytes) => createHash(algorithm.replace("-", "")).update(bytes).digest(),
    ...change,
  };
}

/** A form in the hands of a test: short words for what it is asked again and again. */
export interface Scenario {
  readonly form: LiveForm;
  /** Sets an answer that must be taken. */
  set(ref: string, value: string): Change;
  refused(ref: string, value: string): Refusal["kind"];
  view(ref: string): NodeView;
  value(ref: string): string;
  relevant(ref: string): boolean;
  label(ref: string): string;
  choices(ref: string): readonly string[];
  add(repeat: string): string;
  /** What would be read back from disk after everything done so far. */
  reopened(change?: Partial<World>): Scenario;
}

export function scenario(
  tables: Tables,
  change: Partial<World> = {},
  files: readonly SideFile[] = [],
  stored?: StoredAnswers,
): Scenario {
  const world = testWorld(change);
  return hold(open(definitionOf(tables, files), stored, world), world);
}

function hold(form: LiveForm, world: World): Scenario {
  const view = (ref: string) => {
    const found = form.node(ref);
    if (!found) throw new Error(`no ${ref} among ${form.nodes().map((node) => node.ref)}`);
    return found;
  };
  return {
    form,
    set: (ref, value) => taken(form.set(ref, value)),
    refused: (ref, value) => {
      const before = JSON.stringify([form.snapshot(), form.nodes()]);
      const result = form.set(ref, value);
      expect(result.ok, `${ref} = ${value} was taken`).toBe(false);
      expect(JSON.stringify([form.snapshot(), form.nodes()])).toBe(before);
      return result.ok ? "unknown-path" : result.fault.kind;
    },
    view,
    value: (ref) => view(ref).value,
    relevant: (ref) => view(ref).relevant,
    label: (ref) => plainText(view(ref).label),
    choices: (ref) => view(ref).choices?.map((choice) => choice.name) ?? [],
    add: (repeat) => taken(form.addEntry(repeat)).added[0] ?? "",
    reopened: (change = {}) => {
      const other = { ...world, ...change };
      return hold(open(form.definition, form.snapshot(), other), other);
    },
  };
}

/** What an act gave, which the test takes for granted was not refused. */
export function taken<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new Error(`refused: ${result.fault.kind}`);
  return result.value;
}

/** Problems as one line each: `error survey 3 relevant unknown-reference`. */
export const lines = (problems: readonly Problem[]) =>
  problems.map(({ severity, sheet, row, column, code }) =>
    [severity, sheet, row, column, code].join(" "),
  );
