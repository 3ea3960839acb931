import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeWorkbook } from "../../../main/questionnaires/xlsx/write-workbook.ts";
import { createVault } from "../../../main/vault/vault.ts";
import { sheetsOf } from "../../shared/questionnaire/scenario.ts";
import { cheap, passphrase, smallWorld, temporaryDir } from "../vault/small-world.ts";

const root = join(import.meta.dirname, "../../..");

/** Runs the command line as a person would, in a folder with a notebook of its own. */
async function terminal() {
  const dir = temporaryDir();
  const passphraseFile = join(dir, "passphrase");
  writeFileSync(passphraseFile, `${passphrase}\n`);
  const wish = { role: "coordinator", name: "ن", passphrase, sheet: null, cost: cheap } as const;
  const made = await createVault(smallWorld("v"), join(dir, "v"), wish);
  if (!made.ok) throw new Error(made.fault.kind);
  made.value.close();
  const run = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(root, "main/cli/index.ts"), ...args],
      {
        cwd: dir,
        encoding: "utf8",
        env: { ...process.env, LANG: "C", DAFTAR_PASSPHRASE_FILE: passphraseFile },
      },
    );
    return { code: status, stdout, stderr };
  };
  return { dir, run, vault: ["--vault", "v"] };
}

const write = (path: string, survey: string, version = "1") =>
  writeFileSync(
    path,
    writeWorkbook(
      sheetsOf({
        survey,
        choices: "list_name | name | label::Arabic (ar)\nl | x | س",
        settings: `form_id | version | form_title::Arabic (ar)\nf | ${version} | استمارة`,
      }),
      true,
    ),
  );

test("a form goes in, is listed, and comes out as the form it was", async () => {
  const { dir, run, vault } = await terminal();
  // or_other: what the notebook keeps must be what the check has shown, down to the added words.
  write(join(dir, "f.xlsx"), "type | name | label::Arabic (ar)\nselect_one l or_other | a | اسم");
  const checked = run("form", "check", "f.xlsx", "--json");
  expect(checked.code).toBe(0);
  const { form, problems } = JSON.parse(checked.stdout);
  expect([form.id, form.questions, problems]).toEqual(["f", 2, []]);

  const imported = run("form", "import", "f.xlsx", ...vault, "--json");
  expect(imported).toMatchObject({ code: 0, stderr: "" });
  expect(JSON.parse(imported.stdout)).toMatchObject({
    outcome: "imported",
    forms: [{ id: "f", version: "1", hash: form.hash, title: "استمارة" }],
    problems: [],
    unsupported: [],
  });
  const listed = JSON.parse(run("form", "list", ...vault, "--json").stdout);
  expect(listed.forms.map(({ id }: { id: string }) => id)).toContain("f");

  const exported = run("form", "export", "f", "--out", "out.xlsx", ...vault, "--json");
  expect(JSON.parse(exported.stdout)).toEqual({
    file: "out.xlsx",
    hash: form.hash,
    tables: [],
    beside: [],
  });
  const back = run("form", "check", "out.xlsx", "--json");
  expect(JSON.parse(back.stdout).form.hash).toBe(form.hash);
  const again = run("form", "import", "out.xlsx", ...vault);
  expect([again.code, again.stdout.includes("already")]).toEqual([0, true]);

  const twice = run("form", "export", form.hash, "--out", "out.xlsx", ...vault);
  expect([twice.code, twice.stdout]).toEqual([1, ""]);
  expect(twice.stderr).toMatch(/^daftar: .*\(target-exists\)\n$/);
});

test("a form is walked through from its workbook", async () => {
  const { dir, run } = await terminal();
  write(join(dir, "f.xlsx"), "type | name | label::Arabic (ar)\ntext | a | اسم");
  writeFileSync(join(dir, "steps.json"), JSON.stringify([{ set: "/data/a", value: "ندى" }]));
  const walked = run("form", "walk", "f.xlsx", "--steps", "steps.json", "--json");
  expect(walked.code).toBe(0);
  expect(JSON.parse(walked.stdout).nodes).toMatchObject([{ path: "/data/a", value: "ندى" }]);
});

test.each([
  ["en", /^error, sheet survey.*\.xlsx/m],
  ["ar", /[\u0600-\u06ff]+.*\.xlsx/],
])("an old workbook is refused with what to do about it: %s", async (language, sentence) => {
  const { dir, run, vault } = await terminal();
  writeFileSync(
    join(dir, "old.xlsx"),
    Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(600)]),
  );
  const refused = run("form", "import", "old.xlsx", ...vault, "--language", language);
  expect([refused.code, refused.stderr]).toEqual([1, ""]);
  expect(refused.stdout).toMatch(sentence);
  const checked = JSON.parse(run("form", "check", "old.xlsx", "--json").stdout);
  expect(checked).toMatchObject({ form: null, problems: [{ code: "form-unreadable" }] });
});

test("whoever names no form, or one that is not there, is told so", async () => {
  const { dir, run, vault } = await terminal();
  expect(run("form", "import", ...vault).code).toBe(2);
  expect(run("form", "export", "f", ...vault).code).toBe(2);
  const unknown = run("form", "export", "f", "--out", "o.xlsx", ...vault);
  expect([unknown.code, unknown.stderr.includes("(questionnaire-unknown)")]).toEqual([1, true]);
  for (const question of ["a", "b"]) {
    write(join(dir, "f.xlsx"), `type | name | label::Arabic (ar)\ntext | ${question} | اسم`);
    expect(run("form", "import", "f.xlsx", ...vault).code).toBe(0);
  }
  const either = run("form", "export", "f", "--out", "o.xlsx", ...vault);
  expect([either.code, either.stderr.includes("(questionnaire-ambiguous)")]).toEqual([1, true]);
  expect(() => readFileSync(join(dir, "o.xlsx"))).toThrow("ENOENT");
});

test("a list of places is looked at, taken in and told of", async () => {
  const { dir, run, vault } = await terminal();
  writeFileSync(
    join(dir, "p.csv"),
    "code,name_en,name_ar\nSY12,Dar'a,درعا\nSY13,As-Sweida,السويداء\n",
  );
  const json = (...args: readonly string[]) => JSON.parse(run(...args, ...vault, "--json").stdout);
  const counts = { places: 2, added: 2, removed: 0, renamed: 0, finer: 0 };
  const dry = json("form", "places", "import", "p.csv", "--dry-run");
  expect(dry).toMatchObject({ outcome: "read", ...counts, kept: false });
  expect(json("form", "places", "list")).toEqual({ gazetteer: null, governorates: [] });
  expect(json("form", "places", "import", "p.csv")).toMatchObject({ ...counts, kept: true });
  expect(json("form", "places", "list").gazetteer).toMatchObject({ hash: dry.hash, places: 2 });

  const found = json("form", "places", "find", "السويدا");
  expect(found.places).toEqual([
    { code: "SY13", names: { ar: "السويداء", en: "As-Sweida" }, within: [] },
  ]);
  expect(json("form", "places", "find", "", "--within", "SY12")).toEqual({ places: [] });

  writeFileSync(join(dir, "p.csv"), "code,name_en\nSY12,Dar'a\nSY12,Another\n");
  const refused = run("form", "places", "import", "p.csv", ...vault);
  expect([refused.code, refused.stderr]).toEqual([1, ""]);
  expect(refused.stdout).toMatch(/^error, .*p.*3.*code.*SY12/m);
  expect(json("form", "places", "list").gazetteer).toMatchObject({ hash: dry.hash });
});

test("a draft is shown what a move would do, moved, and moved back", async () => {
  const { dir, run, vault } = await terminal();
  const header = "type | name | label::Arabic (ar)\n";
  const hashOf = (survey: string, version: string) => {
    write(join(dir, "f.xlsx"), `${header}${survey}`, version);
    return JSON.parse(run("form", "import", "f.xlsx", ...vault, "--json").stdout).forms[0].hash;
  };
  const first = hashOf("integer | a | العمر\ntext | b | البلدة", "1");
  writeFileSync(
    join(dir, "answers.json"),
    JSON.stringify({ interviews: [{ answers: { a: 40, b: "نوى" } }] }),
  );
  const filled = run("interview", "fill", "answers.json", "--form", first, ...vault, "--json");
  const [{ id }] = JSON.parse(filled.stdout).interviews;
  const second = hashOf("decimal | a | العمر", "2");

  const counts = (...args: readonly string[]) => {
    const { stdout } = run("form", "migrate", id, ...args, ...vault, "--json");
    const { kept, moved, orphaned } = JSON.parse(stdout);
    return [kept.length, moved.length, orphaned.map(({ value }: { value: string }) => value)];
  };
  expect(counts("--to", second, "--dry-run")).toEqual([1, 0, ["نوى"]]);
  expect(counts("--to", second)).toEqual([1, 0, ["نوى"]]);
  const again = run("form", "migrate", id, "--to", second, ...vault);
  expect([again.code, again.stderr.includes("(questionnaire-same)")]).toEqual([1, true]);
  expect(counts("--to", first)).toEqual([1, 1, []]);
  const told = run("form", "migrate", id, "--to", second, "--language", "ar", ...vault);
  expect([told.code, told.stdout]).toEqual([0, expect.stringMatching(/[\u0600-\u06ff]/)]);

  expect(run("form", "migrate", id, ...vault).code).toBe(2);
  expect(run("form", "migrate", id, "--to", "f", ...vault).code).toBe(2);
  const unknown = run("form", "migrate", "none", "--to", first, ...vault);
  expect([unknown.code, unknown.stderr.includes("(interview-unknown)")]).toEqual([1, true]);
});

test("a questionnaire is printed as one page for a browser, with its typeface in it", async () => {
  const { dir, run, vault } = await terminal();
  const print = ["form", "print", "returnee_interview", ...vault, "--out", "blank.html"];
  expect(run(...print, "--copies", "0").code).toBe(2);
  const printed = run(...print, "--lang", "ar", "--copies", "1", "--json");
  expect(printed).toMatchObject({ code: 0, stderr: "" });
  expect(JSON.parse(printed.stdout)).toMatchObject({ file: "blank.html" });
  const page = readFileSync(join(dir, "blank.html"), "utf8");
  expect(page).toMatch(/^<!doctype html>\n<html lang="ar" dir="rtl">/);
  expect(page.match(/url\("data:font\/woff2;base64,/g)).toHaveLength(2);
  expect(page).not.toMatch(/<link|<script|src=/);
  expect(run(...print).stderr).toContain("(target-exists)");
});
