import { z } from "zod";
import { type Call, diskFaults } from "./define.ts";

export const TableFormat = z.enum(["csv", "json"]);
export type TableFormat = z.infer<typeof TableFormat>;

export const analysisCalls = {
  "analysis.table": {
    input: z.strictObject({
      formats: z.array(TableFormat).min(1).max(2),
      labels: z.enum(["codes", "en", "ar"]),
    }),
    output: z.strictObject({
      files: z.array(z.strictObject({ file: z.string(), rows: z.int(), sha256: z.string() })),
      /** Interviews left out, by reason; nothing is left out without being counted here. */
      excluded: z.array(z.strictObject({ reason: z.string(), count: z.int() })),
    }),
    faults: [
      "cancelled",
      "nothing-to-export",
      "target-exists",
      "target-full",
      "target-read-only",
      "target-gone",
      ...diskFaults,
    ],
    place: "choose-folder",
  },
} as const satisfies Record<string, Call>;
