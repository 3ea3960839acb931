// The fences prove themselves: each has a trespasser that it must stop.
import { mkdtempSync, rmSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import { afterAll, expect, test } from "vitest";
import fences from "../../.dependency-cruiser.mjs";

const rooms = ["main", "preload", "renderer", "shared"];

/**
 * For each fence, a trespasser: a file and the import that must not pass. `undefined`: no import.
 */
const trespassers: Record<string, readonly [file: string, imports?: string]> = {
  "every-file-has-a-room": ["main/index.ts", "./odds-and-ends.ts"],
  "shared-stands-alone": ["shared/parcels/kind.ts", "node:fs"],
  "the-engine-needs-nobody": ["shared/questionnaire/definition/question.ts", "zod"],
  "reader-and-form-meet-at-the-definition": [
    "shared/questionnaire/live/form.ts",
    "../xlsform/read.ts",
  ],
  "renderer-has-no-hands": ["renderer/parcels/Make.tsx", "../../main/parcels/make.ts"],
  "renderer-has-no-node": ["renderer/parcels/Make.tsx", "../../shared/leak.ts"],
  "screens-do-not-visit-screens": ["renderer/review/Desk.tsx", "../parcels/Make.tsx"],
  "ui-knows-no-screen": ["renderer/ui/Button.tsx", "../parcels/Make.tsx"],
  "preload-only-carries": ["preload/index.ts", "../shared/result.ts"],
  "only-the-shell-knows-electron": ["main/keeper.ts", "electron"],
  "the-shell-holds-nothing": ["main/shell/window.ts", "../vault/keys.ts"],
  "nobody-leans-on-the-shell": ["main/keeper.ts", "./shell/window.ts"],
  "slices-meet-at-the-keeper": ["main/review/desk.ts", "../parcels/make.ts"],
  "one-door-to-the-database": ["main/analysis/count.ts", "better-sqlite3-multiple-ciphers"],
  "secrets-in-two-rooms": ["main/review/desk.ts", "node:crypto"],
  "no-network": ["main/parcels/send.ts", "node:https"],
  "content-is-not-code": ["main/questionnaires/shelf.ts", "../../questionnaires/settings.json"],
  "sentences-enter-once": ["main/parcels/make.ts", "../../locales/en/parcels.json"],
  "tests-are-not-product": ["shared/questionnaire/live/form.ts", "@getodk/xforms-engine"],
  "no-circles": ["main/vault/keys.ts", "./lock.ts"],
  "no-orphans": ["main/vault/keys.ts"],
};

/** What the imported side contains, where an empty file would not do. */
const replies: Record<string, string> = {
  "../../shared/leak.ts": 'import "node:fs";\n',
  "./lock.ts": 'import "./keys.ts";\n',
};

async function crossings(baseDir: string) {
  const { options, ...ruleSet } = fences;
  const found = await cruise(rooms, { ...options, ruleSet, validate: true, baseDir });
  const { violations } = (found.output as ICruiseResult).summary;
  return violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
}

async function plant(file: string, imports?: string) {
  const house = mkdtempSync(join(yard, "house-"));
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(house, path)), { recursive: true });
    await writeFile(join(house, path), text);
  };
  for (const room of rooms) await mkdir(join(house, room));
  await write(file, imports ? `import type {} from "${imports}";\n` : "export {};\n");
  if (imports?.startsWith("."))
    await write(join(dirname(file), imports), replies[imports] ?? "export {};\n");
  return house;
}

const yard = mkdtempSync(join(tmpdir(), "daftar-fences-"));
afterAll(() => rmSync(yard, { recursive: true }));

test("nobody in the house crosses a fence", async () => {
  expect(await crossings(process.cwd())).toEqual([]);
});

test("every fence has a trespasser of its own", () => {
  expect(Object.keys(trespassers)).toEqual(fences.forbidden?.map((fence) => fence.name));
});

test.each(Object.entries(trespassers))(
  "%s stops its trespasser",
  async (fence, [file, imports]) => {
    const caught = await crossings(await plant(file, imports));
    expect(caught.filter((line) => line.startsWith(`${fence}: ${file}`))).toHaveLength(1);
  },
);
