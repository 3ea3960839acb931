import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { ParcelDeps } from "../../../main/parcels/deps.ts";
import type { Database } from "../../../main/vault/store.ts";
import type { InterviewId } from "../../../shared/contract/define.ts";
import type { Roster } from "../../../shared/people/roster.ts";
import { newVault, smallWorld, temporaryDir } from "../vault/small-world.ts";
import { type Desk, deskOn, meet, must } from "./desk.ts";

export interface SmallTeam {
  readonly lead: Desk;
  readonly second: Desk;
  readonly researcher: Desk;
  /** A folder that stands for a stick. */
  readonly stick: string;
}

export async function newDesk(
  role: "researcher" | "coordinator",
  name: string,
  change: Partial<ParcelDeps> = {},
): Promise<Desk> {
  const world = smallWorld(name);
  const { vault } = await newVault({ role, name }, world);
  return deskOn(vault, world, change);
}

/** A lead, a second coordinator and a researcher, who know each other as people come to do. */
export async function smallTeam(keys: Roster["keys"] = "classic"): Promise<SmallTeam> {
  const stick = temporaryDir();
  const lead = await newDesk("coordinator", "ليلى");
  const second = await newDesk("coordinator", "سامر");
  const researcher = await newDesk("researcher", "ندى");
  must(await lead.people.createTeam({ name: "فريق الشمال", keys }));
  await meet(lead, [second, researcher], stick);
  return { lead, second, researcher, stick };
}

/** Makes a parcel of these interviews and gives its path. */
export async function send(
  { researcher, stick }: Pick<SmallTeam, "researcher" | "stick">,
  interviews: readonly InterviewId[],
): Promise<string> {
  const made = must(await researcher.parcels.make({ interviews: [...interviews] }, stick));
  return join(stick, made.fileName);
}

/** Reads one file and gives its result. */
export async function receive({ parcels: slice }: Pick<Desk, "parcels">, path: string) {
  const { files } = must(await slice.import([path]));
  const [file] = files;
  if (!file) throw new Error("no result");
  return file;
}

/**
 * Everything in a vault that parcels bring, in one text: what this desk alone knows (when it read
 * something, who brought it first, how its list is ordered) is left out.
 */
export function dump({ vault }: Pick<Desk, "vault">): string {
  const tables: { readonly [table: string]: string } = {
    event: "interview, seq, hash, prev, line",
    parked: "interview, seq, hash, prev, line",
    interview: `id, questionnaire, code, device, opened, changed, stage, head, seq, events, versions,
      answered, consent`,
    answer: "interview, question, value, state, reason, cause, latent",
    entry: "interview, repeat, key, place, removed",
    closed: "interview, node",
    orphan: "interview, place, questionnaire, question, value, state, reason, cause",
    questionnaire: "hash, form, version, title, definition",
    attachment: "sha256, bytes",
    parcel_read: "parcel, kind, device, number, sums, sums_text, signature, manifest, made",
    team: "version, record, published",
    referral: "id, service, purpose, area, contact, note, from_team",
    place: "code, parent, level, ar, en",
    gazetteer: "hash",
  };
  return vault.store.read((db) =>
    Object.entries(tables)
      .map(([table, columns]) => `${table}\n${rowsOf(db, table, columns).sort().join("\n")}`)
      .join("\n\n"),
  );
}

function rowsOf(db: Database, table: string, columns: string): string[] {
  return db
    .prepare(`SELECT ${columns} FROM ${table}`)
    .all()
    .map((row) => JSON.stringify(row));
}

/** Names of all files below a folder that are left from work under way. */
export function leftovers(dir: string): string[] {
  return readdirSync(dir, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".part"),
  );
}
