// Every screen runs in both directions and in both themes: no left or right, no colour of its own.
import ts from "typescript";
import { expect, test } from "vitest";
import { findings, type Source, sourcesUnder } from "./sources.ts";

/** Sheets in which left and right are meant: none. The body map is drawn with a `dir` of its own. */
const physical = new Set<string>();
const tokens = "renderer/ui/tokens.css";

interface StyleRule {
  readonly name: string;
  readonly declared: RegExp;
  readonly except?: (path: string) => boolean;
  readonly planted: string;
}

const rules: readonly StyleRule[] = [
  {
    name: "sides by name",
    declared:
      /(?<![\w-])((margin|padding|scroll-margin|scroll-padding|border|inset)-)?(left|right)(-[a-z-]+)?\s*:/,
    except: (path) => physical.has(path),
    planted: "margin-left: 4px",
  },
  {
    name: "corners by side",
    declared: /border-(top|bottom)-(left|right)-radius\s*:/,
    except: (path) => physical.has(path),
    planted: "border-top-left-radius: 4px",
  },
  {
    name: "text, floats and shifts to a side",
    declared:
      /(text-align|float|clear|caption-side)\s*:\s*(left|right)|translate(X|3d)\(|translate\(\s*-?[\d.]*[1-9]/,
    except: (path) => physical.has(path),
    planted: "text-align: left",
  },
  {
    name: "colours outside the tokens",
    declared: /#[0-9a-f]{3,8}\b|\b(rgb|rgba|hsl|hsla|hwb|lab|lch|oklab|oklch)\(/i,
    except: (path) => path === tokens,
    planted: "color: #ff0000",
  },
  {
    name: "what harms Arabic letters",
    declared:
      /letter-spacing\s*:(?!\s*(normal|0)\b)|text-transform\s*:\s*(uppercase|capitalize)|font-style\s*:\s*(italic|oblique)|text-align\s*:\s*justify/,
    planted: "letter-spacing: 1px",
  },
  {
    name: "files from elsewhere",
    declared: /@import\s+(url\()?["']?(https?:)?\/\/|url\(\s*["']?(https?:|data:|\/\/)/,
    planted: 'background: url("https://example.org/a.png")',
  },
];

/** Declarations that break a rule, with their line. */
function broken(rule: StyleRule, { path, text }: Source): string[] {
  if (rule.except?.(path)) return [];
  const bare = text.replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, " "));
  return bare
    .split("\n")
    .flatMap((line, at) => (rule.declared.test(line) ? [`${path}:${at + 1}: ${line.trim()}`] : []));
}

const sides =
  /^(margin|padding|border|inset|scrollMargin|scrollPadding)?(Left|Right)|^(left|right)$/;

/** Styles written into a screen, where they would pass by the sheets. */
function inlineSides(source: Source): string[] {
  return findings(source, (node) =>
    ts.isPropertyAssignment(node) && inStyle(node) && sides.test(node.name.getText())
      ? node.getText()
      : undefined,
  );
}

function inStyle(node: ts.Node): boolean {
  for (let at: ts.Node | undefined = node; at; at = at.parent)
    if (ts.isJsxAttribute(at)) return at.name.getText() === "style";
  return false;
}

const sheets = sourcesUnder(["renderer"], ".css");

test.each(rules.map((rule) => [rule.name, rule] as const))("no sheet has %s", (_, rule) => {
  expect(sheets.flatMap((sheet) => broken(rule, sheet))).toEqual([]);
});

test.each(rules.map((rule) => [rule.name, rule] as const))("planted %s are found", (_, rule) => {
  const text = `.x {\n  ${rule.planted};\n}\n`;
  expect(broken(rule, { path: "renderer/x.module.css", text })).toHaveLength(1);
});

test("logical properties, tokens and comments are found by no rule", () => {
  const text = [
    ".x {",
    "  /* not margin-left, not #fff */",
    "  margin-inline-start: var(--space-4);",
    "  inset-inline: 0;",
    "  border-start-start-radius: 4px;",
    "  text-align: start;",
    "  transform: translate(0, -4px);",
    "  color: var(--fg);",
    "}",
  ].join("\n");
  const source = { path: "renderer/x.module.css", text };
  expect(rules.flatMap((rule) => broken(rule, source))).toEqual([]);
});

test("no screen writes a side into a style", () => {
  expect(sourcesUnder(["renderer"], ".tsx").flatMap(inlineSides)).toEqual([]);
  const text = "export const View = () => <p style={{ marginLeft: 4 }} />;\n";
  expect(inlineSides({ path: "renderer/X.tsx", text })).toHaveLength(1);
});
