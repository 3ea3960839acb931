// The pictures of the guided demo: every screen, as the invented people of the demo see it, in both
// languages. Called by `daftar demo`; its last line is JSON, {"pictures": n, "problems": [...]}.
//   node scripts/demo-pictures.mjs OUT --researcher DIR --coordinator DIR --newcomer DIR
//     --passphrase-file FILE --parcel FILE [--look LOOK] [--check]
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { findChromium } from "./chromium.mjs";
import { ensureBuilt } from "./freshness.mjs";
import { findingsOn, partsOn, unmirrored } from "./gate.mjs";
import { root } from "./host.mjs";
import { openForPictures } from "./pictures.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    researcher: { type: "string" },
    coordinator: { type: "string" },
    "passphrase-file": { type: "string" },
    newcomer: { type: "string" },
    parcel: { type: "string" },
    look: { type: "string", default: "light" },
    check: { type: "boolean", default: false },
  },
});
/** How every screen is drawn, but where a picture shows another look on purpose. */
const looks = {
  light: { theme: "light", textSize: 100, window: {} },
  dark: { theme: "dark", textSize: 100, window: {} },
  large: { theme: "light", textSize: 200, window: { width: 1280, height: 720 } },
  "forced-colors": { theme: "light", textSize: 100, window: { forcedColors: true } },
};
const { window: windowLook, ...look } = looks[values.look] ?? looks.light;
const out = positionals[0] ?? join(root, "demo-out/pictures");
const passphrase = readFileSync(values["passphrase-file"] ?? "", "utf8").split("\n")[0] ?? "";
const correctedVersion = "2026112899";
const stick = mkdtempSync(join(tmpdir(), "daftar-stick-"));
/** @type {string[]} */
const problems = [];
let pictures = 0;
/** Where the parts of each screen lie in Arabic; the English ones must lie at the other side. @type {Map<string, any>} */
const parts = new Map();

/** What the invented researcher writes beside a question: nothing in it was ever said by anybody. */
const written = {
  ar: {
    reason: "سُمع اسم المكان خطأً، وصحّحه الشخص عند القراءة عليه.",
    flag: "أسأل عن المدة مرة أخرى قبل الختام",
    note: "توقّف طويلاً قبل أن يجيب.",
    wanted: "اجابه",
    more: "الاسم الذي ذُكر أولاً صُحّح، see question 4.",
  },
  en: {
    reason: "The name of a place was misheard; the person put it right.",
    flag: "Ask about the duration again before the end",
    note: "A long silence before the answer.",
    wanted: "answers",
    more: "The first word was corrected: «القابون».",
  },
};

if (findChromium() && ensureBuilt()) {
  await inEachLanguage("first", () => mkdtempSync(join(stick, "new-")), firstRun);
  await inEachLanguage("practice", () => mkdtempSync(join(stick, "new-")), practiceNotebook);
  await inEachLanguage("researcher", () => values.researcher ?? "", researchersDay);
  await inEachLanguage("coordinator", () => values.coordinator ?? "", coordinatorsDay);
  await inEachLanguage("waiting", () => values.researcher ?? "", waitingAndFailing);
  await inEachLanguage("newcomer", () => values.newcomer ?? "", nothingThereYet);
  console.log(JSON.stringify({ pictures, problems }));
} else console.log(JSON.stringify({ pictures: null, problems }));
rmSync(stick, { recursive: true, force: true });

/**
 * One story, told in Arabic and in English. A story that does not come to its end is a problem, and
 * the picture of where it stopped is called `stopped`.
 *
 * @param {string} who
 * @param {() => string} userData
 * @param {(stage: import("./pictures.mjs").Stage, tools: ReturnType<typeof toolsFor>) => Promise<void>} story
 */
async function inEachLanguage(who, userData, story) {
  for (const language of /** @type {const} */ (["ar", "en"])) {
    const note = (error) => void problems.push(`${who}, ${language}: ${error.message}`);
    const stage = await openForPictures(userData(), windowLook).catch(note);
    if (!stage) continue;
    const tools = toolsFor(stage, who, language);
    await story(stage, tools).catch(async (error) => {
      note(error);
      await tools.shot("stopped").catch(note);
    });
    await stage.end();
  }
}

/** @param {import("./pictures.mjs").Stage} stage @param {string} who @param {"ar" | "en"} language */
function toolsFor(stage, who, language) {
  /** @type {{ [word: string]: any }} */
  const books = {};
  let count = 0;
  return {
    language,
    /** A sentence of the locales, as the screen says it. @param {string} word @param {string} key */
    say: (word, key) => {
      books[word] ??= JSON.parse(
        readFileSync(join(root, `locales/${language}/${word}.json`), "utf8"),
      );
      return key.split(".").reduce((book, name) => book[name], books[word]);
    },
    /** @param {string} name */
    shot: async (name) => {
      count += 1;
      pictures += 1;
      const number = String(count).padStart(2, "0");
      await stage.picture(join(out, `${who}-${number}-${name}.${language}.png`));
      if (!values.check) return;
      const screen = `${who}-${name}`;
      const here = await partsOn(stage);
      const there = parts.get(screen);
      parts.set(screen, here);
      const found = [...(there ? unmirrored(there, here) : []), ...(await findingsOn(stage))];
      problems.push(...found.map((one) => `${screen}, ${language}: ${one}`));
    },
    /** Changes how it looks; the page is then locked. @param {object} preferences */
    look: (preferences) =>
      stage.prefer({
        language,
        digits: "latn",
        ...look,
        questions: "section",
        breakMinutes: 0,
        ...preferences,
      }),
  };
}

/** @param {import("./pictures.mjs").Stage} stage @param {ReturnType<typeof toolsFor>} tools */
async function firstRun(stage, { say, shot, look, language }) {
  const next = say("common", "next");
  if (values.look !== "light") await look({ language: null });
  await shot("language");
  await stage.click(say("common", `language.${language}`));
  await stage.waitFor(say("vault", "first-run.role-title"));
  await shot("role");
  await stage.click(say("vault", "first-run.role-researcher"));
  await stage.click(next);
  await stage.fill(say("vault", "first-run.name-label"), "R-12");
  await shot("name");
  await stage.click(next);
  await stage.fill(say("vault", "passphrase.label"), "1234");
  await shot("passphrase-weak");
  await stage.fill(say("vault", "passphrase.label"), passphrase);
  await stage.fill(say("vault", "first-run.passphrase-again"), passphrase);
  await shot("passphrase");
  await stage.click(next);
  await stage.waitFor(say("vault", "first-run.sheet-copied"));
  await shot("recovery-sheet");
  await stage.click(say("vault", "first-run.sheet-copied"));
  await shot("recovery-sheet-check");
  await stage.click(say("common", "back"));
  await stage.click(say("vault", "first-run.sheet-without"));
  await stage.fill(
    say("vault", "first-run.sheet-decline-label"),
    say("vault", "first-run.sheet-decline-sentence"),
  );
  await shot("no-recovery-sheet");
  await stage.click(say("vault", "first-run.sheet-without"));
  await stage.waitFor(say("vault", "first-run.create-text"));
  await shot("create");
  await stage.whileAnswered("vault.create", "disk-full", async () => {
    await stage.click(say("vault", "first-run.create-act"));
    await stage.waitFor(say("faults", "disk-full").split(".")[0]);
    await shot("create-failed");
  });
  await stage.click(say("vault", "first-run.create-act"));
  await stage.waitFor(say("common", "lock"));
  await shot("interviews-empty");
  await stage.click(say("parcels", "make.title"));
  await stage.waitFor(say("parcels", "make.empty"));
  await shot("parcel-empty");
  await stage.click(say("people", "referrals.title"));
  await stage.waitFor(say("people", "referrals.empty"));
  await shot("referral-list-empty");
}

/** @param {import("./pictures.mjs").Stage} stage @param {ReturnType<typeof toolsFor>} tools */
async function practiceNotebook(stage, { say, shot, look, language }) {
  if (values.look !== "light") await look({ language: null });
  await stage.click(say("common", `language.${language}`));
  await stage.waitFor(say("vault", "first-run.role-title"));
  await stage.click(say("practice", "try"));
  await stage.waitFor(say("practice", "door.open-to-all"));
  await shot("door");
  await stage.click(say("practice", "door.begin"));
  await stage.waitFor(say("practice", "steps.begin.title"));
  await shot("interviews");
  await stage.press("KeyN", { alt: true });
  await stage.waitFor(say("practice", "only-invented"));
  await shot("new-interview");
  await stage.click(say("interviews", "new.start"));
  await stage.waitFor(say("practice", "steps.keyboard.title"));
  await stage.waitFor(say("interviews", "card.required"));
  await shot("interview");
  await look({});
  await shot("locked");
  for (const [name, preferences] of Object.entries({
    dark: { theme: "dark" },
    large: { textSize: 200 },
  })) {
    await look(preferences);
    await stage.click(say("practice", "door.fill"));
    await stage.click(say("vault", "unlock.open"));
    await stage.waitFor(say("interviews", "card.required"));
    await shot(`interview-${name}`);
  }
  await stage.press("KeyG", { control: true });
  await stage.waitFor(say("practice", "steps.keyboard.text"));
  await shot("guide-large");
}

/** @param {import("./pictures.mjs").Stage} stage @param {ReturnType<typeof toolsFor>} tools */
async function researchersDay(stage, tools) {
  const { say, shot, language } = tools;
  const title = () => stage.waitFor(say("interviews", "list.new"));
  const words = written[language];
  const pages = say("help-pages", "pages");
  await tools.look({});
  await shot("locked");
  await stage.fill(say("vault", "passphrase.label"), "not this one, nor that one");
  await stage.press("Enter");
  await stage.waitFor(say("faults", "passphrase-wrong").split(".")[0]);
  await shot("locked-wrong");
  await stage.press("F1");
  await stage.waitFor(say("help", "keys.everywhere"));
  await stage.click(pages.notebook.title);
  await shot("help-locked");
  await stage.press("Escape");
  await open(stage, tools);
  await title();
  await shot("interviews-drafts");
  await stage.click(say("interviews", "list.stage-finished"));
  await shot("interviews-finished");
  await stage.click(say("interviews", "list.stage-in-parcel"));
  await shot("interviews-in-parcel");

  await stage.click(say("interviews", "list.new"));
  await stage.waitFor(say("interviews", "new.language"));
  await shot("new-interview");
  await stage.click(say("interviews", "new.start"));
  await stage.waitFor(say("interviews", "review.title"));
  await shot("consent");
  await stage.press("KeyR", { alt: true });
  await stage.waitFor(say("interviews", "review.must-fix"));
  await shot("review-unfinished");
  await stage.click(say("interviews", "list.title"));
  await title();
  // The script that is read aloud stands in a layer of its own.
  const [begun] = (await stage.ask("interviews.list", list("draft"))).rows;
  const { nodes } = await stage.ask("interviews.open", { interview: begun.interview });
  const after = nodes.find(({ name }) => name === "consent_understood");
  await stage.ask("interviews.visit", { interview: begun.interview, question: after.ref });
  await stage.click(begun.code);
  await stage.waitFor(say("interviews", "layers.understood-do"));
  await stage.press(language === "ar" ? "ArrowRight" : "ArrowLeft", { alt: true });
  await stage.waitFor(say("interviews", "layers.script-do"));
  await shot("consent-script");
  await stage.click(say("interviews", "list.title"));
  await title();
  await stage.click(say("people", "referrals.title"));
  await stage.waitFor(say("people", "referrals.new"));
  await shot("referral-list");
  await stage.click(say("paper", "referrals-button"));
  await stage.waitFor(say("paper", "warning-referrals"));
  await shot("paper-referrals");
  await stage.press("Escape");
  await stage.click(say("interviews", "list.title"));
  await title();

  // The interview that stays open, as one always does; the newest draft is the one just begun.
  const { rows } = await stage.ask("interviews.list", list("draft"));
  const told = rows.toSorted((a, b) => b.answered - a.answered)[0];
  await stage.click(say("interviews", "list.stage-draft"));
  await stage.click(told.code);
  await stage.waitFor(say("interviews", "review.title"));
  const opened = await stage.ask("interviews.open", { interview: told.interview });
  const spoken = opened.languages.find(({ name }) => name === opened.language);
  if (spoken.tag !== language) await stage.press("F2");
  const { name } = opened.languages.find(({ tag }) => tag === language);
  const inWords = { interview: told.interview, language: name };
  const view = await stage.ask("interviews.language", inWords);
  await shot("interview");
  await stage.click(say("ui", "consent.allowed").split("{{")[0].trim());
  await stage.waitFor(say("ui", "consent.consent_uses"));
  await shot("consent-badge");
  await stage.press("Escape");
  await stage.press("F4");
  await shot("interview-one-question");
  await stage.press("F4");
  for (const section of ["m9", "m3", "m6"]) {
    const place = view.nodes.find(({ ref }) => ref === section);
    if (!place) throw new Error(`the questionnaire has no section ${section}`);
    await stage.click(place.label.parts.map(({ text = "" }) => text).join(""));
    await shot(`interview-${section}`);
  }
  await stage.click(say("interviews", "entries.order-by-date"));
  await shot("entries-by-date");
  await stage.click(say("interviews", "entries.order-told"));
  await stage.press("F3");
  await stage.waitFor(say("interviews", "timeline.by-time"));
  await shot("timeline");
  await stage.press("Equal");
  await shot("timeline-months");
  await stage.press("Minus");
  await stage.press("F3");
  await stage.clickBeside("1 · ");
  await shot("interview-entry");
  const arrival = view.nodes.find((node) => node.name === "step_date");
  await jumpTo(stage, tools, arrival.label.parts.map(({ text = "" }) => text).join(""));
  await stage.click(say("ui", "date.hijri"));
  await shot("interview-hijri");
  await stage.click(say("ui", "date.gregorian"));
  await stage.press("KeyH", { control: true });
  await shot("interview-history");
  await stage.press("Escape");
  await stage.press("KeyM", { control: true });
  await stage.fill(say("interviews", "notes.flag-why"), words.flag);
  await stage.click(say("interviews", "notes.flag"));
  await stage.fill(say("interviews", "notes.note"), words.note);
  await stage.click(say("interviews", "notes.add"));
  await stage.fill(say("interviews", "notes.note"), words.more);
  await shot("interview-notes");
  await stage.press("Escape");
  await shot("interview-flagged");
  await filesScreens(stage, tools);
  // The story is told twice, and begins each time without a flag.
  await stage.press("KeyM", { control: true });
  await stage.click(say("interviews", "notes.unflag"));
  await stage.waitFor(say("interviews", "notes.flag-why"));
  await stage.press("Escape");
  await stage.press("KeyJ", { control: true });
  await shot("interview-jump");
  await stage.press("Escape");
  await stage.press("F8");
  await shot("interview-skip");
  await stage.press("Escape");
  await stage.press("F1");
  await stage.waitFor(say("help", "keys.everywhere"));
  await shot("keys");
  await stage.fill(say("help", "search"), words.wanted);
  await stage.press("Enter");
  await shot("help-found");
  await stage.fill(say("help", "search"), pages.glossary.title);
  await stage.press("Enter");
  await shot("help-glossary");
  await stage.press("Escape");
  await stage.press("F9");
  await shot("pause");
  await stage.press("Space");
  await stage.click(say("interviews", "pause.help"));
  await shot("pause-help");
  await stage.click(say("interviews", "pause.continue"));
  await stage.press("KeyR", { alt: true });
  await stage.waitFor(say("interviews", "review.nothing-to-fix"));
  await shot("review");
  await stage.click(say("interviews", "review.finish"));
  await stage.waitFor(say("interviews", "review.finish-ask"));
  await shot("review-finish");
  await stage.press("Escape");
  await stage.click(say("interviews", "list.title"));
  await title();

  // A step that is dated long after the others: the review asks what may be missing. It is put back for
  // the next telling.
  const dated = view.nodes.filter((node) => node.name === "step_date" && node.state === "answered");
  const late = dated.at(-1);
  if (!late || dated.length < 2) throw new Error("the interview has no two steps in time");
  const step = { interview: told.interview, question: late.ref };
  const twoYearsOn = String(Number(late.value.slice(0, 4)) + 2);
  await stage.ask("interviews.answer", { ...step, value: twoYearsOn });
  await stage.click(say("interviews", "list.stage-draft"));
  await stage.click(told.code);
  await stage.waitFor(say("interviews", "review.title"));
  await stage.press("KeyR", { alt: true });
  await stage.waitFor(say("interviews", "review.in-time"));
  await shot("review-in-time");
  await stage.click(say("interviews", "list.title"));
  await title();
  await stage.ask("interviews.answer", { ...step, value: late.value });

  // A part is refused after something was said in it; the person then lets it be, for the next telling.
  const parts = view.nodes.find(({ name: called }) => called === "refused_sections");
  const at = parts?.choices?.findIndex(({ name: part }) => part === "m6") ?? -1;
  if (!parts || at < 0) throw new Error("the questionnaire has no parts to refuse");
  await stage.ask("interviews.visit", { interview: told.interview, question: parts.ref });
  await stage.click(say("interviews", "list.stage-draft"));
  await stage.click(told.code);
  await stage.waitFor(say("interviews", "review.title"));
  await stage.press(`Digit${at + 1}`);
  await stage.waitFor(say("interviews", "refusal.title"));
  await shot("interview-refusal");
  await stage.click(say("interviews", "refusal.keep"));
  await stage.press(`Digit${at + 1}`);
  await stage.click(say("interviews", "list.title"));
  await title();

  await stage.click(say("interviews", "list.stage-in-parcel"));
  const sent = await stage.ask("interviews.list", list("in-parcel"));
  const hurt = await withPlaces(stage, sent.rows, language);
  await stage.click(hurt.code);
  await stage.waitFor(say("interviews", "read-only.finished"));
  await shot("interview-finished");
  await stage.click(say("interviews", "amend.act"));
  await stage.fill(say("interviews", "amend.reason"), words.reason);
  await shot("interview-amend");
  await stage.press("Escape");
  await jumpTo(stage, tools, hurt.question);
  await stage.waitFor(say("ui", "body.front"));
  await shot("body-map");
  await stage.click(say("interviews", "list.title"));
  await title();

  await stage.click(say("parcels", "make.title"));
  await stage.waitFor(say("parcels", "make.step-whom"));
  // The story is told twice, and what left the first time is not proposed any more.
  const ready = (await stage.ask("parcels.ready")).interviews.filter(({ held }) => held === null);
  if (ready.every(({ sentIn }) => sentIn !== null)) await stage.click(ready[0].code);
  await shot("parcel-which");
  await stage.click(say("common", "next"));
  await stage.waitFor(say("parcels", "make.whom-text"));
  await shot("parcel-whom");
  await stage.click(say("common", "next"));
  await stage.waitFor(say("parcels", "make.where-text"));
  await shot("parcel-where");
  await stage.answerDialog("showOpenDialog", { filePaths: [mkdtempSync(join(stick, "usb-"))] });
  await stage.click(say("parcels", "make.act"));
  await stage.waitFor(say("parcels", "make.done-title"));
  await shot("parcel-done");
  await questionnaireScreens(stage, tools, told.code);
  await placeScreens(stage, tools, begun);
  await notebookScreens(stage, tools);

  await tools.look({ theme: "dark" });
  await open(stage, tools);
  await shot("interviews-dark");
  await stage.click(told.code);
  await stage.waitFor(say("interviews", "review.title"));
  await shot("interview-dark");
  await stage.press("F3");
  await stage.waitFor(say("interviews", "timeline.by-time"));
  await shot("timeline-dark");
  await stage.press("F3");
  await tools.look({ breakMinutes: 30 });
  await stage.hasten();
  await open(stage, tools);
  await stage.waitFor(say("interviews", "break.later"));
  await shot("interview-break");
  await tools.look({ textSize: 200, digits: "arab" });
  await open(stage, tools);
  await stage.waitFor(say("interviews", "review.title"));
  await shot("interview-large");
  await stage.press("F3");
  await stage.waitFor(say("interviews", "timeline.by-time"));
  await shot("timeline-large");
  await stage.press("Escape");
  await tools.look({});
}

/** @param {import("./pictures.mjs").Stage} stage @param {ReturnType<typeof toolsFor>} tools */
async function coordinatorsDay(stage, tools) {
  const { say, shot } = tools;
  await tools.look({});
  await open(stage, tools);
  await stage.waitFor(say("parcels", "inbox.history"));
  await shot("inbox");
  await stage.answerDialog("showOpenDialog", { filePaths: [values.parcel, damaged()] });
  await stage.click(say("parcels", "inbox.choose"));
  await stage.waitFor(say("parcels", "inbox.result"));
  await shot("inbox-read");
  await stage.click(say("review", "records.title"));
  await stage.waitFor(say("review", "records.column-researcher"));
  await shot("records");
  const { rows } = await stage.ask("interviews.list", { ...list("draft"), stage: null });
  await stage.click(rows[0].code);
  await stage.waitFor(say("review", "record.as-codes"));
  await shot("record");
  await stage.click(say("paper", "record-button"));
  await stage.waitFor(say("paper", "confirm"));
  await shot("paper-record");
  await stage.press("Escape");
  await stage.click(say("review", "record.as-codes"));
  await stage.click(say("review", "record.answered"));
  await shot("record-codes");
  await stage.click(say("review", "record.open-history"));
  await shot("record-history");
  await stage.press("Escape");
  await stage.click(say("review", "record.back"));
  await stage.click(say("analysis", "title"));
  await stage.waitFor(say("analysis", "warning-title"));
  await shot("tables");
  await stage.answerDialog("showOpenDialog", { filePaths: [mkdtempSync(join(stick, "tables-"))] });
  await stage.click(say("analysis", "act"));
  await stage.waitFor(say("analysis", "done"));
  await shot("tables-written");
  await notebookScreens(stage, tools);
  await tools.look({ theme: "dark" });
  await open(stage, tools);
  await stage.click(say("review", "records.title"));
  await stage.waitFor(say("review", "records.column-researcher"));
  await shot("records-dark");
  await tools.look({});
}

/**
 * Every screen while what it asks for does not come, and when it cannot be had: the keeper is held back,
 * or a fault stands in its place.
 *
 * @param {import("./pictures.mjs").Stage} stage @param {ReturnType<typeof toolsFor>} tools
 */
async function waitingAndFailing(stage, tools) {
  const { say, shot } = tools;
  const title = () => stage.waitFor(say("interviews", "list.new"));
  const loading = say("ui", "loading.title");
  const broken = say("faults", "broken").split(".")[0];
  await tools.look({});
  await stage.fill(say("vault", "passphrase.label"), passphrase);
  await stage.whileAnswered("vault.unlock", null, async () => {
    await stage.press("Enter");
    await shot("unlocking");
  });
  await tools.look({});
  await open(stage, tools);
  await title();

  // Each is left for the next one, which therefore begins by asking.
  const screens = [
    ["parcel", say("parcels", "make.title"), "parcels.ready"],
    ["referral-list", say("people", "referrals.title"), "people.referrals"],
    ["questionnaires", say("questionnaires", "list.title"), "questionnaires.list"],
    ["team", say("people", "title"), "people.team"],
    ["journal", say("vault", "journal.title"), "vault.journal"],
    ["settings", say("common", "settings"), "vault.info"],
    ["interviews", say("interviews", "list.title"), "interviews.list"],
  ];
  for (const [fault, ending, words] of [
    [null, "loading", loading],
    ["broken", "failed", broken],
  ]) {
    for (const [name, called, question] of screens)
      await stage.whileAnswered(question, fault, async () => {
        await stage.click(called);
        await stage.waitFor(words);
        await shot(`${name}-${ending}`);
      });
    await stage.click(say("common", "settings"));
    await stage.click(say("interviews", "list.title"));
    await title();
    const [draft] = (await stage.ask("interviews.list", list("draft"))).rows;
    await stage.whileAnswered("interviews.open", fault, async () => {
      await stage.click(draft.code);
      await stage.waitFor(words);
      await shot(`interview-${ending}`);
    });
    await stage.click(say("common", "settings"));
    await stage.click(say("interviews", "list.title"));
    await title();
  }
  await stage.fill(say("interviews", "list.search"), "ZZZ");
  await stage.waitFor(say("interviews", "list.not-found"));
  await shot("interviews-not-found");
  await stage.press("F1");
  await stage.waitFor(say("help", "keys.everywhere"));
  await stage.fill(say("help", "search"), "qqq");
  await stage.waitFor(say("help", "nothing"));
  await shot("help-not-found");
  await stage.press("Escape");

  // An interview that has only begun has nothing for the timeline yet.
  await stage.click(say("common", "settings"));
  await stage.click(say("interviews", "list.title"));
  await title();
  const { rows } = await stage.ask("interviews.list", list("draft"));
  const byAnswers = rows.toSorted((a, b) => a.answered - b.answered);
  const [begun, told] = [byAnswers[0], byAnswers.at(-1)];
  await stage.click(begun.code);
  await stage.waitFor(say("interviews", "review.title"));
  await stage.press("F3");
  await stage.waitFor(say("interviews", "timeline.few"));
  await shot("timeline-empty");
  await stage.press("F3");
  await stage.click(say("interviews", "list.title"));
  await title();

  // What is not saved is said at once, and stays on the screen.
  await stage.click(told.code);
  await stage.waitFor(say("interviews", "review.title"));
  await stage.press("KeyR", { alt: true });
  await stage.waitFor(say("interviews", "review.nothing-to-fix"));
  await stage.whileAnswered("interviews.finish", "disk-full", async () => {
    await stage.click(say("interviews", "review.finish"));
    await stage.waitFor(say("interviews", "review.finish-ask"));
    await stage.click(say("interviews", "review.finish"));
    await stage.waitFor(say("faults", "disk-full").split(".")[0]);
    await shot("finish-failed");
  });
  await tools.look({});
}

/**
 * A coordinator to whom no interview has come yet.
 *
 * @param {import("./pictures.mjs").Stage} stage @param {ReturnType<typeof toolsFor>} tools
 */
async function nothingThereYet(stage, tools) {
  const { say, shot } = tools;
  await tools.look({});
  await open(stage, tools);
  await stage.waitFor(say("parcels", "inbox.history"));
  await stage.click(say("review", "records.title"));
  await stage.waitFor(say("review", "records.empty"));
  await shot("records");
  await stage.whileAnswered("parcels.inbox", "broken", async () => {
    await stage.click(say("parcels", "inbox.title"));
    await stage.waitFor(say("faults", "broken").split(".")[0]);
    await shot("inbox-failed");
  });
  await stage.whileAnswered("interviews.list", "broken", async () => {
    await stage.click(say("review", "records.title"));
    await stage.waitFor(say("faults", "broken").split(".")[0]);
    await shot("records-failed");
  });
}

/** A questionnaire with mistakes, its correction, and a draft that could move to it. */
async function questionnaireScreens(stage, { say, shot, language }, draft) {
  const word = (key) => say("questionnaires", key).split("{{")[0];
  const choose = async (form) => {
    await stage.answerDialog("showOpenDialog", { filePaths: [form] });
    await stage.click(word("list.import"));
  };
  const openNewest = async () => {
    await stage.click(word("list.title"));
    await stage.waitFor(word("list.fingerprint"));
    await stage.click(correctedVersion);
    await stage.waitFor(word("versions.title"));
  };
  await stage.click(word("list.title"));
  await stage.waitFor(word("list.fingerprint"));
  await shot("questionnaires");
  await choose(
    changedForm((survey) => survey.replace("interview_language} = ", "interview_langage} = ")),
  );
  await stage.waitFor(word("import.refused"));
  await shot("questionnaire-errors");
  await choose(
    changedForm((survey) =>
      survey
        .replace(/^text,interviewer_code,.*\n/m, "")
        .replace(
          "How many days of leave were you given?",
          "How many days of leave were you allowed?",
        )
        .replace("كم يوماً كانت الإجازة؟", "كم يوماً سُمح لكم بالإجازة؟"),
    ),
  );
  // What is said of it moves everything below.
  await stage.waitFor(word(language === "ar" ? "import.imported" : "import.already-here"));
  await stage.answerDialog("showOpenDialog", { filePaths: [placesList(language)] });
  await stage.click(word("places.import"));
  await stage.waitFor(word("places.keep"));
  await shot("places-read");
  await stage.click(word("places.keep"));
  await stage.waitFor(word("places.kept"));
  await shot("places");
  await openNewest();
  await shot("questionnaire");
  await stage.click(say("paper", "blank-button"));
  await stage.waitFor(say("paper", "warning-blank"));
  await shot("paper-blank");
  await stage.press("Escape");
  await stage.click(word("form.preview"));
  await stage.waitFor(word("preview.nothing-kept"));
  await shot("preview");
  await stage.click(language === "ar" ? "English (en)" : "Arabic (ar)");
  await shot("preview-other-language");
  await openNewest();
  await stage.click(word("versions.compare"));
  await stage.waitFor("interviewer_code");
  await shot("differences");
  await openNewest();
  await stage.click(draft);
  await stage.waitFor(word("move.kept-text"));
  await shot("move-draft");
}

/** A place that the questionnaire's list lacks, sought in the team's: two of one name, then one governorate. */
async function placeScreens(stage, { say, shot, language }, { interview, code }) {
  const labelOf = ({ label }) => label.parts.map(({ text = "" }) => text).join("");
  for (const [question, value] of [
    ["m0/interview_privacy", "private"],
    ["m0/consent_understood", "yes"],
    ["m0/consent_participate", "yes"],
    ["m2/origin_governorate", "SY14"],
  ])
    await stage.ask("interviews.answer", { interview, question, value });
  await stage.ask("interviews.visit", { interview, question: "m2/origin_subdistrict" });
  const { nodes } = await stage.ask("interviews.open", { interview });
  const questions = ["origin_subdistrict", "origin_subdistrict_text"];
  const [listed, sought] = questions.map((name) => nodes.find((node) => node.name === name));
  const wanted = language === "ar" ? "تل الورد" : "Tell al-Ward";
  await stage.click(say("interviews", "list.title"));
  await stage.click(say("interviews", "list.stage-draft"));
  await stage.click(code);
  await stage.fill(labelOf(listed), wanted);
  const other = labelOf(listed.choices.find(({ name }) => name === "other_sy14"));
  await stage.waitFor(other);
  await shot("place-not-listed");
  await stage.press("ArrowDown");
  await stage.press("Enter");
  await stage.waitFor(labelOf(sought));
  await shot("place-in-words");
  await stage.fill(labelOf(sought), wanted);
  await stage.waitFor("SY120307");
  await shot("places-found");
  await stage.press("Tab");
  await stage.waitFor(say("ui", "combo.not-chosen"));
  await shot("place-namesakes");
  await stage.click(say("ui", "place.governorate"));
  await stage.click(language === "ar" ? "القنيطرة" : "Quneitra");
  await stage.fill(labelOf(sought), wanted.slice(0, 5));
  await stage.waitFor("SY140207");
  await shot("places-narrowed");
  await stage.click("SY140207");
  await shot("place-chosen");
  await stage.click(say("interviews", "list.title"));
  await stage.waitFor(say("interviews", "list.stage-draft"));
}

/** A picture is added and the microphone that Chromium pretends to have is heard; both are taken out again. */
async function filesScreens(stage, { say, shot, language }) {
  const picture = join(mkdtempSync(join(stick, "pictures-")), "paper.png");
  cpSync(join(root, "build/icon.png"), picture);
  await stage.click(say("interviews", "files.title"));
  await shot("interview-files");
  await stage.answerDialog("showOpenDialog", { filePaths: [picture] });
  await stage.click(say("interviews", "files.agreed"));
  await stage.click(say("interviews", "files.choose"));
  await stage.waitFor(say("ui", "files.show"));
  await stage.click(say("interviews", "files.agreed"));
  await stage.click(say("interviews", "files.record"));
  await stage.waitFor("0:02");
  await shot("recording");
  await stage.click(say("interviews", "recording.mark"));
  await stage.waitFor(say("interviews", "notes.whose"));
  await shot("recording-marked");
  // Nothing is noted of a recording that will not be kept.
  await stage.fill(say("interviews", "notes.note"), written[language].note);
  await stage.press("Escape");
  await stage.click(say("interviews", "recording.stop"));
  await stage.click(say("interviews", "files.title"));
  await stage.click(say("ui", "files.show"));
  await stage.click(say("ui", "files.play"));
  await shot("interview-files-kept");
  for (const _each of ["the picture", "the recording"])
    await stage.click(say("ui", "files.remove"));
  await stage.waitFor(say("interviews", "files.none"));
  await stage.press("Escape");
}

/** What both people have. */
async function notebookScreens(stage, { say, shot }) {
  await stage.click(say("people", "title"));
  await stage.waitFor(say("people", "device.compare"));
  await shot("team");
  await stage.click(say("vault", "journal.title"));
  await stage.waitFor(say("vault", "journal.text"));
  await stage.click(say("vault", "journal.check"));
  await stage.waitFor(say("vault", "journal.whole"));
  await shot("journal");
  await stage.click(say("common", "settings"));
  await stage.waitFor(say("vault", "settings.display"));
  await shot("settings");
  await stage.click(say("vault", "check.act"));
  await stage.waitFor(say("vault", "check.whole"));
  await shot("settings-checked");
}

/** Goes to a question by its words; its card comes to the upper third. */
async function jumpTo(stage, { say }, question) {
  await stage.press("KeyJ", { control: true });
  await stage.fill(say("interviews", "jump.title"), question);
  await stage.click(question);
}

/** An interview in which places of the body are told, and the words of that question. */
async function withPlaces(stage, rows, language) {
  for (const { interview, code } of rows) {
    const { languages } = await stage.ask("interviews.open", { interview });
    const { name } = languages.find(({ tag }) => tag === language);
    const { nodes } = await stage.ask("interviews.language", { interview, language: name });
    const place = nodes.find((node) => node.appearance.includes("body-map") && node.value !== "");
    if (place) return { code, question: place.label.parts.map(({ text = "" }) => text).join("") };
  }
  throw new Error("nobody was hurt in these interviews");
}

async function open(stage, { say }) {
  await stage.fill(say("vault", "passphrase.label"), passphrase);
  await stage.press("Enter");
  await stage.waitFor(say("common", "lock"));
}

function list(stage) {
  return { stage, search: "", offset: 0, limit: 50 };
}

/** The built-in questionnaire as somebody changed it, as a folder; the path of its survey. */
function changedForm(change) {
  const folder = mkdtempSync(join(stick, "form-"));
  cpSync(join(root, "questionnaires/returnee-interview"), folder, { recursive: true });
  const rewrite = (name, work) =>
    writeFileSync(join(folder, name), work(readFileSync(join(folder, name), "utf8")));
  rewrite("survey.csv", change);
  rewrite("settings.csv", (settings) => settings.replace(/,20\d{8},/, `,${correctedVersion},`));
  return join(folder, "survey.csv");
}

/** A small list of places, with two of one invented name; another one for each telling. */
function placesList(language) {
  const file = join(mkdtempSync(join(stick, "places-")), "places.csv");
  const rows = [
    "SY12,Dar'a,درعا,",
    "SY1203,Izra',إزرع,SY12",
    "SY120303,Nawa,نوى,SY1203",
    "SY120307,Tell al-Ward,تل الورد,SY1203",
    "SY14,Quneitra,القنيطرة,",
    "SY1402,Quneitra,القنيطرة,SY14",
    "SY140207,Tell al-Ward,تل الورد,SY1402",
  ];
  const one = language === "ar" ? ["SY13,As-Sweida,السويداء,"] : [];
  writeFileSync(file, ["code,name_en,name_ar,parent", ...rows, ...one].join("\n"));
  return file;
}

/** A parcel with one bit turned on the way. */
function damaged() {
  const copy = join(mkdtempSync(join(stick, "damaged-")), "k7q2m9xt.daftar");
  const bytes = readFileSync(values.parcel ?? "");
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  writeFileSync(copy, bytes);
  return copy;
}
