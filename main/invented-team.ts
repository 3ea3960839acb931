// Notebooks of invented people, made by the program itself: for the practice and for the guided demo.
import { join } from "node:path";
import type { Fault, Result } from "../shared/result.ts";
import type { Front, Rooms } from "./rooms.ts";

/** Somebody invented, whose notebook is open. */
export interface Person {
  readonly name: string;
  readonly front: Front;
  readonly rooms: Rooms;
}

/** A step that had to succeed did not. */
export class StepFailed extends Error {
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(fault.kind);
    this.fault = fault;
  }
}

/** The value of a step that has to succeed. Throws `StepFailed` with its fault otherwise. */
export function must<T>(result: Result<T, Fault>): T {
  if (!result.ok) throw new StepFailed(result.fault);
  return result.value;
}

/**
 * Leads `others` into a new team by cards and a team file, as people do; both are left in the folder
 * `stage`. Gives the path of the team file. Throws `StepFailed`.
 */
export async function formTeam(
  stage: string,
  name: string,
  lead: Pick<Person, "rooms">,
  others: readonly Pick<Person, "rooms">[],
): Promise<string> {
  must(await lead.rooms.people.createTeam({ name, keys: "hybrid" }));
  const cards = others.map((_, at) => join(stage, `card-${at}.json`));
  for (const [at, { rooms }] of others.entries()) must(await rooms.people.saveCard(cards[at]));
  must(await lead.rooms.people.addCards(cards));
  const { fileName } = must(await lead.rooms.people.publish(stage));
  const teamFile = join(stage, fileName);
  const { safetyNumber } = must(lead.rooms.vault.self());
  for (const { rooms } of others) {
    must(await rooms.people.readTeam(teamFile));
    must(await rooms.people.join({ safetyNumber }));
  }
  return teamFile;
}
