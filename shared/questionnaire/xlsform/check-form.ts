import {
  type Choice,
  type ChoiceSource,
  type Definition,
  type FormNode,
  listOf,
  own,
  type Texts,
} from "../definition/definition.ts";
import { type CellKind, graphOf } from "../definition/graph.ts";
import {
  nearest,
  newReport,
  type Place,
  type Problem,
  type Report,
} from "../definition/problem.ts";
import { type Asker, type Outline, outlineOf } from "../definition/reads.ts";
import { namesIn } from "../definition/texts.ts";
import { checkExpression } from "./check-expression.ts";
import { headerOf, type ReadSheet } from "./columns.ts";
import type { Settings } from "./settings.ts";
import type { SideFile } from "./sheets.ts";

export interface FormToCheck {
  readonly draft: Omit<Definition, "hash">;
  readonly survey: ReadSheet;
  readonly choices: ReadSheet | undefined;
  readonly rowOf: ReadonlyMap<Choice, number>;
  readonly settings: Pick<Settings, "row">;
  readonly files: readonly SideFile[];
  readonly report: Report;
}

/** Checks what only the whole form can tell: names, lists, files, expressions and who waits for whom. */
export function checkForm(form: FormToCheck) {
  const { draft, report } = form;
  const outline = outlineOf({ ...draft, hash: "" });
  if (draft.nodes.length === 0) report.error(place(form, 0, ""), "form-empty");
  draft.nodes.forEach((node, at) => {
    checkChoices(form, node);
    checkRow(form, node);
    checkLogic(form, outline, node, at);
    checkTexts(form, outline, node);
  });
  checkChoiceTexts(form, outline);
  if (draft.instanceName !== null) checkInstanceName(form, outline, draft.instanceName);
  if (outline.budget.left < 0)
    report.error(place(form, 0, ""), "form-too-large", { what: "expressions", most: 0 });
  // A name that could mean two rows may close a circle that is none.
  else if (!report.problems.some(({ code }) => code === "ambiguous-reference"))
    checkCycles(form, outline);
  checkMedia(form);
}

/** The errors of a form that did not come from sheets: what compiling it would have refused. */
export function soundnessOf(definition: Definition): readonly Problem[] {
  const report = newReport();
  const survey: ReadSheet = { name: "survey", columns: [], byKey: new Map(), records: [] };
  const settings = { row: 0 };
  checkForm({
    draft: definition,
    survey,
    choices: undefined,
    rowOf: new Map(),
    settings,
    files: [],
    report,
  });
  return report.problems.filter((problem) => problem.severity === "error");
}

const place = ({ survey }: FormToCheck, row: number, key: string): Place => ({
  sheet: survey.name,
  row,
  column: key === "" ? "" : headerOf(survey, key),
});

function checkChoices(form: FormToCheck, node: FormNode) {
  const { draft, report } = form;
  const source = node.choices;
  if (!source) return;
  const at = place(form, node.row, "type");
  if (source.from === "list") {
    const list = own(draft.lists, source.name);
    if (source.name === "") report.error(at, "list-not-named", { type: node.type });
    else if (!list)
      report.error(at, "missing-list", {
        list: source.name,
        nearest: nearest(source.name, Object.keys(draft.lists)),
      });
    else if (node.type !== "select_one") {
      const spaced = list.choices.find((choice) => /\s/.test(choice.name));
      if (spaced && form.choices)
        report.error(
          {
            sheet: form.choices.name,
            row: form.rowOf.get(spaced) ?? 0,
            column: headerOf(form.choices, "name"),
          },
          "choice-with-space",
          { name: spaced.name },
        );
    }
  }
  if (source.from === "table") {
    const table = own(draft.tables, source.name);
    if (!/\S/.test(source.name) || /[/\\:]/.test(source.name))
      report.error(at, "unsafe-path", { file: source.name });
    else if (/\.(xml|geojson)$/i.test(source.name))
      report.unsupported(at, source.name.replace(/.*\./, "."), "refused");
    else if (!table) report.error(at, "table-missing", { table: `${source.name}.csv` });
    else
      for (const column of [source.value, source.label])
        if (!table.columns.includes(column))
          report.error(at, "table-column-missing", { table: `${source.name}.csv`, column });
  }
}

/** What belongs on a row of its type, and what does not. */
function checkRow(form: FormToCheck, node: FormNode) {
  const { report, draft } = form;
  const asked = node.kind === "question" || node.kind === "note";
  const silent =
    Object.keys(node.label).length + Object.keys(node.hint).length + Object.keys(node.media).length;
  if (asked && silent === 0) report.warn(place(form, node.row, "label"), "label-missing");
  const { logic } = node;
  if (node.type === "calculate" && logic.calculation === null && logic.default === null)
    report.error(place(form, node.row, "calculation"), "calculation-missing");
  if (logic.trigger.length > 0 && logic.calculation === null)
    report.warn(place(form, node.row, "trigger"), "calculation-missing");
  if (logic.choiceFilter !== null && node.choices === null)
    report.warn(place(form, node.row, "choice_filter"), "not-on-this-type", { type: node.type });
  if (node.type === "csv-external" && !own(draft.tables, node.name))
    report.error(place(form, node.row, "name"), "table-missing", { table: `${node.name}.csv` });
  if (node.type === "range") checkRange(form, node);
  if (node.name === "meta")
    report.error(place(form, node.row, "name"), "reserved-name", { name: node.name });
  if (logic.default?.kind === "text") checkDefault(form, node, logic.default.value);
}

function checkRange(form: FormToCheck, node: FormNode) {
  const [start = 1, end = 10, step = 1] = ["start", "end", "step"].map((key) =>
    node.parameters[key] === undefined ? undefined : Number(node.parameters[key]),
  );
  const at = place(form, node.row, "parameters");
  const span = Math.abs(end - start);
  const stride = Math.abs(step);
  if (!(stride > 0) || !(span >= stride)) form.report.error(at, "bad-range", { start, end, step });
  const { tick_interval: ticks, tick_labelset: labels, placeholder } = node.parameters;
  const complain = (parameter: string, value: string) =>
    form.report.error(at, "parameter-value", { parameter, value, type: node.type });
  const isStep = (length: number) => Number.isInteger(Number((length / stride).toFixed(9)));
  const apart = Math.abs(Number(ticks));
  if (ticks !== undefined && !(apart > 0 && apart <= span)) complain("tick_interval", ticks);
  const [least, most] = [Math.min(start, end), Math.max(start, end)];
  const held = Number(placeholder);
  if (placeholder !== undefined && !(held >= least && held <= most && isStep(held - start)))
    complain("placeholder", placeholder);
  const { lists } = form.draft;
  if (labels !== undefined && !own(lists, labels))
    form.report.error(at, "missing-list", {
      list: labels,
      nearest: nearest(labels, Object.keys(lists)),
    });
}

/** A default that the question itself would refuse is better known before the first interview. */
function checkDefault(form: FormToCheck, node: FormNode, value: string) {
  const { report, draft } = form;
  const codes = listOf({ ...draft, hash: "" }, node).map((choice) => choice.name);
  const given = node.type.startsWith("select_one") ? [value] : value.split(/\s+/);
  const isSelect = node.choices !== null && node.choices.from === "list";
  const unknown = isSelect && given.find((code) => !codes.includes(code));
  const numeric = node.type === "integer" ? /^[+-]?\d+$/ : /^[+-]?(\d+\.?\d*|\.\d+)$/;
  const notNumber = (node.type === "integer" || node.type === "decimal") && !numeric.test(value);
  if (unknown || notNumber)
    report.warn(place(form, node.row, "default"), "bad-default", { value, type: node.type });
}

/** The column of each cell, as sheets call it. */
const columnOf: { readonly [kind in CellKind]: string } = {
  count: "repeat_count",
  relevant: "relevant",
  choices: "choice_filter",
  calculation: "calculation",
  required: "required",
  readonly: "read_only",
  constraint: "constraint",
  warning: "warning",
  texts: "label",
};

function checkLogic(form: FormToCheck, outline: Outline, node: FormNode, at: number) {
  const { logic } = node;
  const repeats = outline.repeats[at] ?? [];
  const asker: Asker = { node: at, repeats, here: "row" };
  const conditions = [
    ["relevant", logic.relevant],
    ["required", logic.required],
    ["readonly", logic.readonly],
    ["constraint", logic.constraint],
    ["warning", logic.warning],
  ] as const;
  const check = (kind: CellKind | "default", text: string | null, who: Asker, more = {}) => {
    if (text === null) return;
    const column = kind === "default" ? "default" : columnOf[kind];
    checkExpression(text, place(form, node.row, column), form.report, outline, who, {
      condition: false,
      stored: kind === "calculation" || kind === "default",
      definition: form.draft,
      ...more,
    });
  };
  for (const [kind, text] of conditions) check(kind, text, asker, { condition: true });
  check("calculation", logic.calculation, asker);
  check("count", logic.repeatCount, asker);
  if (logic.default?.kind === "expression") check("default", logic.default.value, asker);
  const source = node.choices;
  const entry = source?.from === "repeat" ? outline.byName.get(source.name)?.[0] : undefined;
  if (source?.from === "repeat" && entry === undefined)
    form.report.error(place(form, node.row, "type"), "unknown-reference", {
      name: source.name,
      nearest: nearest(source.name, outline.byName.keys()),
    });
  const innermost = entry === undefined ? undefined : outline.repeats[entry]?.at(-1);
  const here = innermost === undefined ? "choice" : { entryOf: innermost };
  const columns = source ? columnsOf(form.draft, source) : undefined;
  check("choices", logic.choiceFilter, { node: at, repeats, here }, columns ? { columns } : {});
  if (node.parameters.seed !== undefined)
    checkExpression(
      node.parameters.seed,
      place(form, node.row, "parameters"),
      form.report,
      outline,
      asker,
      { condition: false, stored: false, definition: form.draft },
    );
  for (const name of logic.trigger)
    if (!outline.byName.has(name))
      form.report.error(place(form, node.row, "trigger"), "unknown-reference", {
        name,
        nearest: nearest(name, outline.byName.keys()),
      });
}

/** What choices can be asked for; entries of a repeat have names of their own. */
function columnsOf(draft: FormToCheck["draft"], source: ChoiceSource) {
  if (source.from === "table") {
    const table = own(draft.tables, source.name);
    return table && new Set(table.columns);
  }
  if (source.from === "repeat") return undefined;
  const columns = new Set(["name", "label"]);
  for (const choice of own(draft.lists, source.name)?.choices ?? [])
    for (const column of Object.keys(choice.data)) columns.add(column);
  return columns;
}

function checkTexts(form: FormToCheck, outline: Outline, node: FormNode) {
  const texts = {
    label: node.label,
    hint: node.hint,
    guidance_hint: node.guidance,
    required_message: node.requiredMessage,
    constraint_message: node.constraintMessage,
    warning_message: node.warningMessage,
  };
  for (const [key, text] of Object.entries(texts)) {
    for (const [name, language] of inserted(text))
      checkName(form, outline, name, {
        ...place(form, node.row, key),
        column: headerOf(form.survey, key, language),
      });
    // Other tools compute it; here it would be read out as it stands.
    if (Object.values(text).some((one) => /\binstance\(\s*['"]/.test(one)))
      form.report.unsupported(place(form, node.row, key), "instance() in a text", "shown-as-text");
  }
}

/** Sentences of choices insert values too, and the files they show may be named by them. */
function checkChoiceTexts(form: FormToCheck, outline: Outline) {
  const { choices, rowOf } = form;
  if (!choices) return;
  for (const [choice, row] of rowOf)
    for (const [key, texts] of Object.entries({ label: choice.label, ...choice.media }))
      for (const [name, language] of inserted(texts))
        checkName(form, outline, name, {
          sheet: choices.name,
          row,
          column: headerOf(choices, key, language),
        });
}

/** The names a text inserts the values of, each with the first language that does. */
function inserted(texts: Texts): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [language, text] of Object.entries(texts))
    for (const name of namesIn(text)) if (!found.has(name)) found.set(name, language);
  return found;
}

function checkName(form: FormToCheck, outline: Outline, name: string, at: Place) {
  const rows = outline.byName.get(name) ?? [];
  if (name.startsWith("last-saved#")) form.report.unsupported(at, "last-saved", "refused");
  else if (rows.length === 0)
    form.report.error(at, "unknown-reference", {
      name,
      nearest: nearest(name, outline.byName.keys()),
    });
  else if (rows.length > 1) form.report.error(at, "ambiguous-reference", { name });
}

function checkInstanceName(form: FormToCheck, outline: Outline, text: string) {
  const at = {
    sheet: "settings",
    row: form.settings.row,
    column: "instance_name",
  };
  for (const name of namesIn(text)) checkName(form, outline, name, at);
}

/** A circle is shown once, at its first row, with all who wait in it. */
function checkCycles(form: FormToCheck, outline: Outline) {
  for (const cycle of graphOf(outline).cycles) {
    const members = cycle
      .map(({ node, kind }) => ({ node: form.draft.nodes[node], kind }))
      .sort((a, b) => (a.node?.row ?? 0) - (b.node?.row ?? 0));
    const first = members[0];
    if (!first?.node) continue;
    form.report.error(place(form, first.node.row, columnOf[first.kind]), "cycle", {
      members: members
        .map(
          ({ node, kind }) =>
            `\u2066${form.survey.name} row ${node?.row} (${columnOf[kind]} of "${node?.name}")\u2069`,
        )
        .join(" → "),
    });
  }
}

function checkMedia({ draft, survey, choices, rowOf, files, report }: FormToCheck) {
  const known = new Set(files.map((file) => file.name));
  const check = (sheet: ReadSheet, row: number, media: FormNode["media"]) => {
    for (const [kind, texts] of Object.entries(media))
      for (const [language, file] of Object.entries(texts))
        if (!known.has(file))
          report.warn(
            { sheet: sheet.name, row, column: headerOf(sheet, kind, language) },
            "media-missing",
            { file },
          );
  };
  for (const node of draft.nodes) check(survey, node.row, node.media);
  if (choices) for (const [choice, row] of rowOf) check(choices, row, choice.media);
}
