import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fail, ok } from "../../shared/result.ts";
import { readWritten, type WrittenInterview } from "../interviews/fill.ts";
import { formTeam, must, type Person, StepFailed } from "../invented-team.ts";
import { openFront } from "../rooms.ts";
import { thisWorld } from "../vault/world.ts";
import { type Command, type Terminal, wrongUsage } from "./command.ts";
import { builtInForms } from "./in-vault.ts";

/** Everybody in the story is invented, so a passphrase that anybody may know is enough. */
const passphrase = "invented people need no secret words";
const cheap = { memory: 64 * 1024, passes: 1, lanes: 1 };

/** How the pictures are drawn: with large letters the text is twice its size. */
const looks: readonly string[] = ["light", "dark", "large", "forced-colors"];

const demo: Command = {
  words: "demo",
  takes: "--out DIR [--look light|dark|large|forced-colors] [--check]",
  options: {
    out: { type: "string" },
    look: { type: "string" },
    check: { type: "boolean" },
  },
  rest: [0, 0],
  run: async (options, terminal) => {
    const out = options.text("out");
    if (!out) return fail(wrongUsage("--out"));
    const look = options.text("look") ?? "light";
    if (!looks.includes(look)) return fail(wrongUsage("--look"));
    const drawn = ["--look", look, ...(options.flag("check") ? ["--check"] : [])];
    const stage = mkdtempSync(join(tmpdir(), "daftar-demo-"));
    try {
      return await tellStory(out, stage, drawn, terminal);
    } finally {
      rmSync(stage, { recursive: true, force: true });
    }
  },
};

export const demoCommands: readonly Command[] = [demo];

/**
 * Two coordinators, two researchers, ten invented interviews: a team is made, the interviews are
 * held, leave in two parcels, are read twice, and become tables. Then a picture of every screen.
 */
async function tellStory(out: string, stage: string, drawn: readonly string[], terminal: Terminal) {
  const { say } = terminal.sentences;
  mkdirSync(join(out, "parcels"), { recursive: true });
  const people = await Promise.all([
    enter(stage, "C-01", "coordinator"),
    enter(stage, "C-02", "coordinator"),
    enter(stage, "R-07", "researcher"),
    enter(stage, "R-11", "researcher"),
  ]);
  const [lead, second, first, other] = people as [Person, Person, Person, Person];
  try {
    await formTeam(stage, "الجنوب", lead, [second, first, other]);
    for (const { rooms } of [first, other])
      for (const words of services)
        must(await rooms.people.writeReferral({ referral: null, words }));
    const written = invented();
    const half = Math.ceil(written.length / 2);
    const sent = [
      await holdAndSend(first, written.slice(0, half), join(out, "parcels"), terminal),
      await holdAndSend(other, written.slice(half), join(out, "parcels"), terminal),
    ];
    // One interview of the first researcher has not left yet, and one stays open, as one always does.
    const [waiting, draft] = written.slice(half) as [WrittenInterview, WrittenInterview];
    const { id } = must(first.rooms.fill(formOf(first), waiting, "interviews"));
    must(first.rooms.interviews.finish({ interview: id }));
    must(first.rooms.fill(formOf(first), draft, "interviews"));

    const files = sent.map((fileName) => join(out, "parcels", fileName));
    const read = must(await lead.rooms.parcels.import(files));
    const again = must(await lead.rooms.parcels.import(files));
    const changed = again.files.filter(({ outcome }) => outcome !== "already-here").length;
    const tables = join(out, "tables");
    rmSync(tables, { recursive: true, force: true });
    mkdirSync(tables);
    const made = must(
      lead.rooms.analysis.table({ formats: ["csv", "json"], labels: "codes" }, tables),
    );
    const checked = await Promise.all(people.map(({ rooms }) => rooms.vault.check()));
    const problems = [
      ...checked.flatMap((one) => must(one).problems.map(({ kind }) => kind)),
      ...(changed > 0 ? ["second-import-changed-something"] : []),
    ];
    const interviews = read.files.reduce((sum, file) => sum + file.interviews.new, 0);
    const conflicts = read.files.reduce((sum, file) => sum + file.interviews.conflict, 0);

    // The windows open the same notebooks, so these let go of them first.
    for (const { front } of people) front.close();
    const [parcel = ""] = files;
    const pictures = await takePictures(join(out, "pictures"), stage, parcel, drawn, terminal);
    const all = [...problems, ...pictures.problems];
    return ok({
      json: {
        interviews,
        parcels: sent.length,
        imported: read.files.filter(({ outcome }) => outcome === "imported").length,
        conflicts,
        tables: made.files.length,
        pictures: pictures.count ?? 0,
        problems: all,
      },
      lines: [
        say("demo-story"),
        pictures.count === null
          ? say("demo-no-pictures")
          : say("demo-pictures", { count: pictures.count }),
        ...all,
      ],
      ...(all.length > 0 ? { exitCode: 1 as const } : {}),
    });
  } catch (error) {
    if (error instanceof StepFailed) return fail(error.fault);
    throw error;
  } finally {
    for (const { front } of people) front.close();
  }
}

/** A new notebook, where the application itself would look for it. */
async function enter(
  stage: string,
  name: string,
  role: "researcher" | "coordinator",
): Promise<Person> {
  const front = openFront(thisWorld(), join(stage, name, "vault"), {
    builtInForms,
    announce: () => {},
    cost: cheap,
  });
  mkdirSync(join(stage, name), { recursive: true });
  must(await front.create({ role, name, passphrase, sheet: null }));
  const rooms = front.rooms();
  if (!rooms) throw new Error("an opened vault has rooms");
  return { name, front, rooms };
}

/** Nobody is interviewed where nobody knows whom to send them to; these do not exist. */
const services = [
  {
    service: "عيادة الدعم النفسي",
    purpose: "ضيق شديد، أرق، خوف",
    area: "الجنوب",
    contact: "كل يوم من التاسعة إلى الثانية، من دون موعد",
    note: "لا يُطلب اسم",
  },
  {
    service: "مكتب المشورة القانونية",
    purpose: "أوراق، ملاحقة، تبليغات",
    area: "الجنوب",
    contact: "الأحد والثلاثاء، بموعد عن طريق المنسّق",
    note: "",
  },
];

async function holdAndSend(
  { rooms, ...person }: Person,
  written: readonly WrittenInterview[],
  folder: string,
  { progress, sentences }: Terminal,
): Promise<string> {
  const interviews = written.map((one, at) => {
    progress(sentences.say("filling"), at, written.length);
    const { id } = must(rooms.fill(formOf({ rooms, ...person }), one, `interviews.${at}`));
    must(rooms.interviews.finish({ interview: id }));
    return id;
  });
  return must(await rooms.parcels.make({ interviews }, folder)).fileName;
}

function formOf({ rooms }: Person) {
  const [form] = must(rooms.questionnaires.list()).forms;
  if (!form) throw new Error("the built-in questionnaire is on every shelf");
  return form.hash;
}

function invented(): readonly WrittenInterview[] {
  const file = join(builtInForms, "returnee-interview", "samples.json");
  return must(readWritten(JSON.parse(readFileSync(file, "utf8")))).interviews;
}

/** Lets the application itself be drawn; a packed Daftar has no such script, and then no pictures. */
async function takePictures(
  out: string,
  stage: string,
  parcel: string,
  drawn: readonly string[],
  { progress, sentences }: Terminal,
): Promise<{ count: number | null; problems: readonly string[] }> {
  const script = join(import.meta.dirname, "../../scripts/demo-pictures.mjs");
  if (!existsSync(script)) return { count: null, problems: [] };
  progress(sentences.say("demo-drawing"), 0, null);
  const secret = join(stage, "passphrase");
  writeFileSync(secret, `${passphrase}\n`, { mode: 0o600 });
  const child = spawn(
    process.execPath,
    [
      script,
      out,
      ...["--researcher", join(stage, "R-07"), "--coordinator", join(stage, "C-01")],
      ...["--newcomer", join(stage, "C-02")],
      ...["--passphrase-file", secret, "--parcel", parcel],
      ...drawn,
    ],
    { stdio: ["ignore", "pipe", "ignore"] },
  );
  let told = "";
  for await (const piece of child.stdout) told += piece;
  try {
    const last = told.trim().split("\n").at(-1) ?? "";
    const { pictures, problems } = JSON.parse(last) as {
      readonly pictures: number | null;
      readonly problems: readonly string[];
    };
    return { count: pictures, problems };
  } catch {
    return { count: 0, problems: ["pictures-not-taken"] };
  }
}
