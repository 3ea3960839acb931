import { join } from "node:path";
import type { FileResult } from "../../shared/contract/parcels.ts";
import { fail, ok } from "../../shared/result.ts";
import { type Command, type Terminal, wrongUsage } from "./command.ts";
import { inVault } from "./in-vault.ts";
import { interviewIds } from "./interview-id.ts";
import type { Sentences } from "./sentences.ts";
import { listLines } from "./team.ts";

const make: Command = {
  words: "parcel make",
  takes: "[--interviews all|ID…] --out DIR",
  options: { interviews: { type: "string", multiple: true }, out: { type: "string" } },
  rest: [0, 10_000],
  run: (options, terminal) =>
    inVault(options, terminal, async (ask) => {
      const out = options.text("out");
      if (!out) return fail(wrongUsage("--out"));
      const ready = await ask("parcels.ready", {});
      if (!ready.ok) return ready;
      const named = [...options.list("interviews"), ...options.rest].filter((id) => id !== "all");
      const chosen = interviewIds(named);
      if (!chosen.ok) return chosen;
      const interviews = named.length
        ? chosen.value
        : ready.value.interviews.filter(({ held }) => held === null).map((row) => row.interview);
      if (ready.value.blocked) return fail({ kind: ready.value.blocked });
      if (interviews.length === 0) return fail({ kind: "nothing-to-send" });

      const made = await ask("parcels.make", { interviews }, [out]);
      if (!made.ok) return made;
      const { fileName, parcel, number, attachments, bytes, recipients } = made.value;
      const { say } = terminal.sentences;
      return ok({
        json: {
          file: join(out, fileName),
          parcel,
          counter: number,
          interviews: made.value.interviews,
          attachments,
          bytes,
          recipients,
        },
        lines: [
          say("parcel-made", { fileName, number }),
          say("parcel-holds", { count: made.value.interviews }),
          say("parcel-for", { names: recipients.join(", ") }),
        ],
      });
    }),
};

const inspect: Command = {
  words: "parcel inspect",
  takes: "FILE",
  options: {},
  rest: [1, 1],
  run: (options, terminal) =>
    inVault(options, terminal, async (ask) => {
      const told = await ask("parcels.inspect", {}, options.rest);
      if (!told.ok) return told;
      const { kind, parcel, from, number, made, verified, interviews, attachments, lists, faults } =
        told.value;
      const { say, fault } = terminal.sentences;
      return ok({
        json: {
          kind,
          parcel,
          from,
          counter: number,
          made,
          verified,
          interviews,
          attachments,
          lists,
          faults,
        },
        lines: [
          say("parcel-is", { kind: say(`parcel-${kind}`), number, name: from?.name ?? "–" }),
          say("parcel-holds", { count: interviews.length }),
          ...(lists ? listLines(lists, terminal) : []),
          ...faults.map((kind) => fault({ kind })),
        ],
        ...(verified ? {} : { exitCode: 1 as const }),
      });
    }),
};

const import_: Command = {
  words: "parcel import",
  takes: "FILE…",
  options: {},
  rest: [1, 1000],
  run: (options, terminal) =>
    inVault(options, terminal, async (ask) => {
      const told = await ask("parcels.import", {}, options.rest);
      if (!told.ok) return told;
      const { files, gaps } = told.value;
      const { say } = terminal.sentences;
      const taken = files.every(
        ({ outcome }) => outcome === "imported" || outcome === "already-here",
      );
      return ok({
        json: { files: files.map((file) => withText(file, terminal.sentences)), gaps },
        lines: [
          ...files.flatMap((file) => linesOf(file, terminal)),
          ...gaps.map(({ name, device, numbers }) =>
            say("parcel-gap", { name: name ?? device, numbers: numbers.join(", ") }),
          ),
        ],
        ...(taken ? {} : { exitCode: 1 as const }),
      });
    }),
};

export const parcelCommands: readonly Command[] = [make, inspect, import_];

function withText(file: FileResult, { fault }: Sentences) {
  return { ...file, fault: file.fault && { ...file.fault, text: fault(file.fault) } };
}

function linesOf(file: FileResult, terminal: Terminal): readonly string[] {
  const { interviews, lists } = file;
  const { say, fault } = terminal.sentences;
  return [
    say(`file-${file.outcome}`, { file: file.file }),
    ...(file.outcome === "imported" ? [say("file-counts", { ...interviews })] : []),
    ...(lists ? listLines(lists, terminal) : []),
    ...(file.fault ? [`  ${fault(file.fault)}`] : []),
  ];
}
