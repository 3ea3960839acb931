import { expect, test } from "vitest";
import { shelveBuiltIn } from "../../../main/questionnaires/built-in.ts";
import { compileFolder } from "../../../main/questionnaires/compile-folder.ts";
import { questionnaireShelf } from "../../../main/questionnaires/shelf.ts";
import { Attachments } from "../../../main/vault/attachments.ts";
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
  const world = smallWorld();
  const { store, dir } = newStore(world);
  const attachments = new Attachments(world, store, dir, Buffer.alloc(32));
  const deps = { store, attachments, now: world.now };
  return {
    store,
    attachments,
    shelf: questionnaireShelf(deps),
    fresh: () => questionnaireShelf(deps),
  };
}

test("the built-in questionnaire is put on the shelf once", async () => {
  const { store, shelf, fresh } = desk();
  const first = await shelveBuiltIn({ store, shelf }, "questionnaires");
  const again = await shelveBuiltIn({ store, shelf: fresh() }, "questionnaires");
  expect(again).toEqual(first);
  expect(fresh().list()).toMatchObject([
    { id: "returnee_interview", version: "2026112801", questions: 262, interviews: 0 },
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

test("a form is kept with its tables or not at all, and is not there without one of them", async () => {
  const { store, shelf, fresh, attachments } = desk();
  const towns = "name,label\nnawa,نوى";
  const survey = "type | name | label\nselect_one_from_file towns.csv | t | بلدة";
  const definition = definitionOf({ survey }, [csvFile("towns.csv", towns)]);
  expect(() => store.write((db) => shelf.keep(db, definition))).toThrow(TypeError);
  expect(shelf.list()).toEqual([]);

  const placed = await attachments.place([Buffer.from(towns)]);
  if (!placed.ok) throw new Error(placed.fault.kind);
  store.write((db) => {
    attachments.record(db, placed.value, "text/csv");
    shelf.keep(db, definition);
  });
  const hash = QuestionnaireHash.parse(definition.hash);
  expect(fresh().get(hash)).toEqual(definition);
  store.write((db) => db.prepare("DELETE FROM attachment").run());
  expect(fresh().get(hash)).toBeUndefined();
});
