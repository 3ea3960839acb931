// The second door: a notebook for practice beside the real one, with a folder, keys and a team of its
// own. Nothing enters it and nothing leaves it (decision 13).
import { existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Input, Outcome } from "../shared/contract/index.ts";
import { fail, ok, type Result } from "../shared/result.ts";
import { readWritten, type WrittenInterview } from "./interviews/fill.ts";
import { formTeam, must, type Person, StepFailed } from "./invented-team.ts";
import { builtInName } from "./questionnaires/built-in.ts";
import { type Front, openFront, type Rooms, type Surroundings } from "./rooms.ts";
import { diskFaultOf } from "./vault/disk-fault.ts";
import { makeFolder, replaceFile } from "./vault/safe-file.ts";
import type { World } from "./vault/world.ts";

/** Anybody may know the passphrase, so there is nothing for a high cost to protect. */
const cost = { memory: 64 * 1024, passes: 1, lanes: 1 };

/** Stands before the practice notebook of a folder, which nothing but a practice notebook is for. */
export function openPracticeDoor(world: World, dir: string, surroundings: Surroundings): Front {
  const front = openFront(world, dir, { ...surroundings, isPractice: true, cost });
  let known: Rooms | null = null;
  let inside: Rooms | null = null;
  const rooms = () => {
    const open = front.rooms();
    if (open !== known) inside = open && keptInside(open, dir);
    known = open;
    return inside;
  };
  const begin = async (wish: Input<"practice.begin">): Promise<Outcome<"practice.begin">> => {
    const status = front.status();
    const isThere = !status.ok || (status.value.exists && !status.value.open);
    // One that is open has proved by that what it is; one that is not is thrown away only when it is
    // damaged, and by the words beside it known for one of ours.
    if (isThere && !(await isDamaged(front, dir))) return fail({ kind: "vault-exists" });
    const stage = `${dir}.part`;
    const old = `${dir}.old`;
    try {
      for (const left of [stage, old]) rmSync(left, { recursive: true, force: true });
      const fresh = join(stage, "notebook");
      makeFolder(fresh);
      const prepared = await prepare(world, stage, fresh, surroundings, wish);
      if (!prepared.ok) return prepared;
      front.close();
      if (existsSync(dir)) renameSync(dir, old);
      renameSync(fresh, dir);
      for (const left of [stage, old]) rmSync(left, { recursive: true, force: true });
    } catch (error) {
      const fault = error instanceof StepFailed ? error.fault : diskFaultOf(error, dir);
      if (!fault) throw error;
      return fail(fault) as Outcome<"practice.begin">;
    }
    const opened = await front.unlock({ passphrase: wish.passphrase });
    return opened as Outcome<"practice.begin">;
  };
  let making: Promise<Outcome<"practice.begin">> | null = null;

  return {
    ...front,
    rooms,
    // The only notebook made here is the prepared one.
    create: async () => fail({ kind: "not-understood" }),
    practice: {
      door: () => {
        const status = front.status();
        if (!status.ok) return status;
        if (!status.value.exists) return ok({ passphrase: null });
        const passphrase = readPassphrase(dir);
        return passphrase === null ? fail({ kind: "vault-damaged" }) : ok({ passphrase });
      },
      begin: (wish) => {
        making ??= begin(wish).finally(() => {
          making = null;
        });
        return making;
      },
    },
  };
}

/** Whether a practice notebook is there that the words beside it do not open, because it is damaged. */
async function isDamaged(front: Front, dir: string): Promise<boolean> {
  const passphrase = readPassphrase(dir);
  if (passphrase === null) return false;
  const opened = await front.unlock({ passphrase });
  if (opened.ok) front.close();
  return !opened.ok && opened.fault.kind === "vault-damaged";
}

/**
 * A practice notebook as the rest of the keeper may use it: no file that a person could name is
 * read, and the one that is written stays in its folder and goes with it.
 */
function keptInside(rooms: Rooms, dir: string): Rooms {
  const refused = async () => fail({ kind: "practice-only" });
  const stick = join(dir, "stick");
  return {
    ...rooms,
    questionnaires: {
      ...rooms.questionnaires,
      import: refused,
      export: refused,
      readPlaces: refused,
    },
    interviews: { ...rooms.interviews, attachFile: refused, saveFile: refused },
    people: {
      ...rooms.people,
      saveCard: refused,
      addCards: refused,
      publish: refused,
      readTeam: refused,
    },
    parcels: {
      ...rooms.parcels,
      make: async (wish) => {
        try {
          makeFolder(stick);
        } catch (error) {
          const fault = diskFaultOf(error, dir);
          if (!fault) throw error;
          return fail(fault);
        }
        return rooms.parcels.make(wish, stick);
      },
      inspect: refused,
      import: refused,
    },
    analysis: { table: () => fail({ kind: "practice-only" }) },
    paper: { ...rooms.paper, save: () => fail({ kind: "practice-only" }) },
  };
}

/**
 * Makes a whole practice notebook where nobody looks yet: a researcher in a team of two coordinators
 * who are made for the moment and whose keys are thrown away, and three invented interviews.
 */
async function prepare(
  world: World,
  stage: string,
  dir: string,
  surroundings: Surroundings,
  { language, passphrase, name, team, coordinators, service }: Input<"practice.begin">,
): Promise<Result<void, { readonly kind: "passphrase-weak" }>> {
  const people: Person[] = [];
  const enter = async (
    place: string,
    wish: Omit<Input<"vault.create">, "passphrase" | "sheet">,
  ): Promise<Person> => {
    const front = openFront(world, place, {
      ...surroundings,
      announce: () => {},
      isPractice: place === dir,
      cost,
    });
    must(await front.create({ ...wish, passphrase, sheet: null }));
    const rooms = front.rooms();
    if (!rooms) throw new Error("a created vault has rooms");
    people.push({ name: wish.name, front, rooms });
    return { name: wish.name, front, rooms };
  };
  try {
    const learner = await enter(dir, { role: "researcher", name });
    const [lead, second] = [
      await enter(join(stage, "lead"), { role: "coordinator", name: coordinators[0] ?? "" }),
      await enter(join(stage, "second"), { role: "coordinator", name: coordinators[1] ?? "" }),
    ];
    await formTeam(stage, team, lead, [second, learner]);
    must(await learner.rooms.people.writeReferral({ referral: null, words: service }));
    holdInterviews(learner, surroundings, language);
    replaceFile(join(dir, passphraseFile), Buffer.from(passphrase), () => {});
    must(learner.rooms.practice?.startHere() ?? fail({ kind: "not-understood" }));
    return ok(undefined);
  } finally {
    for (const { front } of people) front.close();
  }
}

/** One interview is finished, one waits for its end, and one was left in the middle. */
function holdInterviews(
  { rooms }: Person,
  { builtInForms }: Surroundings,
  language: "ar" | "en",
): void {
  const [form] = must(rooms.questionnaires.list()).forms;
  if (!form) throw new Error("the built-in questionnaire is on every shelf");
  const file = join(builtInForms, builtInName, "samples.json");
  const { interviews } = must(readWritten(JSON.parse(readFileSync(file, "utf8"))));
  const [whole, almost, , , , begun] = interviews;
  if (!whole || !almost || !begun) throw new Error("there are ten invented interviews");
  const spoken = form.languages.find(({ tag }) => tag.split("-")[0] === language);
  const hold = (written: WrittenInterview) => {
    const { id } = must(rooms.fill(form.hash, written, "samples"));
    if (spoken) must(rooms.interviews.language({ interview: id, language: spoken.name }));
    return id;
  };
  must(rooms.interviews.finish({ interview: hold(whole) }));
  hold({ ...until(almost, "consent_confirmed"), repeats: almost.repeats });
  hold(until(begun, "leave_date"));
}

/** What was said before a question, and no entries. */
function until(written: WrittenInterview, question: string): WrittenInterview {
  const said = Object.entries(written.answers);
  const end = said.findIndex(([name]) => name === question);
  return { ...written, answers: Object.fromEntries(said.slice(0, end)), repeats: {} };
}

/** Beside the notebook it opens: it is shown at the door, and protects nothing. */
const passphraseFile = "passphrase";

function readPassphrase(dir: string): string | null {
  try {
    return readFileSync(join(dir, passphraseFile), "utf8");
  } catch {
    return null;
  }
}
