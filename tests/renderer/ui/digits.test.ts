import { expect, test } from "vitest";
import { readNumber, showNumber } from "../../../renderer/ui/digits.ts";

test.each([
  ["12", "12"],
  ["١٢٣", "123"],
  ["۱۲۳", "123"],
  ["١٢٫٥", "12.5"],
  ["12.5", "12.5"],
  ["١٬٢٣٤٬٥٦٧", "1234567"],
  ["-٤", "-4"],
  ["−4", "-4"],
  [" 2018 ", "2018"],
  ["\u200f٢٠١٨\u200e", "2018"],
  ["007", "007"],
  ["1٢۳", "123"],
])("%s is read as a number", (typed, ascii) => {
  expect(readNumber(typed)).toBe(ascii);
});

test.each(["", "abc", "1,234", "1.2.3", "١٬٢", "12 أيام", "1e5", "--1", "٫", "5."])(
  "%s is not read as a number",
  (typed) => {
    expect(readNumber(typed)).toBeNull();
  },
);

test("a number is shown in the digits of its locale and can be read again", () => {
  expect(showNumber("-12.5", "ar-SY")).toBe("-١٢٫٥");
  expect(showNumber("-12.5", "ar-SY-u-nu-latn")).toBe("-12.5");
  expect(showNumber("2018", "en-GB")).toBe("2018");
  expect(readNumber(showNumber("-12.5", "ar-SY"))).toBe("-12.5");
});
