// Parcels of generated interviews against what the plain tools need for the same lines.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createVault } from "../../main/vault/vault.ts";
import { thisWorld } from "../../main/vault/world.ts";
import type { InterviewId } from "../../shared/contract/define.ts";
import { type Desk, deskOn, linesOf, meet, must, tell } from "../main/parcels/desk.ts";

export interface Row {
  readonly name: string;
  readonly ours: number;
  readonly yardstick: number;
  readonly ratio: number;
  readonly unit: string;
}

const eventsEach = 100;
const rounds = 3;

/**
 * Makes and reads parcels of 100 and of 1,000 interviews, each of about a hundred events, in the same
 * run as `tar | gzip -1 | age` and `age -d | tar` on files with the same lines, and as a bare insert
 * of the same rows. Times are medians, in milliseconds. Needs age and tar on the command line.
 */
export async function bench(): Promise<readonly Row[]> {
  for (const tool of ["age", "tar", "gzip"])
    if (spawnSync(tool, ["--version"]).error)
      throw new Error(`${tool} is missing: apt-get install ${tool}`);
  const small = await measure(100);
  const large = await measure(1000);
  return [
    ...rows(100, small),
    ...rows(1000, large),
    row("growth of making, 100 → 1,000 interviews", large.make, small.make * 10),
    row("growth of reading, 100 → 1,000 interviews", large.read, small.read * 10),
  ];
}

interface Times {
  readonly make: number;
  readonly pack: number;
  readonly read: number;
  readonly unpack: number;
  readonly insert: number;
  readonly again: number;
}

function rows(count: number, times: Times): Row[] {
  const of = `${count.toLocaleString("en")} interviews`;
  return [
    row(`make a parcel of ${of} (tar | gzip -1 | age)`, times.make, times.pack),
    row(`read a parcel of ${of} (age -d | tar)`, times.read, times.unpack),
    row(`take over ${of} (bulk insert of the same rows)`, times.read, times.insert),
    row(`read the same parcel again (age -d | tar)`, times.again, times.unpack),
  ];
}

function row(name: string, ours: number, yardstick: number): Row {
  return { name, ours, yardstick, ratio: ours / yardstick, unit: "ms" };
}

async function measure(count: number): Promise<Times> {
  const dir = mkdtempSync(join(tmpdir(), "daftar-bench-"));
  const desks: Desk[] = [];
  const desk = async (role: "researcher" | "coordinator", name: string) => {
    const world = thisWorld();
    const cost = { memory: 64 * 1024, passes: 1, lanes: 1 };
    const wish = { role, name, passphrase: "زيتون قديم عند باب الدار الغربي", sheet: null, cost };
    const made = deskOn(
      must(await createVault(world, join(dir, `vault-${desks.length}`), wish)),
      world,
    );
    desks.push(made);
    return made;
  };
  try {
    const stick = join(dir, "stick");
    mkdirSync(stick);
    const lead = await desk("coordinator", "ليلى");
    const others = [await desk("coordinator", "سامر"), await desk("researcher", "ندى")] as const;
    must(await lead.people.createTeam({ name: "فريق القياس", keys: "classic" }));
    await meet(lead, others, stick);
    const [, researcher] = others;
    const interviews = Array.from({ length: count }, () =>
      tell(researcher, { questions: eventsEach - 2 }),
    );

    const made = await median(async () =>
      must(await researcher.parcels.make({ interviews }, stick)),
    );
    const plain = plainTools(dir, researcher, interviews);
    const pack = await median(async () => plain.pack());
    const unpack = await median(async () => plain.unpack());

    const file = join(stick, made.value.fileName);
    // Each reading needs a vault that has not read it: new coordinators, who were given the same keys.
    const reads: number[] = [];
    const inserts: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const reader = round === 0 ? lead : others[0];
      if (round > 1) forget(reader);
      const read = await timed(async () => must(await reader.parcels.import([file])));
      if (read.value.files[0]?.interviews.new !== count) throw new Error("not taken over");
      reads.push(read.time);
      inserts.push(bulkInsert(reader));
    }
    const again = await median(async () => must(await lead.parcels.import([file])));
    return {
      make: made.time,
      pack: pack.time,
      unpack: unpack.time,
      read: middle(reads),
      insert: middle(inserts),
      again: again.time,
    };
  } finally {
    for (const { vault } of desks) vault.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** One file an interview, as anybody would do it by hand. */
function plainTools(dir: string, desk: Desk, interviews: readonly InterviewId[]) {
  const folder = join(dir, "plain");
  const out = join(dir, "out");
  mkdirSync(folder);
  for (const interview of interviews)
    writeFileSync(join(folder, `${interview}.ndjson`), `${linesOf(desk, interview).join("\n")}\n`);
  const key = join(dir, "key.txt");
  execFileSync("age-keygen", ["-o", key], { stdio: "ignore" });
  const recipient = execFileSync("age-keygen", ["-y", key], { encoding: "utf8" }).trim();
  const sealed = join(dir, "plain.age");
  const shell = (command: string) => execFileSync("sh", ["-c", command]);
  return {
    pack: () => {
      shell(
        `tar -C '${folder}' -c . | gzip -1 | age -r ${recipient} -r ${recipient} -o '${sealed}' && sync '${sealed}'`,
      );
      return statSync(sealed).size;
    },
    unpack: () => {
      rmSync(out, { recursive: true, force: true });
      mkdirSync(out);
      shell(`age -d -i '${key}' '${sealed}' | tar -C '${out}' -xz`);
    },
  };
}

/** The rows that reading made, inserted once more into empty tables of the same vault. */
function bulkInsert({ vault }: Desk): number {
  const tables = ["event", "interview", "answer", "entry", "closed"];
  const copies = vault.store.read((db) =>
    tables.map((table) => ({
      table,
      rows: db.prepare<Record<string, string | number | null>>(`SELECT * FROM ${table}`).all(),
      sql: db
        .prepare<{ sql: string }>("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?")
        .get(table)?.sql as string,
    })),
  );
  must(
    vault.store.write((db) => {
      for (const { table, sql } of copies) {
        db.prepare(`DROP TABLE IF EXISTS copy_of_${table}`).run();
        db.prepare(sql.replace(`TABLE ${table}`, `TABLE copy_of_${table}`)).run();
      }
    }),
  );
  const start = performance.now();
  must(
    vault.store.write((db) => {
      for (const { table, rows: all } of copies) {
        const [first] = all;
        if (!first) continue;
        const names = Object.keys(first);
        const marks = names.map(() => "?").join(", ");
        const insert = db.prepare(
          `INSERT INTO copy_of_${table} (${names.join(", ")}) VALUES (${marks})`,
        );
        for (const values of all) insert.run(...Object.values(values));
      }
    }),
  );
  return performance.now() - start;
}

/** Empties what a parcel brought, so that it can be read as if for the first time. */
function forget({ vault }: Desk): void {
  const tables = ["event", "interview", "answer", "entry", "closed"];
  must(
    vault.store.write((db) => {
      for (const table of tables) {
        db.prepare(`DELETE FROM ${table}`).run();
        db.prepare(`DROP TABLE IF EXISTS copy_of_${table}`).run();
      }
      db.prepare("DELETE FROM parcel_read WHERE kind = 'interviews'").run();
    }),
  );
}

async function timed<T>(work: () => Promise<T>): Promise<{ time: number; value: T }> {
  (globalThis as { gc?: () => void }).gc?.();
  const start = performance.now();
  const value = await work();
  return { time: performance.now() - start, value };
}

/** The last value, and the median time. The first round warms up and is not counted. */
async function median<T>(work: () => Promise<T>): Promise<{ time: number; value: T }> {
  const runs: { time: number; value: T }[] = [];
  for (let round = 0; round <= rounds; round++) runs.push(await timed(work));
  const value = runs[runs.length - 1]?.value as T;
  return { time: middle(runs.slice(1).map(({ time }) => time)), value };
}

function middle(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}
