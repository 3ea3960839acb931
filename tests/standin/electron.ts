// The stand-in for the module "electron": Daftar's own shell, run by Node, its windows drawn by a
// Chromium of the system. For development and tests on machines where Electron's binary cannot be
// had; nothing in this folder is shipped. The checks below hold it to electron.d.ts. They leave out
// on and once (which return `this`): events are not checked.
import { app } from "./app.ts";
import { session } from "./session.ts";
import { dialog, Menu, nativeTheme, powerMonitor, systemPreferences } from "./system.ts";
import type { utilityProcess } from "./utility.ts";
import { ipcMain, type WebContents } from "./webcontents.ts";
import type { BrowserWindow } from "./window.ts";

export { app } from "./app.ts";
export { protocol, session } from "./session.ts";
export { dialog, Menu, nativeTheme, powerMonitor, systemPreferences } from "./system.ts";
export { utilityProcess } from "./utility.ts";
export { ipcMain } from "./webcontents.ts";
export { BrowserWindow } from "./window.ts";

/**
 * What the shell names of Electron's types: ours where there is a stand-in, else Electron's own.
 */
export type App = typeof app;
export type Dialog = typeof dialog;
export type Session = ReturnType<typeof session.fromPartition>;
export type Input = Electron.Input;
export type OpenDialogOptions = Electron.OpenDialogOptions;

/** T without its event methods and without what the stand-in (S) does not have. */
type As<T, S> = Pick<T, Extract<Exclude<keyof S, keyof NodeJS.EventEmitter>, keyof T>>;
type Loose<T, S, Except extends keyof T> = As<T, Omit<S, Except>>;

app satisfies Loose<Electron.App, typeof app, "commandLine">;
app.commandLine.appendSwitch satisfies Electron.CommandLine["appendSwitch"];
session.fromPartition("") satisfies Loose<Electron.Session, Session, "webRequest" | "protocol">;
ipcMain satisfies Loose<Electron.IpcMain, typeof ipcMain, "handle">;
dialog.showErrorBox satisfies Electron.Dialog["showErrorBox"];
nativeTheme satisfies As<Electron.NativeTheme, typeof nativeTheme>;
systemPreferences satisfies As<Electron.SystemPreferences, typeof systemPreferences>;
powerMonitor satisfies As<Electron.PowerMonitor, typeof powerMonitor>;
({}) as BrowserWindow satisfies Loose<Electron.BrowserWindow, BrowserWindow, "webContents">;
({}) as WebContents satisfies Loose<Electron.WebContents, WebContents, "session" | "mainFrame">;
({}) as ReturnType<typeof utilityProcess.fork> satisfies As<
  Electron.UtilityProcess,
  ReturnType<typeof utilityProcess.fork>
>;
Menu.setApplicationMenu satisfies (menu: null) => void;
({}) as typeof import("./electron.ts") satisfies Record<string, unknown> &
  Partial<Record<keyof typeof Electron.CrossProcessExports, unknown>>;
