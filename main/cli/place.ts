import { homedir } from "node:os";
import { join } from "node:path";

/** Where the vault of this user lies when nothing else is said: beside the app's own data. */
export function defaultVaultDir(env: NodeJS.ProcessEnv): string {
  return join(applicationData(env), "Daftar", "vault");
}

function applicationData(env: NodeJS.ProcessEnv): string {
  if (process.platform === "win32") return env.APPDATA ?? join(homedir(), "AppData", "Roaming");
  if (process.platform === "darwin") return join(homedir(), "Library", "Application Support");
  return env.XDG_CONFIG_HOME ?? join(homedir(), ".config");
}
