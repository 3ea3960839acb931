import type { DeviceId, QuestionnaireHash } from "../../shared/contract/define.ts";
import type { FaultKind } from "../../shared/contract/index.ts";
import type { CarriedLists } from "../../shared/contract/people.ts";
import type { RevokedMember, Roster } from "../../shared/people/roster.ts";
import type { Fault, Result } from "../../shared/result.ts";
import type { Database } from "../vault/store.ts";
import type { Vault } from "../vault/vault.ts";
import type { World } from "../vault/world.ts";
import type { IsRecipient } from "./card.ts";
import type { RosterShelf } from "./shelf.ts";

/** What people need from the rest of the keeper; parcels carry rosters and are another slice. */
export interface PeopleDeps {
  readonly world: World;
  readonly vault: Vault;
  readonly shelf: RosterShelf;
  readonly isRecipient: IsRecipient;
  /** Seals a roster for its members; `published` runs in the transaction that numbers the parcel. */
  readonly sealTeam: (
    roster: Roster,
    folder: string,
    published: (db: Database) => void,
  ) => Promise<
    Result<{ readonly fileName: string }, { readonly kind: FaultKind<"people.publish"> }>
  >;
  readonly readTeamFile: (file: string) => Promise<Result<OfferedTeam, Fault>>;
  /** The questionnaires of this notebook, and which of them the team's file carries. */
  readonly questionnaires: {
    readonly has: (hash: QuestionnaireHash) => boolean;
    readonly offer: (db: Database, hash: QuestionnaireHash, offered: boolean) => void;
    readonly offered: () => readonly QuestionnaireHash[];
  };
  /** The last numbers read here of a device's parcels. */
  readonly lastNumbers: (device: DeviceId) => RevokedMember["last"];
}

/** A team file that is whole and addressed to us, and that nobody has believed yet. */
export interface OfferedTeam {
  readonly roster: Roster;
  readonly signer: DeviceId;
  /** What its lists would change here. */
  readonly lists: CarriedLists;
  /** Takes it over, once a person has confirmed it, inside the caller's transaction. */
  readonly takeOver: (db: Database) => void;
}
