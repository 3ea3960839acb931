// The tables of the platform, held against those of another house.
import { CalendarDate, IslamicUmalquraCalendar, toCalendar } from "@internationalized/date";
import { expect, test } from "vitest";
import {
  gregorianDay,
  hijriDate,
  hijriMonthNames,
  putHijri,
  readInCalendar,
  type TypedInCalendar,
} from "../../../renderer/ui/hijri-date.ts";
import { writePartialDate } from "../../../renderer/ui/partial-date.ts";

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

test("6 Safar 1440 is 15 October 2018 in Umm al-Qura", () => {
  expect(gregorianDay({ year: 1440, month: 2, day: 6 })).toBe("2018-10-15");
  expect(hijriDate("2018-10-15")).toEqual({ year: 1440, month: 2, day: 6 });
});

test("every day from 1970 to 2030 is the same there and back, and in other tables", () => {
  const umalqura = new IslamicUmalquraCalendar();
  for (let day = 0; day < 60 * 365; day += 1) {
    const moment = new Date(day * 86_400_000);
    const iso = moment.toISOString().slice(0, 10);
    const [year = 0, month = 0, date = 0] = iso.split("-").map(Number);
    const other = toCalendar(new CalendarDate(year, month, date), umalqura);
    const ours = hijriDate(iso);
    expect(ours).toEqual({ year: other.year, month: other.month, day: other.day });
    if (day % 7 === 0) expect(gregorianDay(ours)).toBe(iso);
  }
});

test("a month of 29 days has no thirtieth", () => {
  expect(gregorianDay({ year: 1440, month: 1, day: 29 })).toBe("2018-10-09");
  expect(gregorianDay({ year: 1440, month: 1, day: 30 })).toBeNull();
  const lengths = Array.from({ length: 12 }, (_, month) =>
    gregorianDay({ year: 1440, month: month + 1, day: 30 }) === null ? 29 : 30,
  );
  expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(354);
  const short = lengths.indexOf(29) + 1;
  expect(stored(put({ year: "1440", month: String(short), day: "30" }))).toBe("no-such-day");
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

test.each([
  ["ar-SY", "صفر"],
  ["en-GB", "Safar"],
])("the months have names in %s", (locale, second) => {
  expect(new Set(hijriMonthNames(locale)).size).toBe(12);
  expect(hijriMonthNames(locale)[1]).toBe(second);
});
