// Parcels of every released version open for ever, with what their readers held then.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { AgeIdentities } from "../../../main/parcels/age.ts";
import { sha256Hex } from "../../../main/vault/hash.ts";
import { memberBy, Roster } from "../../../shared/people/roster.ts";
import { deskOn, linesOf } from "./desk.ts";
import { newDesk, receive } from "./small-team.ts";

const fixtures = join(import.meta.dirname, "../../fixtures/parcels");

interface Expected {
  readonly age: AgeIdentities;
  readonly identities: AgeIdentities;
  readonly roster: unknown;
  readonly parcel: string;
  readonly number: number;
  readonly sums: string;
  /** Hashes of the events of each interview, in order. */
  readonly events: { readonly [interview: string]: readonly string[] };
}

test.each(readdirSync(fixtures).filter((name) => name.endsWith(".daftar")))(
  "%s opens, verifies, and gives every event it was made with",
  async (name) => {
    const json = readFileSync(join(fixtures, name.replace("daftar", "json")), "utf8");
    const expected = JSON.parse(json) as Expected;
    const reader = await newDesk("coordinator", "قارئة");
    const roster = Roster.parse(expected.roster);
    const vault = {
      ...reader.vault,
      self: { ...reader.vault.self, age: expected.age },
      identities: () => expected.identities,
    };
    const desk = deskOn(vault, reader.world, {
      roster: () => roster,
      member: (device) => {
        const found = memberBy(roster, device);
        return found && reader.shelf.shown(roster, found);
      },
    });
    const result = await receive(desk, join(fixtures, name));
    expect(result).toMatchObject({ outcome: "imported", fault: null, number: expected.number });
    for (const [interview, hashes] of Object.entries(expected.events))
      expect(linesOf(desk, interview).map((line) => sha256Hex(line))).toEqual(hashes);
    const [row] = vault.store.read((db) =>
      db.prepare("SELECT parcel, sums FROM parcel_read").all(),
    );
    expect(row).toEqual({ parcel: expected.parcel, sums: expected.sums });
  },
);
