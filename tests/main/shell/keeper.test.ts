import { fork } from "node:child_process";
import { afterEach, expect, test } from "vitest";
import { type Keeper, type KeeperProcess, startKeeper } from "../../../main/shell/keeper.ts";
import { fail } from "../../../shared/result.ts";

const here = import.meta.dirname;
const running: Keeper[] = [];

afterEach(async () => {
  for (const keeper of running.splice(0)) await keeper.end();
});

/** A keeper in a process of its own; only the wire to it is Node's and not Electron's. */
function start(manner = "calm") {
  const heard: unknown[] = [];
  let pid = 0;
  const keeper = startKeeper({
    announce: (announcement) => heard.push(announcement),
    fork: (): KeeperProcess => {
      const child = fork(`${here}/small-keeper.mjs`, [manner], {
        execArgv: ["--import", `${here}/../../standin/keeper-side.mjs`],
        serialization: "advanced",
        stdio: ["ignore", "ignore", "ignore", "ipc"],
      });
      pid = child.pid as number;
      return {
        get pid() {
          return child.exitCode === null && child.signalCode === null ? pid : undefined;
        },
        postMessage: (data) => void (child.connected && child.send({ data } as never)),
        on: (_, listener) => child.on("message", ({ data }: any) => listener(data)),
        once: (_, listener) => child.once("exit", listener),
      };
    },
  });
  running.push(keeper);
  return { keeper, heard, pid: () => pid };
}

const locked = fail({ kind: "locked" });

test("a question reaches the keeper with its places, and its answer comes back", async () => {
  const { keeper, heard } = start();
  const outcome = await keeper.ask("vault.status", {}, ["/usb/رزم"]);
  expect(outcome).toMatchObject({
    ok: true,
    value: { said: { name: "vault.status", input: {}, places: ["/usb/رزم"] } },
  });
  expect(heard).toEqual([{ event: "progress" }]);
});

test("a keeper is open from a passphrase to its end, and not before", async () => {
  const { keeper } = start();
  await keeper.ask("vault.status", {}, []);
  expect(keeper.isOpen()).toBe(false);
  await keeper.ask("vault.unlock", { passphrase: "زعتر" }, []);
  expect(keeper.isOpen()).toBe(true);
  await keeper.end();
  expect(keeper.isOpen()).toBe(false);
});

test.each([
  ["vault.create", { role: "researcher", name: "ر", passphrase: "زعتر", sheet: null }],
  [
    "practice.begin",
    { language: "ar", passphrase: "زعتر", name: "ر", team: "ف", coordinators: ["ك", "ن"] },
  ],
] as const)("a keeper that has answered %s has a notebook open", async (name, input) => {
  const { keeper } = start();
  await keeper.ask(name, input, []);
  expect(keeper.isOpen()).toBe(true);
});

test("a keeper told to end goes by itself, and what was still asked is locked", async () => {
  const { keeper } = start();
  await keeper.ask("vault.status", {}, []);
  const unanswered = keeper.ask("parcels.ready", {}, []);
  await keeper.end();
  expect(await keeper.ended).toBe("as-told");
  expect(await unanswered).toEqual(locked);
  expect(await keeper.ask("vault.self", {}, [])).toEqual(locked);
});

test("a keeper that is too busy to end is gone within a second", async () => {
  const { keeper, pid } = start("busy");
  await keeper.ask("vault.status", {}, []);
  const began = performance.now();
  await keeper.end();
  expect(performance.now() - began).toBeLessThan(1000);
  expect(() => process.kill(pid(), 0)).toThrow();
});

test("a keeper that dies of itself leaves its questions locked", async () => {
  const { keeper } = start();
  await keeper.ask("vault.unlock", { passphrase: "زعتر" }, []);
  expect(await keeper.ask("vault.journal", { before: null, limit: 1 }, [])).toEqual(locked);
  expect(await keeper.ended).toBe("lost");
});

test("a keeper that cannot even begin is broken, so that nobody starts it for ever", async () => {
  const { keeper } = start("stillborn");
  expect(await keeper.ask("vault.status", {}, [])).toEqual(fail({ kind: "broken" }));
  expect(await keeper.ended).toBe("stillborn");
});
