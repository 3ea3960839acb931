// A stage for pictures of the screens: drives the stand-in over its control channel, with no port and
// no Playwright. What is pressed is found by the words it begins with, as a person would find it.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { startUntilShown } from "./standin.mjs";

/** @typedef {Awaited<ReturnType<typeof openForPictures>>} Stage */

/**
 * Opens Daftar on a user-data folder, without a window, and waits for its page.
 *
 * Every act waits until what it needs is there, for at most a minute, and then throws with the words
 * that were looked for.
 *
 * @param {string} userData
 * @param {{ width?: number, height?: number, forcedColors?: boolean }} [look] the size in CSS pixels;
 *   and whether the system replaces all colours by a few of its own
 */
export async function openForPictures(
  userData,
  { width = 1366, height = 768, forcedColors = false } = {},
) {
  const given = { env: { STANDIN_HEADLESS: "1" } };
  const { standin } = await startUntilShown(userData, given, pageDrawn);
  const { command, exit } = standin;
  /** @type {(method: string, params?: object) => Promise<any>} */
  const cdp = (method, params = {}) => command("cdp", { method, params });
  /** @type {(code: string) => Promise<any>} */
  const evaluate = (code) => command("evaluate", code);

  /** @param {() => Promise<T | undefined | false>} probe @param {string} what @template T */
  const until = async (probe, what) => {
    for (const end = Date.now() + 60_000; Date.now() < end; await wait(50)) {
      const found = await probe().catch(() => undefined);
      if (found) return found;
    }
    throw new Error(`waited in vain for ${what}`);
  };
  /** The text size is the zoom of a window, which here is as large as the picture. */
  let textSize = 100;
  const resize = () => {
    const zoom = textSize / 100;
    const seen = { width: Math.round(width / zoom), height: Math.round(height / zoom) };
    return cdp("Emulation.setDeviceMetricsOverride", {
      ...seen,
      deviceScaleFactor: zoom,
      mobile: false,
    });
  };

  /** With every theme the shell says anew what the system prefers, and this would be forgotten. */
  const forceColors = async () => {
    if (!forcedColors) return;
    const scheme = await evaluate("matchMedia('(prefers-color-scheme: dark)').matches");
    const features = [
      { name: "forced-colors", value: "active" },
      { name: "prefers-color-scheme", value: scheme ? "dark" : "light" },
    ];
    await cdp("Emulation.setEmulatedMedia", { features });
  };

  /** Where something lies that can be hit there, and lies still: a list may yet be filling. @param {string} words */
  const settledPlace = async (words) => {
    const look = () => evaluate(`(${placeOf})(${JSON.stringify(words)})`);
    const before = await look();
    // In a narrow window the ways to other places lie behind a button.
    if (!before) await evaluate(openSide);
    if (!before?.isInFront) return undefined;
    // A low window is scrolled to the question that has the focus, some time after it is drawn.
    await wait(textSize > 100 ? 400 : 80);
    const { x, y, isInFront } = (await look()) ?? {};
    return isInFront && x === before.x && y === before.y ? { x, y } : undefined;
  };

  /** Presses with the mouse. @param {string} words */
  const click = async (words) => {
    const at = await until(() => settledPlace(words), words);
    const mouse = { ...at, button: "left", clickCount: 1 };
    await cdp("Input.dispatchMouseEvent", { type: "mouseMoved", ...at });
    await cdp("Input.dispatchMouseEvent", { type: "mousePressed", ...mouse });
    await cdp("Input.dispatchMouseEvent", { type: "mouseReleased", ...mouse });
  };

  await resize();
  return {
    cdp,
    evaluate,
    resize,
    /** Waits until some text is on the screen; in a narrow window, what lies beside it too. */
    waitFor: (text) => {
      const where = textSize > 100 ? "textContent" : "innerText";
      return until(
        () => evaluate(`document.body.${where}.includes(${JSON.stringify(text)})`),
        text,
      );
    },
    /** Presses with the mouse what is called so, wholly or in part. */
    click,
    /** The same for what stands beside the page, or behind a button where there is no room. */
    clickBeside: async (words) => {
      await evaluate(openSide);
      await click(words);
    },
    /** Replaces what is in the field called so, as if typed. */
    fill: async (label, text) => {
      await until(() => evaluate(`(${focusField})(${JSON.stringify(label)})`), label);
      await cdp("Input.insertText", { text });
    },
    /** A key by its place, `Enter`, `F1`, `KeyL` …, held with others. */
    press: async (code, { control = false, alt = false } = {}) => {
      // A screen listens for its keys a moment after it is seen, and a key too early is lost.
      await evaluate(
        `new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(true), 150)))`,
      );
      const key = { code, key: keyOf(code), modifiers: (alt ? 1 : 0) + (control ? 2 : 0) };
      const text = code === "Enter" ? { text: "\r" } : {};
      const whole = { ...key, windowsVirtualKeyCode: virtualKey(code) };
      await cdp("Input.dispatchKeyEvent", { type: "keyDown", ...whole, ...text });
      await cdp("Input.dispatchKeyEvent", { type: "keyUp", ...whole });
    },
    /** Asks the contract as the page would, and gives the value. */
    ask: async (name, input = {}) => {
      const asked = `window.daftar.ask(${JSON.stringify(name)}, ${JSON.stringify(input)})`;
      const outcome = await evaluate(asked);
      if (!outcome.ok) throw new Error(`${name}: ${outcome.fault.kind}`);
      return outcome.value;
    },
    /** Until this is done, whoever asks so is told this fault; or waits, where there is none. */
    whileAnswered: async (name, fault, work) => {
      const value = fault === null ? null : { ok: false, fault: { kind: fault } };
      await command("instead", { asks: name, value });
      await work().finally(() => command("asItIs"));
    },
    /** Language, theme, digits and text size; the page is loaded anew with them, and locked. */
    prefer: async (preferences) => {
      await evaluate(`window.daftar.ask("shell.prefer", ${JSON.stringify(preferences)})`);
      await evaluate("window.before = true");
      await evaluate('window.daftar.ask("shell.lock", {})').catch(() => {});
      await until(() => evaluate("window.before !== true"), "the page loaded anew");
      await wait(700); // longer than a page takes to say its last words, which may lock once more
      await until(() => evaluate(isDrawn), "the page");
      textSize = preferences.textSize ?? textSize;
      await resize();
    },
    /** What the page would do in half an hour or later it does at once, until it is loaded anew. */
    hasten: () =>
      evaluate(
        `{ const later = window.setTimeout;
        window.setTimeout = (work, time, ...more) => later(work, time >= 1_800_000 ? 0 : time, ...more); }`,
      ),
    /** The next dialog of this kind gets this answer: `showOpenDialog`, `showSaveDialog`. */
    answerDialog: (method, value) =>
      command("answer", { method, value: { canceled: false, ...value } }),
    /** Writes a PNG of what is on the screen, once its letters are there and nothing moves. */
    picture: async (file) => {
      // A preference that the page changes by itself gives the window its own size back.
      await resize();
      await forceColors();
      await evaluate("document.fonts.ready.then(() => true)");
      await wait(350); // longer than any movement lasts, and than what is quick may take
      const { data } = await cdp("Page.captureScreenshot", { format: "png" });
      mkdirSync(dirname(resolve(file)), { recursive: true });
      writeFileSync(file, Buffer.from(data, "base64"));
    },
    end: async () => {
      await command("quit").catch(() => {});
      return exit;
    },
  };
}

/** Runs in the page: whether there is something to press or to type in. */
const isDrawn = "'daftar' in window && document.querySelector('button, input') !== null";

/** @type {Parameters<typeof startUntilShown<true>>[2]} */
async function pageDrawn({ command }, isOver) {
  for (const end = Date.now() + 60_000; Date.now() < end && !isOver(); await wait(50))
    if (await command("evaluate", isDrawn).catch(() => false)) return true;
  return null;
}

/**
 * Runs in the page: the middle of what can be pressed and is called so, the whole name before a
 * part of one, what lies in front before what lies behind; brought into view first.
 */
const placeOf = `(words) => {
  const clean = (text) => text.replace(/[\\u2066-\\u2069]/gu, "").replace(/\\s+/gu, " ").trim();
  const nameOf = (each) => clean(each.getAttribute("aria-label") ?? each.textContent ?? "");
  const layers = document.querySelectorAll("[role=dialog], [role=alertdialog], [role=listbox]");
  const pressable = "button, label, [role=row], [role=rowheader], [role=option], [role=radio]";
  for (const layer of [...layers].reverse().concat(document.body)) {
    const all = [...layer.querySelectorAll(pressable)];
    const seen = all.filter((each) => each.checkVisibility());
    const named = all.filter((each) => nameOf(each) === words);
    const found =
      named.find((each) => seen.includes(each)) ??
      (named.length > 0 ? undefined : seen.find((each) => nameOf(each).includes(words)));
    if (!found) continue;
    found.scrollIntoView({ block: "nearest" });
    const look = () => {
      const { left, top, width, height } = found.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      const hit = document.elementFromPoint(x, y);
      return { x, y, isInFront: hit !== null && (found.contains(hit) || hit.contains(found)) };
    };
    if (look().isInFront) return look();
    found.scrollIntoView({ block: "center" });
    return look();
  }
}`;

/** Runs in the page: opens what lies at the side where the window has no room for it. */
const openSide = `{
  const menu = document.querySelector("header button[aria-expanded=false]");
  if (menu?.checkVisibility() && !document.querySelector("[role=dialog]")) menu.click();
}`;

/** Runs in the page: puts the focus into the field of this label, with all of it selected. */
const focusField = `(label) => {
  const labelled = (field) =>
    (field.getAttribute("aria-labelledby") ?? "")
      .split(" ")
      .map((id) => document.getElementById(id)?.textContent ?? "")
      .concat(field.getAttribute("aria-label") ?? "", ...[...(field.labels ?? [])].map((one) => one.textContent))
      .some((text) => text.replace(/[\\u2066-\\u2069]/gu, "").trim() === label);
  const field = [...document.querySelectorAll("input, textarea")].find(labelled);
  field?.focus();
  field?.select();
  return field !== undefined;
}`;

/** @param {string} code */
function keyOf(code) {
  return code.startsWith("Key") ? code.slice(3).toLowerCase() : code.replace(/^Digit/, "");
}

/** @param {string} code */
function virtualKey(code) {
  const known = { Enter: 13, Tab: 9, Escape: 27, Space: 32 };
  return (
    known[code] ??
    (/^F\d+$/.test(code) ? 111 + Number(code.slice(1)) : code.slice(-1).charCodeAt(0))
  );
}
