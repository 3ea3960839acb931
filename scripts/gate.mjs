// What every screen must keep, whoever uses it and however: checked on the screen as it stands. The
// checks run in the page; each finding is a short line that says which rule, and where.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

// axe comes with the package that brings it to Playwright.
const require = createRequire(createRequire(import.meta.url).resolve("@axe-core/playwright"));
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** A phone's width, and the smallest supported window with its text at twice the size. */
const narrow = [
  { width: 320, height: 640 },
  { width: 640, height: 360 },
];

/**
 * Everything that is wrong with what is on the screen now; empty where nothing is.
 *
 * The window gets its size back and the page its theme. What was scrolled to may have moved.
 *
 * @param {Pick<import("./pictures.mjs").Stage, "cdp" | "evaluate" | "resize">} stage
 * @returns {Promise<string[]>}
 */
export async function findingsOn({ cdp, evaluate, resize }) {
  // A colour on its way from one theme to the other is neither.
  const calm = [{ name: "prefers-reduced-motion", value: "reduce" }];
  await cdp("Emulation.setEmulatedMedia", { features: calm });
  const found = await evaluate(`(${moving})()`);
  const was = await evaluate("document.documentElement.dataset.theme ?? ''");
  await evaluate("typeof axe").then((is) => is === "undefined" && evaluate(`{ ${axe} }`));
  for (const theme of ["light", "dark"]) {
    await evaluate(`document.documentElement.dataset.theme = "${theme}"`);
    // Of all that axe looks at, only colours change with the theme.
    const only =
      theme === "light"
        ? { type: "tag", values: tags }
        : { type: "rule", values: ["color-contrast"] };
    const seen = await evaluate(`(${axeFindings})(${JSON.stringify(only)})`);
    found.push(...seen.map((line) => `${theme}: ${line}`));
    const pale = await paleFindings({ cdp, evaluate });
    found.push(...pale.map((line) => `${theme}: ${line}`));
  }
  await evaluate(
    was === ""
      ? "delete document.documentElement.dataset.theme"
      : `document.documentElement.dataset.theme = "${was}"`,
  );
  for (const { width, height } of narrow) {
    await cdp("Emulation.setDeviceMetricsOverride", {
      width,
      height,
      deviceScaleFactor: 1,
      mobile: false,
    });
    // What lies beside the page in a wide window comes as a drawer, a moment later.
    await evaluate(
      "new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(true), 60)))",
    );
    const seen = await evaluate(`(${tooNarrow})()`);
    found.push(...seen.map((line) => `${width} px: ${line}`));
  }
  await resize();
  found.push(...(await evaluate(`(${foreignWords})()`)));
  found.push(...(await focusFindings({ cdp, evaluate })));
  await cdp("Emulation.setEmulatedMedia", { features: [] });
  return found;
}

/**
 * Texts that are too pale on a picture of the screen. What scrolled while it was taken is not where it
 * was looked for, and the picture is taken anew.
 */
async function paleFindings({ cdp, evaluate }) {
  const sampled = () => evaluate(`(${sampledTexts})()`).then(JSON.stringify);
  for (let tries = 0; tries < 5; tries += 1) {
    const places = await sampled();
    if (places === "[]") return [];
    const { data } = await cdp("Page.captureScreenshot", { format: "png" });
    if (places !== (await sampled())) continue;
    return evaluate(`(${paleTexts})(${JSON.stringify(data)}, ${places})`);
  }
  return ["contrast: the screen does not come to rest"];
}

/**
 * The focus as it goes by keyboard: seen at every step, and never lost. Where a dialog is open or
 * something is being typed only the step it stands at is looked at, for going on might end it.
 */
async function focusFindings({ cdp, evaluate }) {
  const here = await evaluate(`(${unseenFocus})()`);
  if (!(await evaluate(`(${isQuiet})()`))) return here;
  await evaluate("window.stoodAt = document.activeElement; true");
  const found = new Set(here);
  const tab = { code: "Tab", key: "Tab", windowsVirtualKeyCode: 9 };
  for (let step = 0; step < 8; step += 1) {
    await cdp("Input.dispatchKeyEvent", { type: "keyDown", ...tab });
    await cdp("Input.dispatchKeyEvent", { type: "keyUp", ...tab });
    for (const one of await evaluate(`(${unseenFocus})()`)) found.add(one);
  }
  await evaluate("window.stoodAt.focus({ preventScroll: true }); true");
  return [...found];
}

/**
 * Where the parts of the frame lie, as shares of the row: what reads the other way must lie on the
 * other side.
 *
 * @param {Pick<import("./pictures.mjs").Stage, "evaluate">} stage
 * @returns {Promise<{ [part: string]: { start: number, end: number } }>}
 */
export function partsOn({ evaluate }) {
  return evaluate(`(${partsOf})()`);
}

/** Parts that do not lie, measured from where a line begins, where they lie in the other language. */
export function unmirrored(one, other) {
  return Object.keys({ ...one, ...other }).flatMap((part) => {
    const [here, there] = [one[part], other[part]];
    if (!here || !there) return [`mirror: ${part} is there in one language only`];
    const far = Math.max(Math.abs(here.start - there.start), Math.abs(here.end - there.end));
    return far > 4 ? [`mirror: ${part} is ${Math.round(far)} px away`] : [];
  });
}

/** Runs in the page. */
const axeFindings = `async (runOnly) => {
  const { violations } = await axe.run(document, { runOnly, resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => "axe: " + id + " " + target.join(" ")));
}`;

/** What lies in front of everything else; the rest of the page waits behind it. */
const front = `
  const layers = [...document.querySelectorAll("[role=dialog], [role=alertdialog], [role=listbox]")];
  const isLayer = (each) => each.checkVisibility() && !each.closest("[role=region]");
  const front = layers.filter(isLayer).at(-1) ?? document.body;
  const called = (each) => each.tagName.toLowerCase() + " " + JSON.stringify(
    (each.getAttribute("aria-label") ?? each.textContent ?? "").trim().slice(0, 40));
  const isHidden = (each) => {
    const { width, height } = each.getBoundingClientRect();
    return width < 3 || height < 3 || !each.checkVisibility({ visibilityProperty: true });
  };
`;

/**
 * Runs in the page: ten texts that can be seen whole, spread over the screen, each with its place and
 * whether its letters are large.
 */
const sampledTexts = `() => {
  ${front}
  const walker = document.createTreeWalker(front, NodeFilter.SHOW_TEXT);
  const all = [];
  while (walker.nextNode()) {
    const text = walker.currentNode;
    const owner = text.parentElement;
    if (!owner || text.data.trim().length < 3 || isHidden(owner)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const box = range.getBoundingClientRect();
    let isWhole = box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.right <= innerWidth;
    for (let at = owner; at; at = at.parentElement) {
      const frame = at.getBoundingClientRect();
      // What lies beyond the edge of a part that scrolls is not on the screen.
      const isCut = box.top < frame.top || box.bottom > frame.bottom;
      if (isCut && getComputedStyle(at).overflowY !== "visible") isWhole = false;
    }
    const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    if (!isWhole || box.width < 8 || !hit || !(owner.contains(hit) || hit.contains(owner))) continue;
    const { fontSize, fontWeight } = getComputedStyle(owner);
    const size = parseFloat(fontSize);
    all.push({
      x: box.left, y: box.top, width: box.width, height: box.height,
      isLarge: size >= 24 || (size >= 18.66 && Number(fontWeight) >= 600),
      name: called(owner),
    });
  }
  const step = Math.max(1, all.length / 10);
  return Array.from({ length: Math.min(10, all.length) }, (_, at) => all[Math.floor(at * step)]);
}`;

/**
 * Runs in the page: which of these texts are too pale in the picture. The ground is the colour that
 * most of the place has; the ink is whatever stands out from it most.
 */
const paleTexts = `async (png, places) => {
  const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const paper = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
  paper.drawImage(picture, 0, 0);
  const scale = picture.width / innerWidth;
  const light = (colour) => {
    const [r, g, b] = [16, 8, 0].map((shift) => {
      const part = ((colour >> shift) & 255) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  return places.flatMap(({ x, y, width, height, isLarge, name }) => {
    const { data } = paper.getImageData(x * scale, y * scale, Math.max(1, width * scale), Math.max(1, height * scale));
    const counted = new Map();
    for (let at = 0; at < data.length; at += 4) {
      const colour = (data[at] << 16) | (data[at + 1] << 8) | data[at + 2];
      counted.set(colour, (counted.get(colour) ?? 0) + 1);
    }
    const [ground] = [...counted].reduce((most, each) => (each[1] > most[1] ? each : most));
    const ratio = (colour) => {
      const [high, low] = [light(colour), light(ground)].toSorted((a, b) => b - a);
      return (high + 0.05) / (low + 0.05);
    };
    const best = Math.max(...[...counted.keys()].map(ratio));
    return best < (isLarge ? 3 : 4.5) ? ["contrast: " + best.toFixed(2) + " " + name] : [];
  });
}`;

/**
 * Runs in the page: what must be scrolled sideways and is no region of its own, what lies over the
 * edge, which control is covered, and which letters are cut.
 */
const tooNarrow = `() => {
  ${front}
  const found = [];
  if (document.documentElement.scrollWidth > innerWidth) found.push("page: scrolls sideways");
  const isRegion = (each) =>
    each.querySelector(":scope > [role=grid], :scope > [role=presentation] > [role=grid], :scope > table") !== null ||
    each.closest("[role=region], [role=grid], [role=treegrid], [role=group], section[aria-label], table, textarea, input, pre") !== null;
  for (const each of front.querySelectorAll("*")) {
    if (isHidden(each)) continue;
    const { overflowX, overflowY } = getComputedStyle(each);
    const isWider = each.scrollWidth > each.clientWidth + 1;
    if (isWider && /auto|scroll/.test(overflowX) && !isRegion(each))
      found.push("scrolls sideways: " + called(each));
    const isCutShort = each.scrollHeight > each.clientHeight + 3 && /hidden|clip/.test(overflowY);
    const hasText = [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== "");
    const isField = each.matches("input, textarea, select");
    if (hasText && !isField && ((isWider && /hidden|clip/.test(overflowX)) || isCutShort))
      found.push("cut text: " + called(each));
  }
  const controls = [...front.querySelectorAll("button, input, textarea, a[href], [tabindex='0']")];
  for (const each of controls) {
    const seen = each.closest("label") ?? each;
    if (!seen || isHidden(seen) || each.matches("[aria-hidden=true] *")) continue;
    seen.scrollIntoView({ block: "nearest", inline: "nearest" });
    const box = seen.getBoundingClientRect();
    if (box.height > innerHeight || box.width > innerWidth) continue;
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const hit = document.elementFromPoint(x, y);
    // A message that goes by itself may lie over anything for a while.
    if (hit && (seen.contains(hit) || hit.contains(seen) || hit.closest("[role=region] [role=alertdialog]"))) continue;
    seen.scrollIntoView({ block: "center" });
    const again = seen.getBoundingClientRect();
    const now = document.elementFromPoint(again.left + again.width / 2, again.top + again.height / 2);
    if (now?.closest("[role=region] [role=alertdialog]")) continue;
    if (!now) found.push("out of reach: " + called(seen));
    else if (!seen.contains(now) && !now.contains(seen))
      found.push("covered: " + called(seen) + " by " + called(now));
  }
  return found;
}`;

/** Runs in the page: whether the focus may go on without ending what is being done. */
const isQuiet = `() => {
  const { activeElement: at } = document;
  const layers = [...document.querySelectorAll("[role=dialog], [role=alertdialog], [role=listbox]")];
  return !at.matches("input, textarea") && !layers.some((each) => each.checkVisibility());
}`;

/**
 * Runs in the page: words in letters of another language than the one they are marked with. Whatever
 * somebody typed has no language, and takes its direction from its letters.
 */
const foreignWords = `() => {
  ${front}
  const walker = document.createTreeWalker(front, NodeFilter.SHOW_TEXT);
  const found = new Set();
  while (walker.nextNode()) {
    const { data, parentElement: owner } = walker.currentNode;
    if (!owner || isHidden(owner) || owner.closest("[dir]:not(html), bdi")?.matches("[dir=auto], [dir=ltr], bdi:not([lang])")) continue;
    const language = owner.closest("[lang]")?.lang ?? "";
    const isForeign = language.startsWith("ar")
      ? /[a-z]{2,} [a-z]{2,} [a-z]{2,}/i.test(data)
      : /[\\u0621-\\u064a]{2,}/.test(data);
    if (isForeign) found.add("lang: " + language + " on " + called(owner));
  }
  return [...found];
}`;

/** Runs in the page: what has the focus and does not show it. */
const unseenFocus = `() => {
  ${front}
  const at = document.activeElement;
  // A heading takes the focus of a screen that is gone; the next step leads on from there.
  if (!at || at === document.body || !at.matches(":focus-visible:not(h1, h2, h3)")) return [];
  const isDrawn = (each) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(each);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  };
  const around = [at, at.parentElement, at.closest("label"), at.closest("[data-focus-visible]"), at.closest("[role=row]"), at.closest("[role=group]")];
  return around.some((each) => each && isDrawn(each)) ? [] : ["focus: not drawn on " + called(at)];
}`;

/** Runs in the page: what would still move where the system asks for calm. */
const moving = `() => {
  const seconds = (list) => Math.max(...list.split(",").map((time) => parseFloat(time) * (/ms/.test(time) ? 0.001 : 1)));
  const found = new Set();
  for (const each of document.querySelectorAll("*"))
    for (const part of [null, "::before", "::after"]) {
      const look = getComputedStyle(each, part);
      const moves = look.animationName === "none" ? 0 : seconds(look.animationDuration);
      if (Math.max(moves, seconds(look.transitionDuration)) > 0)
        found.add("motion: " + each.tagName.toLowerCase() + "." + String(each.className) + (part ?? ""));
    }
  return [...found];
}`;

/** Runs in the page: every part of the frame, measured from where a line begins. */
const partsOf = `() => {
  const isArabic = getComputedStyle(document.documentElement).direction === "rtl";
  // A dialog is as wide as its words, and lies in the middle.
  const parts = [...document.querySelectorAll("aside, header, main, footer")];
  return Object.fromEntries(
    parts
      .filter((each) => each.checkVisibility() && each.getBoundingClientRect().width > 0)
      .map((each, at) => {
        const { left, right } = each.getBoundingClientRect();
        const place = isArabic
          ? { start: innerWidth - right, end: innerWidth - left }
          : { start: left, end: right };
        return [each.tagName.toLowerCase() + " " + at, place];
      }),
  );
}`;
