// Forms that look things up in files, from the folder of their author to a coordinator's record.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeWorkbook } from "../../../main/questionnaires/xlsx/write-workbook.ts";
import { type InterviewId, QuestionnaireHash } from "../../../shared/contract/define.ts";
import { sheetsOf } from "../../shared/questionnaire/scenario.ts";
import { expectOk, type House, newHouse } from "../small-house.ts";
import { temporaryDir } from "../vault/small-world.ts";

const survey = `type | name | label | calculation
select_one_from_file towns.csv | town | بلدة |
calculate | district | | pulldata('towns', 'district', 'name', \${town})
integer | age | العمر |
csv-external | towns | |`;
const towns = "name,label,district\nnawa,نوى,إزرع\njasim,جاسم,الصنمين\n";

/** A workbook with its table beside it. */
function written(version: string, rows = survey, table = towns) {
  const folder = temporaryDir();
  const settings = `form_id | version | form_title\ntowns | ${version} | بلدات`;
  writeFileSync(join(folder, "f.xlsx"), writeWorkbook(sheetsOf({ survey: rows, settings }), true));
  writeFileSync(join(folder, "towns.csv"), table);
  return join(folder, "f.xlsx");
}

async function importIt({ rooms }: House, path: string): Promise<QuestionnaireHash> {
  const { form, problems } = expectOk(await rooms.questionnaires.import(path));
  expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  return QuestionnaireHash.parse(form?.hash);
}

/** A lead, a second coordinator and a researcher, who know each other. */
async function team() {
  const stick = temporaryDir();
  const lead = await newHouse("ليلى", "coordinator");
  const second = await newHouse("سامر", "coordinator");
  const researcher = await newHouse("ندى");
  expectOk(await lead.rooms.people.createTeam({ name: "الشمال", keys: "classic" }));
  const cards = [second, researcher].map((_, i) => join(stick, `card-${i}`));
  expectOk(await second.rooms.people.saveCard(cards[0]));
  expectOk(await researcher.rooms.people.saveCard(cards[1]));
  expectOk(await lead.rooms.people.addCards(cards));
  const { fileName } = expectOk(await lead.rooms.people.publish(stick));
  for (const { rooms } of [second, researcher]) {
    const read = expectOk(await rooms.people.readTeam(join(stick, fileName)));
    expectOk(await rooms.people.join({ safetyNumber: read.lead.safetyNumber }));
  }
  return { lead, second, researcher, stick };
}

function fill({ rooms }: House, questionnaire: QuestionnaireHash, town: string): InterviewId {
  const { interview } = expectOk(rooms.interviews.beginWritten(questionnaire));
  expectOk(rooms.interviews.answer({ interview, question: "town", value: town }));
  expectOk(rooms.interviews.answer({ interview, question: "age", value: "31" }));
  return interview;
}

async function carry(from: House, to: House, stick: string, interviews: InterviewId[]) {
  const made = expectOk(await from.rooms.parcels.make({ interviews }, stick));
  const { files } = expectOk(await to.rooms.parcels.import([join(stick, made.fileName)]));
  return files[0];
}

const record = ({ rooms }: House, interview: InterviewId) => {
  const { nodes, form, orphans } = expectOk(rooms.interviews.open({ interview }));
  return { form, orphans, answers: nodes.map(({ ref, value, choices }) => [ref, value, choices]) };
};

test("an interview held with a form and its table is the same record in another vault", async () => {
  const { lead, researcher, stick } = await team();
  const hash = await importIt(researcher, written("1"));
  const interview = fill(researcher, hash, "jasim");
  expectOk(researcher.rooms.interviews.finish({ interview }));
  const before = record(researcher, interview);
  expect(before.answers).toContainEqual(["district", "الصنمين", null]);

  expect(await carry(researcher, lead, stick, [interview])).toMatchObject({
    outcome: "imported",
    interviews: { new: 1 },
  });
  expect(record(lead, interview)).toEqual(before);
  expect(lead.rooms.questionnaires.shelf.get(hash)?.tables.towns?.rows).toHaveLength(2);
  expect(expectOk(await lead.rooms.vault.check())).toMatchObject({ ok: true });

  // A second parcel brings the table again, and nothing is kept twice.
  const other = fill(researcher, hash, "nawa");
  expectOk(researcher.rooms.interviews.finish({ interview: other }));
  expect(await carry(researcher, lead, stick, [other])).toMatchObject({ outcome: "imported" });
  expect(expectOk(lead.rooms.vault.info()).counts.attachments).toBe(1);
});

test("a questionnaire leaves with its tables, and is the same when it comes home", async () => {
  const house = await newHouse("ندى");
  const questionnaire = await importIt(house, written("1"));
  const folder = temporaryDir();
  const { questionnaires } = house.rooms;
  const out = (name: string) => questionnaires.export({ questionnaire }, join(folder, name));
  const left = { tables: ["towns.csv"], beside: [] };
  expect(expectOk(await out("a.xlsx"))).toEqual({ fileName: "a.xlsx", ...left });
  expect(readFileSync(join(folder, "towns.csv"), "utf8")).toBe(towns);
  const other = await newHouse("سامر");
  expect(await importIt(other, join(folder, "a.xlsx"))).toBe(questionnaire);

  // The same table is left as it lies there; another of its name stops everything.
  expect(expectOk(await out("b.xlsx"))).toEqual({ fileName: "b.xlsx", ...left });
  writeFileSync(join(folder, "towns.csv"), "another");
  expect(await out("c.xlsx")).toEqual({ ok: false, fault: { kind: "target-exists" } });
  expect(readdirSync(folder).sort()).toEqual(["a.xlsx", "b.xlsx", "towns.csv"]);
  expect(readFileSync(join(folder, "towns.csv"), "utf8")).toBe("another");
});

test("a moved interview travels with all its versions, and what it left behind is in the tables", async () => {
  const { lead, researcher, stick } = await team();
  const first = await importIt(researcher, written("1"));
  const fewer = survey.replace("integer | age | العمر |\n", "");
  const second = await importIt(researcher, written("2", fewer, `${towns}dael,داعل,درعا\n`));
  const interview = fill(researcher, first, "nawa");
  expectOk(researcher.rooms.interviews.move({ interview, to: second }));
  expectOk(researcher.rooms.interviews.answer({ interview, question: "town", value: "dael" }));
  expectOk(researcher.rooms.interviews.finish({ interview }));
  const before = record(researcher, interview);
  expect(before.answers).toContainEqual(["district", "درعا", null]);
  expect(before.orphans).toMatchObject([
    { question: "age", label: "العمر", value: "31", version: "1" },
  ]);

  expect(await carry(researcher, lead, stick, [interview])).toMatchObject({ outcome: "imported" });
  expect(record(lead, interview)).toEqual(before);
  const forms = expectOk(lead.rooms.questionnaires.list()).forms.map(({ hash }) => hash);
  expect(forms).toEqual(expect.arrayContaining([first, second]));
  expect(expectOk(await lead.rooms.vault.check())).toMatchObject({ ok: true, problems: [] });

  const folder = join(stick, "tables");
  mkdirSync(folder);
  const { files } = expectOk(
    lead.rooms.analysis.table({ formats: ["csv", "json"], labels: "codes" }, folder),
  );
  expect(files.map(({ file }) => file)).toContain("towns.orphans.csv");
  const rows = readFileSync(join(folder, "towns.orphans.csv"), "utf8").trim().split("\r\n");
  expect(rows[1]).toContain(",1,age,31,answered,");
  const [json] = JSON.parse(readFileSync(join(folder, "towns.json"), "utf8")).interviews;
  expect(json.orphans).toMatchObject([{ formVersion: "1", question: "age", value: "31" }]);
});

test("two versions may share a table, and another table makes another version", async () => {
  const house = await newHouse("ندى");
  const first = await importIt(house, written("1"));
  const second = await importIt(house, written("2"));
  expect(first).not.toBe(second);
  expect(expectOk(house.rooms.vault.info()).counts.attachments).toBe(1);
  const again = expectOk(await house.rooms.questionnaires.import(written("1")));
  expect(again.outcome).toBe("already-here");
  const other = expectOk(
    await house.rooms.questionnaires.import(written("1", survey, `${towns}dael,داعل,درعا\n`)),
  );
  expect(other.outcome).toBe("imported");
  expect(other.problems.map(({ code }) => code)).toContain("version-reused");
});

test("a questionnaire reaches the team in its file, with its table, and stays when it is offered no more", async () => {
  const { lead, second, researcher, stick } = await team();
  const hash = await importIt(lead, written("1"));
  const { people } = lead.rooms;
  const offered = expectOk(await people.offer({ questionnaire: hash, offered: true }));
  expect(offered).toMatchObject({ version: 2, published: false, questionnaires: [hash] });
  const { fileName } = expectOk(await people.publish(stick));

  const formsOf = ({ rooms }: House) =>
    expectOk(rooms.questionnaires.list()).forms.map((form) => form.hash);
  expect(formsOf(researcher)).not.toContain(hash);
  const read = expectOk(await researcher.rooms.people.readTeam(join(stick, fileName)));
  expect(formsOf(researcher)).not.toContain(hash);
  expectOk(await researcher.rooms.people.join({ safetyNumber: read.lead.safetyNumber }));
  expect(formsOf(researcher)).toContain(hash);
  const interview = fill(researcher, hash, "jasim");
  expect(record(researcher, interview).answers).toContainEqual(["district", "الصنمين", null]);

  const { files } = expectOk(await second.rooms.parcels.import([join(stick, fileName)]));
  expect(files[0]?.outcome).toBe("imported");
  expect(formsOf(second)).toContain(hash);

  expectOk(await people.offer({ questionnaire: hash, offered: false }));
  const later = expectOk(await people.publish(stick));
  expectOk(await second.rooms.parcels.import([join(stick, later.fileName)]));
  expect(formsOf(second)).toContain(hash);
});

test("only the lead chooses what the team's file carries, and only what is in the notebook", async () => {
  const { lead, researcher } = await team();
  const hash = await importIt(researcher, written("1"));
  const fault = async ({ rooms }: House) => {
    const done = await rooms.people.offer({ questionnaire: hash, offered: true });
    return done.ok ? null : done.fault.kind;
  };
  expect(await fault(researcher)).toBe("not-the-lead");
  expect(await fault(lead)).toBe("questionnaire-unknown");
  expect(expectOk(await lead.rooms.people.team()).team?.version).toBe(1);
});
