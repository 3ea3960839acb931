// The Chromium that draws the windows: found, started once, ended with the app. What it says goes
// to the page it belongs to.
import { findChromium } from "../../scripts/chromium.mjs";
import { Cdp } from "./cdp.ts";

export interface Page {
  readonly targetId: string;
  onCdp(method: string, params: any): unknown;
  gone(): void;
}

/** By CDP session. */
export const pages = new Map<string, Page>();

const env = process.env;
const noScreen = process.platform === "linux" && !env.DISPLAY && !env.WAYLAND_DISPLAY;
const switches = `--no-first-run --no-default-browser-check --no-pings --password-store=basic
  --use-mock-keychain --disable-sync --disable-background-networking --disable-component-update
  --disable-default-apps --disable-extensions --disable-domain-reliability --disable-breakpad
  --disable-spell-checking --use-fake-device-for-media-stream
  --use-fake-ui-for-media-stream --disable-features=Translate,MediaRouter,OptimizationHints`.split(
  /\s+/,
);

/** What the app adds by app.commandLine, before the first window. */
export function addSwitch(name: string, value?: string) {
  switches.push(value === undefined ? `--${name}` : `--${name}=${value}`);
}

/** Opens a page and holds it before its first script. To be called for one page after the other. */
export async function openPage(profile: string, width: number, height: number) {
  expected = Promise.withResolvers<Attached>();
  const { promise } = expected;
  const first = !starting;
  starting ??= start(profile, `${width},${height}`);
  const cdp = await starting;
  if (!first) {
    // In memory like the first: Chromium's own profile would remember it in its history.
    memory ??= cdp.send("Target.createBrowserContext");
    const window = { url: "about:blank", newWindow: true, width, height };
    await cdp.send("Target.createTarget", { ...window, ...(await memory) });
  }
  const { sessionId, targetInfo } = await promise;
  return { cdp, sessionId, targetId: targetInfo.targetId };
}

export async function closeBrowser() {
  const cdp = await starting?.catch(() => undefined);
  if (!cdp || cdp.process.exitCode !== null || cdp.process.signalCode) return;
  const closed = new Promise((resolve) => cdp.once("closed", resolve));
  cdp.send("Browser.close").catch(() => {});
  const late = setTimeout(() => cdp.process.kill("SIGKILL"), 3000);
  await closed;
  clearTimeout(late);
}

type Attached = { sessionId: string; targetInfo: { targetId: string; type: string } };
let memory: Promise<{ browserContextId: string }> | undefined;
let starting: Promise<Cdp> | undefined;
let expected: PromiseWithResolvers<Attached> | undefined;

async function start(profile: string, size: string): Promise<Cdp> {
  const binary = findChromium();
  if (!binary) throw new Error("stand-in: no Chromium; name one in DAFTAR_CHROMIUM");
  const given: string[] = [
    `--user-data-dir=${profile}`,
    "--incognito", // as Electron's session in memory: nothing of a page stays in the profile
    "--app=about:blank",
    `--window-size=${size}`,
    "--host-resolver-rules=MAP * ~NOTFOUND", // no name resolves, whatever the app does
    ...switches,
    ...JSON.parse(env.STANDIN_ARGS ?? "[]"),
  ];
  if (process.getuid?.() === 0) given.push("--no-sandbox"); // Chromium refuses its sandbox to root
  if (noScreen || env.STANDIN_HEADLESS === "1") given.push("--headless=new");
  const cdp = new Cdp(binary, given);
  cdp.on("event", async (method, params, sessionId) => {
    try {
      if (method === "Target.attachedToTarget") await attached(cdp, params);
      else if (method === "Target.targetDestroyed") gone(params.targetId);
      else await pages.get(sessionId)?.onCdp(method, params);
    } catch (error) {
      if (env.STANDIN_DEBUG) console.error("[stand-in]", method, error);
    }
  });
  cdp.on("closed", () => {
    for (const page of [...pages.values()]) page.gone();
    expected?.reject(new Error("stand-in: Chromium ended at its start"));
  });
  await cdp.send("Target.setDiscoverTargets", { discover: true });
  await cdp.send("Target.setAutoAttach", {
    autoAttach: true,
    waitForDebuggerOnStart: true,
    flatten: true,
  });
  return cdp;
}

async function attached(cdp: Cdp, target: Attached) {
  const { type, targetId } = target.targetInfo;
  if (type !== "page") return cdp.send("Runtime.runIfWaitingForDebugger", {}, target.sessionId);
  if (!expected) return cdp.send("Target.closeTarget", { targetId }); // a link to a second window
  expected.resolve(target);
  expected = undefined;
}

function gone(targetId: string) {
  for (const page of pages.values()) if (page.targetId === targetId) page.gone();
}
