import { expect, test } from "vitest";
import { outlineOf } from "../../../renderer/interviews/outline.ts";
import {
  certainOf,
  extentOf,
  openChecks,
  timelineOf,
} from "../../../renderer/interviews/timeline.ts";
import { rowsOf, scaleOf } from "../../../renderer/interviews/timeline-layout.ts";
import { isoOf } from "../../../renderer/interviews/told-dates.ts";
import { smallForm } from "./small-keeper.ts";

const survey = `
type         | name        | label::Arabic (ar) | appearance
date         | held_on     | يوم المقابلة       |
text         | left_date   | متى تركتم؟         | partial-date
begin_repeat | detention   | احتجاز             |
text         | det_from    | من متى؟            | partial-date
text         | det_to      | إلى متى؟           | partial-date
integer      | det_days    | كم يوماً؟          |
end_repeat   |             |                    |
begin_repeat | incident    | حادثة              |
text         | what        | ماذا؟              |
date         | inc_date    | متى؟               |
end_repeat   |             |                    |`;

interface Told {
  readonly left?: string;
  readonly detentions?: readonly {
    readonly from?: string;
    readonly to?: string;
    readonly days?: string;
  }[];
  readonly incident?: string;
}

function tell({ left = "", detentions = [], incident = "" }: Told) {
  const form = smallForm(survey);
  const put = (ref: string, value: string) => value !== "" && form.set(ref, value);
  put("left_date", left);
  put("held_on", "2026-11-22");
  for (const [place, { from = "", to = "", days = "" }] of detentions.entries()) {
    if (place > 0) form.addEntry("detention");
    const entry = form
      .nodes()
      .filter(({ path }) => /detention\[\d+\]$/u.test(path))
      .at(-1)?.ref;
    put(`${entry}/det_from`, from);
    put(`${entry}/det_to`, to);
    put(`${entry}/det_days`, days);
  }
  const first = form.nodes().find(({ path }) => path.endsWith("incident[1]"))?.ref;
  put(`${first}/inc_date`, incident);
  const outline = outlineOf(form.nodes(), form.problems(), "given");
  return timelineOf(outline, (ref) => form.node(ref));
}

const inDays = ({ earliest, latest }: { earliest: number; latest: number }) =>
  [earliest, latest].map(isoOf);
const kindsOf = (told: Told) => tell(told).checks.map(({ kind }) => kind);

test("dates of entries are episodes in the lane of their repeat, a single one is a point", () => {
  const { events, lanes } = tell({
    left: "2012",
    detentions: [{ from: "2018-11-04", to: "2018-11-14" }],
    incident: "2018-11-05",
  });
  expect(events.map(({ lane, kind }) => [lane, kind])).toEqual([
    ["~", "point"],
    ["detention", "span"],
    ["incident", "point"],
  ]);
  expect(lanes.map(({ id, look }) => [id, look])).toEqual([
    ["~", "out-of-service"],
    ["detention", "detention"],
    ["incident", "treatment"],
  ]);
});

test("the day of the interview itself is not what the person told", () => {
  expect(tell({}).events).toEqual([]);
});

test("what is certain lies between the latest beginning and the earliest end", () => {
  const [event] = tell({ detentions: [{ from: "2018-11", to: "2019" }] }).events;
  if (!event) throw new Error("nothing is dated");
  expect(inDays(extentOf(event))).toEqual(["2018-11-01", "2019-12-31"]);
  expect(certainOf(event)?.map(isoOf)).toEqual(["2018-11-30", "2019-01-01"]);
});

test.each([
  ["a month alone", { from: "2018-11", to: "2018-11" }],
  ["about a day", { from: "2018-11-04~", to: "2018-11-14" }],
  ["no end", { from: "2018-11-04" }],
])("no day is certain of %s", (_, detention) => {
  const [event] = tell({ detentions: [detention] }).events;
  expect(event && certainOf(event)).toBeNull();
});

test("an end that was told in days is counted from the beginning", () => {
  const [event] = tell({ detentions: [{ from: "2018-11-04", days: "10" }] }).events;
  expect(event?.days).toBe(10);
  expect(event?.to && inDays(event.to)).toEqual(["2018-11-14", "2018-11-14"]);
  const [same] = tell({ detentions: [{ from: "2018-11-04", days: "0" }] }).events;
  expect(same?.kind).toBe("point");
});

test("who told the end alone has an open beginning, and the way leads to the end", () => {
  const [event] = tell({ detentions: [{ to: "2018-11-14" }] }).events;
  expect(event).toMatchObject({ kind: "span", from: null });
  expect(event?.ref).toMatch(/det_to$/u);
});

test("what has no date is listed apart, in the order of the interview", () => {
  const { undated } = tell({ detentions: [{ from: "2018" }, {}] });
  expect(undated.map(({ ref }) => ref.split("/").at(-1))).toEqual([
    "left_date",
    "det_from",
    "inc_date",
  ]);
});

test("an end before its beginning is asked about", () => {
  expect(kindsOf({ detentions: [{ from: "2019-03", to: "2018-11" }] })).toEqual([
    "end-before-start",
  ]);
  expect(kindsOf({ detentions: [{ from: "2018-11", to: "2018-11" }] })).toEqual([]);
});

test("about a day is not held against its month", () => {
  expect(kindsOf({ detentions: [{ from: "2018-11-20~", to: "2018-11-12" }] })).toEqual([]);
  expect(kindsOf({ detentions: [{ from: "2018-11-20~", to: "2018-10-12" }] })).toEqual([
    "end-before-start",
  ]);
});

test("two entries that must overlap are asked about, two that may are not", () => {
  const first = { from: "2018-11-04", to: "2018-11-14" };
  expect(kindsOf({ detentions: [first, { from: "2018-11-10", days: "10" }] })).toEqual(["overlap"]);
  expect(kindsOf({ detentions: [first, { from: "2018-11", days: "10" }] })).toEqual([]);
  expect(kindsOf({ detentions: [first, { from: "2018-11-14", days: "10" }] })).toEqual([]);
});

test("a long time without an entry of the kind is asked about, with its first and last day", () => {
  const first = { from: "2018-11-04", to: "2018-11-14" };
  const { checks } = tell({ detentions: [first, { from: "2019-03", days: "3" }] });
  expect(checks.map(({ kind, gap }) => [kind, gap])).toEqual([
    ["gap", { from: "2018-11-15", to: "2019-02-28" }],
  ]);
  expect(kindsOf({ detentions: [{ from: "2018-11-04" }, { from: "2019-03", days: "3" }] })).toEqual(
    [],
  );
});

test("a check is named by its kind and its questions, and never by an answer", () => {
  const told = tell({ detentions: [{ from: "2019-03", to: "2018-11" }] });
  const [check] = told.checks;
  expect(check?.id).toMatch(/^end-before-start \S+\/det_from \S+\/det_to \S+\/det_days$/u);
  expect(check?.id).not.toMatch(/201[89]/u);
  expect(openChecks(told, [])).toEqual(told.checks);
  expect(openChecks(told, [check?.id ?? ""])).toEqual([]);
});

test("years fit the panel, and months are as wide as their names", () => {
  const { events } = tell({ left: "2012", detentions: [{ from: "2018-11-04", days: "10" }] });
  const years = scaleOf(events, "year", 340);
  expect(years.width).toBe(340);
  expect(inDays({ earliest: years.first, latest: years.last })).toEqual([
    "2012-01-01",
    "2019-01-01",
  ]);
  expect(years.ticks.map(({ day }) => day)).toEqual([
    "2012-01-01",
    "2014-01-01",
    "2016-01-01",
    "2018-01-01",
  ]);
  const months = scaleOf(events, "month", 340);
  expect(months.ticks).toHaveLength(83);
  expect(months.width).toBeGreaterThan(83 * 100);
});

test("sixty episodes are packed without one touching another, and no label is cut", () => {
  const detentions = Array.from({ length: 60 }, (_, place) => ({
    from: `${2011 + (place % 10)}-0${1 + (place % 9)}-15`,
    days: String(20 * (place % 7)),
  }));
  const { events } = tell({ detentions });
  expect(events).toHaveLength(60);
  const scale = scaleOf(events, "year", 340);
  const label = 120;
  const rows = rowsOf(events, scale, () => label);
  expect(rows.flat()).toHaveLength(60);
  for (const row of rows) {
    const taken = row
      .map((bar) => {
        const [from, to] = [3.4 * bar.start, 3.4 * (bar.start + bar.size)];
        if (bar.label === "after") return [from, to + label];
        return bar.label === "before" ? [from - label, to] : [from, to];
      })
      .sort(([one = 0], [other = 0]) => one - other);
    for (const [place, [from = 0, to = 0]] of taken.entries()) {
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeLessThanOrEqual(340.01);
      if (place > 0) expect(from).toBeGreaterThanOrEqual(taken[place - 1]?.[1] ?? 0);
    }
  }
});
