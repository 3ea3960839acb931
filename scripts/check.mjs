// npm run check: everything that can be known in under a minute, without a build and without a
// window.
import { whatIsMissing } from "./host.mjs";
import { order, summary, types, unused, vitest } from "./parts.mjs";

const missing = whatIsMissing();
if (missing) {
  console.error(missing);
  process.exit(1);
}
const quick = await Promise.all([types(), order(), unused()]);
const tests = [];
for (const project of ["unit", "house"]) tests.push(await vitest(project));
process.exit(summary([...quick, ...tests]));
