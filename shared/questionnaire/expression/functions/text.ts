import type { FunctionOfForms, Scope } from "../scope.ts";
import { fromBase64, fromUtf8, toBase64, toHex, toUtf8 } from "../utf8.ts";
import { any, made, number, text, texts } from "./given.ts";

// Positions count code points, so that no character of any script is ever cut in two.

export const textFunctions: { readonly [name: string]: FunctionOfForms } = {
  string: made(0, 1, (given, scope) => text(given, 0, scope)),
  concat: made(0, any, (given, scope) => joined(texts(given, 0, scope), "", scope)),
  join: made(1, any, (given, scope) =>
    joined(texts(given, 1, scope), text(given, 0, scope), scope),
  ),
  substr: made(2, 3, (given, scope) => {
    const points = [...text(given, 0, scope)];
    const from = fromEnd(number(given, 1, scope), points.length);
    const to = given[2] ? fromEnd(number(given, 2, scope), points.length) : points.length;
    // Of a position that is no number nothing is known, so nothing is cut out.
    return from < to ? points.slice(from, to).join("") : "";
  }),
  substring: made(2, 3, (given, scope) => {
    const points = [...text(given, 0, scope)];
    const first = Math.round(number(given, 1, scope));
    const after = given[2] ? first + Math.round(number(given, 2, scope)) : any;
    return points.filter((_, index) => index + 1 >= first && index + 1 < after).join("");
  }),
  "substring-before": made(2, 2, (given, scope) => {
    const whole = text(given, 0, scope);
    const at = whole.indexOf(text(given, 1, scope));
    return at < 0 ? "" : whole.slice(0, at);
  }),
  "substring-after": made(2, 2, (given, scope) => {
    const whole = text(given, 0, scope);
    const mark = text(given, 1, scope);
    const at = whole.indexOf(mark);
    return at < 0 ? "" : whole.slice(at + mark.length);
  }),
  contains: made(2, 2, (given, scope) => text(given, 0, scope).includes(text(given, 1, scope))),
  "starts-with": made(2, 2, (given, scope) =>
    text(given, 0, scope).startsWith(text(given, 1, scope)),
  ),
  "ends-with": made(2, 2, (given, scope) => text(given, 0, scope).endsWith(text(given, 1, scope))),
  "string-length": made(0, 1, (given, scope) => {
    let length = 0;
    for (const _ of text(given, 0, scope)) length++;
    return length;
  }),
  "normalize-space": made(0, 1, (given, scope) =>
    text(given, 0, scope)
      .replace(/[ \t\r\n]+/g, " ")
      .replace(/^ | $/g, ""),
  ),
  translate: made(3, 3, (given, scope) => {
    const from = [...text(given, 1, scope)];
    const to = [...text(given, 2, scope)];
    return [...text(given, 0, scope)]
      .map((point) => {
        const at = from.indexOf(point);
        return at < 0 ? point : (to[at] ?? "");
      })
      .join("");
  }),
  regex: made(2, 2, (given, scope) =>
    scope.form.matches(text(given, 1, scope), text(given, 0, scope)),
  ),
  "base64-decode": made(1, 1, (given, scope) => {
    const bytes = fromBase64(text(given, 0, scope));
    return bytes ? fromUtf8(bytes) : "";
  }),
  digest: made(2, 3, (given, scope) => {
    const algorithm = text(given, 1, scope).toLowerCase();
    if (!["sha-256", "sha-384", "sha-512"].includes(algorithm)) return "";
    const bytes = scope.form.digest(algorithm, toUtf8(text(given, 0, scope)));
    return given[2] && text(given, 2, scope) === "hex" ? toHex(bytes) : toBase64(bytes);
  }),
};

/** Texts that grow in each row, each made of the one before, are paid for before they are made. */
function joined(parts: readonly string[], between: string, scope: Scope): string {
  const length = parts.reduce((sum, part) => sum + part.length + between.length, 0);
  scope.form.spend(Math.ceil(length / 32));
  return parts.join(between);
}

function fromEnd(position: number, length: number): number {
  if (Number.isNaN(position)) return position;
  const whole = Math.trunc(position);
  return Math.max(0, Math.min(length, whole < 0 ? length + whole : whole));
}
