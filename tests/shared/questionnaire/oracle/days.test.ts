import { afterAll, expect, test, vi } from "vitest";
import { open } from "../../../../shared/questionnaire/index.ts";
import { fixtureDefinition, fixtureXForm } from "../fixture-forms.ts";
import { testWorld } from "../scenario.ts";
import { loadOracle } from "./oracle.ts";

afterAll(() => {
  vi.unstubAllEnvs();
});

// Damascus moved its clocks on 30 March 2018. ODK's engine takes the machine's zone when it is loaded.
test("Days are civil days", async () => {
  vi.stubEnv("TZ", "Asia/Damascus");
  const ours = open(fixtureDefinition("differences"), undefined, testWorld());
  const theirs = (await loadOracle(...fixtureXForm("differences"))).open();
  for (const [name, value] of [
    ["day", "2018-03-25"],
    ["later", "2018-04-01"],
  ] as const) {
    ours.set(name, value);
    theirs.set(`/data/${name}`, value);
  }
  expect(ours.node("days_apart")?.value).toBe("7");
  expect(Number(theirs.look().get("/data/days_apart")?.value)).toBeCloseTo(7 - 1 / 24, 6);
});
