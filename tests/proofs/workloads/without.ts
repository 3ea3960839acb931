// Loaded before a workload (`node --import`) to take one protection out of it: a negative control.
//   WITHOUT=file-sync     files are not flushed by Node (SQLite flushes its own)
//   WITHOUT=folder-sync   folders are not flushed by Node
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const flush = fs.fsyncSync;
const without = process.env.WITHOUT;

fs.fsyncSync = (file: number) => {
  const kind = fs.fstatSync(file).isDirectory() ? "folder-sync" : "file-sync";
  if (kind !== without) flush(file);
};
// Files that are written without waiting are flushed by a method of their handle.
const handle = await fs.promises.open(process.execPath, "r");
const handles = Object.getPrototypeOf(handle) as { sync: () => Promise<void> };
const { sync } = handles;
handles.sync = async function (this: fs.promises.FileHandle) {
  if (without !== "file-sync") await sync.call(this);
};
await handle.close();
syncBuiltinESMExports();
