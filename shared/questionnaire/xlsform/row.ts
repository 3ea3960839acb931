import { knownAppearances, knownParameters, plainAppearances } from "../definition/appearances.ts";
import {
  type ChoiceSource,
  type Default,
  emptyLogic,
  type FormNode,
  type Named,
  own,
  type Sensitivity,
} from "../definition/definition.ts";
import { nearest, type Place, type Report } from "../definition/problem.ts";
import { questionTypes } from "../definition/types.ts";
import { cellOf, headerOf, type ReadSheet, type SheetRecord } from "./columns.ts";
import { dynamicDefault } from "./default-cell.ts";
import { readMedia } from "./media.ts";
import { isDeclared, type Settings } from "./settings.ts";
import { cleanExpression, cleanText, cleanWord, wordOf } from "./sheets.ts";
import { textsOf } from "./texts.ts";

/** The ways in which sheets say yes and no. */
export const yes = /^(yes|true|true\(\)|1)$/i;
const no = /^(no|false|false\(\)|0)$/i;

/** What is known of a row before its cells are read. */
export type Found = Pick<FormNode, "path" | "name" | "parent" | "kind" | "type" | "row">;

/** Reads the cells of one row; what is wrong with them is reported, and left out. */
export function readRow(
  sheet: ReadSheet,
  record: SheetRecord,
  found: Found,
  inherited: Sensitivity,
  rest: string,
  settings: Settings,
  report: Report,
): FormNode {
  const place = (key: string): Place => ({
    sheet: sheet.name,
    row: record.row,
    column: headerOf(sheet, key),
  });
  const text = (key: string) => textsOf(sheet, record, key, settings.unmarkedAs);
  const expression = (key: string): string | null => {
    const cleaned = cleanExpression(cellOf(sheet, record, key));
    if (cleaned.changed) report.warn(place(key), "reference-normalised");
    return cleaned.text === "" ? null : cleaned.text;
  };
  const condition = (key: string): string | null => {
    const written = expression(key);
    if (written === null) return null;
    if (yes.test(written)) return "true()";
    return no.test(written) ? "false()" : written;
  };
  /** No is what holds anyway. */
  const yesOnly = (key: string) => {
    const written = condition(key);
    return written === "false()" ? null : written;
  };
  const parameters = readParameters(cleanWord(cellOf(sheet, record, "parameters")), (part) =>
    report.error(place("parameters"), "bad-parameter", { parameter: part }),
  );
  if (questionTypes.has(found.type))
    checkParameters(parameters, found.type, place("parameters"), report);
  const rows = cleanWord(cellOf(sheet, record, "rows"));
  const autoplay = cleanWord(cellOf(sheet, record, "autoplay"));
  const node: FormNode = {
    ...found,
    choices: readChoiceSource(found.type, rest, parameters),
    label: text("label"),
    hint: text("hint"),
    guidance: text("guidance_hint"),
    media: readMedia(sheet, record, settings.unmarkedAs, report),
    logic: {
      ...emptyLogic,
      relevant: condition("relevant"),
      required: yesOnly("required"),
      readonly: yesOnly("read_only"),
      constraint: condition("constraint"),
      warning: condition("warning"),
      calculation: expression("calculation"),
      trigger: readTrigger(expression("trigger"), () =>
        report.error(place("trigger"), "trigger-unknown"),
      ),
      default: readDefault(cellOf(sheet, record, "default"), found.type),
      choiceFilter: expression("choice_filter"),
      repeatCount: found.kind === "repeat" ? expression("repeat_count") : null,
    },
    requiredMessage: text("required_message"),
    constraintMessage: text("constraint_message"),
    warningMessage: text("warning_message"),
    appearance: readAppearance(cleanText(cellOf(sheet, record, "appearance")), place, report),
    parameters: {
      ...parameters,
      ...(rows === "" ? {} : { rows }),
      ...(autoplay === "" ? {} : { autoplay }),
    },
    sensitive: readSensitive(cleanWord(cellOf(sheet, record, "sensitive")), inherited, (word) =>
      report.error(place("sensitive"), "sensitive-unknown", { word }),
    ),
    movedFrom: cleanWord(cellOf(sheet, record, "moved_from")) || null,
    attributes: readAttributes(sheet, record, settings, report),
  };
  if (cleanWord(cellOf(sheet, record, "save_to")) !== "")
    report.unsupported(place("save_to"), "save_to", "ignored");
  if (found.kind !== "repeat" && cleanWord(cellOf(sheet, record, "repeat_count")) !== "")
    report.warn(place("repeat_count"), "count-not-repeat");
  return node;
}

function readChoiceSource(
  type: string,
  rest: string,
  parameters: Named<string>,
): ChoiceSource | null {
  const repeat = /^\$\{\s*([^{}$]+?)\s*\}$/.exec(rest)?.[1];
  switch (type) {
    case "select_one":
    case "select_multiple":
    case "rank":
      return repeat === undefined ? { from: "list", name: rest } : { from: "repeat", name: repeat };
    case "select_one_from_file":
    case "select_multiple_from_file":
      return {
        from: "table",
        name: rest.replace(/\.csv$/i, ""),
        value: parameters.value ?? "name",
        label: parameters.label ?? "label",
      };
    default:
      return null;
  }
}

/** `start=1 end=10`, also with `;` or `,` between. */
function readParameters(cell: string, complain: (part: string) => void): Named<string> {
  if (cell === "") return {};
  const parts = cell
    .replace(/\s*=\s*/g, "=")
    .replace(/\$\{\s*([^{}$]+?)\s*\}/g, (_, name: string) => `\${${name}}`)
    .split(/[\s;,]+/)
    .filter((part) => part !== "");
  const entries = parts.flatMap((part): [string, string][] => {
    const [key = "", value, ...more] = part.split("=");
    if (key === "" || value === undefined || value === "" || more.length > 0) {
      complain(part);
      return [];
    }
    const known = key.toLowerCase();
    return [[known, known === "randomize" ? value.toLowerCase() : value]];
  });
  return Object.fromEntries(entries.filter(([key]) => key !== "__proto__"));
}

function checkParameters(parameters: Named<string>, type: string, at: Place, report: Report) {
  const known = knownParameters[type] ?? {};
  for (const [parameter, value] of Object.entries(parameters)) {
    const allowed = own(known, parameter);
    if (!allowed) {
      const near = nearest(parameter, Object.keys(known));
      report.error(at, "unknown-parameter", { parameter, nearest: near });
    } else if (!allowed.test(value))
      report.error(at, "parameter-value", { parameter, value, type });
  }
  if ("seed" in parameters && parameters.randomize !== "true")
    report.error(at, "seed-without-randomize");
}

function readAppearance(
  cell: string,
  place: (key: string) => Place,
  report: Report,
): readonly string[] {
  const words = cell === "" ? [] : cell.split(/\s+/);
  if (/^ex:|^intent:|\bsearch\(/.test(cell)) {
    const refused = cell.includes("search(");
    report.unsupported(
      place("appearance"),
      refused ? "search()" : "ex:",
      refused ? "refused" : "shown-as-text",
    );
    return [];
  }
  for (const word of words) {
    const plain = word.toLowerCase();
    if (knownAppearances.has(plain)) continue;
    if (plainAppearances.has(plain) || plain.startsWith("printer"))
      report.unsupported(place("appearance"), plain, "shown-as-text");
    else
      report.warn(place("appearance"), "unknown-appearance", {
        appearance: word,
        nearest: nearest(plain, knownAppearances),
      });
  }
  return words.map((word) => word.toLowerCase());
}

function readSensitive(
  word: string,
  inherited: Sensitivity,
  complain: (word: string) => void,
): Sensitivity {
  if (word === "") return inherited;
  const known = (["low", "personal", "high"] as const).find((each) => each === wordOf(word));
  if (!known) complain(word);
  return known ?? inherited;
}

function readTrigger(cell: string | null, complain: () => void): readonly string[] {
  if (cell === null) return [];
  return cell.split(",").flatMap((part) => {
    if (part.trim() === "") return [];
    const name = /^\s*\$\{\s*([^{}$]+?)\s*\}\s*$/.exec(part)?.[1];
    if (name === undefined) complain();
    return name === undefined ? [] : [name];
  });
}

function readDefault(cell: string, type: string): Default | null {
  const literal = cleanText(cell);
  if (literal === "") return null;
  const { text } = cleanExpression(cell);
  return dynamicDefault(text, type)
    ? { kind: "expression", value: text }
    : { kind: "text", value: literal };
}

/** Attributes of other vocabularies, kept as written if their prefix is declared. */
function readAttributes(
  sheet: ReadSheet,
  record: SheetRecord,
  settings: Settings,
  report: Report,
): Named<string> {
  const entries: [string, string][] = [];
  for (const column of sheet.columns) {
    const match = /^(?:bind|instance|control|body)::(.+)$/.exec(column.key);
    const value = cleanText(record.cells[column.at] ?? "");
    if (!match || value === "") continue;
    const prefix = /^([^:]+):/.exec(match[1] ?? "")?.[1];
    if (prefix !== undefined && !isDeclared(settings, prefix))
      report.error(
        { sheet: sheet.name, row: record.row, column: column.header },
        "undeclared-prefix",
        { prefix },
      );
    entries.push([column.key.replace(/^control::/, "body::"), value]);
  }
  return Object.fromEntries(entries);
}
