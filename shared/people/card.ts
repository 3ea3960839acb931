import { z } from "zod";
import type { Json } from "../contract/define.ts";
import { canonicalJson, readCanonicalJson } from "../parcels/canonical-json.ts";
import { RosterMember } from "./roster.ts";

/** Larger than any card; a bigger file is not read at all. */
export const mostCardBytes = 16 * 1024;

/**
 * The public card of a person and her device: what a lead coordinator needs to put her on the roster.
 * Source: docs/parcel-format.md, section 14.
 */
export const Card = z.strictObject({
  ...RosterMember.shape,
  format: z.literal("daftar-card"),
  version: z.literal(1),
});
export type Card = z.infer<typeof Card>;

/** The first line of a card's file, which the signature below it covers, line feed included. */
export function cardLine(member: RosterMember): string {
  return `${canonicalJson({ ...member, format: "daftar-card", version: 1 } as Json)}\n`;
}

/**
 * Takes a card's file apart: who it speaks of, the signed line, and the signature over it.
 *
 * Gives `null` unless it is written exactly as a card is. Says nothing of the signature.
 */
export function readCard(
  text: string,
): { readonly member: RosterMember; readonly line: string; readonly signature: string } | null {
  const end = text.indexOf("\n");
  if (end < 0) return null;
  const card = Card.safeParse(readCanonicalJson(text.slice(0, end)));
  if (!card.success) return null;
  const { format: _, version: __, ...member } = card.data;
  return { member, line: text.slice(0, end + 1), signature: text.slice(end + 1) };
}
