import { mkdirSync } from "node:fs";
import { TableFormat } from "../../shared/contract/analysis.ts";
import { fail, ok } from "../../shared/result.ts";
import { type Command, wrongUsage } from "./command.ts";
import { inVault } from "./in-vault.ts";

const table: Command = {
  words: "table",
  takes: "[--format csv,json] --out DIR [--labels codes|en|ar]",
  options: { format: { type: "string" }, out: { type: "string" }, labels: { type: "string" } },
  rest: [0, 0],
  run: (options, terminal) =>
    inVault(options, terminal, async (ask) => {
      const out = options.text("out");
      const formats = (options.text("format") ?? "csv")
        .split(",")
        .map((format) => TableFormat.safeParse(format));
      const labels = options.text("labels") ?? "codes";
      if (!out) return fail(wrongUsage("--out"));
      if (formats.some((format) => !format.success)) return fail(wrongUsage("--format"));
      if (labels !== "codes" && labels !== "en" && labels !== "ar")
        return fail(wrongUsage("--labels"));
      try {
        mkdirSync(out, { recursive: true });
      } catch {
        return fail({ kind: "target-gone" });
      }
      const made = await ask(
        "analysis.table",
        { formats: formats.flatMap((format) => (format.success ? [format.data] : [])), labels },
        [out],
      );
      if (!made.ok) return made;
      const { say } = terminal.sentences;
      return ok({
        json: made.value,
        lines: [
          ...made.value.files.map(({ file, rows }) => say("table-file", { file, count: rows })),
          ...made.value.excluded.map(({ reason, count }) => say(`excluded-${reason}`, { count })),
          say("table-not-encrypted"),
        ],
      });
    }),
};

export const tableCommands: readonly Command[] = [table];
