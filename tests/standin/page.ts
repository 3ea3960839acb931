// Three functions that run in the page before any script of it. They are shipped as text
// (Function#toString), so none may use anything from outside itself. The two worlds share a
// detached element that no other script can get hold of.

/**
 * Makes one end of contextBridge: functions and promises cross as numbers, the rest is cloned.
 * Not hardened against a hostile page: for our own only.
 */
export function makeBridge(
  channel: Element,
  mine: string,
  theirs: string,
  other: (message: any) => void,
) {
  const functions = new Map<number, any>();
  const promises = new Map<number, PromiseWithResolvers<any>>();
  let last = 0;
  let returned: any;
  const say = (detail: any) => channel.dispatchEvent(new CustomEvent(mine, { detail }));
  const flat = (error: any) => ({
    name: error?.name ?? "Error",
    message: String(error?.message ?? error),
  });
  const rebuilt = ({ name, message }: any) => Object.assign(new Error(message), { name });
  const give = (v: any): any => {
    const id = ++last;
    if (typeof v === "function") return functions.set(id, v) && { is: "function", id };
    if (Array.isArray(v)) return { is: "array", v: v.map(give) };
    if (typeof v?.then === "function") {
      v.then(
        (value: any) => say({ is: "settled", id, value: give(value) }),
        (error: any) => say({ is: "settled", id, error: flat(error) }),
      );
      return { is: "promise", id };
    }
    if (!v || Object.getPrototypeOf(v) !== Object.prototype)
      return { is: "value", v: structuredClone(v) };
    return { is: "object", v: Object.entries(v).map(([key, value]) => [key, give(value)]) };
  };
  const take = ({ is, id, v }: any): any => {
    if (is === "value") return v;
    if (is === "array") return v.map(take);
    if (is === "object")
      return Object.fromEntries(v.map(([key, value]: any) => [key, take(value)]));
    if (is === "promise") return promises.set(id, Promise.withResolvers()).get(id)?.promise;
    return (...args: any[]) => {
      say({ is: "call", id, args: args.map(give) });
      if (returned.error) throw rebuilt(returned.error);
      return take(returned.value);
    };
  };
  const called = ({ id, args }: any) => {
    try {
      return { value: give(functions.get(id)(...args.map(take))) };
    } catch (error) {
      return { error: flat(error) };
    }
  };
  channel.addEventListener(theirs, ({ detail }: any) => {
    if (detail.is === "call") say({ is: "returned", ...called(detail) });
    else if (detail.is === "returned") returned = detail;
    else if (detail.is !== "settled") other(detail);
    else if (detail.error) promises.get(detail.id)?.reject(rebuilt(detail.error));
    else promises.get(detail.id)?.resolve(take(detail.value));
    if (detail.is === "settled") promises.delete(detail.id);
  });
  return { say, give, take };
}

/**
 * The page's own world: the frozen API that the preload exposes, and a window.open that is denied.
 */
export function pageWorld(handshake: string, bridgeMaker: typeof makeBridge) {
  const channel = document.createElement("i");
  const frozen = (v: any): any => {
    if (v && typeof v === "object") Object.values(v).forEach(frozen);
    return Object.freeze(v);
  };
  const asking: ((granted: boolean) => void)[] = [];
  const bridge = bridgeMaker(channel, "from-page", "from-preload", ({ is, key, api, granted }) => {
    if (is === "heard") return asking.shift()?.(granted);
    Object.defineProperty(window, key, { value: frozen(bridge.take(api)), enumerable: true });
  });
  // Chromium would give everybody the sound it makes up: the app's handlers are asked first.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  const native = devices?.getUserMedia.bind(devices);
  const getUserMedia = async (constraints?: MediaStreamConstraints) => {
    const granted = await new Promise<boolean>((settle) => {
      asking.push(settle);
      bridge.say({ is: "hear" });
    });
    if (!granted) throw new DOMException("Permission denied", "NotAllowedError");
    return native?.(constraints);
  };
  if (devices) Object.assign(devices, { getUserMedia });
  window.open = (url = "", frameName = "", features = "") => {
    const absolute = url === "" ? "about:blank" : new URL(url, document.baseURI).href;
    bridge.say({ is: "open", details: [absolute, frameName, features] });
    return null;
  };
  window.dispatchEvent(new MouseEvent(handshake, { relatedTarget: channel }));
}

/**
 * The isolated world: what a sandboxed preload sees of Electron, then the preload itself,
 * unchanged.
 */
export function preloadWorld(
  handshake: string,
  binding: string,
  tools: any,
  env: any,
  preload: any,
) {
  if (window.top !== window) return; // Electron too runs a preload in the main frame only
  const codec = tools.makeCodec();
  const post: (text: string) => void = (globalThis as any)[binding];
  delete (globalThis as any)[binding];
  const toShell = (...message: unknown[]) => post(codec.encode(message));

  // Keys with a modifier, for `before-input-event`; what is typed into fields stays in the page.
  window.addEventListener(
    "keydown",
    ({ key, code, repeat, isComposing, ctrlKey, shiftKey, altKey, metaKey, location }) => {
      if (!(ctrlKey || altKey || metaKey)) return;
      const keys = { control: ctrlKey, shift: shiftKey, alt: altKey, meta: metaKey };
      const modifiers = Object.entries(keys).flatMap(([name, down]) => (down ? [name] : []));
      const input = { type: "keyDown", key, code, isAutoRepeat: repeat, isComposing, location };
      toShell("input", 0, "", [{ ...input, ...keys, modifiers }]);
    },
    { capture: true },
  );

  const start = ({ relatedTarget }: any) => {
    const bridge = tools.makeBridge(relatedTarget, "from-preload", "from-page", (message: any) => {
      if (message.is === "open") return toShell("open", 0, "", message.details);
      const id = ++last;
      const asked = Promise.withResolvers<boolean>();
      waiting.set(id, asked);
      toShell("hear", id, "", []);
      void asked.promise.then((granted) => bridge.say({ is: "heard", granted }));
    });
    const listeners: [name: string, listener: any][] = [];
    const waiting = new Map<number, PromiseWithResolvers<any>>();
    let last = 0;
    const on = (...entry: [string, any]) => listeners.push(entry) && ipcRenderer;
    const off = (name: string, listener: any) => {
      const at = listeners.findIndex((entry) => entry[0] === name && entry[1] === listener);
      if (at >= 0) listeners.splice(at, 1);
      return ipcRenderer;
    };
    const send = (name: string, ...args: any[]) => toShell("send", 0, name, args);
    const invoke = async (name: string, ...args: any[]) => {
      const id = ++last;
      toShell("invoke", id, name, args);
      return waiting.set(id, Promise.withResolvers()).get(id)?.promise;
    };
    const ipcRenderer: any = { on, addListener: on, off, removeListener: off, send, invoke };
    (globalThis as any).fromShell = (text: string) => {
      const [kind, id, name, value] = codec.decode(text);
      if (kind === "answer") waiting.get(id)?.resolve(value);
      else if (kind === "error") waiting.get(id)?.reject(new Error(value));
      else
        for (const [of, listener] of [...listeners])
          if (of === name) listener({ ports: [] }, ...value);
      waiting.delete(id);
    };
    const exposeInMainWorld = (key: string, api: any) =>
      bridge.say({ is: "expose", key, api: bridge.give(api) });
    const require = (name: string) => {
      if (/^electron(\/renderer)?$/.test(name))
        return { contextBridge: { exposeInMainWorld }, ipcRenderer };
      throw new Error(`module not found: ${name} (a sandboxed preload may require electron only)`);
    };
    const module = { exports: {} };
    // A literal function of this script: no eval, so the page's policy does not touch it.
    preload(require, module, module.exports, Object.freeze(env));
  };
  window.addEventListener(handshake, start, { once: true });
}
