import type { Choice, ChoiceList, Named } from "../definition/definition.ts";
import type { Report } from "../definition/problem.ts";
import { cellOf, headerOf, type ReadSheet } from "./columns.ts";
import { cleanText, cleanWord, limits } from "./sheets.ts";
import { checkTranslations, textsOf } from "./texts.ts";

export interface ReadLists {
  readonly lists: Named<ChoiceList>;
  /** The row of each choice, for what is found out about it later. */
  readonly rowOf: ReadonlyMap<Choice, number>;
}

const mediaKeys = ["image", "audio", "video", "big-image"] as const;

/** Reads the choices sheet into lists, in the order of its rows. */
export function readLists(
  sheet: ReadSheet | undefined,
  defaultLanguage: string,
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
  const media = mediaKeys.filter((key) => sheet.byKey.has(key));
  const data = sheet.columns.filter((column) => column.key.startsWith("data::"));
  for (const record of sheet.records.slice(0, limits.choices)) {
    const { row } = record;
    const list = cleanWord(cellOf(sheet, record, "list_name"));
    const name = cleanWord(cellOf(sheet, record, "name"));
    if (list === "" && name === "") continue;
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
      label: textsOf(sheet, record, "label", defaultLanguage),
      media: Object.fromEntries(
        media
          .map((key) => [key, textsOf(sheet, record, key, defaultLanguage)] as const)
          .filter(([, texts]) => Object.keys(texts).length > 0),
      ),
      data: Object.fromEntries(
        data
          .map((column) => [column.key.slice(6), cleanText(record.cells[column.at] ?? "")] as const)
          .filter(([, value]) => value !== ""),
      ),
    };
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
