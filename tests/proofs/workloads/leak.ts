// A negative control: an encrypted database that may use temporary files, because only the rule about
// them is taken away. It is given something to sort, and writes it readable beside the encrypted file.
import { join } from "node:path";
import Sqlite from "better-sqlite3-multiple-ciphers";
import { openDatabase, settings } from "../../../main/vault/database.ts";
import { sentence } from "../plaintext/markers.ts";
import { world } from "./vault.ts";

const [dir = ""] = process.argv.slice(2);
const rules = settings.filter(({ pragma }) => pragma !== "temp_store");
const napi = Number(process.versions.napi);
const db = openDatabase(join(dir, "leaky.db"), world.random(32), {
  create: true,
  bench: { driver: Sqlite, napi, settings: rules },
});
// Little memory, so that little is enough to sort on the disk.
db.pragma("cache_size = -256");
db.exec("CREATE TABLE said (word TEXT)");
const insert = db.prepare("INSERT INTO said VALUES (?)");
db.transaction(() => {
  for (let i = 0; i < 4000; i++) insert.run(`${sentence(i)} ${"x".repeat(400)} ${i}`);
})();
db.exec("CREATE TABLE sorted AS SELECT word FROM said ORDER BY word DESC");
process.kill(process.pid, "SIGKILL");
