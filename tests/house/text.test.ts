// Sentences live in locales/: no screen has a literal text, and no code has an Arabic word.
import ts from "typescript";
import { expect, test } from "vitest";
import { findings, literalText, rooms, type Source, sourcesUnder } from "./sources.ts";

/** Attributes that people read or hear. */
const spoken = new Set([
  "aria-label",
  "aria-description",
  "aria-roledescription",
  "aria-valuetext",
  "aria-placeholder",
  "title",
  "placeholder",
  "alt",
  "label",
  "description",
  "hint",
  "heading",
  "message",
  "errorMessage",
]);

const hasWord = (text: string) => /\p{L}/u.test(text);

function literalsOnScreen(source: Source): string[] {
  return findings(source, (node) => {
    if (ts.isJsxText(node)) return hasWord(node.text) ? node.text.trim() : undefined;
    if (ts.isJsxAttribute(node) && spoken.has(node.name.getText()))
      return wordsIn(node.initializer);
    if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent))
      return wordsIn(node.expression);
    return undefined;
  });
}

/** The first words a person would read, if an expression holds any itself. */
function wordsIn(node: ts.Node | undefined): string | undefined {
  if (!node) return undefined;
  const text = literalText(node);
  if (text !== undefined) return hasWord(text) ? text : undefined;
  if (ts.isTemplateExpression(node))
    return [node.head, ...node.templateSpans.map(({ literal }) => literal)]
      .map(({ text: piece }) => piece)
      .find(hasWord);
  if (ts.isJsxExpression(node)) return wordsIn(node.expression);
  if (ts.isParenthesizedExpression(node)) return wordsIn(node.expression);
  if (ts.isConditionalExpression(node)) return wordsIn(node.whenTrue) ?? wordsIn(node.whenFalse);
  if (ts.isBinaryExpression(node)) return wordsIn(node.right);
  return undefined;
}

/** Files whose Arabic is no sentence of ours. */
const noSentences: { readonly [path: string]: string } = {
  "shared/vault/passphrase.ts": "rows of the keyboard, to see how easily a passphrase is guessed",
  "main/cli/demo.ts": "names of invented people and teams",
};

/**
 * Three Arabic letters in a row are a word; single letters and digits are signs that code folds.
 */
function arabicWords(source: Source): string[] {
  if (noSentences[source.path]) return [];
  return findings(source, (node) => {
    const pieces = ts.isTemplateExpression(node)
      ? [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)]
      : [ts.isJsxText(node) ? node.text : (literalText(node) ?? "")];
    return pieces.find((piece) => /[\u0621-\u064a]{3}/.test(piece));
  });
}

test("no screen has a text of its own", () => {
  expect(sourcesUnder(["renderer"], ".tsx").flatMap(literalsOnScreen)).toEqual([]);
});

test.each([
  ["a text between tags", "<p>Saved</p>"],
  ["an Arabic text between tags", "<p>حُفظ</p>"],
  ["a text in braces", '<p>{"Saved"}</p>'],
  ["a template with words", "<p>{`Saved ${at}`}</p>"],
  ["a choice between texts", '<p>{ok ? "Saved" : text}</p>'],
  ["a text that is shown sometimes", '<p>{ok && "Saved"}</p>'],
  ["a name for those who hear the screen", '<button aria-label="Lock" />'],
  ["a title", '<b title={"Lock"} />'],
  ["a placeholder", "<input placeholder={`Code ${n}`} />"],
  ["a label of our own component", '<Field label="Code" />'],
])("%s is found", (_, code) => {
  const text = `export const View = () => ${code};\n`;
  expect(literalsOnScreen({ path: "renderer/X.tsx", text })).toHaveLength(1);
});

test.each([
  ["a sentence from the locales", '<p title={t("saved")}>{t("saved")}</p>'],
  ["a sign", "<p>· {count} –</p>"],
  ["a name of a class", '<p className="saved" id="saved" />'],
  ["a key inside a call", '<p>{words.of("saved")}</p>'],
])("%s is no text", (_, code) => {
  const text = `export const View = () => ${code};\n`;
  expect(literalsOnScreen({ path: "renderer/X.tsx", text })).toEqual([]);
});

test("no code has an Arabic word", () => {
  expect(sourcesUnder(rooms, ".ts", ".tsx").flatMap(arabicWords)).toEqual([]);
});

test.each(['const word = "مقابلة";', "const word = `رقم ${n}`;", "const view = <p>مقابلة</p>;"])(
  "an Arabic word in %s is found",
  (code) => {
    expect(arabicWords({ path: "main/x.tsx", text: `${code}\n` })).toHaveLength(1);
  },
);

test("a single Arabic letter is a sign that code may fold", () => {
  expect(
    arabicWords({ path: "main/x.ts", text: 'const folded = { "أ": "ا", "٣": "3" };\n' }),
  ).toEqual([]);
});
