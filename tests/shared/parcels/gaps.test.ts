import { expect, test } from "vitest";
import { missingNumbers } from "../../../shared/parcels/gaps.ts";

test.each([
  ["nothing was read", [], []],
  ["all were read", [1, 2, 3], []],
  ["the first are missing", [3], [1, 2]],
  ["some in the middle are missing", [5, 1, 2, 2], [3, 4]],
])("when %s, exactly those are missing", (_, read, missing) => {
  expect(missingNumbers(read, "one")).toEqual(missing);
});

test("of team files only those after the first one read are missing", () => {
  expect(missingNumbers([4, 6], "the-first-read")).toEqual([5]);
});

test("a number beyond all use does not make an endless list", () => {
  expect(missingNumbers([999_999], "one")).toHaveLength(1000);
});
