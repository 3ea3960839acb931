import type { Named, Texts } from "../definition/definition.ts";
import type { Report } from "../definition/problem.ts";
import { headerOf, type ReadSheet, type SheetRecord } from "./columns.ts";
import { textsOf } from "./texts.ts";

const mediaKeys = ["image", "audio", "video", "big-image"] as const;

/** The files a row or a choice shows; they lie beside the form, under a bare name. */
export function readMedia(
  sheet: ReadSheet,
  record: SheetRecord,
  unmarkedAs: string,
  report: Report,
): Named<Texts> {
  const found = mediaKeys.map((key) => [key, textsOf(sheet, record, key, unmarkedAs)] as const);
  for (const [key, files] of found)
    for (const [spoken, file] of Object.entries(files))
      if (/[/\\:]|^\.\.?$/.test(file))
        report.error(
          { sheet: sheet.name, row: record.row, column: headerOf(sheet, key, spoken) },
          "unsafe-path",
          { file },
        );
  return Object.fromEntries(found.filter(([, files]) => Object.keys(files).length > 0));
}
