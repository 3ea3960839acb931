import type { Command } from "./command.ts";
import { demoCommands } from "./demo.ts";
import { formCommands } from "./form.ts";
import { interviewCommands } from "./interview.ts";
import { parcelCommands } from "./parcel.ts";
import { tableCommands } from "./table.ts";
import { teamCommands } from "./team.ts";
import { vaultCommands } from "./vault.ts";

/** Everything `daftar` can do, in the order of its help page. */
export const commands: readonly Command[] = [
  ...vaultCommands,
  ...teamCommands,
  ...formCommands,
  ...interviewCommands,
  ...parcelCommands,
  ...tableCommands,
  ...demoCommands,
];
