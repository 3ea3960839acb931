// electron.webContents and ipcMain: the wire between the shell and one page.
import { randomBytes } from "node:crypto";
import { EventEmitter } from "node:events";
import fs from "node:fs";
import type { Cdp } from "./cdp.ts";
import { makeCodec } from "./codec.ts";
import { instead } from "./control.ts";
import { makeBridge, pageWorld, preloadWorld } from "./page.ts";
import { type StandinSession, toApp, toBrowser } from "./session.ts";
import { nativeTheme } from "./system.ts";

const codec = makeCodec();
const world = "preload";

/** What a handler is told of who asks; the frame is null when it has gone meanwhile. */
interface Asker {
  readonly sender: WebContents;
  readonly senderFrame: WebContents["mainFrame"] | null;
}
type Invoked = (event: Asker, ...args: any[]) => any;

class IpcMain extends EventEmitter {
  readonly handlers = new Map<string, Invoked>();
  handle(channel: string, handler: Invoked) {
    if (this.handlers.has(channel))
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.handlers.set(channel, handler);
  }
}
export const ipcMain = new IpcMain();

let lastId = 0;

export class WebContents extends EventEmitter {
  readonly id = ++lastId;
  readonly session: StandinSession;
  /** One object for the life of the page, as in Electron: who asks is known by identity. */
  readonly mainFrame: { readonly url: string; readonly parent: null };
  readonly #preload: string | undefined;
  readonly #size: { width: number; height: number };
  #send: (method: string, params?: object) => Promise<any> = async () => ({});
  #frameId = "";
  #context = 0; // of the preload
  #url = "";
  #zoom = 1;
  #loaded = false;
  #destroyed = false;
  /** Electron's default is to allow. */
  #openHandler: (details: any) => { action: string } = () => ({ action: "allow" });

  constructor(
    session: StandinSession,
    preload: string | undefined,
    size: { width: number; height: number },
  ) {
    super();
    const url = () => this.#url;
    this.session = session;
    this.mainFrame = {
      get url() {
        return url();
      },
      parent: null,
    };
    this.#preload = preload;
    this.#size = size;
    nativeTheme.on("updated", () => void this.applyTheme().catch(() => {}));
  }

  /** Everything that must be in place before the first script of the page. */
  async attach(cdp: Cdp, sessionId: string, frameId: string) {
    this.#send = (method, params) => cdp.send(method, params, sessionId);
    this.#frameId = frameId;
    const [handshake, binding] = [0, 0].map(() => `x${randomBytes(8).toString("hex")}`);
    const preload = this.#preload ? fs.readFileSync(this.#preload, "utf8") : "";
    const env = JSON.stringify({
      platform: process.platform,
      arch: process.arch,
      versions: {},
      sandboxed: true,
      contextIsolated: true,
    });
    const main = `(${pageWorld})('${handshake}',${makeBridge})`;
    const tools = `{makeCodec:${makeCodec},makeBridge:${makeBridge}}`;
    const given = `function(require,module,exports,process){${preload}\n}`;
    const isolated = `(${preloadWorld})('${handshake}','${binding}',${tools},${env},${given})`;
    await Promise.all([
      this.#send("Page.enable"),
      this.#send("Runtime.enable"),
      this.#send("Runtime.addBinding", { name: binding, executionContextName: world }),
      this.#send("Page.addScriptToEvaluateOnNewDocument", { source: isolated, worldName: world }),
      this.#send("Page.addScriptToEvaluateOnNewDocument", { source: main }),
      this.#send("Fetch.enable", { patterns: [{ urlPattern: "*" }] }),
      this.applyTheme(),
      this.#send("Runtime.runIfWaitingForDebugger"),
    ]);
  }

  async load(url: string) {
    this.#loaded = false;
    const finished = new Promise((resolve) => this.once("did-finish-load", resolve));
    const { errorText } = await this.#send("Page.navigate", { url: toBrowser(url) });
    if (errorText) throw new Error(`${errorText} loading '${url}'`);
    await finished;
  }

  reload() {
    this.#loaded = false;
    this.#send("Page.reload").catch(() => {});
  }

  async onCdp(method: string, params: any) {
    if (method === "Fetch.requestPaused") await this.#request(params);
    else if (method === "Runtime.bindingCalled") {
      if (params.executionContextId === this.#context) await this.#fromPreload(params.payload);
    } else if (method === "Runtime.executionContextCreated") {
      const { name, id, auxData } = params.context;
      if (name === world && auxData.frameId === this.#frameId) this.#context = id;
    } else if (method === "Page.frameNavigated" && !params.frame.parentId)
      this.#url = toApp(params.frame.url);
    else if (method === "Page.loadEventFired") {
      this.#loaded = true;
      this.emit("did-finish-load");
    } else if (method === "Page.windowOpen") this.#opened(params.url, params.windowName, "");
    else if (method === "Inspector.targetCrashed")
      this.emit("render-process-gone", {}, { reason: "crashed", exitCode: 1 });
  }

  async #request(params: any) {
    const { requestId } = params;
    const fail = (errorReason: string) =>
      this.#send("Fetch.failRequest", { requestId, errorReason });
    if (params.resourceType === "Document" && this.#loaded) {
      let stop = false;
      const url = toApp(params.request.url);
      const inMain = params.frameId === this.#frameId;
      const event = { url, isMainFrame: inMain, preventDefault: () => (stop = true) };
      if (inMain) this.emit("will-navigate", event, url);
      this.emit("will-frame-navigate", event);
      if (stop) return fail("Aborted");
    }
    const answer = await this.session.answerRequest(this.id, params).catch(() => "Failed");
    if (typeof answer === "string") return fail(answer);
    const responseHeaders = [...answer.headers].map(([name, value]) => ({ name, value }));
    const body = Buffer.from(await answer.arrayBuffer()).toString("base64");
    const responseCode = answer.status;
    return this.#send("Fetch.fulfillRequest", { requestId, responseCode, responseHeaders, body });
  }

  async #fromPreload(text: string) {
    const [kind, id, channel, args] = codec.decode(text);
    if (kind === "open") return this.#opened(args[0], args[1], args[2]);
    if (kind === "input") return this.emit("before-input-event", { preventDefault() {} }, args[0]);
    const event: Asker = { sender: this, senderFrame: this.mainFrame };
    if (kind === "send") return ipcMain.emit(channel, event, ...args);
    const document = this.#context;
    const [origin = ""] = this.#url.match(/^app:\/\/[^/]+/) ?? [];
    const answer = (how: "answer" | "error", value: unknown) => {
      // The document that asked may have gone; the next one counts its questions anew.
      if (document === this.#context) this.#toPreload(how, id, channel, value);
    };
    if (kind === "hear") return answer("answer", await this.session.grants(this, "media", origin));
    if (instead.has(args[0])) {
      const told = instead.get(args[0]);
      return told === null ? undefined : answer("answer", told);
    }
    try {
      const handler = ipcMain.handlers.get(channel);
      if (!handler) throw new Error(`No handler registered for '${channel}'`);
      answer("answer", await handler(event, ...args));
    } catch (error) {
      answer("error", `Error invoking remote method '${channel}': ${error}`);
    }
  }

  #toPreload(...message: [kind: string, id: number, channel: string, value: unknown]) {
    const value = codec.encode(message);
    const functionDeclaration = "function(m){fromShell(m)}";
    const call = { executionContextId: this.#context, functionDeclaration, silent: true };
    if (this.#context && !this.#destroyed)
      this.#send("Runtime.callFunctionOn", { ...call, arguments: [{ value }] }).catch(() => {});
  }
  send = (channel: string, ...args: unknown[]) => this.#toPreload("event", 0, channel, args);

  /**
   * The handler is asked; whatever it says no second window is made, and an allowed one is
   * reported.
   */
  #opened(url: string, frameName: string, features: string) {
    const referrer = { url: this.#url, policy: "strict-origin-when-cross-origin" };
    const disposition = "foreground-tab";
    const details = { url: toApp(url), frameName, features, disposition, referrer };
    if (this.#openHandler(details).action !== "deny")
      console.error(`stand-in: window for ${url} allowed, not made`);
  }
  setWindowOpenHandler(handler: (details: any) => { action: string }) {
    this.#openHandler = handler;
  }

  getURL = () => this.#url;
  isDestroyed = () => this.#destroyed;
  destroyed() {
    this.#destroyed = true;
    this.emit("destroyed");
  }

  getZoomFactor = () => this.#zoom;
  /**
   * A true reflow, media queries included, for the size the window was made with; it does not
   * follow a resize.
   */
  setZoomFactor(factor: number) {
    this.#zoom = factor;
    if (factor === 1) {
      this.#send("Emulation.clearDeviceMetricsOverride").catch(() => {});
      return;
    }
    const [width, height] = [this.#size.width, this.#size.height].map((px) =>
      Math.round(px / factor),
    );
    const metrics = { width, height, deviceScaleFactor: factor, mobile: false };
    this.#send("Emulation.setDeviceMetricsOverride", metrics).catch(() => {});
  }
  /** For the stand-in itself; Electron has no such method. */
  applyTheme() {
    const value = nativeTheme.shouldUseDarkColors ? "dark" : "light";
    return this.#send("Emulation.setEmulatedMedia", {
      features: [{ name: "prefers-color-scheme", value }],
    });
  }

  async executeJavaScript(expression: string): Promise<any> {
    const given = { expression, awaitPromise: true, returnByValue: true };
    const { exceptionDetails, result } = await this.#send("Runtime.evaluate", given);
    if (exceptionDetails)
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  /** As Chromium draws it. The margins and sizes of Electron's options are not applied. */
  async printToPDF(options: Electron.PrintToPDFOptions): Promise<Buffer> {
    const { preferCSSPageSize, printBackground } = options;
    const { generateTaggedPDF, generateDocumentOutline } = options;
    const given = {
      preferCSSPageSize,
      printBackground,
      generateTaggedPDF,
      generateDocumentOutline,
    };
    const { data } = await this.#send("Page.printToPDF", given);
    return Buffer.from(data, "base64");
  }

  /** For the stand-in's control channel: Chromium's own protocol, on this page. */
  cdp = (method: string, params: object) => this.#send(method, params);
}
