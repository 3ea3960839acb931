import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  journalLines,
  listJournal,
  verifyJournal,
  verifyJournalLines,
} from "../../../main/vault/journal.ts";
import { journalKinds } from "../../../shared/vault/journal.ts";
import { newVault, smallWorld, temporaryDir } from "./small-world.ts";

async function writtenIn() {
  const world = smallWorld();
  const { vault } = await newVault({}, world);
  world.later(60);
  vault.note("interview-started", { interview: "9f2c61d07be84f0c8a44d2f1b6a3e95d" });
  vault.note("table-made", { files: 5, rows: 120 });
  return { ...vault, lines: vault.store.read((db) => [...journalLines(db)]) };
}

test("the journal tells what happened, newest first, and continues where a list ended", async () => {
  const { store } = await writtenIn();
  const { entries, total } = store.read((db) => listJournal(db, { before: null, limit: 2 }));
  expect(total).toBe(3);
  expect(entries.map(({ entry, kind }) => [entry, kind])).toEqual([
    [3, "table-made"],
    [2, "interview-started"],
  ]);
  expect(entries[0]).toEqual({
    entry: 3,
    at: "2026-11-22T14:04:11+03:00",
    kind: "table-made",
    details: { files: 5, rows: 120 },
  });
  const earlier = store.read((db) => listJournal(db, { before: 2, limit: 10 }));
  expect(earlier.entries.map(({ kind }) => kind)).toEqual(["vault-created"]);
});

test("an untouched journal verifies, in the vault and outside", async () => {
  const { store, lines } = await writtenIn();
  const verdict = store.read(verifyJournal);
  expect(verdict).toMatchObject({ ok: true, entries: 3, brokenAt: null });
  expect(verifyJournalLines(lines)).toEqual(verdict);
});

test("every changed, removed or moved entry is found", async () => {
  const { lines } = await writtenIn();
  const brokenAt = (changed: readonly string[]) => verifyJournalLines(changed).brokenAt;
  expect(brokenAt(lines.with(2, (lines[2] as string).replace("120", "12")))).toBeNull();
  expect(brokenAt(lines.with(1, (lines[1] as string).replace("9f2c", "9f2d")))).toBe(3);
  expect(brokenAt(lines.toSpliced(1, 1))).toBe(2);
  expect(brokenAt([lines[1], lines[0], lines[2]] as string[])).toBe(1);
  expect(brokenAt(lines.with(0, `${lines[0]} `))).toBe(1);
});

test("a changed last entry shows in the vault, and outside by its head alone", async () => {
  const { store, lines } = await writtenIn();
  const { head } = verifyJournalLines(lines);
  store.write((db) =>
    db.prepare("UPDATE journal SET line = replace(line, '120', '12') WHERE entry = 3").run(),
  );
  expect(store.read(verifyJournal)).toMatchObject({ ok: false, brokenAt: 3 });
  expect(verifyJournalLines(store.read((db) => [...journalLines(db)])).head).not.toBe(head);
});

test("sha256sum walks the lines as we do", async () => {
  const { lines } = await writtenIn();
  const file = join(temporaryDir(), "journal.ndjson");
  writeFileSync(file, lines.map((line) => `${line}\n`).join(""));
  const walk = `sed -n 1p ${file} | tr -d '\\n' | sha256sum | cut -d' ' -f1`;
  const first = spawnSync("sh", ["-c", walk], { encoding: "utf8" }).stdout.trim();
  expect(JSON.parse(lines[1] as string).prev).toBe(first);
});

test("an entry is kept with its act or not at all", async () => {
  const { store } = await writtenIn();
  expect(() =>
    store.write((db) => {
      db.prepare("DELETE FROM journal WHERE entry = 3").run();
      throw new Error("لا");
    }),
  ).toThrow();
  expect(store.read(verifyJournal).entries).toBe(3);
});

test.each(["en", "ar"])("every kind of entry has its sentence in %s", async (language) => {
  const sentences: { [kind: string]: string } = (
    await import(`../../../locales/${language}/journal.json`, { with: { type: "json" } })
  ).default;
  expect(Object.keys(sentences)).toEqual(Object.keys(journalKinds));
  for (const [kind, details] of Object.entries(journalKinds)) {
    const named = [...(sentences[kind] ?? "").matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name);
    expect(named.toSorted()).toEqual([...details].toSorted());
  }
});
