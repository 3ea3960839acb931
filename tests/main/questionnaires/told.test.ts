import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadSentences } from "../../../main/cli/sentences.ts";
import { compileFolder } from "../../../main/questionnaires/compile-folder.ts";
import { temporaryDir } from "../vault/small-world.ts";

/** Forms with many mistakes, and what an author reads about them. */
async function told(language: "ar" | "en", sheets: { readonly [name: string]: string } | null) {
  const folder = join(temporaryDir(), "form");
  if (sheets) {
    mkdirSync(folder);
    for (const [name, text] of Object.entries(sheets)) writeFileSync(join(folder, name), text);
  }
  const { problem } = await loadSentences(language);
  const { problems } = await compileFolder(folder);
  return problems.map((one) => problem(one));
}

const mistakes = {
  "survey.csv": [
    "type,name,label::English (en),relevant,constraint,calculation,appearance,bind::x:y",
    "text,a,A,,,,,",
    "integer,b,B,${a},. > 0 and,,slider,1",
    "select_one nolist,c,C,${zz} = 1,regx(.),,,",
    "begin_group,g,G,,,,,",
    "text,a,A again,,\"regex(., '(a+)\\1')\",,,",
    "calculate,d,D,,,${e},,",
    "calculate,e,E,,,${d},,",
    "geotrace,h,H,,,,,",
    "text,,,,,,,",
    "",
  ].join("\n"),
};

test.each(["ar", "en"] as const)(
  "every mistake of a sheet is a whole sentence: %s",
  async (language) => {
    const sentences = [
      ...(await told(language, mistakes)),
      ...(await told(language, null)),
      ...(await told(language, { "survey.csv": 'type,name\n"text,a\n' })),
      ...(await told(language, { "survey.csv": "\uFFFE\u0000" })),
    ];
    expect(sentences.length).toBeGreaterThan(12);
    for (const sentence of sentences) {
      expect(sentence).not.toMatch(/\{\{|\}\}|^problem\.|undefined/);
      if (language === "ar") expect(sentence).toMatch(/[\u0600-\u06ff]/);
    }
  },
);

test("a name in a sentence is written as its author must write it", async () => {
  const sentences = await told("en", mistakes);
  expect(sentences.some((sentence) => sentence.includes("${a}\u2069 != ''"))).toBe(true);
});
