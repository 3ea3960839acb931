import { createHash } from "node:crypto";

/** SHA-256 in lower-case hexadecimal: of a text's UTF-8, or of bytes. */
export function sha256Hex(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** SHA-256 of what comes in pieces. */
export function hashing(): {
  readonly update: (bytes: Uint8Array) => void;
  readonly hex: () => string;
} {
  const hash = createHash("sha256");
  return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest("hex") };
}

/** SHA-2 of bytes by the name a questionnaire calls it: `sha-256`, `sha-384` or `sha-512`. */
export function digest(algorithm: string, bytes: Uint8Array): Uint8Array {
  if (!/^sha-(256|384|512)$/.test(algorithm)) throw new RangeError("no such digest");
  return createHash(algorithm.replace("-", "")).update(bytes).digest();
}
