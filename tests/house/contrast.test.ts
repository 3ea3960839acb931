// The colours of tokens.css can be read: every pair that meets on a screen, in both themes.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./sources.ts";

type Theme = "light" | "dark";
type Palette = ReadonlyMap<string, { readonly [theme in Theme]: string }>;

const grounds = ["bg", "surface", "sunken"];
const softs = ["accent-soft", "ok-soft", "warn-soft", "danger-soft", "sensitive-soft"];
const everything = [...grounds, ...softs];
const solid = ["accent", "accent-hover", "ok", "warn", "danger", "sensitive"];
const lanes = [
  "lane-service",
  "lane-out-of-service",
  "lane-settlement",
  "lane-detention",
  "lane-treatment",
  "lane-later-service",
];

/** Each token, what it is seen on, and how far from it it must stand (WCAG 2). */
const floors: readonly (readonly [token: string, on: readonly string[], floor: number])[] = [
  ["fg", everything, 7],
  ["muted", everything, 4.5],
  ["accent", [...grounds, "accent-soft"], 4.5],
  ...["ok", "warn", "danger", "sensitive"].map(
    (token) => [token, [...grounds, `${token}-soft`], 4.5] as const,
  ),
  ["on-accent", solid, 4.5],
  ["line-strong", everything, 3],
  ["focus", everything, 3],
  ...lanes.map((lane) => [lane, ["surface"], 5.6] as const),
  ["on-accent", lanes, 5.6],
];

/** Reads `--name: light-dark(#rrggbb, #rrggbb)`. */
function palette(css: string): Palette {
  const written = /--([\w-]+):\s*light-dark\(\s*(#[0-9a-f]{6})\s*,\s*(#[0-9a-f]{6})\s*\)/gi;
  return new Map(
    [...css.matchAll(written)].map(([, name, light, dark]) => [
      name as string,
      { light: light as string, dark: dark as string },
    ]),
  );
}

function tooClose(colours: Palette): string[] {
  return (["light", "dark"] as const).flatMap((theme) =>
    floors.flatMap(([token, on, floor]) =>
      on.flatMap((ground) => {
        const [front, back] = [colours.get(token)?.[theme], colours.get(ground)?.[theme]];
        if (!front || !back) return [`${theme}: --${front ? ground : token} is missing`];
        const ratio = contrast(front, back);
        return ratio < floor ? [`${theme}: --${token} on --${ground}: ${ratio.toFixed(2)}`] : [];
      }),
    ),
  );
}

/** WCAG 2, relative luminance of sRGB. */
function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [
    number,
    number,
  ];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const tokens = readFileSync(join(root, "renderer/ui/tokens.css"), "utf8");

test("every colour can be told from what it stands on, by day and by night", () => {
  expect(tooClose(palette(tokens))).toEqual([]);
});

test("black on white is 21 to 1, and a colour on itself is 1 to 1", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  expect(contrast("#1b2430", "#1b2430")).toBe(1);
});

test("a hint that has faded is found", () => {
  const faded = tokens.replace(/--muted: light-dark\(#\w{6}/, "--muted: light-dark(#9aa8b8");
  expect(tooClose(palette(faded))).not.toEqual([]);
});

test("a colour that has gone is found", () => {
  expect(tooClose(palette(tokens.replace(/--focus:.*\n/, "")))).toContain(
    "light: --focus is missing",
  );
});
