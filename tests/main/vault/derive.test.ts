import { expect, test } from "vitest";
import { costFor, deriveKey } from "../../../main/vault/derive.ts";

test("the derivation is Argon2id as everybody computes it", async () => {
  // From the test suite of the reference implementation: version 1.3, 2 passes, 64 MiB, 1 lane.
  const cost = { memory: 65536, passes: 2, lanes: 1 };
  const key = await deriveKey(Buffer.from("password"), Buffer.from("somesalt"), cost);
  expect(key.toString("hex")).toBe(
    "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7",
  );
});

test("a usual computer gets 256 MiB, a fast one more passes, a slow one less memory", () => {
  expect(costFor(0.35)).toEqual({ memory: 256 * 1024, passes: 3, lanes: 4 });
  expect(costFor(0.08)).toEqual({ memory: 256 * 1024, passes: 13, lanes: 4 });
  expect(costFor(0.7)).toEqual({ memory: 128 * 1024, passes: 3, lanes: 4 });
});

test("no computer is so slow that a guess costs less than the least", () => {
  expect(costFor(30)).toEqual({ memory: 64 * 1024, passes: 3, lanes: 4 });
});

test.each([
  { memory: 32 * 1024, passes: 3, lanes: 4 },
  { memory: 2 * 1024 * 1024, passes: 3, lanes: 4 },
  { memory: 65536, passes: 0, lanes: 4 },
  { memory: 65536, passes: 17, lanes: 4 },
  { memory: 65536, passes: 3, lanes: 9 },
])("a cost out of bounds is never tried: %o", async (cost) => {
  expect(() => deriveKey(Buffer.from("x"), Buffer.alloc(16), cost)).toThrow();
});
