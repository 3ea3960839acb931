import { expect, test } from "vitest";
import { scenario } from "../scenario.ts";

// Damascus moved its clocks on 30 March 2018 at midnight, and gave summer time up for good in 2022.
const beforeMidnight = new Date("2018-03-29T21:30:00Z");
const afterMidnight = new Date("2018-03-29T22:30:00Z");

const tables = {
  survey: `type | name | label | calculation
date | from | من |
date | to | إلى |
calculate | days | | \${to} - \${from}
calculate | day | | once(today())
calculate | at | | once(now())
calculate | moment | | decimal-date-time('2018-03-30T00:30:00.000+03:00')
calculate | summer | | date-time(17620.5)
calculate | winter | | date-time(17600.5)`,
};

test("the difference of two days is a whole number, also across summer time", () => {
  const s = scenario(tables);
  s.set("from", "2018-03-25");
  s.set("to", "2018-04-01");
  expect(s.value("days")).toBe("7");
  s.set("to", "2018-11-20");
  expect(s.value("days")).toBe("240");
});

test("a day is that of the interview's zone, whatever it is in the rest of the world", () => {
  expect(scenario(tables, { now: () => beforeMidnight }).value("day")).toBe("2018-03-29");
  expect(scenario(tables, { now: () => afterMidnight }).value("day")).toBe("2018-03-30");
  expect(scenario(tables, { now: () => afterMidnight, zone: "UTC" }).value("day")).toBe(
    "2018-03-29",
  );
});

test("a moment carries the offset its zone had at that moment", () => {
  expect(scenario(tables, { now: () => beforeMidnight }).value("at")).toBe(
    "2018-03-29T23:30:00.000+02:00",
  );
  expect(scenario(tables, { now: () => afterMidnight }).value("at")).toBe(
    "2018-03-30T01:30:00.000+03:00",
  );
  const s = scenario(tables);
  expect(s.value("summer")).toBe("2018-03-30T12:00:00.000+03:00");
  expect(s.value("winter")).toBe("2018-03-10T12:00:00.000+02:00");
  expect(Number(s.value("moment"))).toBeCloseTo(17619.9791667, 6);
});

test("an unknown zone counts as UTC instead of failing", () => {
  expect(scenario(tables, { zone: "Nowhere/Town", now: () => afterMidnight }).value("day")).toBe(
    "2018-03-29",
  );
});
