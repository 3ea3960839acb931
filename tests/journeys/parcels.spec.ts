// A parcel leaves one laptop and is read on another, through the windows; what must not be read is
// refused with its sentence, and leaves nothing behind.
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import type { Output } from "../../shared/contract/index.ts";
import { expectNoFindings } from "./driver/axe.ts";
import { expect, test } from "./driver/journey.ts";
import { damage, holdInterviews, newTeam, unlock } from "./prepared.ts";

const words = {
  ar: {
    make: "إعداد رزمة",
    next: "التالي",
    alone: "يستطيع كل من هؤلاء المنسّقين فتح الرزمة وحده.",
    choose: "اختيار الذاكرة وإعداد الرزمة…",
    gone: "نُزعت وحدة التخزين قبل اكتمال العمل.",
    done: "الرزمة على الذاكرة",
    sent: "سبق أن خرجت في الرزمة 1",
    another: "إعداد رزمة أخرى",
    inbox: "تظهر هنا الرزم الواردة من الباحثين.",
    read: "اختيار رزم…",
    damaged: "تضرّرت الرزمة أو تغيّرت في الطريق. لم يُستورد شيء. اطلبوها من جديد.",
    notForYou: "هذه الرزمة موجّهة إلى غيركم. لم يُستورد شيء.",
    taken: "استُلمت",
    fresh: "جديدة",
    before: "سبقت قراءة هذه الرزمة. لم يتغيّر شيء.",
    history: "ما قُرئ حتى الآن",
  },
  en: {
    make: "Make a parcel",
    next: "Next",
    alone: "Each of these coordinators can open the parcel alone.",
    choose: "Choose the stick and make the parcel…",
    gone: "The drive was removed before the work was complete.",
    done: "The parcel is on the stick",
    sent: "already in parcel 1",
    another: "Make another parcel",
    inbox: "Parcels from researchers appear here.",
    read: "Choose parcels…",
    damaged:
      "The parcel was damaged or changed on the way. Nothing was imported. Ask for it again.",
    notForYou: "This parcel is meant for someone else. Nothing was imported.",
    taken: "Taken over",
    fresh: "New",
    before: "This parcel was read before. Nothing was changed.",
    history: "Read so far",
  },
} as const;

for (const language of ["ar", "en"] as const)
  test(`a parcel is made and read, and wrong ones change nothing, in ${language}`, async ({
    open,
  }, info) => {
    const say = words[language];
    const team = await newTeam((name) => info.outputPath(name));
    holdInterviews(team.researcher, [1, 6]);
    for (const person of [team.lead, team.second, team.researcher]) person.leave();
    const drive = info.outputPath("drive");
    mkdirSync(drive);

    await test.step("the researcher makes it, after a stick that was pulled", async () => {
      const { page, answerDialog, close } = await open("researcher");
      const button = (name: string) => page.getByRole("button", { name, exact: true });
      await unlock(page, language);
      await button(say.make).click();
      await expect(page.getByRole("rowheader")).toHaveCount(2);
      await expectNoFindings(page);
      await button(say.next).click();
      await expect(page.getByText(say.alone)).toBeVisible();
      await expectNoFindings(page);
      await button(say.next).click();

      const pulled = info.outputPath("pulled");
      mkdirSync(pulled);
      rmSync(pulled, { recursive: true });
      await answerDialog({ method: "showOpenDialog", filePaths: [pulled] });
      await button(say.choose).click();
      await expect(page.getByRole("alert").filter({ hasText: say.gone })).toBeVisible();
      await expectNoFindings(page);
      const { value } = await ask<"parcels.ready">(page, "parcels.ready");
      expect(value.interviews.map(({ sentIn }) => sentIn)).toEqual([null, null]);

      await answerDialog({ method: "showOpenDialog", filePaths: [drive] });
      await button(say.choose).click();
      await expect(page.getByRole("heading", { name: say.done })).toBeFocused();
      await expectNoFindings(page);
      const [made, ...more] = readdirSync(drive);
      expect(more).toEqual([]);
      expect(made).toMatch(/^[a-z0-9]{8}\.daftar$/);
      await expect(page.getByText(made ?? "?")).toBeVisible();

      await button(say.another).click();
      await expect(page.getByText(say.sent)).toHaveCount(2);
      await close();
    });
    const parcel = join(drive, readdirSync(drive)[0] ?? "");
    const damaged = damage(parcel, join(drive, "damaged.daftar"));

    await test.step("the coordinator reads what is wrong, and nothing changes", async () => {
      const { page, answerDialog, close } = await open("lead");
      await unlock(page, language);
      await expect(page.getByText(say.inbox)).toBeVisible();
      await expectNoFindings(page);
      const before = await countsOf(page);
      await answerDialog({ method: "showOpenDialog", filePaths: [damaged, team.teamFile] });
      await page.getByRole("button", { name: say.read }).click();
      const files = page.locator("li", { hasText: ".daftar" });
      await expect(files.nth(0)).toContainText(say.damaged);
      await expect(files.nth(1)).toContainText(say.notForYou);
      await expectNoFindings(page);
      expect(await countsOf(page)).toEqual(before);
      const { value } = await ask<"parcels.inbox">(page, "parcels.inbox");
      expect(value).toEqual({ parcels: [], gaps: [], setAside: [] });
      await close();
    });

    await test.step("the coordinator takes it over, and a second time changes nothing", async () => {
      const { page, answerDialog, close } = await open("lead");
      await unlock(page, language);
      const file = page.locator("li", { hasText: ".daftar" });
      await answerDialog({ method: "showOpenDialog", filePaths: [parcel] });
      await page.getByRole("button", { name: say.read }).click();
      await expect(file).toContainText(say.taken);
      await expect(file.getByRole("term")).toHaveText([say.fresh]);
      await expect(file.getByRole("definition")).toHaveText(["2"]);
      await expect(page.getByRole("grid", { name: say.history }).getByRole("row")).toHaveCount(2);
      await expectNoFindings(page);
      const once = await countsOf(page);
      expect(once).toMatchObject({ interviews: 2, parcelsRead: 1 });

      await answerDialog({ method: "showOpenDialog", filePaths: [parcel] });
      await page.getByRole("button", { name: say.read }).click();
      await expect(file).toContainText(say.before);
      expect(await countsOf(page)).toEqual(once);
      await close();
    });
  });

async function countsOf(page: Page) {
  return (await ask<"vault.info">(page, "vault.info")).value.counts;
}

function ask<N extends "vault.info" | "parcels.ready" | "parcels.inbox">(
  page: Page,
  name: N,
): Promise<{ value: Output<N> }> {
  return page.evaluate((call) => (window as any).daftar.ask(call, {}), name as string);
}
