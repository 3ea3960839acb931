import { expect, test } from "vitest";
import { fold, latinDigits } from "../../../shared/interviews/fold.ts";

test.each([
  ["hamza on or under the alef, madda and wasla", ["أحمد", "احمد", "إحمد", "آحمد", "ٱحمد"]],
  ["alef maksura and ya", ["مصطفى", "مصطفي", "مصطفی"]],
  ["ta marbuta and ha", ["الحارة", "الحاره", "الحارہ"]],
  ["hamza on waw and on ya", ["لؤي", "لوي"]],
  ["short vowels and shadda", ["دَرْعَا", "درعا", "درّعا"]],
  ["tatweel", ["نـــوى", "نوى"]],
  ["Persian kaf", ["کناکر", "كناكر"]],
  ["joined presentation forms", ["ﻻذقية", "لاذقيه"]],
  ["characters that cannot be seen", ["\u200fالشيخ\u200c مسكين\u202c", "الشيخ مسكين"]],
  ["case and accents of Latin", ["Café DARʿĀ", "cafe darʿa"]],
  ["digits of three scripts", ["الفرع ٢١٥", "الفرع ۲۱۵", "الفرع 215"]],
  ["any white space", ["  جسر \n خربة\u00a0 غزالة ", "جسر خربة غزالة"]],
])("a name is found whatever its %s", (_, spellings) => {
  const folded = new Set(spellings.map(fold));
  expect([...folded]).toHaveLength(1);
});

test("names that differ in a letter stay two", () => {
  expect(fold("نوى")).not.toBe(fold("نافعة"));
  expect(fold("سماء")).not.toBe(fold("سما"));
});

test("folding twice changes nothing more", () => {
  for (const text of ["أُحِبّ دَرعا", "ﷺ", "٣٫٥", "İstanbul", "ؤئإآى"])
    expect(fold(fold(text))).toBe(fold(text));
});

test("digits become ASCII and nothing else is touched", () => {
  expect(latinDigits("أ٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹ 0123456789ـ")).toBe(
    "أ0123456789 0123456789 0123456789ـ",
  );
});
