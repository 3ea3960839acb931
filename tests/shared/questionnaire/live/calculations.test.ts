import { expect, test } from "vitest";
import { holdsTheEnd } from "../../../../shared/questionnaire/index.ts";
import { compileTables, lines, scenario, taken } from "../scenario.ts";

test("a chain of calculations is settled before an answer returns, each stored with its cause", () => {
  const s = scenario({
    survey: `type | name | label | calculation
integer | a | أ |
calculate | c | | \${b} + 1
calculate | b | | \${a} * 2`,
  });
  const change = s.set("a", "4");
  expect(change.stored).toEqual([
    { ref: "a", cause: "person", value: "4", state: "answered", reason: null },
    { ref: "b", cause: "calculation", value: "8", state: "answered", reason: null },
    { ref: "c", cause: "calculation", value: "9", state: "answered", reason: null },
  ]);
});

test("a person's correction of a calculated text lasts until what it uses changes", () => {
  const s = scenario({
    survey: `type | name | label | calculation
text | first | الاسم |
text | other | آخر |
text | full | كاملاً | concat('السيد ', \${first})`,
  });
  s.set("first", "أ");
  s.set("full", "شيء آخر");
  s.set("other", "لا علاقة له");
  expect(s.value("full")).toBe("شيء آخر");
  expect(s.reopened().value("full")).toBe("شيء آخر");
  s.set("first", "ب");
  expect(s.value("full")).toBe("السيد ب");
});

test("a calculation that gives nothing leaves its question not asked", () => {
  const s = scenario({
    survey: "type | name | label | calculation\ninteger | a | أ |\ncalculate | b | | ${a} + 1",
  });
  expect(s.form.opening.stored).toEqual([]);
  s.set("a", "1");
  const cleared = s.set("a", "");
  expect(s.view("b")).toMatchObject({ value: "", state: "not-asked" });
  expect(cleared.stored.map(({ ref, state }) => [ref, state])).toEqual([
    ["a", "not-asked"],
    ["b", "not-asked"],
  ]);
});

test("an interview that is opened again is as it was, whatever the clock says now", () => {
  const s = scenario({
    survey: `type | name | label | calculation | default
start | begun | | |
today | day | | |
date | when | متى | | today()
calculate | age | | today() - date('2018-10-09') |`,
  });
  expect(s.value("begun")).toBe("2026-11-22T12:00:00.000+03:00");
  expect(s.value("day")).toBe("2026-11-22");
  const later = s.reopened({ now: () => new Date("2027-01-01T00:00:00Z") });
  expect(later.form.nodes()).toEqual(s.form.nodes());
  expect(later.form.opening).toMatchObject({ stored: [], added: [] });
});

test("a trigger runs a calculation when its question changes, and not at the opening", () => {
  const s = scenario({
    survey: `type | name | label | calculation | trigger
text | a | أ | |
text | b | ب | |
text | c | ج | |
calculate | at | | concat(\${a}, \${b}, \${c}) | \${a}, \${b}
integer | times | مرات | coalesce(\${times}, 0) + 1 | \${a}`,
  });
  expect(s.value("times")).toBe("");
  s.set("c", "3");
  expect(s.value("at")).toBe("");
  const change = s.set("a", "1");
  expect(s.value("at")).toBe("13");
  expect(change.stored.at(-1)).toMatchObject({ ref: "times", cause: "trigger", value: "1" });
  s.set("a", "1");
  s.set("a", "2");
  expect(s.value("times")).toBe("2");
});

test("a trigger on a closed question waits until it opens", () => {
  const s = scenario({
    survey: `type | name | label | relevant | calculation | trigger
text | a | أ | | |
text | b | ب | | |
calculate | out | | \${b} = 'open' | concat(\${a}, \${b}) | \${a}`,
  });
  s.set("a", "1");
  expect(s.value("out")).toBe("");
  s.set("b", "open");
  expect(s.value("out")).toBe("1open");
});

test("a default is literal unless it computes, and computes once", () => {
  const s = scenario({
    survey: `type | name | label | default
date | fixed | ثابت | 2018-11-20
text | words | كلمات | well-known
integer | sum | مجموع | 1 + 2
text | quoted | مقتبس | 'قول'
text | copy | نسخة | \${fixed}
integer | wrong | خطأ | abc`,
  });
  expect(["fixed", "words", "sum", "quoted", "copy"].map(s.value)).toEqual([
    "2018-11-20",
    "well-known",
    "3",
    "'قول'",
    "2018-11-20",
  ]);
  expect(s.form.opening.stored.map(({ cause }) => cause)).toContain("default");
  s.set("fixed", "2019-01-01");
  expect(s.value("copy")).toBe("2018-11-20");
  expect(s.view("wrong")).toMatchObject({ value: "abc", violation: "type" });
});

test("chance is the interview's own and happens once inside once()", () => {
  const tables = {
    survey: `type | name | label | calculation
text | a | أ |
calculate | code | | once(uuid())
calculate | dice | | if(\${a} = '', '', random())`,
  };
  const s = scenario(tables);
  const code = s.value("code");
  expect(code).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  s.set("a", "x");
  expect(Number(s.value("dice"))).toBeGreaterThan(0);
  expect(s.value("code")).toBe(code);
  expect(scenario(tables).value("code")).toBe(code);
  expect(scenario(tables, { seed: "another" }).value("code")).not.toBe(code);
});

test("the staff code and the device come from outside", () => {
  const s = scenario({
    survey:
      "type | name | calculation\nusername | who |\ndeviceid | where |\ncalculate | p | property('username')",
  });
  expect(["who", "where", "p"].map(s.value)).toEqual(["INT-07", "DEV-1", "INT-07"]);
});

test("a form that asks for more than any form needs stops, says where, and keeps every answer", () => {
  const s = scenario({
    survey: `type | name | label | calculation
text | a | أ |
begin_repeat | r | بند |
text | x | س |
end_repeat | | |
calculate | out | | if(\${a} = '', 0, sum(/data/r[count(../r[count(../r) > 1]) > 1]/x))
calculate | later | | concat(\${out}, '/', \${b})
text | b | ب |`,
  });
  for (let each = 1; each < 400; each++) s.add("r");
  expect(s.form.problems()).toEqual([]);
  s.set("a", "نعم");
  expect(s.value("a")).toBe("نعم");
  expect(s.form.problems()).toEqual([{ ref: "out", kind: "budget", message: null }]);
  s.set("b", "ب");
  expect(s.form.problems()).toEqual([{ ref: "out", kind: "budget", message: null }]);
  s.set("a", "");
  expect(s.form.problems()).toEqual([]);
  expect(s.value("later")).toBe("0/ب");
});

test("a text that grows in every row stops where no history could hold it", () => {
  const rows = Array.from(
    { length: 40 },
    (_, at) => `calculate | a${at + 1} | | concat(\${a${at}}, \${a${at}}, \${a${at}})`,
  );
  const s = scenario({
    survey: `type | name | label | calculation\ntext | a0 | أ |\n${rows.join("\n")}`,
  });
  s.set("a0", "شهادة");
  expect(s.value("a9")).toHaveLength(5 * 3 ** 9);
  expect(s.form.problems()).toEqual([{ ref: "a10", kind: "budget", message: null }]);
  s.set("a0", "");
  expect(s.form.problems()).toEqual([]);
});

test("all that is computed in one round sees the same instant", () => {
  let minute = 0;
  const s = scenario(
    {
      survey: `type | name | label | calculation
text | a | أ |
calculate | early | | concat(now(), if(\${a} = '', '', ''))
calculate | late | | if(\${early} = now(), 'same', 'other')`,
    },
    { now: () => new Date(Date.UTC(2026, 10, 22, 9, minute++)) },
  );
  const opened = s.value("early");
  s.set("a", "x");
  expect(s.value("late")).toBe("same");
  expect(s.value("early")).not.toBe(opened);
});

test("a text that was to be a date and is none is a problem that holds nobody up", () => {
  const s = scenario({
    survey: `type | name | label | calculation | relevant
text | when | متى | |
calculate | day | | date(\${when}) |
text | why | لماذا | | \${when} != '' and date-time(\${when}) = ''`,
  });
  expect(s.form.problems()).toEqual([]);
  s.set("when", "بعد العيد");
  expect(s.value("day")).toBe("");
  expect(s.form.problems()).toEqual([
    { ref: "day", kind: "unread-date", message: null },
    { ref: "why", kind: "unread-date", message: null },
  ]);
  expect(s.form.problems().filter(holdsTheEnd)).toEqual([]);
  expect(s.reopened().form.problems()).toEqual(s.form.problems());
  s.set("when", "2018-11-20");
  expect(s.form.problems()).toEqual([]);
});

test("defaults that compute are given in the order of the survey, each seeing those before it", () => {
  const s = scenario({
    survey: `type | name | label | default
text | late | ت | concat(\${first}, '!')
text | first | أ | concat('أ', 'ب')
text | again | ب | concat(\${first}, \${late})
integer | least | ع | -5
text | words | ك | yes or no
text | sum | م | 10-12
text | day | ي | 2018-11-20`,
  });
  const given = ["late", "first", "again", "least", "words", "sum", "day"].map(s.value);
  expect(given).toEqual(["!", "أب", "أب!", "-5", "yes or no", "-2", "2018-11-20"]);
});

test("what is computed when a question opens again is computed from what is said now", () => {
  const s = scenario({
    survey: `type | name | label | relevant | calculation
text | a | أ | |
text | open | فتح | |
text | out | ناتج | \${open} != 'no' | concat(\${a}, '!')`,
  });
  s.set("a", "1");
  s.set("out", "صحّحته");
  s.set("open", "no");
  expect(s.value("out")).toBe("");
  s.set("open", "");
  expect(s.value("out")).toBe("1!");
});

test("the words of a stored choice are those of the default language", () => {
  const tables = {
    survey: `type | name | label::English (en) | label::العربية (ar) | calculation
select_one l | one | One | واحد |
begin_repeat | person | Person | شخص |
text | called | Called | اسمه |
end_repeat | | | |
select_one \${called} | who | Who | من |
calculate | word | | | jr:choice-name(\${one}, '\${one}')
calculate | name_of | | | jr:choice-name(\${who}, '\${who}')
calculate | none | | | jr:choice-name('zzz', '\${one}')
calculate | by_path | | | jr:choice-name('a', '/data/one')`,
    choices: "list_name | name | label::English (en) | label::العربية (ar)\nl | a | First | أول",
    settings: "form_id | default_language\nf | العربية (ar)",
  };
  const s = scenario(tables);
  taken(s.form.setLanguage("English (en)"));
  s.set("one", "a");
  s.set("person[k001]/called", "أمل");
  s.set("who", "أمل");
  expect(["word", "name_of", "none", "by_path"].map(s.value)).toEqual(["أول", "أمل", "", "أول"]);
  s.set("one", "");
  expect(["word", "by_path"].map(s.value)).toEqual(["", "أول"]);
  const warned = lines(compileTables(tables).problems).filter((line) => line.includes("stored"));
  expect(warned).toContain("warning survey 7 calculation choice-name-stored");
});

test("read-only stops people, and neither calculations nor defaults nor triggers", () => {
  const s = scenario({
    survey: `type | name | label | calculation | default | trigger | read_only
text | a | أ | | | |
text | computed | ب | concat(\${a}, '!') | | | yes
text | given | ج | | concat('س', 'ص') | | yes
text | triggered | د | concat(\${a}, '?') | | \${a} | yes`,
  });
  s.set("a", "1");
  expect(["computed", "given", "triggered"].map(s.value)).toEqual(["1!", "سص", "1?"]);
  for (const ref of ["computed", "given", "triggered"])
    expect(s.refused(ref, "x")).toBe("read-only");
});

test("once() may look at its own question, and nothing else may", () => {
  const survey = (calculation: string) =>
    `type | name | label | calculation\ntext | a | أ |\ncalculate | me | | ${calculation}`;
  const s = scenario({ survey: survey("once(concat(${me}, ${a}))") });
  s.set("a", "1");
  s.set("a", "2");
  expect(s.value("me")).toBe("1");
  expect(lines(compileTables({ survey: survey("concat(${me}, ${a})") }).problems)).toEqual([
    "error survey 3 calculation cycle",
  ]);
});
