// Where Electron begins. Nothing here may wait: what protects must be in place before the app is
// ready.
import { startShell } from "./shell/start.ts";

startShell();
