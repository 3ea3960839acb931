// Loaded first in a process that utilityProcess.fork (utility.ts) starts: gives it Electron's
// process.parentPort, and refuses the module "electron", which Daftar's keeper must not import.
import { EventEmitter } from "node:events";
import { registerHooks } from "node:module";

registerHooks({
  resolve(name, context, next) {
    if (/^electron(\/|$)/.test(name)) throw new Error("a keeper must not import electron");
    return next(name, context);
  },
});

const waiting = [];
const port = new EventEmitter();
const deliver = (data) => port.emit("message", { data, ports: [] });

// As in Electron: messages wait until somebody listens, and what cannot be cloned throws in the
// sender.
port.postMessage = (data) => void process.send({ data: structuredClone(data) });
port.on("newListener", (event) => {
  if (event === "message") queueMicrotask(() => waiting.splice(0).forEach(deliver));
});
process.on("message", ({ data }) =>
  port.listenerCount("message") ? deliver(data) : waiting.push(data),
);
process.on("disconnect", () => process.exit(0)); // the shell is gone: no orphan may keep the keys
Object.defineProperty(process, "parentPort", { value: port });
