import { QuestionnaireHash } from "../../shared/contract/define.ts";
import type { FormRow } from "../../shared/contract/questionnaires.ts";
import type { Table } from "../../shared/questionnaire/definition/definition.ts";
import {
  admitDefinition,
  canonicalDefinition,
  countQuestions,
  type Definition,
  type DefinitionFault,
  readDefinition,
  titleOf,
} from "../../shared/questionnaire/index.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import type { Attachments } from "../vault/attachments.ts";
import { sha256Hex } from "../vault/hash.ts";
import type { Database, Store } from "../vault/store.ts";
import { tablesOf } from "./tables.ts";

/** The questionnaires of a vault. Each is kept once, by its hash, and never changed. */
export interface QuestionnaireShelf {
  /**
   * Keeps a compiled questionnaire, inside the caller's transaction. The tables it looks things up in
   * have their rows among the attachments by then.
   */
  readonly keep: (db: Database, definition: Definition) => void;
  /** Takes over one that a parcel carries, inside the caller's transaction; its tables likewise. */
  readonly takeOver: (
    db: Database,
    text: string,
    hash: QuestionnaireHash,
  ) => Result<Definition, DefinitionFault | { readonly kind: "hash-differs" }>;
  /** The questionnaire of that hash; undefined when the vault has none, or not all its tables. */
  readonly get: (hash: QuestionnaireHash) => Definition | undefined;
  /** The text whose SHA-256 is the hash, as a parcel carries it. */
  readonly textOf: (hash: QuestionnaireHash) => string | undefined;
  /** Says, inside the caller's transaction, whether the team's file carries it from now on. */
  readonly offer: (db: Database, hash: QuestionnaireHash, offered: boolean) => void;
  /** Those that the team's file carries, in the order of their hashes. */
  readonly offered: () => readonly QuestionnaireHash[];
  /** All of them, in the order in which they came. */
  readonly list: () => readonly FormRow[];
}

export interface ShelfDeps {
  readonly store: Pick<Store, "read">;
  readonly attachments: Pick<Attachments, "whole" | "bytesOf">;
  readonly now: () => Date;
}

/** Reading a definition takes milliseconds, and every interview asks for one. */
const mostRemembered = 8;

export function questionnaireShelf({ store, attachments, now }: ShelfDeps): QuestionnaireShelf {
  const remembered = new Map<string, Definition>();
  const remember = (definition: Definition) => {
    const oldest = remembered.keys().next().value;
    if (remembered.size >= mostRemembered && oldest !== undefined) remembered.delete(oldest);
    remembered.set(definition.hash, definition);
    return definition;
  };
  const textOf = (hash: QuestionnaireHash) =>
    store.read(
      (db) =>
        db
          .prepare<{ definition: string }>("SELECT definition FROM questionnaire WHERE hash = ?")
          .get(hash)?.definition,
    );
  const insert = (db: Database, definition: Definition, text: string) => {
    const { hash, id, version } = definition;
    db.prepare(
      `INSERT INTO questionnaire (hash, form, version, title, definition, added)
       VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (hash) DO NOTHING`,
    ).run(hash, id, version, titleOf(definition), text, now().toISOString());
  };
  const get = (hash: QuestionnaireHash) => {
    const known = remembered.get(hash);
    if (known) return known;
    const text = textOf(hash);
    if (text === undefined) return undefined;
    const tables = store.read((db) => tablesOf(text, (sha256) => attachments.whole(db, sha256)));
    const read = readDefinition(text, hash, tables);
    if (!read.ok && read.fault.kind === "table-missing") return undefined;
    // What the shelf holds was sound when it was kept, and the vault's pages are authenticated.
    if (!read.ok) throw new Error("a kept questionnaire cannot be read");
    return remember(read.value);
  };

  return {
    keep(db, definition) {
      const isHere = ({ sha256 }: Table) => attachments.bytesOf(db, sha256) !== null;
      if (!Object.values(definition.tables).every(isHere))
        throw new TypeError("a questionnaire without its tables");
      insert(db, definition, canonicalDefinition(definition));
    },
    takeOver(db, text, hash) {
      if (sha256Hex(text) !== hash) return fail({ kind: "hash-differs" });
      const tables = tablesOf(text, (sha256) => attachments.whole(db, sha256));
      const admitted = admitDefinition(text, hash, tables);
      if (!admitted.ok) return admitted;
      insert(db, admitted.value, text);
      return ok(admitted.value);
    },
    get,
    textOf,
    offer(db, hash, offered) {
      db.prepare(
        offered
          ? "INSERT INTO offered (questionnaire) VALUES (?) ON CONFLICT DO NOTHING"
          : "DELETE FROM offered WHERE questionnaire = ?",
      ).run(hash);
    },
    offered: () =>
      store
        .read((db) =>
          db
            .prepare<{ hash: string }>("SELECT questionnaire AS hash FROM offered ORDER BY hash")
            .all(),
        )
        .map(({ hash }) => QuestionnaireHash.parse(hash)),
    list() {
      const rows = store.read((db) =>
        db
          .prepare<{ hash: string; interviews: number }>(
            `SELECT hash, (SELECT COUNT(*) FROM interview WHERE questionnaire = hash) AS interviews
             FROM questionnaire ORDER BY added, hash`,
          )
          .all(),
      );
      return rows.flatMap(({ hash, interviews }) => {
        const definition = get(QuestionnaireHash.parse(hash));
        return definition ? [formRow(definition, interviews)] : [];
      });
    },
  };
}

function formRow(definition: Definition, interviews: number): FormRow {
  return {
    hash: QuestionnaireHash.parse(definition.hash),
    id: definition.id,
    version: definition.version,
    title: titleOf(definition),
    languages: [...definition.languages],
    questions: countQuestions(definition),
    interviews,
  };
}
