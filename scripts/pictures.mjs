// Pictures of the screens, for the guided demo and for whoever wants to look: drives the stand-in
// over its control channel, with no port and no Playwright. What is clicked is found by its role
// and its name, as a screen reader would say them.
//   node scripts/pictures.mjs OUT [USER-DATA]   pictures of the first screen, both languages and themes
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { ensureBuilt } from "./freshness.mjs";
import { root } from "./host.mjs";
import { startStandin } from "./standin.mjs";

/** @typedef {Awaited<ReturnType<typeof openForPictures>>} Stage */

/**
 * Opens Daftar on a user-data folder, without a window, and waits for its page.
 *
 * Every act waits until what it needs is there, for at most 20 seconds, and then throws with the
 * role and the name that were looked for. Names are matched whole; `role` is ARIA's.
 *
 * @param {string} userData
 * @param {{ width?: number, height?: number }} [size] in CSS pixels
 */
export async function openForPictures(userData, { width = 1366, height = 768 } = {}) {
  const { command, exit } = startStandin(userData, { env: { STANDIN_HEADLESS: "1" } });
  /** @type {(method: string, params?: object) => Promise<any>} */
  const cdp = (method, params = {}) => command("cdp", { method, params });
  /** @type {(code: string) => Promise<any>} */
  const evaluate = (code) => command("evaluate", code);

  /** @param {() => Promise<T | undefined | false>} probe @param {string} what @template T */
  const until = async (probe, what) => {
    for (const end = Date.now() + 20_000; Date.now() < end; await wait(50)) {
      const found = await probe().catch(() => undefined);
      if (found) return found;
    }
    throw new Error(`waited in vain for ${what}`);
  };
  /** @param {string} role @param {string} name */
  const look = async (role, name) => {
    const { root: top } = await cdp("DOM.getDocument", { depth: 0 });
    const asked = { backendNodeId: top.backendNodeId, accessibleName: name, role };
    const { nodes } = await cdp("Accessibility.queryAXTree", asked);
    return nodes.find(({ ignored }) => !ignored)?.backendDOMNodeId;
  };
  /** @param {string} role @param {string} name */
  const find = (role, name) => until(() => look(role, name), `${role} "${name}"`);
  /** @param {number} backendNodeId @param {string} functionDeclaration */
  const onNode = async (backendNodeId, functionDeclaration) => {
    const { object } = await cdp("DOM.resolveNode", { backendNodeId });
    return cdp("Runtime.callFunctionOn", { objectId: object.objectId, functionDeclaration });
  };
  /** @param {{ width: number, height: number }} wanted */
  const resize = (wanted) =>
    cdp("Emulation.setDeviceMetricsOverride", { ...wanted, deviceScaleFactor: 1, mobile: false });
  const shown = () =>
    until(
      () => evaluate("'daftar' in window && document.querySelector('button, input') !== null"),
      "the page",
    );

  await shown();
  await resize({ width, height });
  return {
    evaluate,
    find,
    resize,
    /** Whether it is there now. */
    has: async (role, name) => (await look(role, name)) !== undefined,
    /** Waits until some text is on the screen. */
    waitForText: (text) =>
      until(
        () => evaluate(`document.body.innerText.includes(${JSON.stringify(text)})`),
        `the text "${text}"`,
      ),
    /**
     * With the mouse where there is something to hit; what is only drawn by its label, directly.
     */
    click: async (role, name) => {
      const node = await find(role, name);
      await cdp("DOM.scrollIntoViewIfNeeded", { backendNodeId: node }).catch(() => {});
      const box = await cdp("DOM.getBoxModel", { backendNodeId: node }).catch(() => undefined);
      if (!box || box.model.width < 8 || box.model.height < 8)
        return onNode(node, "function () { this.click(); }");
      const [x1, y1, , , x2, y2] = box.model.border;
      const at = { x: (x1 + x2) / 2, y: (y1 + y2) / 2, button: "left", clickCount: 1 };
      await cdp("Input.dispatchMouseEvent", { type: "mouseMoved", ...at, button: "none" });
      await cdp("Input.dispatchMouseEvent", { type: "mousePressed", ...at });
      return cdp("Input.dispatchMouseEvent", { type: "mouseReleased", ...at });
    },
    /** Replaces what is in a field, as if typed. */
    fill: async (role, name, text) => {
      const node = await find(role, name);
      await onNode(node, "function () { this.focus(); this.select?.(); }");
      await cdp("Input.insertText", { text });
    },
    /** Types where the cursor is. */
    type: (text) => cdp("Input.insertText", { text }),
    /** A key by its place: `Enter`, `Tab`, `ArrowDown`, `F1`, `KeyL` … */
    press: async (code, { control = false, shift = false } = {}) => {
      const key = { code, key: keyOf(code), modifiers: (control ? 2 : 0) + (shift ? 8 : 0) };
      const text = code === "Enter" ? { text: "\r" } : {};
      await cdp("Input.dispatchKeyEvent", { type: "keyDown", ...key, ...virtual(code), ...text });
      await cdp("Input.dispatchKeyEvent", { type: "keyUp", ...key, ...virtual(code) });
    },
    /** Asks the contract as the page would. */
    ask: (name, input) =>
      evaluate(`window.daftar.ask(${JSON.stringify(name)}, ${JSON.stringify(input)})`),
    /** Language, theme, digits and text size; the page is loaded anew with them. */
    prefer: async (preferences) => {
      await evaluate(`window.daftar.ask("shell.prefer", ${JSON.stringify(preferences)})`);
      await evaluate("window.before = true");
      await evaluate('window.daftar.ask("shell.lock", {})').catch(() => {});
      await until(() => evaluate("window.before !== true"), "the page loaded anew");
      await shown();
      await resize({ width, height });
    },
    /** The next dialog of this kind gets this answer: `showOpenDialog`, `showSaveDialog`. */
    answerDialog: (method, value) =>
      command("answer", { method, value: { canceled: false, ...value } }),
    /** Writes a PNG of what is on the screen, once its letters are there and nothing moves. */
    picture: async (file) => {
      await evaluate("document.fonts.ready.then(() => true)");
      await wait(250); // longer than any movement lasts
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

/** @param {string} code */
function keyOf(code) {
  return code.startsWith("Key") ? code.slice(3).toLowerCase() : code.replace(/^Digit/, "");
}

/** @param {string} code */
function virtual(code) {
  const known = { Enter: 13, Tab: 9, Escape: 27, Space: 32, Backspace: 8, Delete: 46 };
  const arrows = { ArrowLeft: 37, ArrowUp: 38, ArrowRight: 39, ArrowDown: 40 };
  const number =
    known[code] ??
    arrows[code] ??
    (/^F\d+$/.test(code) ? 111 + Number(code.slice(1)) : code.slice(-1).charCodeAt(0));
  return { windowsVirtualKeyCode: number };
}

/** The first screen of a laptop, as somebody sees it who has chosen each language and theme. */
async function firstScreens(out, userData) {
  const stage = await openForPictures(userData);
  for (const language of ["ar", "en"])
    for (const theme of ["light", "dark"]) {
      await stage.prefer({ language, theme, digits: "latn", textSize: 100 });
      await stage.picture(join(out, `first-${language}-${theme}.png`));
    }
  await stage.end();
}

if (process.argv[1] === import.meta.filename) {
  const [out = join(root, "demo-out"), given] = process.argv.slice(2);
  const userData = given ?? mkdtempSync(join(tmpdir(), "daftar-pictures-"));
  if (!ensureBuilt()) process.exit(1);
  await firstScreens(out, userData);
  if (!given) rmSync(userData, { recursive: true });
  console.log(`The pictures are in ${out}`);
}
