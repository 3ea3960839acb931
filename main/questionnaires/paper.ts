import { admitDefinition } from "../../shared/questionnaire/index.ts";
import { sha256Hex } from "../vault/hash.ts";
import { type TableBytes, tablesOf } from "./tables.ts";

/** What a questionnaire says it is, for whoever carries it. */
export interface QuestionnairePaper {
  readonly id: string;
  readonly version: string;
  /** SHA-256 of the files it looks things up in, sorted, each once. */
  readonly tables: readonly string[];
}

/** Reads the canonical text of a questionnaire; `null` when this Daftar cannot use it, or not yet. */
export function paperOf(text: string, bytesOf: TableBytes): QuestionnairePaper | null {
  const admitted = admitDefinition(text, sha256Hex(text), tablesOf(text, bytesOf));
  if (!admitted.ok) return null;
  const { id, version, tables } = admitted.value;
  const hashes = new Set(Object.values(tables).map(({ sha256 }) => sha256));
  return { id, version, tables: [...hashes].sort() };
}
