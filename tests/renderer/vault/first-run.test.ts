import { expect, test } from "vitest";
import {
  chooseGroups,
  emptyDraft,
  hindranceOf,
  isGroup,
} from "../../../renderer/vault/first-run.ts";

test("a step is left only when it has been answered", () => {
  expect(hindranceOf("role", emptyDraft)).toBe("role-missing");
  expect(hindranceOf("role", { ...emptyDraft, role: "researcher" })).toBeNull();
  expect(hindranceOf("name", { ...emptyDraft, name: "  " })).toBe("name-missing");
  expect(hindranceOf("name", { ...emptyDraft, name: "ب".repeat(61) })).toBe("name-long");
  expect(hindranceOf("name", { ...emptyDraft, name: "ب-12" })).toBeNull();
});

test("a passphrase must be strong enough and typed twice the same", () => {
  const strong = "سماء زيتون قلم نافذة بحر كرسي";
  const of = (passphrase: string, again: string) =>
    hindranceOf("passphrase", { ...emptyDraft, passphrase, again });
  expect(of("قصير", "قصير")).toBe("passphrase-weak");
  expect(of("aaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaa")).toBe("passphrase-weak");
  expect(of(strong, `${strong} `)).toBe("passphrase-differs");
  expect(of(strong, strong)).toBeNull();
});

test("two different groups are asked, in their order, and any may be asked", () => {
  const seen = new Set<number>();
  for (let one = 0; one < 9; one += 1)
    for (let two = 0; two < 8; two += 1) {
      const chances = [one / 9, two / 8];
      const [first, second] = chooseGroups(9, () => chances.shift() ?? 0);
      expect(first).toBeLessThan(second);
      expect(first).toBeGreaterThanOrEqual(0);
      expect(second).toBeLessThan(9);
      seen.add(first).add(second);
    }
  expect(seen.size).toBe(9);
});

test("a group is the same in any digits, and no other group is", () => {
  for (const typed of ["013211", "٠١٣٢١١", "۰۱۳۲۱۱", " 013 211 "])
    expect(isGroup(typed, "013211")).toBe(true);
  for (const typed of ["13211", "013212", "", "أ013211"])
    expect(isGroup(typed, "013211")).toBe(false);
});
