// The whole line, with a marker in every field that takes text: three vaults, a team, interviews, a
// parcel, an import, a table, wrong passphrases, a damaged parcel, and a crash in the middle of a word.
//
//   node story.ts <folder>
//
// Everything readable that the story may leave is what was asked for: the table in <folder>/table, and
// the name on each card.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readWritten, type WrittenInterview } from "../../../main/interviews/fill.ts";
import { type Front, openFront, type Rooms } from "../../../main/rooms.ts";
import { readSheet } from "../../../main/vault/recovery-sheet.ts";
import type { InterviewId, QuestionnaireHash } from "../../../shared/contract/define.ts";
import type { Result } from "../../../shared/result.ts";
import { markers, sentence } from "../plaintext/markers.ts";
import { vaultWish, world } from "./vault.ts";

const [dir = ""] = process.argv.slice(2);
const questionnaires = join(import.meta.dirname, "../../../questionnaires");
const place = (name: string) => join(dir, name);
for (const name of ["stick", "table"]) mkdirSync(place(name));

const must = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.fault.kind);
  return result.value;
};

interface Desk {
  readonly front: Front;
  readonly rooms: Rooms;
}

async function settle(name: string, role: "researcher" | "coordinator", i: number): Promise<Desk> {
  const surroundings = { builtInForms: questionnaires, announce: () => {}, cost: vaultWish.cost };
  const front = openFront(world, place(name), surroundings);
  const passphrase = `${sentence(i)} ${sentence(i + 1)}`;
  const { groups } = must(front.proposeSheet());
  must(readSheet(groups));
  must(await front.create({ role, name: sentence(i + 2), passphrase, sheet: groups }));
  front.close();
  await front.unlock({ passphrase: sentence(i + 3) });
  must(await front.unlock({ passphrase }));
  return { front, rooms: front.rooms() as Rooms };
}

const lead = await settle("lead", "coordinator", 0);
const second = await settle("second", "coordinator", 4);
const field = await settle("field", "researcher", 8);

// A team.
must(await lead.rooms.people.createTeam({ name: sentence(12), keys: "classic" }));
for (const [name, { rooms }] of Object.entries({ second, field })) {
  must(await rooms.people.saveCard(place(`stick/${name}.card`)));
  must(await lead.rooms.people.addCards([place(`stick/${name}.card`)]));
}
const words = {
  service: sentence(5),
  purpose: sentence(6),
  area: sentence(7),
  contact: sentence(9),
  note: sentence(10),
};
must(await lead.rooms.people.writeReferral({ referral: null, words }));
const { fileName } = must(await lead.rooms.people.publish(place("stick")));
for (const { rooms } of [second, field]) {
  const { lead: known } = must(await rooms.people.readTeam(join(place("stick"), fileName)));
  must(await rooms.people.join({ safetyNumber: known.safetyNumber }));
}

// Interviews: one is finished, one is in progress when everything ends.
const [form] = must(field.rooms.questionnaires.list()).forms;
const hash = form?.hash as QuestionnaireHash;
const definition = field.rooms.questionnaires.shelf.get(hash);
const free = new Set(
  definition?.nodes
    .filter(({ type, logic }) => type === "text" && logic.constraint === null)
    .map(({ name }) => name),
);
const source = JSON.parse(
  readFileSync(join(questionnaires, "returnee-interview/samples.json"), "utf8"),
);
const { interviews: samples } = must(readWritten(source));
let typed = 13;
const withMarkers = <Answers extends { readonly [name: string]: unknown }>(answers: Answers) =>
  Object.fromEntries(
    Object.entries(answers).map(([name, value]) => [
      name,
      free.has(name) ? sentence(typed++) : value,
    ]),
  ) as Answers;
const { interviews } = field.rooms;
const finished = fill(samples[3] as WrittenInterview);
const draft = fill(samples[8] as WrittenInterview);
must(interviews.finish({ interview: finished }));

function fill(written: WrittenInterview): InterviewId {
  const answers = withMarkers(written.answers);
  const repeats = Object.fromEntries(
    Object.entries(written.repeats).map(([name, entries]) => [name, entries.map(withMarkers)]),
  );
  return must(field.rooms.fill(hash, { ...written, answers, repeats }, "interviews.0")).id;
}

// Second thoughts, in every form they take.
const texts = must(interviews.open({ interview: draft })).nodes.filter(
  ({ kind, relevant, name }) => kind === "question" && relevant && free.has(name),
);
for (const { ref: question } of texts) {
  const at = { interview: draft, question };
  must(interviews.answer({ ...at, value: sentence(typed++) }));
  must(interviews.state({ ...at, state: "skipped", reason: sentence(typed++) }));
  must(interviews.history(at));
}
const entry = must(interviews.open({ interview: draft })).nodes.find(
  ({ kind }) => kind === "entry",
);
if (entry) must(interviews.removeEntry({ interview: draft, entry: entry.ref }));
must(interviews.language({ interview: draft, language: "English (en)" }));
must(interviews.list({ stage: null, search: markers[0] ?? "", offset: 0, limit: 10 }));
must(await field.rooms.vault.check());
must(field.rooms.vault.journal({ before: null, limit: 100 }));
field.front.report("interviews.answer", new Error(sentence(typed++)));

// A parcel goes out, arrives, arrives damaged, and becomes a table.
const made = must(await field.rooms.parcels.make({ interviews: [finished] }, place("stick")));
const parcel = join(place("stick"), made.fileName);
must(await lead.rooms.parcels.inspect(parcel));
must(await lead.rooms.parcels.import([parcel]));
const damaged = join(place("stick"), `${sentence(typed++).slice(0, 30)}.daftar`);
copyFileSync(parcel, damaged);
const bytes = readFileSync(damaged);
bytes.writeUInt8(bytes.readUInt8(bytes.length - 9) ^ 1, bytes.length - 9);
writeFileSync(damaged, bytes);
must(await lead.rooms.parcels.import([damaged]));
must(await lead.rooms.analysis.table({ formats: ["csv", "json"], labels: "ar" }, place("table")));

// Nobody says goodbye: the last word is on the disk, and the process is gone.
const last = { interview: draft, question: texts[0]?.ref ?? "" };
must(interviews.answer({ ...last, value: sentence(typed++) }));
process.kill(process.pid, "SIGKILL");
