// Paper is drawn in a window nobody sees. It has no preload, so nothing in it could ask for anything;
// no script may run in it; and all it can load are the sheet at hand and the typeface.
import { readFile } from "node:fs/promises";
import { BrowserWindow } from "electron";
import { faces, type Sheet, styleName } from "../../shared/paper/sheet.ts";
import { page, type SiteFiles } from "./site.ts";
import { partition } from "./window.ts";

/** Every address of a paper begins so. */
const folder = `${page}paper/`;
const sheetName = "sheet.html";

/** What a paper may do: show itself. */
export const paperPolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "font-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

export interface Printer {
  /** Gives a sheet as PDF, in Base64; `null` when it was forgotten meanwhile. One at a time. */
  readonly print: (sheet: Sheet) => Promise<string | null>;
  /** Answers a request of the paper's window; `null` when it is not about paper. */
  readonly answer: (
    files: SiteFiles,
    request: { readonly url: string },
  ) => Promise<Response | null>;
  /** Drops the sheet and its window, whatever they are doing: the notebook is being locked. */
  readonly forget: () => void;
}

/** Draws papers. The bytes pass through and are kept nowhere; no file is written here. */
export function makePrinter(): Printer {
  let current: Sheet | null = null;
  let window: BrowserWindow | null = null;

  const forget = () => {
    current = null;
    window?.destroy();
    window = null;
  };
  const print = async (sheet: Sheet) => {
    forget();
    current = sheet;
    const drawing = openHidden();
    window = drawing;
    try {
      await drawing.loadURL(folder + sheetName);
      const pdf = await drawing.webContents.printToPDF({
        preferCSSPageSize: true,
        printBackground: true,
        generateTaggedPDF: true,
        generateDocumentOutline: true,
      });
      return window === drawing ? pdf.toString("base64") : null;
    } catch (error) {
      if (window === drawing) throw error;
      return null;
    } finally {
      if (window === drawing) forget();
    }
  };
  const answer: Printer["answer"] = async (files, { url }) => {
    if (!url.startsWith(folder)) return null;
    const name = url.slice(folder.length);
    if (current && name === sheetName) return reply(current.html, "text/html; charset=utf-8");
    if (current && name === styleName) return reply(current.style, "text/css; charset=utf-8");
    const face = faceFile(files, name);
    if (!current || !face) return new Response(null, { status: 404 });
    return reply(new Uint8Array(await readFile(face)), "font/woff2");
  };
  return { print, answer, forget };
}

function openHidden(): BrowserWindow {
  const window = new BrowserWindow({
    title: "Daftar",
    show: false,
    webPreferences: {
      partition,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      devTools: false,
    },
  });
  // A sheet has a title for those who hear the PDF; a window has none that tells anything.
  window.on("page-title-updated", (event) => event.preventDefault());
  return window;
}

/** The build gives each file of the typeface a name with a hash in it. */
function faceFile(files: SiteFiles, name: string): string | undefined {
  if (!Object.values<string>(faces).includes(name)) return undefined;
  const start = `/assets/${name.replace(/\.woff2$/, "-wght-normal-")}`;
  for (const [path, file] of files) if (path.startsWith(start)) return file;
  return undefined;
}

function reply(body: string | Uint8Array<ArrayBuffer>, type: string): Response {
  return new Response(body, {
    headers: {
      "content-type": type,
      "content-security-policy": paperPolicy,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    },
  });
}
