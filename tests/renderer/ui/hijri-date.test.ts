import { expect, test } from "vitest";
import {
  asTyped,
  putHijri,
  readInCalendar,
  statedIn,
  type TypedInCalendar,
} from "../../../renderer/ui/hijri-date.ts";
import { writePartialDate } from "../../../renderer/ui/partial-date.ts";
import { convertHijri, readStated } from "../../../shared/interviews/hijri.ts";

const empty: TypedInCalendar = {
  precision: "day",
  calendar: "hijri",
  hijri: { year: "", month: "", day: "" },
  year: "",
  month: "",
  day: "",
  about: false,
  isConverted: false,
};

const put = (fields: Partial<TypedInCalendar["hijri"]>, typed = empty) =>
  putHijri(typed, fields, "en-GB");
const stored = (typed: TypedInCalendar) => {
  const date = readInCalendar(typed);
  return typeof date === "string" ? date : writePartialDate(date);
};

test("a day that its month does not have is not stored", () => {
  expect(stored(put({ year: "1440", month: "1", day: "30" }))).toBe("no-such-day");
});

test("a day, a month and a year are stored as the Gregorian ones they are about", () => {
  expect(stored(put({ year: "١٤٤٠", month: "2", day: "٦" }))).toBe("2018-10-15~");
  expect(stored(put({ year: "1440", month: "2" }, { ...empty, precision: "month" }))).toBe(
    "2018-10~",
  );
  expect(stored(put({ year: "1440" }, { ...empty, precision: "year" }))).toBe("2019~");
});

test("half a date, a Gregorian year and a day too many are not stored", () => {
  expect(stored(put({ year: "1440" }))).toBe("incomplete");
  expect(stored(put({ year: "2018", month: "2", day: "6" }))).toBe("no-year");
  expect(stored(put({ year: "1440", month: "2", day: "31" }))).toBe("no-day");
});

test("looking at the other calendar changes nothing, and empty fields erase only what they made", () => {
  const told = { ...empty, year: "2018", month: "11", day: "20" };
  expect(stored(told)).toBe("2018-11-20");
  const made = put({ year: "1440", month: "2", day: "6" }, told);
  expect(stored(made)).toBe("2018-10-15~");
  expect(stored({ ...made, calendar: "gregorian" })).toBe("2018-10-15~");
  expect(stored(put({ year: "", month: "", day: "" }, made))).toBe("empty");
});

test("what was said is kept as long as the date that stands was made of it", () => {
  const made = put({ year: "1440", month: "2", day: "6" });
  expect(statedIn(made)).toBe("umalqura:1440-02-06");
  expect(statedIn({ ...made, calendar: "gregorian" })).toBe("umalqura:1440-02-06");
  expect(statedIn({ ...made, calendar: "gregorian", about: false })).toBeUndefined();
  expect(statedIn({ ...made, calendar: "gregorian", day: "16" })).toBeUndefined();
});

test.each(["umalqura:1440", "umalqura:1440-02", "umalqura:1440-02-06"])(
  "%s comes back into the fields as it was said",
  (stated) => {
    const value = convertHijri(readStated(stated) ?? never)?.value ?? "";
    const typed = asTyped(value, stated, "day", "ar-SY");
    expect(typed.calendar).toBe("hijri");
    expect(typed.hijri.year).toBe("١٤٤٠");
    expect([stored(typed), statedIn(typed)]).toEqual([value, stated]);
  },
);

const never = { year: 0, month: null, day: null };
