// The story of the shell: what is forbidden first, then the window, the keeper, and the ways to
// lock.
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  nativeTheme,
  protocol,
  session,
  systemPreferences,
  utilityProcess,
} from "electron";
import { channels } from "../../shared/contract/bridge.ts";
import type { Announcement } from "../../shared/contract/events.ts";
import type { Preferences } from "../../shared/contract/shell.ts";
import { ok } from "../../shared/result.ts";
import { type Doors, makeDoors } from "./doors.ts";
import { forbidNetworkAndPermissions, guardEveryPage, quietSwitches } from "./guards.ts";
import { type Keepers, oneKeeperAtATime } from "./keeper.ts";
import { makeLock } from "./lock.ts";
import { watchForReasonsToLock } from "./lock-reasons.ts";
import { setMenu } from "./menu.ts";
import { type Microphone, makeMicrophone, systemLetsListen } from "./microphone.ts";
import { readNotices } from "./notices.ts";
import { makePrinter, type Printer } from "./paper.ts";
import { choosePlaces } from "./places.ts";
import { type PreferencesFile, preferencesIn } from "./preferences.ts";
import { answerPage, type RequestDeps } from "./requests.ts";
import { orOtherWords, printedWords, sentencesIn } from "./sentences.ts";
import { answerWith, filesOfTheSite, page, scheme } from "./site.ts";
import { openWindow, partition } from "./window.ts";

const dist = join(import.meta.dirname, "..");

/** Starts the shell. Everything that must stand before Electron is ready is done on return. */
export function startShell(): void {
  protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true } }]);
  app.enableSandbox();
  for (const name of quietSwitches) app.commandLine.appendSwitch(name);
  guardEveryPage(app);
  if (!app.requestSingleInstanceLock()) {
    app.exit();
    return;
  }

  const doors = makeDoors(app.getPath("userData"));
  const microphone = makeMicrophone();
  const printer = makePrinter();
  const keepers = oneKeeperAtATime({
    fork: () => forkKeeper(doors),
    announce: tell,
    lost: () => {
      microphone.off();
      tell({ event: "locked" });
      forgetPage(printer);
    },
  });
  // A bug in the shell must not leave an open keeper behind a window that nobody looks after.
  const giveUpOnce = () => void giveUp(keepers);
  process.once("uncaughtException", giveUpOnce);
  app
    .whenReady()
    .then(() => open({ keepers, doors, microphone, printer }))
    .catch(giveUpOnce);
}

interface Fixtures {
  readonly keepers: Keepers;
  readonly doors: Doors;
  readonly microphone: Microphone;
  readonly printer: Printer;
}

async function open({ keepers, doors, microphone, printer }: Fixtures): Promise<void> {
  const preferences = preferencesIn(app.getPath("userData"));
  const sentences = () => sentencesIn(preferences.read().language, app.getLocale());
  nativeTheme.themeSource = preferences.read().theme;
  serveThePage(printer, microphone.isOn);

  const window = openWindow({
    preload: join(dist, "preload/index.cjs"),
    zoom: () => preferences.read().textSize / 100,
  });
  const lock = makeLock({
    keeper: keepers.running,
    tell,
    forgetPage: () => {
      microphone.off();
      forgetPage(printer);
    },
    wait,
  });
  listenToPage(window, {
    keeper: keepers.running,
    start: keepers.start,
    closing: lock.closing,
    answered: microphone.follow,
    choose: async (call, input) =>
      doors.isPractice()
        ? placesInPractice
        : await choosePlaces(dialog, window, sentences(), call, input),
    print: printer.print,
    shell: {
      "shell.about": async () =>
        ok({
          preview: process.versions.electron === undefined,
          practice: doors.isPractice(),
          version: app.getVersion(),
        }),
      "shell.notices": () => readNotices(dist),
      "shell.preferences": async () => ok(preferences.read()),
      "shell.prefer": async (wished) => prefer(preferences, window, wished),
      "shell.door": async ({ practice }) => {
        // The keeper of one notebook has ended before anything is asked of the other.
        await lock.pageIsReady();
        doors.standAt(practice);
        return ok({});
      },
      "shell.lock": async () => {
        await lock.pageIsReady();
        return ok({});
      },
    },
  });
  setMenu(sentences(), lock.now);
  watchForReasonsToLock({
    window,
    isOpen: () => keepers.running()?.isOpen() ?? false,
    lock: lock.now,
  });
  endInOrder(window, () => (keepers.running() ? lock.now() : undefined));
  await window.loadURL(`${page}index.html`);
}

/** No dialog: the practice notebook writes into its own folder and reads nothing. */
const placesInPractice = ["practice"] as const;

function serveThePage(printer: Printer, mayListen: () => boolean): void {
  const pages = session.fromPartition(partition, { cache: false });
  forbidNetworkAndPermissions(pages, mayListen, () =>
    systemLetsListen(process.platform, systemPreferences),
  );
  const files = filesOfTheSite(join(dist, "renderer"));
  pages.protocol.handle(
    scheme,
    async (request) => (await printer.answer(files, request)) ?? answerWith(files, request),
  );
}

function forkKeeper(doors: Doors) {
  const given = [
    ...doors.keeperArguments(),
    ...["--or-other", JSON.stringify(orOtherWords)],
    ...["--printed", JSON.stringify(printedWords)],
  ];
  return utilityProcess.fork(join(dist, "main/keeper.js"), given, {
    serviceName: "keeper",
    // What a program says in its last breath may quote a witness.
    stdio: app.isPackaged ? "ignore" : "inherit",
  });
}

/** Who asks is checked here, once, by identity of the frame; nobody behind this has to. */
function listenToPage(window: BrowserWindow, deps: RequestDeps): void {
  ipcMain.handle(channels.ask, ({ sender, senderFrame }, name: unknown, input: unknown) => {
    const ours = sender === window.webContents && senderFrame === sender.mainFrame;
    if (!ours || !senderFrame?.url.startsWith(page)) throw new Error("not our page");
    return answerPage(deps, name, input);
  });
}

function prefer(file: PreferencesFile, window: BrowserWindow, wished: Preferences) {
  const kept = file.write(wished);
  if (!kept.ok) return kept;
  nativeTheme.themeSource = wished.theme;
  window.webContents.setZoomFactor(wished.textSize / 100);
  return kept;
}

/**
 * A window that closes locks first, so that the field being typed is kept; then the program ends.
 */
function endInOrder(window: BrowserWindow, lock: () => Promise<void> | undefined): void {
  window.on("close", (event) => {
    const locked = lock();
    if (!locked) return;
    event.preventDefault();
    void locked.then(() => window.destroy());
  });
  app.on("second-instance", () => {
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  app.on("window-all-closed", () => app.quit());
}

/** There is one window, or none yet, or none any more. */
function tell(announcement: Announcement): void {
  for (const { webContents } of BrowserWindow.getAllWindows())
    webContents.send(channels.hear, announcement);
}

/** The paper at hand goes with its window; the page itself is loaded anew. */
function forgetPage(printer: Printer): void {
  printer.forget();
  for (const { webContents } of BrowserWindow.getAllWindows()) webContents.reload();
}

/** Locks, and says that this was our mistake; not which, because its message may name a path. */
async function giveUp(keepers: Keepers): Promise<void> {
  for (const window of BrowserWindow.getAllWindows()) window.hide();
  await keepers.running()?.end();
  dialog.showErrorBox("Daftar", sentencesIn(null, app.getLocale()).broken);
  app.exit(1);
}
