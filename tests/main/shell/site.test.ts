import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { answerWith, filesOfTheSite, policy } from "../../../main/shell/site.ts";

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "daftar-site-"));
  const site = join(dir, "renderer");
  mkdirSync(join(site, ".vite"), { recursive: true });
  mkdirSync(join(site, "assets"));
  writeFileSync(join(site, "index.html"), "<title>Daftar</title>");
  writeFileSync(join(site, "assets/index-a1.js"), "//");
  writeFileSync(join(site, "assets/index-a1.css"), "/* */");
  writeFileSync(join(site, "assets/letters-a1.woff2"), "");
  writeFileSync(join(site, "assets/left-behind.js"), "//");
  writeFileSync(join(dir, "secret.txt"), "سرّ");
  const entry = {
    file: "assets/index-a1.js",
    css: ["assets/index-a1.css"],
    assets: ["assets/letters-a1.woff2"],
  };
  writeFileSync(join(site, ".vite/manifest.json"), JSON.stringify({ "index.html": entry }));
});

afterEach(() => rmSync(dir, { recursive: true }));

const ask = (url: string, method = "GET") =>
  answerWith(filesOfTheSite(join(dir, "renderer")), { url, method });

test.each([
  ["index.html", "text/html; charset=utf-8"],
  ["assets/index-a1.js", "text/javascript; charset=utf-8"],
  ["assets/index-a1.css", "text/css; charset=utf-8"],
  ["assets/letters-a1.woff2", "font/woff2"],
])("%s is served with its type, and under the policy", async (name, type) => {
  const answer = await ask(`app://daftar/${name}`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe(type);
  expect(answer.headers.get("content-security-policy")).toBe(policy);
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
});

test.each([
  "app://daftar/",
  "app://daftar/assets/left-behind.js",
  "app://daftar/.vite/manifest.json",
  "app://daftar/../secret.txt",
  "app://daftar/%2e%2e/secret.txt",
  "app://daftar/..%2fsecret.txt",
  "app://daftar/..\\secret.txt",
  "app://daftar/assets/../index.html",
  "app://daftar//etc/passwd",
  "app://daftar/index.html?name=x",
  "app://daftar/index.html%00.js",
  "app://daftar/constructor",
  "app://other/index.html",
  "app://daftar.example/index.html",
  "file:///etc/passwd",
  "https://daftar/index.html",
])("%s is not found", async (url) => {
  const answer = await ask(url);
  expect(answer.status).toBe(404);
  expect(await answer.text()).toBe("");
});

test("nothing can be sent to the pages", async () => {
  expect((await ask("app://daftar/index.html", "POST")).status).toBe(404);
});

test("the policy is the one that was decided, word for word", () => {
  expect(policy).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; " +
      "media-src blob:; font-src 'self'; connect-src 'none'; form-action 'none'; " +
      "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
  );
});
