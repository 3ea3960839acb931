import { join } from "node:path";
import { appendEvents, type Happened } from "../../../main/interviews/append.ts";
import { whyInterviewIsHeld } from "../../../main/interviews/held.ts";
import { replay } from "../../../main/interviews/replay.ts";
import { recipientKind } from "../../../main/parcels/age.ts";
import type { ParcelDeps } from "../../../main/parcels/deps.ts";
import { type Parcels, parcels } from "../../../main/parcels/parcels.ts";
import { type People, people } from "../../../main/people/people.ts";
import { type RosterShelf, rosterShelf } from "../../../main/people/shelf.ts";
import { teamReferrals } from "../../../main/people/team-referrals.ts";
import { gazetteer, type Places } from "../../../main/questionnaires/gazetteer.ts";
import { paperOf } from "../../../main/questionnaires/paper.ts";
import { type QuestionnaireShelf, questionnaireShelf } from "../../../main/questionnaires/shelf.ts";
import type { Vault } from "../../../main/vault/vault.ts";
import { momentOf, type World } from "../../../main/vault/world.ts";
import { type InterviewId, QuestionnaireHash } from "../../../shared/contract/define.ts";
import type { Announcement } from "../../../shared/contract/events.ts";
import { canonicalDefinition } from "../../../shared/questionnaire/index.ts";
import type { Result } from "../../../shared/result.ts";
import { smallForm } from "../interviews/small-form.ts";

/** One person at one laptop, with the slices that parcels pass through. */
export interface Desk {
  readonly world: World;
  readonly vault: Vault;
  readonly deps: ParcelDeps;
  readonly parcels: Parcels;
  readonly people: People;
  readonly shelf: RosterShelf;
  readonly places: Places;
  readonly announced: Announcement[];
}

/** The small form of the interviews' tests: the parcel does not mind which one it is. */
const form = smallForm();
export const questionnaireText = canonicalDefinition(form);
export const questionnaireHash = QuestionnaireHash.parse(form.hash);

/** The slices on an open vault. */
export function deskOn(vault: Vault, world: World, change: Partial<ParcelDeps> = {}): Desk {
  const announced: Announcement[] = [];
  const isRecipient = (text: string, kind: "classic" | "hybrid") => recipientKind(text) === kind;
  const shelf = rosterShelf(vault, isRecipient);
  const places = gazetteer({ vault, world, changed: shelf.touch });
  const deps: ParcelDeps = {
    world,
    vault,
    announce: (announcement) => announced.push(announcement),
    roster: shelf.current,
    member: shelf.member,
    judgeRoster: shelf.judge,
    keepRoster: (db, roster) => shelf.keep(db, roster, true),
    held: (db, interview, events) => whyInterviewIsHeld(db, vault.device.id, interview, events),
    replay,
    questionnaires: parcelsShelf(shelfOf(vault)),
    lists: {
      places: { text: places.text, read: places.readText },
      referrals: teamReferrals({ vault, world }),
    },
    ...change,
  };
  const slice = parcels(deps);
  return {
    world,
    vault,
    deps,
    shelf,
    announced,
    places,
    parcels: slice,
    people: people({
      world,
      vault,
      shelf,
      isRecipient,
      sealTeam: slice.team.make,
      readTeamFile: slice.team.readFirst,
      lastNumbers: slice.team.lastNumbers,
      questionnaires: {
        has: (hash) => shelfOf(vault).textOf(hash) !== undefined,
        offer: shelfOf(vault).offer,
        offered: shelfOf(vault).offered,
      },
    }),
  };
}

/** Cards go to the lead, the roster comes back, and safety numbers are compared. */
export async function meet(lead: Desk, others: readonly Desk[], stick: string): Promise<void> {
  const cards: string[] = [];
  for (const [i, desk] of others.entries()) {
    const card = join(
      stick,
      `card-${i}-${desk.vault.self.device.slice(7, 12).replaceAll("/", "-")}`,
    );
    must(await desk.people.saveCard(card));
    cards.push(card);
  }
  must(await lead.people.addCards(cards));
  const { fileName } = must(await lead.people.publish(stick));
  for (const desk of others) {
    const read = must(await desk.people.readTeam(join(stick, fileName)));
    must(await desk.people.join({ safetyNumber: read.lead.safetyNumber }));
  }
}

function shelfOf({ store, attachments }: Pick<Vault, "store" | "attachments">): QuestionnaireShelf {
  return questionnaireShelf({ store, attachments, now: () => new Date(0) });
}

/** As main/rooms.ts hands it to the parcels. */
function parcelsShelf(kept: QuestionnaireShelf): ParcelDeps["questionnaires"] {
  return {
    text: (_, hash) => kept.textOf(hash as QuestionnaireHash) ?? null,
    read: paperOf,
    offered: kept.offered,
    keep: (db, hash, text) => void must(kept.takeOver(db, text, hash as QuestionnaireHash)),
  };
}

/** The value, or the test ends here with the fault's name. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.fault));
  return result.value;
}

export const answers = ["درعا", "ثكنة لم يُعرف اسمها", "٢٠١٩", "قال إن أخاه أُخذ من البيت ليلاً"];

/** Writes an interview as it would have been told, with as many answers as asked for. */
export function tell(
  { vault, world }: Pick<Desk, "vault" | "world">,
  {
    questions = 4,
    finished = true,
    also = [],
  }: { questions?: number; finished?: boolean; also?: readonly Happened[] } = {},
): InterviewId {
  const interview = world.random(16).toString("hex") as InterviewId;
  const code = `DRA-${world.random(2).toString("hex").toUpperCase()}`;
  const told: Happened[] = [
    {
      type: "opened",
      questionnaire: questionnaireHash,
      code,
      zone: "Asia/Damascus",
      seed: "7",
    },
    ...Array.from({ length: questions }, (_, i) => answered(`m1/q${i}`, answers[i % 4] ?? "")),
    ...also,
  ];
  if (finished) told.push({ type: "finished", closed: [] });
  write({ vault, world }, interview, null, told);
  return interview;
}

export function answered(question: string, value: string): Happened {
  return { type: "answered", question, state: "answered", value };
}

/** Chains events to an interview's end, or to an earlier event of it, as its device would. */
export function write(
  { vault, world }: Pick<Desk, "vault" | "world">,
  interview: InterviewId,
  after: { readonly hash: string; readonly seq: number } | null,
  told: readonly Happened[],
): { readonly hash: string; readonly seq: number } {
  const from = { device: vault.device.id, at: momentOf(world) };
  return must(
    vault.store.write((db) => {
      shelfOf(vault).keep(db, form);
      const begin = after ?? { hash: null, seq: 0 };
      const { end } = appendEvents(db, from, { interview, ...begin }, told);
      replay(db, interview);
      return { hash: end.hash as string, seq: end.seq };
    }),
  );
}

/** The lines of an interview in a vault, in the order of its chain. */
export function linesOf({ vault }: Pick<Desk, "vault">, interview: string): string[] {
  return vault.store.read((db) =>
    db
      .prepare<{ line: string }>("SELECT line FROM event WHERE interview = ? ORDER BY seq, hash")
      .all(interview)
      .map(({ line }) => line),
  );
}

/** Empties a vault of everything that parcels of interviews brought, as if none had been read. */
export function forget({ vault }: Pick<Desk, "vault">): void {
  const tables = [
    "event",
    "parked",
    "interview",
    "answer",
    "entry",
    "closed",
    "orphan",
    "questionnaire",
  ];
  must(
    vault.store.write((db) => {
      for (const table of tables) db.prepare(`DELETE FROM ${table}`).run();
      db.prepare("DELETE FROM parcel_read WHERE kind = 'interviews'").run();
    }),
  );
}
