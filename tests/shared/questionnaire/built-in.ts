import { readFileSync } from "node:fs";
import { compileFolder } from "../../../main/questionnaires/compile-folder.ts";

export const builtInFolder = "questionnaires/returnee-interview";

/** The questionnaire every Daftar comes with, from its own sheets. */
export async function builtInForm() {
  const { definition, problems } = await compileFolder(builtInFolder);
  if (!definition) throw new Error(JSON.stringify(problems));
  return definition;
}

/** The XForm that pyxform made of the same sheets. */
export const builtInXForm = () =>
  readFileSync("tests/fixtures/forms/returnee_interview.xform.xml", "utf8");
