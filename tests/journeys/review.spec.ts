// A coordinator's morning: the list, a record and its history, tables, the journal and the settings,
// by keyboard where a key is promised, and with nothing for axe to find.
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expectNoFindings } from "./driver/axe.ts";
import { expect, test } from "./driver/journey.ts";
import { holdInterviews, must, newTeam, unlock } from "./prepared.ts";

const words = {
  ar: {
    records: "المقابلات",
    search: "البحث عن رمز",
    section: "6. الإجراءات خطوة بخطوة",
    other: "English",
    otherSection: "6. Procedures, step by step",
    codes: "بالرموز",
    history: "سجلّ الإجابة",
    by: /سجّلها \u2068باحثة-7\u2069/u,
    back: "جميع المقابلات",
    tables: "الجداول",
    open: "الجداول غير مشفّرة",
    write: "اختيار مجلد وإعداد الجداول…",
    written: "كُتبت الجداول.",
    journal: "سجلّ العمليات",
    made: "أُعدّت جداول.",
    chain: "التحقّق من السلسلة",
    whole: "السلسلة سليمة",
    settings: "الإعدادات",
    check: "بدء الفحص",
    sound: "كل شيء كما كُتب.",
    team: "الفريق",
    forward: "Alt+ArrowLeft",
    backward: "Alt+ArrowRight",
  },
  en: {
    records: "Records",
    search: "Search for a code",
    section: "6. Procedures, step by step",
    other: "العربية",
    otherSection: "6. الإجراءات خطوة بخطوة",
    codes: "Codes",
    history: "History of the answer",
    by: /By \u2068باحثة-7\u2069/u,
    back: "All records",
    tables: "Tables",
    open: "Tables are not encrypted",
    write: "Choose a folder and make the tables…",
    written: "The tables are written.",
    journal: "Journal",
    made: "Tables were made.",
    chain: "Check the chain",
    whole: "The chain is whole",
    settings: "Settings",
    check: "Check now",
    sound: "Everything is as it was written.",
    team: "Team",
    forward: "Alt+ArrowRight",
    backward: "Alt+ArrowLeft",
  },
} as const;

for (const language of ["ar", "en"] as const)
  test(`a coordinator reads, counts and checks, in ${language}`, async ({ open }, info) => {
    const say = words[language];
    const team = await newTeam((name) => info.outputPath(name));
    const interviews = holdInterviews(team.researcher, [0, 1, 3]);
    const made = must(await team.researcher.rooms.parcels.make({ interviews }, team.stick));
    must(await team.lead.rooms.parcels.import([join(team.stick, made.fileName)]));
    for (const person of [team.lead, team.second, team.researcher]) person.leave();

    const { page, answerDialog, close } = await open("lead");
    const go = (name: string) => page.getByRole("button", { name, exact: true }).click();
    await unlock(page, language);
    await page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) =>
        seen.push(effectiveDirective),
      );
    });

    await test.step("the list is searched without caring for case or kind of digit", async () => {
      await go(say.records);
      await expect(page.getByRole("rowheader")).toHaveCount(3);
      await expectNoFindings(page);
      await page.keyboard.press("ControlOrMeta+f");
      await expect(page.getByLabel(say.search)).toBeFocused();
      await page.keyboard.type("syn-nawa٠١");
      await expect(page.getByRole("rowheader")).toHaveText(["SYN-NAWA01"]);
      await page.getByLabel(say.search).fill("");
      await expect(page.getByRole("rowheader")).toHaveCount(3);
    });

    await test.step("a record opens with Enter, and the arrows lead to the others and back", async () => {
      await page.getByRole("rowheader").first().focus();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      const title = page.getByRole("heading", { level: 1 });
      await expect(title).toHaveText(/^SYN-/);
      const here = await title.textContent();
      await page.keyboard.press(say.forward);
      await expect(title).not.toHaveText(here ?? "");
      await page.keyboard.press(say.backward);
      await expect(title).toHaveText(here ?? "");
      await page.keyboard.press(say.backward);
      await expect(title).not.toHaveText(here ?? "");
    });

    await test.step("its language and its codes are a press away, and nothing can be typed", async () => {
      await expect(page.getByRole("region", { name: say.section })).toBeVisible();
      await expectNoFindings(page);
      await page.getByRole("radio", { name: say.other }).click();
      await expect(page.getByRole("region", { name: say.otherSection })).toBeVisible();
      await page.getByRole("radio", { name: say.codes }).click();
      await expect(page.getByText("step_governorate").first()).toBeVisible();
      await expectNoFindings(page);
      await expect(page.locator("main").getByRole("textbox")).toHaveCount(0);
    });

    await test.step("the arrows walk the questions, and Enter opens a history", async () => {
      const first = page.locator("[data-ref] button").first();
      await first.focus();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      const drawer = page.getByRole("dialog", { name: say.history });
      await expect(drawer.getByText(say.by).first()).toBeVisible();
      await expectNoFindings(page);
      await page.keyboard.press("Escape");
      await expect(drawer).toHaveCount(0);
      await expect(page.locator("[data-ref] button").nth(1)).toBeFocused();
      await go(say.back);
    });

    await test.step("tables are written into an empty folder, after the warning", async () => {
      const folder = info.outputPath("tables");
      mkdirSync(folder);
      await go(say.tables);
      await expect(page.getByText(say.open)).toBeVisible();
      await expectNoFindings(page);
      await answerDialog({ method: "showOpenDialog", filePaths: [folder] });
      await go(say.write);
      await expect(page.getByText(say.written)).toBeVisible();
      await expectNoFindings(page);
      const shown = await page.getByRole("rowheader").allTextContents();
      expect([...shown, "SHA256SUMS"].sort()).toEqual(readdirSync(folder).sort());
    });

    await test.step("the journal tells of it, and its chain is whole", async () => {
      await go(say.journal);
      await expect(page.getByRole("rowheader").first()).toContainText(say.made);
      await go(say.chain);
      await expect(page.getByText(say.whole)).toBeVisible();
      await expectNoFindings(page);
    });

    await test.step("the team and the settings have nothing to hide either", async () => {
      await go(say.team);
      await expect(page.getByRole("rowheader")).toHaveCount(3);
      await expectNoFindings(page);
      await go(say.settings);
      await expect(page.getByText("sqlcipher")).toBeVisible();
      await go(say.check);
      await expect(page.getByText(say.sound)).toBeVisible();
      await expectNoFindings(page);
    });

    expect(await page.evaluate(() => (window as any).seen)).toEqual([]);
    await close();
  });
