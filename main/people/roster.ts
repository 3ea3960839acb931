import type { DeviceId } from "../../shared/contract/define.ts";
import type { Input, Outcome } from "../../shared/contract/index.ts";
import type { Team } from "../../shared/contract/people.ts";
import { mostMembers, type Roster } from "../../shared/people/roster.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import type { DiskFault } from "../vault/disk-fault.ts";
import { writeJournal } from "../vault/journal.ts";
import type { Database } from "../vault/store.ts";
import { memberOf, readCardFile } from "./card.ts";
import type { PeopleDeps } from "./deps.ts";

/** The roster of a new team: its lead, and nobody else yet. */
export function createTeam(
  deps: PeopleDeps,
  { name, keys }: Input<"people.createTeam">,
): Outcome<"people.createTeam"> {
  const { world, vault, shelf } = deps;
  if (vault.self.role !== "coordinator") return fail({ kind: "not-a-coordinator" });
  if (shelf.current()) return fail({ kind: "team-exists" });
  const roster: Roster = {
    id: world.random(16).toString("hex"),
    keys,
    lead: vault.self.device,
    members: [memberOf(vault)],
    name,
    revoked: [],
    version: 1,
    writes: 1,
  };
  const written = vault.store.write((db) => {
    shelf.keep(db, roster, false);
    writeJournal(db, world, "team-created", { version: roster.version });
  });
  return written.ok ? ok(shown(deps, roster)) : written;
}

/** All cards are taken up, or none is. A card of a device that is there already replaces it. */
export async function addCards(
  deps: PeopleDeps,
  files: readonly string[],
): Promise<Outcome<"people.addCards">> {
  const led = ledRoster(deps);
  if (!led.ok) return led;
  const roster = led.value;
  const members = new Map(roster.members.map((member) => [member.device, member]));
  for (const [i, file] of files.entries()) {
    const card = await readCardFile(file, deps.isRecipient);
    if (!card.ok) return fail({ kind: card.fault.kind, details: { card: i + 1 } });
    const { device, role, age } = card.value;
    const others = [...members.values()].filter((member) => member.device !== device);
    const taken = others.some(
      (other) => other.age.classic === age.classic || other.age.hybrid === age.hybrid,
    );
    const unfitForLead = device === roster.lead && role !== "coordinator";
    if (taken || unfitForLead) return fail({ kind: "card-wrong", details: { card: i + 1 } });
    members.set(device, card.value);
  }
  if (members.size > mostMembers)
    return fail({ kind: "team-full", details: { most: mostMembers } });
  return change(deps, roster, {
    members: inOrder([...members.values()]),
    revoked: roster.revoked.filter(({ device }) => !members.has(device)),
  });
}

/**
 * Takes a device off the roster. What was read here of it still counts; what it makes from now on is
 * held back everywhere. Parcels that are under way and were not read here are held back too.
 */
export function removeMember(deps: PeopleDeps, device: DeviceId): Outcome<"people.removeMember"> {
  const led = ledRoster(deps);
  if (!led.ok) return led;
  const roster = led.value;
  const member = roster.members.find((one) => one.device === device);
  if (!member) return fail({ kind: "member-unknown" });
  if (device === roster.lead) return fail({ kind: "lead-stays" });
  return change(deps, roster, {
    members: roster.members.filter((one) => one !== member),
    revoked: inOrder([...roster.revoked, { ...member, last: deps.lastNumbers(device) }]),
  });
}

/**
 * Says whether the team's file carries a questionnaire from its next version on. Who has it already
 * keeps it: what an interview was held with stays readable.
 */
export function offerQuestionnaire(
  deps: PeopleDeps,
  { questionnaire, offered }: Input<"people.offer">,
): Outcome<"people.offer"> {
  const led = ledRoster(deps);
  if (!led.ok) return led;
  const { has, offer } = deps.questionnaires;
  if (!has(questionnaire)) return fail({ kind: "questionnaire-unknown" });
  if (deps.questionnaires.offered().includes(questionnaire) === offered)
    return ok(shown(deps, led.value));
  return change(deps, led.value, {}, (db) => offer(db, questionnaire, offered));
}

/** Seals the roster for everybody on it. From now on this version is never changed. */
export async function publish(
  deps: PeopleDeps,
  folder: string,
): Promise<Outcome<"people.publish">> {
  const led = ledRoster(deps);
  if (!led.ok) return led;
  const roster = led.value;
  if (roster.members.length < 2) return fail({ kind: "team-of-one" });
  const { version } = roster;
  const sealed = await deps.sealTeam(roster, folder, (db) => {
    deps.shelf.keep(db, roster, true);
    writeJournal(db, deps.world, "team-published", { version });
  });
  return sealed.ok ? ok({ version, fileName: sealed.value.fileName }) : sealed;
}

/** The roster, if this device may change it. */
function ledRoster({ vault, shelf }: PeopleDeps) {
  const roster = shelf.current();
  if (!roster) return fail({ kind: "team-missing" });
  return roster.lead === vault.self.device ? ok(roster) : fail({ kind: "not-the-lead" });
}

/** A sealed version is never changed: whoever has it must be able to say which one it is. */
function change(
  deps: PeopleDeps,
  roster: Roster,
  so: Partial<Pick<Roster, "members" | "revoked">>,
  also: (db: Database) => void = () => {},
): Result<Team, DiskFault> {
  const { world, vault, shelf } = deps;
  const version = roster.version + (shelf.isPublished() ? 1 : 0);
  const changed: Roster = { ...roster, ...so, version };
  const written = vault.store.write((db) => {
    shelf.keep(db, changed, false);
    writeJournal(db, world, "team-changed", { version, members: changed.members.length });
    also(db);
  });
  return written.ok ? ok(shown(deps, changed)) : written;
}

/** The team as the screens show it; `null` when there is none. */
export function shownTeam(deps: PeopleDeps): Team | null {
  const roster = deps.shelf.current();
  return roster && shown(deps, roster);
}

/** A roster as the screens show it. */
export function shown(
  { shelf, questionnaires: forms }: Pick<PeopleDeps, "shelf" | "questionnaires">,
  roster: Roster,
): Team {
  const members = roster.members.map((member) => shelf.shown(roster, member));
  const { id, name, version, keys } = roster;
  const lead = members.some((member) => member.lead && member.self);
  const questionnaires = [...forms.offered()];
  const published = shelf.isPublished();
  return { id, name, version, keys, lead, published, members, questionnaires };
}

function inOrder<Member extends { readonly device: string }>(members: readonly Member[]): Member[] {
  return [...members].sort((a, b) => (a.device < b.device ? -1 : 1));
}
