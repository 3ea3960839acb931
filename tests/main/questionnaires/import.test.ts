import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { compileForm } from "../../../main/questionnaires/compile-form.ts";
import { writeWorkbook } from "../../../main/questionnaires/xlsx/write-workbook.ts";
import { QuestionnaireHash } from "../../../shared/contract/define.ts";
import { sheetsOf, type Tables } from "../../shared/questionnaire/scenario.ts";
import { builtIn, expectOk, newHouse } from "../small-house.ts";
import { temporaryDir } from "../vault/small-world.ts";

const small = {
  survey: "type | name | label\ntext | a | اسم",
  settings: "form_id | version | form_title\nf | 1 | استمارة",
};

/** A workbook of its own folder. */
function workbook(tables: Tables) {
  const path = join(temporaryDir(), "form.xlsx");
  writeFileSync(path, writeWorkbook(sheetsOf(tables), true));
  return path;
}

const kinds = async (house: Awaited<ReturnType<typeof newHouse>>) => {
  const { entries } = expectOk(house.rooms.vault.journal({ before: null, limit: 50 }));
  return entries.map(({ kind }) => kind);
};

test("a form is taken into the notebook once, and the journal says so", async () => {
  const house = await newHouse("ندى");
  const { questionnaires } = house.rooms;
  const path = workbook(small);
  const first = expectOk(await questionnaires.import(path));
  expect(first).toMatchObject({
    outcome: "imported",
    form: { id: "f", version: "1", title: "استمارة", questions: 1, interviews: 0 },
    problems: [],
  });
  expect(expectOk(await questionnaires.import(path))).toEqual({
    ...first,
    outcome: "already-here",
  });
  expect(expectOk(questionnaires.list()).forms.map(({ id }) => id)).toContain("f");
  expect((await kinds(house)).filter((kind) => kind === "questionnaire-imported")).toHaveLength(1);
});

test("nothing is taken of a form with errors, and all of them are told", async () => {
  const { rooms } = await newHouse("ندى");
  const before = rooms.questionnaires.list();
  const path = workbook({ survey: "type | name | label\ntxt | a | ا\ntext | b b | ب" });
  const { outcome, form, problems } = expectOk(await rooms.questionnaires.import(path));
  expect([outcome, form]).toEqual(["refused", null]);
  expect(problems.map(({ sheet, row, column, code }) => [sheet, row, column, code])).toEqual([
    ["survey", 2, "type", "type-unknown"],
    ["survey", 3, "name", "bad-name"],
  ]);
  expect(rooms.questionnaires.list()).toEqual(before);
  expect(await rooms.questionnaires.import(undefined)).toEqual({
    ok: false,
    fault: { kind: "cancelled" },
  });
});

test("another form with the same name and version is kept, and the doubt is told", async () => {
  const { rooms } = await newHouse("ندى");
  expectOk(await rooms.questionnaires.import(workbook(small)));
  const other = { ...small, survey: `${small.survey}\ntext | b | عمر` };
  const { outcome, problems } = expectOk(await rooms.questionnaires.import(workbook(other)));
  expect(outcome).toBe("imported");
  expect(problems).toMatchObject([{ severity: "warning", code: "version-reused" }]);
  expect(expectOk(rooms.questionnaires.list()).forms).toHaveLength(3);
});

test("a form is kept with the table it needs, and a picture it shows is not, which is said", async () => {
  const { rooms } = await newHouse("ندى");
  const path = workbook({
    survey: "type | name | label | image\nselect_one_from_file towns.csv | t | بلدة | map.png",
  });
  writeFileSync(join(path, "../towns.csv"), "name,label\nnawa,نوى\n");
  writeFileSync(join(path, "../map.png"), "png");
  const { outcome, problems, form } = expectOk(await rooms.questionnaires.import(path));
  expect(outcome).toBe("imported");
  expect(problems.map(({ severity, code, details }) => [severity, code, details.file])).toEqual([
    ["warning", "media-not-kept", "map.png"],
  ]);
  expect(expectOk(rooms.vault.info()).counts.attachments).toBe(1);
  const kept = rooms.questionnaires.shelf.get(QuestionnaireHash.parse(form?.hash));
  expect(kept?.tables.towns?.rows).toEqual([["nawa", "نوى"]]);
});

test("what or_other adds is in the words handed in, as the command line says them too", async () => {
  const path = workbook({
    survey: "type | name | label::Arabic (ar)\nselect_one l or_other | a | ا",
    choices: "list_name | name | label::Arabic (ar)\nl | x | س",
  });
  const words = { ar: { choice: "غير ذلك", question: "ما هو؟" } };
  const said = (await compileForm(path, words)).definition;
  expect(said?.lists.l?.choices.at(-1)?.label).toEqual({ "Arabic (ar)": "غير ذلك" });
  expect((await compileForm(path)).definition?.hash).not.toBe(said?.hash);
});

test("the built-in questionnaire leaves as a workbook and is the same when it comes home", async () => {
  const house = await newHouse("ندى");
  const { questionnaires } = house.rooms;
  const path = join(temporaryDir(), "out.xlsx");
  const questionnaire = builtIn(house);
  const done = expectOk(await questionnaires.export({ questionnaire }, path));
  expect(done).toEqual({ fileName: "out.xlsx", tables: [], beside: [] });
  expect(expectOk(await questionnaires.import(path))).toMatchObject({
    outcome: "already-here",
    form: { hash: questionnaire },
  });
  expect(await kinds(house)).toContain("questionnaire-exported");

  const before = readFileSync(path);
  const again = await questionnaires.export({ questionnaire }, path);
  expect(again).toEqual({ ok: false, fault: { kind: "target-exists" } });
  expect(readFileSync(path).equals(before)).toBe(true);
});

test("a workbook that cannot be written leaves nothing behind, and says why", async () => {
  const house = await newHouse("ندى");
  const { questionnaires } = house.rooms;
  const dir = temporaryDir();
  const nowhere = join(dir, "missing", "out.xlsx");
  const unknown = QuestionnaireHash.parse("0".repeat(64));
  const faultOf = async (...given: Parameters<typeof questionnaires.export>) => {
    const done = await questionnaires.export(...given);
    return done.ok ? undefined : done.fault.kind;
  };
  expect(await faultOf({ questionnaire: builtIn(house) }, nowhere)).toBe("folder-missing");
  expect(await faultOf({ questionnaire: unknown }, join(dir, "x.xlsx"))).toBe(
    "questionnaire-unknown",
  );
  mkdirSync(join(dir, "folder.xlsx"));
  expect(await faultOf({ questionnaire: builtIn(house) }, join(dir, "folder.xlsx"))).toBe(
    "target-exists",
  );
  expect(readdirSync(dir)).toEqual(["folder.xlsx"]);
});
