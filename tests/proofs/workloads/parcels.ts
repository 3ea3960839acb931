// Makes parcels, one after the other, onto a stick that lies beside the vault, and promises each one
// when the keeper has said that it is there. Dies without closing.
//
//   node parcels.ts <folder> <parcels> [early]
//     early    control: promises before the parcel is made
//
// Prints the kinds of faults it was told.
import { existsSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { syncFolder } from "../../../main/vault/safe-file.ts";
import { createVault, type Vault } from "../../../main/vault/vault.ts";
import type { InterviewId } from "../../../shared/contract/define.ts";
import { type Desk, deskOn, tell } from "../../main/parcels/desk.ts";
import { rosterWith } from "./readers.ts";
import { openAsOwner, passphrase, vaultWish, world } from "./vault.ts";

const [dir = "", count = "0", mode = ""] = process.argv.slice(2);
const told: string[] = [];
const path = join(dir, "promise.ack");
const first = existsSync(path) ? readFileSync(path, "utf8").split("\n").length : 1;
const promises = openSync(path, "a");
const promise = (what: object) => writeSync(promises, `${JSON.stringify(what)}\n`);
const end = (): never => {
  writeSync(1, JSON.stringify(told));
  process.kill(process.pid, "SIGKILL");
  throw new Error("still here");
};

const vault = await openVault();
vault.store.connection().pragma("wal_autocheckpoint=60");
const desk = attempt(() => deskOn(vault, world)) ?? end();
const stick = join(dir, "stick");
// A stick is there before anything is written to it.
attempt(() => mkdirSync(stick, { recursive: true }));
attempt(() => syncFolder(dir));
if (attempt(() => desk.shelf.current()) === null) {
  const roster = await rosterWith(vault);
  attempt(() => vault.store.write((db) => desk.shelf.keep(db, roster, true)));
}
const interviews = attempt(() => known(desk)) ?? [];
while (interviews.length < 3) {
  const interview = attempt(() => tell(desk, { questions: 40 }));
  if (interview === null) break;
  interviews.push(interview);
}
for (let n = first; n < first + Number(count); n++) {
  if (mode === "early") promise({ n, fileName: null });
  await makeParcel(n);
}
end();

async function makeParcel(n: number): Promise<void> {
  for (let tries = 0; tries < (mode === "early" ? 1 : 3); tries++) {
    const made = await desk.parcels.make({ interviews: interviews.slice(0, 1 + (n % 3)) }, stick);
    if (!made.ok) {
      told.push(made.fault.kind);
      continue;
    }
    const { fileName, number, parcel } = made.value;
    if (mode !== "early") promise({ n, fileName, number, parcel });
    return;
  }
}

async function openVault(): Promise<Vault> {
  const place = join(dir, "vault");
  for (let tries = 0; tries < 3; tries++) {
    try {
      if (existsSync(join(place, "keys"))) return await openAsOwner(place);
    } catch (error) {
      told.push(error instanceof Error ? error.message : "broken");
      continue;
    }
    const made = await createVault(world, place, { ...vaultWish, passphrase, sheet: null });
    if (made.ok) return made.value;
    told.push(made.fault.kind);
  }
  return end();
}

function known({ vault: { store } }: Desk): InterviewId[] {
  return store
    .read((db) => db.prepare<{ id: InterviewId }>("SELECT id FROM interview ORDER BY id").all())
    .map(({ id }) => id);
}

/** What precedes the parcels may fail too; it is not what is judged here. */
function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}
