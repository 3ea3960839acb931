import fc from "fast-check";
import { expect, test } from "vitest";
import type { Json } from "../../../shared/contract/define.ts";
import { canonicalJson, readCanonicalJson } from "../../../shared/parcels/canonical-json.ts";

const key = fc.string({ unit: fc.constantFrom(..."abz09-"), minLength: 1, maxLength: 5 });
const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom<Json>(null, true, false),
    fc.maxSafeInteger().map((number) => (Object.is(number, -0) ? 0 : number)),
    fc.string({ unit: "grapheme" }).map((text) => text.replaceAll("\0", "")),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(key, tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

test("what is written is read back, and can be written in one way only", () => {
  fc.assert(
    fc.property(value, (json) => {
      const text = canonicalJson(json);
      expect(readCanonicalJson(text)).toEqual(json);
      expect(canonicalJson(JSON.parse(text) as Json)).toBe(text);
    }),
  );
});

test.each([
  '{"b":1,"a":2}',
  '{"a":1,"a":1}',
  '{"a": 1}',
  '{"a":1} ',
  '{"A":1}',
  '{"a_b":1}',
  '{"__proto__":1}',
  "1.0",
  "1e3",
  "-0",
  "9007199254740992",
  '"\\u0061"',
  '"\\/"',
  '"\\ud800"',
  '"\\u0000"',
  "",
  "undefined",
  `${"[".repeat(33)}${"]".repeat(33)}`,
])("%s is not read", (text) => {
  expect(readCanonicalJson(text)).toBeUndefined();
});

test.each([1.5, Number.NaN, -0, 2 ** 53, "a\0", "\ud800", { A: 1 }, { é: 1 }])(
  "%j is never written",
  (json) => {
    expect(() => canonicalJson(json as Json)).toThrow(TypeError);
  },
);

test("a text nested without end is refused before it is parsed", () => {
  expect(readCanonicalJson("[".repeat(5_000_000))).toBeUndefined();
});
