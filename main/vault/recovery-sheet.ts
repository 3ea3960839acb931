import { latinDigits } from "../../shared/interviews/fold.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { sha256Hex } from "./hash.ts";
import type { World } from "./world.ts";

/** Nine groups of six ASCII digits, as they are printed. */
export type SheetGroups = readonly string[];

export type SheetFault = {
  readonly kind: "sheet-wrong";
  /** The first group that cannot be right, from 1; 9 also when only the whole does not fit. */
  readonly details: { readonly group: number };
};

const groupCount = 8;

/** A recovery sheet of 128 random bits. It is kept nowhere: only its owner's paper has it. */
export function proposeSheet(world: World): SheetGroups {
  return groupsOf(world.random(groupCount * 2));
}

/**
 * Reads groups as somebody typed them, in Western, Arabic-Indic or Persian digits; gives the 16 bytes.
 *
 * Each group is a multiple of eleven, so one wrong digit, or two exchanged ones, are found in their
 * group; the ninth is a check over the others. Fault: `sheet-wrong`.
 */
export function readSheet(typed: readonly string[]): Result<Buffer, SheetFault> {
  const groups = typed.map((group) => latinDigits(group).replace(/\s+/gu, ""));
  for (const [i, group] of groups.entries())
    if (!isGroup(group)) return fail({ kind: "sheet-wrong", details: { group: i + 1 } });
  if (groups.length !== groupCount + 1)
    return fail({ kind: "sheet-wrong", details: { group: Math.min(groups.length + 1, 9) } });
  const bits = Buffer.alloc(groupCount * 2);
  for (let i = 0; i < groupCount; i++) bits.writeUInt16BE(Number(groups[i]) / 11, i * 2);
  if (groupsOf(bits)[groupCount] !== groups[groupCount])
    return fail({ kind: "sheet-wrong", details: { group: groupCount + 1 } });
  return ok(bits);
}

function groupsOf(bits: Buffer): SheetGroups {
  const check = Buffer.from(sha256Hex(bits).slice(0, 4), "hex");
  const whole = Buffer.concat([bits, check]);
  return Array.from({ length: groupCount + 1 }, (_, i) =>
    String(whole.readUInt16BE(i * 2) * 11).padStart(6, "0"),
  );
}

function isGroup(group: string): boolean {
  if (!/^\d{6}$/.test(group)) return false;
  const value = Number(group);
  return value % 11 === 0 && value / 11 <= 0xffff;
}
