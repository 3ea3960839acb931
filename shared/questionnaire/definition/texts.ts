import type { Texts } from "./definition.ts";

/** A sentence of a form cut into what it is made of. */
export type Piece =
  | { readonly kind: "text"; readonly text: string; readonly weight: "plain" | "emphasis" }
  | { readonly kind: "reference"; readonly name: string }
  | { readonly kind: "break" };

const marks =
  /\$\{\s*([^{}$]+?)\s*\}|\r\n?|\n|\*\*(?=\S)|(?<=\S)\*\*|(?<![\p{L}\p{N}_\\])[*_](?=[^\s*_])|(?<=[^\s*_\\])[*_](?![\p{L}\p{N}_])/gu;
const heading = /^ {0,3}#{1,6}[ \t]+(.*?)[ \t]*#*$/;

/**
 * Cuts a sentence into literal text, values, line breaks and emphasis.
 *
 * Of markdown only `**`, `*` or `_`, headings (as emphasis) and line breaks mean anything; tags and
 * all else are shown as typed. A mark without its partner is a character like any other.
 */
export function piecesOf(text: string): readonly Piece[] {
  const lines = text.split(/\r\n?|\n/);
  return lines.flatMap((line, at): readonly Piece[] => {
    const title = heading.exec(line);
    const pieces = title ? linePieces(title[1] ?? "", true) : linePieces(line, false);
    return at === 0 ? pieces : [{ kind: "break" }, ...pieces];
  });
}

function linePieces(line: string, emphasised: boolean): readonly Piece[] {
  const pieces: Piece[] = [];
  const add = (text: string, strong: boolean) => {
    if (text !== "") pieces.push({ kind: "text", text, weight: strong ? "emphasis" : "plain" });
  };
  let open: { readonly mark: string; readonly at: number } | undefined;
  let done = 0;
  for (const found of line.matchAll(marks)) {
    const [mark, name] = found;
    if (found.index < done) continue;
    if (name !== undefined) {
      add(line.slice(done, found.index), emphasised || open !== undefined);
      pieces.push({ kind: "reference", name });
      done = found.index + mark.length;
    } else if (open?.mark === mark) {
      add(line.slice(done, found.index), true);
      done = found.index + mark.length;
      open = undefined;
    } else if (!open && line.indexOf(mark, found.index + mark.length + 1) > 0) {
      add(line.slice(done, found.index), emphasised);
      done = found.index + mark.length;
      open = { mark, at: pieces.length };
    }
  }
  add(line.slice(done), emphasised || open !== undefined);
  return open ? reopened(pieces, open, emphasised) : pieces;
}

/** Gives back a mark that found no partner, and takes away the emphasis it had begun. */
function reopened(
  pieces: readonly Piece[],
  open: { readonly mark: string; readonly at: number },
  emphasised: boolean,
): readonly Piece[] {
  const plain = emphasised ? "emphasis" : "plain";
  const after = pieces
    .slice(open.at)
    .map((piece): Piece => (piece.kind === "text" ? { ...piece, weight: plain } : piece));
  return [...pieces.slice(0, open.at), { kind: "text", text: open.mark, weight: plain }, ...after];
}

/** The names that a text, in any of its languages, inserts the values of. */
export function namesOf(texts: Texts): readonly string[] {
  let names: readonly string[] = [];
  for (const language in texts) {
    const text = texts[language] ?? "";
    if (text.includes("${")) names = [...names, ...namesIn(text)];
  }
  return names;
}

/** The names a text inserts the values of. */
export function namesIn(text: string): readonly string[] {
  if (!text.includes("${")) return [];
  return [...text.matchAll(/\$\{\s*([^{}$]+?)\s*\}/g)].map((found) => found[1] ?? "");
}
