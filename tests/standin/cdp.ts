// The Chromium DevTools Protocol over --remote-debugging-pipe: file descriptors 3 and 4, JSON texts
// ended by NUL. A pipe and not a port, so that no other program on the machine can reach the page.
import { type ChildProcess, spawn } from "node:child_process";
import { EventEmitter } from "node:events";
import type { Readable, Writable } from "node:stream";

const quiet = process.env.STANDIN_DEBUG ? "inherit" : "ignore";

/** One Chromium and the pipe to it. Emits `event` for what it says unasked, `closed` at its end. */
export class Cdp extends EventEmitter {
  #last = 0;
  #waiting = new Map<number, PromiseWithResolvers<any>>();
  #rest: Buffer[] = [];
  readonly process: ChildProcess;

  constructor(binary: string, args: readonly string[]) {
    super();
    this.process = spawn(binary, [...args, "--remote-debugging-pipe"], {
      stdio: ["ignore", "ignore", quiet, "pipe", "pipe"],
    });
    this.process.stdio[3]?.on("error", () => {});
    (this.process.stdio[4] as Readable).on("data", (data: Buffer) => this.#read(data));
    this.process.on("error", () => this.#end());
    this.process.on("exit", () => this.#end());
  }

  send<T = any>(method: string, params: object = {}, sessionId?: string): Promise<T> {
    const id = ++this.#last;
    const answer = Promise.withResolvers<T>();
    this.#waiting.set(id, answer);
    const text = JSON.stringify({ id, method, params, sessionId });
    (this.process.stdio[3] as Writable).write(`${text}\0`);
    return answer.promise;
  }

  #read(data: Buffer) {
    let from = 0;
    for (let end = data.indexOf(0); end >= 0; end = data.indexOf(0, from)) {
      const pieces = [...this.#rest.splice(0), data.subarray(from, end)];
      from = end + 1;
      this.#hear(JSON.parse(Buffer.concat(pieces).toString("utf8")));
    }
    if (from < data.length) this.#rest.push(data.subarray(from));
  }

  #hear({ id, method, params, sessionId, error, result }: any) {
    if (!id) return this.emit("event", method, params, sessionId);
    if (error) this.#waiting.get(id)?.reject(new Error(`CDP: ${error.message}`));
    else this.#waiting.get(id)?.resolve(result);
    return this.#waiting.delete(id);
  }

  #end() {
    for (const { reject } of this.#waiting.values()) reject(new Error("the browser is closed"));
    this.#waiting.clear();
    this.emit("closed");
  }
}
