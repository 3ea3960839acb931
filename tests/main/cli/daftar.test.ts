import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commands } from "../../../main/cli/commands.ts";
import { createVault } from "../../../main/vault/vault.ts";
import { cheap, passphrase, smallWorld, temporaryDir } from "../vault/small-world.ts";

const root = join(import.meta.dirname, "../../..");
const samples = join(root, "questionnaires/returnee-interview/samples.json");

/** Runs the command line as a person would, in a folder of its own. */
function terminal(dir = temporaryDir()) {
  const passphraseFile = join(dir, "passphrase");
  writeFileSync(passphraseFile, `${passphrase}\n`);
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
  const json = (...args: readonly string[]) => {
    const { code, stdout, stderr } = run(...args, "--json");
    if (code !== 0) throw new Error(stderr);
    return JSON.parse(stdout);
  };
  return { dir, run, json };
}

/** A vault without the seconds that a real passphrase costs. */
async function vaultIn(dir: string, name: string, role: "researcher" | "coordinator") {
  const made = await createVault(smallWorld(name), join(dir, name), {
    role,
    name,
    passphrase,
    sheet: null,
    cost: cheap,
  });
  if (!made.ok) throw new Error(made.fault.kind);
  made.value.close();
  return ["--vault", name];
}

test("a vault is made, tells its settings, and is never made twice", () => {
  const { dir, run, json } = terminal();
  const made = json(
    ...["vault", "create", "--role", "researcher", "--name", "ر-٠٧", "--vault", "v"],
    ...["--recovery-sheet", "sheet.txt"],
  );
  expect(made).toMatchObject({ vault: "v", role: "researcher", name: "ر-٠٧" });
  expect(made.safetyNumber).toMatch(/^\d{5}( \d{5}){11}$/);
  expect(readFileSync(join(dir, "sheet.txt"), "utf8").match(/\b\d{6}\b/g)).toHaveLength(9);

  expect(json("vault", "info", "--vault", "v").connection).toEqual({
    cipher: "sqlcipher",
    journal_mode: "wal",
    synchronous: "FULL",
    temp_store: "MEMORY",
    secure_delete: "ON",
    fts_secure_delete: null,
  });
  const again = run("vault", "create", "--role", "researcher", "--name", "x", "--vault", "v");
  expect(again.code).toBe(1);
  expect(again.stderr).toContain("(vault-exists)");
});

test("a whole story: ten interviews reach the coordinator's tables, once", {
  timeout: 300_000,
}, async () => {
  const { dir, run, json } = terminal();
  const researcher = await vaultIn(dir, "r1", "researcher");
  const lead = await vaultIn(dir, "c1", "coordinator");
  const second = await vaultIn(dir, "c2", "coordinator");

  json("team", "create", "--name", "الجنوب", ...lead);
  for (const vault of [researcher, second])
    json("team", "card", "--out", `${vault[1]}.card`, ...vault);
  expect(json("team", "add", "r1.card", "c2.card", ...lead).members).toHaveLength(3);
  const { safetyNumber } = json("vault", "info", ...lead);
  json("team", "referral", "add", "--service", "عيادة", "--contact", "كل صباح", ...lead);
  expect(json("team", "publish", "--out", "team.daftar", ...lead)).toMatchObject({
    version: 1,
    members: 3,
  });
  for (const vault of [researcher, second])
    expect(json("team", "join", "team.daftar", "--expect", safetyNumber, ...vault)).toMatchObject({
      team: "الجنوب",
      lists: { referrals: { entries: 1, added: 1 }, places: null },
    });
  const listed = run("team", "referral", "list", "--language", "ar", ...researcher);
  expect(listed.stdout).toContain("من ملف الفريق");

  const filled = json("interview", "fill", samples, ...researcher).interviews;
  expect(filled).toHaveLength(10);
  expect(filled.flatMap((one: { problems: unknown[] }) => one.problems)).toEqual([]);
  expect(json("interview", "finish", "all", ...researcher).finished).toHaveLength(10);

  mkdirSync(join(dir, "stick"));
  const parcel = json("parcel", "make", "--interviews", "all", "--out", "stick", ...researcher);
  expect(parcel).toMatchObject({ counter: 1, interviews: 10 });
  expect(parcel.recipients).toHaveLength(2);
  expect(readdirSync(join(dir, "stick"))).toHaveLength(1);
  expect(json("parcel", "inspect", parcel.file, ...lead)).toMatchObject({
    kind: "interviews",
    verified: true,
    faults: [],
  });

  const imported = json("parcel", "import", parcel.file, ...lead).files[0];
  expect(imported).toMatchObject({ outcome: "imported", interviews: { new: 10 } });
  const before = json("vault", "info", ...lead).counts;
  const again = json("parcel", "import", parcel.file, ...lead).files[0];
  expect(again).toMatchObject({ outcome: "already-here", interviews: { new: 0, same: 10 } });
  expect(json("vault", "info", ...lead).counts).toEqual(before);

  const tables = json("table", "--format", "csv,json", "--out", "tables", ...lead);
  const rows = Object.fromEntries(
    tables.files.map(({ file, rows }: { file: string; rows: number }) => [file, rows]),
  );
  expect(rows).toMatchObject({
    "returnee_interview.csv": 10,
    "returnee_interview.step.csv": 19,
    "returnee_interview.detention.csv": 5,
    "returnee_interview.incident.csv": 2,
    "returnee_interview.other_person.csv": 2,
    "returnee_interview.json": 10,
  });

  const [first] = json("interview", "list", ...lead).interviews;
  const record = json("interview", "show", first.interview, ...lead);
  expect(record.answers[0].history.length).toBeGreaterThan(0);
  expect(json("vault", "check", ...lead)).toMatchObject({ ok: true, problems: [] });
  expect(json("journal", "verify", ...lead)).toMatchObject({ ok: true });

  // A correction says why, and is seen beside what stood there before.
  const elsewhere = run("interview", "amend", first.interview, "--reason", "خطأ", ...lead);
  expect(elsewhere.stderr).toContain("(interview-elsewhere)");
  expect(run("interview", "amend", first.interview, "--reason", " ", ...researcher).code).toBe(2);
  expect(
    json("interview", "amend", first.interview, "--reason", "خطأ", ...researcher),
  ).toMatchObject({ stage: "draft", revisions: [{ reason: "خطأ", finished: null }] });
  // A copy leaves only once the person has confirmed, and never over another file.
  writeFileSync(join(dir, "letter.pdf"), "%PDF-1.4 رسالة");
  const letter = ["interview", "attach", first.interview, "letter.pdf", "--agreed"];
  const added = json(...letter, ...researcher);
  const copy = ["interview", "save-file", first.interview, added.attachment, "copy.pdf"];
  expect(run(...copy, ...researcher).stderr).toContain("(copy-of-draft)");
  json("interview", "finish", first.interview, ...researcher);
  expect(json(...copy, ...researcher)).toMatchObject({
    media: "application/pdf",
    file: "copy.pdf",
  });
  expect(readFileSync(join(dir, "copy.pdf"), "utf8")).toBe("%PDF-1.4 رسالة");
  expect(run(...copy, ...researcher).stderr).toContain("(target-exists)");
  const corrected = run("interview", "show", first.interview, "--language", "en", ...researcher);
  expect(corrected.stdout).toMatch(/corrected after finishing \(.*\): خطأ/u);

  // What has left cannot be erased here; what has not is.
  const left = run("interview", "erase-section", first.interview, "m6", ...researcher);
  expect(left.stderr).toContain("(interview-closed)");
  const [draft] = json("interview", "fill", samples, "--only", "3", ...researcher).interviews;
  const erased = json("interview", "erase-section", draft.id, "m7", ...researcher);
  expect(erased).toMatchObject({ section: "m7", traces: false });
  expect(erased.events).toBeGreaterThan(0);
  const { answers } = json("interview", "show", draft.id, ...researcher);
  // A file is kept only of somebody who was asked about it, and can be taken out again.
  writeFileSync(join(dir, "paper.txt"), "ما كُتب على الورقة\n");
  const attach = ["interview", "attach", draft.id, "paper.txt"];
  expect(run(...attach, ...researcher)).toMatchObject({ code: 2, stdout: "" });
  const { attachment, file } = json(...attach, "--agreed", ...researcher);
  expect(file).toMatchObject({ media: "text/plain", number: 1, name: "", removable: true });
  expect(json("interview", "show", draft.id, ...researcher).files).toHaveLength(1);
  const taken = json("interview", "detach", draft.id, attachment, ...researcher);
  expect(taken.files).toEqual([]);
  expect(
    run("interview", "attach", draft.id, "none.txt", "--agreed", ...researcher).stderr,
  ).toContain("(attachment-unreadable)");
  const inSection = ({ question }: { question: string }) => question.startsWith("m7/");
  expect(answers.filter(inSection)).toEqual([]);
  expect(json("vault", "check", ...researcher)).toMatchObject({ ok: true, problems: [] });

  // A laptop cannot open what it has sent.
  const own = run("parcel", "inspect", parcel.file, ...researcher);
  expect(own.code).toBe(1);
  expect(own.stderr).toContain("(parcel-not-for-you)");
});

test("a wrong passphrase is told in the language asked for, and opens nothing", async () => {
  const { dir, run } = terminal();
  const vault = await vaultIn(dir, "v", "researcher");
  writeFileSync(join(dir, "wrong"), "ليست هذه عبارة المرور الصحيحة أبداً هنا\n");
  const args = ["vault", "info", ...vault, "--passphrase-file", "wrong"];
  const english = run(...args);
  expect(english).toMatchObject({ code: 1, stdout: "" });
  expect(english.stderr).toMatch(
    /^daftar: That did not open the notebook\..*\(passphrase-wrong\)\n$/,
  );
  const arabic = run(...args, "--language", "ar", "--json");
  expect(arabic.code).toBe(1);
  expect(JSON.parse(arabic.stdout).fault).toMatchObject({ kind: "passphrase-wrong" });
  expect(JSON.parse(arabic.stdout).fault.text).toContain("لم يُفتح الدفتر");
});

test.each([
  ["an unknown command", ["vault", "explode"]],
  ["an unknown option", ["vault", "info", "--nonsense"]],
  ["a role that does not exist", ["vault", "create", "--role", "chief", "--name", "x"]],
  ["a look that no picture has", ["demo", "--out", "x", "--look", "blue"]],
  ["a word too many", ["parcel", "inspect", "one", "two"]],
  ["no command", []],
])("%s is wrong usage", (_, args) => {
  const { code, stdout, stderr } = terminal().run(...args);
  expect(code).toBe(2);
  if (args.length > 0) expect([stdout, stderr.split("\n").length]).toEqual(["", 2]);
});

test("every option of a command stands in its line of the help page", () => {
  const lines = terminal().run("--help").stdout.split("\n");
  for (const { words, options } of commands) {
    const line = lines.find(
      (one) => one.startsWith(`  daftar ${words} `) || one === `  daftar ${words}`,
    );
    for (const name of Object.keys(options)) expect(line).toContain(`--${name}`);
  }
});

test("an answer that is impossible stops the filling at its path", async () => {
  const { dir, run } = terminal();
  const vault = await vaultIn(dir, "v", "researcher");
  const source = JSON.parse(readFileSync(samples, "utf8"));
  source.interviews[1].answers.gender = "unheard-of";
  writeFileSync(join(dir, "answers.json"), JSON.stringify(source));
  const { code, stderr } = run("interview", "fill", "answers.json", ...vault);
  expect(code).toBe(1);
  expect(stderr).toContain("interviews.1.answers.gender");
  expect(stderr).not.toContain("unheard-of");
});

test("a form is checked and walked without a vault", () => {
  const { dir, run, json } = terminal();
  const form = join(root, "questionnaires/returnee-interview");
  expect(json("form", "check", form)).toMatchObject({
    form: { id: "returnee_interview", questions: 262 },
    unsupported: [],
  });
  writeFileSync(
    join(dir, "steps.json"),
    JSON.stringify([
      { set: "/data/m0/consent_understood", value: "yes" },
      { set: "/data/m0/interview_privacy", value: "private" },
      { set: "/data/m0/consent_participate", value: "yes" },
      { set: "/data/m0/consent_participate", value: "perhaps" },
    ]),
  );
  const walked = json("form", "walk", form, "--steps", "steps.json");
  const nodes = walked.nodes as { path: string; relevant: boolean }[];
  expect(nodes.find(({ path }) => path === "/data/m1")?.relevant).toBe(true);
  expect(walked.rejected).toMatchObject([{ step: 3, code: "not-offered" }]);

  writeFileSync(join(dir, "steps.json"), "[{}]");
  expect(run("form", "walk", form, "--steps", "steps.json").code).toBe(2);
});

test("a sheet with a mistake is told with sheet, row and column, in both languages", () => {
  const { dir, run } = terminal();
  const form = join(dir, "form");
  mkdirSync(form);
  writeFileSync(
    join(form, "survey.csv"),
    "type,name,label::English (en),relevant\ntext,a,A,\ninteger,b,B,${c} > 1\n",
  );
  for (const language of ["en", "ar"]) {
    const { code, stdout } = run("form", "check", "form", "--json", "--language", language);
    expect(code).toBe(1);
    const { form: compiled, problems } = JSON.parse(stdout);
    expect(compiled).toBeNull();
    const error = problems.find((one: { severity: string }) => one.severity === "error");
    expect(error).toMatchObject({ sheet: "survey", row: 3, column: "relevant" });
    expect(/[\u0600-\u06ff]/.test(error.message)).toBe(language === "ar");
  }
  expect(existsSync(join(dir, "vault"))).toBe(false);
});

test("services to refer to are written down, listed and removed without a window", async () => {
  const { dir, run, json } = terminal();
  const vault = await vaultIn(dir, "r1", "researcher");
  const add = ["team", "referral", "add", "--service", "عيادة", "--contact", "كل صباح"];
  const [entry] = json(...add, "--area", "درعا", ...vault).referrals;
  expect(entry).toMatchObject({ service: "عيادة", contact: "كل صباح", area: "درعا", note: "" });
  const listed = run("team", "referral", "list", "--language", "ar", ...vault);
  expect(listed.stdout).toContain("عيادة");
  expect(listed.stdout).toContain("كل صباح");
  expect(run("team", "referral", "add", "--service", "عيادة", ...vault).code).toBe(2);
  expect(run("team", "referral", "remove", "nothing", ...vault).stderr).toContain(
    "(referral-unknown)",
  );
  const print = ["team", "referral", "print", ...vault];
  expect(run(...print).code).toBe(2);
  expect(json(...print, "--lang", "ar", "--out", "list.html")).toEqual({ file: "list.html" });
  expect(readFileSync(join(dir, "list.html"), "utf8")).toContain("كل صباح");
  expect(json("team", "referral", "remove", entry.id, ...vault).referrals).toEqual([]);
  expect(run(...print, "--out", "none.html").stderr).toContain("(referrals-empty)");
});
