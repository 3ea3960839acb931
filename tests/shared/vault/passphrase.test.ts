import { expect, test } from "vitest";
import {
  isAcceptable,
  passphraseStrength,
  plainPassphrase,
} from "../../../shared/vault/passphrase.ts";

test.each([
  ["nothing", "", "too-short"],
  ["five words of fifteen letters", "دار باب نهر جبل قمر", "fair"],
  ["five words of thirteen letters", "دار باب نهر جب قم", "too-short"],
  ["thirteen characters", "Ky7!pQ2#wZ9%m", "too-short"],
  ["fourteen characters", "Ky7!pQ2#wZ9%mL", "fair"],
  ["six words", "زيتون قديم عند باب الدار الغربي", "good"],
  ["eight words", "زيتون قديم عند باب الدار الغربي يشرب مطراً", "strong"],
  ["one letter again and again", "ااااااااااااااااااا", "too-plain"],
  ["a row of the Latin keyboard and back", "qwertyuiopoiuytrewq", "too-plain"],
  ["a row of the Arabic keyboard", "ضصثقفغعهخحجدضصثقفغ", "too-plain"],
  ["numbers in a row", "12345678901234567890", "too-plain"],
  ["one word six times", "سلام سلام سلام سلام سلام سلام", "too-plain"],
])("%s is judged", (_, typed, strength) => {
  expect(passphraseStrength(typed)).toBe(strength);
});

test("only what is too short or too plain is refused", () => {
  const strengths = ["too-short", "too-plain", "fair", "good", "strong"] as const;
  expect(strengths.filter(isAcceptable)).toEqual(["fair", "good", "strong"]);
});

test("the digits of three keyboards are one passphrase", () => {
  const same = ["باب ١٢٣ الدار ٩", "باب ۱۲۳ الدار ۹", "باب 123 الدار 9"].map(plainPassphrase);
  expect(new Set(same)).toEqual(new Set(["باب 123 الدار 9"]));
});

test("letters composed by another system are one passphrase", () => {
  expect(plainPassphrase("مطراً آخر é".normalize("NFD"))).toBe(
    plainPassphrase("مطراً آخر é".normalize("NFC")),
  );
});

test("blanks, tatweel and marks count as typed", () => {
  const typed = ["باب الدار", " باب الدار", "باب  الدار", "بـاب الدار", "بَاب الدار"];
  expect(new Set(typed.map(plainPassphrase)).size).toBe(typed.length);
});
