// What the shell promises, whatever the page shows: asked for through the bridge, as any page
// would.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import type { Output } from "../../shared/contract/index.ts";
import { expect, test } from "./driver/journey.ts";

const passphrase = "خبز وزيتون وزعتر على سطح البيت";
const locked = { ok: false, fault: { kind: "locked" } };

test("the page sees a frozen bridge of two functions, and nothing of Node or Electron", async ({
  open,
}) => {
  const { page } = await open();
  const seen = await page.evaluate(() => ({
    node: ["require", "process", "module", "Buffer", "ipcRenderer", "fromShell"].filter(
      (name) => name in globalThis,
    ),
    own: Object.getOwnPropertyNames(window).filter((name) => /daftar|electron/i.test(name)),
    bridge: Object.keys((window as any).daftar),
    frozen: Object.isFrozen((window as any).daftar),
  }));
  expect(seen).toEqual({ node: [], own: ["daftar"], bridge: ["ask", "hear"], frozen: true });
});

test("the page's policy is kept by our own page, and stops everything else", async ({ open }) => {
  const { page } = await open();
  await page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) =>
      seen.push(effectiveDirective),
    );
  });
  await mark(page);
  await ask(page, "shell.lock", {}).catch(() => {}); // which loads the page anew
  await forgotten(page);
  const seen = () => page.evaluate(() => (window as any).seen as string[]);
  await expect(page.locator("button").first()).toBeVisible();
  expect(await seen()).toEqual([]);

  // Not straight in evaluate: code of the test driver passes the policy.
  const tried = await page.evaluate(
    () =>
      new Promise<string[]>((resolve) =>
        setTimeout(async () => {
          const result: string[] = [];
          const note = (what: string) => (error: Error) =>
            void result.push(`${what} ${error.name}`);
          try {
            Reflect.apply(eval, null, ["1"]);
          } catch (error) {
            note("eval")(error as Error);
          }
          try {
            document.body.innerHTML = "<b>مرحبا</b>";
          } catch (error) {
            note("html")(error as Error);
          }
          const style = document.createElement("style");
          style.textContent = "body { outline: 7px solid }";
          document.head.append(style);
          result.push(`style ${getComputedStyle(document.body).outlineWidth !== "7px"}`);
          await fetch("https://example.org/").catch(note("fetch"));
          await fetch("app://daftar/index.html").catch(note("own"));
          resolve(result);
        }),
      ),
  );
  expect(tried).toEqual([
    "eval EvalError",
    "html TypeError",
    "style true",
    "fetch TypeError",
    "own TypeError",
  ]);
  expect(new Set(await seen())).toContain("connect-src");
});

test("no second window opens, and nothing leads away from the page", async ({ open }) => {
  const { page } = await open();
  const address = page.url();
  expect(await page.evaluate(() => window.open("https://example.org/"))).toBeNull();
  await page.evaluate(() => {
    for (const target of ["_blank", "_self"]) {
      const link = Object.assign(document.createElement("a"), { href: "https://example.org/" });
      link.target = target;
      document.body.append(link);
      link.click();
    }
    window.setTimeout(() => window.location.assign("https://example.org/"));
    window.setTimeout(() => window.location.assign("index.html?again"));
  });
  await page.waitForTimeout(500);
  expect(page.context().pages()).toHaveLength(1);
  expect(page.url()).toBe(address);
  expect(await page.title()).toBe("Daftar");
});

test("no permission is granted", async ({ open }) => {
  const { page } = await open();
  const answers = await page.evaluate(async () => ({
    notifications: await Notification.requestPermission(),
    place: await new Promise((resolve) =>
      navigator.geolocation.getCurrentPosition(
        () => resolve("granted"),
        () => resolve("denied"),
      ),
    ),
    sound: await navigator.mediaDevices.getUserMedia({ audio: true }).then(
      () => "granted",
      () => "denied",
    ),
    clipboard: await navigator.clipboard.readText().then(
      () => "granted",
      () => "denied",
    ),
  }));
  expect(Object.values(answers)).toEqual(["denied", "denied", "denied", "denied"]);
});

test("before a vault is open, only its door answers", async ({ open }) => {
  const { page } = await open();
  expect(await ask(page, "vault.status", {})).toMatchObject({ ok: true, value: { exists: false } });
  expect(await ask(page, "vault.self", {})).toEqual(locked);
  expect(await ask(page, "analysis.table", { formats: ["csv"], labels: "ar" })).toEqual(locked);
  const nonsense = { ok: false, fault: { kind: "not-understood" } };
  expect(await ask(page, "constructor", {})).toEqual(nonsense);
  expect(await ask(page, "vault.status", { also: 1 })).toEqual(nonsense);
});

test("the keeper opens an encrypted vault, and locks with each reason to lock", async ({
  open,
}, info) => {
  const daftar = await open();
  const { page } = daftar;
  await createVault(page);
  expect(encrypted(info.outputPath("laptop", "vault"))).toBe(true);

  const reasons: Record<string, () => Promise<unknown>> = {
    "the page asks": () => ask(page, "shell.lock", {}),
    "the key, on an Arabic layout": () => pressLockKey(page),
    "the locked screen": () => daftar.power("lock-screen"),
    "the closed lid": () => daftar.power("suspend"),
    idleness: () => daftar.idle(301),
  };
  for (const [reason, lock] of Object.entries(reasons))
    await test.step(reason, async () => {
      const keeper = (await daftar.keeperPid()) as number;
      expect(await ask(page, "vault.self", {})).toMatchObject({ ok: true });
      await mark(page);
      await lock().catch(() => {}); // the page that asked may be gone before it is answered
      await forgotten(page);
      await expect.poll(() => isRunning(keeper)).toBe(false);
      await daftar.idle(0);
      expect(await ask(page, "vault.self", {})).toEqual(locked);
      const opened = await ask(page, "vault.unlock", { passphrase });
      expect(opened).toMatchObject({ ok: true });
    });
  expect(await daftar.close()).toBe(0);
});

test("a keeper that dies is a lock, and the next one opens the same vault", async ({ open }) => {
  const daftar = await open();
  const { page } = daftar;
  const made = await createVault(page);
  await mark(page);
  await daftar.killKeeper();
  await forgotten(page);
  expect(await ask(page, "vault.self", {})).toEqual(locked);
  expect(await ask(page, "vault.unlock", { passphrase })).toEqual({ ok: true, value: made });
});

test("a place comes from a dialog, goes to the keeper, and is never told to the page", async ({
  open,
}, info) => {
  const daftar = await open("laptop", { LANG: "ar_SY.UTF-8" });
  const { page } = daftar;
  await createVault(page);

  const cancelled = { ok: false, fault: { kind: "cancelled" } };
  expect(await ask(page, "people.saveCard", {})).toEqual(cancelled);
  const [asked] = await daftar.askedDialogs();
  expect(asked?.options.title).toMatch(/^[\u0600-\u06ff ]+$/);
  expect(asked?.options.defaultPath).not.toContain("/");

  const filePath = info.outputPath("بطاقة.json");
  await daftar.answerDialog({ method: "showSaveDialog", filePath });
  const saved = await ask(page, "people.saveCard", {});
  expect(saved).toMatchObject({ ok: true });
  expect(JSON.stringify(saved)).not.toContain("بطاقة");
  expect(statSync(filePath).size).toBeGreaterThan(0);
});

test("preferences outlive the program, and the text size is the window's zoom", async ({
  open,
}) => {
  const wished = {
    language: "ar",
    theme: "dark",
    digits: "arab",
    textSize: 200,
    questions: "one",
    breakMinutes: 30,
  } as const;
  const first = await open();
  const width = await first.page.evaluate(() => innerWidth);
  expect(await ask(first.page, "shell.prefer", wished)).toEqual({ ok: true, value: wished });
  expect(await first.close()).toBe(0);

  const { page } = await open();
  expect(await ask(page, "shell.preferences", {})).toEqual({ ok: true, value: wished });
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(width / 2);
  const dark = () => page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches);
  await expect.poll(dark).toBe(true);
});

test("the shell says which of the two it is", async ({ open }, info) => {
  const { page } = await open();
  const about = await ask(page, "shell.about", {});
  expect(about).toMatchObject({ ok: true, value: { preview: info.project.name === "standin" } });
});

/** Asks as a page would; what is asked may be as wrong as a page's own. */
function ask(page: Page, name: string, input: unknown): Promise<any> {
  return page.evaluate(([n, i]) => (window as any).daftar.ask(n, i), [name, input] as any);
}

async function createVault(page: Page): Promise<Output<"vault.create">> {
  const input = { role: "coordinator", name: "منسّقة", passphrase, sheet: null };
  const made = await ask(page, "vault.create", input);
  expect(made).toMatchObject({ ok: true });
  return made.value;
}

/** Leaves a trace in the document, which is gone when the page has been loaded anew. */
async function mark(page: Page) {
  await page.evaluate(() => Object.assign(window, { trace: true }));
}

async function forgotten(page: Page) {
  const traces = () => page.evaluate(() => (window as any).trace ?? document.readyState);
  await expect.poll(() => traces().catch(() => "between two pages")).toBe("complete");
}

async function pressLockKey(page: Page) {
  const session = await page.context().newCDPSession(page);
  const key = { key: "م", code: "KeyL", modifiers: process.platform === "darwin" ? 4 : 2 };
  await session.send("Input.dispatchKeyEvent", {
    type: "rawKeyDown",
    windowsVirtualKeyCode: 76,
    ...key,
  });
}

/** Whether the folder holds files, and none of them is a database that anybody can read. */
function encrypted(dir: string): boolean {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((f) =>
    f.isFile(),
  );
  const heads = files.map((file) =>
    readFileSync(join(file.parentPath, file.name)).subarray(0, 15).toString("latin1"),
  );
  return heads.length > 0 && !heads.includes("SQLite format 3");
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
