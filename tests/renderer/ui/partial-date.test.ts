import fc from "fast-check";
import { expect, test } from "vitest";
import {
  monthNames,
  readPartialDate,
  readTypedDate,
  sayPartialDate,
  writePartialDate,
} from "../../../renderer/ui/partial-date.ts";

const typed = { precision: "day", year: "2018", month: "11", day: "20", about: false } as const;

test("a date keeps the precision with which it was told", () => {
  for (const stored of ["2018", "2018~", "2018-11", "2018-11~", "2018-11-20", "2018-11-20~"]) {
    const value = readPartialDate(stored);
    expect(value && writePartialDate(value)).toBe(stored);
  }
});

test.each(["", "18", "2018-13", "2018-00", "2018-02-30", "2018-11-", "~2018", "2018-11-20T00:00"])(
  "%s is no date",
  (stored) => {
    expect(readPartialDate(stored)).toBeNull();
  },
);

test("only the parts of the chosen precision count", () => {
  const year = readTypedDate({ ...typed, precision: "year" });
  expect(typeof year === "object" && writePartialDate(year)).toBe("2018");
  const month = readTypedDate({ ...typed, precision: "month", about: true });
  expect(typeof month === "object" && writePartialDate(month)).toBe("2018-11~");
});

test("digits of any script make a date", () => {
  const value = readTypedDate({ ...typed, year: "٢٠١٨", day: "۰۵" });
  expect(typeof value === "object" && writePartialDate(value)).toBe("2018-11-05");
});

test("what is missing or impossible is named, and no day is guessed", () => {
  expect(readTypedDate({ ...typed, year: "", month: "", day: "" })).toBe("empty");
  expect(readTypedDate({ ...typed, day: "" })).toBe("incomplete");
  expect(readTypedDate({ ...typed, year: "" })).toBe("incomplete");
  expect(readTypedDate({ ...typed, year: "18" })).toBe("no-year");
  expect(readTypedDate({ ...typed, day: "32" })).toBe("no-day");
  expect(readTypedDate({ ...typed, month: "2", day: "30" })).toBe("no-such-day");
  expect(readTypedDate({ ...typed, year: "2019", month: "2", day: "29" })).toBe("no-such-day");
});

test("months are Levantine in Arabic and years have no separators", () => {
  expect(monthNames("ar-SY")).toEqual([
    "كانون الثاني",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين الأول",
    "تشرين الثاني",
    "كانون الأول",
  ]);
  const value = { year: 2018, month: 11, day: null, about: false };
  expect(sayPartialDate(value, "ar-SY-u-nu-latn")).toBe("تشرين الثاني 2018");
  expect(sayPartialDate(value, "ar-SY")).toBe("تشرين الثاني ٢٠١٨");
  expect(sayPartialDate({ ...value, day: 20 }, "en-GB")).toBe("20 November 2018");
  expect(sayPartialDate({ ...value, month: null }, "en-GB")).toBe("2018");
});

test("every day there is can be written and read again", () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date("1000-01-01"), max: new Date("9999-12-31"), noInvalidDate: true }),
      (date) => {
        const stored = date.toISOString().slice(0, 10);
        const value = readPartialDate(stored);
        expect(value && writePartialDate(value)).toBe(stored);
      },
    ),
  );
});
