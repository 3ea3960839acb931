import { lstat, open } from "node:fs/promises";
import { dirname } from "node:path";
import { cardLine, mostCardBytes, readCard } from "../../shared/people/card.ts";
import type { RosterMember } from "../../shared/people/roster.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { removeQuietly, syncFolder } from "../vault/safe-file.ts";
import { readPublicDevice, verifySignature } from "../vault/signing.ts";
import type { Vault } from "../vault/vault.ts";

/** Whether a text is an age recipient of a kind that parcels are sealed to. */
export type IsRecipient = (text: string, kind: "classic" | "hybrid") => boolean;

/** Who a vault speaks for, as others see her. */
export function memberOf({ self }: Pick<Vault, "self">): RosterMember {
  const { age, device, key, name, role } = self;
  return { age, device, key, name, role };
}

/**
 * Writes the public card of this person and device: one line of JSON, and its signature below.
 *
 * Nothing in it is secret. Fault: `target-exists`, since another's card may lie there. Throws what
 * the disk throws; then no file is left.
 */
export async function writeCard(
  vault: Pick<Vault, "self" | "device">,
  path: string,
): Promise<Result<void, { readonly kind: "target-exists" }>> {
  const line = cardLine(memberOf(vault));
  const text = line + vault.device.sign("card@daftar", Buffer.from(line));
  const handle = await open(path, "wx").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EEXIST") return null;
    throw error;
  });
  if (!handle) return fail({ kind: "target-exists" });
  try {
    await handle.writeFile(text);
    await handle.sync();
  } catch (error) {
    removeQuietly(path);
    throw error;
  } finally {
    await handle.close();
  }
  syncFolder(dirname(path));
  return ok(undefined);
}

/**
 * Reads a card and verifies that the device it speaks of has signed it.
 *
 * Faults: `card-unreadable` when the file cannot be read; `card-wrong` when it is no card, or was
 * changed, or signed by another device.
 */
export async function readCardFile(
  path: string,
  isRecipient: IsRecipient,
): Promise<Result<RosterMember, { readonly kind: "card-unreadable" | "card-wrong" }>> {
  const text = await readSmallFile(path);
  if (text === null) return fail({ kind: "card-unreadable" });
  const card = readCard(text);
  if (!card || !isGenuine(card.member, isRecipient)) return fail({ kind: "card-wrong" });
  const signer = verifySignature(card.signature, "card@daftar", Buffer.from(card.line));
  return signer.ok && signer.value.id === card.member.device
    ? ok(card.member)
    : fail({ kind: "card-wrong" });
}

/** Whether the fingerprint is the key's, and a parcel could be sealed to the recipients. */
export function isGenuine({ age, device, key }: RosterMember, isRecipient: IsRecipient): boolean {
  return (
    readPublicDevice(key)?.id === device &&
    isRecipient(age.classic, "classic") &&
    isRecipient(age.hybrid, "hybrid")
  );
}

async function readSmallFile(path: string): Promise<string | null> {
  try {
    const { size } = await lstat(path);
    const handle = await open(path, "r");
    try {
      const bytes = Buffer.alloc(Math.min(size, mostCardBytes) + 1);
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
      return bytes.toString("utf8", 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch {
    return null;
  }
}
