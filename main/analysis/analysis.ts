import type { Announcement } from "../../shared/contract/events.ts";
import type { Input, Outcome } from "../../shared/contract/index.ts";
import { fail } from "../../shared/result.ts";
import { writeJournal } from "../vault/journal.ts";
import type { Store } from "../vault/store.ts";
import type { World } from "../vault/world.ts";
import { makeTables, type TableDeps } from "./table.ts";

export interface AnalysisDeps {
  readonly world: World;
  readonly store: Store;
  readonly definition: TableDeps["definition"];
  readonly announce: (announcement: Announcement) => void;
}

/** Everything that can be asked about many interviews at once. */
export interface Analysis {
  readonly table: (
    wish: Input<"analysis.table">,
    folder: string | undefined,
  ) => Outcome<"analysis.table">;
}

export function analysis({ world, store, definition, announce }: AnalysisDeps): Analysis {
  const progress = (done: number, total: number) =>
    announce({ event: "progress", job: "analysis.table", stage: "write", done, total });
  return {
    table: (wish, folder) => {
      if (folder === undefined) return fail({ kind: "cancelled" });
      const made = makeTables({ store, definition, progress }, wish, folder);
      if (!made.ok) return made;
      const { files } = made.value;
      const noted = store.write((db) =>
        writeJournal(db, world, "table-made", {
          files: files.length,
          rows: files.reduce((sum, { rows }) => sum + rows, 0),
        }),
      );
      return noted.ok ? made : noted;
    },
  };
}
