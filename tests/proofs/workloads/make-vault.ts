// Makes a vault in `<folder>/vault` and promises it, writes some entries into its journal and promises
// each, then dies without closing it.
import { openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { createVault } from "../../../main/vault/vault.ts";
import { passphrase, sheet, vaultWish, world } from "./vault.ts";

const [dir = ""] = process.argv.slice(2);
const promises = openSync(join(dir, "promise.ack"), "a");
const told: string[] = [];
for (let attempt = 0; attempt < 3; attempt++) {
  const made = await createVault(world, join(dir, "vault"), { ...vaultWish, passphrase, sheet });
  if (made.ok) {
    writeSync(promises, "made\n");
    for (let n = 1; n <= 15; n++)
      if (made.value.note("vault-opened", { wrong: n }).ok) writeSync(promises, `${n}\n`);
    break;
  }
  // A disk that refused even to take the attempt back has left the vault: its maker would open it.
  if (made.fault.kind === "vault-exists") break;
  told.push(made.fault.kind);
}
writeSync(1, JSON.stringify(told));
process.kill(process.pid, "SIGKILL");
