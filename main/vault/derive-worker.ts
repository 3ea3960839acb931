// One derivation in a thread of its own: it takes a second, and its memory is given back with it.
import { parentPort, workerData } from "node:worker_threads";
import { argon2id } from "hash-wasm";
import type { Derivation } from "./derive.ts";

const { secret, salt, memory, passes, lanes } = workerData as Derivation;
const key = await argon2id({
  password: secret,
  salt,
  memorySize: memory,
  iterations: passes,
  parallelism: lanes,
  hashLength: 32,
  outputType: "binary",
});
secret.fill(0);
parentPort?.postMessage(key);
