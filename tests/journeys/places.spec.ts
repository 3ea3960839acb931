// A place that the questionnaire does not list is found in the team's list, by keyboard: the list is
// taken in, tried in the preview, narrowed to a governorate in an interview, and replaced afterwards.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { writeWorkbook } from "../../main/questionnaires/xlsx/write-workbook.ts";
import type { InterviewView } from "../../shared/contract/interviews.ts";
import type { FormRow } from "../../shared/contract/questionnaires.ts";
import { sheetsOf } from "../shared/questionnaire/scenario.ts";
import { expectNoFindings } from "./driver/axe.ts";
import { expect, test } from "./driver/journey.ts";
import { newNotebook, unlock } from "./prepared.ts";
import { ask } from "./typing/researcher.ts";

const words = {
  ar: {
    questionnaires: "الاستبيانات",
    import: "استيراد قائمة أماكن…",
    keep: "اعتماد هذه القائمة",
    kept: "صارت قائمة الأماكن في الدفتر.",
    importForm: "استيراد استبيان…",
    preview: "معاينة",
    interviews: "المقابلات",
    governorate: "البحث في محافظة",
    everywhere: "كل المحافظات",
    homs: "حمص",
    tadmur: "تدمر",
    other: "ناحية أخرى (يُرجى التحديد)",
    notChosen: "هذا الاسم موجود في القائمة، لكنه لا يُحفظ إلا بعد اختيار المقصود.",
    inHoms: "حمص · Tadmur",
    unlisted: "غير موجود في القائمة",
    said: "عند النبع",
    wordsOf: "المكان بكلمات الشخص",
  },
  en: {
    questionnaires: "Questionnaires",
    import: "Import a list of places…",
    keep: "Take over this list",
    kept: "The list of places is in the notebook.",
    importForm: "Import a questionnaire…",
    preview: "Preview",
    interviews: "Interviews",
    governorate: "Search in governorate",
    everywhere: "All governorates",
    homs: "Homs",
    tadmur: "Tadmur",
    other: "Other subdistrict (specify)",
    notChosen:
      "This name is in the list, but it is not saved until the one that is meant is chosen.",
    inHoms: "Homs · تدمر",
    unlisted: "Not in the list",
    said: "By the spring",
    wordsOf: "The place in the words of the person",
  },
} as const;

const header = "code,name_en,name_ar,parent";
const places = [
  header,
  "SY04,Homs,حمص,",
  "SY0404,Tadmur,تدمر,SY04",
  "SY05,Hama,حماة,",
  "SY0503,Tadmur,تدمر,SY05",
];

/** A questionnaire of one question, so that its preview begins at a place. */
function smallForm(folder: string): string {
  const path = join(folder, "small.xlsx");
  const sheets = sheetsOf({
    survey:
      "type | name | label::Arabic (ar) | label::English (en) | appearance\ntext | town | أين؟ | Where? | place",
    settings: "form_id | version | form_title\nsmall | 1 | مقابلة قصيرة",
  });
  writeFileSync(path, writeWorkbook(sheets, true));
  return path;
}

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const card = (page: Page, ref: string) => page.locator(`[data-place="${ref}"]`);

for (const language of ["ar", "en"] as const)
  test(`a place outside the questionnaire's list is found in the team's, in ${language}`, async ({
    open,
  }, info) => {
    const say = words[language];
    const stick = info.outputPath("stick");
    mkdirSync(stick, { recursive: true });
    (await newNotebook(info.outputPath("laptop"), "باحثة-7", "researcher")).leave();
    const { page, answerDialog, close } = await open();
    const { keyboard } = page;
    const takeOver = async (name: string, lines: readonly string[]) => {
      const file = join(stick, name);
      writeFileSync(file, lines.join("\n"));
      await answerDialog({ method: "showOpenDialog", filePaths: [file] });
      await button(page, say.questionnaires).click();
      await button(page, say.import).click();
      await button(page, say.keep).click();
      await expect(page.getByText(say.kept)).toBeVisible();
    };

    await test.step("the list is taken in, and tried in the preview", async () => {
      await unlock(page, language);
      await takeOver("places.csv", places);
      await answerDialog({ method: "showOpenDialog", filePaths: [smallForm(stick)] });
      await button(page, say.importForm).click();
      await page.getByRole("row").filter({ hasText: "مقابلة قصيرة" }).press("Enter");
      await button(page, say.preview).click();
      await page.getByRole("combobox").focus();
      await keyboard.type(say.homs);
      await expect(page.getByRole("option")).toHaveCount(1);
      await keyboard.press("ArrowDown");
      await keyboard.press("Enter");
      await expect(page.getByRole("combobox")).toHaveValue(say.homs);
      await expectNoFindings(page);
    });

    const { forms } = await ask<{ forms: FormRow[] }>(page, "questionnaires.list", {});
    const begun = await ask<InterviewView>(page, "interviews.start", {
      questionnaire: forms.find(({ id }) => id === "returnee_interview")?.hash,
      language: null,
      withoutReferral: true,
    });
    const { interview } = begun;
    const spoken = begun.languages.find(({ tag }) => tag === language)?.name;
    await ask(page, "interviews.language", { interview, language: spoken });
    for (const [question, value] of [
      ["m0/interview_privacy", "private"],
      ["m0/consent_understood", "yes"],
      ["m0/consent_participate", "yes"],
      ["m2/origin_governorate", "SY04"],
    ])
      await ask(page, "interviews.answer", { interview, question, value });
    await ask(page, "interviews.visit", { interview, question: "m2/origin_subdistrict" });
    const answerTo = async (ref: string) => {
      const { nodes } = await ask<InterviewView>(page, "interviews.open", { interview });
      return nodes.find((node) => node.ref === ref)?.value;
    };
    const enter = async () => {
      await button(page, say.interviews).click();
      await page.getByRole("rowheader", { name: begun.code }).focus();
      await keyboard.press("Enter");
    };

    await test.step("what the questionnaire lacks leads on with one key", async () => {
      await enter();
      await expect(card(page, "m2/origin_subdistrict").locator(":focus")).toHaveCount(1);
      await keyboard.type(say.tadmur);
      await expect(page.getByRole("option")).toHaveText([say.other]);
      await keyboard.press("ArrowDown");
      await keyboard.press("Enter");
      await expect.poll(() => answerTo("m2/origin_subdistrict")).toBe("other_sy04");
      await keyboard.press("Enter");
    });

    const text = card(page, "m2/origin_subdistrict_text");
    await test.step("namesakes are not chosen between, and a governorate tells them apart", async () => {
      await expect(text.getByRole("combobox")).toBeFocused();
      await keyboard.type(say.tadmur);
      await expect(page.getByRole("option")).toHaveCount(2);
      await keyboard.press("Tab");
      await expect(text.getByText(say.notChosen)).toBeVisible();
      expect(await answerTo("m2/origin_subdistrict_text")).toBe("");
      await expectNoFindings(page);

      const governorate = text.getByRole("button", { name: say.governorate });
      await expect(governorate).toHaveText(say.everywhere);
      await governorate.focus();
      await keyboard.press("Enter");
      await page.getByRole("option", { name: say.homs }).waitFor();
      await keyboard.press("ArrowDown");
      await keyboard.press("Enter");
      await expect(governorate).toHaveText(say.homs);
      await keyboard.press("Tab");
      await expect(text.getByRole("combobox")).toBeFocused();
      await keyboard.press("ControlOrMeta+A");
      await keyboard.type(say.tadmur);
      await expect(page.getByRole("option")).toHaveCount(1);
      await expect(page.getByRole("option")).toContainText(say.inHoms);
      await keyboard.press("ArrowDown");
      await keyboard.press("Enter");
      const stored = `${say.tadmur} (SY0404)`;
      await expect.poll(() => answerTo("m2/origin_subdistrict_text")).toBe(stored);
      await expectNoFindings(page);
    });

    await test.step("a list that comes later changes no answer, and words are taken beside it", async () => {
      const renamed = places.map((line) => line.replace("Tadmur,تدمر", "Palmyra,بالميرا"));
      await button(page, say.interviews).click();
      await takeOver("later.csv", renamed);
      await enter();
      const stored = `${say.tadmur} (SY0404)`;
      await expect(text.getByRole("combobox")).toHaveValue(stored);
      expect(await answerTo("m2/origin_subdistrict_text")).toBe(stored);
      await expect(text.getByRole("button", { name: say.governorate })).toHaveText(say.everywhere);

      await text.getByRole("button", { name: say.unlisted, exact: true }).press("Enter");
      const said = text.getByRole("textbox", { name: say.wordsOf });
      await said.focus();
      await keyboard.type(say.said);
      await keyboard.press("Tab");
      await expect.poll(() => answerTo("m2/origin_subdistrict_text")).toBe(say.said);
      await expect(text.getByRole("combobox")).toHaveValue("");
    });
    await close();
  });
