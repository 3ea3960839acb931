// From nothing to a notebook, by keyboard alone, in each language and for each role.
import type { Locator, Page } from "@playwright/test";
import { expectNoFindings } from "./driver/axe.ts";
import { expect, test } from "./driver/journey.ts";
import { passphrase } from "./prepared.ts";

const words = {
  ar: {
    language: "العربية",
    role: /^باحث/,
    name: "رمز العمل",
    passphrase: "عبارة المرور",
    again: "عبارة المرور نفسها مرة أخرى",
    copied: "نُسخت على الورق",
    group: (number: string) => `المجموعة ${number}`,
    next: "التالي",
    create: "إنشاء الدفتر",
    home: "المقابلات",
    staffCode: "باحثة-7",
    others: ["الوارد", "الجداول"],
  },
  en: {
    language: "English",
    role: /^Coordinator/,
    name: "Staff code",
    passphrase: "Passphrase",
    again: "The same passphrase once more",
    copied: "Copied to paper",
    group: (number: string) => `Group ${number}`,
    next: "Next",
    create: "Create the notebook",
    home: "Inbox",
    staffCode: "C-01",
    others: ["Make a parcel", "Interviews"],
  },
} as const;

for (const language of ["ar", "en"] as const)
  test(`a notebook is made by keyboard alone, in ${language}`, async ({ open }) => {
    const { page } = await open();
    const say = words[language];
    const button = (name: string) => page.getByRole("button", { name, exact: true });
    const press = async (name: string) => {
      await tabTo(page, button(name));
      await page.keyboard.press("Enter");
    };

    await expectNoFindings(page);
    await tabTo(page, page.getByRole("button", { name: say.language }));
    await page.keyboard.press("Enter");
    await expect(page.locator("html")).toHaveAttribute("lang", language);

    await tabTo(page, page.getByRole("radio").first());
    if (language === "en") await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Space");
    await expect(page.getByRole("radio", { name: say.role })).toBeChecked();
    await expectNoFindings(page);
    await press(say.next);

    await expect(page.getByLabel(say.name)).toBeFocused();
    await page.keyboard.type(say.staffCode);
    await expectNoFindings(page);
    await page.keyboard.press("Enter");

    await expect(page.getByLabel(say.passphrase, { exact: true })).toBeFocused();
    await page.keyboard.type(passphrase);
    await tabTo(page, page.getByLabel(say.again));
    await page.keyboard.type(passphrase);
    await expectNoFindings(page);
    await page.keyboard.press("Enter");

    const sheet = await groupsOnPaper(page);
    expect(sheet).toHaveLength(9);
    await expectNoFindings(page);
    await press(say.copied);
    for (const field of await page.getByRole("textbox").all()) {
      const number = /\d/.exec((await field.evaluate(labelOf)) ?? "")?.[0] ?? "";
      await tabTo(page, page.getByLabel(say.group(number)));
      await page.keyboard.type(inDigits(sheet[Number(number) - 1] ?? "", language));
    }
    await page.keyboard.press("Enter");

    await expect(page.getByText(say.staffCode)).toBeVisible();
    await expectNoFindings(page);
    await press(say.create);
    await expect(page.getByRole("heading", { name: say.home, level: 1 })).toBeVisible();
    for (const other of say.others) await expect(button(other)).toHaveCount(0);

    await page.evaluate(() => Object.assign(window, { trace: true }));
    await page.keyboard.press("ControlOrMeta+l");
    const forgotten = () => page.evaluate(() => !("trace" in window)).catch(() => false);
    await expect.poll(forgotten).toBe(true);
    await expect(page.getByLabel(say.passphrase, { exact: true })).toBeFocused();
    await expect(page.getByText(say.staffCode)).toHaveCount(0);
    await expectNoFindings(page);
    await page.keyboard.type(passphrase);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: say.home, level: 1 })).toBeVisible();
  });

/** Walks with the Tab key until something has the focus; the focus is never lost on the way. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await wanted.waitFor();
  for (let steps = 0; steps < 40; steps += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the Tab key does not reach ${wanted}`);
}

async function groupsOnPaper(page: Page): Promise<string[]> {
  await page.locator("dl dd").first().waitFor();
  const shown = await page.locator("dl dd").allTextContents();
  return shown.filter((text) => /^\d{6}$/.test(text));
}

function labelOf(element: Element): string | undefined {
  const labels = (element.getAttribute("aria-labelledby") ?? "").split(" ");
  return labels.map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
}

function inDigits(group: string, language: "ar" | "en"): string {
  if (language === "en") return group;
  return group.replace(/\d/g, (digit) => "٠١٢٣٤٥٦٧٨٩"[Number(digit)] ?? digit);
}
