// A coordinator puts on paper what may be: a blank questionnaire, a consent sheet and a record, in
// both languages. What comes out is a tagged PDF in its own typeface, and lies nowhere else.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expectNoFindings } from "./driver/axe.ts";
import { expect, test } from "./driver/journey.ts";
import { holdInterviews, must, newTeam, unlock } from "./prepared.ts";

const words = {
  ar: {
    forms: "الاستبيانات",
    form: /مقابلة العائدين/u,
    records: "المقابلات",
    blank: "طباعته فارغاً",
    consent: "ورقة الموافقة",
    record: "طباعة نص المقابلة",
    back: "جميع المقابلات",
    open: "ملف PDF غير مشفّر",
    read: "قرأتُ ذلك وأحتاج إليه على الورق",
    save: "حفظ بصيغة PDF",
    saved: /حُفظ ملف PDF من/u,
    journal: "سجلّ العمليات",
    noted: "حُفظ نص المقابلة",
  },
  en: {
    forms: "Questionnaires",
    form: /Returnee interview/u,
    records: "Records",
    blank: "Print it blank",
    consent: "Consent sheet",
    record: "Print the record",
    back: "All records",
    open: "A PDF is not encrypted",
    read: "I have read this and need it on paper",
    save: "Save as PDF",
    saved: /The PDF is saved\. It has/u,
    journal: "Journal",
    noted: "The record of interview",
  },
} as const;

for (const language of ["ar", "en"] as const)
  test(`three papers leave as PDF and nothing stays behind, in ${language}`, async ({
    open,
  }, info) => {
    const say = words[language];
    const team = await newTeam((name) => info.outputPath(name));
    const interviews = holdInterviews(team.researcher, [0]);
    const made = must(await team.researcher.rooms.parcels.make({ interviews }, team.stick));
    must(await team.lead.rooms.parcels.import([join(team.stick, made.fileName)]));
    for (const person of [team.lead, team.second, team.researcher]) person.leave();
    const papers = info.outputPath("papers");
    mkdirSync(papers);
    // Short: Chromium makes a socket in it, whose path may not be long.
    const temporary = mkdtempSync(join(tmpdir(), "paper-"));

    const { page, answerDialog, askedDialogs, close } = await open("lead", { TMPDIR: temporary });
    const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
    await unlock(page, language);

    const print = async (kind: "blank" | "consent" | "record") => {
      const filePath = join(papers, `${kind}.pdf`);
      await press(say[kind]);
      await expect(page.getByText(say.open)).toBeVisible();
      await expectNoFindings(page);
      await answerDialog({ method: "showSaveDialog", filePath });
      if (kind !== "blank") {
        await page.getByRole("button", { name: say.save }).focus();
        await page.keyboard.press("Enter");
        await expect(page.getByRole("button", { name: say.save })).toHaveAttribute("aria-disabled");
        expect(existsSync(filePath)).toBe(false);
        await page.getByText(say.read).click();
      }
      await press(say.save);
      await expect(page.getByText(say.saved).last()).toBeVisible({ timeout: 60_000 });
      await expect(page.getByRole("dialog")).toHaveCount(0);
      return readFileSync(filePath).toString("latin1");
    };
    const expectPdf = (pdf: string, fewest: number, most: number) => {
      expect(pdf.startsWith("%PDF-")).toBe(true);
      const pages = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
      expect(pages).toBeGreaterThanOrEqual(fewest);
      expect(pages).toBeLessThanOrEqual(most);
      expect(pdf).toMatch(/\/MarkInfo\s*<<[^>]*\/Marked true/);
      expect(pdf).toContain(`/Lang (${language})`);
      const faces = [...pdf.matchAll(/\/FontName\s*\/(?:[A-Z]+\+)?([\w-]+)/g)].map(
        ([, name]) => name,
      );
      expect([...new Set(faces)]).toEqual(["Vazirmatn-Regular"]);
    };

    await test.step("the questionnaire, blank", async () => {
      await press(say.forms);
      await page.getByRole("rowheader", { name: say.form }).focus();
      await page.keyboard.press("Enter");
      expectPdf(await print("blank"), 20, 120);
    });

    await test.step("the consent sheet and the record of an interview", async () => {
      await press(say.records);
      await page.getByRole("rowheader").first().focus();
      await page.keyboard.press("Enter");
      expectPdf(await print("consent"), 1, 3);
      expectPdf(await print("record"), 4, 40);
    });

    await test.step("the journal tells that they left, and dialogs proposed a name that says nothing", async () => {
      await press(say.back);
      await press(say.journal);
      await expect(page.getByRole("rowheader").first()).toContainText(say.noted);
      const asked = (await askedDialogs()).filter(({ method }) => method === "showSaveDialog");
      expect(asked.map(({ options }) => options.defaultPath)).toEqual(Array(3).fill("paper.pdf"));
    });
    await close();

    await test.step("nothing of it lies anywhere else", async () => {
      const left = [info.outputPath("lead"), temporary].flatMap(everyFile);
      const isPaper = (file: string) => {
        const text = readFileSync(file).toString("latin1");
        return text.includes("%PDF-") || text.includes("SYN-") || text.includes("S\0Y\0N\0-");
      };
      expect(left.length).toBeGreaterThan(3);
      expect(left.filter(isPaper)).toEqual([]);
      expect(readdirSync(papers).sort()).toEqual(["blank.pdf", "consent.pdf", "record.pdf"]);
      if (process.platform !== "win32")
        for (const file of everyFile(papers)) expect(statSync(file).mode & 0o077).toBe(0);
    });
  });

function everyFile(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}
