// A slot in the wall between page and shell: it carries, and decides nothing.
import { contextBridge, ipcRenderer } from "electron";
import { type Bridge, channels } from "../shared/contract/bridge.ts";
import type { Announcement } from "../shared/contract/events.ts";

const daftar: Bridge = {
  ask: (name, input) => ipcRenderer.invoke(channels.ask, name, input),
  hear: (listener) => {
    const forward = (_event: unknown, announcement: Announcement) => listener(announcement);
    ipcRenderer.on(channels.hear, forward);
    return () => void ipcRenderer.off(channels.hear, forward);
  },
};

contextBridge.exposeInMainWorld("daftar", daftar);
