import { dirname } from "node:path";
import type { Input, Outcome } from "../../shared/contract/index.ts";
import { type Fault, fail, ok, type Result } from "../../shared/result.ts";
import { type DiskFault, diskFaultOf } from "../vault/disk-fault.ts";
import { writeCard } from "./card.ts";
import type { OfferedTeam, PeopleDeps } from "./deps.ts";
import { joinTeam, leadOf, readOffer } from "./join.ts";
import { draftReferral, listReferrals, removeReferral, writeReferral } from "./referrals.ts";
import {
  addCards,
  createTeam,
  offerQuestionnaire,
  publish,
  removeMember,
  shownTeam,
} from "./roster.ts";

/** Team, devices, and the keys they are known by. Places are paths a person chose. */
export interface People {
  readonly team: () => Promise<Outcome<"people.team">>;
  readonly createTeam: (input: Input<"people.createTeam">) => Promise<Outcome<"people.createTeam">>;
  readonly saveCard: (file: string | undefined) => Promise<Outcome<"people.saveCard">>;
  readonly addCards: (files: readonly string[]) => Promise<Outcome<"people.addCards">>;
  readonly removeMember: (
    input: Input<"people.removeMember">,
  ) => Promise<Outcome<"people.removeMember">>;
  readonly offer: (input: Input<"people.offer">) => Promise<Outcome<"people.offer">>;
  readonly referrals: () => Promise<Outcome<"people.referrals">>;
  readonly writeReferral: (
    input: Input<"people.writeReferral">,
  ) => Promise<Outcome<"people.writeReferral">>;
  readonly draftReferral: (
    input: Input<"people.draftReferral">,
  ) => Promise<Outcome<"people.draftReferral">>;
  readonly removeReferral: (
    input: Input<"people.removeReferral">,
  ) => Promise<Outcome<"people.removeReferral">>;
  readonly publish: (folder: string | undefined) => Promise<Outcome<"people.publish">>;
  readonly readTeam: (file: string | undefined) => Promise<Outcome<"people.readTeam">>;
  readonly join: (input: Input<"people.join">) => Promise<Outcome<"people.join">>;
}

/** Opens the slice on an open vault. One act at a time, in the order in which they were asked for. */
export function people(deps: PeopleDeps): People {
  const { vault, shelf } = deps;
  let offered: OfferedTeam | null = null;
  const act = inTurn(vault.dir);

  return {
    team: () => act(async () => ok({ team: shownTeam(deps) })),
    createTeam: (wish) => act(async () => createTeam(deps, wish)),
    saveCard: async (file) =>
      file === undefined ? cancelled : await act(() => saveCard(deps, file)),
    addCards: async (files) =>
      files.length === 0 ? cancelled : await act(() => addCards(deps, files)),
    removeMember: ({ device }) => act(async () => removeMember(deps, device)),
    offer: (wish) => act(async () => offerQuestionnaire(deps, wish)),
    referrals: () => act(async () => listReferrals(deps)),
    writeReferral: (wish) => act(async () => writeReferral(deps, wish)),
    draftReferral: (wish) => act(async () => draftReferral(deps, wish)),
    removeReferral: (wish) => act(async () => removeReferral(deps, wish)),
    publish: async (folder) =>
      folder === undefined ? cancelled : await act(() => publish(deps, folder)),
    readTeam: async (file) => {
      if (file === undefined) return cancelled;
      return await act(async () => {
        offered = null;
        const read = await readOffer(deps, file);
        if (!read.ok) return read;
        offered = read.value;
        const { roster, lists } = offered;
        const lead = shelf.shown(roster, leadOf(roster));
        return ok({ name: roster.name, version: roster.version, lead, lists });
      });
    },
    join: ({ safetyNumber }) =>
      act(async () => {
        if (!offered) return fail({ kind: "team-not-read" });
        const joined = joinTeam(deps, offered, safetyNumber);
        if (joined.ok) offered = null;
        return joined;
      }),
  };
}

const cancelled = fail({ kind: "cancelled" });

async function saveCard({ vault }: PeopleDeps, file: string): Promise<Outcome<"people.saveCard">> {
  try {
    const written = await writeCard(vault, file);
    if (!written.ok) return written;
  } catch (error) {
    // The card goes to a place that a person chose, so that place is asked what is wrong with it.
    const fault = diskFaultOf(error, dirname(file));
    if (!fault) throw error;
    return fail(fault);
  }
  vault.note("card-saved", {});
  const { device, safetyNumber } = vault.self;
  return ok({ device, safetyNumber });
}

/** One after the other; a failure of our own disk becomes its fault. */
function inTurn(vaultDir: string) {
  let before: Promise<unknown> = Promise.resolve();
  return <T, F extends Fault>(
    work: () => Promise<Result<T, F>>,
  ): Promise<Result<T, F | DiskFault>> => {
    const now = before.then(work).catch((error: unknown) => {
      const fault = diskFaultOf(error, vaultDir);
      if (!fault) throw error;
      return fail(fault);
    });
    before = now.catch(() => {});
    return now;
  };
}
