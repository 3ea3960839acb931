import { BrowserWindow, nativeTheme } from "electron";

/** Without `persist:`, so that a page's storage lives in memory and ends with the program. */
export const partition = "daftar";

/** The page's own `--bg`, so that nothing flashes before it is drawn. */
const paper = { light: "#f6f7f9", dark: "#12171d" } as const;

/** The one window. Its title never says more than the program's name. */
export function openWindow(given: {
  readonly preload: string;
  /** 1 is the size as designed. */
  readonly zoom: () => number;
}): BrowserWindow {
  const window = new BrowserWindow({
    title: "Daftar",
    width: 1280,
    height: 800,
    minWidth: 960,
    minHeight: 600,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? paper.dark : paper.light,
    webPreferences: {
      preload: given.preload,
      partition,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      devTools: false,
    },
  });
  window.setContentProtection(true);
  window.on("page-title-updated", (event) => event.preventDefault());
  window.once("ready-to-show", () => window.show());
  window.webContents.on("did-finish-load", () => window.webContents.setZoomFactor(given.zoom()));
  return window;
}
