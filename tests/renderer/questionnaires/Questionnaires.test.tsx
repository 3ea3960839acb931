import { expect, test } from "vitest";
import { Questionnaire } from "../../../renderer/questionnaires/Questionnaire.tsx";
import { Questionnaires } from "../../../renderer/questionnaires/Questionnaires.tsx";
import { drawOpen, fail, member, ok } from "../open-notebook.tsx";
import { click, find, findAll, focus, press, pretendKeeper, settle, textOf } from "../world.tsx";
import { first, formRow, hashOf, second, shelf } from "./small-forms.ts";

const problem = (severity: string, code: string, row: number, details = {}) => ({
  severity,
  code,
  sheet: "survey",
  row,
  column: "name",
  details,
});

test("versions of a questionnaire stand together, the newest first, and open", async () => {
  pretendKeeper(shelf(first, second));
  const { went } = await drawOpen(<Questionnaires />);
  const rows = findAll("row").map(textOf);
  expect(rows[1]).toContain(`مقابلة صغيرة2${second.hash.slice(0, 8)}`);
  expect(rows[2]).toContain(`مقابلة صغيرة1${first.hash.slice(0, 8)}`);
  focus(findAll("row")[2] as HTMLElement);
  press("Enter");
  expect(went).toEqual([{ screen: "questionnaire", questionnaire: hashOf(first) }]);
});

test("a refused form says every error with its place, errors before warnings", async () => {
  pretendKeeper({
    ...shelf(),
    "questionnaires.import": () =>
      ok({
        outcome: "refused",
        form: null,
        problems: [
          problem("warning", "unknown-column", 1, { column: "x", nearest: "label" }),
          problem("error", "bad-name", 7, { name: "b b" }),
        ],
        unsupported: [{ sheet: "survey", row: 9, feature: "audit", outcome: "ignored" }],
      }),
  });
  await drawOpen(<Questionnaires />, { locale: "en-GB" });
  expect(textOf()).toContain("No questionnaires yet.");
  click(find("button", "Import a questionnaire…"));
  await settle();
  expect(textOf(find("alert"))).toContain("Nothing was imported, because there are errors.");
  const rows = findAll("row").map(textOf);
  const error = rows.findIndex((row) => row.includes("Error"));
  const warning = rows.findIndex((row) => row.includes("To be checked"));
  expect(error).toBeGreaterThan(0);
  expect(warning).toBeGreaterThan(error);
  expect(rows[error]).toContain("survey7name“b b” cannot be a name.");
  expect(rows.some((row) => row.includes("audit") && row.includes("ignored"))).toBe(true);
});

test("a dialog that was closed, and a disk that fails, are two things", async () => {
  const answers = { fault: "cancelled" };
  pretendKeeper({ ...shelf(first), "questionnaires.import": () => fail(answers.fault) });
  await drawOpen(<Questionnaires />);
  click(find("button", "استيراد استبيان…"));
  await settle();
  expect(findAll("alert")).toEqual([]);
  answers.fault = "disk-full";
  click(find("button", "استيراد استبيان…"));
  await settle();
  expect(findAll("alert")).toHaveLength(1);
});

const nobody = { "interviews.list": () => ok({ total: 0, rows: [] }) };

test("a version leads to its preview, to the differences, and out as a workbook", async () => {
  const keeper = pretendKeeper({
    ...shelf(first, second),
    ...nobody,
    "people.team": () => ok({ team: null }),
    "questionnaires.export": () =>
      ok({ fileName: "f.xlsx", tables: ["towns.csv"], beside: ["map.png"] }),
  });
  const { went } = await drawOpen(<Questionnaire questionnaire={hashOf(second)} />);
  click(find("button", "معاينة"));
  click(find("button", "الفروق عن الإصدار 1"));
  expect(went).toEqual([
    { screen: "preview", questionnaire: hashOf(second) },
    { screen: "differences", from: hashOf(first), to: hashOf(second) },
  ]);
  click(find("button", "تصدير مصنفاً…"));
  await settle();
  expect(keeper.asked).toContainEqual(["questionnaires.export", { questionnaire: hashOf(second) }]);
  expect(findAll("checkbox")).toEqual([]);
});

test("the lead chooses what the team's file carries, and is led to publish it", async () => {
  const team = {
    id: "0".repeat(32),
    name: "الجنوب",
    version: 1,
    keys: "hybrid",
    lead: true,
    published: true,
    members: [member("منسّقة-L", { lead: true, self: true }), member("باحثة-R")],
    questionnaires: [] as string[],
  };
  const keeper = pretendKeeper({
    ...shelf(second),
    ...nobody,
    "people.team": () => ok({ team }),
    "people.offer": () => {
      Object.assign(team, { published: false, questionnaires: [second.hash] });
      return ok(team);
    },
  });
  const { went } = await drawOpen(<Questionnaire questionnaire={hashOf(second)} />);
  click(find("checkbox", "يحمل ملف الفريق هذا الإصدار"));
  await settle();
  expect(keeper.asked).toContainEqual([
    "people.offer",
    { questionnaire: hashOf(second), offered: true },
  ]);
  click(find("button", "إلى الفريق"));
  expect(went).toEqual([{ screen: "team" }]);
});

test("drafts in another version are listed, and each is looked at before it is moved", async () => {
  const draft = {
    interview: "1".repeat(32),
    code: "K7Q-2MX9P",
    stage: "draft",
    form: { hash: first.hash, title: "", version: "1" },
    device: null,
    deviceName: null,
    opened: "2026-11-20T09:15:00+03:00",
    changed: "2026-11-20T09:15:00+03:00",
    answered: 3,
    relevant: 5,
    problems: 0,
    consent: "given",
    versions: 1,
  };
  const elsewhere = { ...draft, interview: "2".repeat(32), code: "OTHER", device: "x" };
  const here = { ...draft, interview: "3".repeat(32), code: "NEWER", form: formRow(second) };
  pretendKeeper({
    ...shelf(first, second),
    "people.team": () => ok({ team: null }),
    "interviews.list": () => ok({ total: 3, rows: [draft, elsewhere, here] }),
  });
  const { went } = await drawOpen(<Questionnaire questionnaire={hashOf(second)} />, {
    role: "researcher",
  });
  expect(textOf()).not.toContain("OTHER");
  expect(textOf()).not.toContain("NEWER");
  focus(findAll("row").at(-1) as HTMLElement);
  press("Enter");
  expect(went).toEqual([{ screen: "move-draft", interview: draft.interview, to: hashOf(second) }]);
});

test("a list of places is shown before it is taken over", async () => {
  const kept: unknown[] = [];
  const has = { gazetteer: null as object | null };
  const gazetteer = { hash: hashOf(first), places: 272, imported: "2026-11-22T14:00:00+03:00" };
  pretendKeeper({
    ...shelf(first),
    "questionnaires.places": () => ok(has),
    "questionnaires.readPlaces": () =>
      ok({
        outcome: "read",
        hash: hashOf(first),
        places: 272,
        added: 12,
        removed: 3,
        renamed: 4,
        finer: 70,
        problems: [problem("warning", "unknown-column", 1, { column: "x", nearest: "code" })],
      }),
    "questionnaires.keepPlaces": (input) => {
      kept.push(input);
      has.gazetteer = gazetteer;
      return ok({ gazetteer });
    },
  });
  await drawOpen(<Questionnaires />, { locale: "en-GB" });
  expect(textOf()).toContain("The notebook has no list of places yet.");
  click(find("button", "Import a list of places…"));
  await settle();
  expect(textOf()).toContain("Nothing has been changed yet.");
  for (const [word, count] of [
    ["New places", 12],
    ["Places that are no longer in it", 3],
    ["Places with another name", 4],
    ["left out", 70],
  ])
    expect(textOf()).toContain(`${word}${count}`);
  expect(kept).toEqual([]);
  click(find("button", "Take over this list"));
  await settle();
  expect(kept).toEqual([{ hash: hashOf(first) }]);
  expect(textOf()).toContain("The list of places is in the notebook.");
  expect(textOf()).toContain("272");
});
