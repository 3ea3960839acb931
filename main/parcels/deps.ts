import type { DeviceId, InterviewId } from "../../shared/contract/define.ts";
import type { Announcement } from "../../shared/contract/events.ts";
import type { ListChanges, Member } from "../../shared/contract/people.ts";
import type { StoredEvent } from "../../shared/interviews/chain.ts";
import type { ListName } from "../../shared/parcels/manifest.ts";
import type { Roster, RosterVerdict } from "../../shared/people/roster.ts";
import type { Database } from "../vault/store.ts";
import type { Vault } from "../vault/vault.ts";
import type { World } from "../vault/world.ts";

/** Why an interview may not leave this laptop. */
export type Held = "draft" | "consent-not-confirmed" | "ended-for-safety" | "other-device";

/** What parcels need from the rest of the keeper. */
export interface ParcelDeps {
  readonly world: World;
  readonly vault: Vault;
  readonly announce: (announcement: Announcement) => void;

  /** The roster held now; `null` before a team was made or joined. */
  readonly roster: () => Roster | null;
  /** A device as the screens show it; `null` when the roster never named it. */
  readonly member: (device: DeviceId) => Member | null;
  readonly judgeRoster: (offered: Roster, signer: DeviceId) => RosterVerdict;
  readonly keepRoster: (db: Database, roster: Roster) => void;

  /** Why an interview with this history may not go; `null` when it may. Consent is decided there. */
  readonly held: (
    db: Database,
    interview: InterviewId,
    events: readonly StoredEvent[],
  ) => Held | null;
  /**
   * Computes everything shown of an interview from its events again. Where all of them are at hand
   * they are given, so that they need not be read once more.
   */
  readonly replay: (db: Database, interview: InterviewId, events?: readonly StoredEvent[]) => void;

  readonly questionnaires: QuestionnaireShelf;
  readonly lists: { readonly [Name in ListName]: TeamList };
}

/** A list of the notebook that a team's file carries to everybody. */
export interface TeamList {
  /** As the file carries it; `null` when there is none, and the file then says nothing of it. */
  readonly text: () => string | null;
  /** What such a text is worth here; `null` unless it is written exactly as `text` writes it. */
  readonly read: (text: string) => ReadList | null;
}

/** A list that was read, and that nobody has believed yet. */
export interface ReadList {
  readonly changes: ListChanges;
  /** Takes it over, inside the caller's transaction. */
  readonly keep: (db: Database) => void;
}

/**
 * Questionnaires as canonical text, each named by the SHA-256 of it. The tables that a form looks
 * things up in are attachments of the vault, named by the SHA-256 of their bytes.
 */
export interface QuestionnaireShelf {
  readonly text: (db: Database, hash: string) => string | null;
  /**
   * What a text says it is; `null` when it is not a questionnaire that this Daftar can use. Its tables
   * are asked for by their hash, and one that nobody has makes it unusable.
   */
  readonly read: (
    text: string,
    table: (sha256: string) => Buffer | null,
  ) => QuestionnairePaper | null;
  /** Hashes of those that a team's file carries to everybody. */
  readonly offered: () => readonly string[];
  /** Keeps it, once its tables have their rows. */
  readonly keep: (db: Database, hash: string, text: string) => void;
}

export interface QuestionnairePaper {
  readonly id: string;
  readonly version: string;
  /** Sorted, each once. */
  readonly tables: readonly string[];
}
