// The small modules. What belongs to the desktop is answered by a test (control.ts) or does
// nothing.
import { EventEmitter } from "node:events";
import { answerTo, commands } from "./control.ts";

export const dialog = {
  async showOpenDialog(...args: any[]): Promise<Electron.OpenDialogReturnValue> {
    return answerTo("showOpenDialog", args.at(-1), { canceled: true, filePaths: [] });
  },
  async showSaveDialog(...args: any[]): Promise<Electron.SaveDialogReturnValue> {
    return answerTo("showSaveDialog", args.at(-1), { canceled: true, filePath: "" });
  },
  showErrorBox: (title: string, content: string) => console.error(`${title}: ${content}`),
};

/**
 * Lock, sleep and idleness happen when a test says so; the operating system's own are not heard.
 */
class PowerMonitor extends EventEmitter {
  #idleSeconds = 0;
  getSystemIdleTime = () => this.#idleSeconds;
  /** For the stand-in's control channel; Electron has no such method. */
  pretendIdle = (seconds: number) => {
    this.#idleSeconds = seconds;
  };
}
export const powerMonitor = new PowerMonitor();
commands.set("power", (event: string) => powerMonitor.emit(event));
commands.set("idle", powerMonitor.pretendIdle);

class NativeTheme extends EventEmitter {
  #source: "system" | "light" | "dark" = "system";
  get themeSource() {
    return this.#source;
  }
  set themeSource(source) {
    this.#source = source;
    this.emit("updated");
  }
  get shouldUseDarkColors() {
    return this.#source === "dark";
  }
}
export const nativeTheme = new NativeTheme();

/** The system that asks for the microphone itself, as only macOS does. */
export const systemPreferences = {
  askForMediaAccess: async (mediaType: "microphone" | "camera"): Promise<boolean> =>
    answerTo("askForMediaAccess", { mediaType }, true),
};

/** Menus are not drawn. A test chooses an item by its id; roles do nothing. */
type Item = Omit<Electron.MenuItemConstructorOptions, "submenu"> & { submenu?: unknown };
export class Menu {
  static #current: Menu | null = null;
  static setApplicationMenu = (menu: Menu | null) => {
    Menu.#current = menu;
  };
  static getApplicationMenu = () => Menu.#current;
  static buildFromTemplate = (template: Item[]) => new Menu(template);

  readonly items: Item[];
  constructor(template: Item[] = []) {
    this.items = template;
  }
  getMenuItemById(id: string): Item | null {
    const below = ({ submenu }: Item): Item[] =>
      Array.isArray(submenu) ? submenu.flatMap((item) => [item, ...below(item)]) : [];
    return below({ submenu: this.items }).find((item) => item.id === id) ?? null;
  }
}
commands.set("menu", (id: string) => {
  const item: any = Menu.getApplicationMenu()?.getMenuItemById(id);
  if (!item || item.enabled === false) throw new Error(`stand-in: no menu item ${id} to choose`);
  item.click?.(item, undefined, {});
});
