// What the main screens must keep, by the checks of `daftar demo --check`; and that these checks can fail:
// a screen that has nothing wrong, and then one fault at a time, each of which must be named.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "@playwright/test";
import { findingsOn, partsOn, unmirrored } from "../../scripts/gate.mjs";
import { openForPictures } from "../../scripts/pictures.mjs";
import { holdInterviews, must, newNotebook, passphrase, written } from "./prepared.ts";

/** Each fault is a rule that the screen gets, and an element `.fault`, a paragraph of some words. */
const faults = {
  "dark: axe: color-contrast": { rule: "[data-theme=dark] main * { color: #444 !important }" },
  "dark: contrast": { rule: "[data-theme=dark] main * { color: #444 !important }" },
  "light: axe: button-name": { element: "button", words: "" },
  "320 px: page: scrolls sideways": {
    rule: "* { overflow: visible !important } .fault { inline-size: 900px }",
  },
  "320 px: scrolls sideways": { rule: ".fault { inline-size: 900px }" },
  "640 px: cut text": { rule: ".fault { block-size: 8px; overflow: hidden }" },
  "640 px: covered": { rule: ".fault { position: fixed; inset: 0; z-index: 9 }" },
  "focus: not drawn": { rule: ":focus-visible { outline: none !important }" },
  "lang: en": { words: "اقرؤوا ببطء" },
  "motion: button": { rule: "button { transition: opacity 150ms !important }" },
};

test("a screen without faults has no findings, and each fault is named", async ({}, info) => {
  const stage = await openForPictures(info.outputPath("laptop"));
  const begin = async () => {
    const chosen = { language: "en", theme: "light", digits: "latn", textSize: 100 };
    await stage.prefer({ ...chosen, questions: "section", breakMinutes: 0 });
  };
  await begin();
  expect(await findingsOn(stage)).toEqual([]);
  for (const [finding, fault] of Object.entries(faults)) {
    await begin();
    const { rule, element, words } = { rule: "", element: "p", words: "words", ...fault };
    await stage.evaluate(`{
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(${JSON.stringify(rule)});
      document.adoptedStyleSheets.push(sheet);
      const fault = document.createElement(${JSON.stringify(element)});
      fault.className = "fault";
      fault.textContent = ${JSON.stringify(words)};
      document.querySelector("main").append(fault);
    }`);
    const found = await findingsOn(stage);
    expect([finding, found.some((one) => one.startsWith(finding))]).toEqual([finding, true]);
  }
  await stage.end();
});

test("parts that do not change sides with the language are named", async ({}, info) => {
  const stage = await openForPictures(info.outputPath("laptop"));
  await stage.waitFor("Daftar");
  const here = await partsOn(stage);
  expect(Object.keys(here)).not.toEqual([]);
  expect(unmirrored(here, here)).toEqual([]);
  const [part, place] = Object.entries(here)[0] ?? ["", { start: 0, end: 0 }];
  const moved = { ...here, [part]: { start: place.start + 5, end: place.end } };
  expect(unmirrored(here, moved)).toEqual([`mirror: ${part} is 5 px away`]);
  expect(unmirrored(here, {})).toHaveLength(Object.keys(here).length);
  await stage.end();
});

test("the main screens keep it in both languages, full, empty, waiting and failing", async ({}, info) => {
  test.setTimeout(600_000);
  const laptop = info.outputPath("laptop");
  const person = await newNotebook(laptop, "R-07", "researcher");
  holdInterviews(person, [0]);
  const [form] = must(person.rooms.questionnaires.list()).forms;
  if (!form) throw new Error("the built-in questionnaire is on every shelf");
  const { id } = must(person.rooms.fill(form.hash, written(3), "draft"));
  const { code } = must(person.rooms.interviews.open({ interview: id }));
  person.leave();

  const parts = new Map<string, Awaited<ReturnType<typeof partsOn>>>();
  for (const language of ["ar", "en"] as const) {
    const say = sentencesOf(language);
    const stage = await openForPictures(laptop);
    const check = async (screen: string) => {
      const here = await partsOn(stage);
      const there = parts.get(screen) ?? here;
      parts.set(screen, here);
      const found = [...unmirrored(there, here), ...(await findingsOn(stage))];
      expect([language, screen, found]).toEqual([language, screen, []]);
    };
    const goTo = async (screen: string, name: string, until: string) => {
      await stage.click(name);
      await stage.waitFor(until);
      await check(screen);
    };
    const chosen = { language, theme: "light", digits: "latn", textSize: 100 };
    await stage.prefer({ ...chosen, questions: "section", breakMinutes: 0 });
    await check("locked");
    await stage.fill(say("vault", "passphrase.label"), passphrase);
    await stage.press("Enter");
    await stage.waitFor(say("interviews", "list.new"));
    await stage.waitFor(code);
    await check("interviews");
    await goTo("in-parcel", say("interviews", "list.stage-in-parcel"), "0");
    await goTo("parcel", say("parcels", "make.title"), say("parcels", "make.step-whom"));
    await goTo("referrals", say("people", "referrals.title"), say("people", "referrals.empty"));
    await goTo(
      "questionnaires",
      say("questionnaires", "list.title"),
      say("questionnaires", "list.fingerprint"),
    );
    await goTo("team", say("people", "title"), say("people", "device.compare"));
    await goTo("settings", say("common", "settings"), say("vault", "settings.display"));
    await stage.whileAnswered("vault.journal", null, () =>
      goTo("journal-waiting", say("vault", "journal.title"), say("ui", "loading.title")),
    );
    await stage.click(say("common", "settings"));
    await stage.whileAnswered("vault.journal", "broken", () =>
      goTo("journal-failing", say("vault", "journal.title"), say("common", "again")),
    );
    await stage.click(say("interviews", "list.title"));
    await goTo("interview", code, say("interviews", "review.title"));
    // The sentences of the timeline are one string each, and do not say where the language changes.
    if (language === "en") {
      await stage.press("F2");
      await stage.waitFor("Recruitment and service");
    }
    await stage.press("F3");
    await stage.waitFor(say("interviews", "timeline.by-time"));
    await check("timeline");
    await stage.press("F3");
    await stage.press("KeyR", { alt: true });
    await stage.waitFor(say("interviews", "review.finish-title"));
    await check("review");
    await stage.press("F1");
    await stage.waitFor(say("help", "keys.everywhere"));
    await check("help");
    await stage.end();
  }
});

/** What the screens say, by its place in the locales. */
function sentencesOf(language: string) {
  return (word: string, key: string): string => {
    const file = resolve(import.meta.dirname, `../../locales/${language}/${word}.json`);
    return key
      .split(".")
      .reduce((book, name) => book[name], JSON.parse(readFileSync(file, "utf8")));
  };
}
