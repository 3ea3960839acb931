// electron.BrowserWindow: one Chromium window, made at the first loadURL.
import { EventEmitter } from "node:events";
import { app } from "./app.ts";
import { openPage, pages } from "./browser.ts";
import type { Cdp } from "./cdp.ts";
import { commands } from "./control.ts";
import { session } from "./session.ts";
import { WebContents } from "./webcontents.ts";

export class BrowserWindow extends EventEmitter {
  static #all = new Set<BrowserWindow>();
  static getAllWindows = () => [...BrowserWindow.#all];

  readonly webContents: WebContents;
  readonly id: number;
  readonly #size: { width: number; height: number };
  #cdp: Cdp | undefined;
  #targetId = "";
  #destroyed = false;
  #shown = false;

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super();
    const { preload, contextIsolation, sandbox, nodeIntegration, partition, webviewTag } =
      options.webPreferences ?? {};
    if (contextIsolation === false || sandbox === false || nodeIntegration || webviewTag)
      throw new Error("stand-in: sandboxed, isolated windows only");
    if (partition === undefined) throw new Error("stand-in: a window needs a session in memory");
    const { width = 800, height = 600 } = options;
    this.#size = { width, height };
    this.webContents = new WebContents(session.fromPartition(partition), preload, this.#size);
    this.id = this.webContents.id;
    BrowserWindow.#all.add(this);
    app.emit("web-contents-created", {}, this.webContents);
  }

  async loadURL(url: string): Promise<void> {
    const [origin] = url.match(/^app:\/\/[^/]+/) ?? [];
    if (!origin) throw new Error(`stand-in: app:// only, not ${url}`);
    if (!this.#cdp) await this.#open(origin);
    await this.webContents.load(url);
    if (!this.#shown) this.emit("ready-to-show");
  }

  async #open(origin: string) {
    const { width, height } = this.#size;
    if (!(await this.webContents.session.grantsAny(this.webContents, origin)))
      app.commandLine.appendSwitch("deny-permission-prompts");
    const opened = await openPage(`${app.getPath("userData")}/standin-chromium`, width, height);
    this.#cdp = opened.cdp;
    this.#targetId = opened.targetId;
    const onCdp = this.webContents.onCdp.bind(this.webContents);
    const gone = () => this.#gone();
    pages.set(opened.sessionId, { targetId: opened.targetId, gone, onCdp });
    await this.webContents.attach(opened.cdp, opened.sessionId, opened.targetId);
  }

  isDestroyed = () => this.#destroyed;
  isMinimized = () => false;
  restore() {}
  focus() {}
  hide() {}
  /** A Chromium window is on the screen from the start; there is no hidden one. */
  show() {
    this.#shown = true;
    this.emit("show");
  }
  setContentProtection(_on: boolean) {} // a screenshot of the stand-in shows everything

  /** The app may stop this one. A close by the user is done before anyone can be asked. */
  close() {
    let stop = false;
    this.emit("close", { preventDefault: () => (stop = true) });
    if (!stop) this.destroy();
  }
  destroy() {
    this.#cdp?.send("Target.closeTarget", { targetId: this.#targetId }).catch(() => {});
    this.#gone();
  }
  #gone() {
    if (this.#destroyed) return;
    this.#destroyed = true;
    BrowserWindow.#all.delete(this);
    this.webContents.destroyed();
    this.emit("closed");
    const last = BrowserWindow.#all.size === 0 && !app.isQuitting();
    if (last && !app.emit("window-all-closed")) app.quit();
  }
}

const contents = () => {
  const found = BrowserWindow.getAllWindows()[0]?.webContents;
  if (!found) throw new Error("stand-in: no window");
  return found;
};
commands.set("closeWindow", () => BrowserWindow.getAllWindows()[0]?.close());
commands.set("theme", () => contents().applyTheme());
commands.set("evaluate", (code: string) => contents().executeJavaScript(code));
commands.set("cdp", ({ method, params }) => contents().cdp(method, params));
