import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { fixtureDefinition, fixtureXForm, forms } from "../fixture-forms.ts";
import { loadOracle } from "./oracle.ts";
import { pairOf, stopClock, story, walkTogether } from "./walks.ts";

// Forms of our own that ask for what the built-in questionnaire does not. Each lies in
// tests/fixtures/forms as the tables its author wrote and as the XForm that pyxform 4.5.0 made.
const walks = Number(process.env.DAFTAR_WALKS ?? 2);
const seed = process.env.DAFTAR_SEED ?? "2026112201";

beforeAll(() => {
  stopClock();
});
afterAll(() => {
  vi.useRealTimers();
});

test.each(forms)(
  "random walks through the form “%s” go the same way as in ODK's engine",
  async (name) => {
    const pair = await pairOf(fixtureDefinition(name), await loadOracle(...fixtureXForm(name)));
    let compared = 0;
    for (let walk = 0; walk < walks; walk++) {
      const found = await walkTogether(pair, `${name} ${seed}-${walk}`, 40);
      compared += found.compared;
      expect(found.difference && story(found.difference), `${name} ${seed}-${walk}`).toBeNull();
    }
    const volatile = [...pair.volatile].map((path) => path.replace(/^.*\//, "")).join(" ");
    console.log(
      `oracle: ${name}: ${walks} walks, ${compared} nodes compared, seed ${seed}, volatile: ${volatile}`,
    );
  },
  3_600_000,
);

test.each(forms)("a single altered calculation in the form “%s” is seen", async (name) => {
  const pair = await pairOf(fixtureDefinition(name), await loadOracle(...fixtureXForm(name)));
  const { nodes } = pair.definition;
  const computed = nodes.findLast(
    ({ parent, logic }) =>
      parent === null && logic.calculation !== null && logic.trigger.length === 0,
  );
  const altered = nodes.map((node) =>
    node === computed
      ? { ...node, logic: { ...node.logic, calculation: `concat(${node.logic.calculation}, '!')` } }
      : node,
  );
  const { difference } = await walkTogether(
    { ...pair, definition: { ...pair.definition, nodes: altered } },
    `control ${name}`,
    5,
  );
  expect(difference?.what.join()).toContain(`/data/${computed?.path}: value`);
});
