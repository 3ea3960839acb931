import { basename } from "node:path";
import type { Outcome } from "../../shared/contract/index.ts";
import type { ListChanges } from "../../shared/contract/people.ts";
import type { Gazetteer, Governorate, PlaceRow } from "../../shared/contract/questionnaires.ts";
import { fold, rankOf } from "../../shared/interviews/fold.ts";
import { fail, ok } from "../../shared/result.ts";
import { sha256Hex } from "../vault/hash.ts";
import { writeJournal } from "../vault/journal.ts";
import type { Database } from "../vault/store.ts";
import type { Vault } from "../vault/vault.ts";
import { momentOf, type World } from "../vault/world.ts";
import { type Place, readGazetteer } from "./read-gazetteer.ts";
import { readBounded } from "./side-files.ts";
import { writeGazetteer } from "./write-gazetteer.ts";

/** The places a team works with: one list in the notebook, replaced as a whole. */
export interface Places {
  readonly about: () => Gazetteer | null;
  /** Those in which something lies; none where there are more of them than anybody would choose from. */
  readonly governorates: () => Governorate[];
  /** Reads a list and compares it; it waits in memory for `keep`. */
  readonly read: (file: string) => Promise<Outcome<"questionnaires.readPlaces">>;
  readonly keep: (hash: string) => Outcome<"questionnaires.keepPlaces">;
  /** At most fifty, best first; for an empty text the largest places. */
  readonly find: (wish: { readonly text: string; readonly within: string | null }) => PlaceRow[];
  /** As the team's file carries it; null when there is none. */
  readonly text: () => string | null;
  /** What such a text would change, and how it is kept; null unless `text` would write it so. */
  readonly readText: (text: string) => CarriedPlaces | null;
}

export interface CarriedPlaces {
  readonly changes: ListChanges;
  readonly keep: (db: Database) => void;
}

export interface PlacesDeps {
  readonly vault: Pick<Vault, "store" | "note">;
  readonly world: World;
  /** Told, inside the transaction, that somebody has put another list in place. */
  readonly changed: (db: Database) => void;
}

const mostFound = 50;
const mostGovernorates = 100;

export function gazetteer({ vault, world, changed }: PlacesDeps): Places {
  const { store } = vault;
  let waiting: { readonly hash: string; readonly places: readonly Place[] } | null = null;
  let index: { readonly hash: string; readonly places: readonly Indexed[] } | null = null;

  const about = () => store.read(readAbout);
  const indexed = (): readonly Indexed[] => {
    const hash = about()?.hash;
    if (hash === undefined) return [];
    // Folding fifty thousand names takes a moment, and every letter typed asks again.
    if (index?.hash !== hash) index = { hash, places: indexOf(store.read(readPlaces)) };
    return index.places;
  };

  return {
    about,
    governorates() {
      const found = store.read(readGovernorates);
      return found.length > mostGovernorates ? [] : found;
    },
    read: async (file) => {
      const sheet = basename(file).replace(/\.csv$/i, "");
      const bytes = await readBounded(file, sheet);
      const read = Buffer.isBuffer(bytes)
        ? readGazetteer(bytes, sheet)
        : { places: [], finer: 0, problems: [bytes] };
      const { places, finer } = read;
      const problems = read.problems.map((one) => ({ ...one, details: { ...one.details } }));
      const none = { places: 0, added: 0, removed: 0, renamed: 0, finer: 0, problems };
      if (!Buffer.isBuffer(bytes) || places.length === 0)
        return ok({ outcome: "refused" as const, hash: "", ...none });
      const hash = sha256Hex(writeGazetteer(places));
      if (about()?.hash === hash)
        return ok({ outcome: "already-here" as const, hash, ...none, places: places.length });
      waiting = { hash, places };
      const changes = changesBetween(store.read(readPlaces), places);
      return ok({
        outcome: "read" as const,
        hash,
        places: places.length,
        ...changes,
        finer,
        problems,
      });
    },
    keep(hash) {
      if (waiting?.hash !== hash) return fail({ kind: "places-not-read" });
      const { places } = waiting;
      const kept = store.write((db) => {
        replacePlaces(db, hash, places, momentOf(world));
        changed(db);
      });
      if (!kept.ok) return kept;
      waiting = null;
      vault.note("places-imported", { places: places.length });
      const is = about();
      if (!is) throw new Error("a list that was kept is not there");
      return ok({ gazetteer: is });
    },
    find({ text, within }) {
      const wanted = fold(text);
      const ranked: Indexed[][] = [[], [], [], []];
      for (const place of indexed()) {
        if (within !== null && !place.codes.includes(within)) continue;
        ranked[rankOf(place.names, wanted)]?.push(place);
        // Every name begins with an empty text; a name that is the text may be the last of the list.
        if (ranked[wanted === "" ? 1 : 0]?.length === mostFound) break;
      }
      return ranked
        .flat()
        .slice(0, mostFound)
        .map(({ row }) => row);
    },
    text: () => (about() ? writeGazetteer(store.read(readPlaces)) : null),
    readText(text) {
      const { places } = readGazetteer(Buffer.from(text), "");
      if (places.length === 0 || writeGazetteer(places) !== text) return null;
      const { renamed, ...counts } = changesBetween(store.read(readPlaces), places);
      const hash = sha256Hex(text);
      return {
        changes: { entries: places.length, changed: renamed, ...counts },
        keep: (db) => {
          if (readAbout(db)?.hash === hash) return;
          replacePlaces(db, hash, places, momentOf(world));
          writeJournal(db, world, "places-imported", { places: places.length });
        },
      };
    },
  };
}

interface Indexed {
  readonly row: PlaceRow;
  /** Folded, in both languages, and the code. */
  readonly names: readonly string[];
  /** Of the places in which it lies. */
  readonly codes: readonly string[];
}

function indexOf(places: readonly Place[]): readonly Indexed[] {
  const byCode = new Map(places.map((place) => [place.code, place]));
  return places.map((place) => {
    const above: Place[] = [];
    for (let at = byCode.get(place.parent ?? ""); at; at = byCode.get(at.parent ?? ""))
      above.push(at);
    const { code, ar, en } = place;
    return {
      row: { code, names: { ar, en }, within: above.map((one) => ({ ar: one.ar, en: one.en })) },
      names: [ar, en, code].filter((name) => name !== "").map(fold),
      codes: above.map((one) => one.code),
    };
  });
}

function changesBetween(before: readonly Place[], after: readonly Place[]) {
  const was = new Map(before.map((place) => [place.code, place]));
  const is = new Set(after.map(({ code }) => code));
  return {
    added: after.filter(({ code }) => !was.has(code)).length,
    removed: before.filter(({ code }) => !is.has(code)).length,
    renamed: after.filter(({ code, ar, en }) => {
      const old = was.get(code);
      return old !== undefined && (old.ar !== ar || old.en !== en);
    }).length,
  };
}

function readAbout(db: Database): Gazetteer | null {
  const row = db
    .prepare<Gazetteer>(
      "SELECT hash, imported, (SELECT count(*) FROM place) AS places FROM gazetteer",
    )
    .get();
  return row ? { ...row } : null;
}

const readGovernorates = (db: Database): Governorate[] =>
  db
    .prepare<Pick<Place, "code" | "ar" | "en">>(
      `SELECT code, ar, en FROM place
       WHERE level = 1 AND code IN (SELECT parent FROM place WHERE parent IS NOT NULL)
       ORDER BY code LIMIT ${mostGovernorates + 1}`,
    )
    .all()
    .map(({ code, ar, en }) => ({ code, names: { ar, en } }));

const readPlaces = (db: Database): readonly Place[] =>
  db.prepare<Place>("SELECT code, parent, level, ar, en FROM place ORDER BY level, code").all();

function replacePlaces(db: Database, hash: string, places: readonly Place[], at: string): void {
  db.prepare("DELETE FROM gazetteer").run();
  db.prepare("DELETE FROM place").run();
  db.prepare("INSERT INTO gazetteer (hash, imported) VALUES (?, ?)").run(hash, at);
  const insert = db.prepare(
    "INSERT INTO place (code, parent, level, ar, en) VALUES (?, ?, ?, ?, ?)",
  );
  for (const { code, parent, level, ar, en } of places) insert.run(code, parent, level, ar, en);
}
