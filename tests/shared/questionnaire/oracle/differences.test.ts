import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { open } from "../../../../shared/questionnaire/index.ts";
import { fixtureDefinition, fixtureXForm } from "../fixture-forms.ts";
import { testWorld } from "../scenario.ts";
import { lookAtOurs } from "./compare.ts";
import { decided } from "./decided.ts";
import type { SeenNode } from "./oracle.ts";
import { loadOracle } from "./oracle.ts";
import type { WalkStep } from "./steps.ts";
import { type Pair, pairOf, stopClock, takeOurs, takeTheirs } from "./walks.ts";

const page = readFileSync("docs/differences-from-odk.md", "utf8");

/** What each engine says of one node after the same steps. */
interface Shown {
  readonly title: string;
  readonly steps: readonly WalkStep[];
  readonly path: string;
  readonly property: keyof SeenNode;
  readonly ours: string;
  readonly theirs: string;
}

const set = (name: string, value: string): WalkStep => ({ set: `/data/${name}`, value });
const shows = (
  title: string,
  steps: readonly WalkStep[],
  path: string,
  ours: string,
  theirs: string,
  property: keyof SeenNode = "value",
): Shown => ({ title, steps, path: `/data/${path}`, property, ours, theirs });

const shown: readonly Shown[] = [
  shows("Bad input is refused", [set("whole", "1.5")], "whole", "", "1"),
  shows(
    "A pattern matches the whole text",
    [set("t", "عام 2018")],
    "part_of_text",
    "false",
    "true",
  ),
  shows("What is no date is nothing", [set("t", "x")], "bad_date", "", "Invalid Date"),
  shows(
    "A date is a date and a moment a moment",
    [],
    "day_only",
    "2018-11-20",
    "2018-11-20T14:30:00.000+00:00",
  ),
  shows("A number of days can be shown as a date", [], "shown_days", "2018-11-20", ""),
  shows("A moment as a number has its fraction", [], "moment_number", "17855.5", "17855"),
  shows("A number is written in digits", [], "with_power", "", "1000"),
  shows("White space is no answer", [set("obliged", "  ")], "obliged", "false", "true", "valid"),
  shows(
    "Entries come back with a raised count",
    [set("n", "3"), set("child[3]/child_name", "أمل"), set("n", "1"), set("n", "3")],
    "child[3]/child_name",
    "أمل",
    "",
  ),
  shows(
    "A stored label stays in the default language",
    [set("one", "a"), { language: "English (en)" }],
    "label_stored",
    "أول",
    "First",
  ),
  shows("No number has an exponent", [set("n", "7")], "huge", `7${"0".repeat(24)}`, "7e+24"),
  shows(
    "What is closed is no member",
    [{ add: "/data/r" }, set("r[1]/v", "أ"), set("r[2]/v", "ب"), set("n", "2")],
    "members",
    "0",
    "2",
  ),
  shows("Nothing is never selected", [], "nothing_chosen", "false", "true"),
  shows("Text is counted in characters", [], "points", "1", "2"),
  shows("Rounding goes by the digits people see", [], "from_zero", "1.01", "1"),
  shows("Months and days have long names", [], "long_names", "Monday March", "%A %B"),
  shows("A default is computed when the interview begins", [set("n", "5")], "closed", "xy", ""),
  shows("The condition itself is stored", [set("t", "كلمة")], "last_operand", "true", "كلمة"),
  shows("A mark of two letters is skipped whole", [], "far", "b", "-b"),
  shows(
    "Triggers go on after a removal",
    [{ add: "/data/r" }, { remove: "/data/r[1]" }, set("r[1]/v", "قول")],
    "r[1]/seen",
    "قول!",
    "",
  ),
  shows("Sundays have a name", [], "weekday", "Sun", ""),
  shows("The second of one is nothing", [set("r[1]/v", "7")], "second_of_one", "", "7"),
  shows(
    "Ancestors are counted from the nearest",
    [set("g/h/beside", "جنب")],
    "nearest_above",
    "جنب",
    "",
  ),
];

let pair: Pair;
beforeAll(async () => {
  stopClock();
  pair = await pairOf(
    fixtureDefinition("differences"),
    await loadOracle(...fixtureXForm("differences")),
  );
});
afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

function afterBoth(steps: readonly WalkStep[]) {
  const ours = open(pair.definition, undefined, testWorld({ zone: "UTC" }));
  const theirs = pair.oracle.open();
  for (const step of steps) {
    takeOurs(ours, step);
    takeTheirs(theirs, step);
  }
  return { ours: lookAtOurs(ours), theirs: theirs.look() };
}

test.each(shown)("$title", ({ steps, path, property, ours, theirs }) => {
  const seen = afterBoth(steps);
  expect(String(seen.ours.get(path)?.[property])).toBe(ours);
  expect(String(seen.theirs.get(path)?.[property])).toBe(theirs);
});

test("Entries inside a new entry are made by people", () => {
  const { ours, theirs } = afterBoth([set("n", "1")]);
  const toy = "/data/child[1]/room/toy[1]";
  expect([ours.has(toy), theirs.has(toy)]).toEqual([false, true]);
});

test("Codes that no list has are kept", async () => {
  const stored = {
    answers: { one: { value: "zzz", state: "answered", reason: null } },
    entries: {},
    language: null,
  } as const;
  const form = open(pair.definition, stored, testWorld());
  expect(form.node("one")).toMatchObject({ value: "zzz", violation: "not-in-list" });
  const restored = await pair.oracle.restore(form.submission());
  expect(restored.look().get("/data/one")?.value).toBe("");
});

test("What is no date stops ODK's engine where it looks like one", () => {
  const theirs = pair.oracle.open();
  expect(() => theirs.set("/data/t", "2019-02-30")).toThrow(/isoDay/);
});

const titles = (section: string) => {
  const [, text = ""] = page.split(`## ${section}\n`);
  return [...(text.split("\n## ")[0] ?? "").matchAll(/^- \*\*(.+?)\.\*\*/gm)].map(
    (found) => found[1],
  );
};

test("every difference is written down with its reason, and nothing else is", () => {
  const proven = [...shown, ...decided].map(({ title }) => title);
  const alone = [
    "Entries inside a new entry are made by people",
    "Codes that no list has are kept",
    // In a file of its own, because ODK's engine learns the zone once.
    "Days are civil days",
  ];
  const written = [
    ...titles("Decided, and shown on both engines"),
    ...titles("Defects of ODK's engine"),
  ];
  expect(written.toSorted()).toEqual([...new Set([...proven, ...alone])].toSorted());
});
