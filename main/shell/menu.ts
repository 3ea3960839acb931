import { Menu } from "electron";
import type { Sentences } from "./sentences.ts";

/**
 * Sets the menu: on macOS the least that makes cut, copy, paste and quit work there; elsewhere
 * none, because a menu bar would open on Alt, and Alt+Shift is how people change to the Arabic
 * layout.
 */
export function setMenu(sentences: Sentences, lock: () => Promise<void>): void {
  Menu.setApplicationMenu(process.platform === "darwin" ? forMacOs(sentences.menu, lock) : null);
}

function forMacOs(menu: Sentences["menu"], lock: () => Promise<void>): Menu {
  return Menu.buildFromTemplate([
    {
      label: "Daftar",
      submenu: [
        { label: menu.lock, click: () => void lock() },
        { type: "separator" },
        { label: menu.hide, role: "hide" },
        { label: menu.quit, role: "quit" },
      ],
    },
    {
      label: menu.edit,
      submenu: [
        { label: menu.undo, role: "undo" },
        { label: menu.redo, role: "redo" },
        { type: "separator" },
        { label: menu.cut, role: "cut" },
        { label: menu.copy, role: "copy" },
        { label: menu.paste, role: "paste" },
        { label: menu.selectAll, role: "selectAll" },
      ],
    },
  ]);
}
