// The pages of Daftar, served under app://daftar/ and from nowhere else.
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";

export const scheme = "app";

/** Every address of ours begins so. */
export const page = `${scheme}://daftar/`;

/** What a page may load and do. No inline style, no eval, no wasm, no connection of any kind. */
export const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "media-src blob:",
  "font-src 'self'",
  "connect-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join("; ");

/** Path in an address → file on the disk. */
export type SiteFiles = ReadonlyMap<string, string>;

/** What Vite writes down about each part of the page. */
interface Part {
  readonly file: string;
  readonly css?: readonly string[];
  readonly assets?: readonly string[];
}

/**
 * Lists what the build made, by its manifest; a file that is not in it cannot be asked for.
 *
 * Takes the folder of the built page. Throws when there is no build.
 */
export function filesOfTheSite(dir: string): SiteFiles {
  const manifest = readFileSync(join(dir, ".vite/manifest.json"), "utf8");
  const parts = Object.values(JSON.parse(manifest) as { [source: string]: Part });
  const names = parts.flatMap(({ file, css = [], assets = [] }) => [file, ...css, ...assets]);
  return new Map(["index.html", ...names].map((name) => [`/${name}`, join(dir, name)]));
}

/**
 * Answers one request of a page. Anything but a file of the build, asked for plainly, is not found.
 */
export async function answerWith(
  files: SiteFiles,
  request: { readonly url: string; readonly method: string },
): Promise<Response> {
  const file = request.method === "GET" ? fileFor(files, request.url) : undefined;
  if (!file) return new Response(null, { status: 404 });
  return new Response(new Uint8Array(await readFile(file)), {
    headers: {
      "content-type": types[extname(file)] ?? "application/octet-stream",
      "content-security-policy": policy,
      "x-content-type-options": "nosniff",
      "cross-origin-opener-policy": "same-origin",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    },
  });
}

function fileFor(files: SiteFiles, url: string): string | undefined {
  return url.startsWith(page) ? files.get(url.slice(page.length - 1)) : undefined;
}

const types: { readonly [extension: string]: string } = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};
