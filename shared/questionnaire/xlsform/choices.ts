import type { Choice, ChoiceList, Named } from "../definition/definition.ts";
import type { Report } from "../definition/problem.ts";
import { cellOf, headerOf, type ReadSheet, type SheetRecord } from "./columns.ts";
import { readMedia } from "./media.ts";
import { cleanText, cleanWord, limits } from "./sheets.ts";
import { checkTranslations, textsOf } from "./texts.ts";

export interface ReadLists {
  readonly lists: Named<ChoiceList>;
  /** The row of each choice, for what is found out about it later. */
  readonly rowOf: ReadonlyMap<Choice, number>;
}

/** Reads the choices sheet into lists, in the order of its rows. */
export function readLists(
  sheet: ReadSheet | undefined,
  unmarkedAs: string,
  languages: readonly string[],
  duplicatesAllowed: boolean,
  report: Report,
): ReadLists {
  const lists = new Map<string, Choice[]>();
  const rowOf = new Map<Choice, number>();
  if (!sheet) return { lists: {}, rowOf };
  const seen = new Map<string, number>();
  const place = (row: number, key: string) => ({
    sheet: sheet.name,
    row,
    column: headerOf(sheet, key),
  });
  if (sheet.records.length > limits.choices)
    report.error(place(0, ""), "form-too-large", { what: "choices", most: limits.choices });
  const data = sheet.columns.filter((column) => column.key.startsWith("data::"));
  for (const record of sheet.records.slice(0, limits.choices)) {
    const { row } = record;
    const list = cleanWord(cellOf(sheet, record, "list_name"));
    const name = cleanWord(cellOf(sheet, record, "name"));
    if (list === "" && name === "" && isSilent(sheet, record)) continue;
    if (list === "" || list === "__proto__") {
      report.error(place(row, "list_name"), "list-missing", { name });
      continue;
    }
    if (name === "") {
      report.error(place(row, "name"), "name-missing");
      continue;
    }
    const before = seen.get(`${list} ${name}`);
    if (before !== undefined && !duplicatesAllowed)
      report.error(place(row, "name"), "duplicate-choice", { name, list, other: before });
    seen.set(`${list} ${name}`, row);
    const choice: Choice = {
      name,
      label: textsOf(sheet, record, "label", unmarkedAs),
      media: readMedia(sheet, record, unmarkedAs, report),
      data: Object.fromEntries(
        data
          .map((column) => [column.key.slice(6), cleanText(record.cells[column.at] ?? "")] as const)
          .filter(([, value]) => value !== ""),
      ),
    };
    if (Object.keys(choice.label).length + Object.keys(choice.media).length === 0)
      report.warn(place(row, "label"), "choice-label-missing", { name });
    rowOf.set(choice, row);
    const known = lists.get(list);
    if (known) known.push(choice);
    else lists.set(list, [choice]);
  }
  const rows = [...rowOf].map(([choice, row]) => ({ row, texts: { label: choice.label } }));
  checkTranslations(sheet, rows, languages, report);
  return {
    lists: Object.fromEntries([...lists].map(([name, choices]) => [name, { choices }])),
    rowOf,
  };
}

/** Whether a row without a list and a name has nothing to say either: a remark of its author. */
const isSilent = (sheet: ReadSheet, record: SheetRecord) =>
  Object.keys(textsOf(sheet, record, "label", "")).length === 0;
