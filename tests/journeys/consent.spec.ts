// Consent by keyboard alone, in both languages: a service to refer to, the layers, a no and a yes.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Page } from "@playwright/test";
import { readWritten } from "../../main/interviews/fill.ts";
import { expectNoFindings } from "./driver/axe.ts";
import { expect, test } from "./driver/journey.ts";
import { must, newNotebook, type Person, unlock } from "./prepared.ts";

const words = {
  ar: {
    start: "بدء",
    service: "الجهة أو الخدمة",
    contact: "طريقة التواصل",
    write: "إضافة إلى القائمة",
    steps: "خطوات الموافقة",
    script: "اسمي",
    aloud: "القراءة بصوت مسموع",
    other: "My name is",
    no: "لن يشارك الشخص",
    parts: "أقسام تُترك",
    person: /1\. الشخص/u,
    help: "إذا كان الشخص في ضيق",
    allowed: (count: number) => new RegExp(`المسموح بها: ${count} من 7`, "u"),
    uses: "الاستخدامات",
    isAllowed: "مسموح",
    allows: "ما يسمح به الشخص",
    finish: "إنهاء المقابلة",
    ended: "انتهت المقابلة",
  },
  en: {
    start: "Start",
    service: "Service",
    contact: "How it is reached",
    write: "Write it down",
    steps: "Steps of the consent",
    script: "My name is",
    aloud: "Read aloud",
    other: "اسمي",
    no: "The person does not take part",
    parts: "Parts left out",
    person: /1\. Person/u,
    help: "If the person is in distress",
    allowed: (count: number) => new RegExp(`allowed: ${count} of 7`, "u"),
    uses: "Uses",
    isAllowed: "allowed",
    allows: "What the person allows",
    finish: "Finish the interview",
    ended: "The interview has ended",
  },
} as const;

for (const language of ["ar", "en"] as const)
  test(`consent is asked for layer by layer, in ${language}`, async ({ open }, info) => {
    test.setTimeout(300_000);
    const say = words[language];
    const person = await newNotebook(info.outputPath("laptop"), "باحثة-7", "researcher");
    person.leave();
    const { page, close } = await open();
    await unlock(page, language);

    await test.step("a new interview waits for a service, which is written down there", async () => {
      await page.keyboard.press("Alt+KeyN");
      const start = page.getByRole("button", { name: say.start, exact: true });
      await expect(start).toBeFocused();
      await expect(start).toHaveAttribute("aria-disabled", "true");
      await expectNoFindings(page);
      await page.getByRole("textbox", { name: say.service, exact: true }).focus();
      await page.keyboard.type("عيادة الدعم النفسي");
      await page.getByRole("textbox", { name: say.contact, exact: true }).focus();
      await page.keyboard.type("كل صباح من دون موعد");
      await page.getByRole("button", { name: say.write }).focus();
      await page.keyboard.press("Enter");
      await expect(start).not.toHaveAttribute("aria-disabled", "true");
      await start.focus();
      await page.keyboard.press("Enter");
      await expect(page.getByRole("navigation", { name: say.steps })).toBeVisible();
    });

    await test.step("the script stands alone, and changes its language where it is", async () => {
      await goOn(page, "consent_script");
      await expect(page.locator("[data-place]")).toHaveCount(1);
      await expect(stepNow(page)).toContainText(say.aloud);
      await expect(page.locator("[data-place]")).toContainText(say.script);
      await page.keyboard.press("F2");
      await expect(page.locator("[data-place]")).toContainText(say.other);
      await expect(stepNow(page)).toContainText(say.aloud);
      await expectNoFindings(page);
      await page.keyboard.press("F2");
      await expect(page.locator("[data-place]")).toContainText(say.script);
    });

    await test.step("a no ends kindly, and nothing else opens", async () => {
      await goOn(page, "consent_participate");
      await page.keyboard.press("Digit2");
      await expect(page.getByRole("region", { name: say.no })).toBeVisible();
      await expect(page.getByRole("row", { name: say.person })).toHaveAttribute(
        "aria-disabled",
        "true",
      );
      await expectNoFindings(page);
    });

    await test.step("a yes counts once the purpose was said back, and each use has its own", async () => {
      await goBack(page, "consent_understood");
      await page.keyboard.press("Digit1");
      await goBack(page, "interview_privacy");
      await page.keyboard.press("Digit1");
      await goOn(page, "consent_participate");
      await page.keyboard.press("Digit1");
      await expect(page.getByRole("region", { name: say.no })).toHaveCount(0);
      await expect(page.getByRole("row", { name: say.person })).not.toHaveAttribute(
        "aria-disabled",
        "true",
      );
      await goOn(page, "consent_uses");
      await page.keyboard.press("Digit1");
      await page.keyboard.press("Digit2");
      await expect(
        page.locator("[data-place]").getByRole("checkbox", { checked: true }),
      ).toHaveCount(2);
      await expectNoFindings(page);
      await expect(badge(page)).toContainText(say.allowed(2));
      await badge(page).focus();
      await page.keyboard.press("Enter");
      const uses = page.getByRole("dialog").getByRole("list", { name: say.uses });
      await expect(uses.getByRole("listitem")).toHaveCount(7);
      await expect(uses.getByText(say.isAllowed, { exact: true })).toHaveCount(2);
      await expect(page.getByRole("dialog").getByRole("time").first()).toBeVisible();
      await expectNoFindings(page);
      await page.keyboard.press("Escape");
      await expect(badge(page)).toBeFocused();
      await goOn(page, "refused_sections");
      await expect(stepNow(page)).toContainText(say.parts);
    });

    await test.step("the pause shows where help can be found", async () => {
      await page.keyboard.press("F9");
      await page.keyboard.press("KeyA");
      await page.getByRole("button", { name: say.help }).focus();
      await page.keyboard.press("Enter");
      await expect(page.getByText("عيادة الدعم النفسي")).toBeVisible();
      await expectNoFindings(page);
    });

    await close();
  });

for (const language of ["ar", "en"] as const)
  test(`consent is said again at the end, and its badge follows, in ${language}`, async ({
    open,
  }, info) => {
    test.setTimeout(300_000);
    const say = words[language];
    const person = await newNotebook(info.outputPath("laptop"), "باحثة-7", "researcher");
    const code = leaveAtTheEnd(person, language);
    person.leave();
    const { page, close } = await open();
    await unlock(page, language);
    await page.getByRole("rowheader", { name: code }).focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => place(page)).toBe("m12/consent_confirmed");
    const given = await badge(page).textContent();

    await test.step("a no at the end takes it all back", async () => {
      await page.keyboard.press("Digit2");
      await expect(badge(page)).toHaveAttribute("data-consent", "refused");
    });

    await test.step("a yes asks for the uses again, and those count", async () => {
      await page.keyboard.press("Digit1");
      await expect(badge(page)).toHaveText(given ?? "");
      await page.keyboard.press("Control+Enter");
      await expect.poll(() => place(page)).toBe("m12/consent_uses_final");
      await page.keyboard.press("Digit7");
      await expect(badge(page)).not.toHaveText(given ?? "");
    });

    await test.step("the review says it use by use, and the last page keeps it in sight", async () => {
      const now = await badge(page).textContent();
      await page.keyboard.press("Alt+KeyR");
      const card = page.getByRole("region", { name: say.allows });
      await expect(card.getByRole("listitem")).toHaveCount(7);
      await expectNoFindings(page);
      await page.getByRole("button", { name: say.finish }).focus();
      await page.keyboard.press("Enter");
      await expect(page.getByRole("alertdialog")).toBeVisible();
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: say.ended }).waitFor();
      await expect(badge(page)).toHaveText(now ?? "");
      await expectNoFindings(page);
    });

    await close();
  });

/** A whole interview that lacks nothing but its end, left where consent is asked for again. */
function leaveAtTheEnd({ rooms }: Person, language: "ar" | "en"): string {
  const samples = resolve(
    import.meta.dirname,
    "../../questionnaires/returnee-interview/samples.json",
  );
  const { interviews } = must(readWritten(JSON.parse(readFileSync(samples, "utf8"))));
  const [form] = must(rooms.questionnaires.list()).forms;
  const [written] = interviews;
  if (!form || !written) throw new Error("the questionnaire or its samples are not there");
  const { id: interview } = must(rooms.fill(form.hash, written, "first"));
  const { languages, code } = must(rooms.interviews.open({ interview }));
  const spoken = languages.find(({ tag }) => tag === language);
  must(rooms.interviews.language({ interview, language: spoken?.name ?? "" }));
  must(rooms.interviews.visit({ interview, question: "m12/consent_confirmed" }));
  return code;
}

const badge = (page: Page) => page.locator("button[data-consent]");

const stepNow = (page: Page) => page.locator('nav li[aria-current="step"]');

/** Goes from question to question until this one is in focus. */
const goOn = (page: Page, question: string) => walk(page, question, "Control+Enter");

async function goBack(page: Page, question: string): Promise<void> {
  const isRightToLeft = await page.evaluate(() => document.documentElement.dir === "rtl");
  await walk(page, question, isRightToLeft ? "Alt+ArrowRight" : "Alt+ArrowLeft");
}

async function walk(page: Page, question: string, key: string): Promise<void> {
  for (let step = 0; step < 30; step += 1) {
    const here = await place(page);
    if (here === `m0/${question}`) return;
    await page.keyboard.press(key);
    await expect.poll(() => place(page)).not.toBe(here);
  }
  throw new Error(`no way leads to ${question}`);
}

function place(page: Page): Promise<string | undefined> {
  return page.evaluate(
    () => document.activeElement?.closest<HTMLElement>("[data-place]")?.dataset.place,
  );
}
