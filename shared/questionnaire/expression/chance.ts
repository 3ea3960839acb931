import type { Calendar } from "./calendar.ts";
import { toUtf8 } from "./utf8.ts";
import { toNumber, toText, type Value } from "./value.ts";

// Chance that can be repeated: the same seed gives the same numbers on every machine.

/**
 * Numbers 0 ≤ x < 1 from a text: the interview's seed, the node that asks, and how often it has.
 *
 * Not for keys. Source: cyrb128 and sfc32, both in the public domain.
 */
export function chanceFrom(seed: string): () => number {
  let [a, b, c, d] = scatter(seed);
  const next = () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4294967296;
  };
  for (let warm = 0; warm < 12; warm++) next();
  return next;
}

function scatter(text: string): [number, number, number, number] {
  let h1 = 1779033703;
  let h2 = 3144134277;
  let h3 = 1013904242;
  let h4 = 2773480762;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    h1 = h2 ^ Math.imul(h1 ^ unit, 597399067);
    h2 = h3 ^ Math.imul(h2 ^ unit, 2869860233);
    h3 = h4 ^ Math.imul(h3 ^ unit, 951274213);
    h4 = h1 ^ Math.imul(h4 ^ unit, 2716044179);
  }
  h1 = Math.imul(h3 ^ (h1 >>> 18), 597399067);
  h2 = Math.imul(h4 ^ (h2 >>> 22), 2869860233);
  h3 = Math.imul(h1 ^ (h3 >>> 17), 951274213);
  h4 = Math.imul(h2 ^ (h4 >>> 19), 2716044179);
  h1 ^= h2 ^ h3 ^ h4;
  return [h1, h2 ^ h1, h3 ^ h1, h4 ^ h1];
}

/** A version 4 UUID. */
export function randomUuid(next: () => number): string {
  const digits = Array.from({ length: 32 }, () => Math.floor(next() * 16));
  digits[12] = 4;
  digits[16] = 8 + ((digits[16] ?? 0) % 4);
  const hex = digits.map((digit) => digit.toString(16)).join("");
  const cuts = [0, 8, 12, 16, 20, 32];
  return cuts
    .slice(1)
    .map((end, at) => hex.slice(cuts[at], end))
    .join("-");
}

/** 2³¹ − 1, the modulus of Park and Miller. */
const modulus = 2_147_483_647n;

/**
 * The order that every XForms engine gives for a seed: Park and Miller's numbers in an inside-out
 * shuffle. Source: ODK XForms specification, `randomize()`.
 */
export function randomOrder<T>(items: readonly T[], seed: number | bigint): readonly T[] {
  let state = wholeSeed(seed) % modulus;
  if (state <= 0n) state += modulus - 1n;
  let current = Number(state);
  const order: T[] = [];
  items.forEach((item, i) => {
    current = (current * 16_807) % Number(modulus);
    const j = Math.floor(((current - 1) / (Number(modulus) - 1)) * (i + 1));
    if (j !== i) order[i] = order[j] as T;
    order[j] = item;
  });
  return order;
}

function wholeSeed(seed: number | bigint): bigint {
  if (typeof seed === "bigint") return seed;
  if (Number.isNaN(seed)) return 0n;
  if (seed >= 2 ** 63) return 2n ** 63n - 1n;
  if (seed <= -(2 ** 63)) return -(2n ** 63n);
  return BigInt(Math.trunc(seed));
}

/** What `randomize()` makes of its seed: a number as it is, words by the first bytes of their SHA-256. */
export function seedFrom(
  seed: Value,
  calendar: Calendar,
  digest: (algorithm: string, bytes: Uint8Array) => Uint8Array,
): number | bigint {
  const number = toNumber(seed, calendar);
  if (!Number.isNaN(number)) return number;
  const words = toText(seed);
  if (words === "") return 0;
  let whole = 0n;
  for (const byte of digest("sha-256", toUtf8(words)).subarray(0, 8))
    whole = (whole << 8n) | BigInt(byte);
  return BigInt.asIntN(64, whole);
}
