import { expect, test } from "vitest";
import { scenario, taken } from "../scenario.ts";

const stays = {
  survey: `type | name | label | calculation
begin_repeat | stay | فترة الاحتجاز \${place} |
text | place | أين؟ |
integer | days | كم يوماً؟ |
calculate | number | | position(..)
calculate | share | | \${days} div sum(../../stay/days)
end_repeat | | |
calculate | total | | sum(\${days})
calculate | how_many | | count(\${stay})
calculate | first | | \${place}
calculate | second | | indexed-repeat(\${place}, \${stay}, 2)
calculate | long | | count(\${stay}[days > 10])
calculate | list | | join('، ', \${place})`,
};

test("a repeat has one entry when the interview opens, and a person adds more at the end", () => {
  const s = scenario(stays);
  expect(s.form.opening.added).toEqual(["stay[k001]"]);
  const entry = s.add("stay");
  expect(entry).toBe("stay[k002]");
  expect(s.view(entry)).toMatchObject({ kind: "entry", position: 2, path: "/data/stay[2]" });
  expect(s.view(`${entry}/days`).path).toBe("/data/stay[2]/days");
  expect(
    s.form
      .nodes()
      .map((node) => node.ref)
      .slice(0, 3),
  ).toEqual(["stay", "stay[k001]", "stay[k001]/place"]);
});

test("names mean this entry's inside, and all of them outside", () => {
  const s = scenario(stays);
  const [a, b] = ["stay[k001]", s.add("stay")];
  s.set(`${a}/place`, "درعا");
  s.set(`${b}/place`, "القابون");
  s.set(`${a}/days`, "30");
  s.set(`${b}/days`, "10");
  expect(s.value("total")).toBe("40");
  expect(s.value("how_many")).toBe("2");
  expect(s.value("first")).toBe("درعا");
  expect(s.value("second")).toBe("القابون");
  expect(s.value("long")).toBe("1");
  expect(s.value("list")).toBe("درعا، القابون");
  expect(s.value(`${a}/share`)).toBe("0.75");
  expect(s.value(`${b}/share`)).toBe("0.25");
  expect(s.label(b)).toBe("فترة الاحتجاز القابون");
});

test("an entry taken away moves the others up, and comes back as it was", () => {
  const s = scenario(stays);
  const [a, b, c] = ["stay[k001]", s.add("stay"), s.add("stay")];
  s.set(`${a}/days`, "1");
  s.set(`${b}/days`, "2");
  s.set(`${c}/days`, "4");
  s.set(`${b}/place`, "دمشق");
  const before = s.form.nodes();
  const change = taken(s.form.removeEntry(b));
  expect(change).toMatchObject({ removed: [b], gone: [b], rearranged: true });
  expect(s.value("total")).toBe("5");
  expect(s.view(c)).toMatchObject({ position: 2, path: "/data/stay[2]" });
  expect(s.value(`${c}/number`)).toBe("2");
  expect(s.form.node(`${b}/days`)).toBeUndefined();
  expect(s.refused(`${b}/days`, "3")).toBe("unknown-path");
  expect(s.form.submission()).not.toContain("دمشق");

  const back = taken(s.form.restoreEntry(b));
  expect(back).toMatchObject({ added: [b], removed: [], rearranged: true });
  expect(s.form.nodes()).toEqual(before);
  expect(s.form.restoreEntry(b).ok).toBe(false);
});

test("keys are never used again, also not after a removal", () => {
  const s = scenario(stays);
  taken(s.form.removeEntry("stay[k001]"));
  expect(s.add("stay")).toBe("stay[k002]");
  expect(s.form.snapshot().entries).toEqual({
    stay: [
      { key: "k001", removed: true },
      { key: "k002", removed: false },
    ],
  });
});

test("a closed repeat hides its entries, takes no more, and leaves them out of all counts", () => {
  const s = scenario({
    survey: `type | name | label | relevant | calculation
text | open | مفتوح | |
begin_repeat | stay | فترة | \${open} != 'no' |
integer | days | أيام | |
end_repeat | | | |
calculate | how_many | | | count(\${stay})
calculate | total | | | sum(\${days})`,
  });
  s.set("stay[k001]/days", "3");
  s.set("open", "no");
  expect(s.value("how_many")).toBe("0");
  expect(s.value("total")).toBe("");
  expect(s.view("stay")).toMatchObject({ relevant: false, mayChange: false });
  const refused = s.form.addEntry("stay");
  expect(refused.ok || refused.fault.kind).toBe("not-relevant");
  s.set("open", "yes");
  expect(s.value("total")).toBe("3");
});

test("a counted repeat follows its number, and raising it again brings answers back", () => {
  const s = scenario({
    survey: `type | name | label | repeat_count | calculation
integer | n | كم؟ | |
begin_repeat | child | طفل | \${n} |
text | name | الاسم | |
end_repeat | | | |
calculate | names | | | join(' ', \${name})`,
  });
  expect(s.form.children("child")).toEqual([]);
  const made = s.set("n", "2");
  expect(made.added).toEqual(["child[k001]", "child[k002]"]);
  expect(made.stored.map(({ ref, cause, value }) => [ref, cause, value])).toEqual([
    ["n", "person", "2"],
    ["child", "count", "2"],
    ["names", "calculation", " "],
  ]);
  s.set("child[k001]/name", "أمل");
  s.set("child[k002]/name", "ليلى");

  const lowered = s.set("n", "1");
  expect(lowered).toMatchObject({ added: [], removed: [], gone: ["child[k002]"] });
  expect(s.value("names")).toBe("أمل");
  expect(s.form.finish().closed).toEqual(["child[k002]"]);
  expect(s.reopened().value("names")).toBe("أمل");

  const raised = s.set("n", "3");
  expect(raised.added).toEqual(["child[k003]"]);
  expect(s.value("names")).toBe("أمل ليلى ");
  s.set("n", "");
  expect(s.form.children("child")).toHaveLength(3);
  expect(s.reopened().form.children("child")).toHaveLength(3);
  s.set("n", "-4");
  expect(s.form.children("child")).toHaveLength(0);
  for (const act of [s.form.addEntry("child"), s.form.removeEntry("child[k001]")])
    expect(act.ok).toBe(false);
});

test("a number of entries beyond reason is bounded, and says so", () => {
  const s = scenario({
    survey: `type | name | label | repeat_count
integer | n | كم؟ |
begin_repeat | child | طفل | \${n}
text | name | الاسم |
end_repeat | | |`,
  });
  s.set("n", "1000000");
  expect(s.form.children("child")).toHaveLength(200);
  expect(s.form.problems()).toEqual([{ ref: "child", kind: "budget", message: null }]);
});

const nested = {
  survey: `type | name | label | calculation
begin_repeat | place | مكان |
text | town | بلدة |
begin_repeat | visit | زيارة |
integer | hours | ساعات |
calculate | where | | \${town}
calculate | at | | concat(position(../..), '.', position(..))
end_repeat | | |
calculate | here | | sum(\${hours})
end_repeat | | |
calculate | all | | sum(\${hours})
calculate | pick | | indexed-repeat(\${hours}, \${place}, 2, \${visit}, 1)`,
};

test("repeats inside repeats: the first has its own first entry, later ones start empty", () => {
  const s = scenario(nested);
  expect(s.form.opening.added).toEqual(["place[k001]", "place[k001]/visit[k002]"]);
  const second = s.add("place");
  expect(s.form.children(`${second}/visit`)).toEqual([]);
});

test("what a trigger has written in an entry is as it was when the entry comes back", () => {
  const s = scenario({
    survey: `type | name | label | calculation | trigger | repeat_count
integer | n | كم | | |
begin_repeat | r | بند | | |
integer | worth | قيمة | | |
text | note | ملاحظة | concat('!', \${worth}) | \${worth} |
end_repeat | | | | |
begin_repeat | c | بند | | | \${n}
integer | worth_c | قيمة | | |
text | note_c | ملاحظة | concat('!', \${worth_c}) | \${worth_c} |
end_repeat | | | | |`,
  });
  s.set("n", "1");
  const counted = s.form.children("c")[0]?.ref;
  for (const [entry, note, worth] of [
    ["r[k001]", "note", "worth"],
    [counted, "note_c", "worth_c"],
  ]) {
    s.set(`${entry}/${worth}`, "5");
    s.set(`${entry}/${note}`, "قول آخر");
  }
  taken(s.form.removeEntry("r[k001]"));
  taken(s.form.restoreEntry("r[k001]"));
  s.set("n", "0");
  s.set("n", "1");
  expect([s.value("r[k001]/note"), s.value(`${counted}/note_c`)]).toEqual(["قول آخر", "قول آخر"]);
});

test("every repeat opens with one entry, however deep it lies", () => {
  const rows = ["a", "b", "c", "d"].map((name) => `begin_repeat | ${name} | بند`);
  const s = scenario({
    survey: `type | name | label\n${rows.join("\n")}\ntext | t | نص\n${"end_repeat | |\n".repeat(4)}`,
  });
  expect(s.form.opening.added).toEqual([
    "a[k001]",
    "a[k001]/b[k002]",
    "a[k001]/b[k002]/c[k003]",
    "a[k001]/b[k002]/c[k003]/d[k004]",
  ]);
});

test("names reach through nested repeats from the nearest entry they share", () => {
  const s = scenario(nested);
  const second = s.add("place");
  const visits = ["place[k001]/visit[k002]", s.add("place[k001]/visit"), s.add(`${second}/visit`)];
  ["1", "2", "4"].forEach((hours, at) => {
    s.set(`${visits[at]}/hours`, hours);
  });
  s.set("place[k001]/town", "نوى");
  s.set(`${second}/town`, "جاسم");
  expect(s.value("place[k001]/here")).toBe("3");
  expect(s.value(`${second}/here`)).toBe("4");
  expect(s.value("all")).toBe("7");
  expect(s.value("pick")).toBe("4");
  expect(visits.map((visit) => s.value(`${visit}/where`))).toEqual(["نوى", "نوى", "جاسم"]);
  expect(visits.map((visit) => s.value(`${visit}/at`))).toEqual(["1.1", "1.2", "2.1"]);
  taken(s.form.removeEntry("place[k001]"));
  expect(s.value("all")).toBe("4");
  expect(s.value(`${visits[2]}/at`)).toBe("1.1");
});

test("defaults of a new entry are computed when it is made", () => {
  const s = scenario({
    survey: `type | name | label | default
text | town | بلدة | نوى
begin_repeat | r | بند |
text | where | أين | \${town}
text | kind | نوع | عادي
end_repeat | | |`,
  });
  expect(s.value("r[k001]/where")).toBe("نوى");
  s.set("town", "جاسم");
  const entry = s.add("r");
  expect([s.value(`${entry}/where`), s.value(`${entry}/kind`)]).toEqual(["جاسم", "عادي"]);
  expect(s.value("r[k001]/where")).toBe("نوى");
});

test("an interview cannot grow without end", () => {
  const s = scenario({
    survey: "type | name | label\nbegin_repeat | r | بند\ntext | x | س\nend_repeat | |",
  });
  for (let each = 1; each < 1_000; each++) s.add("r");
  const refused = s.form.addEntry("r");
  expect(refused.ok || refused.fault.kind).toBe("too-many-entries");
  expect(s.view("r").mayChange).toBe(false);
});
