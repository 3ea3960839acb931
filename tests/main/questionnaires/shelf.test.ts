import { expect, test } from "vitest";
import { shelveBuiltIn } from "../../../main/questionnaires/built-in.ts";
import { compileFolder } from "../../../main/questionnaires/compile-folder.ts";
import { questionnaireShelf } from "../../../main/questionnaires/shelf.ts";
import { sha256Hex } from "../../../main/vault/hash.ts";
import { QuestionnaireHash } from "../../../shared/contract/define.ts";
import { canonicalDefinition } from "../../../shared/questionnaire/index.ts";
import { csvFile, definitionOf } from "../../shared/questionnaire/scenario.ts";
import { newStore, smallWorld } from "../vault/small-world.ts";

const form = {
  survey: "type | name | label | relevant\ntext | a | أ |\ntext | b | ب | ${a} = 'نعم'",
  settings: "form_id | version | form_title\nf | 1 | استمارة",
};

/** A shelf in a real vault, and the same vault looked at by another shelf that remembers nothing. */
function desk() {
  const { store } = newStore();
  const { now } = smallWorld();
  return {
    store,
    shelf: questionnaireShelf({ store, now }),
    fresh: () => questionnaireShelf({ store, now }),
  };
}

test("the built-in questionnaire is put on the shelf once", async () => {
  const { store, shelf, fresh } = desk();
  const first = await shelveBuiltIn({ store, shelf }, "questionnaires");
  const again = await shelveBuiltIn({ store, shelf: fresh() }, "questionnaires");
  expect(again).toEqual(first);
  expect(fresh().list()).toMatchObject([
    { id: "returnee_interview", version: "2026112201", questions: 261, interviews: 0 },
  ]);
});

test("what is kept is read back the same, by its hash", async () => {
  const { store, shelf, fresh } = desk();
  const { definition } = await compileFolder("questionnaires/returnee-interview");
  if (!definition) throw new Error("unreadable");
  store.write((db) => shelf.keep(db, definition));
  const hash = QuestionnaireHash.parse(definition.hash);
  expect(fresh().get(hash)).toEqual(definition);
  expect(fresh().get(hash)).not.toBe(definition);
  expect(sha256Hex(shelf.textOf(hash) ?? "")).toBe(hash);
  expect(shelf.get(QuestionnaireHash.parse("0".repeat(64)))).toBeUndefined();
});

test("a questionnaire from a parcel is taken over when it is what its hash says, and sound", () => {
  const { store, shelf, fresh } = desk();
  const definition = definitionOf(form);
  const text = canonicalDefinition(definition);
  const hash = QuestionnaireHash.parse(definition.hash);
  const take = (given: string, named: QuestionnaireHash) => {
    const done = store.write((db) => shelf.takeOver(db, given, named));
    return done.ok && (done.value.ok ? "taken" : done.value.fault.kind);
  };
  expect(take(`${text} `, hash)).toBe("hash-differs");
  const broken = text.replace("${a} = 'نعم'", "${a} = ");
  expect(take(broken, QuestionnaireHash.parse(sha256Hex(broken)))).toBe("definition-unreadable");
  expect(fresh().list()).toEqual([]);
  expect(take(text, hash)).toBe("taken");
  expect(take(text, hash)).toBe("taken");
  expect(fresh().list()).toMatchObject([{ hash, title: "استمارة" }]);
});

test("a form whose tables the shelf could not keep is refused rather than kept in part", () => {
  const { store, shelf } = desk();
  const survey = "type | name | label\nselect_one_from_file towns.csv | t | بلدة";
  const definition = definitionOf({ survey }, [csvFile("towns.csv", "name,label\nnawa,نوى")]);
  expect(() => store.write((db) => shelf.keep(db, definition))).toThrow(TypeError);
  expect(shelf.list()).toEqual([]);
});
