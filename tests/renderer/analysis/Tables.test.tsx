import { expect, test } from "vitest";
import { Tables } from "../../../renderer/analysis/Tables.tsx";
import { drawOpen, fail, ok } from "../open-notebook.tsx";
import { click, find, findAll, pretendKeeper, settle, textOf } from "../world.tsx";

const made = {
  files: [
    { file: "returnee_interview.csv", rows: 10, sha256: "ab".repeat(32) },
    { file: "returnee_interview.detention.csv", rows: 17, sha256: "cd".repeat(32) },
  ],
  excluded: [
    { reason: "consent-refused", count: 2 },
    { reason: "draft", count: 1 },
  ],
};

const act = () => click(find("button", /اختيار مجلد|Choose a folder/u));

test("before anything is written it is said that tables are not encrypted", async () => {
  const keeper = pretendKeeper({});
  await drawOpen(<Tables />);
  expect(textOf(find("status"))).toContain("الجداول غير مشفّرة");
  expect(keeper.asked).toEqual([]);
});

test("formats and words are handed over as they were chosen", async () => {
  const keeper = pretendKeeper({ "analysis.table": () => ok(made) });
  await drawOpen(<Tables />, { locale: "en-GB" });
  act();
  await settle();
  expect(keeper.asked.at(-1)).toEqual(["analysis.table", { formats: ["csv"], labels: "en" }]);
  click(find("checkbox", "JSON"));
  await settle();
  click(find("radio", "As codes"));
  await settle();
  act();
  await settle();
  expect(keeper.asked.at(-1)).toEqual([
    "analysis.table",
    { formats: ["csv", "json"], labels: "codes" },
  ]);
});

test("what was written and what was left out stand side by side", async () => {
  pretendKeeper({ "analysis.table": () => ok(made) });
  await drawOpen(<Tables />, { locale: "ar-SY" });
  act();
  await settle();
  const rows = findAll("row").map(textOf);
  expect(rows.some((row) => row.includes("returnee_interview.detention.csv١٧"))).toBe(true);
  const out = textOf(find("region", "المقابلات المستبعدة"));
  expect(out).toContain("رفض الشخص٢");
  expect(out).toContain("لم تُنهَ١");
  expect(textOf()).toContain("SHA256SUMS");
});

test("when nobody was left out, that is said too", async () => {
  pretendKeeper({ "analysis.table": () => ok({ ...made, excluded: [] }) });
  await drawOpen(<Tables />, { locale: "en-GB" });
  act();
  await settle();
  expect(textOf()).toContain("No interview was left out.");
});

test("without a format there is nothing to make", async () => {
  const keeper = pretendKeeper({});
  await drawOpen(<Tables />);
  click(find("checkbox", "CSV"));
  await settle();
  act();
  await settle();
  expect(keeper.asked).toEqual([]);
});

test.each([
  ["nothing-to-export", "لا شيء للتصدير بعد."],
  ["target-exists", "يوجد هناك ملف بهذا الاسم."],
  ["target-full", "لا تكفي المساحة في ذلك المكان."],
])("%s is said in a sentence", async (kind, sentence) => {
  pretendKeeper({ "analysis.table": () => fail(kind) });
  await drawOpen(<Tables />);
  act();
  await settle();
  expect(textOf(findAll("alert").at(-1))).toContain(sentence);
});
