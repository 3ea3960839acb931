import { expect, test } from "vitest";
import { flagOf, isFlagged } from "../../../shared/interviews/notes.ts";

const mark = (name: "note" | "flag" | "unflag" | "confirmed", text = "") => ({ mark: name, text });

test("the last flag counts until it is taken off, whatever is noted besides", () => {
  expect(flagOf([])).toBeNull();
  expect(isFlagged([mark("note", "كلمة")])).toBe(false);
  const flagged = [mark("flag", "أول"), mark("flag", "ثانٍ"), mark("note", "كلمة")];
  expect(flagOf(flagged)?.text).toBe("ثانٍ");
  expect(isFlagged([...flagged, mark("unflag")])).toBe(false);
  expect(isFlagged([...flagged, mark("unflag"), mark("flag", "من جديد")])).toBe(true);
});
