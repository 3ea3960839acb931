import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Definition, open } from "../../../../shared/questionnaire/index.ts";
import { builtInForm, builtInXForm } from "../built-in.ts";
import { taken, testWorld } from "../scenario.ts";
import { loadOracle } from "./oracle.ts";
import type { WalkStep } from "./steps.ts";
import { type Pair, pairOf, stopClock, story, walkTogether } from "./walks.ts";

// DAFTAR_WALKS=200 DAFTAR_SEED=… walks further; a failing seed is printed with its shortest walk.
const walks = Number(process.env.DAFTAR_WALKS ?? 3);
const seed = process.env.DAFTAR_SEED ?? "2026112201";
const length = 40;

let definition: Definition;
let pair: Pair;
beforeAll(async () => {
  stopClock();
  definition = await builtInForm();
  pair = await pairOf(definition, await loadOracle(builtInXForm()));
});
afterAll(() => {
  vi.useRealTimers();
});

/** Without consent nothing opens; most walks begin with it, so that they come to the rest. */
const consent: readonly WalkStep[] = [
  { set: "/data/m0/consent_understood", value: "yes" },
  { set: "/data/m0/interview_privacy", value: "private" },
  { set: "/data/m0/consent_participate", value: "yes" },
  { set: "/data/m1/speaks_as", value: "self" },
  { set: "/data/m6/processed", value: "yes" },
  { set: "/data/m7/detained_ever", value: "yes" },
  { set: "/data/m8/m8_continue", value: "yes" },
  { set: "/data/m8/illtreated", value: "yes" },
];

test("random walks through the built-in questionnaire go the same way as in ODK's engine", async () => {
  let compared = 0;
  let steps = 0;
  for (let walk = 0; walk < walks; walk++) {
    // The oracle keeps every interview it has ever opened; a new one lets go of them.
    if (walk > 0 && walk % 20 === 0)
      pair = await pairOf(definition, await loadOracle(builtInXForm()));
    const first = walk % 3 === 2 ? [] : consent;
    const found = await walkTogether(pair, `${seed}-${walk}`, length, first);
    compared += found.compared;
    steps += found.steps;
    expect(found.difference && story(found.difference), `seed ${seed}-${walk}`).toBeNull();
  }
  console.log(`oracle: ${walks} walks, ${steps} steps, ${compared} nodes compared, seed ${seed}`);
}, 3_600_000);

test("a submission is taken up by ODK's engine with every answer in its place", async () => {
  const form = open(definition, undefined, testWorld());
  const at = (path: string) => form.nodes().find((node) => node.path === path)?.ref ?? "";
  for (const step of consent) if ("set" in step) taken(form.set(at(step.set), step.value));
  taken(form.addEntry(at("/data/m6/step")));
  taken(form.set(at("/data/m6/step[2]/step_place"), "القابون & <دمشق>"));
  taken(form.set(at("/data/open_account/narrative"), "سطر\nوآخر"));
  const restored = (await pair.oracle.restore(form.submission())).look();
  for (const { path, kind, relevant, value } of form.nodes())
    if (kind !== "repeat" && relevant) expect(restored.get(path)?.value, path).toBe(value);
});

test("a single altered rule is seen", async () => {
  const altered = {
    ...definition,
    nodes: definition.nodes.map((node) =>
      node.name === "incident"
        ? { ...node, logic: { ...node.logic, relevant: "${m8_continue} = 'yes'" } }
        : node,
    ),
  };
  const { difference } = await walkTogether(
    { ...pair, definition: altered },
    "control",
    20,
    consent.slice(0, 7),
  );
  expect(difference?.what.join()).toContain("/data/m8/incident[1]: relevant true/false");
  expect(difference?.steps).toHaveLength(2);
});
