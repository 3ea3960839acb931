// The window of an interview, in the stand-in: a letter and the next question until they are painted,
// against a bare page in the same browser and run, and what walking through all questions leaves behind.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { findChromium } from "../../scripts/chromium.mjs";
import { ensureBuilt } from "../../scripts/freshness.mjs";
import { openStandin } from "../journeys/driver/standin.ts";
import { must, newNotebook, unlock, written } from "../journeys/prepared.ts";
import type { Row } from "./answer.ts";

const lettersEach = 100;
const letter = "ن";
const sentence = "ثم قيل لنا إن علينا أن ننتظر في الممر ";
/** So many are 20,000 words. */
const sentences = 2_220;

/**
 * Walks through a told interview of the built-in questionnaire and types into it. Milliseconds from
 * the key to the end of the frame that shows what it did; p95 unless the name says median. A frame
 * comes every 17 ms at best, and the bare page has to wait for one as well.
 */
export async function bench(): Promise<readonly Row[]> {
  if (!ensureBuilt()) throw new Error("Daftar could not be built");
  const dir = mkdtempSync(join(tmpdir(), "daftar-bench-"));
  await tellInterview(dir);
  const standin = await openStandin(dir, { STANDIN_HEADLESS: "1" });
  const browser = await openBare();
  try {
    const { page } = standin;
    page.setDefaultTimeout(30_000);
    await openInterview(page);
    return [...(await walkThrough(page, browser)), ...(await typeInto(page, browser))];
  } finally {
    await browser.close();
    await standin.kill();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** A notebook with one invented interview in it: everything is answered, nothing finished. */
async function tellInterview(userData: string): Promise<void> {
  const { rooms, leave } = await newNotebook(userData, "باحثة-7", "researcher");
  const [form] = must(rooms.questionnaires.list()).forms;
  if (!form) throw new Error("the built-in questionnaire is on every shelf");
  must(rooms.fill(form.hash, written(3), "bench"));
  leave();
}

async function openBare(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error("there is no Chromium here");
  return chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 });
}

async function openInterview(page: Page): Promise<void> {
  await unlock(page, "en");
  await page.getByRole("rowheader").first().click();
  await page.locator("[data-place]").first().waitFor();
  await page.waitForFunction(() => document.activeElement?.closest("[data-place]"));
}

/**
 * Every question, there and back, twice: the second time counts, and what the page holds when it is
 * at the first question again is compared with what it held there before.
 */
async function walkThrough(page: Page, browser: Browser): Promise<readonly Row[]> {
  await thereAndBack(page);
  const before = await holds(page);
  const steps = await thereAndBack(page);
  const after = await holds(page);
  const bare = await drawnAnew(page, browser);
  const quarter = Math.floor(steps.length / 4);
  return [
    row("the next question, median (the page drawn as bare HTML)", median(steps), median(bare)),
    row("the next question, p95 (the page drawn as bare HTML)", p95(steps), p95(bare)),
    row(
      "growth: the last quarter of the questions (the first)",
      median(steps.slice(-quarter)),
      median(steps.slice(0, quarter)),
    ),
    row(`heap after ${steps.length} more questions (before)`, after.heap, before.heap, "MiB"),
    row("elements of the page after them (before)", after.nodes, before.nodes, "nodes"),
    row(
      "listeners of the page after them (before)",
      after.listeners,
      before.listeners,
      "listeners",
    ),
  ];
}

/** To the review and back to the first question, beyond which no step leads; how long each took. */
async function thereAndBack(page: Page): Promise<readonly number[]> {
  const steps: number[] = [];
  for (const key of ["Alt+ArrowRight", "Alt+ArrowLeft"])
    for (let time = await stepTime(page, key); time !== null; time = await stepTime(page, key))
      steps.push(time);
  return steps;
}

/**
 * From the key to the end of the frame in which the focus is elsewhere, or the review is there. Null
 * when nothing has moved for three seconds.
 */
async function stepTime(page: Page, key: string): Promise<number | null> {
  await page.evaluate(() => {
    const place = () => {
      const focused = document.activeElement?.closest<HTMLElement>("[data-place]");
      if (focused) return focused.dataset.place;
      return document.querySelector("[data-place]") === null ? "the review" : undefined;
    };
    const from = place();
    const watched = Promise.withResolvers<number | null>();
    Object.assign(window, { stepped: watched.promise });
    const onKey = ({ key, timeStamp }: KeyboardEvent) => {
      if (!key.startsWith("Arrow")) return;
      removeEventListener("keydown", onKey, true);
      const look = () => {
        const waited = performance.now() - timeStamp;
        if (waited > 3_000) return watched.resolve(null);
        if (place() === undefined || place() === from) return void requestAnimationFrame(look);
        const painted = new MessageChannel();
        painted.port1.onmessage = () => watched.resolve(performance.now() - timeStamp);
        painted.port2.postMessage(null);
      };
      requestAnimationFrame(look);
    };
    addEventListener("keydown", onKey, true);
  });
  await page.keyboard.press(key);
  return page.evaluate(() => (window as unknown as { stepped: Promise<number | null> }).stepped);
}

/** What the page keeps alive once all garbage is gone. */
async function holds(page: Page) {
  const chromium = await page.context().newCDPSession(page);
  await chromium.send("HeapProfiler.enable");
  for (let round = 0; round < 3; round++) await chromium.send("HeapProfiler.collectGarbage");
  const { usedSize } = await chromium.send("Runtime.getHeapUsage");
  const { nodes, jsEventListeners } = await chromium.send("Memory.getDOMCounters");
  await chromium.detach();
  return { heap: usedSize / 2 ** 20, nodes, listeners: jsEventListeners };
}

/** The same page, as HTML without any program behind it, put into a bare page at the press of a key. */
async function drawnAnew(page: Page, browser: Browser): Promise<readonly number[]> {
  const { html, css } = await page.evaluate(() => ({
    html: document.body.innerHTML,
    css: [...document.styleSheets]
      .flatMap((sheet) => [...sheet.cssRules].map(({ cssText }) => cssText))
      .join("\n"),
  }));
  const bare = await browser.newPage();
  await bare.setContent(`<style>${css}</style><body></body>`);
  await bare.evaluate((text) => {
    addEventListener("keydown", () => {
      document.body.innerHTML = text;
    });
  }, html);
  const times = await keyTimes(bare, 50);
  await bare.close();
  return times;
}

async function typeInto(page: Page, browser: Browser): Promise<readonly Row[]> {
  const isAtNarrative = () => document.activeElement instanceof HTMLTextAreaElement;
  while (!(await page.evaluate(isAtNarrative)))
    if ((await stepTime(page, "Alt+ArrowRight")) === null) throw new Error("no narrative");
  const bare = await browser.newPage();
  await bare.setContent(
    '<textarea style="field-sizing: content; inline-size: 40rem; font-family: sans-serif"></textarea>',
  );
  await bare.locator("textarea").focus();
  const both = async (text: string, letters: number) => {
    for (const one of [page, bare]) {
      await one.keyboard.press("ControlOrMeta+A");
      await one.keyboard.insertText(text);
      await one.waitForTimeout(3_000); // until what follows a change has been said and drawn
    }
    return { ours: await keyTimes(page, letters), bare: await keyTimes(bare, letters) };
  };
  const short = await both(sentence, lettersEach);
  const long = await both(`${sentence.repeat(10)}\n`.repeat(sentences / 10), lettersEach);
  const unbroken = await both(sentence.repeat(sentences), lettersEach);
  return [
    row("a letter, median (a bare field)", median(short.ours), median(short.bare)),
    row("a letter, p95 (a bare field)", p95(short.ours), p95(short.bare)),
    row("… after 20,000 words, median (a bare field)", median(long.ours), median(long.bare)),
    row("… after 20,000 words, p95 (a bare field)", p95(long.ours), p95(long.bare)),
    row(
      "… after 20,000 words in one paragraph, median (a bare field)",
      median(unbroken.ours),
      median(unbroken.bare),
    ),
    row(
      "growth: a letter after 20,000 words (after one line)",
      median(long.ours),
      median(short.ours),
    ),
  ];
}

/** How long each press of a key takes until it is painted. */
async function keyTimes(page: Page, count: number): Promise<readonly number[]> {
  await page.evaluate(() => {
    const times: number[] = [];
    const onKey = ({ timeStamp }: KeyboardEvent) =>
      requestAnimationFrame(() => {
        const painted = new MessageChannel();
        painted.port1.onmessage = () => times.push(performance.now() - timeStamp);
        painted.port2.postMessage(null);
      });
    addEventListener("keydown", onKey, true);
    const stop = () => removeEventListener("keydown", onKey, true);
    Object.assign(window, { timesOfKeys: { times, stop } });
  });
  // Playwright knows the keys of a Latin keyboard only.
  const chromium = await page.context().newCDPSession(page);
  for (let press = 0; press < count; press++) {
    await chromium.send("Input.dispatchKeyEvent", { type: "keyDown", key: letter, text: letter });
    await chromium.send("Input.dispatchKeyEvent", { type: "keyUp", key: letter });
    await page.waitForTimeout(20);
  }
  await page.waitForTimeout(200);
  await chromium.detach();
  return page.evaluate(() => {
    const { timesOfKeys } = window as unknown as {
      timesOfKeys: { times: number[]; stop: () => void };
    };
    timesOfKeys.stop();
    return timesOfKeys.times;
  });
}

function row(name: string, ours: number, yardstick: number, unit = "ms"): Row {
  return { name, ours, yardstick, ratio: ours / yardstick, unit };
}

const median = (values: readonly number[]) => percentile(values, 0.5);

const p95 = (values: readonly number[]) => percentile(values, 0.95);

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
}
