import { closeSync, existsSync, fsyncSync, openSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { TableFormat } from "../../shared/contract/analysis.ts";
import type { Definition } from "../../shared/questionnaire/definition/definition.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import type { DiskFault } from "../vault/disk-fault.ts";
import { hashing } from "../vault/hash.ts";
import { removeQuietly, syncFolder } from "../vault/safe-file.ts";
import { orDiskFault, type Store } from "../vault/store.ts";
import { shapesOf } from "./columns.ts";
import { type InterviewFacts, readInterview } from "./record.ts";
import {
  codebook,
  csvWriter,
  jsonWriter,
  type Labels,
  orphanWriter,
  type Writer,
} from "./writers.ts";

/** What tables are made of. */
export interface TableDeps {
  readonly store: Store;
  /** A questionnaire of this vault by its hash. */
  readonly definition: (hash: string) => Definition | undefined;
  readonly progress: (done: number, total: number) => void;
}

export interface TableRequest {
  readonly formats: readonly TableFormat[];
  readonly labels: Labels;
}

export interface TableFile {
  readonly file: string;
  readonly rows: number;
  readonly sha256: string;
}

export interface Tables {
  readonly files: TableFile[];
  readonly excluded: { readonly reason: Excluded; readonly count: number }[];
}

/** Why an interview is in no table. The reasons are counted and told, never silent. */
type Excluded = "draft" | "consent-refused" | "consent-on-hold";

type TableFault = {
  readonly kind:
    | "nothing-to-export"
    | "target-exists"
    | "target-full"
    | "target-read-only"
    | "target-gone";
};

/**
 * Writes tables of all finished interviews whose consent allows it into a folder.
 *
 * One table for the interviews of each form, one for each of its repeats, one for answers left behind
 * by moves to another version where there are any, a codebook, and `SHA256SUMS` over all of them. Files get their names when every one of them is whole; on any
 * failure none is left. What leaves here is not encrypted: the screen says so before.
 *
 * Faults: `nothing-to-export`; `target-exists` rather than write over a file; `target-…` when the
 * folder refuses.
 */
export function makeTables(
  deps: TableDeps,
  { formats, labels }: TableRequest,
  dir: string,
): Result<Tables, TableFault | DiskFault> {
  return orDiskFault((): Result<Tables, TableFault> => {
    const { included, excluded } = choose(deps.store);
    if (included.length === 0) return fail({ kind: "nothing-to-export" });
    const writers = writersFor(deps, included, formats, labels);
    const names = [...writers.flatMap((form) => form.files), sumsName];
    if (names.some((name) => existsSync(join(dir, name)))) return fail({ kind: "target-exists" });

    const parts: Part[] = [];
    try {
      let done = 0;
      for (const form of writers) {
        const open = form.writers.map((writer) => startPart(dir, writer.fileName, parts));
        for (const [at, writer] of form.writers.entries()) open[at]?.write(writer.start(), 0);
        for (const facts of form.interviews) {
          const interview = deps.store.read((db) => readInterview(db, facts.id));
          for (const [at, writer] of form.writers.entries()) {
            const { text, rows } = writer.add(facts, interview);
            open[at]?.write(text, rows);
          }
          deps.progress(++done, included.length);
        }
        for (const [at, writer] of form.writers.entries()) open[at]?.write(writer.end(), 0);
        startPart(dir, form.codebook.name, parts).write(form.codebook.text, form.codebook.rows);
      }
      const files = parts.map((part) => part.finish());
      const sums = files.map(({ file, sha256 }) => `${sha256}  ${file}\n`).join("");
      startPart(dir, sumsName, parts).write(sums, files.length);
      parts.at(-1)?.finish();
      for (const { file } of [...files, { file: sumsName }])
        renameSync(join(dir, `${file}.part`), join(dir, file));
      syncFolder(dir);
      return ok({ files, excluded });
    } catch (error) {
      for (const part of parts) part.drop();
      const fault = targetFault(error);
      if (!fault) throw error;
      return fail(fault);
    }
  });
}

const sumsName = "SHA256SUMS";

/** One file while it is written, flushed before it counts. */
interface Part {
  readonly write: (text: string, rows: number) => void;
  readonly finish: () => TableFile;
  readonly drop: () => void;
}

function startPart(dir: string, file: string, parts: Part[]): Part {
  const path = join(dir, `${file}.part`);
  const descriptor = openSync(path, "wx", 0o600);
  const hash = hashing();
  let waiting = "";
  let rows = 0;
  let isOpen = true;
  const flush = () => {
    const bytes = Buffer.from(waiting);
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
    hash.update(bytes);
    waiting = "";
  };
  const close = () => {
    if (isOpen) closeSync(descriptor);
    isOpen = false;
  };
  const part: Part = {
    write: (text, more) => {
      waiting += text;
      rows += more;
      if (waiting.length > 1 << 18) flush();
    },
    finish: () => {
      flush();
      fsyncSync(descriptor);
      close();
      return { file, rows, sha256: hash.hex() };
    },
    drop: () => {
      close();
      removeQuietly(path);
    },
  };
  parts.push(part);
  return part;
}

interface FormWriters {
  readonly interviews: readonly InterviewFacts[];
  readonly writers: readonly Writer[];
  readonly codebook: { readonly name: string; readonly text: string; readonly rows: number };
  readonly files: readonly string[];
}

function writersFor(
  deps: TableDeps,
  included: readonly InterviewFacts[],
  formats: readonly TableFormat[],
  labels: Labels,
): FormWriters[] {
  const definitions = new Map<string, Definition>();
  for (const { questionnaire } of included) {
    const definition = definitions.get(questionnaire) ?? deps.definition(questionnaire);
    if (!definition) throw new Error("an interview without its questionnaire");
    definitions.set(questionnaire, definition);
  }
  const forms = new Map<string, Definition[]>();
  for (const definition of definitions.values())
    forms.set(definition.id, [...(forms.get(definition.id) ?? []), definition]);

  const leftBehind = new Set(
    deps.store.read((db) =>
      db
        .prepare<{ interview: string }>("SELECT DISTINCT interview FROM orphan")
        .all()
        .map(({ interview }) => interview),
    ),
  );

  return [...forms].map(([form, versions]) => {
    const newestFirst = versions.toSorted((a, b) => (a.version < b.version ? 1 : -1));
    const shapes = shapesOf(newestFirst);
    const versionOf = (hash: string) =>
      (definitions.get(hash) ?? deps.definition(hash))?.version ?? "";
    const interviews = included.filter(
      ({ questionnaire }) => definitions.get(questionnaire)?.id === form,
    );
    const hasOrphans = interviews.some(({ id }) => leftBehind.has(id));
    const writers = [
      ...(formats.includes("csv") ? shapes.map((s) => csvWriter(s, labels, versionOf)) : []),
      ...(formats.includes("csv") && hasOrphans ? [orphanWriter(form, versionOf)] : []),
      ...(formats.includes("json") ? [jsonWriter(form, shapes, labels, versionOf)] : []),
    ];
    const tags = [...new Set(versions.flatMap(({ languages }) => languages.map(({ tag }) => tag)))];
    const text = codebook(shapes, tags);
    const name = `${form}.codebook.csv`;
    return {
      interviews,
      writers,
      codebook: { name, text, rows: text.split("\r\n").length - 2 },
      files: [...writers.map(({ fileName }) => fileName), name],
    };
  });
}

interface InterviewRow {
  readonly id: string;
  readonly questionnaire: string;
  readonly code: string;
  readonly device: string;
  readonly opened: string;
  readonly stage: string;
  readonly versions: number;
  readonly consent: string;
}

function choose(store: Store): {
  included: InterviewFacts[];
  excluded: { reason: Excluded; count: number }[];
} {
  const rows = store.read((db) =>
    db
      .prepare<InterviewRow>(
        `SELECT id, questionnaire, code, device, opened, stage, versions, consent
         FROM interview ORDER BY code, id`,
      )
      .all(),
  );
  const included: InterviewFacts[] = [];
  const counts = new Map<Excluded, number>();
  for (const row of rows) {
    const reason = exclusion(row);
    if (reason) counts.set(reason, (counts.get(reason) ?? 0) + 1);
    else included.push({ ...row, day: row.opened.slice(0, 10) });
  }
  return { included, excluded: [...counts].map(([reason, count]) => ({ reason, count })) };
}

function exclusion({ stage, consent }: InterviewRow): Excluded | null {
  if (stage === "draft") return "draft";
  if (consent === "refused") return "consent-refused";
  return consent === "hold" ? "consent-on-hold" : null;
}

function targetFault(error: unknown): TableFault | null {
  const code = (error as { code?: unknown } | null)?.code;
  if (code === "EEXIST") return { kind: "target-exists" };
  if (code === "ENOSPC" || code === "EDQUOT") return { kind: "target-full" };
  if (code === "EROFS" || code === "EACCES" || code === "EPERM")
    return { kind: "target-read-only" };
  if (code === "ENOENT" || code === "EIO" || code === "ENODEV" || code === "ENOTDIR")
    return { kind: "target-gone" };
  return null;
}
