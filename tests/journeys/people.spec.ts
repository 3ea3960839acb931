// A team is formed through the windows of three notebooks: cards to the lead, a team file back, and
// a safety number that is compared before anybody is believed.
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expectNoFindings } from "./driver/axe.ts";
import { expect, test } from "./driver/journey.ts";
import { must, newNotebook, unlock } from "./prepared.ts";
import { clinic } from "./typing/researcher.ts";

const services = { lead: "عيادة", second: "مأوى", researcher: "الطبيبة في القرية" };

test("a team file goes round three notebooks, and nobody is believed before the numbers are", async ({
  open,
}, info) => {
  const folder = (name: string) => info.outputPath(name);
  const stick = folder("stick");
  mkdirSync(stick, { recursive: true });
  for (const [name, role] of [
    ["lead", "coordinator"],
    ["second", "coordinator"],
    ["researcher", "researcher"],
  ] as const) {
    const { rooms, leave } = await newNotebook(folder(name), name, role);
    // Each has written down one service before they meet.
    const words = { ...clinic, service: services[name] };
    must(await rooms.people.writeReferral({ referral: null, words }));
    leave();
  }
  const card = (name: string) => join(stick, `${name}.json`);

  await test.step("the researcher saves a card, and cannot make a team", async () => {
    const { page, answerDialog, close } = await open("researcher");
    await unlock(page, "ar");
    await page.getByRole("button", { name: "الفريق", exact: true }).click();
    await expect(page.getByRole("heading", { name: "الانضمام إلى فريق" })).toBeVisible();
    await expect(page.getByRole("button", { name: "إنشاء الفريق" })).toHaveCount(0);
    await expectNoFindings(page);
    await answerDialog({ method: "showSaveDialog", filePath: card("researcher") });
    await page.getByRole("button", { name: "حفظ البطاقة…" }).click();
    await expect(page.getByText("حُفظت البطاقة.")).toBeVisible();

    await page.getByRole("button", { name: "إعداد رزمة", exact: true }).click();
    await expect(page.getByText("تظهر المقابلات هنا بعد إنهائها.")).toBeVisible();
    await close();
  });

  await test.step("a second coordinator does the same in English", async () => {
    const { page, answerDialog, close } = await open("second");
    await unlock(page, "en");
    await page.getByRole("button", { name: "Team", exact: true }).click();
    await expectNoFindings(page);
    await answerDialog({ method: "showSaveDialog", filePath: card("second") });
    await page.getByRole("button", { name: "Save the card…" }).click();
    await expect(page.getByText("The card is saved.")).toBeVisible();
    await close();
  });

  const leadsNumber = await test.step("the lead makes the team and publishes it", async () => {
    const { page, answerDialog, close } = await open("lead");
    await unlock(page, "en");
    await page.getByRole("button", { name: "Team", exact: true }).click();
    await page.getByLabel("Name of the team").fill("South");
    await page.keyboard.press("Enter");
    await expect(page.getByText("The team has only one coordinator.")).toBeVisible();
    await expect(page.getByText("Nobody else is in the team yet.")).toBeVisible();
    await expectNoFindings(page);

    await answerDialog({
      method: "showOpenDialog",
      filePaths: [card("researcher"), card("second")],
    });
    await page.getByRole("button", { name: "Add cards…" }).click();
    await expect(page.getByText("2 cards were added.")).toBeVisible();
    await expect(page.getByText("The team has only one coordinator.")).toHaveCount(0);
    await expect(page.getByText("was changed, and so far only this")).toBeVisible();
    await page.getByRole("rowheader", { name: "researcher" }).press("Enter");
    await expect(page.getByRole("dialog", { name: "researcher" })).toBeVisible();
    await expectNoFindings(page);
    await page.keyboard.press("Escape");

    await answerDialog({ method: "showOpenDialog", filePaths: [stick] });
    await page.getByRole("button", { name: "Publish the team file…" }).click();
    await expect(page.getByText("Version 1 is written as")).toBeVisible();
    await expect(page.getByText("was changed, and so far only this")).toHaveCount(0);
    await expectNoFindings(page);
    const number = await numberIn(page, "Card of this device");
    await close();
    return number;
  });
  const teamFile = readdirSync(stick).find((name) => name.endsWith(".daftar")) ?? "";

  await test.step("the researcher compares, refuses once, and joins", async () => {
    const { page, answerDialog, close } = await open("researcher");
    await unlock(page, "ar");
    await page.getByRole("button", { name: "الفريق", exact: true }).click();
    const read = async () => {
      await answerDialog({ method: "showOpenDialog", filePaths: [join(stick, teamFile)] });
      await page.getByRole("button", { name: "قراءة ملف فريق…" }).click();
      await expect(page.getByRole("heading", { name: "المقارنة قبل الانضمام" })).toBeVisible();
    };
    await read();
    expect(await numberIn(page, "رقم أمان المنسّق الرئيسي")).toBe(leadsNumber);
    await expect(page.getByText("جهة واحدة")).toBeVisible();
    await expectNoFindings(page);
    await page.getByRole("button", { name: "غير متطابقة" }).click();
    await expect(page.getByText("لم يتمّ الانضمام ولم يتغيّر شيء.")).toBeVisible();
    expect(await ask(page, "people.team")).toEqual({ ok: true, value: { team: null } });

    await read();
    await page.getByRole("button", { name: "الانضمام إلى الفريق" }).press("Enter");
    expect(await ask(page, "people.team")).toEqual({ ok: true, value: { team: null } });
    await page
      .getByRole("checkbox", { name: "المجموعات الاثنتا عشرة كلها متطابقة" })
      .press("Space");
    await page.getByRole("button", { name: "الانضمام إلى الفريق" }).click();
    await expect(page.getByText(/تمّ الانضمام إلى الفريق \u2068South\u2069\./u)).toBeVisible();
    await expectNoFindings(page);

    await page.getByRole("button", { name: "قائمة الإحالة", exact: true }).click();
    await expect(page.getByText("من ملف الفريق.")).toHaveCount(1);
    const change = page.getByRole("button", { name: /^تعديل/u });
    await expect(change).toHaveText([/الطبيبة في القرية/u]);
    await expectNoFindings(page);
    await close();
  });

  await test.step("the second coordinator joins too, and sees the whole team", async () => {
    const { page, answerDialog, close } = await open("second");
    await unlock(page, "en");
    await page.getByRole("button", { name: "Team", exact: true }).click();
    await answerDialog({ method: "showOpenDialog", filePaths: [join(stick, teamFile)] });
    await page.getByRole("button", { name: "Read a team file…" }).click();
    await expect(page.getByRole("heading", { name: "Compare before you join" })).toBeVisible();
    expect(await numberIn(page, "Safety number of the lead")).toBe(leadsNumber);
    await page.getByRole("checkbox", { name: "All twelve groups are the same" }).press("Space");
    await page.getByRole("button", { name: "Join the team" }).click();
    await expect(page.getByRole("rowheader")).toHaveText([/lead/, /second/, /researcher/]);
    await expect(page.getByRole("button", { name: "Add cards…" })).toHaveCount(0);

    await page.getByRole("button", { name: "Referral list", exact: true }).click();
    await expect(page.getByText("From the team file.")).toHaveCount(1);
    await expectNoFindings(page);
    await close();
  });
});

/** Twelve groups as they are read aloud from a part of the screen. */
async function numberIn(page: Page, region: string): Promise<string> {
  const groups = page.getByRole("region", { name: region }).locator("p[lang=en] span");
  return (await groups.allTextContents()).map((group) => group.trim()).join(" ");
}

function ask(page: Page, name: string): Promise<unknown> {
  return page.evaluate((call) => (window as any).daftar.ask(call, {}), name);
}
