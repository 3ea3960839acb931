// The house as text and as trees, for the tests that walk through it.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import ts from "typescript";

export const root = join(import.meta.dirname, "../..");

/** The rooms of which the product is made. */
export const rooms = ["main", "preload", "renderer", "shared"] as const;

export interface Source {
  /** From the root, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** Every file below some folders whose name ends in one of the endings, in a steady order. */
export function sourcesUnder(folders: readonly string[], ...endings: readonly string[]): Source[] {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  return files.sort().map((file) => ({
    path: relative(root, file).split(sep).join("/"),
    text: readFileSync(file, "utf8"),
  }));
}

/**
 * Calls `look` for every node of a file; gives what it says with the line, as "path:line: what".
 */
export function findings(
  { path, text }: Source,
  look: (node: ts.Node, file: ts.SourceFile) => string | undefined,
): string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node) => {
    const what = look(node, file);
    if (what) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
      found.push(`${path}:${line + 1}: ${what}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** The text of a string or of a template without holes; otherwise undefined. */
export function literalText(node: ts.Node): string | undefined {
  return ts.isStringLiteralLike(node) ? node.text : undefined;
}
