import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readNotices } from "../../../main/shell/notices.ts";
import { fail, ok } from "../../../shared/result.ts";

test("the licences of the parts are those of the build, and missing where it has none", async () => {
  const dist = mkdtempSync(join(tmpdir(), "daftar-test-"));
  onTestFinished(() => rmSync(dist, { recursive: true, force: true }));
  expect(await readNotices(dist)).toEqual(fail({ kind: "notices-missing" }));
  writeFileSync(join(dist, "THIRD-PARTY-NOTICES.txt"), "zod 4: MIT");
  expect(await readNotices(dist)).toEqual(ok({ text: "zod 4: MIT" }));
});
