import { Worker } from "node:worker_threads";
import { z } from "zod";

/** What one guess costs: memory in KiB, passes over it, and lanes. */
export const Cost = z.strictObject({
  memory: z
    .int()
    .min(64 * 1024)
    .max(1024 * 1024),
  passes: z.int().min(1).max(16),
  lanes: z.int().min(1).max(8),
});
export type Cost = z.infer<typeof Cost>;

/** What the worker is asked. */
export interface Derivation extends Cost {
  readonly secret: Uint8Array;
  readonly salt: Uint8Array;
}

/** The least we choose ourselves, whatever the computer. */
const floor: Cost = { memory: 64 * 1024, passes: 3, lanes: 4 };
const usual: Cost = { memory: 256 * 1024, passes: 3, lanes: 4 };
const aimSeconds = 1.4;

/**
 * Turns a secret into the key that opens one slot: 32 bytes, which the caller wipes.
 *
 * Argon2id, version 1.3, in a thread of its own, so that the keeper goes on answering. The cost
 * comes from the slot file and is bounded there: a planted file can neither weaken nor hang us.
 * Source: RFC 9106, section 4.
 */
export function deriveKey(secret: Uint8Array, salt: Uint8Array, cost: Cost): Promise<Buffer> {
  const { memory, passes, lanes } = Cost.parse(cost);
  const worker = new Worker(workerUrl, {
    workerData: { secret, salt, memory, passes, lanes } satisfies Derivation,
  });
  return new Promise<Buffer>((resolve, reject) => {
    worker.once("message", (key: Uint8Array) => resolve(Buffer.from(key)));
    worker.once("error", reject);
    worker.once("exit", () => reject(new Error("the derivation ended early")));
  }).finally(() => worker.terminate());
}

/**
 * Finds the cost that takes this computer one to two seconds.
 *
 * 256 MiB and three passes where that is enough; more passes on a faster computer, less memory on a
 * slower one, and never below 64 MiB.
 */
export async function calibrate(): Promise<Cost> {
  const began = performance.now();
  (await deriveKey(new Uint8Array(16), new Uint8Array(16), floor)).fill(0);
  return costFor((performance.now() - began) / 1000);
}

/** The cost that is expected to take the aimed time, where the least one took `seconds`. */
export function costFor(seconds: number): Cost {
  const work = (aimSeconds / seconds) * floor.memory;
  if (work <= floor.memory) return floor;
  if (work < usual.memory) return { ...usual, memory: Math.floor(work / 4096) * 4096 };
  const passes = Math.round((usual.passes * work) / usual.memory);
  return { ...usual, passes: Math.min(16, Math.max(usual.passes, passes)) };
}

/** The worker is a program of its own, beside this one in the sources and in the bundle. */
const workerUrl = new URL(
  import.meta.url.endsWith(".ts") ? "./derive-worker.ts" : "./derive-worker.js",
  import.meta.url,
);
