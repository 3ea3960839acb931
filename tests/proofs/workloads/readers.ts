import { identityToRecipient } from "age-encryption";
import type { AgeIdentities } from "../../../main/parcels/age.ts";
import { signingDevice } from "../../../main/vault/signing.ts";
import type { Vault } from "../../../main/vault/vault.ts";
import type { Roster, RosterMember } from "../../../shared/people/roster.ts";

/** Keys of two coordinators who exist only here, so that a judge can open what was made for them. */
export const readers: readonly (AgeIdentities & { readonly name: string })[] = [
  {
    name: "ليلى",
    classic: "AGE-SECRET-KEY-14W86HCRH02LS6GF45APCCG4YPLVUPJFNRX2SK864MYWP9JRX7PPSRMV7NG",
    hybrid: "AGE-SECRET-KEY-PQ-1T6CVZPXRRGGUDJ0Y6EKWFSJT9TU3DUZJ7EPC5FHD3V7EQ3VCLYSQP64DXC",
  },
  {
    name: "سامر",
    classic: "AGE-SECRET-KEY-1SJ9A90T3VVNJSZGPXLT3MKRNXPRU2J84JK7JUKFYNJ265L2VKLXSW4GWY3",
    hybrid: "AGE-SECRET-KEY-PQ-1SZ0U6FF3KC4TX84J4WK6KQ96QX66H3VF5HHXPVEHFJLHF2WPSCASR3FLDG",
  },
];

/** The roster of a team of these two and the owners of some vaults. */
export async function rosterWith(...vaults: readonly Pick<Vault, "self">[]): Promise<Roster> {
  const members: RosterMember[] = vaults.map(({ self: { age, device, key, name, role } }) => ({
    age,
    device,
    key,
    name,
    role,
  }));
  for (const [i, reader] of readers.entries()) {
    const { id, line } = signingDevice(Buffer.alloc(32, i + 1));
    const recipients = {
      classic: await identityToRecipient(reader.classic),
      hybrid: await identityToRecipient(reader.hybrid),
    };
    const { name: called } = reader;
    members.push({ age: recipients, device: id, key: line, name: called, role: "coordinator" });
  }
  members.sort((a, b) => (a.device < b.device ? -1 : 1));
  const lead = members.find(({ role: one }) => one === "coordinator") as RosterMember;
  return {
    id: "7d".repeat(16),
    keys: "classic",
    lead: lead.device,
    members,
    name: "فريق الشمال",
    revoked: [],
    version: 1,
    writes: 1,
  };
}
