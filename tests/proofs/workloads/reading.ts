// A coordinator reads parcels, one after the other, and each one is promised when the keeper has said
// that it was taken over. Dies without closing.
//
//   node reading.ts <folder> <parcels> [early]
//     early    control: promises before the parcel is read
//
// Where there is no vault yet, it makes one, and six parcels for it in <folder>/stick. Prints the
// kinds of faults it was told.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createVault } from "../../../main/vault/vault.ts";
import { type Desk, deskOn, must, tell } from "../../main/parcels/desk.ts";
import { rosterWith } from "./readers.ts";
import { openAsOwner, passphrase, vaultWish, world } from "./vault.ts";

const [dir = "", count = "0", mode = ""] = process.argv.slice(2);
const told: string[] = [];
const place = join(dir, "vault");
const stick = join(dir, "stick");
if (!existsSync(join(place, "keys"))) await prepare();
const promises = openSync(join(dir, "promise.ack"), "a");

const desk = await openDesk();
for (const fileName of readdirSync(stick).sort().slice(0, Number(count))) {
  if (!desk) break;
  if (mode === "early") writeSync(promises, `${fileName}\n`);
  const read = await takesOver(desk, join(stick, fileName));
  if (mode !== "early" && read) writeSync(promises, `${fileName}\n`);
}
writeSync(1, JSON.stringify(told));
process.kill(process.pid, "SIGKILL");

/** A person tries again, and after a third time turns to the next file. */
async function takesOver({ parcels }: Desk, path: string): Promise<boolean> {
  for (let tries = 0; tries < (mode === "early" ? 1 : 3); tries++) {
    const read = await parcels.import([path]);
    const [file] = read.ok ? read.value.files : [];
    if (file && file.fault === null) return true;
    told.push(read.ok ? (file?.fault?.kind ?? "nothing") : read.fault.kind);
  }
  return false;
}

async function openDesk(): Promise<Desk | null> {
  for (let tries = 0; tries < 3; tries++) {
    try {
      const vault = await openAsOwner(place);
      // Small, so that cuts fall into checkpoints too.
      vault.store.connection().pragma("wal_autocheckpoint=60");
      return deskOn(vault, world);
    } catch (error) {
      told.push(error instanceof Error ? error.message : "broken");
    }
  }
  return null;
}

/** A researcher elsewhere, a team, and a stick with what she made. */
async function prepare(): Promise<void> {
  const elsewhere = mkdtempSync(join(tmpdir(), "daftar-elsewhere-"));
  const wish = { ...vaultWish, passphrase, sheet: null };
  const reader = must(await createVault(world, place, { ...wish, role: "coordinator" }));
  const maker = must(await createVault(world, join(elsewhere, "vault"), wish));
  const roster = await rosterWith(maker, reader);
  const researcher = deskOn(maker, world);
  for (const { vault, shelf } of [researcher, deskOn(reader, world)])
    must(vault.store.write((db) => shelf.keep(db, roster, true)));
  mkdirSync(stick, { recursive: true });
  for (let n = 0; n < 6; n++) {
    const interviews = [tell(researcher, { questions: 30 }), tell(researcher, { questions: 60 })];
    must(await researcher.parcels.make({ interviews }, stick));
  }
  maker.close();
  reader.close();
  rmSync(elsewhere, { recursive: true });
}
