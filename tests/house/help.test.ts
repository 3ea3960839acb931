// Help says what the program says today: its keys and the words of its buttons are never written twice.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pageNames } from "../../renderer/help/pages.ts";
import { everyKey, keyNames } from "../../renderer/ui/every-key.ts";
import { findings, literalText, root, type Source, sourcesUnder } from "./sources.ts";

const read = (language: string, file: string) =>
  JSON.parse(readFileSync(join(root, `locales/${language}/${file}.json`), "utf8"));

/** What is wrong with the holes of a text: no such key, no such sentence, or one with holes of its own. */
function wrongHoles(language: string, text: string): string[] {
  return [...text.matchAll(/\{\{([^}]+)\}\}/gu)].flatMap(([, hole = ""]) => {
    if (!hole.includes(":")) return hole in everyKey ? [] : [`${hole}: no such key`];
    const [file = "", path = ""] = hole.split(":");
    const sentence = path.split(".").reduce((book, name) => book?.[name], read(language, file));
    if (typeof sentence !== "string") return [`${hole}: no such sentence`];
    return sentence.includes("{{") ? [`${hole}: has holes of its own`] : [];
  });
}

test.each(["ar", "en"])(
  "the help in %s names only keys and sentences that are there",
  (language) => {
    expect(wrongHoles(language, JSON.stringify(read(language, "help-pages")))).toEqual([]);
  },
);

test.each(["ar", "en"])("the help in %s has its pages, and no other", (language) => {
  expect(Object.keys(read(language, "help-pages").pages)).toEqual([...pageNames]);
});

test("a key, a sentence and a sentence with holes that do not fit are each found", () => {
  const text =
    "{{no-key}} {{common:no-sentence}} {{questionnaires:move.text}} {{lock}} {{ui:toast.undo}}";
  expect(wrongHoles("en", text)).toHaveLength(3);
});

const definition = "renderer/ui/every-key.ts";
const screens = sourcesUnder(["renderer"], ".ts", ".tsx").filter(({ path }) => path !== definition);

/** Keys written out where they should be named: held with another, or a function key. */
function keysWrittenOut(source: Source): string[] {
  return findings(source, (node) => {
    const text = literalText(node) ?? "";
    return /^((Ctrl|Alt|Shift)\+\S+|F\d{1,2})$/u.test(text) ? text : undefined;
  });
}

test("keys are written in one place", () => {
  expect(screens.flatMap(keysWrittenOut)).toEqual([]);
  expect(keysWrittenOut({ path: "x.ts", text: 'const chord = "Ctrl+KeyL";\n' })).toHaveLength(1);
});

test("every key is listened for by a screen", () => {
  const listening = screens.filter(({ text }) => text.includes("useKeys(")).map(({ text }) => text);
  const unheard = keyNames.filter((name) => !listening.some((text) => text.includes(`"${name}"`)));
  expect(unheard).toEqual([]);
});

test("two keys of one place are not the same, and none is one that works everywhere", () => {
  const taken = keyNames.map((name) => `${everyKey[name].where} ${everyKey[name].chord}`);
  expect(new Set(taken).size).toBe(taken.length);
  const everywhere = new Set(taken.filter((one) => one.startsWith("everywhere ")));
  expect(everywhere.size).toBeGreaterThan(5);
  const shadowed = keyNames.filter(
    (name) =>
      everyKey[name].where !== "everywhere" && everywhere.has(`everywhere ${everyKey[name].chord}`),
  );
  expect(shadowed).toEqual([]);
});
