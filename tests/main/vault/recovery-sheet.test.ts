import { expect, test } from "vitest";
import { proposeSheet, readSheet } from "../../../main/vault/recovery-sheet.ts";
import { fail } from "../../../shared/result.ts";
import { smallWorld } from "./small-world.ts";

const sheet = proposeSheet(smallWorld());

test("a sheet is nine groups of six digits, each a multiple of eleven", () => {
  expect(sheet).toHaveLength(9);
  expect(sheet.filter((group) => /^\d{6}$/.test(group) && Number(group) % 11 === 0)).toEqual(sheet);
});

test("a sheet is read in the digits of every keyboard, also with blanks in a group", () => {
  const typed = (zero: number) =>
    sheet.map((group) =>
      group.replace(/\d/g, (digit) => String.fromCharCode(zero + Number(digit))),
    );
  const bits = readSheet(sheet);
  expect(bits.ok && bits.value.length).toBe(16);
  expect(readSheet(typed(0x660))).toEqual(bits);
  expect(readSheet(typed(0x6f0))).toEqual(bits);
  expect(readSheet(sheet.map((group) => `${group.slice(0, 3)} ${group.slice(3)}`))).toEqual(bits);
});

test("every wrong digit is found in its group", () => {
  for (const [place, group] of sheet.entries())
    for (let at = 0; at < 6; at++)
      for (let digit = 0; digit < 10; digit++) {
        const typed = `${group.slice(0, at)}${digit}${group.slice(at + 1)}`;
        if (typed === group) continue;
        const wrong = { kind: "sheet-wrong", details: { group: place + 1 } };
        expect(readSheet(sheet.with(place, typed))).toEqual(fail(wrong));
      }
});

test("two digits that changed places are found in their group", () => {
  for (const [place, group] of sheet.entries())
    for (let at = 0; at < 5; at++) {
      const typed = `${group.slice(0, at)}${group[at + 1]}${group[at]}${group.slice(at + 2)}`;
      if (typed === group) continue;
      expect(readSheet(sheet.with(place, typed))).toMatchObject({
        fault: { details: { group: place + 1 } },
      });
    }
});

test("groups that changed places are found by the check over all", () => {
  const typed = sheet.with(0, sheet[1] as string).with(1, sheet[0] as string);
  expect(readSheet(typed)).toEqual(fail({ kind: "sheet-wrong", details: { group: 9 } }));
});

test("a group that no sheet can have, and a sheet that is too short or too long, are refused", () => {
  expect(readSheet(sheet.with(3, "999999")).ok).toBe(false);
  expect(readSheet(sheet.with(3, "720896")).ok).toBe(false);
  expect(readSheet(sheet.slice(0, 8)).ok).toBe(false);
  expect(readSheet([...sheet, "000011"]).ok).toBe(false);
});
