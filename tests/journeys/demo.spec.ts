// The guided demo, as somebody without a screen starts it: the whole story, and every picture of it.
import { spawnSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "@playwright/test";

const script = resolve(import.meta.dirname, "../../scripts/daftar.mjs");

test("the guided demo tells its story to the end, and draws every screen in both languages", ({}, info) => {
  test.setTimeout(900_000);
  const out = info.outputPath("demo");
  const told = spawnSync(process.execPath, [script, "demo", "--out", out, "--json"], {
    encoding: "utf8",
    // It starts Chromium itself, without a window.
    env: { ...process.env, DISPLAY: "", WAYLAND_DISPLAY: "" },
  });
  expect(told.stderr).toBe("");
  const { pictures, ...story } = JSON.parse(told.stdout);
  expect(story).toEqual({
    interviews: 10,
    parcels: 2,
    imported: 2,
    conflicts: 0,
    tables: expect.any(Number),
    problems: [],
  });

  const files = readdirSync(join(out, "pictures"));
  expect(files.length).toBe(pictures);
  const drawn = (language: string) =>
    files.filter((file) => file.endsWith(`.${language}.png`)).map((file) => file.split(".")[0]);
  expect(drawn("ar").length).toBeGreaterThan(50);
  expect(drawn("ar")).toEqual(drawn("en"));
  // An empty page of this size takes a few thousand bytes.
  for (const file of files)
    expect([file, statSync(join(out, "pictures", file)).size > 8_000]).toEqual([file, true]);
});
