// npm test: everything. It brings what it needs, skips nothing without a word, and its last line is
// the sum: "N passed, N failed, N skipped".
import { bring, howToBring, whatIsMissing } from "./host.mjs";
import * as parts from "./parts.mjs";

const missing = whatIsMissing();
if (missing) {
  console.error(missing);
  process.exit(1);
}
const absent = bring(["chromium", "xvfb", "gcc", "strace", "age", "ssh-keygen"]);

const found = await Promise.all([parts.types(), parts.order(), parts.unused()]);
for (const project of ["unit", "oracle", "vaults", "page", "house", "promises"])
  found.push(await parts.vitest(project));
const built = await parts.build();
found.push(built);
found.push(await parts.vitest("proofs", { minutes: 30 }));
found.push(
  built.failed.length > 0
    ? parts.notRun("journeys", "there is no build")
    : absent.includes("chromium")
      ? parts.notRun("journeys", `no Chromium; ${howToBring(["chromium"])}`)
      : await parts.journeys(),
);
found.push(
  built.failed.length > 0 ? parts.notRun("pack", "there is no build") : await parts.pack(),
);
process.exit(parts.summary(found));
