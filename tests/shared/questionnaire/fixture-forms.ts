import { readFileSync } from "node:fs";
import type { Definition, Named } from "../../../shared/questionnaire/index.ts";
import { csvFile, definitionOf, type Tables } from "./scenario.ts";

/** Our own forms. Each lies in tests/fixtures/forms as its author's tables and as an XForm. */
export const forms = ["logic", "repeats", "types", "functions", "rosters", "paths"] as const;

type Lines = string | readonly string[];
interface Written extends Named<Lines | Named<Lines>> {
  readonly survey: Lines;
  readonly choices?: Lines;
  readonly settings?: Lines;
  /** CSV files beside the form. */
  readonly files?: Named<Lines>;
}

const folder = "tests/fixtures/forms";
const whole = (lines: Lines) => (typeof lines === "string" ? lines : lines.join("\n"));

function writtenForm(name: string): { tables: Tables; files: Named<string> } {
  const { files = {}, ...sheets }: Written = JSON.parse(
    readFileSync(`${folder}/${name}.json`, "utf8"),
  );
  const texts = (from: Named<unknown>) =>
    Object.fromEntries(Object.entries(from).map(([key, lines]) => [key, whole(lines as Lines)]));
  return { tables: texts(sheets) as Tables & Named<string>, files: texts(files) };
}

/** A form as our own engine takes it. */
export function fixtureDefinition(name: string): Definition {
  const { tables, files } = writtenForm(name);
  const sideFiles = Object.entries(files).map(([file, text]) => csvFile(file, text));
  // pyxform calls a form without an id after its root.
  return definitionOf({ settings: "form_id\ndata", ...tables }, sideFiles);
}

/** The same form as ODK's engine takes it: what `loadOracle` asks for. */
export const fixtureXForm = (name: string): readonly [xform: string, files: Named<string>] => [
  readFileSync(`${folder}/${name}.xform.xml`, "utf8"),
  writtenForm(name).files,
];
