import type { LiveNode } from "./tree.ts";
import { acceptValue, codesIn } from "./values.ts";
import type { Violation } from "./view.ts";

/** What is wrong with a node's answer; null for what is right, closed, or no question. */
export function violationOf(node: LiveNode): Violation | null {
  if (!node.standing || (node.kind !== "question" && node.kind !== "hidden")) return null;
  if (node.value.trim() === "") {
    const unmet = node.required && node.state === "not-asked";
    return unmet || (node.required && node.aside !== "") ? "required" : null;
  }
  if (hasUnknownCode(node)) return "not-in-list";
  if (node.kind === "question" && !hasItsType(node)) return "type";
  return node.constraintMet ? null : "constraint";
}

/** A code that no list of the form knows: kept from another version, or calculated wrongly. */
function hasUnknownCode({ row, value, offered }: LiveNode): boolean {
  if (!row.node.choices) return false;
  const codes = row.node.choices.from === "repeat" ? offered?.codes : row.byCode;
  return codesIn(row, value).some((code) => !codes?.has(code));
}

/** Answers from elsewhere may not be what their question now asks for; a rank may have become short. */
function hasItsType(node: LiveNode): boolean {
  const { row, value, offered } = node;
  if (row.value === "text" || row.value === "one" || row.value === "many")
    return row.isPartialDate ? accepts(node) : true;
  if (row.value === "rank") return codesIn(row, value).length === (offered ?? row.whole).codes.size;
  return accepts(node);
}

const accepts = ({ row, value, offered }: LiveNode) =>
  acceptValue(row, value, offered ?? row.whole).ok;
