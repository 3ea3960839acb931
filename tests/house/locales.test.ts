// Whatever can be said, can be said in both languages.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commonFaults, contract } from "../../shared/contract/index.ts";
import { root, sourcesUnder } from "./sources.ts";

type Sentences = ReadonlyMap<string, string>;

const plurals = ["zero", "one", "two", "few", "many", "other"];
const plural = new RegExp(`_(${plurals.join("|")})$`);

/** `a.b_few` → the sentence. */
function flat(value: unknown, path = ""): [string, string][] {
  if (typeof value === "string") return [[path, value]];
  return Object.entries(value as object).flatMap(([key, below]) =>
    flat(below, path ? `${path}.${key}` : key),
  );
}

function wordFiles(language: string): string[] {
  return readdirSync(join(root, "locales", language))
    .filter((name) => name.endsWith(".json"))
    .sort();
}

function read(language: string, file: string): Sentences {
  const found = sourcesUnder([`locales/${language}`], file).find(
    ({ path }) => path === `locales/${language}/${file}`,
  );
  return new Map(flat(JSON.parse(found?.text ?? "{}")));
}

/**
 * The holes for values and the tags of one sentence, in all its plural forms together: those for
 * nothing, one and two may say the count in words.
 */
function holesOf(sentences: Sentences, key: string): string {
  const forms = [...sentences].filter(([name]) => name.replace(plural, "") === key);
  const holes = forms.flatMap(
    ([, said]) => said.match(/\{\{[^}]+\}\}|<\/?\w+>|\$t\([^)]*\)/g) ?? [],
  );
  return [...new Set(holes)].sort().join(" ");
}

const keys = (sentences: Sentences) =>
  [...new Set([...sentences.keys()].map((key) => key.replace(plural, "")))].sort();

/** Everything that is wrong between the two files of one word. */
function faultsBetween(ar: Sentences, en: Sentences): string[] {
  const faults: string[] = [];
  const [inArabic, inEnglish] = [keys(ar), keys(en)];
  for (const key of inArabic) if (!inEnglish.includes(key)) faults.push(`${key}: not in English`);
  for (const key of inEnglish) if (!inArabic.includes(key)) faults.push(`${key}: not in Arabic`);
  for (const key of inEnglish) {
    if (!inArabic.includes(key)) continue;
    if (holesOf(ar, key) !== holesOf(en, key)) faults.push(`${key}: other holes`);
    const counted = (sentences: Sentences, form: string) => sentences.has(`${key}_${form}`);
    if (!plurals.some((form) => counted(ar, form) || counted(en, form))) continue;
    for (const form of plurals) if (!counted(ar, form)) faults.push(`${key}: no Arabic ${form}`);
    for (const form of ["one", "other"])
      if (!counted(en, form)) faults.push(`${key}: no English ${form}`);
  }
  return faults;
}

/** Code that a sentence quotes as it is written in a form. */
const quoted = /UTF-8|\\\d|\{\d*,?\d*\}|\(\?…\)|\w+="[^"]*"|!= ''|(?<=\s)[*+?](?=\s)/g;

/**
 * What is wrong with a single sentence. A terminal's are laid out in themselves, and name options.
 */
function faultsIn(language: string, sentences: Sentences, onTerminal = false): string[] {
  return [...sentences].flatMap(([key, sentence]) => {
    const said = sentence.replaceAll(/\{\{[^}]+\}\}|<\/?\w+>/g, "").replaceAll(quoted, "");
    const faults: string[] = [];
    if (sentence === "") faults.push("empty");
    if (said.includes('"')) faults.push("straight quotation marks");
    if (said.includes("!")) faults.push("an exclamation mark");
    // Only the joining stroke of a letter before a hole: without it the letter would stand alone.
    if (language === "ar" && /ـ(?! ?\$?\{\{)/.test(sentence)) faults.push("tatweel");
    if (onTerminal) return faults.map((fault) => `${key}: ${fault}`);
    if (sentence.trim() !== sentence) faults.push("outer spaces");
    if (/\p{Nd}/u.test(said)) faults.push("digits");
    if (language === "ar" && /[,;?%]/.test(said)) faults.push("Latin punctuation");
    return faults.map((fault) => `${key}: ${fault}`);
  });
}

test("both languages have the same files", () => {
  expect(wordFiles("ar")).toEqual(wordFiles("en"));
});

test.each(wordFiles("en"))("%s says the same things in both languages", (file) => {
  expect(faultsBetween(read("ar", file), read("en", file))).toEqual([]);
});

test.each(
  ["ar", "en"].flatMap((language) => wordFiles(language).map((file) => [language, file] as const)),
)("%s/%s keeps to the manner of writing", (language, file) => {
  expect(faultsIn(language, read(language, file), file === "cli.json")).toEqual([]);
});

test.each(["ar", "en"])("every fault of the contract can be said in %s", (language) => {
  const kinds = new Set([
    ...commonFaults,
    ...Object.values(contract).flatMap(({ faults }): readonly string[] => faults),
  ]);
  const sentences = read(language, "faults.json");
  const said = new Set([...sentences.keys()].map((key) => key.replace(plural, "")));
  // The refusals of a live form are said beside the field, by the words of the questionnaires.
  const besideTheField = new Set(
    keys(read(language, "questionnaires.json")).flatMap((key) => key.split(".").slice(-1)),
  );
  const unsaid = [...kinds].filter((kind) => !said.has(kind) && !besideTheField.has(kind));
  expect(unsaid).toEqual([]);
});

test.each([
  ["a sentence that is missing", { a: "ا" }, { a: "a", b: "b" }],
  ["a hole that is missing", { a: "حُفظ" }, { a: "saved {{at}}" }],
  ["a tag that is missing", { a: "حُفظ" }, { a: "<b>saved</b>" }],
  ["an Arabic plural that is missing", { a_one: "س", a_other: "س" }, { a_one: "x", a_other: "x" }],
])("%s is found", (_, ar, en) => {
  expect(faultsBetween(new Map(flat(ar)), new Map(flat(en)))).not.toEqual([]);
});

test.each([
  ["straight quotation marks", "en", 'the "vault"'],
  ["a digit", "en", "at least 6 words"],
  ["an Arabic digit", "ar", "بعد ٣ أيام"],
  ["a space at the end", "en", "Saved "],
  ["a Latin comma in Arabic", "ar", "حُفظ, شكراً"],
])("%s is found", (_, language, sentence) => {
  expect(faultsIn(language, new Map([["a", sentence]]))).toHaveLength(1);
});
