// The tables of the platform, held against those of another house.
import { CalendarDate, IslamicUmalquraCalendar, toCalendar } from "@internationalized/date";
import { expect, test } from "vitest";
import {
  convertHijri,
  gregorianDay,
  hijriDay,
  hijriMonthNames,
  isMadeOf,
  readStated,
  sayHijri,
  writeStated,
} from "../../../shared/interviews/hijri.ts";

test("6 Safar 1440 is 15 October 2018 in Umm al-Qura", () => {
  expect(gregorianDay({ year: 1440, month: 2, day: 6 })).toBe("2018-10-15");
  expect(hijriDay("2018-10-15")).toEqual({ year: 1440, month: 2, day: 6 });
});

test("every day from 1970 to 2030 is the same there and back, and in other tables", () => {
  const umalqura = new IslamicUmalquraCalendar();
  for (let day = 0; day < 60 * 365; day += 1) {
    const moment = new Date(day * 86_400_000);
    const iso = moment.toISOString().slice(0, 10);
    const [year = 0, month = 0, date = 0] = iso.split("-").map(Number);
    const other = toCalendar(new CalendarDate(year, month, date), umalqura);
    const ours = hijriDay(iso);
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
});

test.each([
  ["umalqura:1440", "2019~", "1440 AH"],
  ["umalqura:1440-02", "2018-10~", "Safar 1440 AH"],
  ["umalqura:1440-02-06", "2018-10-15~", "6 Safar 1440 AH"],
])("%s is about %s, and is read again as it was written", (stated, value, words) => {
  const date = readStated(stated);
  if (!date) throw new Error("not read");
  expect(writeStated(date)).toBe(stated);
  expect(convertHijri(date)?.value).toBe(value);
  expect(isMadeOf(value, stated)).toBe(true);
  expect(isMadeOf(value.replace("~", ""), stated)).toBe(false);
  expect(sayHijri(date, "en-GB")).toBe(words);
});

test.each(["", "umalqura:1440-13", "umalqura:1440-01-30", "umalqura:2018", "civil:1440-02-04"])(
  "“%s” is no date that Daftar wrote",
  (text) => expect(readStated(text)).toBeNull(),
);

test.each([
  ["ar-SY", "صفر"],
  ["en-GB", "Safar"],
])("the months have names in %s", (locale, second) => {
  expect(new Set(hijriMonthNames(locale)).size).toBe(12);
  expect(hijriMonthNames(locale)[1]).toBe(second);
});
