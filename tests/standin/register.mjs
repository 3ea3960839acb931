// node --import ./tests/standin/register.mjs dist/main/index.js
// From here on the name "electron" means the stand-in, for import and for require. Node 24 strips
// the types.
import { registerHooks } from "node:module";

const url = new URL("./electron.ts", import.meta.url).href;

registerHooks({
  resolve: (name, context, next) =>
    name === "electron" || name === "electron/main"
      ? { url, format: "module-typescript", shortCircuit: true }
      : next(name, context),
});
