import fc from "fast-check";
import { expect, test } from "vitest";
import { compilePattern } from "../../../../shared/questionnaire/expression/regex.ts";

const matches = (pattern: string, text: string) => {
  const compiled = compilePattern(pattern);
  if (!compiled.ok) throw new Error(compiled.fault.details.reason);
  return compiled.value(text);
};

test.each([
  ["[0-9]{4}", "2018", true],
  ["[0-9]{4}", "20188", false],
  ["^[A-Z0-9]{2,6}-[A-Z0-9]{4,8}$", "DF3-K7Q2", true],
  ["^[A-Z0-9]{2,6}-[A-Z0-9]{4,8}$", "df3-K7Q2", false],
  ["^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?~?$", "2018-11~", true],
  ["^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?~?$", "2018-13", false],
  ["\\p{Arabic}+", "درعا", true],
  ["[\\u0600-\\u06FF ]+", "درعا البلد", true],
  ["\\d+", "٢٠١٨", false],
  [".*", "سطر\nآخر", false],
  ["a|b|", "", true],
  ["(a|ab)(c|bcd)(d*)", "abcd", true],
  ["x*y+z?", "xxy", true],
  ["[^a]", "a", false],
  ["[]a]", "]", true],
  ["\\.\\-\\/", ".-/", true],
  ["(?:ab)+", "abab", true],
  ["a{2,}", "aaa", true],
  ["a{,3}", "a{,3}", true],
])("%s matches %s: %s", (pattern, text, expected) => {
  expect(matches(pattern, text)).toBe(expected);
});

test.each([
  ["(a)\\1", "back-reference"],
  ["(?=a)b", "look-around"],
  ["(?<!a)b", "look-around"],
  ["[a", "unclosed-bracket"],
  ["(a", "unclosed-bracket"],
  ["a)", "unopened-bracket"],
  ["*a", "nothing-to-repeat"],
  ["a{3,2}", "bad-count"],
  ["[z-a]", "bad-range"],
  ["(a{1000}){1000}", "too-large"],
  ["(((){9999}){9999}){9999}", "too-large"],
  ["\\p{Nothing}", "unknown-escape"],
])("%s is refused: %s", (pattern, reason) => {
  const compiled = compilePattern(pattern);
  expect(compiled.ok ? "taken" : compiled.fault.details.reason).toBe(reason);
});

test("a pattern agrees with the platform's own on everything both can say", () => {
  const letter = fc.constantFrom("a", "b", "ب", "1", "-");
  const pattern: fc.Arbitrary<string> = fc.letrec<{ any: string }>((tie) => ({
    any: fc.oneof(
      { depthSize: "small" },
      letter,
      fc.constantFrom(".", "[ab]", "[^a]", "\\d", "\\w"),
      fc.tuple(tie("any"), tie("any")).map((pair) => pair.join("")),
      fc.tuple(tie("any"), tie("any")).map(([left, right]) => `(${left}|${right})`),
      fc
        .tuple(tie("any"), fc.constantFrom("*", "+", "?", "{2}", "{1,2}"))
        .map(([inner, times]) => `(${inner})${times}`),
    ),
  })).any;
  fc.assert(
    fc.property(pattern, fc.array(letter, { maxLength: 8 }), (source, letters) => {
      const text = letters.join("");
      expect(matches(source, text)).toBe(new RegExp(`^(?:${source})$`, "u").test(text));
    }),
    { numRuns: 500 },
  );
});

test.each(["(a+)+b", "(a|a)*b", "(.*)*x", "(\\w+\\s?)*!"])(
  "%s is answered, where engines that try every way would not end in a lifetime",
  (pattern) => {
    const compiled = compilePattern(pattern);
    expect(compiled.ok && compiled.value("a".repeat(10_000))).toBe(false);
  },
);
