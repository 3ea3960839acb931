// What no page of Daftar may ever do, whatever is in it. Source: Electron's security checklist; the
// decision for each of its points is in docs/threat-model.md.
import type { App, Session } from "electron";
import { page } from "./site.ts";

/** Switches that keep Chromium from fetching, updating and storing on its own. */
export const quietSwitches = [
  "disable-background-networking",
  "disable-component-update",
  "disable-http-cache",
] as const;

/**
 * Holds every page at its address: no second window, no embedded page, no way but to load itself
 * anew.
 *
 * The shell's own `loadURL` and `reload` are not asked.
 */
export function guardEveryPage(app: App): void {
  app.on("web-contents-created", (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: "deny" }));
    const stay = (event: { readonly url: string; preventDefault(): void }) => {
      if (event.url !== contents.getURL()) event.preventDefault();
    };
    contents.on("will-navigate", stay);
    contents.on("will-frame-navigate", stay);
    contents.on("will-redirect", (event) => event.preventDefault());
    contents.on("will-attach-webview", (event) => event.preventDefault());
  });
}

/**
 * Refuses every permission, device, download and request that is not for our own files.
 *
 * One exception: sound, and no picture, while `mayListen` says that a recording runs, which the keeper
 * allows only after consent; and if the system lets us, which is asked only then.
 */
export function forbidNetworkAndPermissions(
  session: Session,
  mayListen: () => boolean,
  systemLets: () => Promise<boolean>,
): void {
  session.setPermissionRequestHandler((_contents, permission, grant, details) => {
    const wanted = "mediaTypes" in details ? (details.mediaTypes ?? []) : [];
    if (permission !== "media" || wanted.join() !== "audio" || !mayListen()) return grant(false);
    // The recording may have ended while the system asked.
    void systemLets().then((lets) => grant(lets && mayListen()));
  });
  session.setPermissionCheckHandler(
    (_contents, permission, _origin, { mediaType }) =>
      permission === "media" && mediaType === "audio" && mayListen(),
  );
  session.setDevicePermissionHandler(() => false);
  // Chromium would fetch dictionaries, and keep the words it learned.
  session.setSpellCheckerEnabled(false);
  session.on("will-download", (event) => event.preventDefault());
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isOurs(url) }));
}

/** Our files, and what a page made of its own bytes. */
function isOurs(url: string): boolean {
  return url.startsWith(page) || url.startsWith(`blob:${page}`);
}
