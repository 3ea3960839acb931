import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { definitionOf, type Tables } from "../scenario.ts";
import { loadOracle } from "./oracle.ts";
import { story, walkTogether } from "./walks.ts";

// Forms of our own that ask for what the built-in questionnaire does not. Each lies in
// tests/fixtures/forms as the tables its author wrote and as the XForm that pyxform 4.5.0 made.
const walks = Number(process.env.DAFTAR_WALKS ?? 4);
const seed = process.env.DAFTAR_SEED ?? "2026112201";

test.each(["logic", "repeats"])(
  "random walks through the form “%s” go the same way as in ODK's engine",
  async (name) => {
    const folder = "tests/fixtures/forms";
    const tables: Tables = JSON.parse(readFileSync(`${folder}/${name}.json`, "utf8"));
    const definition = definitionOf(tables);
    const oracle = await loadOracle(readFileSync(`${folder}/${name}.xform.xml`, "utf8"));
    let compared = 0;
    for (let walk = 0; walk < walks; walk++) {
      const found = await walkTogether(definition, oracle, `${name} ${seed}-${walk}`, 40);
      compared += found.compared;
      expect(found.difference && story(found.difference), `${name} ${seed}-${walk}`).toBeNull();
    }
    console.log(`oracle: ${name}: ${walks} walks, ${compared} nodes compared, seed ${seed}`);
  },
);
