// npm run -s daftar -- COMMAND …: the command line, by a Node that can run it, whatever Node npm
// has.
import { join } from "node:path";
import { ownNode, root, whatIsMissing } from "./host.mjs";
import { become } from "./run.mjs";

const node = ownNode();
if (!node) {
  console.error(whatIsMissing());
  process.exit(1);
}
// npm goes to the project's folder; the paths a person types are meant from where they stand.
const byNpm = process.env.npm_lifecycle_event === "daftar";
const cwd = (byNpm && process.env.INIT_CWD) || process.cwd();
const program = join(root, "main/cli/index.ts");
const code = await become(
  node,
  ["--disable-warning=ExperimentalWarning", program, ...process.argv.slice(2)],
  { cwd },
);
// What did not end well may have its cause in this computer and not in what was asked.
if (code !== 0 && code !== 2) {
  const reason = whatIsMissing();
  if (reason) console.error(reason);
}
process.exit(code);
