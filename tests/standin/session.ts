// electron.protocol and electron.session: the scheme app://, permissions, and the veto on requests.
// Stock Chromium lets nobody answer app:// requests. So app://host/x is loaded as
// https://host.app.invalid/x and translated both ways: the shell sees app:// only, but
// location.origin differs in the page. No page code may depend on its origin.
import { EventEmitter } from "node:events";

export const toBrowser = (url: string) => url.replace(/^app:\/\/([^/]*)/, "https://$1.app.invalid");
export const toApp = (url: string) =>
  url.replace(/^(blob:)?https:\/\/([^/]*)\.app\.invalid/, "$1app://$2");

type Handler = (request: Request) => Response | Promise<Response>;
type Grant = (granted: boolean) => void;
type Ask = (contents: any, permission: any, answer: Grant, details: any) => void;
type Check = (contents: any, permission: any, origin: string, details: any) => boolean;
type Before = (details: any, answer: (verdict: { cancel?: boolean }) => void) => void;

const permissions = ["media", "geolocation", "notifications", "clipboard-read"];

class Session extends EventEmitter {
  #handler: Handler | undefined;
  #ask: Ask | null = null;
  #check: Check | null = null;
  #before: Before | null = null;

  readonly protocol = {
    handle: (scheme: string, handler: Handler) => {
      if (this.#handler || scheme !== "app")
        throw new Error(`Failed to register protocol: ${scheme}`);
      this.#handler = handler;
    },
  };
  /** A filter is not applied. */
  readonly webRequest = { onBeforeRequest: (...args: any[]) => (this.#before = args.at(-1)) };
  setPermissionRequestHandler(ask: Ask | null) {
    this.#ask = ask;
  }
  setPermissionCheckHandler(check: Check | null) {
    this.#check = check;
  }
  setDevicePermissionHandler(_allow: ((details: any) => boolean) | null) {} // no device is offered
  setSpellCheckerEnabled(_on: boolean) {} // Chromium is started without its spell checker

  /**
   * Asks both handlers about a few permissions before the first window; Electron at each request.
   */
  async grantsAny(contents: unknown, origin: string): Promise<boolean> {
    for (const permission of permissions)
      if (await this.grants(contents, permission, origin)) return true;
    return false;
  }

  async grants(contents: unknown, permission: string, origin: string): Promise<boolean> {
    const asking = { requestingUrl: `${origin}/`, isMainFrame: true, mediaTypes: ["audio"] };
    const asked = new Promise<boolean>((grant) =>
      this.#ask ? this.#ask(contents, permission, grant, asking) : grant(true),
    );
    const checking = { ...asking, mediaType: "audio" };
    return (await asked) && (this.#check?.(contents, permission, origin, checking) ?? true);
  }

  /** What becomes of a request: the app's veto, then its protocol handler; nothing else answers. */
  async answerRequest(webContentsId: number, paused: any): Promise<Response | string> {
    const { request, resourceType } = paused;
    const { method, headers, postData = null } = request;
    const details = { url: toApp(request.url), method, resourceType, webContentsId };
    const verdict = new Promise<{ cancel?: boolean }>((answer) =>
      this.#before ? this.#before(details, answer) : answer({}),
    );
    if ((await verdict).cancel) return "BlockedByClient";
    if (!this.#handler || !details.url.startsWith("app://")) return "InternetDisconnected";
    return this.#handler(new Request(details.url, { method, headers, body: postData }));
  }
}
export type StandinSession = Session;

const sessions = new Map<string, Session>();

export const session = {
  /** Only partitions that live in memory: Daftar must not have any other. */
  fromPartition(partition: string, _options?: Electron.FromPartitionOptions): Session {
    if (partition.startsWith("persist:")) throw new Error("stand-in: no session on the disk");
    const known = sessions.get(partition) ?? new Session();
    sessions.set(partition, known);
    return known;
  },
};

export const protocol = {
  registerSchemesAsPrivileged(schemes: Electron.CustomScheme[]) {
    if (schemes.some(({ scheme }) => scheme !== "app"))
      throw new Error("stand-in: app:// is the only scheme");
  },
};
