import {
  type Choice,
  type ChoiceList,
  emptyLogic,
  type FormNode,
  type Language,
  type Named,
  own,
  type Texts,
} from "../definition/definition.ts";
import type { Report } from "../definition/problem.ts";
import { headerOf, type ReadSheet } from "./columns.ts";
import type { SurveyRow } from "./survey.ts";

export interface OtherWords {
  /** The added choice. */
  readonly choice: string;
  /** The question that follows when it is chosen. */
  readonly question: string;
}

const english: OtherWords = { choice: "Other", question: "Specify other." };

/**
 * Adds what `or_other` asks for: a choice `other` at the end of the list, and after the question
 * another that asks which, relevant when `other` is chosen.
 */
export function withOther(
  rows: readonly SurveyRow[],
  lists: Named<ChoiceList>,
  languages: readonly Language[],
  words: Named<OtherWords>,
): { readonly nodes: readonly FormNode[]; readonly lists: Named<ChoiceList> } {
  if (!rows.some((row) => row.orOther)) return { nodes: rows.map((row) => row.node), lists };
  const say = (which: keyof OtherWords): Texts =>
    Object.fromEntries(
      languages.map(({ name, tag }) => [name, (own(words, tag) ?? english)[which]]),
    );
  const wanted = new Set(
    rows.flatMap(({ node, orOther }) =>
      orOther && node.choices?.from === "list" ? [node.choices.name] : [],
    ),
  );
  const other: Choice = { name: "other", label: say("choice"), media: {}, data: {} };
  const longer = Object.entries(lists).map(([name, list]): [string, ChoiceList] =>
    wanted.has(name) && !list.choices.some((choice) => choice.name === "other")
      ? [name, { choices: [...list.choices, other] }]
      : [name, list],
  );
  return { nodes: insertQuestions(rows, say("question")), lists: Object.fromEntries(longer) };
}

/** Says where `or_other` cannot keep its promise that another answer can always be given. */
export function checkOther(rows: readonly SurveyRow[], sheet: ReadSheet, report: Report) {
  const rowOf = new Map(rows.map(({ node }) => [node.path, node.row]));
  for (const { node, orOther } of rows) {
    if (!orOther) continue;
    const at = (key: string) => ({
      sheet: sheet.name,
      row: node.row,
      column: headerOf(sheet, key),
    });
    if (node.choices?.from !== "list" || node.logic.choiceFilter !== null)
      report.error(at(node.logic.choiceFilter === null ? "type" : "choice_filter"), "other-hidden");
    const name = `${node.name}_other`;
    const taken = rowOf.get(`${node.path}_other`);
    if (taken !== undefined) report.error(at("name"), "duplicate-name", { name, other: taken });
  }
}

/** Rows move down where a question is inserted, and so do the places of their parents. */
function insertQuestions(rows: readonly SurveyRow[], label: Texts): readonly FormNode[] {
  const placed: FormNode[] = [];
  const movedTo: number[] = [];
  for (const { node, orOther } of rows) {
    const parent = node.parent === null ? null : (movedTo[node.parent] ?? null);
    movedTo.push(placed.length);
    placed.push({ ...node, parent });
    if (orOther) placed.push(questionAfter({ ...node, parent }, label));
  }
  return placed;
}

function questionAfter(node: FormNode, label: Texts): FormNode {
  return {
    ...node,
    path: `${node.path}_other`,
    name: `${node.name}_other`,
    type: "text",
    choices: null,
    label,
    hint: {},
    guidance: {},
    media: {},
    logic: { ...emptyLogic, relevant: `selected(../${node.name}, 'other')` },
    requiredMessage: {},
    constraintMessage: {},
    warningMessage: {},
    appearance: [],
    parameters: {},
    movedFrom: null,
    attributes: {},
  };
}
