// The whole page as the shell starts it, from no notebook to a locked one.
import { act } from "react";
import { afterEach, expect, test } from "vitest";
import { start as startDaftar } from "../../renderer/index.tsx";
import type { Json } from "../../shared/contract/define.ts";
import {
  click,
  find,
  findAll,
  press,
  pretendKeeper,
  settle,
  textOf,
  type,
  wait,
} from "./world.tsx";

const groups = [
  "104522",
  "330011",
  "550011",
  "871200",
  "013211",
  "990022",
  "440011",
  "660022",
  "770033",
];
const passphrase = "سماء زيتون قلم نافذة بحر كرسي";

const self = {
  role: "researcher",
  name: "ب-12",
  device: "SHA256:k9Xh2k9Xh2k9Xh2k9Xh2k9Xh2k9Xh2k9Xh2k9Xh2abc",
  safetyNumber: Array(12).fill("12345").join(" "),
  team: null,
};

const ok = (value: unknown) => ({ ok: true, value });
const fail = (kind: string) => ({ ok: false, fault: { kind } });

interface House {
  language?: "ar" | "en" | null;
  preview?: boolean;
  practice?: boolean;
  exists?: boolean;
  open?: boolean;
  waitSeconds?: number;
  create?: (input: Json) => unknown;
  unlock?: (input: Json) => unknown;
}

/** A shell and a keeper without a disk. */
async function start(house: House) {
  let preferences: Json = {
    language: house.language ?? null,
    theme: "system",
    digits: "latn",
    textSize: 100,
    questions: "section",
    breakMinutes: 45,
  };
  const keeper = pretendKeeper({
    "shell.about": () =>
      ok({
        preview: house.preview ?? false,
        practice: house.practice ?? false,
        version: "0.1.0",
      }),
    "shell.preferences": () => ok(preferences),
    "shell.prefer": (input) => {
      preferences = input;
      return ok(input);
    },
    "shell.lock": () => ok({}),
    "shell.door": () => ok({}),
    "practice.door": () => ok({ passphrase: house.exists ? "شاي ومطر وباب" : null }),
    "practice.begin": () => ok(self),
    "practice.progress": () => ok({ step: "begin", done: [] }),
    "practice.saw": () => ok({ step: "begin", done: [] }),
    "vault.status": () =>
      ok({
        exists: house.exists ?? false,
        open: house.open ?? false,
        waitSeconds: house.waitSeconds ?? 0,
      }),
    "vault.self": () => ok(self),
    "interviews.list": () => ok({ total: 0, rows: [] }),
    "questionnaires.list": () => ok({ forms: [] }),
    "vault.proposeSheet": () => ok({ groups }),
    "vault.create": house.create ?? (() => ok(self)),
    "vault.unlock": house.unlock ?? (() => ok(self)),
  });
  const page = document.body.appendChild(document.createElement("div"));
  await act(async () => {
    end = await startDaftar(page);
  });
  await settle();
  return {
    ...keeper,
    calls: (name: string) => keeper.asked.filter(([asked]) => asked === name),
  };
}

let end = () => {};

afterEach(() => {
  act(end);
  delete document.documentElement.dataset.theme;
});

const next = () => click(find("button", /^(التالي|Next)$/u));

async function toTheSheet() {
  click(find("button", "العربية"));
  await settle();
  click(find("radio", "باحث"));
  await settle();
  next();
  type(find("textbox", "رمز العمل"), "ب-12");
  next();
  const [first, second] = findAll("textbox");
  type(first ?? document.body, passphrase);
  type(second ?? document.body, passphrase);
  next();
  await settle();
}

test("the first page offers each language in its own script, and turns with the choice", async () => {
  const { asked } = await start({});
  expect(textOf(find("heading"))).toBe("دفتر · Daftar");
  expect(textOf(find("button", "العربية"))).toContain("المتابعة بالعربية");
  click(find("button", "English"));
  await settle();
  expect(document.documentElement.lang).toBe("en");
  expect(document.documentElement.dir).toBe("ltr");
  expect(textOf(find("heading"))).toBe("Who will use this notebook?");
  expect(asked).toContainEqual(["shell.prefer", expect.objectContaining({ language: "en" })]);
});

test("a notebook is created with the last button, and with nothing before it", async () => {
  const { calls } = await start({});
  await toTheSheet();
  for (const group of groups) expect(textOf()).toContain(group);
  expect(textOf()).toContain("٠١٣٢١١");
  click(find("button", "نُسخت على الورق"));
  const asked = findAll("textbox");
  expect(asked).toHaveLength(2);
  for (const field of asked) {
    const place = Number(
      /\d/u.exec(
        textOf(document.getElementById(field.getAttribute("aria-labelledby") ?? "") ?? undefined),
      )?.[0],
    );
    type(
      field,
      [...(groups[place - 1] ?? "")].map((digit) => "٠١٢٣٤٥٦٧٨٩"[Number(digit)]).join(""),
    );
  }
  next();
  expect(textOf(find("heading"))).toBe("إنشاء الدفتر");
  expect(textOf()).toContain("على الورق، وجرى التحقّق منها");
  expect(calls("vault.create")).toEqual([]);
  click(find("button", "إنشاء الدفتر"));
  await settle();
  expect(calls("vault.create")).toEqual([
    ["vault.create", { role: "researcher", name: "ب-12", passphrase, sheet: groups }],
  ]);
  expect(textOf(find("heading", "المقابلات"))).toBe("المقابلات");
});

test("wrong groups are refused and the paper can be compared again", async () => {
  await start({});
  await toTheSheet();
  click(find("button", "نُسخت على الورق"));
  for (const field of findAll("textbox")) type(field, "111111");
  next();
  expect(
    findAll("alert")
      .map((alert) => textOf(alert))
      .join(),
  ).toContain("ليست هذه المجموعة المكتوبة في الورقة");
  click(find("button", "السابق"));
  expect(textOf()).toContain("104522");
});

test("going on without a sheet takes the whole sentence", async () => {
  const { calls } = await start({});
  await toTheSheet();
  click(find("button", "المتابعة من دون ورقة"));
  const field = find("textbox", "الجملة");
  type(field, "أتابع");
  click(find("button", "المتابعة من دون ورقة"));
  expect(textOf(find("heading"))).toBe("من دون ورقة استرجاع");
  expect(textOf()).toContain("الجملة غير مطابقة بعد.");
  type(field, "اتابع من دون ورقه استرجاع");
  press("Enter");
  expect(textOf()).toContain("لا توجد");
  click(find("button", "إنشاء الدفتر"));
  await settle();
  expect(calls("vault.create")[0]?.[1]).toMatchObject({ sheet: null });
});

test("a full disk at the last step says so and keeps all that was entered", async () => {
  await start({ create: () => fail("disk-full") });
  await toTheSheet();
  click(find("button", "المتابعة من دون ورقة"));
  type(find("textbox", "الجملة"), "أتابع من دون ورقة استرجاع");
  press("Enter");
  click(find("button", "إنشاء الدفتر"));
  await settle();
  expect(textOf(findAll("alert").find((alert) => textOf(alert) !== ""))).toContain("القرص ممتلئ");
  expect(textOf()).toContain("disk-full");
  expect(textOf()).toContain("ب-12");
});

test("a weak passphrase is explained, in words and not by colour", async () => {
  await start({ language: "en" });
  click(find("radio", "Coordinator"));
  await settle();
  next();
  type(find("textbox", "Staff code"), "K-3");
  next();
  type(findAll("textbox")[0] ?? document.body, "short");
  expect(textOf()).toContain("Strength: too short");
  next();
  expect(textOf(find("heading"))).toBe("Choose a passphrase");
  expect(
    findAll("alert")
      .map((alert) => textOf(alert))
      .join(),
  ).toContain("too easy to guess");
});

test("the locked page shows one field and nothing of what is inside", async () => {
  const { asked } = await start({ exists: true, language: "ar" });
  expect(findAll("textbox")).toHaveLength(1);
  expect(textOf(find("heading"))).toBe("دفتر");
  expect(asked.map(([name]) => name)).not.toContain("vault.self");
  expect(textOf()).not.toContain("ب-12");
});

test("the right passphrase opens, and is gone from the page at once", async () => {
  let answer: (outcome: unknown) => void = () => {};
  const { calls } = await start({
    exists: true,
    language: "ar",
    unlock: () => new Promise((resolve) => (answer = resolve)),
  });
  const field = find("textbox", "عبارة المرور") as HTMLInputElement;
  type(field, passphrase);
  press("Enter");
  await settle();
  expect(field.value).toBe("");
  expect(textOf()).toContain("جارٍ الفتح. يستغرق ذلك بضع ثوانٍ.");
  expect(calls("vault.unlock")).toEqual([["vault.unlock", { passphrase }]]);
  answer(ok(self));
  await settle();
  expect(textOf(find("heading"))).toBe("المقابلات");
});

test("a wrong passphrase gets one sentence, and the wait is counted down", async () => {
  const house: House = { exists: true, language: "ar", waitSeconds: 0 };
  const { calls } = await start({
    ...house,
    get waitSeconds() {
      return house.waitSeconds ?? 0;
    },
    unlock: () => {
      house.waitSeconds = 2;
      return fail("passphrase-wrong");
    },
  });
  type(find("textbox", "عبارة المرور"), "خطأ");
  press("Enter");
  await settle();
  expect(textOf(findAll("alert").at(-1))).toContain(
    "لم يُفتح الدفتر. تحققوا من لغة لوحة المفاتيح (AR/EN)",
  );
  expect(textOf()).toContain("المحاولة التالية ممكنة بعد ثانيتين.");
  type(find("textbox", "عبارة المرور"), "مرة أخرى");
  press("Enter");
  expect(calls("vault.unlock")).toHaveLength(1);
  await wait(1100);
  await wait(1100);
  expect(textOf()).not.toContain("المحاولة التالية");
});

test("a passphrase can be shown and hidden again", async () => {
  await start({ exists: true, language: "ar" });
  const field = find("textbox", "عبارة المرور") as HTMLInputElement;
  expect(field.type).toBe("password");
  click(find("button", "إظهار عبارة المرور"));
  expect(field.type).toBe("text");
  click(find("button", "إخفاء عبارة المرور"));
  expect(field.type).toBe("password");
});

test("the lock key blanks the page before the keeper has ended", async () => {
  const { calls } = await start({ exists: true, open: true, language: "ar" });
  press("Comma", { key: "و", ctrlKey: true });
  await settle();
  expect(textOf()).toContain("ب-12");
  press("KeyL", { key: "م", ctrlKey: true });
  expect(textOf()).not.toContain("ب-12");
  await settle();
  expect(calls("shell.lock")).toHaveLength(1);
});

test("an announced lock forgets everything that was on the screen", async () => {
  const { announce, calls } = await start({ exists: true, open: true, language: "ar" });
  click(find("button", "الإعدادات"));
  expect(textOf()).toContain("ب-12");
  announce({ event: "locked" });
  await settle();
  expect(textOf()).not.toContain("ب-12");
  expect(find("textbox", "عبارة المرور")).toBeTruthy();
  expect(calls("shell.lock")).toEqual([]);
});

test("a lock that is about to come blanks the page and tells the shell when nothing is left", async () => {
  const { announce, calls } = await start({ exists: true, open: true, language: "ar" });
  click(find("button", "الإعدادات"));
  expect(textOf()).toContain("ب-12");
  announce({ event: "locking" });
  expect(textOf()).not.toContain("ب-12");
  await settle();
  expect(calls("shell.lock")).toHaveLength(1);
});

test("help is there before a notebook is open, and asks nothing of it", async () => {
  const { asked } = await start({ exists: true, language: "ar" });
  type(find("textbox", "عبارة المرور"), "نصف العبارة");
  const before = asked.length;
  press("F1");
  await settle();
  expect(textOf(find("dialog", "المساعدة"))).toContain("المساعدةF1");
  expect(textOf(find("dialog", "المساعدة"))).not.toContain("قفلCtrlLالإعدادات");
  click(find("button", "الاستراحة والقفل"));
  expect(asked).toHaveLength(before);
  click(find("button", "إغلاق"));
  await settle();
  expect((find("textbox", "عبارة المرور") as HTMLInputElement).value).toBe("نصف العبارة");
});

test("help lies in front of an open notebook, and goes with the lock", async () => {
  await start({ exists: true, open: true, language: "en" });
  click(find("button", "Help"));
  await settle();
  expect(textOf(find("dialog", "Help"))).toContain("First steps");
  press("KeyL", { ctrlKey: true });
  await settle();
  expect(findAll("dialog")).toEqual([]);
  expect(find("textbox", "Passphrase")).toBeTruthy();
});

test("the preview says on every page that it is one", async () => {
  await start({ exists: true, language: "en", preview: true });
  expect(textOf(find("region"))).toBe("Preview — not for real interviews");
});

test("settings act at once and are kept for this computer", async () => {
  const { calls } = await start({ exists: true, open: true, language: "ar" });
  click(find("button", "الإعدادات"));
  await settle();
  click(find("radio", "داكنة"));
  expect(document.documentElement.dataset.theme).toBe("dark");
  click(find("radio", "٠١٢٣٤٥٦٧٨٩"));
  await settle();
  expect(textOf()).toContain("١٠٠");
  click(find("radio", "كما في الحاسوب"));
  expect(document.documentElement.dataset.theme).toBeUndefined();
  press("Equal", { key: "+", ctrlKey: true });
  await settle();
  expect(calls("shell.prefer").at(-1)).toEqual([
    "shell.prefer",
    {
      language: "ar",
      theme: "system",
      digits: "arab",
      textSize: 110,
      questions: "section",
      breakMinutes: 45,
    },
  ]);
});

test("neither address nor title says where somebody is", async () => {
  await start({ exists: true, open: true, language: "ar" });
  press("Comma", { key: "و", ctrlKey: true });
  expect(window.location.href).not.toContain("settings");
  expect(document.title).toBe("");
  expect(window.history.length).toBe(1);
});

test.each([
  ["the first page", false],
  ["the locked page", true],
])("one press on %s leads to the practice notebook", async (_, exists) => {
  const { calls } = await start({ exists, language: "ar" });
  click(find("button", "تجربة دفتر التدريب"));
  await settle();
  expect(calls("shell.door")).toEqual([["shell.door", { practice: true }]]);
  expect(textOf()).not.toContain("تدريب: بيانات مختلقة");
});

test("the practice notebook is prepared by one press, and says on every page what it is", async () => {
  const { calls } = await start({ practice: true, language: "en" });
  expect(textOf()).toContain("Practice — invented data");
  click(find("button", "Prepare the practice notebook"));
  await settle();
  expect(calls("practice.begin")).toEqual([
    ["practice.begin", expect.objectContaining({ language: "en" })],
  ]);
  expect(textOf()).toContain("Practice — invented data");
  expect(textOf(find("complementary", "Guide of the practice"))).toContain("Step 1 of 8");
  press("KeyN", { altKey: true });
  await settle();
  expect(textOf(find("dialog"))).toContain("Type invented people only");
});

test("its passphrase stands on its locked page and is filled in by one press", async () => {
  const { calls } = await start({ practice: true, exists: true, language: "ar" });
  expect(textOf()).toContain("شاي ومطر وباب");
  click(find("button", "ملء عبارة المرور"));
  click(find("button", "فتح"));
  await settle();
  expect(calls("vault.unlock")).toEqual([["vault.unlock", { passphrase: "شاي ومطر وباب" }]]);
});

test.each([true, false])(
  "only a damaged notebook of the practice can be thrown away here (%s)",
  async (practice) => {
    const unlock = () => fail("vault-damaged");
    const { calls } = await start({ practice, exists: true, language: "en", unlock });
    if (practice) click(find("button", "Fill in the passphrase"));
    else type(find("textbox"), "شاي ومطر وباب");
    click(find("button", "Open"));
    await settle();
    expect(textOf().includes("It holds only invented interviews")).toBe(practice);
    const anew = findAll("button", "Begin the practice anew");
    expect(anew).toHaveLength(practice ? 1 : 0);
    if (!anew[0]) return;
    click(anew[0]);
    await settle();
    click(findAll("button", "Begin the practice anew").at(-1) ?? document.body);
    await settle();
    expect(calls("practice.begin")).toHaveLength(1);
    expect(textOf(find("complementary", "Guide of the practice"))).toContain("Step 1 of 8");
  },
);

test("the locked page of a real notebook says nothing of practice but the way to it", async () => {
  const { calls } = await start({ exists: true, language: "ar" });
  expect(calls("practice.door")).toEqual([]);
  expect(textOf()).not.toContain("شاي");
});

test("one press leads back from the open practice, and its interview is not looked for elsewhere", async () => {
  const { calls } = await start({ practice: true, exists: true, open: true, language: "ar" });
  window.history.replaceState("0123456789abcdef0123456789abcdef", "");
  click(find("button", "العودة إلى الدفتر الحقيقي"));
  await settle();
  expect(calls("shell.door")).toEqual([["shell.door", { practice: false }]]);
  expect(calls("shell.lock")).toEqual([]);
  expect(window.history.state).toBeNull();
});

test("F1 opens the help over a dialog, and leaves the dialog as it was", async () => {
  await start({ exists: true, open: true, language: "en" });
  press("KeyN", { altKey: true });
  await wait(50);
  expect(find("dialog", "New interview")).toBeTruthy();
  press("F1");
  await wait(50);
  expect(find("dialog", "Help")).toBeTruthy();
  press("Escape");
  await wait(50);
  expect(findAll("dialog", "Help")).toEqual([]);
  expect(find("dialog", "New interview")).toBeTruthy();
});

test("a question mark shows all keys, but not while text is typed", async () => {
  await start({ exists: true, open: true, language: "en" });
  find("textbox", "Search for a code").focus();
  press("Slash", { key: "?", shiftKey: true });
  await settle();
  expect(findAll("dialog")).toEqual([]);
  find("button", "Settings").focus();
  press("Slash", { key: "؟", shiftKey: true });
  await settle();
  expect(textOf(find("dialog", "Help"))).toContain("On the screen behind the help");
});
