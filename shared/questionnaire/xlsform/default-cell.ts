import { parseExpression } from "../expression/parse.ts";
import { type Expression, walkExpression } from "../expression/syntax.ts";

const writtenValue = /^\d{4}-\d{2}(-\d{2})?([T~].*)?$|^\d{1,2}:\d{2}/;

/**
 * Whether a default is to be computed: it holds `${…}`, a function call, or an operator between
 * operands. `2018-11-20`, `well-known` and `yes or no` are none of these.
 */
export function dynamicDefault(text: string, type: string): boolean {
  if (text.includes("${")) return true;
  if (writtenValue.test(text) || type === "geopoint") return false;
  const parsed = parseExpression(text);
  if (!parsed.ok) return false;
  let computes = false;
  let bareName = false;
  walkExpression(parsed.value, (part: Expression) => {
    if (part.kind === "call" || part.kind === "binary") computes = true;
    if (part.kind === "path" && part.from === "here") bareName = true;
    return undefined;
  });
  return computes && (!bareName || parsed.value.kind === "call");
}
