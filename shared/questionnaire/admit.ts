import { fail, ok, type Result } from "../result.ts";
import { type DefinitionFault, readDefinition } from "./definition/canonical.ts";
import type { Definition, Table } from "./definition/definition.ts";
import { isDefinitionShaped } from "./definition/shape.ts";
import { soundnessOf } from "./xlsform/check-form.ts";
import { limits } from "./xlsform/sheets.ts";

/**
 * Takes in a definition that somebody else has compiled, as a parcel carries it.
 *
 * Everything that compiling would have refused is refused here too: a form whose skip logic we
 * cannot read must not be opened with the skip logic left out. The caller has checked the hash.
 */
export function admitDefinition(
  text: string,
  hash: string,
  tables: ReadonlyMap<string, Table>,
): Result<Definition, DefinitionFault> {
  const read = readDefinition(text, hash, tables);
  if (!read.ok) return read;
  const definition = read.value;
  const sound =
    isDefinitionShaped(definition) &&
    definition.nodes.length <= limits.rows * 2 &&
    soundnessOf(definition).length === 0;
  return sound ? ok(definition) : fail({ kind: "definition-unreadable" });
}
