import { readFileSync } from "node:fs";
import type { InterviewId, Json } from "../../shared/contract/define.ts";
import {
  AttachmentKey,
  type InterviewView,
  type Note,
  type Revision,
} from "../../shared/contract/interviews.ts";
import { kindOfMedia } from "../../shared/interviews/files.ts";
import { longestReason } from "../../shared/interviews/limits.ts";
import { plainText } from "../../shared/questionnaire/index.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { type Filled, readWritten } from "../interviews/fill.ts";
import { type Command, type Report, type Terminal, wrongUsage } from "./command.ts";
import { type Ask, inVault } from "./in-vault.ts";
import { interviewId, interviewIds } from "./interview-id.ts";

const fill: Command = {
  words: "interview fill",
  takes: "ANSWERS.json [--only N] [--form ID|HASH] [--finish]",
  options: {
    only: { type: "string" },
    form: { type: "string" },
    finish: { type: "boolean" },
  },
  rest: [1, 1],
  run: (options, terminal) =>
    inVault(options, terminal, async (ask, rooms) => {
      const source = readJson(options.rest[0] ?? "");
      if (!source.ok) return source;
      const written = readWritten(source.value);
      if (!written.ok) return written;
      const only = options.text("only");
      if (only !== undefined && !/^[1-9]\d*$/.test(only)) return fail(wrongUsage("--only"));
      const { interviews, form_id } = written.value;
      if (only !== undefined && Number(only) > interviews.length) return fail(wrongUsage("--only"));
      const form = await chooseForm(ask, options.text("form") ?? form_id);
      if (!form.ok) return form;

      const filled: Filled[] = [];
      for (const [at, one] of interviews.entries()) {
        if (only !== undefined && Number(only) !== at + 1) continue;
        terminal.progress(terminal.sentences.say("filling"), at, interviews.length);
        const done = rooms.fill(form.value, one, `interviews.${at}`);
        if (!done.ok) return done;
        filled.push(done.value);
        if (!options.flag("finish")) continue;
        const finished = await ask("interviews.finish", { interview: done.value.id });
        if (!finished.ok) return finished;
      }
      return ok({
        json: { interviews: filled as unknown as Json },
        lines: filled.map(({ code, answered, problems }) =>
          terminal.sentences.say("filled", { code, count: answered, problems: problems.length }),
        ),
      });
    }),
};

const list: Command = {
  words: "interview list",
  takes: "",
  options: {},
  rest: [0, 0],
  run: (options, terminal) =>
    inVault(options, terminal, async (ask) => {
      const rows = await allRows(ask);
      if (!rows.ok) return rows;
      const { say } = terminal.sentences;
      return ok({
        json: { total: rows.value.length, interviews: rows.value },
        lines: rows.value.map(({ interview, code, stage, answered, consent }) =>
          say("interview-row", {
            interview,
            code,
            stage: say(`stage-${stage}`),
            count: answered,
            consent: say(`consent-${consent}`),
          }),
        ),
      });
    }),
};

const show: Command = {
  words: "interview show",
  takes: "ID [--labels codes|en|ar]",
  options: { labels: { type: "string" } },
  rest: [1, 1],
  run: (options, terminal) =>
    inVault(options, terminal, async (ask) => {
      const id = interviewId(options.rest[0]);
      if (!id.ok) return id;
      const opened = await ask("interviews.open", { interview: id.value });
      if (!opened.ok) return opened;
      const record = await recordOf(ask, opened.value);
      return record.ok ? ok(reportOf(record.value, opened.value, terminal)) : record;
    }),
};

const finish: Command = {
  words: "interview finish",
  takes: "ID…|all",
  options: {},
  rest: [1, 10_000],
  run: (options, terminal) =>
    inVault(options, terminal, async (ask) => {
      const wanted = await named(ask, options.rest);
      if (!wanted.ok) return wanted;
      const finished: { id: string; code: string }[] = [];
      for (const interview of wanted.value) {
        const done = await ask("interviews.finish", { interview });
        if (!done.ok) return done;
        finished.push({ id: interview, code: done.value.code });
      }
      return ok({
        json: { finished },
        lines: finished.map(({ code }) => terminal.sentences.say("finished", { code })),
      });
    }),
};

const amend: Command = {
  words: "interview amend",
  takes: "ID --reason T",
  options: { reason: { type: "string" } },
  rest: [1, 1],
  run: (options, terminal) =>
    inVault(options, terminal, async (ask) => {
      const id = interviewId(options.rest[0]);
      if (!id.ok) return id;
      const reason = options.text("reason") ?? "";
      if (!/\S/.test(reason) || reason.length > longestReason) return fail(wrongUsage("--reason"));
      const amended = await ask("interviews.amend", { interview: id.value, reason });
      if (!amended.ok) return amended;
      const { interview, code, stage, revisions } = amended.value;
      return ok({
        json: { interview, code, stage, revisions },
        lines: [terminal.sentences.say("amended", { code })],
      });
    }),
};

const eraseSection: Command = {
  words: "interview erase-section",
  takes: "ID SECTION",
  options: {},
  rest: [2, 2],
  run: (options, terminal) =>
    inVault(options, terminal, async (ask) => {
      const id = interviewId(options.rest[0]);
      if (!id.ok) return id;
      const section = options.rest[1] ?? "";
      const erased = await ask("interviews.eraseSection", { interview: id.value, section });
      if (!erased.ok) return erased;
      const { events, traces, view } = erased.value;
      const { say } = terminal.sentences;
      return ok({
        json: { interview: view.interview, code: view.code, section, events, traces },
        lines: [
          say("erased", { code: view.code, count: events }),
          ...(traces ? [say("erased-traces")] : []),
        ],
      });
    }),
};

const attach: Command = {
  words: "interview attach",
  takes: "ID FILE --agreed [--question PATH]",
  options: { question: { type: "string" }, agreed: { type: "boolean" } },
  rest: [2, 2],
  run: (options, terminal) =>
    inVault(options, terminal, async (ask) => {
      const id = interviewId(options.rest[0]);
      if (!id.ok) return id;
      // Nothing is kept of anybody who was not asked about this very file.
      if (!options.flag("agreed")) return fail(wrongUsage("--agreed"));
      const question = options.text("question") ?? null;
      const wish = { interview: id.value, question, agreed: true } as const;
      const filed = await ask("interviews.attachFile", wish, [options.rest[1] ?? ""]);
      if (!filed.ok) return filed;
      const { attachment, files } = filed.value;
      const file = files.find((one) => one.attachment === attachment);
      return ok({
        json: { interview: id.value, attachment, file: file ?? null },
        lines: [terminal.sentences.say("attached", { bytes: file?.bytes ?? 0 })],
      });
    }),
};

const detach: Command = {
  words: "interview detach",
  takes: "ID ATTACHMENT",
  options: {},
  rest: [2, 2],
  run: (options, terminal) =>
    inVault(options, terminal, async (ask) => {
      const id = interviewId(options.rest[0]);
      if (!id.ok) return id;
      const attachment = AttachmentKey.safeParse(options.rest[1]);
      if (!attachment.success) return fail({ kind: "attachment-unknown" });
      const filed = await ask("interviews.detach", {
        interview: id.value,
        attachment: attachment.data,
      });
      if (!filed.ok) return filed;
      return ok({
        json: { interview: id.value, attachment: attachment.data, files: filed.value.files },
        lines: [terminal.sentences.say("detached")],
      });
    }),
};

const saveFile: Command = {
  words: "interview save-file",
  takes: "ID ATTACHMENT FILE",
  options: {},
  rest: [3, 3],
  run: (options, terminal) =>
    inVault(options, terminal, async (ask) => {
      const id = interviewId(options.rest[0]);
      if (!id.ok) return id;
      const opened = await ask("interviews.open", { interview: id.value });
      if (!opened.ok) return opened;
      const file = opened.value.files.find(({ attachment }) => attachment === options.rest[1]);
      if (!file) return fail({ kind: "attachment-unknown" });
      const { attachment, media } = file;
      const wish = { interview: id.value, attachment, media };
      const saved = await ask("interviews.saveFile", wish, [options.rest[2] ?? ""]);
      if (!saved.ok) return saved;
      return ok({
        json: { ...wish, file: options.rest[2] ?? "", bytes: saved.value.bytes },
        lines: [terminal.sentences.say("copied", saved.value)],
      });
    }),
};

export const interviewCommands: readonly Command[] = [
  fill,
  list,
  show,
  finish,
  amend,
  attach,
  detach,
  saveFile,
  eraseSection,
];

/** A form by its hash, or the newest of an id; the only one there is when nothing was named. */
async function chooseForm(ask: Ask, wanted: string | undefined) {
  const told = await ask("questionnaires.list", {});
  if (!told.ok) return told;
  const fitting = told.value.forms
    .filter(({ hash, id }) => wanted === undefined || hash === wanted || id === wanted)
    .toSorted((a, b) => (a.version < b.version ? 1 : -1));
  const [form] = fitting;
  return form ? ok(form.hash) : fail({ kind: "questionnaire-unknown" });
}

async function named(ask: Ask, words: readonly string[]): Promise<Result<InterviewId[]>> {
  if (words[0] === "all") {
    const rows = await allRows(ask);
    if (!rows.ok) return rows;
    const drafts = rows.value.filter(({ stage }) => stage === "draft");
    return ok(drafts.map(({ interview }) => interview));
  }
  return interviewIds(words);
}

async function allRows(ask: Ask) {
  type Page = Extract<Awaited<ReturnType<typeof pageOf>>, { ok: true }>["value"];
  const pageOf = (offset: number) =>
    ask("interviews.list", { stage: null, search: "", offset, limit: 500 });
  const rows: Page["rows"][number][] = [];
  for (;;) {
    const page = await pageOf(rows.length);
    if (!page.ok) return page;
    rows.push(...page.value.rows);
    if (page.value.rows.length === 0 || rows.length >= page.value.total) return ok(rows);
  }
}

interface RecordedAnswer {
  readonly question: string;
  readonly path: string;
  readonly label: string;
  readonly value: string;
  readonly stated: string | null;
  readonly state: string;
  readonly reason: string | null;
  readonly relevant: boolean;
  readonly history: readonly Json[];
  /** The researcher's words, never the person's. */
  readonly notes: readonly Note[];
}

/** Every question that was ever given something, with everything that was given. */
async function recordOf(
  ask: Ask,
  { interview, nodes, notes: all, stated }: InterviewView,
): Promise<Result<RecordedAnswer[]>> {
  const answers: RecordedAnswer[] = [];
  for (const node of nodes) {
    if (node.kind !== "question" && node.kind !== "hidden") continue;
    const history = await ask("interviews.history", { interview, question: node.ref });
    if (!history.ok) return history;
    const notes = all.filter(({ question, aside }) => question === node.ref && aside === null);
    if (history.value.entries.length === 0 && notes.length === 0) continue;
    const { ref, path, label, value, state, reason, relevant } = node;
    answers.push({
      question: ref,
      path,
      label: plainText(label),
      value,
      stated: stated[ref] ?? null,
      state,
      reason,
      relevant,
      history: history.value.entries,
      notes,
    });
  }
  return ok(answers);
}

function reportOf(
  answers: readonly RecordedAnswer[],
  view: InterviewView,
  { sentences: { say } }: Terminal,
): Report {
  const { interview, code, stage, form, language, consent, notes, files, revisions, erased } = view;
  const aside = notes.filter((note) => note.aside !== null);
  const told = ({ state, value, shown }: Revision["answers"][number]["before"]) =>
    state === "answered" ? (shown ?? value ?? "") : say(`state-${state}`);
  const noteLine = ({ mark, text }: Note) => say(`note-${mark}`, { text });
  return {
    json: {
      ...{ interview, code, stage, form, language, consent },
      answers: answers as unknown as Json,
      asideNotes: aside,
      files,
      erased,
      revisions,
    },
    lines: [
      say("interview-is", { code, stage: say(`stage-${stage}`), title: form.title }),
      ...answers
        .filter((answer) => answer.relevant || answer.notes.length > 0)
        .flatMap(({ label, value, stated, state, notes: written }) => [
          state === "answered" ? `  ${label}: ${value}` : `  ${label}: ${say(`state-${state}`)}`,
          ...(stated === null ? [] : [`    ${say("stated", { stated })}`]),
          ...written.map((note) => `    ${noteLine(note)}`),
        ]),
      ...files.map(({ attachment, at, media, number, bytes, label }) => {
        const kind = say(`media-${kindOfMedia(media)}`, { number });
        return say("file", { attachment, at, kind, bytes, label });
      }),
      ...erased.map(({ at, label }) => say("section-erased", { at, label })),
      ...revisions.flatMap(({ reason, at, answers: changed, entries }) => [
        say("revision", { at, reason }),
        ...changed.map(({ label, before, after }) =>
          say("revision-answer", { label, before: told(before), after: told(after) }),
        ),
        ...entries.map(({ label, change }) => say(`revision-${change}`, { label })),
      ]),
      ...aside.map((note) => `  ${note.aside?.label}: ${noteLine(note)}`),
    ],
  };
}

function readJson(file: string): Result<unknown> {
  try {
    return ok(JSON.parse(readFileSync(file, "utf8").replace(/^\uFEFF/, "")) as unknown);
  } catch (error) {
    return error instanceof SyntaxError
      ? fail({ kind: "answers-malformed", details: { path: "" } })
      : fail({ kind: "file-unreadable" });
  }
}
