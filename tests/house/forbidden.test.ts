// Names that no file of the product may contain, each with the harm it could do. A comment may name
// them.
import ts from "typescript";
import { expect, test } from "vitest";
import { findings, literalText, rooms, type Source, sourcesUnder } from "./sources.ts";

interface Ban {
  readonly because: string;
  readonly sees: (node: ts.Node) => boolean;
  /** A line that must be found. */
  readonly planted: string;
  /** Where it holds; everywhere when left out. */
  readonly within?: RegExp;
}

/** The word, as a name: a variable, a property, an attribute. */
const named =
  (...words: readonly string[]) =>
  (node: ts.Node) =>
    (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) && words.includes(node.text);
/** The word, as a property of something: `it.word`, `it["word"]`. */
const propertyOf =
  (...words: readonly string[]) =>
  (node: ts.Node) =>
    (ts.isPropertyAccessExpression(node) && words.includes(node.name.text)) ||
    (ts.isElementAccessExpression(node) &&
      words.includes(literalText(node.argumentExpression) ?? ""));
const text = (pattern: RegExp) => (node: ts.Node) => pattern.test(literalText(node) ?? "");
const setTo = (name: string, value: ts.SyntaxKind) => (node: ts.Node) =>
  ts.isPropertyAssignment(node) && node.name.getText() === name && node.initializer.kind === value;
const either =
  (...looks: readonly ((node: ts.Node) => boolean)[]) =>
  (node: ts.Node) =>
    looks.some((look) => look(node));

const bans: Record<string, Ban> = {
  "ciphers that Electron lacks": {
    because: "they work under Node, and fail in the packed program: its BoringSSL has none",
    sees: either(
      text(/^(chacha20(-poly1305)?|blake2[bs]\d+|argon2(d|i|id)?)$/i),
      propertyOf("argon2", "argon2Sync"),
      (node) =>
        ts.isImportDeclaration(node) &&
        /^(node:)?crypto$/.test(literalText(node.moduleSpecifier) ?? "") &&
        /\bargon2/.test(node.importClause?.getText() ?? ""),
    ),
    planted: 'const sealed = createCipheriv("chacha20-poly1305", key, nonce);',
  },
  "HTML made from text": {
    because: "a text from outside could run",
    sees: named(
      "innerHTML",
      "outerHTML",
      "insertAdjacentHTML",
      "dangerouslySetInnerHTML",
      "createContextualFragment",
      "setHTMLUnsafe",
      "srcdoc",
    ),
    planted: "const view = <p dangerouslySetInnerHTML={{ __html: answer }} />;",
  },
  "code made from text": {
    because: "a text from outside could run",
    sees: either(
      (node) =>
        (ts.isCallExpression(node) || ts.isNewExpression(node)) &&
        ts.isIdentifier(node.expression) &&
        ["eval", "Function"].includes(node.expression.text),
      (node) =>
        ts.isCallExpression(node) &&
        /^(window\.|globalThis\.)?set(Timeout|Interval)$/.test(node.expression.getText()) &&
        node.arguments[0] !== undefined &&
        literalText(node.arguments[0]) !== undefined,
      propertyOf("executeJavaScript", "insertCSS", "runInThisContext", "runInNewContext"),
    ),
    planted: 'const made = new Function("return 1");',
  },
  "ways out of the program": {
    because: "a link, a file or a program of somebody else would be opened",
    sees: either(propertyOf("openExternal", "openPath", "openItem", "loadFile", "sendBeacon")),
    planted: "await shell.openExternal(address);",
  },
  "programs started": {
    because: "what is handed to another program has left the house",
    sees: text(/^(node:)?child_process$/),
    planted: 'import { spawn } from "node:child_process";',
    // The one asks the system since when a process runs; the other takes the demo's pictures.
    within: /^(?!main\/(vault\/lock-file|cli\/demo)\.ts$)/,
  },
  "copies of the database in plain text": {
    because: "serialize() gives plain text, backup() an empty file",
    sees: propertyOf("serialize", "backup", "unsafeMode"),
    planted: "const copy = db.serialize();",
    within: /^main\//,
  },
  "windows without their protection": {
    because: "the sandbox and the isolation are what a flaw in Chromium meets first",
    sees: either(
      setTo("sandbox", ts.SyntaxKind.FalseKeyword),
      setTo("contextIsolation", ts.SyntaxKind.FalseKeyword),
      setTo("webSecurity", ts.SyntaxKind.FalseKeyword),
      setTo("nodeIntegration", ts.SyntaxKind.TrueKeyword),
      setTo("webviewTag", ts.SyntaxKind.TrueKeyword),
      setTo("devTools", ts.SyntaxKind.TrueKeyword),
      named(
        "nodeIntegrationInWorker",
        "nodeIntegrationInSubFrames",
        "allowRunningInsecureContent",
        "experimentalFeatures",
        "enableBlinkFeatures",
        "bypassCSP",
      ),
      text(/^-{0,2}(no-sandbox|disable-web-security|remote-debugging)/),
    ),
    planted: "const preferences = { sandbox: false };",
  },
  "what a page could leave behind": {
    because: "a page keeps nothing: the vault is the only memory",
    sees: named("localStorage", "sessionStorage", "indexedDB", "cookieStore", "caches"),
    planted: 'localStorage.setItem("code", code);',
    within: /^renderer\//,
  },
  "messages to a log": {
    because: "a log may quote a witness; faults are returned, bugs stop at the gate",
    sees: (node) => ts.isIdentifier(node) && node.text === "console",
    planted: "console.log(answer);",
    within: /^(main\/(?!shell\/|cli\/)|shared\/|renderer\/|preload\/)/,
  },
  "notices of the system": {
    because: "what the system shows and remembers is outside the vault",
    sees: named("Notification", "addRecentDocument", "setJumpList", "crashReporter"),
    planted: 'new Notification("مقابلة");',
  },
};

const product = sourcesUnder(rooms, ".ts", ".tsx");

const caught = ({ sees, within = /./ }: Ban, source: Source) =>
  within.test(source.path) ? findings(source, (node) => (sees(node) ? "here" : undefined)) : [];

test.each(Object.entries(bans))("the product has no %s", (_, ban) => {
  expect(product.flatMap((source) => caught(ban, source))).toEqual([]);
});

test.each(Object.entries(bans))("a planted case of %s is found", (_, ban) => {
  const planted = { path: plantingPlace(ban), text: `${ban.planted}\n` };
  expect(caught(ban, planted).length).toBeGreaterThan(0);
});

test("a comment may name what is forbidden", () => {
  const text = "// Never innerHTML, never eval, never openExternal.\nexport {};\n";
  const found = Object.values(bans).flatMap((ban) => caught(ban, { path: "renderer/x.tsx", text }));
  expect(found).toEqual([]);
});

test("argon2id of hash-wasm is no cipher that Electron lacks", () => {
  const text = 'import { argon2id } from "hash-wasm";\nawait argon2id({});\n';
  const ban = bans["ciphers that Electron lacks"] as Ban;
  expect(caught(ban, { path: "main/vault/x.ts", text })).toEqual([]);
});

function plantingPlace({ within }: Ban): string {
  const places = ["renderer/vault/X.tsx", "main/vault/x.tsx"];
  return places.find((place) => within?.test(place) ?? true) as string;
}
