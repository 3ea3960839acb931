import fc from "fast-check";
import { expect, test } from "vitest";
import { planMove, type StoredAnswers } from "../../../shared/questionnaire/index.ts";
import { imagesOf } from "../../../shared/questionnaire/same-rows.ts";
import { definitionOf } from "./scenario.ts";

const lists = "list_name | name | label\nl | a | A\nl | b | B";
const form = (rows: string, choices = lists, version = "1") =>
  definitionOf({
    survey: `type | name | label | moved_from | appearance\n${rows}`,
    choices,
    settings: `form_id | version\nf | ${version}`,
  });

/** A draft in which these things were said. */
function draft(said: StoredAnswers["answers"] | { readonly [ref: string]: string }) {
  const answers = Object.entries(said).map(([ref, one]) => {
    const given = typeof one === "string" ? { value: one, state: "answered" as const } : one;
    return [ref, { ...given, reason: null, cause: null }] as const;
  });
  const nothing = { orphans: [], orphanEntries: [], former: new Map() };
  return { answers: new Map(answers), entries: new Map(), ...nothing };
}

const plan = (from: string, to: string, said: Parameters<typeof draft>[0], choices = lists) =>
  planMove(form(from), form(to, choices, "2"), draft(said), () => null);

const shown = ({ kept, moved, orphaned }: ReturnType<typeof plan>) =>
  [...kept, ...moved, ...orphaned].map(({ from, to, why }) => `${from} → ${to ?? why}`);

test.each([
  ["integer", "7", "decimal", "7.0"],
  ["integer", "7", "text", "7"],
  ["select_one l", "a", "select_multiple l", "a"],
  ["date", "2018-11-20", "date | | partial-date", "2018-11-20"],
  ["date", "2018-11-20", "text | | partial-date", "2018-11-20"],
  ["decimal", "7.5", "text", "7.5"],
  ["select_multiple l", "a b", "text", "a b"],
])("%s %s is taken by %s as %s", (from, value, wide, written) => {
  const [type = "", , appearance = ""] = wide.split(/\s*\|\s*/);
  const moved = plan(`${from} | q | Q`, `${type} | q | Q | | ${appearance}`, { q: value });
  expect(shown(moved)).toEqual(["q → q"]);
  expect(moved.places).toEqual(written === value ? [] : [{ from: "q", to: "q", value: written }]);
});

test.each([
  ["text", "seven", "integer"],
  ["text", "7", "integer"],
  ["decimal", "7.0", "integer"],
  ["select_multiple l", "a", "select_one l"],
  ["text", "2018", "text | | partial-date"],
  ["text", "somewhere", "geopoint"],
])("%s %s is not bent into %s", (from, value, narrow) => {
  const [type = "", , appearance = ""] = narrow.split(/\s*\|\s*/);
  const moved = plan(`${from} | q | Q`, `${type} | q | Q | | ${appearance}`, { q: value });
  expect(shown(moved)).toEqual(["q → other-type"]);
  expect(moved.orphans).toEqual(["q"]);
});

test("a code that is not offered any more sets the whole answer aside", () => {
  const fewer = "list_name | name | label\nl | b | B";
  const said = { one: "a", both: "a b", left: "b" };
  const rows = "select_one l | one | 1\nselect_multiple l | both | 2\nselect_one l | left | 3";
  expect(shown(plan(rows, rows, said, fewer))).toEqual([
    "left → left",
    "one → no-code",
    "both → no-code",
  ]);
});

test("a state is kept where the new list has another code for it, or none", () => {
  const withCode = `${lists}\nl | dk | Does not know`;
  const from = definitionOf({
    survey: "type | name | label\nselect_one l | q | Q",
    choices: withCode,
    settings: "form_id\nf",
  });
  const said = draft({ q: { value: "dk", state: "dont-know", reason: null } });
  const moved = planMove(from, form("select_one l | q | Q"), said, () => null);
  expect(moved.places).toEqual([{ from: "q", to: "q", value: "" }]);
});

test("rows are found by moved_from, under what holds them, and by a name that is alone", () => {
  const before = `
begin_group | a | A
text | name | N
text | town | T
end_group | | |
begin_group | b | B
text | name | N
end_group | | |`.trim();
  const after = `
begin_group | b | B
text | name | N
text | town | T
end_group | | |
begin_group | people | P | a
text | name | N
text | village | V | town
end_group | | |`.trim();
  const said = { "a/name": "1", "a/town": "2", "b/name": "3" };
  expect(shown(plan(before, after, said))).toEqual([
    "b/name → b/name",
    "a/name → people/name",
    "a/town → people/village",
  ]);
  // And the way back needs no column in the older form.
  const back = planMove(
    form(after, lists, "2"),
    form(before),
    draft({ "people/name": "1", "people/village": "2", "b/town": "4" }),
    () => null,
  );
  expect(shown(back)).toEqual([
    "people/name → a/name",
    "people/village → a/town",
    "b/town → no-place",
  ]);
});

test("where two rows could be meant, none is", () => {
  const two =
    "begin_group | a | A\ntext | q | Q\nend_group\nbegin_group | b | B\ntext | q | Q\nend_group";
  expect(shown(plan("text | q | Q", two, { q: "x" }))).toEqual(["q → no-place"]);
});

test("an answer in an entry never becomes one outside, nor the reverse", () => {
  const inside = "begin_repeat | r | R\ntext | q | Q\nend_repeat";
  const out = { ...draft({ q: "x" }) };
  expect(planMove(form("text | q | Q"), form(inside), out, () => null).orphans).toEqual(["q"]);
  const entries = new Map([["r", [{ key: "k001", removed: false }]]]);
  const within = { ...draft({ "r[k001]/q": "x" }), entries };
  const moved = planMove(form(inside), form("text | q | Q"), within, () => null);
  expect(moved.orphans).toEqual(["r", "r[k001]/q"]);
});

test("entries go along with their repeat, nested ones with theirs", () => {
  const rows = (outer: string) =>
    `begin_repeat | ${outer} | R\nbegin_repeat | in | I\ntext | q | Q\nend_repeat\nend_repeat`;
  const key = [{ key: "k001", removed: false }];
  const entries = new Map([
    ["r[k001]/in", key],
    ["r", key],
  ]);
  const said = { ...draft({ "r[k001]/in[k001]/q": "x" }), entries };
  const to = form(rows("s").replace("| R", "| R | r"));
  expect(planMove(form(rows("r")), to, said, () => null).places).toEqual([
    { from: "r", to: "s" },
    { from: "r[k001]/in", to: "s[k001]/in" },
    { from: "r[k001]/in[k001]/q", to: "s[k001]/in[k001]/q" },
  ]);
});

test("every answer is kept, moved or orphaned, once, and no two come to one place", () => {
  const types = ["text", "integer", "decimal", "date", "select_one l", "select_multiple l"];
  const row = fc.record({
    type: fc.constantFrom(...types),
    name: fc.constantFrom("p", "q", "r", "s"),
    group: fc.constantFrom("", "a", "b"),
    before: fc.constantFrom("", "p", "q", "a", "a/p"),
  });
  const rows = fc.uniqueArray(row, {
    selector: ({ group, name }) => `${group}/${name}`,
    minLength: 1,
  });
  const written = (
    given: readonly { type: string; name: string; group: string; before: string }[],
  ) =>
    ["", "a", "b"]
      .flatMap((group) => {
        const inside = given
          .filter((one) => one.group === group)
          .map(({ type, name, before }) => `${type} | ${name} | L | ${before}`);
        if (group === "" || inside.length === 0) return inside;
        return [`begin_group | ${group} | G`, ...inside, "end_group"];
      })
      .join("\n");
  fc.assert(
    fc.property(rows, rows, (before, after) => {
      const from = form(written(before));
      const to = form(written(after), lists, "2");
      const refs = from.nodes.filter(({ kind }) => kind === "question").map(({ path }) => path);
      const moved = planMove(
        from,
        to,
        draft(Object.fromEntries(refs.map((ref) => [ref, "1"]))),
        () => null,
      );
      const all = [...moved.kept, ...moved.moved, ...moved.orphaned];
      expect(all.map(({ from: ref }) => ref).sort()).toEqual([...refs].sort());
      const places = all.flatMap(({ to: place }) => place ?? []);
      expect(new Set(places).size).toBe(places.length);
      for (const place of places) expect(to.nodes.map(({ path }) => path)).toContain(place);
      const images = [...imagesOf(from, to).values()];
      expect(new Set(images).size).toBe(images.length);
    }),
    { numRuns: 300 },
  );
});
