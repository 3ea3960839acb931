import type { Named, Texts } from "../definition/definition.ts";
import type { Report } from "../definition/problem.ts";
import { cellOf, headerOf, type ReadSheet } from "./columns.ts";
import { cleanExpression, cleanText, cleanWord } from "./sheets.ts";
import { type SpokenLanguages, textsOf } from "./texts.ts";

export interface Settings {
  readonly id: string;
  readonly version: string;
  readonly title: Texts;
  readonly root: string;
  /** In which the form opens. */
  readonly defaultLanguage: string;
  /** What a column without a language speaks. */
  readonly unmarkedAs: string;
  readonly instanceName: string | null;
  readonly namespaces: Named<string>;
  readonly style: string;
  readonly duplicatesAllowed: boolean;
  /** Where a problem with the instance name is shown. */
  readonly row: number;
}

/** Settings of other tools that mean nothing to an application without a network. */
export const unsupportedSettings: ReadonlySet<string> = new Set([
  "submission_url",
  "public_key",
  "auto_send",
  "auto_delete",
  "sms_",
  "client_editable",
  "delimiter",
  "compact_",
]);

/** `jr`, `orx` and the like belong to every form and need no declaration. */
const builtInPrefixes = ["jr", "orx", "odk", "xsd", "ev", "h"] as const;

/** Reads the settings sheet; a form without one is known by its file name. */
export function readSettings(
  sheet: ReadSheet | undefined,
  fallbackId: string,
  { names, unmarkedAs }: SpokenLanguages,
  report: Report,
): Settings {
  const record = sheet?.records[0];
  const cell = (key: string) => (sheet && record ? cellOf(sheet, record, key) : "");
  const place = (key: string) => ({
    sheet: sheet?.name ?? "settings",
    row: record?.row ?? 0,
    column: sheet ? headerOf(sheet, key) : key,
  });
  const wanted = wantedLanguage(sheet);
  const [first = unmarkedAs] = names;
  if (wanted !== "" && names.length > 0 && !names.includes(wanted))
    report.warn(place("default_language"), "default-language-unknown", { language: wanted });
  const defaultLanguage = names.includes(unmarkedAs) ? unmarkedAs : first;
  const id = cleanWord(cell("form_id")) || fallbackId;
  if (id === "") report.error(place("form_id"), "id-missing");
  const root = cleanWord(cell("name")) || "data";
  if (!isName(root)) report.error(place("name"), "bad-name", { name: root });
  const title = sheet && record ? textsOf(sheet, record, "form_title", defaultLanguage) : {};
  const instanceName = cleanExpression(cell("instance_name")).text;
  return {
    id,
    version: cleanWord(cell("version")),
    title: Object.keys(title).length > 0 ? title : { [defaultLanguage]: id },
    root,
    defaultLanguage,
    unmarkedAs,
    instanceName: instanceName === "" ? null : instanceName,
    namespaces: readNamespaces(cell("namespaces"), () =>
      report.error(place("namespaces"), "bad-namespaces"),
    ),
    style: cleanText(cell("style")),
    duplicatesAllowed: /^(yes|true|1)$/i.test(cleanWord(cell("allow_choice_duplicates"))),
    row: record?.row ?? 0,
  };
}

/** The language in which a form says it opens; empty when it says nothing. */
export function wantedLanguage(sheet: ReadSheet | undefined): string {
  const record = sheet?.records[0];
  return sheet && record ? cleanText(cellOf(sheet, record, "default_language")) : "";
}

/** `daftar="urn:daftar:xforms" esri="http://…"`. */
function readNamespaces(cell: string, complain: () => void): Named<string> {
  const text = cleanExpression(cell).text;
  const found = [...text.matchAll(/([A-Za-z_][\w.-]*)\s*=\s*"([^"<>&]*)"/g)];
  if (text.replace(/([A-Za-z_][\w.-]*)\s*=\s*"([^"<>&]*)"/g, "").trim() !== "") complain();
  return Object.fromEntries(found.map(([, prefix = "", uri = ""]) => [prefix, uri]));
}

/** Whether a prefix may stand before a name in this form. */
export const isDeclared = (settings: Settings, prefix: string) =>
  Object.hasOwn(settings.namespaces, prefix) || builtInPrefixes.some((known) => known === prefix);

/** An XML name in any script, without a colon; and none that objects of the language inherit. */
export const isName = (text: string) =>
  /^[\p{L}_][\p{L}\p{M}\p{N}_.·-]*$/u.test(text) && text !== "__proto__" && text.length <= 200;
