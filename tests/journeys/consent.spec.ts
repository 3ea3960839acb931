// Consent by keyboard alone, in both languages: a service to refer to, the layers, a no and a yes.
import type { Page } from "@playwright/test";
import { expectNoFindings } from "./driver/axe.ts";
import { expect, test } from "./driver/journey.ts";
import { newNotebook, unlock } from "./prepared.ts";

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
    no: "لا يشارك الشخص",
    parts: "أقسام تُترك",
    person: /1\. الشخص/u,
    help: "إذا كان الشخص في ضيق",
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
  },
} as const;

for (const language of ["ar", "en"] as const)
  test(`consent is asked for layer by layer, in ${language}`, async ({ open }, info) => {
    test.setTimeout(180_000);
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
