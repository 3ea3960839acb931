import { expect, test } from "vitest";
import { Journal } from "../../../renderer/vault/Journal.tsx";
import { journalKinds } from "../../../shared/vault/journal.ts";
import { drawOpen, fail, ok } from "../open-notebook.tsx";
import { click, find, findAll, pretendKeeper, settle, textOf } from "../world.tsx";

const interview = "a".repeat(32);

const entry = (number: number, kind: string, details = {}) => ({
  entry: number,
  at: "2026-11-20T09:15:00+03:00",
  kind,
  details,
});

function keeperWith(
  entries: readonly unknown[],
  answers: Parameters<typeof pretendKeeper>[0] = {},
) {
  return pretendKeeper({
    "vault.journal": () => ok({ entries, total: entries.length }),
    "interviews.list": () => ok({ total: 1, rows: [{ interview, code: "DF3-K7Q2A" }] }),
    ...answers,
  });
}

const rows = () => findAll("row").slice(1).map(textOf);

test("entries are sentences: codes for ids that are known, words for reasons", async () => {
  keeperWith([
    entry(4, "parcel-refused", { reason: "parcel-damaged" }),
    entry(3, "parcel-made", { parcel: "0d689c19".repeat(4), number: 2, interviews: 5 }),
    entry(2, "interview-started", { interview }),
    entry(1, "vault-created"),
  ]);
  await drawOpen(<Journal />);
  const [refused, made, started, created] = rows();
  expect(refused).toContain("رُفضت رزمة (متضرّرة أو متغيّرة). لم يتغيّر شيء.");
  expect(made).toContain("أُعدّت الرزمة 2 (0d689c19). عدد المقابلات فيها: 5.");
  expect(started).toContain("بدأت المقابلة DF3-K7Q2A.");
  expect(created).toContain("أُنشئ هذا الدفتر.");
});

test.each(["ar-SY", "en-GB"] as const)(
  "in %s every kind of entry has its sentence",
  async (locale) => {
    const kinds = Object.entries(journalKinds);
    keeperWith(
      kinds.map(([kind, names], place) =>
        entry(place + 1, kind, Object.fromEntries(names.map((name) => [name, 1]))),
      ),
    );
    await drawOpen(<Journal />, { locale });
    expect(rows()).toHaveLength(kinds.length);
    for (const said of rows()) {
      expect(said).not.toMatch(/\{\{|journal:|undefined/u);
      for (const [kind] of kinds) expect(said).not.toContain(kind);
    }
  },
);

test("an entry of a newer Daftar is shown and not hidden", async () => {
  keeperWith([entry(1, "balloon-seen")]);
  await drawOpen(<Journal />, { locale: "en-GB" });
  expect(rows()[0]).toContain("has no words for: balloon-seen");
});

test("a whole chain is said with the mark to keep elsewhere", async () => {
  const head = "9f".repeat(32);
  keeperWith([entry(1, "vault-created")], {
    "vault.verifyJournal": () => ok({ ok: true, entries: 1, head, brokenAt: null }),
  });
  await drawOpen(<Journal />);
  click(find("button", "التحقّق من السلسلة"));
  await settle();
  expect(textOf(find("status"))).toContain("السلسلة سليمة");
  expect(textOf(find("status"))).toContain(head);
});

test("a broken chain says from where on, and what to do", async () => {
  keeperWith([entry(1, "vault-created")], {
    "vault.verifyJournal": () => ok({ ok: false, entries: 40, head: null, brokenAt: 17 }),
  });
  await drawOpen(<Journal />, { locale: "en-GB" });
  click(find("button", "Check the chain"));
  await settle();
  expect(textOf(find("alert"))).toContain("The chain does not fit from entry 17 on.");
});

test("a failing disk is said", async () => {
  keeperWith([], { "vault.journal": () => fail("disk-failing") });
  await drawOpen(<Journal />);
  expect(textOf(find("alert"))).toContain("القرص يتعطّل");
});

test("asking again after a fault brings the entries", async () => {
  let answer: unknown = fail("disk-failing");
  keeperWith([], { "vault.journal": () => answer });
  await drawOpen(<Journal />, { locale: "en-GB" });
  answer = ok({ entries: [entry(1, "vault-created")], total: 1 });
  click(find("button", "Try again"));
  await settle();
  expect(textOf()).not.toContain("disk-failing");
  expect(rows()).toHaveLength(1);
});
