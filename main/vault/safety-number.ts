import { createHash } from "node:crypto";
import { canonicalJson } from "../../shared/parcels/canonical-json.ts";

/** What two people make sure of when they read the number to each other. */
export interface SafetyNumberSubject {
  readonly role: "researcher" | "coordinator";
  /** `ssh-ed25519 AAAA…`. */
  readonly key: string;
  readonly age: { readonly classic: string; readonly hybrid: string };
}

const rounds = 5200;

/**
 * Twelve groups of five digits that stand for a person's role, signing key and age recipients.
 *
 * The canonical JSON of these, with a format name and version, is hashed once; then 5,200 times the
 * hash is hashed again together with that first one. The last hash, read as one large number, modulo
 * 10^60, is written in decimal with leading zeros: 199 bits, so that nobody can make a second set of
 * keys with the same number. The rounds make each attempt dear.
 * Source: docs/parcel-format.md, section 13; the idea of iterating is Signal's.
 */
export function safetyNumber({ role, key, age }: SafetyNumberSubject): string {
  const subject = canonicalJson({
    age: { classic: age.classic, hybrid: age.hybrid },
    format: "daftar-safety-number",
    key,
    role,
    version: 1,
  });
  const first = createHash("sha256").update(subject).digest();
  let last = first;
  for (let round = 0; round < rounds; round++) {
    last = createHash("sha256").update(last).update(first).digest();
  }
  const digits = (BigInt(`0x${last.toString("hex")}`) % 10n ** 60n).toString().padStart(60, "0");
  return digits.replace(/(\d{5})(?=\d)/g, "$1 ");
}
