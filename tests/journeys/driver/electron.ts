import { _electron } from "@playwright/test";
import { electronBinary } from "../../../scripts/electron-binary.mjs";
import type { Daftar } from "./daftar.ts";

/** Opens Daftar in the real Electron, whose binary must be here. */
export async function openElectron(userData: string, env: NodeJS.ProcessEnv): Promise<Daftar> {
  const executablePath = electronBinary();
  if (!executablePath) throw new Error("no Electron");
  const app = await _electron.launch({
    executablePath,
    args: [".", `--user-data-dir=${userData}`],
    env: { ...process.env, ...env } as { [name: string]: string },
  });
  const exit = new Promise<number | null>((resolve) => app.process().once("exit", resolve));

  await app.evaluate(({ dialog }) => {
    const table = { answers: [] as any[], asked: [] as any[] };
    Object.assign(globalThis, { journey: table });
    for (const method of ["showOpenDialog", "showSaveDialog"] as const)
      Object.assign(dialog, {
        [method]: async (...args: any[]) => {
          table.asked.push({ method, options: args.at(-1) });
          const at = table.answers.findIndex((answer) => answer.method === method);
          const [answer] = at < 0 ? [] : table.answers.splice(at, 1);
          return answer?.value ?? { canceled: true, filePaths: [], filePath: "" };
        },
      });
  });
  const keeperPid = () =>
    app.evaluate(
      ({ app: electron }) =>
        electron.getAppMetrics().find(({ name, type }) => type === "Utility" && name === "keeper")
          ?.pid,
    );

  return {
    page: await app.firstWindow(),
    answerDialog: ({ method, ...chosen }) =>
      app.evaluate(
        (_electronModule, answer) => void (globalThis as any).journey.answers.push(answer),
        {
          method,
          value: { canceled: false, ...chosen },
        },
      ),
    askedDialogs: () => app.evaluate(() => (globalThis as any).journey.asked),
    power: (event) =>
      app.evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name as "suspend"), event),
    idle: (seconds) =>
      app.evaluate(
        ({ powerMonitor }, s) => void Object.assign(powerMonitor, { getSystemIdleTime: () => s }),
        seconds,
      ),
    keeperPid,
    killKeeper: async () => {
      const pid = await keeperPid();
      if (pid === undefined) throw new Error("no keeper runs");
      process.kill(pid, "SIGKILL");
    },
    close: async () => {
      await app
        .evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
        .catch(() => {});
      return exit;
    },
    kill: async () => {
      app.process().kill("SIGKILL");
      await exit;
    },
  };
}
