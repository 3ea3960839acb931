import type { Texts } from "../definition/definition.ts";
import type { Report } from "../definition/problem.ts";
import type { SurveyRow } from "./survey.ts";

/**
 * Puts `{name}$`, as editors for right-to-left text leave it, right in sentences: only where there
 * is a row of that name, because in a sentence it could be anything.
 */
export function turnedRight(rows: readonly SurveyRow[], sheet: string, report: Report) {
  const names = new Set(rows.map(({ node }) => node.name));
  return rows.map((row): SurveyRow => {
    let turned = false;
    const right = (texts: Texts): Texts => {
      if (!Object.values(texts).some((text) => text.includes("}$"))) return texts;
      const entries = Object.entries(texts).map(([language, text]): [string, string] => [
        language,
        text.replace(/(?<!\$)\{\s*([^{}$\s]+)\s*\}\$(?!\{)/g, (whole, name: string) => {
          turned ||= names.has(name);
          return names.has(name) ? `\${${name}}` : whole;
        }),
      ]);
      return Object.fromEntries(entries);
    };
    const { node } = row;
    const label = right(node.label);
    const hint = right(node.hint);
    const constraintMessage = right(node.constraintMessage);
    if (!turned) return row;
    report.warn({ sheet, row: node.row, column: "label" }, "reference-normalised");
    return { ...row, node: { ...node, label, hint, constraintMessage } };
  });
}
