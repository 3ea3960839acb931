import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { faces, type Sheet, styleName } from "../../shared/paper/sheet.ts";

/**
 * A sheet as one file for a browser, with its style and its typeface in it: the command line has no
 * window to draw a PDF in. Nothing it shows is fetched from anywhere.
 */
export function standingAlone({ html, style }: Sheet): string {
  let whole = style;
  for (const name of Object.values(faces))
    whole = whole.replace(`url("${name}")`, `url("data:font/woff2;base64,${faceOf(name)}")`);
  return html
    .replaceAll(/<link rel="preload"[^>]*>/g, "")
    .replace(`<link rel="stylesheet" href="${styleName}">`, () => `<style>\n${whole}</style>`);
}

function faceOf(name: string): string {
  const file = name.replace(/\.woff2$/, "-wght-normal.woff2");
  const path = createRequire(import.meta.url).resolve(
    `@fontsource-variable/vazirmatn/files/${file}`,
  );
  return readFileSync(path).toString("base64");
}
