import { readFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { readWritten } from "../../main/interviews/fill.ts";
import { type Front, openFront, type Rooms } from "../../main/rooms.ts";
import type { QuestionnaireHash } from "../../shared/contract/define.ts";
import type { Fault, Result } from "../../shared/result.ts";
import {
  cheap,
  passphrase,
  type SmallWorld,
  smallWorld,
  temporaryDir,
} from "./vault/small-world.ts";

/** A whole keeper on a new vault, open until the test ends. */
export interface House {
  readonly dir: string;
  readonly world: SmallWorld;
  readonly front: Front;
  readonly rooms: Rooms;
}

export async function newHouse(
  name: string,
  role: "researcher" | "coordinator" = "researcher",
): Promise<House> {
  const dir = join(temporaryDir(), "vault");
  const world = smallWorld(name);
  const front = openFront(world, dir, {
    builtInForms: join(import.meta.dirname, "../../questionnaires"),
    announce: () => {},
    cost: cheap,
  });
  onTestFinished(front.close);
  expectOk(await front.create({ role, name, passphrase, sheet: null }));
  const rooms = front.rooms();
  if (!rooms) throw new Error("a created vault has rooms");
  return { dir, world, front, rooms };
}

/** The built-in questionnaire of a house. */
export function builtIn({ rooms }: House): QuestionnaireHash {
  const [form] = expectOk(rooms.questionnaires.list()).forms;
  if (!form) throw new Error("no questionnaire");
  return form.hash;
}

/** The ten invented interviews, or some of them, counted from 0. */
export function samples(...wanted: readonly number[]) {
  const file = join(import.meta.dirname, "../../questionnaires/returnee-interview/samples.json");
  const { interviews } = expectOk(readWritten(JSON.parse(readFileSync(file, "utf8"))));
  return interviews.filter((_, at) => wanted.length === 0 || wanted.includes(at));
}

/** Types interviews in and finishes them, as a researcher would. */
export function holdInterviews(house: House, ...wanted: readonly number[]) {
  return samples(...wanted).map((one, at) => {
    const { id } = expectOk(house.rooms.fill(builtIn(house), one, `interviews.${at}`));
    return expectOk(house.rooms.interviews.finish({ interview: id }));
  });
}

export function expectOk<T>(result: Result<T, Fault>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.fault));
  return result.value;
}
